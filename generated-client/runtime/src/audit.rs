//! What an audit hook hears of: every call that is not a plain read.

use std::sync::Arc;

use http::StatusCode;

use crate::error::Error;
use crate::operation::Effect;
use crate::plan::Plan;

/// A function that hears of calls.
pub(crate) type AuditHook = Arc<dyn Fn(&AuditEvent<'_>) + Send + Sync>;

/// Something that happened to a call of effect `secret`, `write` or `destructive`.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AuditEvent<'a> {
    /// `group.method` of the operation.
    pub operation: &'static str,
    /// What the call does to the world.
    pub effect: Effect,
    /// The request, credentials and secrets masked.
    pub plan: &'a Plan,
    /// What happened.
    pub stage: AuditStage<'a>,
}

/// What happened to a call.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum AuditStage<'a> {
    /// It is about to be sent.
    Sending,
    /// It was not sent, by the client's own rules.
    Refused(&'a Error),
    /// It was answered.
    Answered(StatusCode),
    /// It failed, perhaps after the server acted: see [`Error::may_have_reached_server`].
    Failed(&'a Error),
}
