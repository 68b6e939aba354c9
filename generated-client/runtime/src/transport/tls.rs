//! Whom the transport trusts.
//!
//! rustls is given to reqwest as a finished configuration: left to itself reqwest takes the provider of the process and
//! panics where there is none, and which one that is, is for the program to choose, not for a library in it.

use reqwest::ClientBuilder;

use super::BoxError;

/// A certificate authority.
#[cfg(feature = "rustls")]
pub(crate) type Root = rustls::pki_types::CertificateDer<'static>;
#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
pub(crate) type Root = reqwest::Certificate;
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(crate) type Root = std::convert::Infallible;

/// The authorities in a PEM text.
#[cfg(feature = "rustls")]
pub(crate) fn roots(pem: &[u8]) -> Result<Vec<Root>, BoxError> {
    use rustls::pki_types::pem::PemObject;
    let roots: Vec<Root> = Root::pem_slice_iter(pem).collect::<Result<_, _>>()?;
    if roots.is_empty() { Err("it holds no certificate in PEM form".into()) } else { Ok(roots) }
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
pub(crate) fn roots(pem: &[u8]) -> Result<Vec<Root>, BoxError> {
    let roots = reqwest::Certificate::from_pem_bundle(pem)?;
    if roots.is_empty() { Err("it holds no certificate in PEM form".into()) } else { Ok(roots) }
}

/// A client that trusts whom the machine trusts, and the roots; nobody where all traffic is `plain`.
#[cfg(feature = "rustls")]
pub(super) fn set(builder: ClientBuilder, roots: Vec<Root>, plain: bool) -> Result<ClientBuilder, BoxError> {
    use std::sync::Arc;

    use rustls::{ClientConfig, RootCertStore};
    use rustls_platform_verifier::Verifier;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
    let config = if plain && roots.is_empty() {
        // Reading the system's certificates takes longer than a test.
        config.with_root_certificates(RootCertStore::empty())
    } else {
        let verifier = match roots.is_empty() {
            true => Verifier::new(provider)?,
            false => Verifier::new_with_extra_roots(roots, provider)?,
        };
        config.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
    };
    let mut config = config.with_no_client_auth();
    if cfg!(feature = "http2") {
        config.alpn_protocols.push(b"h2".to_vec());
    }
    config.alpn_protocols.push(b"http/1.1".to_vec());
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
pub(super) fn set(builder: ClientBuilder, roots: Vec<Root>, _: bool) -> Result<ClientBuilder, BoxError> {
    add(builder, roots)
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(super) fn set(builder: ClientBuilder, _: Vec<Root>, _: bool) -> Result<ClientBuilder, BoxError> {
    Ok(builder)
}

/// The caller's own builder keeps its settings; only the roots are added.
#[cfg(feature = "rustls")]
pub(super) fn add(builder: ClientBuilder, roots: Vec<Root>) -> Result<ClientBuilder, BoxError> {
    // Here reqwest makes the configuration, and panics without a provider of the process.
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Another thread may have been faster; then theirs is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
    }
    if roots.is_empty() {
        return Ok(builder);
    }
    let roots: Vec<_> = roots.iter().map(|root| reqwest::Certificate::from_der(root)).collect::<Result<_, _>>()?;
    Ok(builder.tls_certs_merge(roots))
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
pub(super) fn add(builder: ClientBuilder, roots: Vec<Root>) -> Result<ClientBuilder, BoxError> {
    Ok(if roots.is_empty() { builder } else { builder.tls_certs_merge(roots) })
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(super) fn add(builder: ClientBuilder, _: Vec<Root>) -> Result<ClientBuilder, BoxError> {
    Ok(builder)
}
