//! Records → tables in Markdown, with medians and ratios.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::document::{ordered, title};
use super::measure::Measure;
use super::record::{Program, Record, Results, Step};
use super::tool::Tool;

/// The whole page.
pub(super) fn page(results: &Results, heading: &str) -> String {
    let mut out = format!("{heading}\n");
    for name in ordered(results.all().keys()) {
        if let Some(tools) = results.of(name) {
            let _ = writeln!(out, "\n## {}", title(name));
            document(tools, &mut out);
        }
    }
    out
}

type Tools = BTreeMap<Tool, Record>;

fn document(tools: &Tools, out: &mut String) {
    generation(tools, out);
    if tools.values().any(|one| !one.builds.is_empty() || one.build_failure.is_some()) {
        building(tools, out);
    }
    if tools.values().any(|one| one.decode.is_some()) {
        decoding(tools, out);
    }
    failures(tools, out);
}

fn generation(tools: &Tools, out: &mut String) {
    let _ = writeln!(
        out,
        "\n| generating | version | seconds | processor | × ours | peak MB | operations | files | lines | kB | runs |"
    );
    let _ = writeln!(out, "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    let ours = tools.get(&Tool::Ours).and_then(|one| cpu(&one.generation));
    for (tool, one) in tools {
        let _ = write!(out, "| {} | {} ", tool.name(), one.version);
        if one.failure.is_some() {
            let _ = writeln!(out, "| fails¹ | – | – | – | – | – | – | – | – |");
            continue;
        }
        let (wall, seconds) = (median(one.generation.iter().map(|it| it.wall)), cpu(&one.generation));
        let peak = median(one.generation.iter().map(|it| it.peak_bytes as f64 / 1e6));
        let _ = write!(out, "| {} | {} | {} ", fixed(wall, 3), fixed(seconds, 3), ratio(seconds, ours));
        let _ = write!(out, "| {} ", fixed(peak, 0));
        let _ = match one.operations {
            Some((all, found)) if found < all => write!(out, "| {found} of {all} "),
            Some((all, _)) => write!(out, "| {all} "),
            None => write!(out, "| – "),
        };
        let _ = match &one.size {
            Some(size) => write!(out, "| {} | {} | {} ", size.files, size.lines, size.bytes / 1000),
            None => write!(out, "| – | – | – "),
        };
        let _ = writeln!(out, "| {} |", one.generation.len());
    }
}

fn building(tools: &Tools, out: &mut String) {
    let _ = writeln!(
        out,
        "\n| building the crate alone | dev: seconds | processor | × ours | changed: seconds | processor | release: \
         seconds | processor | × ours | runs | crates | program kB |"
    );
    let _ = writeln!(out, "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    let of = |one: &Record, step| one.builds.get(&step).map(Vec::as_slice).unwrap_or_default().to_vec();
    let ours = |step| tools.get(&Tool::Ours).and_then(|one| cpu(&of(one, step)));
    let wall = |measures: &[Measure]| median(measures.iter().map(|it| it.wall));
    let line = |name: &str, one: &Record, first: Step, out: &mut String| {
        let (dev, changed, release) = (of(one, first), of(one, Step::DevChanged), of(one, Step::Release));
        let _ = write!(out, "| {name} | {} | {} ", fixed(wall(&dev), 2), fixed(cpu(&dev), 2));
        let _ = write!(out, "| {} ", ratio(cpu(&dev), ours(Step::Dev)));
        if first == Step::DevOneGroup {
            let _ = writeln!(out, "| | | | | | {} | | |", dev.len());
            return;
        }
        let _ = write!(out, "| {} | {} ", fixed(wall(&changed), 2), fixed(cpu(&changed), 2));
        let _ = write!(out, "| {} | {} ", fixed(wall(&release), 2), fixed(cpu(&release), 2));
        let _ = write!(out, "| {} ", ratio(cpu(&release), ours(Step::Release)));
        let crates = one.crates.map_or_else(|| "–".to_owned(), |crates| crates.to_string());
        let _ = writeln!(out, "| {} | {crates} | {} |", dev.len(), program(one.program.as_ref()));
    };
    for (tool, one) in tools.iter().filter(|(_, one)| one.failure.is_none()) {
        if one.build_failure.is_some() {
            let _ = writeln!(out, "| {} | fails¹ | – | – | – | – | – | – | – | – | – | – |", tool.name());
            continue;
        }
        line(tool.name(), one, Step::Dev, out);
        if one.builds.contains_key(&Step::DevOneGroup) {
            line("… one group of it", one, Step::DevOneGroup, out);
        }
        if let Some(bare) = &one.bare {
            let _ = writeln!(out, "| … bare reqwest in its place | | | | | | | | | | | {} |", program(Some(bare)));
        }
    }
}

fn program(program: Option<&Program>) -> String {
    match program {
        Some(Program::Bytes(bytes)) => (bytes / 1000).to_string(),
        Some(Program::Failed(_)) => "fails¹".to_owned(),
        None => "–".to_owned(),
    }
}

fn decoding(tools: &Tools, out: &mut String) {
    let _ = writeln!(
        out,
        "\n| success examples | of | found | decoded | strictly | leaves | typed | free JSON | dropped |"
    );
    let _ = writeln!(out, "|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (tool, one) in tools {
        let Some(decode) = &one.decode else { continue };
        if decode.failure.is_some() || decode.mapped == 0 {
            let shown = if decode.mapped == 0 { "–²" } else { "fails¹" };
            let _ = writeln!(
                out,
                "| {} | {} | {} | {shown} | – | – | – | – | – |",
                tool.name(),
                decode.examples,
                decode.mapped
            );
            continue;
        }
        let share = |part: usize| format!("{:.1} %", part as f64 * 100.0 / decode.leaves.max(1) as f64);
        let least = if decode.ambiguous { "≥ " } else { "" };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {least}{} | {} | {} |",
            tool.name(),
            decode.examples,
            decode.mapped,
            decode.decoded,
            decode.strict,
            decode.leaves,
            share(decode.typed),
            share(decode.untyped),
            share(decode.dropped),
        );
    }
}

fn failures(tools: &Tools, out: &mut String) {
    for (tool, one) in tools {
        let program = match &one.program {
            Some(Program::Failed(message)) => Some(message),
            _ => None,
        };
        let of_decode = one.decode.as_ref().and_then(|decode| decode.failure.as_ref());
        let told = [
            ("does not generate", one.failure.as_ref()),
            ("does not compile", one.build_failure.as_ref()),
            ("program", program),
            ("decode program", of_decode),
        ];
        for (what, message) in told {
            if let Some(message) = message {
                let message: String = message.replace(['|', '`'], " ").chars().take(300).collect();
                let _ = writeln!(out, "\n¹ {} {what}: `{}`", tool.name(), message.trim());
            }
        }
    }
}

fn cpu(measures: &[Measure]) -> Option<f64> {
    median(measures.iter().map(|it| it.cpu))
}

/// The value in the middle; between the two in the middle of an even number.
fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 { Some(upper) } else { Some((upper + values.get(middle.checked_sub(1)?)?) / 2.0) }
}

