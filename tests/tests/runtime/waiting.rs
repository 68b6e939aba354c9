//! Calls that wait: from threads, and not from async code.

use openapi_client_runtime as rt;
use rt::blocking::Wait;
use rt::fake::{FakePaging, Options, Route, Server};

use crate::support::API;

static ROUTES: &[Route] = &[Route {
    method: "GET",
    path: "/things",
    status: 200,
    content_type: "application/json",
    body: r#"[{"id":"a-1"}]"#,
    paging: Some(FakePaging {
        style: rt::PagingStyle::Offset { parameter: "offset" },
        size: Some(("limit", Some(2))),
        items: "",
        next: "",
        total: "",
    }),
    asks: rt::fake::Asks::NOTHING,
}];

static LIST: rt::Operation = rt::Operation {
    id: "things.list",
    path: "/things",
    paging: Some(rt::Paging { style: rt::PagingStyle::Offset { parameter: "offset" }, size: Some(("limit", Some(2))) }),
    ..rt::Operation::DEFAULT
};

struct List {
    call: rt::Call,
}
rt::paged_call!(List => Vec<serde_json::Value>, rt::reply::json, serde_json::Value, |page: Vec<serde_json::Value>| rt::Page::new(page));

fn list(server: &Server) -> List {
    let client = rt::ClientBuilder::new(&API).base_url(server.base_url()).token(server.token()).build().unwrap();
    List { call: rt::Call::new(&client, &LIST) }
}

#[test]
fn threads_wait_for_calls_and_items() {
    let server = Server::start(ROUTES, Options::default().items(5)).unwrap();
    assert_eq!(list(&server).wait().unwrap().len(), 2);
    assert_eq!(list(&server).send().wait().unwrap().status().as_u16(), 200);
    let items: Result<Vec<_>, _> = list(&server).stream().wait_each().collect();
    assert_eq!(items.unwrap().len(), 5);
    assert_eq!(list(&server).pages().wait_each().count(), 3);
}

#[tokio::test]
async fn async_code_is_told_to_await() {
    let server = Server::start(ROUTES, Options::default()).unwrap();
    let error = list(&server).wait().unwrap_err();
    assert!(error.to_string().contains("await the call"), "{error}");
}
