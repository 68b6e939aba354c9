//! The rate limiter at a virtual clock: never over in any window, and nobody starves.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use openapi_client_runtime as rt;
use rt::transport::{BoxFuture, Failure, Reply, Request, Transport};

use crate::support::{API, READ, send};

/// Answers at once and notes when it was asked; replies carry the given headers.
#[derive(Debug, Clone, Default)]
struct Recorder {
    asked: Arc<Mutex<Vec<Duration>>>,
    start: Arc<Mutex<Option<tokio::time::Instant>>>,
    headers: Arc<Mutex<Vec<(&'static str, String)>>>,
    status: Arc<Mutex<Vec<u16>>>,
}

impl Recorder {
    fn times(&self) -> Vec<Duration> {
        self.asked.lock().unwrap().clone()
    }
}

impl Transport for Recorder {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Reply, Failure>> {
        let start = *self.start.lock().unwrap().get_or_insert_with(tokio::time::Instant::now);
        self.asked.lock().unwrap().push(start.elapsed());
        let mut headers = rt::HeaderMap::new();
        for (name, value) in self.headers.lock().unwrap().iter() {
            headers.insert(*name, value.parse().unwrap());
        }
        let status = self.status.lock().unwrap().pop().unwrap_or(200);
        let status = rt::StatusCode::from_u16(status).unwrap();
        Box::pin(async move { Ok(Reply { status, headers, body: Box::pin(Empty) }) })
    }
}

struct Empty;

impl http_body::Body for Empty {
    type Data = rt::Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<rt::Bytes>, Self::Error>>> {
        std::task::Poll::Ready(None)
    }
}

fn limited(recorder: &Recorder, limits: &[(u32, u64)]) -> rt::Client {
    rt::ClientBuilder::new(&API)
        .transport(recorder.clone())
        .rate_limits(limits.iter().map(|&(requests, seconds)| (requests, Duration::from_secs(seconds))))
        .timeout(None)
        .build()
        .unwrap()
}

fn never_over(times: &[Duration], requests: usize, window: Duration) {
    for (first, next) in times.iter().zip(times.iter().skip(requests)) {
        assert!(*next - *first >= window, "{requests} in {window:?} is passed at {first:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_calls_from_64_tasks_are_never_over_and_nobody_starves() {
    let recorder = Recorder::default();
    let client = limited(&recorder, &[(50, 1), (3_000, 100)]);
    let done = Arc::new(Mutex::new(BTreeMap::<usize, Vec<usize>>::new()));
    let count = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let tasks: Vec<_> = (0..64)
        .map(|task| {
            let (client, done, count) = (client.clone(), done.clone(), count.clone());
            tokio::spawn(async move {
                // 64 tasks share 10,000 calls: 156 each, and 16 of them one more.
                for _ in 0..156 + usize::from(task < 16) {
                    send(&client, &READ).await.unwrap();
                    let place = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    done.lock().unwrap().entry(task).or_default().push(place);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let times = recorder.times();
    assert_eq!(times.len(), 10_000);
    never_over(&times, 50, Duration::from_secs(1));
    never_over(&times, 3_000, Duration::from_secs(100));
    // And not slower than the limits: 3,000 at once go in 59 seconds, 10,000 in three windows and the start of a fourth.
    assert!(*times.last().unwrap() < Duration::from_secs(330), "{:?}", times.last());
    // Fair: between two calls of one task, no other task has had more than two turns.
    for places in done.lock().unwrap().values() {
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] <= 2 * 64), "a task starved");
    }
}

#[tokio::test(start_paused = true)]
async fn a_waiter_that_gives_up_takes_nothing() {
    let recorder = Recorder::default();
    let client = limited(&recorder, &[(2, 10)]);
    send(&client, &READ).await.unwrap();
    send(&client, &READ).await.unwrap();
    for _ in 0..50 {
        let waited = tokio::time::timeout(Duration::from_millis(10), send(&client, &READ)).await;
        assert!(waited.is_err());
    }
    send(&client, &READ).await.unwrap();
    assert!(*recorder.times().last().unwrap() <= Duration::from_secs(10));
    assert_eq!(recorder.times().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn the_client_shows_what_is_left() {
    let recorder = Recorder::default();
    let client = limited(&recorder, &[(50, 1), (100, 3600)]);
    for _ in 0..3 {
        send(&client.clone(), &READ).await.unwrap();
    }
    let left: Vec<u32> = client.rate_limit().windows.iter().map(|window| window.remaining).collect();
    assert_eq!(left, [47, 97]);
    tokio::time::advance(Duration::from_secs(1)).await;
    let left: Vec<u32> = client.rate_limit().windows.iter().map(|window| window.remaining).collect();
    assert_eq!(left, [50, 97]);
}

#[tokio::test(start_paused = true)]
async fn the_client_learns_from_headers() {
    let recorder = Recorder::default();
    let client = limited(&recorder, &[(50, 1), (100, 3600)]);
    // Somebody else uses the same quota.
    *recorder.headers.lock().unwrap() =
        vec![("x-ratelimit-limit-hour", "100".to_owned()), ("x-ratelimit-remaining-hour", "10".to_owned())];
    send(&client, &READ).await.unwrap();
    assert_eq!(client.rate_limit().windows[1].remaining, 10);
    // Nothing is left: the next call waits for the reset.
    *recorder.headers.lock().unwrap() =
        vec![("ratelimit-remaining", "0".to_owned()), ("ratelimit-reset", "7".to_owned())];
    send(&client, &READ).await.unwrap();
    assert!(client.rate_limit().paused.is_some());
    send(&client, &READ).await.unwrap();
    assert!(*recorder.times().last().unwrap() >= Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn a_429_holds_every_clone_back() {
    let recorder = Recorder::default();
    let client = limited(&recorder, &[]);
    *recorder.headers.lock().unwrap() = vec![("retry-after", "5".to_owned())];
    *recorder.status.lock().unwrap() = vec![429];
    let first = tokio::spawn({
        let client = client.clone();
        async move { send(&client, &READ).await.unwrap().attempts() }
    });
    tokio::task::yield_now().await;
    send(&client.clone(), &READ).await.unwrap();
    assert_eq!(first.await.unwrap(), 2);
    assert!(recorder.times().iter().skip(1).all(|time| *time >= Duration::from_secs(5)), "{:?}", recorder.times());
}
