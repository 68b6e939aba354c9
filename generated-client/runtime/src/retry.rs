//! Which calls are sent again, when, and how often.
//!
//! A read may be repeated. Anything else only on a status that its overlay entry names as proof that nothing was done,
//! or, but for destructive calls, where no connection was made, so that nothing was sent.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName};

use crate::multipart::random;
use crate::operation::{Effect, Operation};

/// How often and how patiently calls are repeated.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// Requests of one call at most, the first included. 1 switches retries off.
    pub max_attempts: u32,
    /// The wait before the second request is random below this; the bound doubles each time.
    pub base: Duration,
    /// No wait is longer. A server that asks for more gets no further request, and the error says how long it asked.
    pub max_wait: Duration,
    /// All waits of a call together.
    pub max_total_wait: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 4,
            base: Duration::from_millis(500),
            max_wait: Duration::from_secs(30),
            max_total_wait: Duration::from_secs(90),
        }
    }
}

impl RetryPolicy {
    /// No retries.
    pub fn none() -> Self {
        Self { max_attempts: 1, ..Self::default() }
    }

    /// This many requests of one call at most, the first included.
    pub fn max_attempts(mut self, max_attempts: u32) -> Self {
        self.max_attempts = max_attempts.max(1);
        self
    }

    /// The bound of the first wait.
    pub fn base(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// The longest single wait.
    pub fn max_wait(mut self, max_wait: Duration) -> Self {
        self.max_wait = max_wait;
        self
    }

    /// The longest sum of the waits of one call.
    pub fn max_total_wait(mut self, max_total_wait: Duration) -> Self {
        self.max_total_wait = max_total_wait;
        self
    }

    /// The wait before the next request; `None` where there is to be none.
    pub(crate) fn wait(&self, attempt: u32, waited: Duration, asked: Option<Duration>) -> Option<Duration> {
        if attempt >= self.max_attempts {
            return None;
        }
        let wait = match asked {
            Some(asked) if asked > self.max_wait => return None,
            // A little more than asked, so that all who were told the same time do not come back together.
            Some(asked) => asked + jitter(self.base.min(asked)),
            None => {
                let bound = self.base.saturating_mul(1 << attempt.saturating_sub(1).min(20));
                jitter(bound.min(self.max_wait))
            }
        };
        (waited + wait <= self.max_total_wait).then_some(wait)
    }
}

/// A random time below the bound ("full jitter").
fn jitter(bound: Duration) -> Duration {
    let thousandth = u32::try_from(random() % 1000).unwrap_or(0);
    bound.saturating_mul(thousandth) / 1000
}

/// How one request of a call ended, as far as repeating it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// A reply with this status.
    Status(u16),
    /// No connection was made.
    NotSent,
    /// The connection broke, or a time limit passed: the server may have acted.
    Broken,
    /// Nothing that another request would change.
    Final,
}

pub(crate) fn may_repeat(operation: &Operation, ending: Ending) -> bool {
    match (ending, operation.effect) {
        (Ending::Final, _) => false,
        (Ending::Status(status), _) if operation.retry_on.contains(&status) => true,
        (Ending::Status(status), effect) => {
            effect == Effect::Read && matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
        }
        (Ending::NotSent, effect) => effect != Effect::Destructive,
        (Ending::Broken, effect) => effect == Effect::Read,
    }
}

/// Retries that all clones of a client share: an outage is not answered by a storm.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 1000;
    const RETRY: u32 = 20;

    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    /// Takes one retry out; false where none is left.
    pub(crate) fn take(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(Self::RETRY)).is_ok()
    }

    /// A success pays a twentieth of a retry back.
    pub(crate) fn give(&self) {
        // The update cannot fail: it always has a value.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| Some((left + 1).min(Self::FULL)));
    }
}

/// How long the server asks to wait: `Retry-After` (RFC 9110 section 10.2.3), and where too many requests came, else
/// `RateLimit-Reset`.
pub(crate) fn server_wait(status: u16, headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    retry_after(headers, now).or_else(|| if status == 429 { reset(headers, now) } else { None })
}

fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let asked = text(headers, &http::header::RETRY_AFTER)?;
    // Whole seconds by the standard; some servers send fractions. The reader of JSON is in every program anyway.
    match serde_json::from_str::<f64>(asked) {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok(),
        Err(_) => {
            let until = http_date(asked)?;
            // The server's own clock, where it says it: the two may differ.
            let now = text(headers, &http::header::DATE).and_then(http_date).unwrap_or(now);
            Some(until.duration_since(now).unwrap_or_default())
        }
    }
}

