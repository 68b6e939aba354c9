//! What people write for their tenant, and what the environment holds → a client.

use std::fmt;
use std::path::Path;

use crate::runtime::url::Url;
use crate::runtime::{Error, TokenFile};
use crate::{Client, ClientBuilder};

/// The API hosts, in the order in which they are worth trying.
const REGIONS: [&str; 4] = ["kandji.io", "eu.kandji.io", "iru.com", "eu.iru.com"];

/// Where a tenant's API is, made of what people write: `acme`, `acme.kandji.io`, `https://acme.eu.kandji.io/devices`,
/// `acme.api.iru.com`, or a URL of their own.
///
/// ```
/// use iru_client::TenantUrl;
///
/// for text in ["acme", "acme.kandji.io", "https://Acme.kandji.io/blueprints", "acme.api.kandji.io/api/v1/"] {
///     assert_eq!(TenantUrl::parse(text)?.as_str(), "https://acme.api.kandji.io");
/// }
/// assert_eq!(TenantUrl::parse("acme.eu.iru.com")?.as_str(), "https://acme.api.eu.iru.com");
/// assert_eq!(TenantUrl::parse("https://mdm.example.com/proxy/")?.as_str(), "https://mdm.example.com/proxy");
/// # Ok::<(), iru_client::runtime::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantUrl {
    url: String,
    tenant: Option<String>,
}

impl TenantUrl {
    /// Reads it.
    ///
    /// A name alone is taken for a tenant in the United States that has not moved. The console's host becomes the API's,
    /// a path of the console or of the API is left out. Any other host is taken as it is written, with its path.
    ///
    /// # Errors
    ///
    /// Where it is no URL, is http to another machine, or holds a user, query or fragment.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let wrong =
            |why: &str| Error::configuration(format!("the tenant's URL {why}; give https://TENANT.api.kandji.io"));
        if text.is_empty() {
            return Err(wrong("is empty"));
        }
        if is_label(text) {
            return Ok(Self::of(text, REGIONS[0]));
        }
        if !text.contains(['.', ':']) {
            return Err(wrong("is neither a host nor the name of a tenant"));
        }
        let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let url = Url::parse(&whole).map_err(|error| wrong(&format!("is none: {error}")))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("holds a user or password"));
        }
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        if let Some((tenant, region)) = known(&host) {
            if url.port().is_some() {
                return Err(wrong("has a port, which these hosts have not"));
            }
            return Ok(Self::of(&tenant, region));
        }
        if REGIONS.iter().any(|region| host == *region || host.ends_with(&format!(".{region}"))) {
            return Err(wrong("names no tenant"));
        }
        Self::own(&url).map_err(wrong)
    }

    fn of(tenant: &str, region: &str) -> Self {
        let tenant = tenant.to_ascii_lowercase();
        Self { url: format!("https://{tenant}.api.{region}"), tenant: Some(tenant) }
    }

    /// Another host: a proxy, a test.
    fn own(url: &Url) -> Result<Self, &'static str> {
        if url.query().is_some() || url.fragment().is_some() {
            return Err("holds a query or fragment");
        }
        let path = url.path().trim_end_matches('/');
        // Every path of the document begins with this.
        let path = ["/api/v1", "/api/v2", "/api"].iter().find_map(|api| path.strip_suffix(api)).unwrap_or(path);
        Ok(Self { url: format!("{}{path}", url.origin().ascii_serialization()), tenant: None })
    }

    /// The base URL.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The tenant's subdomain, where the host is one of the vendor's.
    pub fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    /// The other hosts at which the tenant could be.
    pub(crate) fn elsewhere(&self) -> Vec<Self> {
        let all = self.tenant.iter().flat_map(|tenant| REGIONS.map(|region| Self::of(tenant, region)));
        all.filter(|other| other != self).collect()
    }

    pub(crate) fn in_region(tenant: &str, region: &str) -> Self {
        Self::of(tenant, region)
    }
}

impl fmt::Display for TenantUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

impl std::str::FromStr for TenantUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

/// Tenant and region of one of the vendor's hosts: the API's, the console's, or the gateway's.
fn known(host: &str) -> Option<(String, &'static str)> {
    // The longest first: every `eu.` host ends like one without.
    let mut regions = REGIONS;
    regions.sort_by_key(|region| std::cmp::Reverse(region.len()));
    let (rest, region) =
        regions.iter().find_map(|region| Some((host.strip_suffix(&format!(".{region}"))?, *region)))?;
    // `clients.us-1` is a host of old, and gone.
    let tenant = [".api", ".gateway", ".clients.us-1"].iter().find_map(|part| rest.strip_suffix(part)).unwrap_or(rest);
    is_label(tenant).then(|| (tenant.to_owned(), region))
}

