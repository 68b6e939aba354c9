//! Records → the table at the end.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::record::{Compile, Outcome, Record};

/// The text: what failed and why, what was lost, then the sums.
pub(super) fn text(records: &[Record]) -> String {
    let mut out = String::new();
    failures(records, &mut out);
    let lost = records.iter().filter(|one| one.outcome == Outcome::Ok && one.operations < one.operations_in_document);
    for one in lost {
        let _ = writeln!(out, "{}: {} of {} operations", one.file, one.operations, one.operations_in_document);
    }
    sums(records, &mut out);
    out.trim_end().to_owned()
}

fn failures(records: &[Record], out: &mut String) {
    for one in records.iter().filter(|one| one.outcome != Outcome::Ok || one.compile == Compile::Failed) {
        let word = if one.outcome == Outcome::Ok { one.compile.word() } else { one.outcome.word() };
        let code = one.code.as_deref().map(|code| format!("[{code}]")).unwrap_or_default();
        let message = one.message.as_deref().unwrap_or_default().lines().next().unwrap_or_default();
        let message: String = message.chars().take(160).collect();
        let _ = writeln!(out, "{}: {word}{code}: {message}", one.file);
    }
}

fn sums(records: &[Record], out: &mut String) {
    let mut outcomes: BTreeMap<(Outcome, Option<&str>), usize> = BTreeMap::new();
    let mut compiles: BTreeMap<Compile, usize> = BTreeMap::new();
    for one in records {
        *outcomes.entry((one.outcome, one.code.as_deref())).or_default() += 1;
        if one.outcome == Outcome::Ok {
            *compiles.entry(one.compile).or_default() += 1;
        }
    }
    let _ = writeln!(out, "\n| outcome | documents |\n|---|---|");
    for ((outcome, code), count) in outcomes {
        let code = code.map(|code| format!(" `{code}`")).unwrap_or_default();
        let _ = writeln!(out, "| {}{code} | {count} |", outcome.word());
    }
    for (compile, count) in compiles {
        let _ = writeln!(out, "| … of those ok: {} | {count} |", compile.word());
    }
    let seconds: f64 = records.iter().map(|one| one.seconds).sum();
    let slowest = records.iter().max_by(|a, b| a.seconds.total_cmp(&b.seconds));
    let largest = records.iter().max_by_key(|one| one.peak_bytes);
    let operations: usize = records.iter().map(|one| one.operations).sum();
    let _ = writeln!(out, "\n{} documents, {operations} operations, {seconds:.1} s of generating", records.len());
    if let Some(one) = slowest {
        let _ = writeln!(out, "slowest: {} with {:.1} s", one.file, one.seconds);
    }
    if let Some((one, bytes)) = largest.and_then(|one| Some((one, one.peak_bytes?))) {
        let _ = writeln!(out, "most memory: {} with {} MB", one.file, bytes / 1_000_000);
    }
}