fn fixed(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"))
}

fn ratio(value: Option<f64>, ours: Option<f64>) -> String {
    match (value, ours) {
        (Some(value), Some(ours)) if ours > 0.0 => format!("{:.2}", value / ours),
        _ => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(cpu: f64) -> Measure {
        Measure { ok: true, late: false, wall: cpu * 2.0, cpu, peak_bytes: 20_000_000 }
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), Some(2.0));
        assert_eq!(median([4.0, 1.0].into_iter()), Some(2.5));
        assert_eq!(median(std::iter::empty()), None);
    }

    fn record(version: &str, cpu: f64) -> Record {
        Record { version: version.to_owned(), generation: vec![measure(cpu)], ..Record::default() }
    }

    #[test]
    fn a_tool_that_fails_is_shown_failing() {
        let operations = |found| Some((90, found));
        let ours = Record { operations: operations(90), ..record("0.1.0", 0.1) };
        let theirs = Record { operations: operations(7), ..record("", 0.3) };
        let failing = Record { failure: Some("`invalid | version`".to_owned()), ..Record::default() };
        let tools = BTreeMap::from([(Tool::Ours, ours), (Tool::Ploidy, theirs), (Tool::Progenitor, failing)]);
        let mut out = String::new();
        document(&tools, &mut out);
        assert!(out.contains("| this project | 0.1.0 | 0.200 | 0.100 | 1.00 | 20 | 90 | – | – | – | 1 |"), "{out}");
        assert!(out.contains("| ploidy |  | 0.600 | 0.300 | 3.00 | 20 | 7 of 90 |"), "{out}");
        assert!(out.contains("| progenitor |  | fails¹ |"), "{out}");
        assert!(out.contains("¹ progenitor does not generate: `invalid   version`"), "{out}");
    }
}