/// RFC 1123 section 2.1: one part of a host name.
fn is_label(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (1..=63).contains(&text.len())
        && text.chars().all(inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !matches!(text, "api" | "gateway" | "eu" | "www" | "localhost")
}

impl ClientBuilder {
    /// The tenant's URL as people write it; see [`TenantUrl`]. What is wrong with it is the error of
    /// [`build`](Self::build).
    pub fn tenant_url(self, text: &str) -> Self {
        match TenantUrl::parse(text) {
            Ok(url) => self.base_url(url.as_str()),
            Err(error) => self.configure(|builder| builder.reject(error.message())),
        }
    }

    /// A token of this API: like [`token`](Self::token), with surrounding white space cut, and with a warning (feature
    /// `tracing`) where it does not look like one. It is sent all the same; the server has the last word.
    pub fn api_token(self, token: &str) -> Self {
        let token = token.trim();
        if let Some(oddness) = odd_token(token) {
            warn(oddness);
        }
        self.token(token)
    }
}

impl Client {
    /// A client of what the environment says.
    ///
    /// | variable | what it holds |
    /// |---|---|
    /// | `IRU_TENANT` | the tenant as people write it, see [`TenantUrl`] |
    /// | `IRU_URL` | its URL; one of the two is enough, and both have to agree |
    /// | `IRU_API_TOKEN` | the token |
    /// | `IRU_API_TOKEN_FILE` | a file with the token, read anew for each request; instead of the variable |
    ///
    /// # Errors
    ///
    /// Where a variable is missing, or two of them contradict each other.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder_from_env()?.build()
    }

    /// The same, with room for other settings.
    ///
    /// # Errors
    ///
    /// Those of [`from_env`](Self::from_env).
    pub fn builder_from_env() -> Result<ClientBuilder, Error> {
        from(|name| std::env::var(name).ok())
    }
}

/// The builder that these variables make. An empty variable counts as none.
fn from(variable: impl Fn(&str) -> Option<String>) -> Result<ClientBuilder, Error> {
    let variable = |name: &str| variable(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let wrong = |text: &str| Err(Error::configuration(text));
    let url = match (variable("IRU_URL"), variable("IRU_TENANT")) {
        (Some(url), None) => TenantUrl::parse(&url)?,
        (None, Some(tenant)) => TenantUrl::parse(&tenant)?,
        (Some(url), Some(tenant)) => agreed(TenantUrl::parse(&url)?, &tenant)?,
        (None, None) => {
            return wrong("neither IRU_TENANT nor IRU_URL is set; set IRU_TENANT to the tenant's name or host");
        }
    };
    let builder = Client::builder().base_url(url.as_str());
    match (variable("IRU_API_TOKEN"), variable("IRU_API_TOKEN_FILE")) {
        (Some(token), None) => Ok(builder.api_token(&token)),
        (None, Some(file)) => {
            if !Path::new(&file).is_file() {
                return wrong("IRU_API_TOKEN_FILE names no file");
            }
            Ok(builder.token_provider(TokenFile::new(file)))
        }
        (Some(_), Some(_)) => wrong("IRU_API_TOKEN and IRU_API_TOKEN_FILE are both set; unset one"),
        (None, None) => wrong(
            "neither IRU_API_TOKEN nor IRU_API_TOKEN_FILE is set; make a token in the console under Settings, Access",
        ),
    }
}

/// The URL, if the tenant is the same: a token must not go to a tenant that nobody meant.
fn agreed(url: TenantUrl, tenant: &str) -> Result<TenantUrl, Error> {
    let named = TenantUrl::parse(tenant)?;
    // A name alone says nothing of the region.
    let same = if is_label(tenant) { named.tenant == url.tenant || url.tenant.is_none() } else { named == url };
    if same {
        return Ok(url);
    }
    let text = format!("IRU_URL is {url} and IRU_TENANT means {named}; unset one of them");
    Err(Error::configuration(text))
}

/// What is odd about a token, without showing any of it: the API's are UUIDs, in the shape 8-4-4-4-12.
fn odd_token(token: &str) -> Option<&'static str> {
    let lengths: Vec<usize> = token.split('-').map(str::len).collect();
    let hex = token.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    match () {
        () if hex && lengths == [8, 4, 4, 4, 12] => None,
        () if token.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) => {
            Some("it begins with the word `Bearer`, which the client adds itself")
        }
        () if token.starts_with(['"', '\'']) => Some("it stands in quotation marks"),
        () if token.contains(char::is_whitespace) => Some("it holds white space"),
        () => Some("it does not have the shape of a UUID"),
    }
}

#[cfg(feature = "tracing")]
fn warn(oddness: &str) {
    tracing::warn!("the API token looks odd: {oddness}");
}

