//! The API as a whole → `README.md` of a crate that is generated whole.

use super::context::Context;
use super::docs::code;
use crate::output::HEADER;

/// The text.
pub(super) fn text(cx: &Context<'_>) -> String {
    let name = &cx.options.crate_name;
    let title = code(&cx.api.title);
    let library = cx.library();
    let variables: String = cx
        .names
        .server_variables
        .first()
        .into_iter()
        .flatten()
        .map(|setter| format!("    .{setter}(\"…\")\n"))
        .collect();
    let operations = cx.api.documented().count();
    let groups: String = cx
        .api
        .groups
        .iter()
        .zip(&cx.names.groups)
        .enumerate()
        .map(|(index, (group, names))| {
            let count = cx.api.documented().filter(|operation| operation.group == index).count();
            format!("| `client.{}()` | {} | {count} |\n", names.accessor, code(&group.name).replace('|', "\\|"))
        })
        .collect();
    format!(
        r#"<!-- {HEADER} -->
# {name}

Client of {title}: {operations} operations.

```rust
let client = {library}::Client::builder()
{variables}    .token(token)
    .build()?;
```

| accessor | group | operations |
|---|---|---|
{groups}
Two examples come with the crate:

- `cargo run --example decode -- 'GET /path' 200 < body.json` decodes a reply.
- `cargo run --example every_operation -- --base-url http://127.0.0.1:PORT --token T` calls each operation once; it takes loopback addresses only.

The feature `fake` holds a table of routes with example replies, for tests without the real server.
"#
    )
}
