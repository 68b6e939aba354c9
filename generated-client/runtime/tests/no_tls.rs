//! A program without TLS: it learns so when the client is built, not when it calls.

#![cfg(not(any(feature = "rustls", feature = "native-tls")))]

use openapi_client_runtime::{Api, Client, ErrorKind};

static API: Api = Api { name: "plain", version: "0", server: "", variables: &[], security: &[], rate_limits: &[] };

#[test]
fn only_loopback_can_be_called() {
    assert!(Client::builder(&API).base_url("http://127.0.0.1:1").build().is_ok());
    let error = Client::builder(&API).base_url("https://api.example.com").build().expect_err("there is no TLS");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("enable the feature `rustls`"), "{error}");
}
