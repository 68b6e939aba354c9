//! A described call → its reply: the one path that every request of every client takes.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};

use crate::audit::{AuditEvent, AuditStage};
use crate::call::Call;
use crate::client::{Client, Mode};
use crate::clock::{Watch, within};
use crate::error::{Error, ErrorKind};
use crate::operation::Effect;
use crate::redirect;
use crate::reply::{Context, RawResponse};
use crate::request::{self, Prepared};
use crate::retry::{self, Ending};
use crate::secret::Secret;
use crate::sending::Raw;
use crate::trace;
use crate::transport::{self, Failure, FailureKind, Reply, ReplyBody, Request};

/// An error, and whether another request may help.
type Failed = (Error, Ending);

/// What is known of a call while it runs, also when it is cut short.
#[derive(Default)]
struct Course {
    attempts: AtomicU32,
    in_flight: AtomicBool,
    reached: AtomicBool,
}

/// A call that is sent once it is polled.
///
/// A plain function makes and boxes the future: one that generic code makes is compiled with that code, and so the whole
/// path would be compiled again with every client, and stand in every program several times.
#[inline(never)]
pub(crate) fn run(call: Call) -> Raw {
    Box::pin(told(call))
}

async fn told(call: Call) -> Result<RawResponse, Error> {
    let id = call.operation.id;
    trace::call(&call, audited(&call)).await.map_err(|error| error.with_operation(id))
}

async fn audited(call: &Call) -> Result<RawResponse, Error> {
    let hook = call.client.shared.audit.as_ref().filter(|_| call.operation.effect != Effect::Read);
    let Some(hook) = hook else {
        guard(call)?;
        return limited(call).await;
    };
    let plan = call.plan()?;
    let tell = |stage| {
        hook(&AuditEvent { operation: call.operation.id, effect: call.operation.effect, plan: &plan, stage });
    };
    if let Err(refusal) = guard(call) {
        tell(AuditStage::Refused(&refusal));
        return Err(refusal);
    }
    tell(AuditStage::Sending);
    let outcome = limited(call).await;
    match &outcome {
        Ok(raw) => tell(AuditStage::Answered(raw.status)),
        Err(error) => tell(AuditStage::Failed(error)),
    }
    outcome
}

/// Refuses what the client's mode or a missing confirmation forbids.
pub(crate) fn guard(call: &Call) -> Result<(), Error> {
    let refuse = |kind, text: &str| Err(Error::new(kind, text).with_operation(call.operation.id));
    match (call.client.mode, call.operation.effect) {
        (_, Effect::Read) => Ok(()),
        (Mode::ReadOnly, _) => refuse(ErrorKind::ReadOnly, "the client is read-only; nothing was sent"),
        (_, Effect::Destructive) if !call.confirmed => {
            refuse(ErrorKind::NotConfirmed, "a destructive call needs a confirmation; nothing was sent")
        }
        (Mode::DryRun, _) => {
            let refusal = Error::new(ErrorKind::DryRun, "dry run: the request was planned, nothing was sent");
            Err(refusal.with_operation(call.operation.id).with_plan(call.plan()?))
        }
        (Mode::All, _) => Ok(()),
    }
}

/// The call within its time limit.
async fn limited(call: &Call) -> Result<RawResponse, Error> {
    let shared = &call.client.shared;
    // How long a large file takes is the line's affair; its limit is that it moves.
    let usual = if call.body.is_streamed() { None } else { shared.limits.call };
    let limit = call.options.timeout.or(usual);
    let course = Course::default();
    let deadline = limit.map(|limit| shared.clock.now() + limit);
    let outcome = within(&shared.clock, limit, pin!(attempts(call, &course, deadline))).await;
    let timed_out = || {
        Err(Error::new(
            ErrorKind::Timeout,
            format!("the call took longer than {limit:?}", limit = limit.unwrap_or_default()),
        ))
    };
    let reached = course.reached.load(Ordering::Relaxed) || course.in_flight.load(Ordering::Relaxed);
    let attempts = course.attempts.load(Ordering::Relaxed);
    outcome.unwrap_or_else(timed_out).map_err(|error| error.with_reached(reached).with_attempts(attempts))
}

