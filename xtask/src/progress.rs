//! Work that takes over a second → a line on the terminal that says how far it is, gone when the work is done.
//!
//! Only where somebody sees it: not in a pipe, not where `CI` is set, not with `--quiet`. `NO_COLOR` is respected.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::report;

/// How often a line that only waits moves.
const TICK: Duration = Duration::from_millis(120);

/// A line that moves. Dropping it takes it away.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Work of which nobody knows how long it takes.
    pub(crate) fn wait(what: impl Into<String>) -> Self {
        let bar = ProgressBar::with_draw_target(None, target()).with_message(what.into());
        bar.set_style(style("{spinner} {msg} ({elapsed})"));
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        Self(bar)
    }

    /// Work of so many steps.
    pub(crate) fn steps(count: usize, what: impl Into<String>) -> Self {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(count), target()).with_message(what.into());
        bar.set_style(style("[{bar:30}] {pos}/{len} {wide_msg} ({elapsed}, {eta} left)"));
        Self(bar)
    }

    /// A step is done. Where no line moves, it is one of its own: a log wants to be read afterwards.
    pub(crate) fn step(&self, what: &str) {
        self.0.inc(1);
        if self.0.is_hidden() {
            let length = self.0.length().unwrap_or_default();
            report::aside(&format!("[{}/{length}] {what}", self.0.position()));
        } else {
            self.0.set_message(what.to_owned());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Standard error where somebody looks at it.
fn target() -> ProgressDrawTarget {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if report::is_quiet() || set("CI") { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() }
}

fn style(template: &str) -> ProgressStyle {
    // The templates are the ones above; one that could not be read would only look plainer.
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars("=> ")
}
