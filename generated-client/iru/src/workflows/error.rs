//! What can go wrong with a workflow, beside what can go wrong with a call.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{AssignmentRefusal, Progress};
use crate::UploadState;
use crate::runtime::{self, RawResponse, StatusCode};

/// What went wrong with a workflow.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A call of the API failed, or could not be sent.
    #[error(transparent)]
    Call(#[from] runtime::Error),
    /// Storage refused a file.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The deadline passed. What was sent before stays sent.
    #[error("the deadline of {limit:?} passed while {during}")]
    Deadline {
        /// The whole time that was given.
        limit: Duration,
        /// Where the work was.
        during: Progress,
    },
    /// A file on this machine could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A download is not what the API says it is; nothing was kept of it.
    #[error("{}: the download has SHA-256 {found}, the API says {expected}; nothing was kept", path.display())]
    Checksum {
        /// Where it would have gone.
        path: PathBuf,
        /// What the API says.
        expected: String,
        /// What arrived.
        found: String,
    },
    /// A reply lacks what the next step needs.
    #[error("{operation}: the reply lacks `{member}`, which the next step needs")]
    Incomplete {
        /// The operation, as `group.method`.
        operation: &'static str,
        /// The member of its reply.
        member: &'static str,
    },
    /// The server took an app and found it wanting. Upload a corrected one.
    #[error("the upload ended as {state}{}", reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default())]
    UploadRejected {
        /// How it ended.
        state: UploadState,
        /// The server's reason, if it gave one.
        reason: Option<String>,
    },
    /// The server could not make an export.
    #[error("the export failed: {message}")]
    ExportFailed {
        /// What the server says.
        message: String,
    },
    /// A row of an export does not fit the type that was asked for, or the export is not CSV.
    #[error("row {row} of the export: {message}")]
    Row {
        /// Number of the row, the header not counted.
        row: u64,
        /// What is wrong.
        message: String,
    },
    /// A Blueprint does not take the Library Item in this way.
    #[error("{refusal}")]
    Assignment {
        /// What it asks for.
        refusal: AssignmentRefusal,
        /// What the server said.
        source: runtime::Error,
    },
    /// What was asked for would do nothing, or be refused; nothing was sent.
    #[error("{0}; nothing was sent")]
    Nothing(&'static str),
}

impl Error {
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    /// The error of the API, where it is one.
    pub fn call(&self) -> Option<&runtime::Error> {
        match self {
            Error::Call(error) | Error::Assignment { source: error, .. } => Some(error),
            _ => None,
        }
    }

    /// Whether the connection broke in a way that another try may mend.
    pub(crate) fn is_cut(&self) -> bool {
        use runtime::ErrorKind::{Connect, Timeout, Transport};
        matches!(self, Error::Call(error) if matches!(error.kind(), Connect | Timeout | Transport))
    }

    pub(crate) fn is_expired(&self) -> bool {
        matches!(self, Error::Storage(error) if error.is_expired())
    }
}

/// What storage said when it refused a file: its own XML, read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StorageError {
    /// Status of the reply.
    pub status: StatusCode,
    /// Code of the error: `AccessDenied`, `EntityTooLarge`.
    pub code: Option<String>,
    /// What it says.
    pub message: Option<String>,
    /// The id under which storage's keepers find the request.
    pub request_id: Option<String>,
}

impl StorageError {
    pub(crate) fn of(raw: &RawResponse) -> Self {
        Self::new(raw.status(), raw.body())
    }

    pub(crate) fn new(status: StatusCode, body: &[u8]) -> Self {
        let mut error = Self { status, code: None, message: None, request_id: None };
        for (name, text) in elements(body) {
            match name.as_str() {
                "Code" => error.code = Some(text),
                "Message" => error.message = Some(text),
                "RequestId" => error.request_id = Some(text),
                _ => {}
            }
        }
        error
    }

    /// Whether the signed address or form is too old: a new one helps.
    pub fn is_expired(&self) -> bool {
        let says = |text: &str| self.message.as_ref().is_some_and(|message| message.to_lowercase().contains(text));
        match self.code.as_deref() {
            Some("ExpiredToken" | "TokenRefreshRequired") => true,
            Some("AccessDenied") => says("expired"),
            _ => false,
        }
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "storage refused with {}", self.status.as_u16())?;
        let parts = [&self.code, &self.message, &self.request_id];
        parts.into_iter().flatten().try_for_each(|part| write!(f, ", {part}"))
    }
}

impl std::error::Error for StorageError {}

/// The innermost elements with their texts. Whatever is no XML has none.
fn elements(body: &[u8]) -> Vec<(String, String)> {
    let mut reader = Reader::from_reader(body);
    let (mut found, mut open, mut text) = (Vec::new(), None, String::new());
    // A reader in memory always comes to an end: an error is followed by the end of the file.
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                open = Some(String::from_utf8_lossy(start.local_name().as_ref()).into_owned());
                text.clear();
            }
            Ok(Event::Text(part)) => text.push_str(&part.decode().unwrap_or_default()),
            Ok(Event::GeneralRef(reference)) => {
                let name = reference.decode().unwrap_or_default();
                let known = quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                let number = || reference.resolve_char_ref().ok().flatten().map(String::from);
                text.push_str(&known.or_else(number).unwrap_or_default());
            }
            Ok(Event::End(_)) => {
                if let Some(name) = open.take() {
                    found.push((name, std::mem::take(&mut text)));
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn storage_speaks_xml() {
        let body = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>Invalid \
            according to Policy: Policy expired.</Message><RequestId>7F&amp;1</RequestId><HostId>x</HostId></Error>";
        let error = StorageError::new(StatusCode::FORBIDDEN, body);
        let shown = "storage refused with 403, AccessDenied, Invalid according to Policy: Policy expired., 7F&1";
        assert_eq!(error.to_string(), shown);
        assert!(error.is_expired());
    }

    #[test]
    fn what_is_no_xml_leaves_the_status() {
        for body in [&b""[..], b"<html", b"gateway timeout", b"<Error><Code>", b"{}", &[0xff, 0x3c]] {
            let error = StorageError::new(StatusCode::BAD_GATEWAY, body);
            assert_eq!(error.to_string(), "storage refused with 502");
            assert!(!error.is_expired());
        }
    }
}