#[cfg(not(feature = "tracing"))]
fn warn(_: &str) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> String {
        TenantUrl::parse(text).map_or_else(|error| format!("error: {error}"), |url| url.url)
    }

    #[test]
    fn whatever_people_write_is_one_host() {
        for (texts, expected) in [
            (
                &[
                    "acme",
                    " ACME ",
                    "acme.kandji.io",
                    "http://acme.kandji.io",
                    "https://acme.kandji.io/devices?x=1#y",
                    "acme.api.kandji.io",
                    "https://acme.api.kandji.io/api/v1/",
                    "acme.gateway.kandji.io",
                    "acme.clients.us-1.kandji.io",
                ][..],
                "https://acme.api.kandji.io",
            ),
            (
                &["acme.eu.kandji.io", "https://acme.api.eu.kandji.io/", "acme.gateway.eu.kandji.io"],
                "https://acme.api.eu.kandji.io",
            ),
            (&["acme.iru.com", "HTTPS://ACME.API.IRU.COM"], "https://acme.api.iru.com"),
            (&["acme.eu.iru.com", "acme.api.eu.iru.com"], "https://acme.api.eu.iru.com"),
            (
                &["https://mdm.example.com/iru/", "mdm.example.com/iru", "https://mdm.example.com/iru/api/v1"],
                "https://mdm.example.com/iru",
            ),
            (&["https://kandji.io.example.com"], "https://kandji.io.example.com"),
            (&["http://127.0.0.1:4010/", "http://127.0.0.1:4010/api/v1/"], "http://127.0.0.1:4010"),
        ] {
            for text in texts {
                assert_eq!(url(text), expected, "{text}");
            }
        }
    }

    #[test]
    fn what_names_no_tenant_is_refused() {
        for text in [
            "",
            "  ",
            "kandji.io",
            "api.kandji.io",
            "https://eu.kandji.io",
            "a.b.kandji.io",
            "https://u:p@acme.kandji.io",
            "acme.kandji.io:8443",
            "https://mdm.example.com/?x",
            "https://",
            "-acme",
            "ac me",
            "https://évil\u{7f}",
        ] {
            assert!(url(text).starts_with("error: "), "{text} became {}", url(text));
        }
        // Another machine without TLS is refused where the client is built.
        assert!(Client::builder().tenant_url("http://mdm.example.com").token("t").build().is_err());
        assert!(Client::builder().tenant_url("api.kandji.io").token("t").build().is_err());
    }

    fn env(pairs: &[(&str, &str)]) -> Result<String, String> {
        let find = |name: &str| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let built = from(find).and_then(ClientBuilder::build);
        built.map(|client| client.runtime().base_url().to_owned()).map_err(|error| error.to_string())
    }

    #[test]
    fn the_environment_makes_a_client() {
        let token = ("IRU_API_TOKEN", "6f1c0a52-3d0b-4a51-9f5e-2f1f6f0e9b11");
        let acme = Ok("https://acme.api.eu.kandji.io/".to_owned());
        assert_eq!(env(&[("IRU_TENANT", "acme.eu.kandji.io"), token]), acme);
        assert_eq!(env(&[("IRU_URL", "acme.eu.kandji.io"), ("IRU_TENANT", ""), token]), acme);
        assert_eq!(env(&[("IRU_URL", "acme.eu.kandji.io"), ("IRU_TENANT", "acme"), token]), acme);
        for (pairs, said) in [
            (&[token][..], "IRU_TENANT"),
            (&[("IRU_TENANT", "acme")], "IRU_API_TOKEN"),
            (&[("IRU_TENANT", "acme"), token, ("IRU_API_TOKEN_FILE", "x")], "unset one"),
            (&[("IRU_TENANT", "acme"), ("IRU_API_TOKEN_FILE", "/nowhere/at/all")], "names no file"),
            (&[("IRU_TENANT", "other"), ("IRU_URL", "acme.kandji.io"), token], "unset one"),
            (&[("IRU_TENANT", "acme.iru.com"), ("IRU_URL", "acme.kandji.io"), token], "unset one"),
            (&[("IRU_TENANT", "acme"), ("IRU_API_TOKEN", "line\nbreak")], "cannot be sent"),
        ] {
            let error = env(pairs).expect_err("it is not enough");
            assert!(error.contains(said) && !error.contains("break\n"), "{error}");
        }
    }

    #[test]
    fn an_odd_token_is_described_and_not_shown() {
        assert_eq!(odd_token("6f1c0a52-3d0b-4a51-9f5e-2f1f6f0e9b11"), None);
        for odd in ["Bearer 6f1c0a52-3d0b-4a51-9f5e-2f1f6f0e9b11", "\"6f1c\"", "two words", "secret", "6f1c0a523d0b"] {
            assert!(odd_token(odd).is_some_and(|text| !text.contains(odd)), "{odd}");
        }
        assert!(Client::builder().tenant_url("acme").api_token("secret").build().is_ok(), "odd is not refused");
    }
}
