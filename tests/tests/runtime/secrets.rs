//! Everything that a client prints, logs or tells, searched for its secrets.

use std::io::Write;
use std::sync::{Arc, Mutex};

use openapi_client_runtime as rt;

use crate::faulty::{Act, Faulty};
use crate::support::{READ, TOKEN, WRITE, client, send};

const PIN: &str = "pin-918273";

#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn neither_logs_nor_errors_nor_debug_hold_a_secret() {
    let sink = Sink::default();
    let writer = sink.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    // A server that says everything back.
    let server = Faulty::start_with(|index, request| match index % 3 {
        0 => {
            Act::reply("400 Bad Request", "", &serde_json::json!({"detail": format!("you sent {request}")}).to_string())
        }
        1 => Act::ResetAfter,
        _ => Act::reply("302 Found", &format!("Location: http://192.0.2.1/{TOKEN}?{TOKEN}\r\n"), ""),
    })
    .await;
    let plans = Arc::new(Mutex::new(String::new()));
    let heard = plans.clone();
    let client = client(&server.url())
        .basic_auth("ann", "pass-word-77")
        .retries(rt::RetryPolicy::none())
        .audit(move |event| heard.lock().unwrap().push_str(&format!("{event:?} {}", event.plan.to_curl())))
        .build()
        .unwrap();
    let mut told = format!("{client:?} {:?}", rt::Secret::new(TOKEN));
    for operation in [&READ, &WRITE, &READ, &READ, &WRITE, &WRITE] {
        let mut call = rt::Call::new(&client, operation);
        if operation.body != rt::BodyKind::None {
            call.field("PIN", rt::SecretText::new(PIN));
        }
        call.query("pin", rt::SecretText::new(PIN));
        told.push_str(&format!("{call:?} {:?} {}", call.plan().unwrap(), call.plan().unwrap().to_har()));
        let outcome = call.send_raw().await.and_then(|raw| raw.error_for_status().map(|()| raw));
        let error = outcome.unwrap_err();
        told.push_str(&format!("{error} {error:?} {:?}", std::error::Error::source(&error)));
        told.push_str(error.message());
    }
    assert!(server.requests().iter().any(|request| request.contains(TOKEN) && request.contains(PIN)));
    told.push_str(&plans.lock().unwrap());
    let logged = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("http.client.request") && logged.contains("url.template=\"/things\""), "{logged}");
    assert!(logged.contains("http.response.status_code=400") && logged.contains("error.type"), "{logged}");
    for (name, text) in [("log", &logged), ("Debug and Display", &told)] {
        assert!(!text.contains(TOKEN), "{name} holds the token: {text}");
        assert!(!text.contains("pass-word-77"), "{name} holds the password");
    }
    // The server said the PIN back in its message, which the caller must see; nothing of ours holds it.
    assert!(!logged.contains(PIN) && !plans.lock().unwrap().contains(PIN));
    send(&client, &READ).await.unwrap_err();
}

#[test]
fn a_secret_in_a_free_form_is_masked_in_plans_alone() {
    static FORM: rt::Operation =
        rt::Operation { id: "form", method: "POST", path: "/form", body: rt::BodyKind::Form, ..rt::Operation::DEFAULT };
    #[derive(serde::Serialize)]
    struct Form {
        name: String,
        pin: rt::SecretText,
    }
    let client = client("http://127.0.0.1:9").build().unwrap();
    let mut call = rt::Call::new(&client, &FORM);
    call.form(&Form { name: "a b".to_owned(), pin: PIN.into() });
    assert_eq!(call.plan().unwrap().body, rt::PlanBody::Text("name=a+b&pin=***".to_owned()));
}
