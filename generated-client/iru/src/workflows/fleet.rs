//! Many devices and what is to be done with each → a stream of results; what is done is not done again after a stop.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::FuturesUnordered;
use serde::{Deserialize, Serialize};

use super::Workflows;
use crate::runtime::BoxFuture;
use crate::{Client, DeviceId};

/// Which devices of a run are done. Keep it where it survives a stop: it serialises.
///
/// ```
/// use iru_client::workflows::Checkpoint;
///
/// let text = serde_json::to_string(&Checkpoint::default())?;
/// let checkpoint: Checkpoint = serde_json::from_str(&text)?;
/// assert_eq!(checkpoint.len(), 0);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Checkpoint {
    done: BTreeSet<DeviceId>,
}

impl Checkpoint {
    /// Whether the device is done.
    pub fn contains(&self, device_id: &DeviceId) -> bool {
        self.done.contains(device_id)
    }

    /// How many devices are done.
    pub fn len(&self) -> usize {
        self.done.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }

    /// The devices that are done.
    pub fn done(&self) -> impl Iterator<Item = &DeviceId> {
        self.done.iter()
    }
}

type Work<T, E> = BoxFuture<'static, (DeviceId, Result<T, E>)>;

/// Work on many devices: a stream of a result for each, in the order in which they end; see [`Workflows::fleet`].
#[must_use = "a stream does nothing until it is polled"]
pub struct Fleet<T, E> {
    client: Client,
    waiting: VecDeque<DeviceId>,
    running: FuturesUnordered<Work<T, E>>,
    begin: Box<dyn FnMut(Client, DeviceId) -> Work<T, E> + Send>,
    concurrency: usize,
    checkpoint: Checkpoint,
    total: usize,
}

impl Workflows {
    /// Does something with each of many devices, with some of them at a time. The client's rate limits hold for all
    /// together; an error of one device does not stop the others. It runs while it is polled, and what was begun ends
    /// where it is dropped.
    ///
    /// ```no_run
    /// # use iru_client::{Client, DeviceId, workflows::Checkpoint};
    /// # async fn example(client: Client, devices: Vec<DeviceId>, before: Checkpoint) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut fleet = client
    ///     .workflows()
    ///     .fleet(devices, |client, device| async move { client.device_actions().update_inventory(device).await })
    ///     .concurrency(16)
    ///     .resume(before);
    /// while let Some((device, result)) = fleet.next().await {
    ///     println!("{device}: {result:?}");
    ///     std::fs::write("checkpoint.json", serde_json::to_string(fleet.checkpoint())?)?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn fleet<T, E, W>(
        &self,
        devices: impl IntoIterator<Item = impl Into<DeviceId>>,
        mut work: impl FnMut(Client, DeviceId) -> W + Send + 'static,
    ) -> Fleet<T, E>
    where
        W: Future<Output = Result<T, E>> + Send + 'static,
    {
        let waiting: VecDeque<DeviceId> = devices.into_iter().map(Into::into).collect();
        Fleet {
            client: self.client.clone(),
            total: waiting.len(),
            waiting,
            running: FuturesUnordered::new(),
            begin: Box::new(move |client, device| {
                let work = work(client, device.clone());
                Box::pin(async move { (device, work.await) })
            }),
            concurrency: 8,
            checkpoint: Checkpoint::default(),
        }
    }
}

impl<T, E> Fleet<T, E> {
    /// How many devices are worked on at a time; 8 unless set, 1 at least.
    pub fn concurrency(mut self, concurrency: usize) -> Self {
        self.concurrency = concurrency.max(1);
        self
    }

    /// Leaves out what an earlier run has done. What failed then, or was under way when it stopped, is done again: the
    /// work has to bear that.
    pub fn resume(mut self, checkpoint: Checkpoint) -> Self {
        self.waiting.retain(|device| !checkpoint.contains(device));
        self.checkpoint = checkpoint;
        self
    }

    /// What is done by now, devices of earlier runs among them. A device is done when its result was given and is no error.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// How many devices there are, those done earlier among them.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The next result; `None` when each device had its own.
    pub async fn next(&mut self) -> Option<(DeviceId, Result<T, E>)> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<(DeviceId, Result<T, E>)>> {
        while self.running.len() < self.concurrency
            && let Some(device) = self.waiting.pop_front()
        {
            self.running.push((self.begin)(self.client.clone(), device));
        }
        let next = std::task::ready!(Pin::new(&mut self.running).poll_next(context));
        if let Some((device, Ok(_))) = &next {
            self.checkpoint.done.insert(device.clone());
        }
        Poll::Ready(next)
    }
}

impl<T, E> Stream for Fleet<T, E> {
    type Item = (DeviceId, Result<T, E>);

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T, E> fmt::Debug for Fleet<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fleet")
            .field("waiting", &self.waiting.len())
            .field("running", &self.running.len())
            .field("done", &self.checkpoint.len())
            .finish_non_exhaustive()
    }
}
