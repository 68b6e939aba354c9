//! A custom app → its installer on disk, there only when its checksum is right.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

use super::course::{Backoff, Course, Progress, Settings, workflow};
use super::storage::TRANSFERS;
use super::{Error, StorageError, Workflows};
use crate::runtime::{self, Call, CallOptions, Download, Operation, OperationSecurity};
use crate::{Client, CustomApp, LibraryItemId};

/// The address is signed and complete; nothing of it is the API's.
pub(super) static FETCH: Operation = Operation {
    id: "storage.download",
    method: "GET",
    path: "/",
    accept: "*/*",
    security: OperationSecurity::None,
    ..Operation::DEFAULT
};

/// Downloads the installer of a custom app; see [`Workflows::download_installer`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct DownloadInstaller {
    client: Client,
    settings: Settings,
    library_item_id: LibraryItemId,
    target: PathBuf,
}

/// An installer that was downloaded and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Installer {
    /// Where it is.
    pub path: PathBuf,
    /// Its length in bytes.
    pub length: u64,
    /// Its SHA-256 in hexadecimal, which is the one that the API says.
    pub sha256: String,
}

workflow!(DownloadInstaller => Installer);

impl Workflows {
    /// Downloads the installer of a custom app into a file, which is replaced if it is there.
    ///
    /// It is written beside the target under another name and checked against the SHA-256 that the API says; only then it
    /// takes the target's name. Whatever else happens, also where the future is dropped, nothing is left behind. The
    /// connection may break twice. An hour in all, unless [`deadline`](DownloadInstaller::deadline) says otherwise.
    pub fn download_installer(
        &self,
        library_item_id: impl Into<LibraryItemId>,
        target: impl Into<PathBuf>,
    ) -> DownloadInstaller {
        DownloadInstaller {
            client: self.client.clone(),
            settings: Settings::new(Duration::from_secs(3600)),
            library_item_id: library_item_id.into(),
            target: target.into(),
        }
    }
}

impl DownloadInstaller {
    async fn run(self, course: &Course) -> Result<Installer, Error> {
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(30));
        let mut begun = 1;
        loop {
            course.tell(Progress::Asking);
            // The address holds for a short time, so each try asks for one of its own.
            let app = self.client.custom_apps().get(&self.library_item_id).with(CallOptions::new().no_cache()).await?;
            match fetch(&self.client, course, &app, &self.target).await {
                Err(error) if begun < TRANSFERS && (error.is_cut() || error.is_expired()) => {
                    begun += 1;
                    course.wait(&mut backoff).await;
                }
                outcome => return outcome,
            }
        }
    }
}

async fn fetch(client: &Client, course: &Course, app: &CustomApp, target: &Path) -> Result<Installer, Error> {
    let lacks = |member| move || Error::Incomplete { operation: "custom_apps.get", member };
    let url = app.file_url.as_ref().map(|url| url.expose()).filter(|url| !url.is_empty());
    let expected = app.sha256.as_deref().filter(|sha256| !sha256.is_empty()).ok_or_else(lacks("sha256"))?;
    let mut body = open(client, url.ok_or_else(lacks("file_url"))?).await?;
    let part = part(target).map_err(Error::file(target))?;
    let total = app.file_size.and_then(|size| u64::try_from(size).ok());
    let (length, found) = write(course, &mut body, &part, total, target).await?;
    if !found.eq_ignore_ascii_case(expected) {
        return Err(Error::Checksum { path: target.to_owned(), expected: expected.to_owned(), found });
    }
    part.persist(target).map_err(|error| Error::file(target)(error.error))?;
    Ok(Installer { path: target.to_owned(), length, sha256: found })
}

/// Asks storage for a body that is left to be read.
pub(super) async fn open(client: &Client, url: &str) -> Result<Download, Error> {
    let mut call = Call::new(client.runtime(), &FETCH);
    call.elsewhere(url);
    // The checksum is that of the bytes as they lie there.
    call.set_options(CallOptions::new().header("accept-encoding", "identity"));
    call.download().await.map_err(|error| match (error.kind(), error.status()) {
        (runtime::ErrorKind::Status, Some(status)) => StorageError::new(status, error.body()).into(),
        _ => error.into(),
    })
}

/// A file beside the target that is gone when it is dropped.
fn part(target: &Path) -> std::io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".part");
    #[cfg(unix)]
    {
        // As any other new file: what it may be is the umask's to say.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

async fn write(
    course: &Course,
    body: &mut Download,
    part: &NamedTempFile,
    total: Option<u64>,
    target: &Path,
) -> Result<(u64, String), Error> {
    let failed = || Error::file(target);
    let mut file = runtime::files::File::from_std(part.as_file().try_clone().map_err(failed())?);
    let mut hash = Sha256::new();
    let mut received = 0;
    while let Some(chunk) = body.chunk().await? {
        hash.update(&chunk);
        file.write_all(&chunk).await.map_err(failed())?;
        received += chunk.len() as u64;
        course.tell(Progress::Receiving { received, total });
    }
    file.sync_all().await.map_err(failed())?;
    let digits = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((received, digits))
}
