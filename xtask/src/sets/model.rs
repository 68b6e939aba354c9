//! The text of a `sets.txt` → sets, keys and properties. The head of such a file says how it is written.

use anyhow::{Context, Result, bail};

/// A set of rows.
#[derive(Debug, PartialEq)]
pub(super) struct Set {
    pub(super) group: String,
    pub(super) name: String,
    pub(super) read_only: bool,
    pub(super) doc: String,
    pub(super) keys: Vec<Vec<String>>,
    pub(super) members: Vec<Member>,
}

/// A property or navigation of its rows.
#[derive(Debug, PartialEq)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) nullable: bool,
    pub(super) flags: Vec<String>,
    pub(super) doc: Option<String>,
}

/// What a member is.
#[derive(Debug, PartialEq)]
pub(super) enum Kind {
    Scalar(String),
    Texts(Vec<String>),
    One(String),
    Many(String),
}

impl Member {
    pub(super) fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|known| known == flag)
    }
}

const SCALARS: [&str; 9] = ["id", "text", "integer", "bigint", "boolean", "timestamp", "json", "real", "file"];
const FLAGS: [&str; 4] = ["write", "required", "computed", "personal"];

/// Reads the whole file.
pub(super) fn parse(text: &str) -> Result<Vec<Set>> {
    let mut sets: Vec<Set> = Vec::new();
    let mut group = String::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_once(' ') {
            Some(("group", name)) => group = name.trim().to_owned(),
            Some(("set", rest)) => sets.push(set(rest, &group).with_context(|| place(number))?),
            _ => {
                let Some(set) = sets.last_mut() else { bail!("{}: a property before the first set", place(number)) };
                member_line(set, line).with_context(|| place(number))?;
            }
        }
    }
    check(&sets)?;
    Ok(sets)
}

fn place(number: usize) -> String {
    format!("line {}", number + 1)
}

fn set(text: &str, group: &str) -> Result<Set> {
    let (head, doc) = text.split_once(" : ").context("a set says after ` : ` what its rows are")?;
    let mut words = head.split_whitespace();
    let name = words.next().context("a set has a name")?.to_owned();
    let read_only = match words.next() {
        None => false,
        Some("read-only") => true,
        Some(other) => bail!("`{other}` is no flag of a set; `read-only` is"),
    };
    Ok(Set {
        group: group.to_owned(),
        name,
        read_only,
        doc: doc.trim().to_owned(),
        keys: Vec::new(),
        members: Vec::new(),
    })
}

fn member_line(set: &mut Set, line: &str) -> Result<()> {
    let (head, doc) = match line.split_once(" : ") {
        Some((head, doc)) => (head, Some(doc.trim().to_owned())),
        None => (line, None),
    };
    let mut words = head.split_whitespace();
    let name = words.next().unwrap_or_default().to_owned();
    let first = words.next().context("a property has a type")?;
    if name == "key" && words.clone().next().is_none() {
        set.keys.push(first.split(',').map(str::to_owned).collect());
        return Ok(());
    }
    let (kind, nullable) = match first {
        "->" | "<-" => {
            let (target, nullable) = optional(words.next().context("a navigation leads to a set")?);
            (if first == "->" { Kind::One(target) } else { Kind::Many(target) }, nullable)
        }
        other => {
            let (ty, nullable) = optional(other);
            (scalar(&ty)?, nullable)
        }
    };
    let flags: Vec<String> = words.map(str::to_owned).collect();
    if let Some(unknown) = flags.iter().find(|flag| !FLAGS.contains(&flag.as_str())) {
        bail!("`{unknown}` is no flag; there are {}", FLAGS.join(", "));
    }
    set.members.push(Member { name, kind, nullable, flags, doc });
    Ok(())
}

fn optional(word: &str) -> (String, bool) {
    match word.strip_suffix('?') {
        Some(word) => (word.to_owned(), true),
        None => (word.to_owned(), false),
    }
}

fn scalar(word: &str) -> Result<Kind> {
    if word.contains('|') {
        return Ok(Kind::Texts(word.split('|').map(|text| text.replace('_', " ")).collect()));
    }
    if !SCALARS.contains(&word) {
        bail!("`{word}` is no type; there are {}, and texts joined by `|`", SCALARS.join(", "));
    }
    Ok(Kind::Scalar(word.to_owned()))
}

/// Navigations lead to sets of the file, keys are made of properties of their set.
fn check(sets: &[Set]) -> Result<()> {
    for set in sets {
        for member in &set.members {
            let (Kind::One(target) | Kind::Many(target)) = &member.kind else { continue };
            if !sets.iter().any(|set| set.name == *target) {
                bail!("{}: {} leads to `{target}`, which is no set", set.name, member.name);
            }
        }
        let unknown = set.keys.iter().flatten().find(|part| !set.members.iter().any(|member| member.name == **part));
        if let Some(part) = unknown {
            bail!("{}: the key names `{part}`, which is no property", set.name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_read() {
        let text = "# head\ngroup G\nset a : Rows.\n  key id\n  id id\n  b -> a? write : Where.\n  c x|y_z\n  d <- a\n";
        let sets = parse(text).unwrap_or_default();
        assert_eq!(sets.len(), 1);
        let kinds: Vec<&Kind> = sets.iter().flat_map(|set| &set.members).map(|member| &member.kind).collect();
        let texts = Kind::Texts(vec!["x".to_owned(), "y z".to_owned()]);
        assert_eq!(kinds, [&Kind::Scalar("id".into()), &Kind::One("a".into()), &texts, &Kind::Many("a".into())]);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for (text, message) in [
            ("set a", "line 1"),
            ("set a : X\n b nothing", "line 2"),
            ("set a : X\n b text loud", "line 2"),
            ("b text", "line 1"),
            ("set a : X\n b -> c", "leads to `c`"),
            ("set a : X\n key b", "the key names `b`"),
        ] {
            let error = parse(text).err().map(|error| format!("{error:#}")).unwrap_or_default();
            assert!(error.contains(message), "{text}: {error}");
        }
    }
}
