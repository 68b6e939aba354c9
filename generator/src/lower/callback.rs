//! Callbacks and webhooks into notes: the client serves nothing.

use openapiv3::Operation;

use super::Lowerer;
use super::pointer;

impl Lowerer<'_, '_> {
    /// Callbacks of an operation.
    pub(super) fn operation_callbacks(&mut self, declared: &Operation, at: &str) {
        for name in declared.callbacks.keys() {
            let pointer = pointer::extend(at, ["callbacks", name]);
            self.diagnostics.note(
                "not-carried",
                pointer,
                format!("the callback `{name}` is not carried: the client receives no requests"),
            );
        }
    }

    /// Webhooks (they travel in `x-oas-webhooks`) and callbacks that stand by themselves.
    pub(super) fn callbacks(&mut self) {
        let document = self.document;
        for key in ["x-oas-webhooks", "x-webhooks"] {
            let Some(webhooks) = document.extensions.get(key).and_then(serde_json::Value::as_object) else { continue };
            for name in webhooks.keys() {
                let pointer = pointer::extend("/webhooks", [name.as_str()]);
                self.diagnostics.note(
                    "not-carried",
                    pointer,
                    format!("the webhook `{name}` is not carried: the client receives no requests"),
                );
            }
        }
    }
}
