//! The shapes in which lists page, each read to its end; circles and strangers' links.

use openapi_client_runtime as rt;
use rt::fake::{FakePaging, Options, Route, Server};
use serde_json::Value;

use crate::faulty::{Act, Faulty};
use crate::support::{API, TOKEN, client};

struct Envelope {
    results: Vec<Item>,
    next: Option<String>,
    total: Option<u64>,
    extra: rt::Extra,
}
rt::model!(Envelope { results = "results", next = "next", total = "total" });

struct Item {
    id: String,
    extra: rt::Extra,
}
rt::model!(Item { id = "id"(identity) });

/// A call whose page says all that the envelope does.
struct All {
    call: rt::Call,
}
rt::paged_call!(All => Envelope, rt::reply::json, Item, |page: Envelope| rt::Page::new(page.results).next(page.next).total(page.total));

/// A call whose page is a bare list.
struct Bare {
    call: rt::Call,
}
rt::paged_call!(Bare => Vec<Item>, rt::reply::json, Item, |page: Vec<Item>| rt::Page::new(page));

/// A call whose page says the total alone.
struct Totalled {
    call: rt::Call,
}
rt::paged_call!(Totalled => Envelope, rt::reply::json, Item, |page: Envelope| rt::Page::new(page.results).total(page.total));

macro_rules! operations {
    ($($name:ident = $style:expr, $size:expr;)*) => { $(
        static $name: rt::Operation = rt::Operation {
            id: "things.list",
            path: "/things",
            paging: Some(rt::Paging { style: $style, size: $size }),
            ..rt::Operation::DEFAULT
        };
    )* };
}

operations! {
    OFFSET = rt::PagingStyle::Offset { parameter: "offset" }, Some(("limit", Some(3)));
    PAGE = rt::PagingStyle::Page { parameter: "page", first: 1 }, Some(("size", Some(3)));
    PAGE_UNSIZED = rt::PagingStyle::Page { parameter: "page", first: 1 }, None;
    CURSOR = rt::PagingStyle::Cursor { parameter: "cursor", start_empty: true }, Some(("limit", Some(3)));
    LINK = rt::PagingStyle::NextLink, None;
}

const BARE: &str = r#"[{"id":"a-1"}]"#;
const WRAPPED: &str = r#"{"total":null,"next":null,"results":[{"id":"a-1"}]}"#;

fn serve(operation: &'static rt::Operation, body: &'static str) -> (Server, rt::Call) {
    let wrapped = body == WRAPPED;
    let paging = operation.paging.unwrap();
    let fake = FakePaging {
        style: paging.style,
        size: paging.size,
        items: if wrapped { "results" } else { "" },
        next: if wrapped { "next" } else { "" },
        total: if wrapped { "total" } else { "" },
    };
    let route = Route {
        method: "GET",
        path: "/things",
        status: 200,
        content_type: "application/json",
        body,
        paging: Some(fake),
        asks: rt::fake::Asks::NOTHING,
    };
    let server = Server::start(&[route][..], Options::default().items(7)).unwrap();
    let client = rt::ClientBuilder::new(&API).base_url(server.base_url()).token(server.token()).build().unwrap();
    (server, rt::Call::new(&client, operation))
}

fn queries(server: &Server) -> Vec<String> {
    server.requests().into_iter().map(|request| request.query).collect()
}

async fn count(items: rt::Items<Item>) -> usize {
    let mut ids: Vec<_> = items.try_collect().await.unwrap().into_iter().map(|item| item.id).collect();
    ids.dedup();
    ids.len()
}

#[tokio::test]
async fn bare_lists_end_with_a_short_page() {
    let (server, call) = serve(&OFFSET, BARE);
    assert_eq!(count(Bare { call }.stream()).await, 7);
    assert_eq!(queries(&server), ["limit=3", "limit=3&offset=3", "limit=3&offset=6"]);
}

#[tokio::test]
async fn envelopes_end_where_they_say() {
    let (server, call) = serve(&OFFSET, WRAPPED);
    assert_eq!(count(All { call }.stream()).await, 7);
    assert_eq!(queries(&server).len(), 3);
    let (server, call) = serve(&OFFSET, WRAPPED);
    assert_eq!(count(Totalled { call }.stream()).await, 7);
    assert_eq!(queries(&server).len(), 3);
}

#[tokio::test]
async fn pages_are_counted_from_their_first() {
    let (server, call) = serve(&PAGE, WRAPPED);
    assert_eq!(count(Totalled { call }.stream()).await, 7);
    assert_eq!(queries(&server), ["size=3", "size=3&page=2", "size=3&page=3"]);
    let (server, call) = serve(&PAGE_UNSIZED, WRAPPED);
    assert_eq!(count(All { call }.stream()).await, 7);
    assert_eq!(queries(&server), ["", "page=2", "page=3"]);
}

