//! How a process ended → the record of its document.

use serde::{Deserialize, Serialize};

use super::child::Said;
use super::find::Found;
use super::process::Ended;

/// What came of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    /// Its path below the folder that was named.
    pub(super) file: String,
    /// Its size; files that it refers to not counted.
    #[serde(default)]
    pub(super) bytes: u64,
    /// How generating it ended.
    pub(super) outcome: Outcome,
    /// Code of the first error.
    pub(super) code: Option<String>,
    /// The first error: place and message.
    pub(super) message: Option<String>,
    /// Operations of the client.
    pub(super) operations: usize,
    /// Operations of the document.
    pub(super) operations_in_document: usize,
    /// Messages of any kind.
    pub(super) notes: usize,
    /// Time that generating took, reading and writing included.
    pub(super) seconds: f64,
    /// Most memory that generating had, where the system tells it.
    pub(super) peak_bytes: Option<u64>,
    /// Whether the crate compiles without warnings.
    pub(super) compile: Compile,
}

/// How generating ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Outcome {
    /// In a crate.
    Ok,
    /// In a message that says where.
    Error,
    /// Without a message: a panic, a stack overflow, a signal.
    Panic,
    /// Not within the limit.
    Timeout,
}

impl Outcome {
    /// As the table writes it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Error => "error",
            Self::Panic => "panic",
            Self::Timeout => "timeout",
        }
    }
}

/// Whether the crate compiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Compile {
    /// Without warnings.
    Ok,
    /// With an error or a warning.
    Failed,
    /// Not tried.
    Skipped,
}

impl Compile {
    /// As the table writes it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Ok => "compiles",
            Self::Failed => "does not compile",
            Self::Skipped => "not compiled",
        }
    }
}

/// The record of a document from the end of its process.
pub(super) fn of_process(found: &Found, ended: &Ended) -> Record {
    let said: Option<Said> = ended.output.lines().last().and_then(|line| serde_json::from_str(line).ok());
    let said = said.filter(|_| ended.code == Some(0) && !ended.late);
    let outcome = match &said {
        _ if ended.late => Outcome::Timeout,
        None => Outcome::Panic,
        Some(said) if said.generated => Outcome::Ok,
        Some(_) => Outcome::Error,
    };
    let silent = said.is_none();
    let said = said.unwrap_or_default();
    Record {
        file: found.file.clone(),
        bytes: std::fs::metadata(&found.path).map(|data| data.len()).unwrap_or_default(),
        outcome,
        code: said.code,
        message: said.message.or_else(|| silent.then(|| last_words(ended))),
        operations: said.operations,
        operations_in_document: said.operations_in_document,
        notes: said.notes,
        seconds: if silent { ended.seconds } else { said.seconds },
        peak_bytes: said.peak_bytes,
        compile: Compile::Skipped,
    }
}

/// What a process without a record said at its end.
fn last_words(ended: &Ended) -> String {
    if ended.late {
        return format!("stopped after {:.0} s", ended.seconds);
    }
    let words: Vec<&str> = ended.errors.lines().filter(|line| !line.trim().is_empty()).take(3).collect();
    match (words.is_empty(), ended.code) {
        (false, _) => words.join(" "),
        (true, Some(code)) => format!("ended with {code} and no word"),
        (true, None) => "ended by a signal".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(code: Option<i32>, late: bool, output: &str, errors: &str) -> Ended {
        Ended { code, late, seconds: 2.0, output: output.to_owned(), errors: errors.to_owned() }
    }

    #[test]
    fn a_process_that_says_nothing_has_panicked() {
        let found = Found { path: "a.yaml".into(), file: "a.yaml".to_owned(), package: "c-a".to_owned() };
        let said = Said { generated: true, operations: 3, ..Said::default() };
        let said = serde_json::to_string(&said).unwrap_or_default();
        let fine = of_process(&found, &ended(Some(0), false, &said, ""));
        assert_eq!((fine.outcome, fine.operations), (Outcome::Ok, 3));
        let overflow = of_process(&found, &ended(None, false, "", "thread 'main' has overflowed its stack\n"));
        assert_eq!(overflow.outcome, Outcome::Panic);
        assert_eq!(overflow.message.as_deref(), Some("thread 'main' has overflowed its stack"));
        assert_eq!(of_process(&found, &ended(None, true, &said, "")).outcome, Outcome::Timeout);
    }
}
