//! The bytes of a reply → a typed value and what was left out of it.

use serde::de::{DeserializeSeed, Deserializer, Error};

use super::place::{At, Observer};
use super::read::{Fit, Misfit, Reader, Reading};
use super::slot::Slot;

/// A value that did not fit its type and was left out of the decoded reply.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SetAside {
    /// JSON path (RFC 9535) of the value in the reply.
    pub path: String,
    /// Why it did not fit.
    pub message: String,
    /// Whether it was an element of a list that is not itself inside a list: one that a page counts.
    pub(crate) is_item: bool,
}

/// A decoded value, and what was left out of it.
#[derive(Debug, Clone)]
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// What did not fit, in the order of the reply.
    pub set_aside: Vec<SetAside>,
}

impl<T> Decoded<T> {
    /// A value of which nothing was left out.
    pub fn whole(value: T) -> Self {
        Self { value, set_aside: Vec::new() }
    }

    /// The same with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Decoded<U> {
        Decoded { value: change(self.value), set_aside: self.set_aside }
    }
}

/// Why nothing could be decoded: a path where the JSON is sound.
#[derive(Debug)]
pub(crate) struct Undecodable {
    pub(crate) path: Option<String>,
    pub(crate) message: String,
}

/// Reads the text into the type, and tells the observer what the type does not know.
pub(crate) fn decode<T: Slot>(text: &[u8], observer: Option<Observer<'_>>) -> Result<Decoded<T>, Undecodable> {
    let mut value = T::blank();
    let set_aside = decode_into(&mut value, text, observer)?;
    Ok(Decoded { value, set_aside })
}

/// Reads the text into a slot that is blank; gives what was left out.
pub(crate) fn decode_into(
    slot: &mut dyn Slot,
    text: &[u8],
    observer: Option<Observer<'_>>,
) -> Result<Vec<SetAside>, Undecodable> {
    let not_json = |error: &dyn std::fmt::Display| format!("the reply is not JSON: {error}");
    // Looking at the encoding once is much faster than at each text in it.
    let text = std::str::from_utf8(text).map_err(|error| Undecodable { path: None, message: not_json(&error) })?;
    let mut reading = Reading { misfits: Vec::new(), observer };
    let mut json = serde_json::Deserializer::from_str(text);
    let reader = Reader { slot, at: &At::ROOT, reading: &mut reading, empty_is_absent: false };
    let fit = reader.deserialize(&mut json).and_then(|fit| json.end().map(|()| fit));
    match fit {
        Ok(Fit::Good | Fit::Null | Fit::Empty) => Ok(reading.misfits.into_iter().map(SetAside::from).collect()),
        Ok(Fit::Misfit(reason)) => {
            let message = reason.0;
            reading.lose(&At::ROOT, message.clone());
            Err(Undecodable { path: Some("$".to_owned()), message })
        }
        Err(error) => Err(Undecodable { path: None, message: not_json(&error) }),
    }
}

impl From<Misfit> for SetAside {
    fn from(misfit: Misfit) -> Self {
        Self { path: misfit.path, message: misfit.message, is_item: misfit.is_item }
    }
}

/// A value out of any serde format. Unlike a reply's, it has to fit in all its parts.
///
/// # Errors
///
/// Where a part does not fit, with its path.
pub fn deserialize<'de, T: Slot, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    fill(&mut value, deserializer)?;
    Ok(value)
}

fn fill<'de, D: Deserializer<'de>>(slot: &mut dyn Slot, deserializer: D) -> Result<(), D::Error> {
    let mut reading = Reading::default();
    let reader = Reader { slot, at: &At::ROOT, reading: &mut reading, empty_is_absent: false };
    if let Fit::Misfit(reason) = reader.deserialize(deserializer)? {
        return Err(D::Error::custom(reason.0));
    }
    match reading.misfits.first() {
        None => Ok(()),
        Some(misfit) => Err(D::Error::custom(format_args!("{}: {}", misfit.path, misfit.message))),
    }
}
