//! Records → a short report in Markdown that can be kept: how many ended how, why, and what it cost by size.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::record::{Compile, Outcome, Record};

/// Upper ends of the classes of size, in bytes, and what they are called.
const SIZES: [(u64, &str); 6] = [
    (10_000, "≤ 10 kB"),
    (100_000, "≤ 100 kB"),
    (1_000_000, "≤ 1 MB"),
    (10_000_000, "≤ 10 MB"),
    (30_000_000, "≤ 30 MB"),
    (u64::MAX, "> 30 MB"),
];

/// The report.
pub(super) fn text(records: &[Record]) -> String {
    let mut out = String::new();
    outcomes(records, &mut out);
    reasons(records, &mut out);
    compiled(records, &mut out);
    sizes(records, &mut out);
    slowest(records, &mut out);
    out.trim_end().to_owned()
}

fn outcomes(records: &[Record], out: &mut String) {
    let _ =
        writeln!(out, "| outcome | documents | operations in them | operations of the clients |\n|---|---|---|---|");
    for outcome in [Outcome::Ok, Outcome::Error, Outcome::Panic, Outcome::Timeout] {
        let some: Vec<&Record> = records.iter().filter(|one| one.outcome == outcome).collect();
        let theirs: usize = some.iter().map(|one| one.operations_in_document).sum();
        let ours: usize = some.iter().map(|one| one.operations).sum();
        let _ = writeln!(out, "| {} | {} | {theirs} | {ours} |", outcome.word(), some.len());
    }
}

/// Errors by their code, with the first few documents; no text of a document.
fn reasons(records: &[Record], out: &mut String) {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in records.iter().filter(|one| one.outcome != Outcome::Ok) {
        groups.entry(one.code.as_deref().unwrap_or(one.outcome.word())).or_default().push(&one.file);
    }
    if groups.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n| first error | documents | for example |\n|---|---|---|");
    for (code, files) in groups {
        let some: Vec<String> = files.iter().take(3).map(|file| format!("`{file}`")).collect();
        let _ = writeln!(out, "| `{code}` | {} | {} |", files.len(), some.join(", "));
    }
}

fn compiled(records: &[Record], out: &mut String) {
    let count = |state: Compile| records.iter().filter(|one| one.compile == state).count();
    let (fine, failed) = (count(Compile::Ok), count(Compile::Failed));
    if fine + failed > 0 {
        let _ = writeln!(out, "\n{} crates were compiled, examples included: {fine} without warnings.", fine + failed);
    }
}

fn sizes(records: &[Record], out: &mut String) {
    let _ = writeln!(
        out,
        "\n| size of the document | documents | time, median | time, longest | MB/s | memory, most |\n|---|---|---|---|---|---|"
    );
    let mut least = 0;
    for (most, name) in SIZES {
        let some: Vec<&Record> = records.iter().filter(|one| least < one.bytes && one.bytes <= most).collect();
        least = most;
        let mut seconds: Vec<f64> = some.iter().map(|one| one.seconds).collect();
        seconds.sort_by(f64::total_cmp);
        let (Some(median), Some(longest)) = (seconds.get(seconds.len() / 2), seconds.last()) else { continue };
        let bytes: u64 = some.iter().map(|one| one.bytes).sum();
        let rate = bytes as f64 / 1e6 / seconds.iter().sum::<f64>().max(1e-9);
        let memory = some.iter().filter_map(|one| one.peak_bytes).max().unwrap_or(0) / 1_000_000;
        let count = some.len();
        let _ = writeln!(out, "| {name} | {count} | {median:.2} s | {longest:.2} s | {rate:.1} | {memory} MB |");
    }
}

fn slowest(records: &[Record], out: &mut String) {
    let mut by_time: Vec<&Record> = records.iter().collect();
    by_time.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    let _ = writeln!(out, "\n| slowest | MB | operations | time | memory |\n|---|---|---|---|---|");
    for one in by_time.into_iter().take(10) {
        let (tenths, memory) = (one.bytes / 100_000, one.peak_bytes.unwrap_or(0) / 1_000_000);
        let (whole, tenth) = (tenths / 10, tenths % 10);
        let _ = writeln!(
            out,
            "| `{}` | {whole}.{tenth} | {} | {:.1} s | {memory} MB |",
            one.file, one.operations, one.seconds
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_size_and_reasons_are_counted() {
        let record = |file: &str, bytes, outcome, code: Option<&str>| Record {
            file: file.to_owned(),
            bytes,
            outcome,
            code: code.map(str::to_owned),
            message: Some("a text of the document".to_owned()),
            operations: 2,
            operations_in_document: 3,
            notes: 0,
            seconds: 0.5,
            peak_bytes: Some(20_000_000),
            compile: Compile::Skipped,
        };
        let records = [
            record("a.json", 5_000, Outcome::Ok, None),
            record("b.json", 10_000, Outcome::Ok, None),
            record("c.json", 2_000_000, Outcome::Error, Some("ref-missing")),
        ];
        let text = text(&records);
        assert!(text.contains("| ok | 2 | 6 | 4 |") && text.contains("| panic | 0 | 0 | 0 |"), "{text}");
        assert!(text.contains("| `ref-missing` | 1 | `c.json` |"), "{text}");
        assert!(text.contains("| ≤ 10 kB | 2 | 0.50 s | 0.50 s | 0.0 | 20 MB |"), "{text}");
        assert!(!text.contains("a text of the document"), "{text}");
    }
}
