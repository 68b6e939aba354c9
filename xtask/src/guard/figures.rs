//! `tests/guard.toml`: the figures that were checked in, and where a new count stands to them.

use std::path::Path;

use anyhow::{Context, Result};
use toml_edit::{DocumentMut, Item, Table, value};

/// In percent, where the file says nothing else: what another patch release of the compiler or a dependency moves.
const TOLERANCE: f64 = 3.0;

/// The file.
#[derive(Debug)]
pub(super) struct Figures {
    document: DocumentMut,
}

/// Where a count stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Standing {
    /// Nothing was checked in.
    New,
    /// Within the tolerance; the change in percent.
    Within(f64),
    /// Better by more than the tolerance.
    Under(f64),
    /// Worse by more than the tolerance.
    Over {
        /// The change in percent.
        change: f64,
        /// What would have been allowed.
        tolerance: f64,
    },
}

impl Figures {
    /// Reads the file; none yet is an empty one.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            read => read.with_context(|| format!("cannot read {}", path.display()))?,
        };
        Self::parse(&text).with_context(|| path.display().to_string())
    }

    fn parse(text: &str) -> Result<Self> {
        Ok(Self { document: text.parse()? })
    }

    /// Where a count stands.
    pub(super) fn judge(&self, name: &str, counted: u64) -> Standing {
        let figure = |key: &str| self.document.get(name).and_then(|figure| figure.get(key));
        let Some(known) = figure("count").and_then(Item::as_integer).filter(|known| *known > 0) else {
            return Standing::New;
        };
        let tolerance = figure("tolerance").and_then(number).unwrap_or(TOLERANCE);
        #[allow(clippy::cast_precision_loss, reason = "a percentage")]
        let change = (counted as f64 - known as f64) / known as f64 * 100.0;
        match change {
            _ if change > tolerance => Standing::Over { change, tolerance },
            _ if change < -tolerance => Standing::Under(change),
            _ => Standing::Within(change),
        }
    }

    /// Sets a figure; its tolerance stays.
    pub(super) fn set(&mut self, name: &str, counted: u64) {
        let entry = self.document.entry(name).or_insert_with(|| Item::Table(Table::new()));
        if let Ok(counted) = i64::try_from(counted) {
            entry["count"] = value(counted);
        }
        if entry.get("tolerance").is_none() {
            entry["tolerance"] = value(TOLERANCE);
        }
    }

    /// Writes the file.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        std::fs::write(path, self.document.to_string()).with_context(|| format!("cannot write {}", path.display()))
    }
}

#[allow(clippy::cast_precision_loss, reason = "a percentage")]
fn number(item: &Item) -> Option<f64> {
    item.as_float().or_else(|| item.as_integer().map(|whole| whole as f64))
}

impl Standing {
    /// One line of the report.
    pub(super) fn line(self, name: &str, counted: u64) -> String {
        let said = match self {
            Self::New => "new: `--update` checks it in".to_owned(),
            Self::Within(change) => format!("{change:+.2} %"),
            Self::Under(change) => format!("{change:+.2} %: better; `--update` checks it in"),
            Self::Over { change, tolerance } => format!("{change:+.2} %, and {tolerance} % are allowed"),
        };
        format!("{name:<32} {counted:>14}  {said}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_held_against_the_file() {
        let mut figures =
            Figures::parse("# Why.\n[\"a.x\"]\ncount = 1000\ntolerance = 2\n[\"b.x\"]\ncount = 1000\n").unwrap();
        assert_eq!(figures.judge("c.x", 1), Standing::New);
        assert!(matches!(figures.judge("a.x", 1020), Standing::Within(_)));
        assert!(matches!(figures.judge("a.x", 1021), Standing::Over { .. }));
        assert!(matches!(figures.judge("b.x", 1030), Standing::Within(_)));
        assert!(matches!(figures.judge("b.x", 969), Standing::Under(_)));
        figures.set("a.x", 900);
        figures.set("c.x", 7);
        let text = figures.document.to_string();
        assert!(text.starts_with("# Why.\n[\"a.x\"]\ncount = 900\ntolerance = 2\n"), "{text}");
        assert!(text.contains("[\"c.x\"]\ncount = 7\ntolerance = 3.0\n"), "{text}");
    }
}
