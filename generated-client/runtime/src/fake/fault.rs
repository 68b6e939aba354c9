//! What goes wrong on demand: a status, a wait, a connection that ends in the middle of the reply.

use std::time::Duration;

/// Something that goes wrong with the next requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub(crate) kind: Kind,
    path: Option<String>,
    pub(crate) times: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A status instead of the reply, and seconds for `Retry-After`.
    Status(u16, Option<u32>),
    Latency(Duration),
    Cut,
}

impl Fault {
    /// The document's error of a status; nothing is done.
    pub fn status(status: u16) -> Self {
        Self::new(Kind::Status(status, None))
    }

    /// 429 with `Retry-After`, in seconds.
    pub fn too_many_requests(retry_after: u32) -> Self {
        Self::new(Kind::Status(429, Some(retry_after)))
    }

    /// The reply waits.
    pub fn latency(wait: Duration) -> Self {
        Self::new(Kind::Latency(wait))
    }

    /// The request is carried out, and the connection ends in the middle of the reply.
    pub fn cut() -> Self {
        Self::new(Kind::Cut)
    }

    /// For so many requests instead of one.
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// For requests of this path alone.
    pub fn on(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    fn new(kind: Kind) -> Self {
        Self { kind, path: None, times: 1 }
    }

    /// As the header `X-Fake` says it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.split_once('=') {
            Some(("latency", millis)) => Some(Self::latency(Duration::from_millis(millis.parse().ok()?))),
            None if text == "cut" => Some(Self::cut()),
            None if text == "429" => Some(Self::too_many_requests(1)),
            None => text.parse().ok().filter(|status| (400..600).contains(status)).map(Self::status),
            Some(_) => None,
        }
    }

    pub(crate) fn hits(&self, path: &str) -> bool {
        self.times > 0 && self.path.as_deref().is_none_or(|wanted| wanted == path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_names_a_fault() {
        assert_eq!(Fault::parse("503"), Some(Fault::status(503)));
        assert_eq!(Fault::parse("latency=20"), Some(Fault::latency(Duration::from_millis(20))));
        assert_eq!(Fault::parse(" cut "), Some(Fault::cut()));
        assert_eq!((Fault::parse("200"), Fault::parse("latency=x"), Fault::parse("a=b")), (None, None, None));
    }
}
