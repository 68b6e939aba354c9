//! A reply body that is read piece by piece: its size does not matter.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use tokio::io::AsyncWriteExt;

use crate::call::CallOptions;
use crate::client::Client;
use crate::clock::Watch;
use crate::error::{Error, ErrorKind};
use crate::execute;
use crate::reply::RawResponse;
use crate::transport::ReplyBody;

/// Where a body that is not to be read yet is put.
#[derive(Clone, Default)]
pub(crate) struct Slot(Arc<Mutex<Option<ReplyBody>>>);

impl Slot {
    /// Puts the body here; what stands in the reply for it is empty.
    pub(crate) fn put(&self, body: ReplyBody) -> Bytes {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
        Bytes::new()
    }

    pub(crate) fn take(&self) -> Option<ReplyBody> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A reply whose body is still to be read.
pub struct Download {
    watch: Watch,
    stall: Option<Duration>,
    reply_bytes: u64,
    head: RawResponse,
    body: Option<ReplyBody>,
}

impl Download {
    pub(crate) fn new(client: &Client, options: &CallOptions, head: RawResponse, body: Option<ReplyBody>) -> Self {
        let stall = options.stall_timeout.or(client.shared.limits.stall);
        let reply_bytes = client.shared.limits.reply_bytes;
        Self { watch: Watch::new(&client.shared.clock, stall), stall, reply_bytes, head, body }
    }

    pub(crate) fn head(&self) -> &RawResponse {
        &self.head
    }

    /// The most that is held of the body at once.
    pub(crate) fn reply_bytes(&self) -> u64 {
        self.reply_bytes
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The next piece of the body; `None` after the last.
    ///
    /// # Errors
    ///
    /// Where the connection fails, or nothing arrives for as long as the stall limit.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let Some(body) = &mut self.body else { return Ok(None) };
        let next = execute::chunk(&mut self.watch, self.stall, body).await;
        // After an error or the end there is nothing more.
        if !matches!(next, Ok(Some(_))) {
            self.body = None;
        }
        next.map_err(|(error, _)| error)
    }

    /// Writes the body to a file; gives its length. A file that could not be written whole is removed.
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk), and those of the file.
    pub async fn save(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let outcome = self.write(path).await;
        if outcome.is_err() {
            // The error that matters is the one that is given.
            let _ = crate::files::remove_file(path).await;
        }
        outcome
    }

    async fn write(&mut self, path: &Path) -> Result<u64, Error> {
        let failed = |error: std::io::Error| {
            Error::new(ErrorKind::File, format!("{}: {error}", path.display())).with_reached(true)
        };
        let mut file = crate::files::File::create(path).await.map_err(failed)?;
        let mut length = 0;
        while let Some(chunk) = self.chunk().await? {
            file.write_all(&chunk).await.map_err(failed)?;
            length += chunk.len() as u64;
        }
        file.flush().await.map_err(failed)?;
        Ok(length)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("status", &self.status()).finish_non_exhaustive()
    }
}
