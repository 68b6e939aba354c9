//! What stays when something is renamed, and what goes with a feature.

use generator::diff::{Change, Kind, Level, render};
use generator::document::Source;
use serde_json::{Value, json};

use super::{Made, made, report, side};

/// An operation with a call and two kinds of replies.
fn opened(more: Value) -> Made {
    let mut post = json!({"operationId": "open_door", "tags": ["Doors"], "responses": {
        "200": {"description": "Open.", "content": {"application/json": {"schema": {"type": "string"}}}},
        "202": {"description": "It opens.", "content": {"application/json": {"schema": {"type": "integer"}}}}
    }});
    if let (Value::Object(post), Value::Object(more)) = (&mut post, more) {
        post.extend(more);
    }
    let document =
        json!({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/door": {"post": post}}});
    made(Source { name: "openapi.json".to_owned(), text: document.to_string() })
}

fn renamed(former: bool) -> Made {
    let former = if former { json!(["open_door"]) } else { json!([]) };
    opened(json!({"x-method-name": "unlock_door", "x-deprecated-name": former}))
}

#[test]
fn a_method_that_keeps_its_former_names_breaks_nobody() {
    let (old, kept, lost) = (opened(json!({})), renamed(true), renamed(false));
    let of = |old: &Made, new: &Made| {
        let report = report(old, new);
        let told = render::text(&report);
        let majors: Vec<&str> =
            report.changes.iter().filter(|change| change.client == Level::Major).map(|change| change.id).collect();
        (majors.join(" "), told)
    };
    let (majors, told) = of(&old, &kept);
    assert_eq!(majors, "", "{told}");
    assert!(told.contains("`OpenDoor` is called `UnlockDoor` now; the old name stays"), "{told}");
    // Without the alias, and once it is taken away, whoever names the call or its replies is hit as well.
    let (majors, told) = of(&old, &lost);
    assert!(majors.contains("method-renamed") && majors.contains("call-renamed"), "{told}");
    let (majors, told) = of(&kept, &lost);
    assert_eq!(majors, "alias-removed alias-removed", "{told}");
    assert!(told.contains("its call is not found under its former name `OpenDoor`"), "{told}");
}

#[test]
fn a_type_gone_from_a_feature_breaks_who_chose_that_feature() {
    let (narrow, wide) = (side(None), side(Some("backward/type-features-changed.yaml")));
    let found = |old: &Made, new: &Made| -> Vec<Change> {
        report(old, new).changes.into_iter().filter(|change| change.id == "type-features-changed").collect()
    };
    let lost = found(&wide, &narrow);
    assert!(!lost.is_empty());
    for change in &lost {
        assert_eq!((change.client, change.kind), (Level::Major, Kind::Compile), "{change:?}");
        assert!(change.message.contains("not compiled for the feature `items`"), "{change:?}");
    }
    assert_eq!(found(&narrow, &wide).len(), 0);
}
