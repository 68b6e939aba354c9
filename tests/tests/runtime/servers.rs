//! Operations with a server of their own.

use openapi_client_runtime as rt;

use crate::faulty::{Act, Faulty};
use crate::support::{API, TOKEN, client};

static SIBLING: rt::Operation =
    rt::Operation { id: "things.steps", path: "/steps", server: Some("/v2"), ..rt::Operation::DEFAULT };

static ELSEWHERE: rt::Operation = rt::Operation {
    id: "things.upload",
    path: "/upload",
    server: Some("https://uploads.example.com/u"),
    ..rt::Operation::DEFAULT
};

fn url(client: &rt::Client, operation: &'static rt::Operation) -> String {
    rt::Call::new(client, operation).plan().unwrap().url.to_string()
}

#[tokio::test]
async fn a_path_stays_on_the_server_and_takes_the_token_along() {
    let server = Faulty::start(vec![Act::json("{}")]).await;
    let client = client(&server.url()).build().unwrap();
    rt::Call::new(&client, &SIBLING).send_raw().await.unwrap();
    let request = server.requests().remove(0).to_lowercase();
    assert!(request.starts_with("get /v2/steps ") && request.contains(TOKEN), "{request}");
}

#[test]
fn the_documents_server_is_used_unless_the_caller_chose_one() {
    let own = rt::ClientBuilder::new(&API).token(TOKEN).build().unwrap();
    assert_eq!(url(&own, &ELSEWHERE), "https://uploads.example.com/u/upload");
    assert_eq!(url(&own, &SIBLING), "https://api.example.com/v2/steps");
    let chosen = rt::ClientBuilder::new(&API).base_url("https://eu.example.org/api").token(TOKEN).build().unwrap();
    assert_eq!(url(&chosen, &ELSEWHERE), "https://eu.example.org/api/upload");
}
