//! Text that must not be shown: it is sent, and printed nowhere.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::model::{Give, Scalar, Take};

/// What stands where a secret would.
pub(crate) const MASK: &str = "***";

/// A token, password or key of the caller. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into().into())
    }

    /// The text itself. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({MASK})")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<&Secret> for Secret {
    fn from(secret: &Secret) -> Self {
        secret.clone()
    }
}

/// A secret that an API takes or gives: `Debug`, plans and logs show `***`, serialisation writes the text.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct SecretText(String);

impl SecretText {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text itself, taken out.
    pub fn into_exposed(self) -> String {
        self.0
    }
}

impl SecretText {
    /// The text, or the mask where what is written is to be shown.
    fn written(&self) -> &str {
        if is_masked() { MASK } else { &self.0 }
    }
}

/// Whether what is written now is to be shown, so that the secret at hand is left out. Notes that there is one.
pub(crate) fn is_masked() -> bool {
    WRITING.with(|writing| {
        let mut state = writing.get();
        state.met = true;
        writing.set(state);
        state.masked
    })
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretText({MASK})")
    }
}

impl<T: Into<String>> From<T> for SecretText {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl Scalar for SecretText {
    fn expecting(&self) -> &'static str {
        "a string or an integer"
    }

    fn text(&mut self, text: &str) -> Take {
        self.0 = text.to_owned();
        Take::Known
    }

    // Numbers too: a PIN arrives as either.
    fn i64(&mut self, number: i64) -> Take {
        self.text(&number.to_string())
    }

    fn u64(&mut self, number: u64) -> Take {
        self.text(&number.to_string())
    }
}

crate::__scalar!(SecretText, Self::default(), |this| Give::Text(this.written()));
crate::__serde!(SecretText);

/// How this thread writes secrets at the moment. serde has no room for a context of ours.
#[derive(Clone, Copy, Default)]
struct Writing {
    masked: bool,
    met: bool,
}

thread_local! {
    static WRITING: Cell<Writing> = const { Cell::new(Writing { masked: false, met: false }) };
}

/// JSON text as it is sent, and as it may be shown where that differs.
#[derive(Clone)]
pub(crate) struct JsonText {
    pub(crate) text: String,
    pub(crate) shown: Option<String>,
}

impl JsonText {
    pub(crate) fn new<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        let (text, met) = written(value, false);
        let text = text?;
        let shown = if met { Some(written(value, true).0?) } else { None };
        Ok(Self { text, shown })
    }

    /// A secret as a whole.
    pub(crate) fn secret<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        Ok(Self { text: serde_json::to_string(value)?, shown: Some(format!("\"{MASK}\"")) })
    }

    pub(crate) fn shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.text)
    }
}

fn written<T: Serialize + ?Sized>(value: &T, masked: bool) -> (Result<String, serde_json::Error>, bool) {
    let before = WRITING.with(|writing| writing.replace(Writing { masked, met: false }));
    let text = serde_json::to_string(value);
    let met = WRITING.with(|writing| writing.replace(before)).met;
    (text, met)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_sent_and_not_shown() {
        let json = JsonText::new(&vec![SecretText::new("open sesame")]);
        let json = json.map(|json| (json.text.clone(), json.shown().to_owned()));
        assert_eq!(json.ok(), Some((r#"["open sesame"]"#.to_owned(), r#"["***"]"#.to_owned())));
        assert_eq!(format!("{:?} {:?}", Secret::new("t"), SecretText::new("t")), "Secret(***) SecretText(***)");
    }
}
