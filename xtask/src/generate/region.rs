//! Marked regions in files that are otherwise written by hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use generator::Generated;

use crate::files;

/// Each hand-written file of the crate that carries a marked region, with the region as generated now. A file without
/// the marker wants none.
pub(super) fn pieces(out: &Path, generated: &Generated) -> Result<BTreeMap<PathBuf, String>> {
    let mut pieces = BTreeMap::new();
    for (file, name, content) in &generated.regions {
        let path = out.join(file);
        if !path.exists() {
            continue;
        }
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", files::shown(&path)))?;
        let text = pieces.remove(&path).unwrap_or(text);
        if !generator::output::regions(&text).contains(name) {
            continue;
        }
        let text = generator::output::region(&text, name, content)
            .with_context(|| format!("cannot renew a region of {}", files::shown(&path)))?;
        pieces.insert(path, text);
    }
    Ok(pieces)
}
