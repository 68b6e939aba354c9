//! Calls to a server with TLS on a loopback port: whom the client trusts, and that a stranger learns nothing.

#![cfg(any(feature = "rustls", feature = "native-tls"))]

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};

use http::{Request, Response, Version};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use openapi_client_runtime::{Api, Call, Client, ClientBuilder, Error, ErrorKind, Operation, RetryPolicy, Security};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

static API: Api =
    Api { name: "tls", version: "0", server: "", variables: &[], security: &[Security::Bearer], rate_limits: &[] };
static READ: Operation = Operation { id: "tls.read", method: "GET", path: "/", ..Operation::DEFAULT };

/// A server, the authority that vouches for it, and the versions of the requests that it had.
struct Server {
    port: u16,
    authority: String,
    requests: Arc<Mutex<Vec<Version>>>,
}

impl Server {
    /// A server whose certificate is for this name.
    async fn start(name: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let mut params = CertificateParams::new([])?;
        // Who is named like the one that vouches for him, vouches for himself, says OpenSSL.
        params.distinguished_name.push(DnType::CommonName, "authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let certificate = CertificateParams::new([name.to_owned()])?.signed_by(&key, &authority)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let mut config = config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let requests = Arc::default();
        tokio::spawn(serve(listener, TlsAcceptor::from(Arc::new(config)), Arc::clone(&requests)));
        Ok(Self { port, authority: authority.pem(), requests })
    }

    fn client(&self) -> ClientBuilder {
        Client::builder(&API)
            .base_url(format!("https://localhost:{}", self.port))
            .token("secret")
            .retries(RetryPolicy::none())
    }

    fn requests(&self) -> Vec<Version> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor, requests: Arc<Mutex<Vec<Version>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (acceptor, requests) = (acceptor.clone(), requests.clone());
        tokio::spawn(async move {
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let answer = hyper::service::service_fn(|request: Request<Incoming>| {
                requests.lock().unwrap_or_else(PoisonError::into_inner).push(request.version());
                async { Ok::<_, Infallible>(Response::new(String::from("{}"))) }
            });
            let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
            // A client that goes away is no fault of the server.
            drop(server.serve_connection(TokioIo::new(stream), answer).await);
        });
    }
}

async fn call(client: ClientBuilder) -> Result<(), Error> {
    Call::new(&client.build()?, &READ).send_raw().await.map(drop)
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted() {
    let server = Server::start("localhost").await.expect("a server");
    call(server.client().root_certificate(server.authority.as_bytes())).await.expect("the server is trusted");
    let expected = if cfg!(feature = "http2") { Version::HTTP_2 } else { Version::HTTP_11 };
    assert_eq!(server.requests(), [expected]);
}

/// A program that chooses its provider later finds none chosen.
#[cfg(feature = "rustls")]
#[tokio::test]
async fn the_provider_of_the_process_is_left_alone() {
    let server = Server::start("localhost").await.expect("a server");
    call(server.client().root_certificate(server.authority.as_bytes())).await.expect("the server is trusted");
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}

#[tokio::test]
async fn strangers_learn_nothing() {
    let server = Server::start("localhost").await.expect("a server");
    let other = Server::start("elsewhere.example").await.expect("a server");
    let clients = [
        ("an authority that nobody knows", &server, server.client()),
        ("another authority", &server, server.client().root_certificate(other.authority.as_bytes())),
        ("another name", &other, other.client().root_certificate(other.authority.as_bytes())),
    ];
    for (what, server, client) in clients {
        let error = call(client).await.expect_err(what);
        assert_eq!(error.kind(), ErrorKind::Connect, "{what}: {error}");
        assert!(!error.may_have_reached_server(), "{what}");
        assert_eq!(server.requests(), [], "{what}");
    }
}

#[test]
fn what_is_no_certificate_is_refused_before_any_call() {
    for pem in ["", "secret", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        let client = Client::builder(&API).base_url("https://localhost").root_certificate(pem.as_bytes());
        assert_eq!(client.build().expect_err(pem).kind(), ErrorKind::Configuration, "{pem}");
    }
}
