//! The machine's files: tokio's, and where tokio has none, on WebAssembly, `std`'s.
//!
//! In a browser there are no files at all: there every call ends, as in `std`, in an error of the kind `Unsupported`.

#[cfg(not(target_family = "wasm"))]
pub use tokio::fs::{File, metadata, read_to_string, remove_file};

#[cfg(target_family = "wasm")]
pub use wasm::{File, metadata, read_to_string, remove_file};

#[cfg(target_family = "wasm")]
mod wasm {
    //! `std::fs` in the shape of `tokio::fs`: it waits where it stands, since there is no other thread.

    use std::fs::Metadata;
    use std::io::{Read, Result, Write};
    use std::path::Path;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

    /// An open file.
    #[derive(Debug)]
    pub struct File(std::fs::File);

    impl File {
        /// The file that was opened.
        pub fn from_std(file: std::fs::File) -> Self {
            Self(file)
        }

        /// # Errors
        ///
        /// Those of `std`.
        pub async fn open(path: impl AsRef<Path>) -> Result<Self> {
            std::fs::File::open(path).map(Self)
        }

        /// # Errors
        ///
        /// Those of `std`.
        pub async fn create(path: impl AsRef<Path>) -> Result<Self> {
            std::fs::File::create(path).map(Self)
        }

        /// # Errors
        ///
        /// Those of `std`.
        pub async fn metadata(&self) -> Result<Metadata> {
            self.0.metadata()
        }

        /// # Errors
        ///
        /// Those of `std`.
        pub async fn sync_all(&self) -> Result<()> {
            self.0.sync_all()
        }
    }

    impl AsyncRead for File {
        fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
            let read = self.0.read(buffer.initialize_unfilled())?;
            buffer.advance(read);
            Poll::Ready(Ok(()))
        }
    }

    impl AsyncWrite for File {
        fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
            Poll::Ready(self.0.write(bytes))
        }

        fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Ready(self.0.flush())
        }

        fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
            self.poll_flush(context)
        }
    }

    /// # Errors
    ///
    /// Those of `std`.
    pub async fn metadata(path: impl AsRef<Path>) -> Result<Metadata> {
        std::fs::metadata(path)
    }

    /// # Errors
    ///
    /// Those of `std`.
    pub async fn read_to_string(path: impl AsRef<Path>) -> Result<String> {
        std::fs::read_to_string(path)
    }

    /// # Errors
    ///
    /// Those of `std`.
    pub async fn remove_file(path: impl AsRef<Path>) -> Result<()> {
        std::fs::remove_file(path)
    }
}
