//! Two runs → what got better and what got worse.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

use super::record::{Compile, Outcome, Record};
use crate::{files, report};

/// Reads the output of an earlier `--format json`.
pub(super) fn read(path: &Path) -> Result<Vec<Record>> {
    let name = files::shown(path);
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    serde_json::from_str(&text).with_context(|| format!("{name} is no output of `corpus --format json`"))
}

/// Prints every difference.
pub(super) fn show(old: &[Record], new: &[Record]) {
    let lines = differences(old, new);
    if lines.is_empty() {
        report::line("nothing got better or worse");
    }
    lines.iter().for_each(|line| report::line(line));
}

fn differences(old: &[Record], new: &[Record]) -> Vec<String> {
    let before: BTreeMap<&str, &Record> = old.iter().map(|one| (one.file.as_str(), one)).collect();
    let after: BTreeMap<&str, &Record> = new.iter().map(|one| (one.file.as_str(), one)).collect();
    let mut lines: Vec<String> =
        before.keys().filter(|file| !after.contains_key(*file)).map(|file| format!("gone: {file}")).collect();
    for (file, now) in after {
        match before.get(file) {
            None => lines.push(format!("new: {file}: {}", state(now))),
            Some(then) => lines.extend(difference(then, now)),
        }
    }
    lines
}

fn difference(then: &Record, now: &Record) -> Option<String> {
    let verdict = match rank(now).cmp(&rank(then)) {
        std::cmp::Ordering::Greater => "better",
        std::cmp::Ordering::Less => "worse",
        std::cmp::Ordering::Equal if state(then) != state(now) => "other",
        std::cmp::Ordering::Equal => return slower(then, now),
    };
    Some(format!("{verdict}: {}: {} → {}", now.file, state(then), state(now)))
}

/// Times vary; twice as long does not come by chance.
fn slower(then: &Record, now: &Record) -> Option<String> {
    let much = |a: f64, b: f64| a > 1.0 && a > 2.0 * b;
    let line = |word: &str| Some(format!("{word}: {}: {:.1} s → {:.1} s", now.file, then.seconds, now.seconds));
    if much(now.seconds, then.seconds) {
        return line("slower");
    }
    if much(then.seconds, now.seconds) { line("faster") } else { None }
}

/// More is better: how it ended, then what compiles, then how many operations.
fn rank(record: &Record) -> (u8, u8, usize) {
    let outcome = match record.outcome {
        Outcome::Ok => 2,
        Outcome::Error => 1,
        Outcome::Panic | Outcome::Timeout => 0,
    };
    // A crate that was not compiled this time is neither better nor worse.
    let compile = u8::from(record.compile != Compile::Failed);
    (outcome, compile, record.operations)
}

fn state(record: &Record) -> String {
    let code = record.code.as_deref().map(|code| format!(" `{code}`")).unwrap_or_default();
    let failed = if record.compile == Compile::Failed { ", does not compile" } else { "" };
    format!("{}{code}, {} operations{failed}", record.outcome.word(), record.operations)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(file: &str, outcome: Outcome, operations: usize, compile: Compile) -> Record {
        Record {
            file: file.to_owned(),
            bytes: 1,
            outcome,
            code: (outcome == Outcome::Error).then(|| "bad-thing".to_owned()),
            message: None,
            operations,
            operations_in_document: operations,
            notes: 0,
            seconds: 0.1,
            peak_bytes: None,
            compile,
        }
    }

    #[test]
    fn each_difference_is_one_line() {
        let old = [
            record("a", Outcome::Ok, 3, Compile::Ok),
            record("b", Outcome::Error, 0, Compile::Skipped),
            record("c", Outcome::Ok, 3, Compile::Skipped),
            record("d", Outcome::Ok, 3, Compile::Ok),
        ];
        let new = [
            record("a", Outcome::Ok, 3, Compile::Failed),
            record("b", Outcome::Ok, 2, Compile::Ok),
            record("c", Outcome::Ok, 3, Compile::Ok),
            record("e", Outcome::Ok, 1, Compile::Ok),
        ];
        assert_eq!(
            differences(&old, &new),
            [
                "gone: d",
                "worse: a: ok, 3 operations → ok, 3 operations, does not compile",
                "better: b: error `bad-thing`, 0 operations → ok, 2 operations",
                "new: e: ok, 1 operations",
            ]
        );
    }
}
