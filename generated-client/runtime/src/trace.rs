//! One span a call, with OpenTelemetry's HTTP client names; nothing at all without the feature `tracing`.

#[cfg(feature = "tracing")]
pub(crate) use on::{attempt, call, set_aside};

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{attempt, call, set_aside};

#[cfg(not(feature = "tracing"))]
mod off {
    use crate::call::Call;
    use crate::error::Error;
    use crate::model::SetAside;
    use crate::operation::Operation;
    use crate::reply::RawResponse;
    use crate::retry::Ending;

    pub(crate) fn call<F>(_: &Call, future: F) -> F {
        future
    }

    pub(crate) fn attempt(_: u32, _: &Result<RawResponse, (Error, Ending)>) {}

    pub(crate) fn set_aside(_: &'static Operation, _: &[SetAside]) {}
}

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;
    use std::pin::pin;

    use tracing::field::Empty;

    use crate::call::Call;
    use crate::error::Error;
    use crate::model::SetAside;
    use crate::operation::Operation;
    use crate::reply::RawResponse;
    use crate::retry::Ending;

    /// Polls the call inside its span. The template stands for the path: arguments may be personal.
    pub(crate) async fn call<F: Future<Output = Result<RawResponse, Error>>>(call: &Call, future: F) -> F::Output {
        let operation = call.operation;
        let base = call.client.shared.base.url();
        let span = tracing::info_span!(
            "http.client.request",
            otel.name = format_args!("{} {}", operation.method, operation.path),
            otel.kind = "client",
            http.request.method = operation.method,
            url.template = operation.path,
            server.address = base.host_str(),
            server.port = base.port_or_known_default(),
            operation = operation.id,
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
            error.type = Empty,
        );
        let mut future = pin!(future);
        let outcome = std::future::poll_fn(|context| span.in_scope(|| future.as_mut().poll(context))).await;
        match &outcome {
            Ok(raw) => {
                span.record("http.response.status_code", raw.status.as_u16());
                span.record("http.request.resend_count", raw.attempts.saturating_sub(1));
                if !raw.status.is_success() {
                    span.record("error.type", raw.status.as_str());
                }
            }
            Err(error) => {
                span.record("http.request.resend_count", error.attempts().saturating_sub(1));
                span.record("error.type", tracing::field::debug(error.kind()));
            }
        }
        outcome
    }

    pub(crate) fn attempt(attempt: u32, result: &Result<RawResponse, (Error, Ending)>) {
        match result {
            Ok(raw) => tracing::debug!(attempt, status = raw.status.as_u16(), "answered"),
            Err((error, _)) => tracing::debug!(attempt, kind = ?error.kind(), "failed"),
        }
    }

    pub(crate) fn set_aside(operation: &'static Operation, set_aside: &[SetAside]) {
        for aside in set_aside {
            // The reason may quote the value.
            tracing::warn!(
                operation = operation.id,
                path = aside.path,
                "a value did not fit its type and was left out"
            );
        }
    }
}
