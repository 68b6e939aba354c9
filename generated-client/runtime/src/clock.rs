//! Time as the client sees it: one seam, so that tests turn the clock themselves.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// A future of no particular type.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where the client gets the time from.
pub trait Clock: Debug + Send + Sync + 'static {
    /// Time since some fixed moment; it never goes back.
    fn now(&self) -> Duration;
    /// The time of day, for dates in headers.
    fn wall(&self) -> SystemTime;
    /// Ends when the time has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The clock of the machine. In a browser `std` has none and would panic.
pub(crate) fn of_the_machine() -> Option<Arc<dyn Clock>> {
    if cfg!(all(target_family = "wasm", target_os = "unknown")) {
        return None;
    }
    Some(Arc::new(SystemClock::new()))
}

/// The clock of the machine; under tokio's paused time, tokio's.
#[derive(Debug)]
struct SystemClock {
    start: Instant,
}

impl SystemClock {
    fn new() -> Self {
        Self { start: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// The future's output, or `None` where the limit passed before. A limit of `None` never passes.
///
/// The future comes pinned: by value it would be held twice, and calls are moved often.
pub(crate) async fn within<F: Future>(
    clock: &Arc<dyn Clock>,
    limit: Option<Duration>,
    future: Pin<&mut F>,
) -> Option<F::Output> {
    Watch::new(clock, limit).within(limit, &AtomicU64::new(0), future).await
}

/// Watches one call after the other step by step, with one timer.
///
/// Setting a timer for each step would wake the runtime whenever the new one is due before all others, which costs more
/// than the rest of a call. So the timer is set for the shortest of the limits, and looked at again when it ends before
/// the limit at hand.
pub(crate) struct Watch {
    clock: Arc<dyn Clock>,
    shortest: Option<Duration>,
    timer: Option<(Duration, BoxFuture<'static, ()>)>,
}

impl Watch {
    pub(crate) fn new(clock: &Arc<dyn Clock>, shortest: Option<Duration>) -> Self {
        Self { clock: clock.clone(), shortest, timer: None }
    }

    /// The future's output, or `None` where the limit passed before. The limit begins anew whenever the counter has moved.
    pub(crate) async fn within<F: Future + ?Sized>(
        &mut self,
        limit: Option<Duration>,
        moved: &AtomicU64,
        mut future: Pin<&mut F>,
    ) -> Option<F::Output> {
        let Some(limit) = limit else { return Some(future.await) };
        // The clock is not asked before there is something to wait for.
        let mut watched = None;
        std::future::poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Some(output));
            }
            loop {
                let seen = moved.load(Ordering::Relaxed);
                let (due, before) = *watched.get_or_insert_with(|| (self.clock.now() + limit, seen));
                if self.poll_until(due, context).is_pending() {
                    return Poll::Pending;
                }
                if seen == before {
                    return Poll::Ready(None);
                }
                watched = None;
            }
        })
        .await
    }

    fn poll_until(&mut self, due: Duration, context: &mut Context<'_>) -> Poll<()> {
        loop {
            match &mut self.timer {
                Some((set, timer)) if *set <= due => match timer.as_mut().poll(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(()) => self.timer = None,
                },
                _ => {
                    let now = self.clock.now();
                    if now >= due {
                        return Poll::Ready(());
                    }
                    let wait = self.shortest.map_or(due - now, |shortest| shortest.min(due - now));
                    self.timer = Some((now + wait, self.clock.sleep(wait)));
                }
            }
        }
    }
}
