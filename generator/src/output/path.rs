//! A path of a generated file into a yes or no: it must stay inside the output folder on every file system.

/// What is wrong with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathProblem {
    /// Nothing between two slashes, or at an end: absolute paths too.
    #[error("an empty part")]
    EmptyPart,
    /// `.` or `..`, or a part that starts with a dot beside the known ones.
    #[error("a part that starts with a dot")]
    Dots,
    /// Anything but ASCII letters, digits, `_`, `-` and `.`.
    #[error("a character that not every file system takes")]
    Character,
    /// A device of Windows, such as `con` or `nul.rs`.
    #[error("a name of a Windows device")]
    Device,
    /// Longer than Windows takes beside a folder of usual length.
    #[error("too long")]
    Long,
}

const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];
const MAX: usize = 160;

/// Whether a relative path may be written.
pub(super) fn check(path: &str) -> Result<(), PathProblem> {
    if path.len() > MAX {
        return Err(PathProblem::Long);
    }
    path.split('/').try_for_each(part)
}

fn part(part: &str) -> Result<(), PathProblem> {
    if part.is_empty() {
        return Err(PathProblem::EmptyPart);
    }
    // Windows drops a dot at the end.
    if part.starts_with('.') || part.ends_with('.') {
        return Err(PathProblem::Dots);
    }
    if !part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')) {
        return Err(PathProblem::Character);
    }
    let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
    let numbered =
        |device: &str| stem.strip_prefix(device).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    if DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt") {
        return Err(PathProblem::Device);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_that_stay_inside_are_taken() {
        for good in ["Cargo.toml", "src/generated/operations/device_actions.rs", "examples/every_operation.rs"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        let table = [
            ("../evil.rs", PathProblem::Dots),
            ("a/../../b", PathProblem::Dots),
            ("./a", PathProblem::Dots),
            (".git/config", PathProblem::Dots),
            ("/etc/passwd", PathProblem::EmptyPart),
            ("a//b", PathProblem::EmptyPart),
            ("", PathProblem::EmptyPart),
            ("a\\b", PathProblem::Character),
            ("C:/a", PathProblem::Character),
            ("a\0b", PathProblem::Character),
            ("naïve.rs", PathProblem::Character),
            ("src/con.rs", PathProblem::Device),
            ("NUL", PathProblem::Device),
            ("com1.rs", PathProblem::Device),
            ("a.", PathProblem::Dots),
        ];
        for (bad, problem) in table {
            assert_eq!(check(bad), Err(problem), "{bad:?}");
        }
        assert_eq!(check(&"a".repeat(161)), Err(PathProblem::Long));
    }
}
