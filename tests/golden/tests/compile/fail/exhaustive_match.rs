//! Enums grow: a match needs a wildcard.

use golden_client::Platform;

fn main() {}

fn name(platform: Platform) -> &'static str {
    match platform {
        Platform::Mac => "Mac",
        Platform::IPad => "iPad",
        Platform::Unknown(_) => "?",
    }
}
