//! A file that people write too, and the new content of one marked region, into the file with that region replaced.
//!
//! ```text
//! <!-- generated:methods -->      # generated:features
//! …                               …
//! <!-- /generated:methods -->     # /generated:features
//! ```

/// Why a region could not be replaced.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegionProblem {
    /// Neither comment style has the marker.
    #[error(
        "there is no region `generated:{0}`; put `<!-- generated:{0} -->` and `<!-- /generated:{0} -->` (in TOML `# generated:{0}` and `# /generated:{0}`) where it belongs"
    )]
    Missing(String),
    /// The marker begins or ends the region more than once.
    #[error("the region `generated:{0}` is marked more than once")]
    Doubled(String),
    /// One of the two markers is missing, or the end comes first.
    #[error("the region `generated:{0}` begins and does not end, or ends before it begins")]
    Open(String),
    /// The content would itself look like a marker.
    #[error("the new content of the region `generated:{0}` holds a marker")]
    Content(String),
}

/// Replaces the content of one region; everything else stays as it is, byte for byte.
///
/// # Errors
/// Where the region is missing, doubled or open, or where the new content holds a marker.
pub fn region(existing: &str, marker: &str, content: &str) -> Result<String, RegionProblem> {
    if content.lines().any(|line| parse(line).is_some()) {
        return Err(RegionProblem::Content(marker.to_owned()));
    }
    let (start, end) = find(existing, marker)?;
    let newline = if existing[..start].ends_with("\r\n") { "\r\n" } else { "\n" };
    let mut out = existing[..start].to_owned();
    for line in content.trim_matches('\n').lines() {
        out.push_str(line);
        out.push_str(newline);
    }
    out.push_str(&existing[end..]);
    Ok(out)
}

/// The names of all regions of a file, in its order.
#[must_use]
pub fn regions(existing: &str) -> Vec<String> {
    existing.lines().filter_map(parse).filter(|(_, begins)| *begins).map(|(name, _)| name.to_owned()).collect()
}

/// From the byte after the line that begins the region to the first byte of the line that ends it.
fn find(existing: &str, marker: &str) -> Result<(usize, usize), RegionProblem> {
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    let mut at = 0;
    for line in existing.split_inclusive('\n') {
        match parse(line) {
            Some((name, true)) if name == marker => starts.push(at + line.len()),
            Some((name, false)) if name == marker => ends.push(at),
            _ => {}
        }
        at += line.len();
    }
    let name = || marker.to_owned();
    match (starts.as_slice(), ends.as_slice()) {
        ([], []) => Err(RegionProblem::Missing(name())),
        (&[start], &[end]) if start <= end => Ok((start, end)),
        ([_], [_]) | ([], [_]) | ([_], []) => Err(RegionProblem::Open(name())),
        _ => Err(RegionProblem::Doubled(name())),
    }
}

/// The name of a marker line, and whether it begins the region.
fn parse(line: &str) -> Option<(&str, bool)> {
    let line = line.trim();
    let inner = match line.strip_prefix("<!--") {
        Some(rest) => rest.strip_suffix("-->")?,
        None => line.strip_prefix('#')?,
    };
    let inner = inner.trim();
    match inner.strip_prefix("/generated:") {
        Some(name) => Some((name, false)),
        None => inner.strip_prefix("generated:").map(|name| (name, true)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = "# A\n<!-- generated:methods -->\nold\n<!-- /generated:methods -->\nend";

    #[test]
    fn one_region_changes_and_nothing_else() {
        let new = "# A\n<!-- generated:methods -->\nnew\n\nlines\n<!-- /generated:methods -->\nend";
        assert_eq!(region(README, "methods", "new\n\nlines\n").as_deref(), Ok(new));
        assert_eq!(region(new, "methods", "old").as_deref(), Ok(README));
        let toml = "[features]\r\n# generated:f\r\n# /generated:f\r\na = []\r\n";
        let with = "[features]\r\n# generated:f\r\nb = []\r\n# /generated:f\r\na = []\r\n";
        assert_eq!(region(toml, "f", "b = []").as_deref(), Ok(with));
        assert_eq!(regions(with), ["f"]);
    }

    #[test]
    fn a_region_that_is_not_there_once_is_a_problem() {
        let name = || "methods".to_owned();
        assert_eq!(region("", "methods", ""), Err(RegionProblem::Missing(name())));
        assert_eq!(region("# generated:methods\n", "methods", ""), Err(RegionProblem::Open(name())));
        let reversed = "# /generated:methods\n# generated:methods\n";
        assert_eq!(region(reversed, "methods", ""), Err(RegionProblem::Open(name())));
        assert_eq!(region(&format!("{README}\n{README}"), "methods", ""), Err(RegionProblem::Doubled(name())));
        assert_eq!(region(README, "methods", "# /generated:x"), Err(RegionProblem::Content(name())));
    }
}
