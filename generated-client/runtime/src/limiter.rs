//! Rate limits of an API → when the next request may go.
//!
//! A sliding window: of any stretch of a limit's length, no more than its number of requests begin in it. (A token
//! bucket of 50 with a burst of 50 lets 99 through in one second.) Callers wait in line; who gives up takes nothing.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::HeaderMap;

use crate::clock::Clock;
use crate::retry;

/// What is left of a client's rate limits at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Each limit, in the order of the document.
    pub windows: Vec<RateWindow>,
    /// How long the server has asked to wait from now.
    pub paused: Option<Duration>,
}

/// One limit: so many requests in so much time.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateWindow {
    /// Requests in the window.
    pub requests: u32,
    /// Length of the window.
    pub window: Duration,
    /// How many of them are left now.
    pub remaining: u32,
}

#[derive(Debug)]
pub(crate) struct Limiter {
    /// The line: who holds it is next. tokio's lock is fair, and a waiter that is dropped leaves it.
    line: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    windows: Vec<Window>,
    paused_until: Duration,
}

#[derive(Debug)]
struct Window {
    requests: usize,
    length: Duration,
    /// When the latest requests began, oldest first; never more than `requests`.
    begun: VecDeque<Duration>,
}

impl Limiter {
    pub(crate) fn new(limits: &[(u32, Duration)]) -> Self {
        let window = |&(requests, length): &(u32, Duration)| Window {
            requests: usize::try_from(requests.max(1)).unwrap_or(1),
            length,
            begun: VecDeque::new(),
        };
        let state = State { windows: limits.iter().map(window).collect(), paused_until: Duration::ZERO };
        Self { line: tokio::sync::Mutex::new(()), state: Mutex::new(state) }
    }

    /// Waits until a request may begin, and counts it. Where that would be after the deadline, says how long it would take.
    pub(crate) async fn acquire(&self, clock: &dyn Clock, deadline: Option<Duration>) -> Result<(), Duration> {
        let _next = self.line.lock().await;
        loop {
            let now = clock.now();
            let Some(wait) = self.state().begin(now) else { return Ok(()) };
            if deadline.is_some_and(|deadline| now + wait >= deadline) {
                return Err(wait);
            }
            clock.sleep(wait).await;
        }
    }

    /// Takes over what a reply says about the limits.
    pub(crate) fn learn(&self, clock: &dyn Clock, status: u16, headers: &HeaderMap) {
        let told = headers.keys().any(|name| name.as_str().contains("ratelimit"));
        if !told && status != 429 {
            return;
        }
        let now = clock.now();
        let mut state = self.state();
        state.count_others(now, headers);
        if let Some(wait) = server_pause(status, headers, clock.wall()) {
            state.paused_until = state.paused_until.max(now + wait.min(LONGEST_PAUSE));
        }
    }

    pub(crate) fn left(&self, clock: &dyn Clock) -> RateLimit {
        let now = clock.now();
        let mut state = self.state();
        let windows = state.windows.iter_mut().map(|window| window.left(now)).collect();
        let paused = state.paused_until.checked_sub(now).filter(|wait| !wait.is_zero());
        RateLimit { windows, paused }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is sound after any panic: each change to it is a single push or pop.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A header cannot stop a client for longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

fn server_pause(status: u16, headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    if status == 429 {
        return retry::server_wait(status, headers, now);
    }
    let nothing_left = number(headers, "ratelimit-remaining").or_else(|| number(headers, "x-ratelimit-remaining")) == Some(0);
    if nothing_left { retry::reset(headers, now) } else { None }
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

impl State {
    /// Counts a request that begins now, or says how long to wait first.
    fn begin(&mut self, now: Duration) -> Option<Duration> {
        let free = self.windows.iter_mut().map(|window| window.free_at(now)).max().unwrap_or_default();
        match free.max(self.paused_until).checked_sub(now).filter(|wait| !wait.is_zero()) {
            Some(wait) => Some(wait),
            None => {
                self.windows.iter_mut().for_each(|window| window.push(now));
                None
            }
        }
    }

    /// Where the server counts more requests than this client began, others use the same quota: theirs are counted too.
    fn count_others(&mut self, now: Duration, headers: &HeaderMap) {
        for window in &mut self.windows {
            let Some(remaining) = window.remaining_by(headers) else { continue };
            window.forget(now);
            let own = window.requests.saturating_sub(window.begun.len());
            let others = own.saturating_sub(usize::try_from(remaining).unwrap_or(usize::MAX));
            (0..others).for_each(|_| window.push(now));
        }
    }
}

impl Window {
    fn forget(&mut self, now: Duration) {
        while self.begun.front().is_some_and(|begun| *begun + self.length <= now) {
            self.begun.pop_front();
        }
    }

    fn free_at(&mut self, now: Duration) -> Duration {
        self.forget(now);
        match self.begun.front() {
            Some(oldest) if self.begun.len() >= self.requests => *oldest + self.length,
            _ => now,
        }
    }

    fn push(&mut self, now: Duration) {
        if self.begun.len() >= self.requests {
            self.begun.pop_front();
        }
        self.begun.push_back(now);
    }

    /// What the server says is left of this very limit: `X-RateLimit-*-Second` and the like by length, the plain headers
    /// where the number is this limit's.
    fn remaining_by(&self, headers: &HeaderMap) -> Option<u64> {
        let unit = match self.length.as_secs() {
            1 => "second",
            60 => "minute",
            3600 => "hour",
            86_400 => "day",
            _ => "",
        };
        let limit = self.requests as u64;
        let pairs = [
            (format!("x-ratelimit-limit-{unit}"), format!("x-ratelimit-remaining-{unit}")),
            ("ratelimit-limit".to_owned(), "ratelimit-remaining".to_owned()),
            ("x-ratelimit-limit".to_owned(), "x-ratelimit-remaining".to_owned()),
        ];
        pairs.iter().find(|(name, _)| number(headers, name) == Some(limit)).and_then(|(_, name)| number(headers, name))
    }

    fn left(&mut self, now: Duration) -> RateWindow {
        self.forget(now);
        RateWindow {
            requests: u32::try_from(self.requests).unwrap_or(u32::MAX),
            window: self.length,
            remaining: u32::try_from(self.requests.saturating_sub(self.begun.len())).unwrap_or(u32::MAX),
        }
    }
}
