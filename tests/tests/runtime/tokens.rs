//! Tokens that change, several ways to prove who calls, and redirects that keep the proof at home.

use std::sync::Mutex;

use openapi_client_runtime as rt;

use crate::faulty::{Act, Faulty};
use crate::support::{API, READ, TOKEN, WRITE, client, send};

/// Gives tokens one after the other; the server's 401 moves on.
#[derive(Debug)]
struct Rotating(Mutex<Vec<&'static str>>);

impl rt::TokenProvider for Rotating {
    fn token(&self) -> rt::BoxFuture<'_, Result<rt::Secret, Box<dyn std::error::Error + Send + Sync>>> {
        let token = self.0.lock().unwrap().last().copied();
        Box::pin(async move { token.map(rt::Secret::new).ok_or("no more tokens".into()) })
    }

    fn refused(&self, _: &rt::Secret) -> rt::BoxFuture<'_, bool> {
        self.0.lock().unwrap().pop();
        Box::pin(async { true })
    }
}

fn needs(token: &'static str) -> impl Fn(usize, &str) -> Act + Send + Sync {
    move |_, request| match request.contains(token) {
        true => Act::json("{}"),
        false => Act::reply("401 Unauthorized", "", r#"{"detail":"Token expired."}"#),
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_whatever_the_effect() {
    let server = Faulty::start_with(needs("second")).await;
    let provider = || Rotating(Mutex::new(vec!["third", "second", "first"]));
    let client = client(&server.url()).token_provider(provider()).build().unwrap();
    assert_eq!(send(&client, &WRITE).await.unwrap().attempts(), 2);
    let server = Faulty::start_with(needs("third")).await;
    let client = crate::support::client(&server.url()).token_provider(provider()).build().unwrap();
    assert!(send(&client, &READ).await.unwrap_err().is_unauthorized());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_token_file_is_read_for_each_request() {
    let server = Faulty::start(vec![Act::json("{}")]).await;
    let path = std::env::temp_dir().join(format!("token-{}", std::process::id()));
    let client = client(&server.url()).token_provider(rt::TokenFile::new(&path)).build().unwrap();
    let error = send(&client, &READ).await.unwrap_err();
    assert_eq!(error.kind(), rt::ErrorKind::Token);
    assert!(!error.may_have_reached_server());
    for token in ["one", "two"] {
        std::fs::write(&path, format!("{token}\n")).unwrap();
        send(&client, &READ).await.unwrap();
        assert!(server.requests().last().unwrap().contains(&format!("Bearer {token}\r\n")));
    }
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn a_key_in_a_header_stays_at_home_too() {
    static KEYS: rt::Operation = rt::Operation {
        id: "things.get",
        path: "/things",
        security: rt::OperationSecurity::AnyOf(&[&[
            rt::Security::Header("X-Key"),
            rt::Security::Query("key"),
            rt::Security::Cookie("session"),
        ]]),
        ..rt::Operation::DEFAULT
    };
    let elsewhere = Faulty::start(vec![Act::json("{}")]).await;
    let location = format!("Location: {}/x\r\n", elsewhere.url());
    let server = Faulty::start(vec![Act::reply("307 Temporary Redirect", &location, "")]).await;
    let client = client(&server.url()).header("X-Tenant", "acme").build().unwrap();
    send(&client, &KEYS).await.unwrap();
    let own = &server.requests()[0];
    for place in ["x-key: tok", "?key=tok", "session=tok", "x-tenant: acme"] {
        assert!(own.contains(place), "{place} in {own}");
    }
    let there = &elsewhere.requests()[0];
    assert!(!there.contains(TOKEN) && !there.contains("x-tenant"), "{there}");
}

#[tokio::test]
async fn a_redirect_back_home_does_not_bring_the_token_back() {
    let home = Faulty::start_with(|_, request| match request.starts_with("GET /things ") {
        true => Act::reply("302 Found", "Location: /away\r\n", ""),
        false => Act::json("{}"),
    })
    .await;
    // Same origin: the token goes along. Its place may be anything on it.
    let client = client(&home.url()).build().unwrap();
    send(&client, &READ).await.unwrap();
    assert!(home.requests()[1].starts_with("GET /away ") && home.requests()[1].contains(TOKEN));
    // Through another origin and back: it does not.
    let target = std::sync::Arc::new(Mutex::new(String::new()));
    let bounce = target.clone();
    let other = Faulty::start_with(move |_, _| {
        Act::reply("302 Found", &format!("Location: {}/erase\r\n", bounce.lock().unwrap()), "")
    })
    .await;
    let to_other = format!("Location: {}/bounce\r\n", other.url());
    let home = Faulty::start_with(move |_, request| match request.starts_with("GET /things ") {
        true => Act::reply("302 Found", &to_other, ""),
        false => Act::json("{}"),
    })
    .await;
    *target.lock().unwrap() = home.url();
    let client = crate::support::client(&home.url()).build().unwrap();
    send(&client, &READ).await.unwrap();
    assert!(home.requests()[1].starts_with("GET /erase ") && !home.requests()[1].contains(TOKEN));
    assert!(!other.requests()[0].contains(TOKEN));
}

#[tokio::test]
async fn a_signed_url_gets_no_credential() {
    let bucket = Faulty::start(vec![Act::reply("204 No Content", "", "")]).await;
    let client = rt::ClientBuilder::new(&API).token(TOKEN).header("X-Tenant", "acme").build().unwrap();
    let mut call = rt::Call::new(&client, &WRITE);
    call.elsewhere(format!("{}/upload?signature=s", bucket.url()));
    call.field("name", "x");
    assert_eq!(call.send_raw().await.unwrap().status().as_u16(), 204);
    let sent = &bucket.requests()[0];
    assert!(sent.starts_with("POST /upload?signature=s "), "{sent}");
    assert!(!sent.contains(TOKEN) && !sent.contains("x-tenant"), "{sent}");
    let mut call = rt::Call::new(&client, &WRITE);
    call.elsewhere("http://192.0.2.1/upload");
    assert_eq!(call.send_raw().await.unwrap_err().kind(), rt::ErrorKind::Argument);
}

#[tokio::test]
async fn two_tenants_in_one_program_keep_their_tokens_apart() {
    let (one, two) = (Faulty::start(vec![Act::json("{}")]).await, Faulty::start(vec![Act::json("{}")]).await);
    let first = client(&one.url()).token("token-one").build().unwrap();
    let second = client(&two.url()).token("token-two").build().unwrap();
    let (a, b) = tokio::join!(send(&first, &READ), send(&second, &READ));
    assert!(a.is_ok() && b.is_ok());
    assert!(one.requests()[0].contains("token-one") && two.requests()[0].contains("token-two"));
}
