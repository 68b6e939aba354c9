//! From the URL of a request to server, path template and query.

/// A URL in parts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) server: String,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    /// Whether a brace too much was taken away.
    pub(super) mended: bool,
}

/// Splits a URL. `{{x}}`, `{x}` and `:x` are variables; a URL without a scheme has its first part as server.
pub(super) fn split(raw: &str, variables: &[(String, String)]) -> Parts {
    let raw = substitute(raw.trim(), variables);
    let whole = raw.split('#').next().unwrap_or_default();
    let (address, query) = whole.split_once('?').unwrap_or((whole, ""));
    let after_scheme = address.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = address.split_at_checked(after_scheme).unwrap_or(("", address));
    let (host, path) = rest.find('/').and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
    // Credentials before the host are nobody's business.
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let (path, mended) = template(path);
    Parts { server: format!("{scheme}{host}"), path, query: pairs(query), mended }
}

/// Puts the values of variables that are themselves addresses in their places, and leaves the others as `{name}`.
fn substitute(raw: &str, variables: &[(String, String)]) -> String {
    let mut text = raw.to_owned();
    for (name, value) in variables.iter().filter(|(_, value)| value.contains("://")) {
        text = text.replace(&format!("{{{{{name}}}}}"), value.trim_end_matches('/'));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, tail)) = after.split_once("}}") else { break };
        out.push_str(before);
        out.push_str(&format!("{{{name}}}"));
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn template(path: &str) -> (String, bool) {
    let mut mended = false;
    let segments: Vec<String> = path
        .split('/')
        .map(|segment| match segment.strip_prefix(':').filter(|name| !name.is_empty()) {
            Some(name) => format!("{{{name}}}"),
            None if segment.matches('{').count() < segment.matches('}').count() => {
                mended = true;
                segment.strip_suffix('}').unwrap_or(segment).to_owned()
            }
            None => segment.to_owned(),
        })
        .collect();
    (segments.join("/"), mended)
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pair = |text: &str| {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        (name.to_owned(), value.to_owned())
    };
    query.split('&').filter(|text| !text.is_empty()).map(pair).collect()
}

/// The names of the variables of a path template.
pub(super) fn variables(path: &str) -> Vec<String> {
    let inside = |segment: &str| segment.strip_prefix('{')?.strip_suffix('}').map(str::to_owned);
    path.split('/').filter_map(inside).collect()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn variables_and_stray_braces() {
        let variables = [("base".to_owned(), "https://{tenant}.example.org/".to_owned())];
        let parts = split("{{base}}/v1/lamps/:id/{{part}}/{x}}/on?limit=3&raw", &variables);
        assert_eq!(parts.server, "https://{tenant}.example.org");
        assert_eq!(parts.path, "/v1/lamps/{id}/{part}/{x}/on");
        assert_eq!(parts.query, [("limit".to_owned(), "3".to_owned()), ("raw".to_owned(), String::new())]);
        assert!(parts.mended);
    }

    #[test]
    fn no_scheme_is_no_address() {
        let parts = split("{post_url}", &[]);
        assert_eq!((parts.server.as_str(), parts.path.as_str()), ("{post_url}", ""));
    }
}
