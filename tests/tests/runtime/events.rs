//! Replies that arrive bit by bit: server-sent events, lines of JSON, files.

use openapi_client_runtime as rt;

use crate::faulty::{Act, Faulty};
use crate::support::client;

#[derive(Clone, PartialEq)]
struct Progress {
    done: Option<i64>,
    extra: rt::Extra,
}
rt::model!(Progress { done = "done" });

static WATCH: rt::Operation =
    rt::Operation { id: "jobs.watch", path: "/jobs/events", accept: "text/event-stream", ..rt::Operation::DEFAULT };

#[derive(Debug, Clone)]
struct Watch {
    call: rt::Call,
}
rt::stream_call!(Watch => rt::Events<Progress>, |body| rt::Events::new(body, rt::reply::json));

#[derive(Debug, Clone)]
struct Tail {
    call: rt::Call,
}
rt::stream_call!(Tail => rt::Rows<Progress>, |body| rt::Rows::new(body, rt::reply::json));

#[derive(Debug, Clone)]
struct Export {
    call: rt::Call,
}
rt::file_call!(Export => rt::Bytes, rt::reply::bytes);

async fn serve(pieces: &[&str]) -> (Faulty, rt::Call) {
    let chunks: String = pieces.iter().map(|piece| format!("{:x}\r\n{piece}\r\n", piece.len())).collect();
    let reply = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{chunks}0\r\n\r\n");
    let server = Faulty::start(vec![Act::Send(reply.into_bytes())]).await;
    let call = rt::Call::new(&client(&server.url()).build().unwrap(), &WATCH);
    (server, call)
}

async fn events(pieces: &[&str]) -> Vec<Result<(Option<String>, Option<String>, Option<i64>), rt::ErrorKind>> {
    let (_server, call) = serve(pieces).await;
    let mut events = Watch { call }.await.unwrap();
    let mut seen = Vec::new();
    loop {
        match events.try_next().await {
            Ok(Some(event)) => seen.push(Ok((event.event, event.id, event.data.done))),
            Ok(None) => return seen,
            Err(error) => seen.push(Err(error.kind())),
        }
    }
}

#[tokio::test]
async fn events_are_read_however_they_are_cut() {
    let text = "\u{feff}: hello\r\nevent: progress\r\nid: 7\r\ndata: {\"done\":\r\ndata: 1}\r\n\r\ndata:{\"done\":2}\n\nretry: 10\n\ndata: {\"done\":3}\r\rdata: {\"done\":4}";
    let expected = vec![
        Ok((Some("progress".to_owned()), Some("7".to_owned()), Some(1))),
        Ok((None, Some("7".to_owned()), Some(2))),
        Ok((None, Some("7".to_owned()), Some(3))),
        // The last one is not ended by an empty line, and so is not complete.
    ];
    assert_eq!(events(&[text]).await, expected);
    let bytes: Vec<String> = text.chars().map(String::from).collect();
    assert_eq!(events(&bytes.iter().map(String::as_str).collect::<Vec<_>>()).await, expected);
}

#[tokio::test]
async fn a_stream_ends_at_done_and_at_an_error() {
    assert_eq!(events(&["data: {\"done\":1}\n\ndata: [DONE]\n\ndata: {\"done\":2}\n\n"]).await.len(), 1);
    let seen = events(&["data: {\"done\":1}\n\ndata: no\n\ndata: {\"done\":2}\n\n"]).await;
    assert_eq!(seen, [Ok((None, None, Some(1))), Err(rt::ErrorKind::Decode)]);
}

#[tokio::test]
async fn lines_are_values() {
    let (_server, call) = serve(&["{\"done\":1}\n\n\u{1e}{\"do", "ne\":2}\r\n{\"done\":\"x\"}"]).await;
    let mut rows = Tail { call }.await.unwrap();
    let mut seen = Vec::new();
    while let Some(row) = rows.try_next().await.unwrap() {
        seen.push(row.done);
    }
    // The last value does not fit and is set aside, as in any reply.
    assert_eq!(seen, [Some(1), Some(2), None]);
}

#[tokio::test]
async fn a_line_without_end_is_refused() {
    let (server, _) = serve(&["data: ", &"x".repeat(5_000)]).await;
    let small = client(&server.url()).max_reply_bytes(1_000);
    let call = rt::Call::new(&small.build().unwrap(), &WATCH);
    let mut events = Watch { call }.await.unwrap();
    assert_eq!(events.try_next().await.err().map(|error| error.kind()), Some(rt::ErrorKind::TooLarge));
}

#[tokio::test]
async fn a_file_is_read_piece_by_piece() {
    let (_server, call) = serve(&["abc", "def"]).await;
    let mut body = Export { call }.download().await.unwrap();
    let mut seen = Vec::new();
    while let Some(piece) = body.chunk().await.unwrap() {
        seen.extend_from_slice(&piece);
    }
    assert_eq!(seen, b"abcdef");
}

#[tokio::test]
async fn an_error_status_is_an_error_before_the_stream() {
    let server = Faulty::start(vec![Act::reply("404 Not Found", "", "data: x\n\n")]).await;
    let call = rt::Call::new(&client(&server.url()).build().unwrap(), &WATCH);
    assert!(Watch { call }.await.is_err_and(|error| error.is_not_found()));
}
