//! References to other files: who reads them, and which ones may be asked for.

/// Reads the files that a document refers to. The caller confines it; [`confine`] has refused whatever leaves the folder.
pub trait Loader {
    /// The text of a file, by its path relative to the document's folder, `/` between the parts.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    fn load(&self, relative: &str) -> Result<String, String>;
}

/// Refuses every file.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Loader for NoFiles {
    fn load(&self, _relative: &str) -> Result<String, String> {
        Err("other files are not read here".to_owned())
    }
}

/// The path, relative to the document's folder, of what `reference` means in the file `from`.
///
/// # Errors
/// A sentence, where it is a URL, an absolute path, or leaves the folder.
pub fn confine(from: &str, reference: &str) -> Result<String, String> {
    let refuse = |what: &str| Err(format!("{reference:?} {what}"));
    let scheme = reference.split_once(':').map(|(scheme, _)| scheme);
    if scheme.is_some_and(|scheme| {
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    }) {
        return refuse("is a URL; only files beside the document are read");
    }
    if reference.starts_with(['/', '\\']) {
        return refuse("is an absolute path; only files beside the document are read");
    }
    if reference.contains(['\\', '\0']) {
        return refuse("is not a path with `/` between its parts");
    }
    let mut parts: Vec<&str> = from.rsplit_once('/').map(|(folder, _)| folder.split('/').collect()).unwrap_or_default();
    for part in reference.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return refuse("leaves the document's folder");
                }
            }
            part => parts.push(part),
        }
    }
    if parts.is_empty() { refuse("names no file") } else { Ok(parts.join("/")) }
}

#[cfg(test)]
mod tests {
    use super::confine;

    #[test]
    fn paths_stay_in_the_folder() {
        assert_eq!(confine("", "models.yaml").as_deref(), Ok("models.yaml"));
        assert_eq!(confine("", "./a/./b.yaml").as_deref(), Ok("a/b.yaml"));
        assert_eq!(confine("a/b.yaml", "../c.yaml").as_deref(), Ok("c.yaml"));
        assert_eq!(confine("a/b/c.yaml", "../d/e.json").as_deref(), Ok("a/d/e.json"));
        for refused in
            ["../x", "a/../../x", "/etc/passwd", "https://example.com/a", "file:a", "C:\\a", "..\\x", ".", ""]
        {
            assert!(confine("", refused).is_err(), "{refused}");
        }
        assert!(confine("a/b.yaml", "../../c.yaml").is_err());
    }
}
