//! Identifiers of a document into plain lowercase words, and plurals into singulars.

/// Words of a candidate name: lowercase, letters and digits only.
pub(super) type Words = Vec<String>;

/// Splits `libraryItem_ID-2`, `HTTPServer` or `mac address` into lowercase words.
pub(super) fn split(text: &str) -> Words {
    let mut words = Words::new();
    let mut word = String::new();
    let chars: Vec<char> = text.chars().collect();
    for (index, &c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            // An apostrophe joins: `device's` is one word.
            if c != '\'' && c != '’' {
                flush(&mut words, &mut word);
            }
            continue;
        }
        if starts_word(&chars, index) {
            flush(&mut words, &mut word);
        }
        word.extend(c.to_lowercase());
    }
    flush(&mut words, &mut word);
    words
}

/// A capital after a small letter or digit starts a word, and so does the last capital of a run (`HTTPServer`).
fn starts_word(chars: &[char], index: usize) -> bool {
    let (Some(previous), current) = (index.checked_sub(1).map(|i| chars[i]), chars[index]) else {
        return false;
    };
    if !current.is_uppercase() {
        return false;
    }
    // `IDs` is one word, `HTTPServer` two: the small letter after the run decides, unless it is a plural `s` at the end.
    let next_small = chars.get(index + 1).is_some_and(|c| c.is_lowercase());
    let plural_ending = chars.get(index + 1) == Some(&'s') && chars.get(index + 2).is_none_or(|c| !c.is_lowercase());
    previous.is_lowercase() || previous.is_numeric() || (previous.is_uppercase() && next_small && !plural_ending)
}

fn flush(words: &mut Words, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// Words that end in `s` and are no plurals, or that are the same in both.
const UNCHANGED: &[&str] = &[
    "access",
    "alias",
    "analysis",
    "atlas",
    "aws",
    "axis",
    "basis",
    "bias",
    "bus",
    "canvas",
    "cors",
    "css",
    "data",
    "dns",
    "dos",
    "gas",
    "gps",
    "https",
    "iaas",
    "ios",
    "ipados",
    "ips",
    "js",
    "kubernetes",
    "macos",
    "media",
    "news",
    "nfs",
    "os",
    "paas",
    "pos",
    "redis",
    "rss",
    "saas",
    "series",
    "sms",
    "species",
    "tls",
    "tvos",
    "visionos",
    "watchos",
    "whois",
    "windows",
    "xss",
];

/// Plurals that follow no rule below.
const IRREGULAR: &[(&str, &str)] = &[
    ("aliases", "alias"),
    ("analyses", "analysis"),
    ("apis", "api"),
    ("atlases", "atlas"),
    ("axes", "axis"),
    ("biases", "bias"),
    ("bonuses", "bonus"),
    ("buses", "bus"),
    ("caches", "cache"),
    ("canvases", "canvas"),
    ("children", "child"),
    ("cookies", "cookie"),
    ("criteria", "criterion"),
    ("echoes", "echo"),
    ("halves", "half"),
    ("heroes", "hero"),
    ("indexes", "index"),
    ("indices", "index"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("lives", "life"),
    ("matrices", "matrix"),
    ("men", "man"),
    ("movies", "movie"),
    ("niches", "niche"),
    ("people", "person"),
    ("potatoes", "potato"),
    ("selves", "self"),
    ("shelves", "shelf"),
    ("statuses", "status"),
    ("vertices", "vertex"),
    ("viruses", "virus"),
    ("wolves", "wolf"),
    ("women", "woman"),
    ("zombies", "zombie"),
];

/// The singular of one lowercase English word; a word that is no plural comes back as it is.
pub(super) fn singular(word: &str) -> String {
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if !is_plural_form(word) {
        return word.to_owned();
    }
    if word.len() > 4 && word.ends_with("ies") {
        return format!("{}y", &word[..word.len() - 3]);
    }
    if ["sses", "shes", "ches", "xes", "zzes"].iter().any(|ending| word.ends_with(ending)) {
        return word[..word.len() - 2].to_owned();
    }
    word[..word.len() - 1].to_owned()
}

fn is_plural_form(word: &str) -> bool {
    word.is_ascii()
        && word.len() > 2
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending))
        && !UNCHANGED.contains(&word)
}

/// The same words with the last one in the singular.
pub(super) fn singular_words(words: &[String]) -> Words {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words
}

/// Whether the last word reads as a plural.
pub(super) fn is_plural(words: &[String]) -> bool {
    words.last().is_some_and(|last| singular(last) != *last)
}

/// `prefix` and `words` in a row, without saying twice what the end of one and the start of the other share.
pub(super) fn join(prefix: &[String], words: &[String]) -> Words {
    if words.starts_with(prefix) || singular_words(words).starts_with(prefix) {
        return words.to_vec();
    }
    let longest = prefix.len().min(words.len().saturating_sub(1));
    let shared = (1..=longest).rev().find(|&count| prefix[prefix.len() - count..] == words[..count]).unwrap_or(0);
    // `device` + `devices`: the plural repeats the singular.
    if words.len() == 1 && prefix.last().is_some_and(|last| *last == singular(&words[0])) {
        let mut joined = prefix.to_vec();
        joined.pop();
        joined.push(words[0].clone());
        return joined;
    }
    let mut joined = prefix.to_vec();
    joined.extend_from_slice(&words[shared..]);
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_every_spelling() {
        for (text, words) in [
            ("lost_mode", "lost mode"),
            ("libraryItemID", "library item id"),
            ("HTTPServer", "http server"),
            ("deviceIDs", "device ids"),
            ("mac address", "mac address"),
            ("user.email-2", "user email 2"),
            ("sha256Sum", "sha256 sum"),
            ("---", ""),
        ] {
            assert_eq!(split(text).join(" "), words, "{text}");
        }
    }

    #[test]
    fn makes_singulars_with_care() {
        for (many, one) in [
            ("volumes", "volume"),
            ("policies", "policy"),
            ("statuses", "status"),
            ("status", "status"),
            ("addresses", "address"),
            ("databases", "database"),
            ("boxes", "box"),
            ("children", "child"),
            ("dns", "dns"),
            ("analysis", "analysis"),
            ("series", "series"),
            ("activity", "activity"),
            ("patches", "patch"),
            ("users", "user"),
            ("apps", "app"),
            ("details", "detail"),
            ("as", "as"),
        ] {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn joins_without_echo() {
        let join = |a: &str, b: &str| join(&split(a), &split(b)).join(" ");
        assert_eq!(join("device", "device name"), "device name");
        assert_eq!(join("device", "name"), "device name");
        assert_eq!(join("threat detail", "threat detail"), "threat detail");
        assert_eq!(join("list device", "device user name"), "list device user name");
    }
}
