//! Calendar dates.

use super::spelling;

/// A date as the server spells it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(String);

spelling!(Date);

impl Date {
    /// The date, where the spelling is `YYYY-MM-DD`.
    pub fn date(&self) -> Option<jiff::civil::Date> {
        self.0.trim().parse().ok()
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date.to_string())
    }
}