/// Requests until one ends the call.
async fn attempts(call: &Call, course: &Course, deadline: Option<Duration>) -> Result<RawResponse, Error> {
    let shared = &call.client.shared;
    let policy = call.options.retries.as_ref().unwrap_or(&shared.retries);
    let prepared = request::prepare(call, false)?;
    let mut waited = Duration::ZERO;
    let mut renewed = false;
    let mut watch = Watch::new(&shared.clock, attempt_limit(call).into_iter().chain(stall_limit(call)).min());
    loop {
        if call.elsewhere.is_none() {
            // Another server's quota is not this one's.
            acquire(&call.client, deadline).await?;
        }
        let token = if call.elsewhere.is_none() { shared.credentials.current().await? } else { None };
        let attempt = course.attempts.fetch_add(1, Ordering::Relaxed) + 1;
        course.in_flight.store(true, Ordering::Relaxed);
        let result = once(call, &prepared, token.as_ref(), attempt, deadline, &mut watch).await;
        course.in_flight.store(false, Ordering::Relaxed);
        let (ending, asked) = ending(&result, &call.client);
        course.reached.fetch_or(ending != Ending::NotSent && !is_file_error(&result), Ordering::Relaxed);
        trace::attempt(attempt, &result);
        let done = |result: Result<RawResponse, Failed>| result.map_err(|(error, _)| error);
        if result.as_ref().is_ok_and(|raw| raw.status.is_success()) {
            shared.budget.give();
            return done(result);
        }
        // 401 proves that nothing was done, so a new token may be tried whatever the effect; once.
        if ending == Ending::Status(401) && !renewed && shared.credentials.refused(token.as_ref()).await {
            renewed = true;
            continue;
        }
        let wait = policy.wait(attempt, waited, asked).filter(|_| retry::may_repeat(call.operation, ending));
        let in_time = |wait: &Duration| deadline.is_none_or(|deadline| shared.clock.now() + *wait < deadline);
        let Some(wait) = wait.filter(in_time).filter(|_| shared.budget.take()) else { return done(result) };
        shared.clock.sleep(wait).await;
        waited += wait;
    }
}

/// Waits for the rate limit, if there is time for that.
async fn acquire(client: &Client, deadline: Option<Duration>) -> Result<(), Error> {
    let shared = &client.shared;
    shared.limiter.acquire(&*shared.clock, deadline).await.map_err(|wait| {
        let text =
            format!("the rate limit leaves no room for {wait:?}, longer than the call may take; nothing was sent");
        Error::new(ErrorKind::RateLimit, text).with_wait(wait)
    })
}

fn is_file_error(result: &Result<RawResponse, Failed>) -> bool {
    result.as_ref().is_err_and(|(error, _)| error.kind() == ErrorKind::File && !error.may_have_reached_server())
}

fn ending(result: &Result<RawResponse, Failed>, client: &Client) -> (Ending, Option<Duration>) {
    match result {
        Ok(raw) => {
            let status = raw.status.as_u16();
            (Ending::Status(status), retry::server_wait(status, &raw.headers, client.shared.clock.wall()))
        }
        Err((_, ending)) => (*ending, None),
    }
}

/// One request, and the redirects that it leads through.
async fn once(
    call: &Call,
    prepared: &Prepared,
    token: Option<&Secret>,
    attempt: u32,
    deadline: Option<Duration>,
    watch: &mut Watch,
) -> Result<RawResponse, Failed> {
    let mut hop = redirect::Hop::first(call, prepared, token).map_err(|error| (error, Ending::Final))?;
    loop {
        let mut reply = send(call, prepared, hop.url.clone(), std::mem::take(&mut hop.headers), watch).await?;
        if hop.carries_proof() {
            let shared = &call.client.shared;
            shared.limiter.learn(&*shared.clock, reply.status.as_u16(), &reply.headers);
        }
        if redirect::is_redirect(&reply) {
            hop = hop.next(call, prepared, token, &reply).map_err(|error| (error, Ending::Final))?;
            acquire(&call.client, deadline).await.map_err(|error| (error, Ending::Final))?;
            continue;
        }
        let body = match call.keep.as_ref().filter(|_| reply.status.is_success()) {
            Some(slot) => slot.put(reply.body),
            None => read(call, &mut reply.body, watch)
                .await
                .map_err(|failed| of_reply(failed, reply.status, &reply.headers))?,
        };
        let context = Context { client: call.client.clone(), operation: call.operation, token: token.cloned() };
        return Ok(RawResponse {
            status: reply.status,
            headers: reply.headers,
            body,
            attempts: attempt,
            context: Some(context),
        });
    }
}

