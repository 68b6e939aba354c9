//! `spec/review.toml`: findings that somebody accepted, with the reason and for how long.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use generator::diff::{Acceptance, Report, Stale};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use crate::files::{self, Changes};
use crate::report;

const HEAD: &str = "# Findings of `cargo xtask diff` that were accepted, written by `cargo xtask diff --accept`.\n\n";

/// The file, which need not be there.
pub(super) struct File {
    path: PathBuf,
}

impl File {
    /// Relative to the repository, whichever folder the command runs in.
    pub(super) fn of(path: &Path) -> Self {
        Self { path: files::workspace().join(path) }
    }

    /// The entries, none where there is no file.
    pub(super) fn read(&self) -> Result<Vec<Acceptance>> {
        let Some(document) = self.document()? else { return Ok(Vec::new()) };
        let entries = document.get("accepted").and_then(Item::as_array_of_tables);
        let entries = entries.into_iter().flatten().map(entry).collect::<Result<_>>();
        entries.with_context(|| format!("{} cannot be used", files::shown(&self.path)))
    }

    fn document(&self) -> Result<Option<DocumentMut>> {
        if !self.path.is_file() {
            return Ok(None);
        }
        let text = files::read_document(&self.path)?;
        text.parse().map(Some).with_context(|| format!("{} is no TOML", files::shown(&self.path)))
    }

    /// Adds an entry for a finding of these reports, and marks it in them.
    pub(super) fn accept(&self, reports: &mut [&mut Report], wanted: &Acceptance) -> Result<()> {
        let target = self::target(reports, wanted)?;
        let entry = Acceptance { target: Some(target), ..wanted.clone() };
        self.write(&entry)?;
        for report in reports {
            report.accept(std::slice::from_ref(&entry), &today()?);
        }
        Ok(())
    }

    fn write(&self, entry: &Acceptance) -> Result<()> {
        let known = self.document()?;
        // As text: a comment of an empty document would stand behind what is added.
        let head = if known.is_some() { "" } else { HEAD };
        let mut document = known.unwrap_or_default();
        let list = document.entry("accepted").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
        let Some(list) = list.as_array_of_tables_mut() else {
            bail!("`accepted` of {} is no list of tables", files::shown(&self.path));
        };
        let mut table = Table::new();
        table["rule"] = value(&entry.rule);
        if let Some(target) = &entry.target {
            table["target"] = value(target);
        }
        table["reason"] = value(&entry.reason);
        if let Some(expires) = &entry.expires {
            table["expires"] = value(expires);
        }
        list.push(table);
        let mut changes = Changes::default();
        changes.write.insert(self.path.clone(), format!("{head}{document}"));
        changes.apply()
    }

    /// Marks what is accepted, and says which entries do nothing. An entry may be about another document than those that
    /// are compared, so that only where `all` are does one that nothing matches count as stale.
    pub(super) fn apply(&self, reports: &mut [&mut Report], entries: &[Acceptance], all: bool) -> Result<()> {
        let today = today()?;
        let mut stale: Vec<Option<Stale>> = entries.iter().map(|_| Some(Stale::Unmatched)).collect();
        for report in reports {
            for (known, said) in stale.iter_mut().zip(report.accept(entries, &today)) {
                if said != Some(Stale::Unmatched) {
                    *known = said;
                }
            }
        }
        for (entry, stale) in entries.iter().zip(stale) {
            let why = match stale {
                Some(Stale::Expired) => "its last day is over",
                Some(Stale::Unmatched) if all => "nothing that it names is found any more",
                _ => continue,
            };
            let file = files::shown(&self.path);
            report::line(&format!("stale entry in {file}: {}{}: {why}", entry.rule, of(entry)));
        }
        Ok(())
    }
}

/// What an entry is about: the target as it is given, or the only item that the rule found.
fn target(reports: &[&mut Report], wanted: &Acceptance) -> Result<String> {
    let changes = || reports.iter().flat_map(|report| &report.changes).filter(|change| change.id == wanted.rule);
    let mut items: Vec<&str> = changes().map(|change| change.item.as_str()).collect();
    items.sort_unstable();
    items.dedup();
    if let Some(target) = &wanted.target {
        if changes().any(|change| change.item == *target || change.operation.as_ref() == Some(target)) {
            return Ok(target.clone());
        }
        if !items.is_empty() {
            bail!("nothing is found by `{}`{}, but on {}", wanted.rule, of(wanted), items.join(", "));
        }
    }
    match items.as_slice() {
        [] => bail!("nothing is found by `{}`{}", wanted.rule, of(wanted)),
        [only] => Ok((*only).to_owned()),
        several => {
            bail!("`{}` finds {} items; name one by `--target`: {}", wanted.rule, several.len(), several.join(", "))
        }
    }
}

fn entry(table: &Table) -> Result<Acceptance> {
    let text = |key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
    let (Some(rule), Some(reason)) = (text("rule"), text("reason")) else {
        bail!("an entry has no `rule` or no `reason`");
    };
    if let Some(expires) = text("expires") {
        check_day(&expires)?;
    }
    Ok(Acceptance { rule, target: text("target"), reason, expires: text("expires") })
}

/// `2026-12-31`
pub(super) fn check_day(day: &str) -> Result<()> {
    let parts: Vec<&str> = day.split('-').collect();
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year, month, date] if digits(year, 4) && digits(month, 2) && digits(date, 2) => Ok(()),
        _ => bail!("{day:?} is no day such as 2026-12-31"),
    }
}

fn of(entry: &Acceptance) -> String {
    entry.target.as_ref().map(|target| format!(" on {target}")).unwrap_or_default()
}

/// The day by UTC, `2026-12-31`.
pub(super) fn today() -> Result<String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970")?;
    Ok(civil(since.as_secs() / 86_400))
}

/// Days since 1970-01-01 as a day of the Gregorian calendar: eras of 400 years have 146,097 days each.
fn civil(days: u64) -> String {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, shift) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", year + era * 400 + shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        let table = [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_779, "2026-11-22")];
        for (days, day) in table {
            assert_eq!(civil(days), day);
        }
    }

    #[test]
    fn a_day_has_one_form() {
        assert!(check_day("2026-12-31").is_ok());
        for wrong in ["2026-1-1", "soon", "2026-12-31T00:00:00Z", ""] {
            assert!(check_day(wrong).is_err(), "{wrong}");
        }
    }
}
