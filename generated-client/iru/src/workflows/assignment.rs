//! A Blueprint and a Library Item → assigned or taken off; "it was so already" is no error.

use std::fmt;
use std::time::Duration;

use super::course::{Course, Progress, Settings, workflow};
use super::{Error, Workflows};
use crate::runtime::{self, CallOptions};
use crate::{AssignmentNodeId, BlueprintId, Client, KnownError, LibraryItemId};

/// Assigns a Library Item or takes it off; see [`Workflows::assign_library_item`] and
/// [`Workflows::remove_library_item`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct Assignment {
    client: Client,
    settings: Settings,
    verb: Verb,
    blueprint_id: BlueprintId,
    library_item_id: LibraryItemId,
    node: Option<AssignmentNodeId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Assign,
    Remove,
}

/// How an assignment ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AssignmentOutcome {
    /// It was done. These are the Blueprint's Library Items now, as the server says.
    Changed(Vec<LibraryItemId>),
    /// It was so already; nothing changed.
    AlreadySo,
    /// Nothing changed. The node has a Library Item of this kind and takes only one, and the Blueprint has this very
    /// one: most likely it is the one in the node, but the API does not say in which node a Library Item is.
    Unclear,
}

impl AssignmentOutcome {
    /// Whether anything changed.
    pub fn is_changed(&self) -> bool {
        matches!(self, AssignmentOutcome::Changed(_))
    }
}

/// Why a Blueprint does not take a Library Item in the way it was asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AssignmentRefusal {
    /// The Assignment Map has conditions, so a node has to be named.
    NodeNeeded,
    /// A node was named for a classic Blueprint, which has none.
    NodeNotTaken,
    /// The node has another Library Item of this kind, and takes only one.
    NodeOccupied,
}

impl fmt::Display for AssignmentRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AssignmentRefusal::NodeNeeded => "the Assignment Map has conditions; name a node with `node`",
            AssignmentRefusal::NodeNotTaken => "the Blueprint is a classic one; leave out `node`",
            AssignmentRefusal::NodeOccupied => {
                "the node has another Library Item of this kind and takes only one; remove that first"
            }
        })
    }
}

workflow!(Assignment => AssignmentOutcome);

impl Workflows {
    /// Assigns a Library Item to a Blueprint, a classic one or an Assignment Map.
    ///
    /// ```no_run
    /// # use iru_client::workflows::AssignmentOutcome;
    /// # async fn example(client: iru_client::Client) -> Result<(), iru_client::workflows::Error> {
    /// # let (blueprint, item, node) = ("", "", "");
    /// match client.workflows().assign_library_item(blueprint, item).node(node).await? {
    ///     AssignmentOutcome::Changed(items) => println!("{} Library Items now", items.len()),
    ///     AssignmentOutcome::AlreadySo => println!("nothing to do"),
    ///     other => println!("{other:?}"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn assign_library_item(
        &self,
        blueprint_id: impl Into<BlueprintId>,
        library_item_id: impl Into<LibraryItemId>,
    ) -> Assignment {
        self.assignment(Verb::Assign, blueprint_id.into(), library_item_id.into())
    }

    /// Takes a Library Item off a Blueprint, a classic one or an Assignment Map.
    pub fn remove_library_item(
        &self,
        blueprint_id: impl Into<BlueprintId>,
        library_item_id: impl Into<LibraryItemId>,
    ) -> Assignment {
        self.assignment(Verb::Remove, blueprint_id.into(), library_item_id.into())
    }

    fn assignment(&self, verb: Verb, blueprint_id: BlueprintId, library_item_id: LibraryItemId) -> Assignment {
        let settings = Settings::new(Duration::from_secs(300));
        Assignment { client: self.client.clone(), settings, verb, blueprint_id, library_item_id, node: None }
    }
}

impl Assignment {
    /// The node of an Assignment Map with conditions. The console shows it while the Option key is held in the map.
    pub fn node(mut self, node: impl Into<AssignmentNodeId>) -> Self {
        self.node = Some(node.into());
        self
    }

    async fn run(self, course: &Course) -> Result<AssignmentOutcome, Error> {
        course.tell(Progress::Asking);
        match self.send().await {
            Ok(items) => Ok(AssignmentOutcome::Changed(items)),
            Err(error) => self.judge(error).await,
        }
    }

    async fn send(&self) -> Result<Vec<LibraryItemId>, runtime::Error> {
        let blueprints = self.client.blueprints();
        match self.verb {
            Verb::Assign => {
                let call = blueprints.assign_library_item(&self.blueprint_id, &self.library_item_id);
                let with_node = self.node.iter().fold(call, |call, node| call.assignment_node_id(node));
                with_node.await
            }
            Verb::Remove => {
                let call = blueprints.remove_library_item(&self.blueprint_id, &self.library_item_id);
                let with_node = self.node.iter().fold(call, |call, node| call.assignment_node_id(node));
                with_node.await
            }
        }
    }

    /// What an error means: that it was so already, a refusal, or a failure.
    async fn judge(&self, source: runtime::Error) -> Result<AssignmentOutcome, Error> {
        use KnownError::{
            LibraryItemAlreadyInNode, LibraryItemAlreadyOnBlueprint, LibraryItemNotInNode, LibraryItemNotOnBlueprint,
            NodeMissing, NodeOnClassicBlueprint, NodeTakesOneOfThisKind,
        };
        let known = KnownError::of(&source).filter(|_| source.is_invalid_request());
        let refused = |refusal, source| Err(Error::Assignment { refusal, source });
        match (self.verb, known) {
            (Verb::Assign, Some(LibraryItemAlreadyOnBlueprint | LibraryItemAlreadyInNode))
            | (Verb::Remove, Some(LibraryItemNotOnBlueprint | LibraryItemNotInNode)) => {
                Ok(AssignmentOutcome::AlreadySo)
            }
            (Verb::Assign, Some(NodeTakesOneOfThisKind)) if self.is_on_blueprint().await? => {
                Ok(AssignmentOutcome::Unclear)
            }
            (_, Some(NodeTakesOneOfThisKind)) => refused(AssignmentRefusal::NodeOccupied, source),
            (_, Some(NodeMissing)) => refused(AssignmentRefusal::NodeNeeded, source),
            (_, Some(NodeOnClassicBlueprint)) => refused(AssignmentRefusal::NodeNotTaken, source),
            _ => Err(source.into()),
        }
    }

    async fn is_on_blueprint(&self) -> Result<bool, Error> {
        let call = self.client.blueprints().library_items(&self.blueprint_id);
        let mut items = call.with(CallOptions::new().no_cache()).stream();
        while let Some(item) = items.try_next().await? {
            if item.id == self.library_item_id {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