/// A date of HTTP (RFC 9110 section 5.6.7), whatever day of the week the server takes it for.
fn http_date(text: &str) -> Option<SystemTime> {
    let renamed = || {
        let (_, date) = text.split_once(", ")?;
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        days.iter().find_map(|day| httpdate::parse_http_date(&format!("{day}, {date}")).ok())
    };
    httpdate::parse_http_date(text).ok().or_else(renamed)
}

/// `RateLimit-Reset` where nothing remains: seconds, or a Unix time where the number is too large for that.
pub(crate) fn reset(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let names = ["ratelimit-reset", "x-ratelimit-reset"];
    let number = names.iter().find_map(|name| text(headers, &HeaderName::from_static(name))?.parse::<u64>().ok())?;
    if number < 1_000_000_000 {
        return Some(Duration::from_secs(number));
    }
    (SystemTime::UNIX_EPOCH + Duration::from_secs(number)).duration_since(now).ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_reads_repeat_of_themselves() {
        let operation = |effect, retry_on| Operation { effect, retry_on, ..Operation::DEFAULT };
        let read = operation(Effect::Read, &[]);
        for status in [408, 429, 500, 502, 503, 504] {
            assert!(may_repeat(&read, Ending::Status(status)));
            for effect in [Effect::Secret, Effect::Write, Effect::Destructive] {
                assert!(!may_repeat(&operation(effect, &[]), Ending::Status(status)), "{effect:?}");
            }
        }
        assert!(!may_repeat(&read, Ending::Status(501)) && !may_repeat(&read, Ending::Final));
        let erase = operation(Effect::Destructive, &[429]);
        assert!(may_repeat(&erase, Ending::Status(429)) && !may_repeat(&erase, Ending::Status(503)));
        assert!(!may_repeat(&erase, Ending::NotSent) && !may_repeat(&erase, Ending::Broken));
        let write = operation(Effect::Write, &[503]);
        assert!(may_repeat(&write, Ending::NotSent) && !may_repeat(&write, Ending::Broken));
    }

    #[test]
    fn waits_grow_are_capped_and_follow_the_server() {
        let policy = RetryPolicy::default();
        for attempt in 1..4 {
            let bound = policy.base * (1 << (attempt - 1));
            assert!(policy.wait(attempt, Duration::ZERO, None).is_some_and(|wait| wait < bound));
        }
        assert_eq!(policy.wait(4, Duration::ZERO, None), None);
        let asked = policy.wait(1, Duration::ZERO, Some(Duration::from_secs(7)));
        assert!(asked.is_some_and(|wait| (7_000..7_500).contains(&wait.as_millis())));
        assert_eq!(policy.wait(1, Duration::ZERO, Some(Duration::from_secs(31))), None);
        assert_eq!(policy.wait(1, Duration::from_secs(89), Some(Duration::from_secs(7))), None);
    }

    #[test]
    fn the_server_says_seconds_or_a_date() {
        let headers = |name: &'static str, value: &'static str| {
            HeaderMap::from_iter([(HeaderName::from_static(name), http::HeaderValue::from_static(value))])
        };
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777); // Sun, 06 Nov 1994 08:49:37 GMT
        let wait = |name, value| server_wait(429, &headers(name, value), now).map(|wait| wait.as_secs());
        assert_eq!(wait("retry-after", "120"), Some(120));
        assert_eq!(wait("retry-after", "2.5"), Some(2));
        assert_eq!(wait("retry-after", "Sun, 06 Nov 1994 08:50:00 GMT"), Some(23));
        assert_eq!(wait("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT"), Some(0));
        assert_eq!(wait("retry-after", "Sunday, 06-Nov-94 08:50:00 GMT"), Some(23));
        assert_eq!(wait("retry-after", "Sun Nov  6 08:50:00 1994"), Some(23));
        assert_eq!(wait("retry-after", "Mon, 06 Nov 1994 08:50:00 GMT"), Some(23), "it was a Sunday");
        assert_eq!(wait("retry-after", "soon"), None);
        assert_eq!(wait("retry-after", "-1"), None);
        assert_eq!(wait("ratelimit-reset", "3"), Some(3));
        assert_eq!(wait("x-ratelimit-reset", "1784111777"), Some(1_000_000_000));
    }

    #[test]
    fn the_budget_runs_out() {
        let budget = Budget::new();
        assert_eq!((0..100).filter(|_| budget.take()).count(), 50);
        (0..20).for_each(|_| budget.give());
        assert!(budget.take() && !budget.take());
    }
}
