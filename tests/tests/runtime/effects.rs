//! What is never sent: writes of a read-only client, of a dry run, destructive calls with the wrong word.

use std::sync::{Arc, Mutex};

use openapi_client_runtime as rt;

use crate::faulty::{Act, Faulty};
use crate::support::{READ, WRITE, client, send};

static GET: rt::Operation = rt::Operation { id: "things.get", path: "/things/{id}", ..rt::Operation::DEFAULT };

static SECRET: rt::Operation =
    rt::Operation { id: "things.key", path: "/things/key", effect: rt::Effect::Secret, ..rt::Operation::DEFAULT };

static CHECKED: rt::Operation = rt::Operation {
    id: "things.erase",
    method: "POST",
    path: "/things/{id}/erase",
    effect: rt::Effect::Destructive,
    confirm: Some(rt::ConfirmCheck { operation: &GET, field: "/serial" }),
    ..rt::Operation::DEFAULT
};

static REPEATED: rt::Operation = rt::Operation {
    id: "things.delete",
    method: "DELETE",
    path: "/groups/{group}/things/{id}",
    effect: rt::Effect::Destructive,
    retry_on: &[429],
    ..rt::Operation::DEFAULT
};

struct Erase {
    call: rt::Call,
}
rt::destructive_call!(Erase => (), rt::reply::empty);

fn erase(client: &rt::Client, operation: &'static rt::Operation) -> Erase {
    let mut call = rt::Call::new(client, operation);
    call.path("group", "g-1");
    call.path("id", "t-1");
    Erase { call }
}

fn methods(server: &Faulty) -> Vec<String> {
    server.requests().iter().map(|request| request.split(" HTTP").next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_word_is_compared_with_what_the_server_says_now() {
    // The second reading shows another serial number: the device was replaced meanwhile.
    let server = Faulty::start_with(|index, request| match (request.starts_with("GET"), index) {
        (true, 0) => Act::json(r#"{"serial":"S-1"}"#),
        (true, 1) => Act::json(r#"{"serial":"S-2"}"#),
        (true, 2) => Act::json(r#"{"serial":null}"#),
        (true, 3) => Act::json(r#"{"serial":""}"#),
        (true, 4) => Act::reply("404 Not Found", "", r#"{"detail":"Not found."}"#),
        (true, _) => Act::json(r#"{"serial":4711}"#),
        (false, _) => Act::reply("204 No Content", "", ""),
    })
    .await;
    let client = client(&server.url()).build().unwrap();
    let sent = |word: &str| erase(&client, &CHECKED).confirm(rt::Confirm::target(word)).into_future();
    use std::future::IntoFuture;
    let kinds = [
        sent("S-9").await.unwrap_err().kind(),
        sent("S-1").await.unwrap_err().kind(),
        sent("").await.unwrap_err().kind(),
        sent("").await.unwrap_err().kind(),
        sent("S-1").await.unwrap_err().kind(),
    ];
    use rt::ErrorKind::{NotConfirmed, Status};
    assert_eq!(kinds, [NotConfirmed, NotConfirmed, NotConfirmed, NotConfirmed, Status]);
    assert!(methods(&server).iter().all(|request| request == "GET /things/t-1"), "{:?}", methods(&server));
    sent("4711").await.unwrap();
    assert_eq!(methods(&server).last().unwrap(), "POST /things/t-1/erase");
}

#[tokio::test]
async fn without_a_check_the_word_repeats_the_last_argument() {
    let server = Faulty::start(vec![Act::reply("204 No Content", "", "")]).await;
    let client = client(&server.url()).build().unwrap();
    for wrong in ["g-1", "", "t-2", "T-1"] {
        let error = erase(&client, &REPEATED).confirm(rt::Confirm::target(wrong)).await.unwrap_err();
        assert_eq!(error.kind(), rt::ErrorKind::NotConfirmed);
    }
    assert!(server.requests().is_empty());
    erase(&client, &REPEATED).confirm(rt::Confirm::target("t-1")).await.unwrap();
    assert_eq!(methods(&server), ["DELETE /groups/g-1/things/t-1"]);
}

#[tokio::test]
async fn a_destructive_call_repeats_on_the_named_status_alone() {
    let repeat = |first: Act| async move {
        let server = Faulty::start(vec![first, Act::reply("204 No Content", "", "")]).await;
        let client = client(&server.url()).build().unwrap();
        let outcome = erase(&client, &REPEATED).confirm(rt::Confirm::target("t-1")).await;
        (outcome.is_ok(), server.requests().len())
    };
    assert_eq!(repeat(Act::reply("429 Too Many Requests", "", "")).await, (true, 2));
    assert_eq!(repeat(Act::reply("503 Service Unavailable", "", "")).await, (false, 1));
    assert_eq!(repeat(Act::ResetAfter).await, (false, 1));
}

#[tokio::test]
async fn a_destructive_call_by_hand_is_refused() {
    let server = Faulty::start(vec![Act::json("{}")]).await;
    let client = client(&server.url()).build().unwrap();
    let error = erase(&client, &REPEATED).call.send_raw().await.unwrap_err();
    assert_eq!(error.kind(), rt::ErrorKind::NotConfirmed);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn read_only_and_dry_run_send_reads_alone() {
    let server = Faulty::start(vec![Act::json(r#"{"serial":"t-1"}"#)]).await;
    let all = client(&server.url()).build().unwrap();
    for (client, kind) in [(all.read_only(), rt::ErrorKind::ReadOnly), (all.dry_run(), rt::ErrorKind::DryRun)] {
        send(&client, &READ).await.unwrap();
        for operation in [&WRITE, &SECRET] {
            assert_eq!(send(&client, operation).await.unwrap_err().kind(), kind);
        }
        let error = erase(&client, &CHECKED).confirm(rt::Confirm::target("t-1")).await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(error.is_refused() && !error.may_have_reached_server());
    }
    assert!(methods(&server).iter().all(|request| request.starts_with("GET /things")), "{:?}", methods(&server));
}

#[tokio::test]
async fn an_audit_hook_hears_of_all_but_reads() {
    let server = Faulty::start(vec![Act::json("{}"), Act::json("{}"), Act::reply("409 Conflict", "", "")]).await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = heard.clone();
    let client = client(&server.url())
        .audit(move |event| {
            let stage = match event.stage {
                rt::AuditStage::Sending => "sending".to_owned(),
                rt::AuditStage::Refused(error) => format!("refused {:?}", error.kind()),
                rt::AuditStage::Answered(status) => format!("answered {}", status.as_u16()),
                rt::AuditStage::Failed(error) => format!("failed {:?}", error.kind()),
                _ => "?".to_owned(),
            };
            log.lock().unwrap().push(format!("{} {:?} {stage}", event.operation, event.effect));
        })
        .build()
        .unwrap();
    send(&client, &READ).await.unwrap();
    send(&client, &WRITE).await.unwrap();
    send(&client, &WRITE).await.unwrap_err();
    send(&client.read_only(), &SECRET).await.unwrap_err();
    assert_eq!(
        *heard.lock().unwrap(),
        [
            "things.create Write sending",
            "things.create Write answered 200",
            "things.create Write sending",
            "things.create Write answered 409",
            "things.key Secret refused ReadOnly",
        ]
    );
}
