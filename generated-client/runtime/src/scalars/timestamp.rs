//! Points in time, in the spelling of the server.

use super::spelling;
use jiff::civil::DateTime;
use jiff::fmt::strtime;

/// A point in time as the server spells it. Forms without a zone are not given one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(String);

spelling!(Timestamp);

impl Timestamp {
    /// The instant, where the spelling says a zone: `2025-03-04T16:29:55Z`, `2024-06-17 11:32:35+00:00`,
    /// `2024-05-13 20:09:23 +0000`.
    pub fn instant(&self) -> Option<jiff::Timestamp> {
        let text = self.0.trim();
        text.parse().ok().or_else(|| {
            let parsed = strtime::parse("%Y-%m-%d %H:%M:%S%.f %z", text).ok()?;
            parsed.to_timestamp().ok()
        })
    }

    /// The date and time on the clock of wherever the server means, where the spelling says no zone:
    /// `2023-10-13 16:15:00.000000`, `Feb 27, 2024 at 7:34:21 AM`, a date alone at midnight.
    pub fn civil(&self) -> Option<DateTime> {
        let text = self.0.trim();
        if self.instant().is_some() {
            return None;
        }
        text.parse().ok().or_else(|| strtime::parse("%b %d, %Y at %I:%M:%S %p", text).ok()?.to_datetime().ok())
    }

    /// Whether the server wrote nothing.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_with_a_zone_are_instants() {
        for (text, instant) in [
            ("2025-03-04T16:29:55.253454Z", "2025-03-04T16:29:55.253454Z"),
            ("2023-09-14T20:57:59.298293+00:00", "2023-09-14T20:57:59.298293Z"),
            ("2021-05-11T19:45:19Z", "2021-05-11T19:45:19Z"),
            ("2024-01-26 16:15:36.087016+00:00", "2024-01-26T16:15:36.087016Z"),
            ("2024-06-17 11:32:35+02:00", "2024-06-17T09:32:35Z"),
            ("2024-05-13 20:09:23 +0000", "2024-05-13T20:09:23Z"),
        ] {
            let timestamp = Timestamp::new(text);
            assert_eq!(timestamp.instant().map(|instant| instant.to_string()).as_deref(), Some(instant), "{text}");
            assert_eq!((timestamp.civil(), timestamp.as_str()), (None, text));
        }
    }

    #[test]
    fn forms_without_a_zone_are_not_given_one() {
        for (text, civil) in [
            ("2023-10-13 16:15:00.000000", Some("2023-10-13T16:15:00")),
            ("2023-04-21T17:23:13.883134", Some("2023-04-21T17:23:13.883134")),
            ("2026-01-21T16:08:00.0", Some("2026-01-21T16:08:00")),
            ("Feb 27, 2024 at 7:34:21 AM", Some("2024-02-27T07:34:21")),
            ("Feb 7, 2024 at 12:34:21 PM", Some("2024-02-07T12:34:21")),
            ("2024-12-05", Some("2024-12-05T00:00:00")),
            ("", None),
            ("soon", None),
        ] {
            let timestamp = Timestamp::new(text);
            assert_eq!(timestamp.instant(), None, "{text}");
            assert_eq!(timestamp.civil().map(|civil| civil.to_string()).as_deref(), civil, "{text}");
        }
    }
}