fn attempt_limit(call: &Call) -> Option<Duration> {
    call.options.attempt_timeout.or(call.client.shared.limits.attempt)
}

fn stall_limit(call: &Call) -> Option<Duration> {
    call.options.stall_timeout.or(call.client.shared.limits.stall)
}

async fn send(
    call: &Call,
    prepared: &Prepared,
    url: url::Url,
    headers: HeaderMap,
    watch: &mut Watch,
) -> Result<Reply, Failed> {
    let shared = &call.client.shared;
    let body = transport::open(&prepared.payload.source).await.map_err(failed)?;
    let moved = body.moved();
    let limit = attempt_limit(call);
    let mut sent = shared.transport.send(Request { method: prepared.method.clone(), url, headers, body });
    match watch.within(limit, &moved, sent.as_mut()).await {
        Some(reply) => reply.map_err(failed),
        None => {
            let text = format!("no reply within {:?}", limit.unwrap_or_default());
            Err((Error::new(ErrorKind::Timeout, text).with_reached(true), Ending::Broken))
        }
    }
}

fn failed(failure: Failure) -> Failed {
    let (kind, ending) = match failure.kind {
        FailureKind::Connect => (ErrorKind::Connect, Ending::NotSent),
        FailureKind::ConnectTimeout => (ErrorKind::Timeout, Ending::NotSent),
        FailureKind::File => (ErrorKind::File, Ending::Final),
        FailureKind::Other => (ErrorKind::Transport, Ending::Broken),
    };
    let what = match failure.kind {
        FailureKind::Connect => "no connection",
        FailureKind::ConnectTimeout => "no connection in time",
        FailureKind::File => "the file cannot be sent",
        FailureKind::Other => "the connection failed",
    };
    let error = Error::new(kind, format!("{what}: {}", innermost(&*failure.source))).with_source(failure.source);
    (error.with_reached(ending == Ending::Broken), ending)
}

/// The last error of a chain: the ones above it repeat it or say less.
fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
    let mut last = error;
    while let Some(next) = last.source() {
        last = next;
    }
    last.to_string()
}

/// Reads a body whole: no more than the cap, and no longer without a byte than the stall limit.
async fn read(call: &Call, body: &mut ReplyBody, watch: &mut Watch) -> Result<Bytes, Failed> {
    let shared = &call.client.shared;
    let cap = call.options.max_reply_bytes.unwrap_or(shared.limits.reply_bytes);
    let stall = stall_limit(call);
    let too_large =
        || (Error::new(ErrorKind::TooLarge, format!("the reply is larger than {cap} bytes")), Ending::Final);
    if body.size_hint().lower() > cap {
        return Err(too_large());
    }
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while let Some(data) = chunk(watch, stall, body).await? {
        if (first.len() + rest.len() + data.len()) as u64 > cap {
            return Err(too_large());
        }
        // Most replies are one piece, which need not be copied.
        if first.is_empty() { first = data } else { rest.extend_from_slice(&data) }
    }
    if rest.is_empty() {
        return Ok(first);
    }
    let mut whole = BytesMut::with_capacity(first.len() + rest.len());
    whole.extend_from_slice(&first);
    whole.extend_from_slice(&rest);
    Ok(whole.freeze())
}

/// The next piece of a body.
pub(crate) async fn chunk(
    watch: &mut Watch,
    stall: Option<Duration>,
    body: &mut ReplyBody,
) -> Result<Option<Bytes>, Failed> {
    loop {
        let next = pin!(std::future::poll_fn(|context| body.as_mut().poll_frame(context)));
        let frame = watch.within(stall, &AtomicU64::new(0), next).await.ok_or_else(|| {
            let text = format!("the reply stalled for {:?}", stall.unwrap_or_default());
            (Error::new(ErrorKind::Timeout, text).with_reached(true), Ending::Broken)
        })?;
        let Some(frame) = frame else { return Ok(None) };
        let frame = frame.map_err(|source| failed(Failure { kind: FailureKind::Other, source }))?;
        // Trailers are no part of the body.
        if let Ok(data) = frame.into_data() {
            return Ok(Some(data));
        }
    }
}

/// An error after the head of the reply: it says what the head said.
fn of_reply((error, ending): Failed, status: StatusCode, headers: &HeaderMap) -> Failed {
    let with_head = Error::reply(error.kind(), error.message().to_owned(), status, headers.clone(), Bytes::new());
    (with_head.with_source(error), ending)
}