#[tokio::test]
async fn cursors_lead_on_until_there_is_none() {
    let (server, call) = serve(&CURSOR, WRAPPED);
    let pages = All { call }.pages().try_collect().await.unwrap();
    assert_eq!(queries(&server), ["limit=3&cursor=", "limit=3&cursor=3", "limit=3&cursor=6"]);
    assert_eq!((pages[0].next_cursor(), pages[0].total_items()), (Some("3"), Some(7)));
    // And another day, from there on.
    let (server, mut call) = serve(&CURSOR, WRAPPED);
    call.query("cursor", pages[0].next_cursor().unwrap());
    assert_eq!(count(All { call }.stream()).await, 4);
    assert_eq!(queries(&server)[0], "cursor=3&limit=3");
}

#[tokio::test]
async fn links_are_followed_at_home() {
    // The fake server's links name another host.
    let (server, call) = serve(&LINK, WRAPPED);
    assert_eq!(count(All { call }.stream()).await, 7);
    assert_eq!(queries(&server), ["", "from=3", "from=6"]);
}

#[tokio::test]
async fn a_link_to_another_host_gets_nothing() {
    let elsewhere = Faulty::start(vec![Act::json("{}")]).await;
    let link = format!("{}/things/?cursor=2", elsewhere.url());
    let first = serde_json::json!({"results": [{"id": "a"}], "next": link}).to_string();
    let server = Faulty::start(vec![Act::json(&first), Act::json(r#"{"results":[{"id":"b"}],"next":null}"#)]).await;
    let client = client(&server.url()).build().unwrap();
    for operation in [&LINK, &CURSOR] {
        let call = rt::Call::new(&client, operation);
        let seen = server.requests().len();
        let items = All { call }.stream().try_collect().await.unwrap();
        assert!(!items.is_empty());
        if operation.id == LINK.id && seen == 0 {
            assert!(server.requests()[1].starts_with("GET /things?cursor=2 HTTP"), "{}", server.requests()[1]);
            assert!(server.requests()[1].contains(TOKEN));
        }
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn circles_end_with_an_error() {
    let same = |body: &str| Faulty::start(vec![Act::json(body)]);
    let cases: [(&'static rt::Operation, &str); 3] = [
        (&OFFSET, r#"{"results":[{"id":"a"},{"id":"b"},{"id":"c"}]}"#),
        (&CURSOR, r#"{"results":[{"id":"a"}],"next":"again"}"#),
        (&LINK, r#"{"results":[{"id":"a"}],"next":"/things?cursor=again"}"#),
    ];
    for (operation, body) in cases {
        let server = same(body).await;
        let client = client(&server.url()).build().unwrap();
        let call = rt::Call::new(&client, operation);
        // A list walked by counting that says neither its total nor what comes next.
        let counted = operation.paging.unwrap().style == rt::PagingStyle::Offset { parameter: "offset" };
        let items = if counted { Totalled { call }.stream() } else { All { call }.stream() };
        let error = items.try_collect().await.unwrap_err();
        assert_eq!(error.kind(), rt::ErrorKind::Paging, "{body}");
        assert!(server.requests().len() <= 3);
    }
}

#[tokio::test]
async fn an_item_that_does_not_fit_still_counts_for_its_page() {
    let full = r#"[{"id":"a"},{"id":7},{"id":"c"}]"#;
    let server = Faulty::start(vec![Act::json(full), Act::json(r#"[{"id":"d"}]"#)]).await;
    let left_out = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = left_out.clone();
    let client = client(&server.url())
        .on_set_aside(move |operation, aside| log.lock().unwrap().push(format!("{} {}", operation.id, aside[0].path)))
        .build()
        .unwrap();
    let items = Bare { call: rt::Call::new(&client, &OFFSET) }.stream().try_collect().await.unwrap();
    assert_eq!(items.len(), 3);
    assert!(server.requests()[1].starts_with("GET /things?limit=3&offset=3 "), "{}", server.requests()[1]);
    assert_eq!(*left_out.lock().unwrap(), ["things.list $[1]"]);
    let strict = crate::support::client(&server.url()).strict().build().unwrap();
    let server_again = Bare { call: rt::Call::new(&strict, &OFFSET) }.await;
    assert!(server_again.is_ok(), "the second page is sound");
    let value: Value = serde_json::from_str(full).unwrap();
    assert_eq!(value.as_array().unwrap().len(), 3);
}

/// A call whose items are told apart.
struct Distinct {
    call: rt::Call,
}
rt::paged_call!(Distinct => Vec<Item>, rt::reply::json, Item, |page: Vec<Item>| rt::Page::new(page), |item: &Item| item.id.clone());

#[tokio::test]
async fn an_item_that_moved_to_the_next_page_is_seen_once() {
    let server = Faulty::start(vec![
        Act::json(r#"[{"id":"a"},{"id":"b"},{"id":"c"}]"#),
        Act::json(r#"[{"id":"c"},{"id":"d"}]"#),
    ])
    .await;
    let client = client(&server.url()).build().unwrap();
    let items = Distinct { call: rt::Call::new(&client, &OFFSET) }.stream().try_collect().await.unwrap();
    assert_eq!(items.iter().map(|item| item.id.as_str()).collect::<String>(), "abcd");
}
