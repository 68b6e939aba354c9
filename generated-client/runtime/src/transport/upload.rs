//! The pieces of a request body → one stream of a known length; files are read while they are sent.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::io::{AsyncRead, ReadBuf};

use super::{BoxError, Failure, FailureKind};
use crate::body::{Progress, Source};
use crate::multipart::Piece;

/// How much of a file is read at once.
const CHUNK: usize = 64 * 1024;

/// A request body on its way: an [`http_body::Body`] with an exact size hint.
pub struct Upload {
    pieces: VecDeque<Open>,
    left: u64,
    /// Chunks handed out so far: an upload that moves is not stalled.
    moved: Arc<AtomicU64>,
    whole: Option<Bytes>,
}

enum Open {
    Bytes(Bytes),
    File { path: PathBuf, file: crate::files::File, left: u64, length: u64, progress: Option<Progress> },
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upload").field("left", &self.left).finish_non_exhaustive()
    }
}

impl Upload {
    fn full(bytes: Bytes) -> Self {
        let left = bytes.len() as u64;
        Self { pieces: VecDeque::new(), left, moved: Arc::default(), whole: Some(bytes) }
    }

    /// The whole body, where it is at hand.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        self.whole.as_ref()
    }

    pub(crate) fn moved(&self) -> Arc<AtomicU64> {
        self.moved.clone()
    }
}

/// Opens a body for one attempt.
pub(crate) async fn open(source: &Source) -> Result<Upload, Failure> {
    let pieces = match source {
        Source::Empty => return Ok(Upload::full(Bytes::new())),
        Source::Full(bytes) => return Ok(Upload::full(bytes.clone())),
        Source::Pieces(pieces) => pieces,
    };
    let mut upload = Upload { pieces: VecDeque::new(), left: 0, moved: Arc::default(), whole: None };
    for piece in pieces {
        let open = match piece {
            Piece::Bytes(bytes) => Open::Bytes(bytes.clone()),
            Piece::File(path, progress) => file(path, progress).await.map_err(|error| failed(path, &error))?,
        };
        upload.left += match &open {
            Open::Bytes(bytes) => bytes.len() as u64,
            Open::File { left, .. } => *left,
        };
        upload.pieces.push_back(open);
    }
    Ok(upload)
}

async fn file(path: &PathBuf, progress: &Option<Progress>) -> io::Result<Open> {
    let file = crate::files::File::open(path).await?;
    let metadata = file.metadata().await?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file"));
    }
    let length = metadata.len();
    Ok(Open::File { path: path.clone(), file, left: length, length, progress: progress.clone() })
}

fn failed(path: &std::path::Path, error: &io::Error) -> Failure {
    Failure { kind: FailureKind::File, source: format!("{}: {error}", path.display()).into() }
}

impl Open {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Option<Bytes>>> {
        match self {
            Open::Bytes(bytes) => Poll::Ready(Ok((!bytes.is_empty()).then(|| std::mem::take(bytes)))),
            Open::File { left: 0, .. } => Poll::Ready(Ok(None)),
            Open::File { file, left, length, progress, .. } => {
                // Never past the announced length: a file that grows would break the framing.
                let mut chunk = vec![0; CHUNK.min(usize::try_from(*left).unwrap_or(CHUNK))];
                let mut buffer = ReadBuf::new(&mut chunk);
                ready!(Pin::new(file).poll_read(context, &mut buffer))?;
                let read = buffer.filled().len();
                if read == 0 {
                    return Poll::Ready(Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it became shorter")));
                }
                *left -= read as u64;
                if let Some(hear) = progress {
                    hear(*length - *left, *length);
                }
                chunk.truncate(read);
                Poll::Ready(Ok(Some(chunk.into())))
            }
        }
    }

    fn named(&self, error: io::Error) -> io::Error {
        match self {
            Open::Bytes(_) => error,
            Open::File { path, .. } => io::Error::new(error.kind(), FileError(format!("{}: {error}", path.display()))),
        }
    }
}

/// Marks an error as one of the file, so that it can be told from one of the connection.
#[derive(Debug)]
pub(crate) struct FileError(String);

impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FileError {}

impl http_body::Body for Upload {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        if let Some(bytes) = this.whole.take() {
            this.left = 0;
            return Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))));
        }
        while let Some(piece) = this.pieces.front_mut() {
            match ready!(piece.poll_chunk(context)) {
                Ok(None) => drop(this.pieces.pop_front()),
                Ok(Some(bytes)) => {
                    this.left = this.left.saturating_sub(bytes.len() as u64);
                    this.moved.fetch_add(1, Ordering::Relaxed);
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
                Err(error) => return Poll::Ready(Some(Err(piece.named(error).into()))),
            }
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
