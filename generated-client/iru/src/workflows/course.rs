//! A deadline and a listener → what every workflow runs under.

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use super::Error;
use crate::Client;
use crate::runtime::Clock;

/// How far a workflow is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// A call of the API is under way.
    Asking,
    /// A file is on its way to storage.
    Sending {
        /// Bytes so far; they begin anew where the transfer does.
        sent: u64,
        /// Bytes in all.
        total: u64,
    },
    /// A file is on its way from storage.
    Receiving {
        /// Bytes so far; they begin anew where the transfer does.
        received: u64,
        /// Bytes in all, where that is known.
        total: Option<u64>,
    },
    /// The server, or the device, needs more time.
    Waiting {
        /// How often it was asked so far.
        asked: u32,
        /// How long until it is asked again.
        wait: Duration,
    },
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Progress::Asking => f.write_str("asking"),
            Progress::Sending { sent, total } => write!(f, "sending, {sent} of {total} bytes"),
            Progress::Receiving { received, total: Some(total) } => write!(f, "receiving, {received} of {total} bytes"),
            Progress::Receiving { received, total: None } => write!(f, "receiving, {received} bytes"),
            Progress::Waiting { asked, wait } => write!(f, "waiting, asked {asked} times, again in {wait:?}"),
        }
    }
}

type Hear = Arc<dyn Fn(Progress) + Send + Sync>;

/// Options that all workflows have.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) deadline: Option<Duration>,
    pub(crate) hear: Option<Hear>,
}

impl Settings {
    pub(crate) fn new(deadline: Duration) -> Self {
        Self { deadline: Some(deadline), hear: None }
    }
}

/// Writes the setters of [`Settings`], and, where the output is named, what awaits a workflow within its deadline.
macro_rules! workflow {
    ($name:ident) => {
        impl $name {
            /// A limit for the whole, waits and repeats included. `None` takes it away.
            pub fn deadline(mut self, limit: impl Into<Option<::std::time::Duration>>) -> Self {
                self.settings.deadline = limit.into();
                self
            }

            /// A function that hears how far it is. It is called where the work is done, so it must not wait.
            pub fn on_progress(mut self, hear: impl Fn($crate::workflows::Progress) + Send + Sync + 'static) -> Self {
                self.settings.hear = Some(::std::sync::Arc::new(hear));
                self
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
    ($name:ident => $output:ty) => {
        $crate::workflows::course::workflow!($name);

        impl ::std::future::IntoFuture for $name {
            type Output = Result<$output, $crate::workflows::Error>;
            type IntoFuture = $crate::runtime::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                let course = $crate::workflows::course::Course::new(&self.client, &self.settings);
                Box::pin(async move { course.within(self.run(&course)).await })
            }
        }
    };
}
pub(crate) use workflow;

/// One run of a workflow.
#[derive(Clone)]
pub(crate) struct Course {
    clock: Arc<dyn Clock>,
    limit: Option<Duration>,
    due: Option<Duration>,
    hear: Option<Hear>,
    /// Where it is: an error at the deadline says so.
    last: Arc<Mutex<Progress>>,
}

impl Course {
    pub(crate) fn new(client: &Client, settings: &Settings) -> Self {
        let clock = client.runtime().clock().clone();
        let due = settings.deadline.map(|limit| clock.now() + limit);
        let last = Arc::new(Mutex::new(Progress::Asking));
        Self { clock, limit: settings.deadline, due, hear: settings.hear.clone(), last }
    }

    /// The outcome of the work, or an error where the deadline comes first.
    pub(crate) async fn within<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        let Some(due) = self.due else { return work.await };
        let mut work = pin!(work);
        let mut timer = self.clock.sleep(due.saturating_sub(self.clock.now()));
        std::future::poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(outcome) => Poll::Ready(outcome),
            Poll::Pending => timer.as_mut().poll(context).map(|()| Err(self.too_late())),
        })
        .await
    }

    fn too_late(&self) -> Error {
        let during = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        Error::Deadline { limit: self.limit.unwrap_or_default(), during }
    }

    pub(crate) fn tell(&self, progress: Progress) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = progress;
        if let Some(hear) = &self.hear {
            hear(progress);
        }
    }

    pub(crate) async fn wait(&self, backoff: &mut Backoff) {
        let wait = backoff.next();
        self.tell(Progress::Waiting { asked: backoff.asked, wait });
        self.clock.sleep(wait).await;
    }
}

/// Waits that double up to a longest one.
pub(crate) struct Backoff {
    next: Duration,
    longest: Duration,
    asked: u32,
}

impl Backoff {
    pub(crate) fn new(first: Duration, longest: Duration) -> Self {
        Self { next: first, longest, asked: 0 }
    }

    fn next(&mut self) -> Duration {
        let wait = self.next.min(self.longest);
        self.asked = self.asked.saturating_add(1);
        self.next = wait.saturating_mul(2);
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_are_capped() {
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(30));
        let waits: Vec<u64> = (0..7).map(|_| backoff.next().as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30]);
    }
}
