use iru_client::workflows::{Assignment, AssignmentOutcome, AssignmentRefusal, Error, Workflows};

use super::support::{ITEM, Server, json};

const BLUEPRINT: &str = "0b9a3c1e-52d4-4a6f-8a27-6a1f0c9d3e55";
const NODE: &str = "9f6ab5d4-1a0c-4e3f-9f3a-2b8d3f3e0a11";

/// A tenant that answers a change with this, and lists that Library Item.
fn tenant(status: u16, body: &'static str, listed: &'static str) -> Server {
    Server::start(move |asked| match asked.method.as_str() {
        "GET" => json(
            200,
            format!(r#"{{"count":1,"next":null,"previous":null,"results":[{{"id":"{listed}","name":"x"}}]}}"#),
        ),
        _ => json(status, body),
    })
}

async fn outcome(server: &Server, begin: fn(&Workflows) -> Assignment) -> Result<AssignmentOutcome, Error> {
    begin(&server.client().workflows()).await
}

fn assign(workflows: &Workflows) -> Assignment {
    workflows.assign_library_item(BLUEPRINT, ITEM)
}

fn remove(workflows: &Workflows) -> Assignment {
    workflows.remove_library_item(BLUEPRINT, ITEM)
}

#[tokio::test]
async fn a_change_gives_what_the_blueprint_has_now() {
    let server = tenant(200, r#"["5d1f8a70-9a44-4d0c-b7c1-0e6b1a2c3d4e","x"]"#, "");
    let changed = server.client().workflows().assign_library_item(BLUEPRINT, ITEM).node(NODE).await.expect("changed");
    assert_eq!(changed, AssignmentOutcome::Changed(vec![ITEM.into(), "x".into()]));
    assert!(changed.is_changed());
    let asked = server.asks().remove(0);
    assert_eq!(asked.line(), format!("POST /api/v1/blueprints/{BLUEPRINT}/assign-library-item"));
    assert_eq!(asked.text(), format!(r#"{{"library_item_id":"{ITEM}","assignment_node_id":"{NODE}"}}"#));
    outcome(&server, remove).await.expect("changed");
    assert_eq!(server.lines()[1], format!("POST /api/v1/blueprints/{BLUEPRINT}/remove-library-item"));
}

#[tokio::test]
async fn what_was_so_already_is_no_error_in_any_wording() {
    for (body, begin) in [
        (r#""Library Item already exists on Blueprint""#, assign as fn(&Workflows) -> Assignment),
        (r#""Library Item already exists in Assignment Node""#, assign),
        (r#"{"detail":"Library Item already exists on Blueprint"}"#, assign),
        (r#"["Library Item already exists in Assignment Node"]"#, assign),
        (r#"{"library_item_id":["Library Item already exists on Blueprint"]}"#, assign),
        (r#""Library Item does not exist on Blueprint""#, remove),
        (r#""Library Item does not exist in Assignment Node""#, remove),
        (r#"{"detail":"Library Item does not exist in Assignment Node"}"#, remove),
    ] {
        let server = tenant(400, body, "");
        assert_eq!(outcome(&server, begin).await.ok(), Some(AssignmentOutcome::AlreadySo), "{body}");
        assert_eq!(server.lines().len(), 1);
    }
}

#[tokio::test]
async fn refusals_say_what_to_do() {
    for (body, refusal) in [
        (r#""Must provide assignment_node_id for Assignment Map Blueprint""#, AssignmentRefusal::NodeNeeded),
        (r#""assignment_node_id cannot be provided for Classic Blueprint""#, AssignmentRefusal::NodeNotTaken),
        (r#""Assignment node can only have one of this Library Item type.""#, AssignmentRefusal::NodeOccupied),
    ] {
        for begin in [assign as fn(&Workflows) -> Assignment, remove] {
            let server = tenant(400, body, "another");
            let error = outcome(&server, begin).await.expect_err(body);
            assert!(matches!(&error, Error::Assignment { refusal: found, .. } if *found == refusal), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_full_node_of_a_blueprint_that_has_the_item_is_unclear() {
    let body = r#""Assignment node can only have one of this Library Item type.""#;
    let server = tenant(400, body, ITEM);
    assert_eq!(outcome(&server, assign).await.ok(), Some(AssignmentOutcome::Unclear));
}

#[tokio::test]
async fn the_same_words_for_the_other_verb_are_failures() {
    for (body, begin) in [
        (r#""Library Item does not exist on Blueprint""#, assign as fn(&Workflows) -> Assignment),
        (r#""Library Item already exists on Blueprint""#, remove),
        (r#""Something else is wrong""#, assign),
        (r#"{"library_item_id":["Must be a valid UUID."]}"#, assign),
    ] {
        let server = tenant(400, body, "");
        assert!(matches!(outcome(&server, begin).await, Err(Error::Call(_))), "{body}");
    }
    // The words alone prove nothing: a failure of the server may repeat them.
    let server = tenant(500, r#""Library Item already exists on Blueprint""#, "");
    assert!(matches!(outcome(&server, assign).await, Err(Error::Call(_))));
    let server = tenant(404, r#"{"detail":"No Blueprint matches the given query."}"#, "");
    assert!(matches!(outcome(&server, assign).await, Err(Error::Call(error)) if error.is_not_found()));
}

#[tokio::test]
async fn a_dry_run_plans() {
    let server = tenant(200, "[]", "");
    let error = server.client().dry_run().workflows().assign_library_item(BLUEPRINT, ITEM).await.expect_err("a plan");
    let plan = error.call().and_then(|error| error.plan()).expect("a plan");
    assert!(plan.to_curl().contains(r#"--data-raw '{"library_item_id":"5d1f8a70-9a44-4d0c-b7c1-0e6b1a2c3d4e"}'"#));
    assert!(server.lines().is_empty());
}
