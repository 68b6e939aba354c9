//! A file and a ticket for it → the file in storage, sent piece by piece.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::course::{Backoff, Course, Progress};
use super::{Error, StorageError};
use crate::runtime::{BodyKind, Call, Effect, File, Operation, OperationSecurity};
use crate::{Client, UploadForm};

/// Storage is no part of the API, so no document describes this operation. A repeat puts the same bytes in the same place.
static UPLOAD: Operation = Operation {
    id: "storage.upload",
    method: "POST",
    path: "/",
    effect: Effect::Write,
    retry_on: &[500, 502, 503, 504],
    body: BodyKind::Multipart,
    media_type: "multipart/form-data",
    body_required: true,
    accept: "application/xml",
    security: OperationSecurity::None,
    ..Operation::DEFAULT
};

/// How often a transfer is begun, the first time included, where the connection breaks.
pub(crate) const TRANSFERS: u32 = 3;

/// Leave to upload one file.
pub(crate) struct Ticket {
    pub(crate) url: String,
    pub(crate) form: UploadForm,
    pub(crate) file_key: String,
    /// What in-house apps are followed by.
    pub(crate) pending: Option<crate::PendingUploadId>,
}

/// Which group gives the ticket.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    CustomApp,
    InHouseApp,
}

/// A file on disk, looked at before anything is sent.
#[derive(Debug, Clone)]
pub(crate) struct Installer {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
}

impl Installer {
    pub(crate) async fn look(path: &Path, name: Option<String>) -> Result<Self, Error> {
        let metadata = crate::runtime::files::metadata(path).await.map_err(Error::file(path))?;
        let wrong = |text: &str| Error::file(path)(std::io::Error::new(std::io::ErrorKind::InvalidInput, text));
        if !metadata.is_file() {
            return Err(wrong("it is not a file"));
        }
        let own = || path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.or_else(own).ok_or_else(|| wrong("it has no name"))?;
        Ok(Self { path: path.to_owned(), name })
    }
}

/// Asks for a ticket and sends the file: again where the connection breaks, and once with a new ticket where the old one
/// has expired.
pub(crate) async fn upload(client: &Client, course: &Course, kind: Kind, file: &Installer) -> Result<Ticket, Error> {
    let mut ticket = ask(client, course, kind, &file.name).await?;
    let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(30));
    let (mut begun, mut renewed) = (1, false);
    loop {
        match send(client, course, &ticket, file).await {
            Ok(()) => return Ok(ticket),
            Err(error) if error.is_expired() && !renewed => {
                renewed = true;
                ticket = ask(client, course, kind, &file.name).await?;
            }
            Err(error) if error.is_cut() && begun < TRANSFERS => {
                begun += 1;
                course.wait(&mut backoff).await;
            }
            Err(error) => return Err(error),
        }
    }
}

async fn ask(client: &Client, course: &Course, kind: Kind, name: &str) -> Result<Ticket, Error> {
    course.tell(Progress::Asking);
    let (operation, url, form, file_key, pending) = match kind {
        Kind::CustomApp => {
            let given = client.custom_apps().upload(name).await?;
            ("custom_apps.upload", given.post_url, given.post_data, given.file_key, None)
        }
        Kind::InHouseApp => {
            let given = client.in_house_apps().upload(name).await?;
            ("in_house_apps.upload", given.post_url, given.post_data, given.file_key, Some(given.id))
        }
    };
    let lacks = |member| move || Error::Incomplete { operation, member };
    Ok(Ticket {
        url: url.ok_or_else(lacks("post_url"))?,
        form: form.ok_or_else(lacks("post_data"))?,
        file_key: file_key.ok_or_else(lacks("file_key"))?,
        pending,
    })
}

async fn send(client: &Client, course: &Course, ticket: &Ticket, file: &Installer) -> Result<(), Error> {
    let told = course.clone();
    let content = File::open(&file.path).file_name(&file.name);
    let mut call = Call::new(client.runtime(), &UPLOAD);
    call.elsewhere(&ticket.url);
    // Storage ignores every field after the file.
    call.form(&ticket.form);
    call.file_part("file", content.on_progress(move |sent, total| told.tell(Progress::Sending { sent, total })));
    let raw = call.send_raw().await?;
    if raw.status().is_success() { Ok(()) } else { Err(StorageError::of(&raw).into()) }
}
