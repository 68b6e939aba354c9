//! Arguments that want to be somewhere else: refused, or sent to the template's own route.

use openapi_client_runtime as rt;

use crate::faulty::{Act, Faulty};
use crate::support::{client, send};

static TEMPLATES: [rt::Operation; 4] = [
    rt::Operation { id: "a", path: "/v1/things/{id}", ..rt::Operation::DEFAULT },
    rt::Operation { id: "b", path: "/v1/things/{id}/action", ..rt::Operation::DEFAULT },
    rt::Operation { id: "c", path: "/v1/things/{id}/", ..rt::Operation::DEFAULT },
    rt::Operation { id: "d", path: "/v7/thing({id})", ..rt::Operation::DEFAULT },
];

/// Pieces that hostile ids are made of.
const PIECES: [&str; 24] = [
    "",
    ".",
    "..",
    "/",
    "\\",
    "%2e",
    "%2E",
    "%252e",
    "%2f",
    "%5c",
    "%00",
    "\n",
    "\r\n",
    "\0",
    " ",
    "?",
    "#",
    ";",
    "a",
    "é",
    "\u{202e}",
    "@evil.example",
    "//evil.example",
    "%",
];

/// A plain generator of numbers: the same ids in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

fn ids() -> Vec<String> {
    let mut numbers = Numbers(5);
    let made = (0..3000).map(|_| {
        let count = 1 + numbers.below(4);
        (0..count).map(|_| PIECES[numbers.below(PIECES.len())]).collect()
    });
    made.chain(["x".repeat(10_000), "é".repeat(3_000)]).collect()
}

/// What a server that decodes as often as it can, and resolves dots after each time, makes of a path.
fn worst_reading(path: &str) -> Vec<String> {
    let mut path = path.to_owned();
    for _ in 0..8 {
        let mut segments: Vec<&str> = Vec::new();
        for segment in path.split(['/', '\\']) {
            match segment.split(';').next().unwrap().trim() {
                "." => {}
                ".." => drop(segments.pop()),
                _ => segments.push(segment),
            }
        }
        let resolved = segments.join("/");
        let decoded = decoded(&resolved);
        if decoded == path {
            break;
        }
        path = decoded;
    }
    path.split('/').map(str::to_owned).collect()
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut index = 0;
    while index < bytes.len() {
        let hex = text.get(index + 1..index + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[index], hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                index += 3;
            }
            (byte, _) => {
                out.push(byte);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[tokio::test]
async fn no_hostile_id_reaches_another_route() {
    let client = client("http://127.0.0.1:9").build().unwrap();
    let (mut sent, mut refused) = (0, 0);
    for operation in &TEMPLATES {
        for id in ids() {
            let mut call = rt::Call::new(&client, operation);
            call.path("id", &id);
            let Ok(plan) = call.plan() else {
                refused += 1;
                continue;
            };
            sent += 1;
            let path = plan.url.strip_prefix("http://127.0.0.1:9").unwrap();
            assert!(!path.contains(['?', '#']), "{id:?} leaves the path: {path}");
            // Exactly the template's segments, and the argument in its place comes back.
            let segments: Vec<&str> = path.split('/').collect();
            let template: Vec<&str> = operation.path.split('/').collect();
            assert_eq!(segments.len(), template.len(), "{id:?} {path}");
            for (segment, template) in segments.iter().zip(&template) {
                assert_eq!(decoded(segment), template.replace("{id}", &id), "{id:?} {path}");
            }
            // A server that decodes too much still does not climb out of the template's literal part.
            let literal: Vec<&str> = template.iter().take_while(|part| !part.contains('{')).copied().collect();
            let read = worst_reading(path);
            assert!(read.len() > literal.len() && literal.iter().zip(&read).all(|(a, b)| a == b), "{id:?} {read:?}");
        }
    }
    assert!(sent > 1000 && refused > 1000, "{sent} sent, {refused} refused");
}

#[tokio::test]
async fn a_long_id_is_sent_whole() {
    let server = Faulty::start(vec![Act::json("{}")]).await;
    let client = client(&server.url()).build().unwrap();
    let mut call = rt::Call::new(&client, &TEMPLATES[0]);
    call.path("id", "x".repeat(10_000));
    call.send_raw().await.unwrap();
    assert!(server.requests()[0].starts_with(&format!("GET /v1/things/{} HTTP", "x".repeat(10_000))));
}

#[tokio::test]
async fn headers_cannot_be_smuggled() {
    let server = Faulty::start(vec![Act::json("{}")]).await;
    let client = |name: &str, value: &str| client(&server.url()).header(name, value).build().unwrap();
    for (name, value) in [
        ("X-A", "b\r\nX-Evil: 1"),
        ("X-A\r\nX-Evil", "1"),
        ("Host", "evil.example"),
        ("Content-Length", "0"),
        ("Transfer-Encoding", "chunked"),
        ("", "x"),
    ] {
        let error = send(&client(name, value), &TEMPLATES_PLAIN).await.unwrap_err();
        assert_eq!(error.kind(), rt::ErrorKind::Argument, "{name:?}");
    }
    // A token at hand is refused where the client is built, one that is provided later where it would be sent.
    let error = crate::support::client(&server.url()).token("a\r\nX-Evil: 1").build().unwrap_err();
    assert!(error.kind() == rt::ErrorKind::Configuration && !error.to_string().contains("Evil"), "{error}");
    let file = std::env::temp_dir().join(format!("smuggled-token-{}", std::process::id()));
    std::fs::write(&file, "a\r\nX-Evil: 1").unwrap();
    let late = crate::support::client(&server.url()).token_provider(rt::TokenFile::new(&file)).build().unwrap();
    let error = send(&late, &TEMPLATES_PLAIN).await.unwrap_err();
    std::fs::remove_file(&file).unwrap();
    assert!(error.kind() == rt::ErrorKind::Argument && !error.to_string().contains("Evil"), "{error}");
    assert!(server.requests().is_empty());
}

static TEMPLATES_PLAIN: rt::Operation = rt::Operation { id: "plain", path: "/plain", ..rt::Operation::DEFAULT };
