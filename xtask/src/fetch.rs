//! A URL → a temporary file with what it serves.

use std::io::Write;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::NamedTempFile;
use ureq::tls::{RootCerts, TlsConfig};

/// What is published is far smaller; a server that never ends is stopped here.
const LARGEST: u64 = 64 * 1024 * 1024;
/// For the whole exchange.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Fetches a document over https. Without TLS only from this machine itself.
pub(crate) fn fetch(url: &str) -> Result<NamedTempFile> {
    let is_loopback = is_loopback(url);
    if !url.starts_with("https://") && !is_loopback {
        bail!("{url} is not fetched: name an https address");
    }
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let config = ureq::Agent::config_builder()
        .https_only(!is_loopback)
        // From this machine itself nothing leads elsewhere.
        .max_redirects(if is_loopback { 0 } else { 5 })
        .max_redirects_will_error(false)
        .timeout_global(Some(TIMEOUT))
        .http_status_as_error(false)
        .tls_config(tls)
        .build();
    let mut response =
        ureq::Agent::new_with_config(config).get(url).call().with_context(|| format!("cannot fetch {url}"))?;
    let status = response.status();
    if status != ureq::http::StatusCode::OK {
        bail!("{url} answers {status}; open it in a browser to see what it wants");
    }
    let mut file = NamedTempFile::new().context("cannot make a temporary file")?;
    let mut body = response.body_mut().with_config().limit(LARGEST).reader();
    std::io::copy(&mut body, &mut file).with_context(|| {
        format!("cannot fetch {url} (up to {} MB in {} s are)", LARGEST / 1_000_000, TIMEOUT.as_secs())
    })?;
    file.flush().context("cannot write a temporary file")?;
    Ok(file)
}

/// Whether the address is http on this machine.
fn is_loopback(url: &str) -> bool {
    let authority = url.strip_prefix("http://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    authority.is_some_and(|authority| {
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        matches!(host, "127.0.0.1" | "localhost" | "[::1]")
    })
}
