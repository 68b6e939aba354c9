//! In place of reqwest on WebAssembly: a browser allows neither a choice of redirects nor of certificates, which this
//! crate's promises about the token rest on. There the caller gives the transport.

use std::sync::Arc;
use std::time::Duration;

use super::{BoxError, Transport};

/// What the builder knows about connections.
#[derive(Debug, Default)]
pub(crate) struct Connections {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) loopback: bool,
    pub(crate) plain: bool,
}

impl Connections {
    pub(crate) fn transport(self) -> Result<Arc<dyn Transport>, BoxError> {
        Err("this platform has none: give the builder one with `transport`".into())
    }
}
