//! Every change of a small reply, and what identifies it.

use super::{Change, trials};
use crate::document::{NoFiles, Source};

const DOCUMENT: &str = r"
openapi: 3.0.3
info: { title: Lamps, version: '1' }
paths:
  /lamps:
    get:
      responses:
        '200':
          description: All lamps.
          content:
            application/json:
              schema:
                type: array
                items: { $ref: '#/components/schemas/Lamp' }
              example: [{ id: one, watts: 4 }]
components:
  schemas:
    Lamp:
      type: object
      required: [id]
      properties:
        id: { type: string, x-identity: true }
        watts: { type: integer }
";

#[test]
fn every_place_is_changed_in_every_way() {
    let document = Source { name: "lamps.yaml".to_owned(), text: DOCUMENT.to_owned() };
    let understood = crate::understand(crate::Input { document, overlays: Vec::new() }, &NoFiles, true);
    let api = understood.api.expect("the document can be lowered");
    let mut shown = String::new();
    trials(&api, |trial| {
        let mark = if trial.identity { " (identity)" } else { "" };
        shown += &format!("{} {:?} {}{mark} {}\n", trial.operation, trial.change, trial.path, trial.body);
        assert_eq!(trial.status, 200);
        assert_eq!(trial.identity, trial.path.ends_with(".id") && trial.change != Change::None);
    });
    insta::assert_snapshot!(shown);
}
