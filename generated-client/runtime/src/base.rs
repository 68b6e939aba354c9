//! Base URL text, or a server template with its variables → the one origin and path prefix that requests go to.

use std::borrow::Cow;

use url::{Host, Url};

use crate::operation::Server;

/// Where requests go. Credentials go here and nowhere else.
#[derive(Debug, Clone)]
pub(crate) struct Base {
    url: Url,
    /// The URL's text without a trailing slash.
    text: String,
}

impl Base {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text.trim()).map_err(|error| format!("the base URL is not a URL: {error}"))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the base URL holds a user name or password; give those to the builder".to_owned());
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("the base URL holds a query or fragment".to_owned());
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err("the base URL is http: only a loopback address may be called without TLS".to_owned()),
            other => return Err(format!("the base URL's scheme is `{other}`; https is needed")),
        }
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { url, text })
    }

    /// A server of the API with the caller's variables filled in.
    pub(crate) fn from_template(server: Server, given: &[(String, String)]) -> Result<Self, String> {
        let mut text = String::new();
        let mut rest = server.url;
        while let Some((literal, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else { break };
            text.push_str(literal);
            text.push_str(variable(server, given, name)?);
            rest = tail;
        }
        text.push_str(rest);
        Self::parse(&text)
    }

    /// Another path prefix on the same server.
    pub(crate) fn sibling(&self, path: &str) -> Result<Self, String> {
        Self::parse(&format!("{}{path}", self.url.origin().ascii_serialization()))
    }

    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// Whether calls go without TLS.
    pub(crate) fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// The path prefix, without a trailing slash.
    pub(crate) fn prefix(&self) -> &str {
        self.url.path().trim_end_matches('/')
    }

    /// The URL of an encoded path and query; `None` where a parser would make another path of it.
    pub(crate) fn join(&self, path: &str, query: &str) -> Option<Url> {
        if !path.starts_with('/') {
            // `@evil.example` after the host would become the host.
            return None;
        }
        if path.contains(['?', '#']) || query.contains('#') {
            return self.parsed(path, query);
        }
        // The origin stays as it was parsed, so only what comes after it can have been changed.
        let mut url = self.url.clone();
        let prefix = self.prefix();
        url.set_path(&if prefix.is_empty() { Cow::Borrowed(path) } else { Cow::Owned(format!("{prefix}{path}")) });
        url.set_query(Some(query).filter(|query| !query.is_empty()));
        let kept = url.path().strip_prefix(prefix) == Some(path) && url.query().unwrap_or_default() == query;
        kept.then_some(url)
    }

    /// The same for a path that brings a query of its own.
    fn parsed(&self, path: &str, query: &str) -> Option<Url> {
        let mut text = format!("{}{path}", self.text);
        if !query.is_empty() {
            text.push('?');
            text.push_str(query);
        }
        let url = Url::parse(&text).ok()?;
        (url.as_str() == text && same_origin(&url, &self.url)).then_some(url)
    }
}

fn variable<'a>(server: Server, given: &'a [(String, String)], name: &str) -> Result<&'a str, String> {
    let default = || server.variables.iter().find(|(known, _)| *known == name).and_then(|(_, default)| *default);
    let value = given.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let value = value.or_else(default).ok_or_else(|| format!("the server needs `{name}`, or give a base URL"))?;
    // A value may not leave its place in the URL: `acme.example/` would choose the host.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '~' | ':');
    match !value.is_empty() && value.chars().all(plain) {
        true => Ok(value),
        false => Err(format!("`{name}` of the server may hold letters, digits and `.-_~:` only")),
    }
}

pub(crate) fn same_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host() == other.host()
        && one.port_or_known_default() == other.port_or_known_default()
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        // RFC 6761 section 6.3: these names are loopback.
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Api;

    static API: Api = Api {
        name: "test",
        version: "0",
        server: "https://{tenant}.{region}",
        variables: &[("tenant", None), ("region", Some("api.example.com"))],
        security: &[],
        rate_limits: &[],
    };

    fn template(tenant: &str) -> Result<String, String> {
        Base::from_template(API.first_server(), &[("tenant".into(), tenant.into())]).map(|base| base.text)
    }

    #[test]
    fn a_tenant_cannot_choose_another_host() {
        assert_eq!(template("acme").as_deref(), Ok("https://acme.api.example.com"));
        for hostile in ["", "evil.com/", "a@evil.com", "a?b", "a#b", "a\\b", "a b"] {
            assert!(template(hostile).is_err(), "{hostile}");
        }
        assert!(Base::from_template(API.first_server(), &[]).is_err());
    }

    #[test]
    fn plain_http_only_to_loopback() {
        for good in ["https://a.example", "http://127.0.0.1:1", "http://[::1]/x/", "http://localhost:80"] {
            assert!(Base::parse(good).is_ok(), "{good}");
        }
        for bad in ["http://a.example", "ftp://a", "https://u:p@a.example", "https://a.example/?q", "a.example", ""] {
            assert!(Base::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_path_is_joined_as_it_is_or_not_at_all() {
        let base = Base::parse("https://a.example/own/");
        let join = |path: &str, query: &str| {
            base.as_ref().ok().and_then(|base| base.join(path, query)).map(|url| url.to_string())
        };
        assert_eq!(join("/v1/x/", "a=b").as_deref(), Some("https://a.example/own/v1/x/?a=b"));
        assert_eq!(join("/v1/../x", ""), None);
        assert_eq!(join("/v1/%2e%2e/x", ""), None);
        assert_eq!(join("@evil.com/x", ""), None);
        assert_eq!(join("/v1/x?own=1", "").as_deref(), Some("https://a.example/own/v1/x?own=1"));
        for changed in ["/v1\\x", "/v1/a b", "/v1/\t/x", "/../x"] {
            assert_eq!(join(changed, ""), None, "{changed}");
        }
        for changed in ["a b", "a'b", "a\n"] {
            assert_eq!(join("/v1", changed), None, "{changed}");
        }
        let whole = Base::parse("https://a.example").ok().and_then(|base| base.join("//evil.com/x", ""));
        assert_eq!(whole.map(|url| url.to_string()).as_deref(), Some("https://a.example//evil.com/x"));
    }
}
