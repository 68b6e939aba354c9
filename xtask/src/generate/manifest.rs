//! An emitted `Cargo.toml` and the features that somebody wants by default → the `Cargo.toml` that has them.

use anyhow::{Context, Result, bail};
use toml_edit::{Array, DocumentMut, Item, Value};

/// The manifest with these as its default features, each of which it has to have.
pub(super) fn with_default_features(manifest: &str, wanted: &[String]) -> Result<String> {
    let mut document: DocumentMut = manifest.parse()?;
    let features = document.get_mut("features").and_then(Item::as_table_like_mut).context("a crate has features")?;
    let known: Vec<String> =
        features.iter().map(|(name, _)| name.to_owned()).filter(|name| name != "default").collect();
    if let Some(unknown) = wanted.iter().find(|name| !known.contains(name)) {
        bail!("the crate has no feature `{unknown}`; it has {}", known.join(", "));
    }
    features.insert("default", Item::Value(Value::Array(wanted.iter().collect::<Array>())));
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "# @generated\n\n[features]\ndefault = [\"groups\", \"rustls\"]\n# TLS.\nrustls = []\ngroups = [\"a\"]\na = []\n";

    #[test]
    fn the_default_alone_is_another() {
        let text = with_default_features(MANIFEST, &["a".to_owned(), "rustls".to_owned()]).unwrap();
        assert_eq!(text, MANIFEST.replace("[\"groups\", \"rustls\"]", "[\"a\", \"rustls\"]"));
        assert!(with_default_features(MANIFEST, &[]).unwrap().contains("default = []\n"));
    }

    #[test]
    fn an_unknown_feature_is_named() {
        let error = with_default_features(MANIFEST, &["b".to_owned()]).unwrap_err().to_string();
        assert_eq!(error, "the crate has no feature `b`; it has rustls, groups, a");
    }
}
