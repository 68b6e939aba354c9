//! Assigns a Library Item to every Blueprint; plans it only, unless `--yes` is given:
//! `cargo run --example assign_everywhere -- LIBRARY_ITEM_ID --yes`.
#![expect(clippy::print_stdout, reason = "an example prints")]

mod common;

use std::error::Error;

use iru_client::runtime::ErrorKind;
use iru_client::workflows::AssignmentOutcome;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let go = arguments.iter().any(|argument| argument == "--yes");
    arguments.retain(|argument| argument != "--yes");
    let item = arguments.pop().unwrap_or_else(|| "5d1f8a70-9a44-4d0c-b7c1-0e6b1a2c3d4e".to_owned());
    let (client, _tenant) = common::connect()?;
    let writer = if go { client.clone() } else { client.dry_run() };
    let mut blueprints = client.blueprints().list().limit(3).stream();
    while let Some(blueprint) = blueprints.try_next().await? {
        let name = blueprint.name.as_deref().unwrap_or(blueprint.id.as_str());
        let said = match writer.workflows().assign_library_item(&blueprint.id, item.as_str()).await {
            Ok(AssignmentOutcome::Changed(_)) => "assigned".to_owned(),
            Ok(AssignmentOutcome::AlreadySo) => "had it already".to_owned(),
            Ok(outcome) => format!("{outcome:?}"),
            Err(error) => match error.call().filter(|error| error.kind() == ErrorKind::DryRun) {
                Some(planned) => planned.plan().map(|plan| plan.to_curl()).unwrap_or_default(),
                None => error.to_string(),
            },
        };
        println!("{name}: {said}");
    }
    Ok(())
}
