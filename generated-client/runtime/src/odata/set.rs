//! A set of rows of one kind: what generated code says of it, and the handle that begins every call.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;

use super::bulk::Matching;
use super::field::{Field, Filter};
use super::id::Id;
use super::key::Key;
use super::nav::Navigation;
use super::read::{Count, Get, List};
use super::write::{Access, Create, Delete, Update};
use crate::call::Call;
use crate::client::Client;
use crate::model::Slot;
use crate::operation::Operation;

/// A kind of row that a set holds.
pub trait Entity: Slot + Serialize + Send + 'static {
    /// Its set.
    const SET: &'static EntitySet;
}

/// A kind of row that a number identifies.
pub trait Identified: Entity + Sized {
    /// The property that does.
    const ID: Field<Self, Id<Self>>;

    /// The id, where it was read.
    fn id(&self) -> Option<Id<Self>>;
}

/// A kind of row that can be created.
pub trait Creatable: Entity {
    /// What is said of a new one.
    type Create: Serialize;
}

/// A kind of row that can be changed.
pub trait Updatable: Entity {
    /// What is said of the change.
    type Update: Serialize;
}

/// A kind of row that can be deleted.
pub trait Deletable: Entity {}

/// A kind of row of which a query can say which properties it reads.
pub trait Selectable: Entity {}

/// A kind of row of which a query can say which ones it is about.
pub trait Filterable: Entity {}

/// A kind of row that can be read together with those behind its navigations.
pub trait Expandable: Entity {}

/// A kind of row that can be sorted.
pub trait Sortable: Entity {}

/// A kind of row of which some can be read, and others skipped.
pub trait Limited: Entity {}

/// A kind of row that can be counted.
pub trait Countable: Entity {}

/// A set of rows: the operations on it. Written by [`entity_set!`](crate::entity_set).
#[derive(Debug)]
pub struct EntitySet {
    /// Name on the wire.
    pub name: &'static str,
    /// Reads rows.
    pub list: Operation,
    /// Counts rows.
    pub count: Operation,
    /// Reads one row.
    pub get: Operation,
    /// Reads what a navigation of one row leads to.
    pub related: Operation,
    /// Creates a row.
    pub create: Operation,
    /// Changes one row.
    pub update: Operation,
    /// Creates or changes the row of a key.
    pub upsert: Operation,
    /// Deletes one row.
    pub delete: Operation,
    /// Asks what may be done with a row.
    pub access: Operation,
    /// Changes all rows that satisfy a condition.
    pub update_where: Operation,
    /// Deletes all rows that satisfy a condition.
    pub delete_where: Operation,
}

/// Writes an [`EntitySet`](crate::odata::EntitySet): name on the wire, name in messages, address, and for each kind of
/// operation the statuses that prove that nothing was done.
#[macro_export]
macro_rules! entity_set {
    ($name:literal, $id:literal, $path:literal, read: $read:expr, create: $create:expr, update: $update:expr, delete: $delete:expr $(,)?) => {
        $crate::odata::EntitySet {
            name: $name,
            list: $crate::entity_set!(@read $id, "list", $path, "", $read),
            count: $crate::entity_set!(@read $id, "count", $path, "/$count", $read),
            get: $crate::entity_set!(@read $id, "get", $path, "({key})", $read),
            related: $crate::entity_set!(@read $id, "related", $path, "({key})/{navigation}", $read),
            create: $crate::entity_set!(@write $id, "create", "POST", Write, $path, "", $create),
            update: $crate::entity_set!(@write $id, "update", "PATCH", Write, $path, "({key})", $update),
            upsert: $crate::entity_set!(@write $id, "upsert", "PUT", Write, $path, "({key})", $update),
            access: $crate::entity_set!(@write $id, "can_access", "POST", Read, $path, "({key})/canAccess", $read),
            update_where: $crate::entity_set!(@write $id, "update_where", "PATCH", Write, $path, "", $update),
            delete: $crate::entity_set!(@delete $id, "delete", $path, "({key})", $delete),
            delete_where: $crate::entity_set!(@delete $id, "delete_where", $path, "", $delete),
        }
    };
    (@read $id:literal, $verb:literal, $path:literal, $tail:literal, $retry:expr) => {
        $crate::Operation {
            id: concat!($id, ".", $verb),
            path: concat!($path, $tail),
            retry_on: $retry,
            ..$crate::Operation::DEFAULT
        }
    };
    (@write $id:literal, $verb:literal, $method:literal, $effect:ident, $path:literal, $tail:literal, $retry:expr) => {
        $crate::Operation {
            id: concat!($id, ".", $verb),
            method: $method,
            path: concat!($path, $tail),
            effect: $crate::Effect::$effect,
            body: $crate::BodyKind::Json,
            body_required: true,
            retry_on: $retry,
            ..$crate::Operation::DEFAULT
        }
    };
    (@delete $id:literal, $verb:literal, $path:literal, $tail:literal, $retry:expr) => {
        $crate::Operation {
            id: concat!($id, ".", $verb),
            method: "DELETE",
            path: concat!($path, $tail),
            effect: $crate::Effect::Destructive,
            retry_on: $retry,
            ..$crate::Operation::DEFAULT
        }
    };
}

/// The rows of one kind, as the client's methods hand them out.
///
/// A navigation or property of another kind does not fit; what the API cannot do with the rows has no method:
///
/// ```
/// # use openapi_client_runtime as rt;
/// # use rt::odata::{Collection, Entity, EntitySet, Field};
/// # #[derive(Clone, PartialEq)] struct Gadget { extra: rt::Extra }
/// # rt::model!(Gadget {});
/// # static SET: EntitySet = rt::entity_set!("gadget", "gadgets", "/v1/gadget", read: &[], create: &[], update: &[], delete: &[]);
/// # impl Entity for Gadget { const SET: &'static EntitySet = &SET; }
/// # impl rt::odata::Selectable for Gadget {} impl rt::odata::Filterable for Gadget {}
/// # impl rt::odata::Sortable for Gadget {} impl rt::odata::Limited for Gadget {}
/// # const NAME: Field<Gadget, String> = Field::new("name");
/// # fn example(gadgets: Collection<Gadget>) -> Result<(), rt::Error> {
/// let call = gadgets.list().select(NAME).filter(NAME.eq("O'Hara")).order_by(NAME.asc()).top(5);
/// assert!(call.plan()?.url.ends_with("/v1/gadget?$select=name&$filter=name%20eq%20%27O%27%27Hara%27&$orderby=name%20asc&$top=5"));
/// # Ok(())
/// # }
/// ```
pub struct Collection<E> {
    client: Client,
    of: PhantomData<fn() -> E>,
}

impl<E: Entity> Collection<E> {
    /// For generated code.
    #[doc(hidden)]
    pub fn new(client: &Client) -> Self {
        Self { client: client.clone(), of: PhantomData }
    }

    /// Reads rows: all that the token may see, unless the call says which.
    pub fn list(&self) -> List<E> {
        List::new(Call::new(&self.client, &E::SET.list))
    }

    /// Reads one row. Where there is none, that is an error: [`Error::is_not_found`](crate::Error::is_not_found).
    pub fn get(&self, key: impl Into<Key<E>>) -> Get<E> {
        Get::new(self.keyed(&E::SET.get, &key.into()))
    }

    /// Reads what a navigation of one row leads to.
    pub fn related<N: Navigation<E, Target: Entity>>(&self, key: impl Into<Key<E>>, navigation: N) -> List<N::Target> {
        let mut call = self.keyed(&E::SET.related, &key.into());
        call.path("navigation", navigation.name());
        List::new(call)
    }

    /// Whether the token may do this with the row: `update`, `delete` or another action of the API.
    pub fn can_access(&self, key: impl Into<Key<E>>, action: impl Into<String>) -> Access {
        let mut call = self.keyed(&E::SET.access, &key.into());
        call.field("action", action.into());
        Access::new(call)
    }

    fn keyed(&self, operation: &'static Operation, key: &Key<E>) -> Call {
        let mut call = Call::new(&self.client, operation);
        call.path_styled("key", crate::Style::Key, key.text());
        call
    }
}

impl<E: Countable> Collection<E> {
    /// Counts rows.
    pub fn count(&self) -> Count<E> {
        Count::new(Call::new(&self.client, &E::SET.count))
    }
}

impl<E: Countable + Filterable> Collection<E> {
    /// All rows that satisfy the condition, to be changed together. Such a change has no way back and is no transaction
    /// with the count that is made before it.
    pub fn matching(&self, condition: Filter<E>) -> Matching<E> {
        Matching::new(self.client.clone(), condition.expr)
    }
}

impl<E: Creatable> Collection<E> {
    /// Creates a row.
    pub fn create(&self, row: &E::Create) -> Create<E> {
        let mut call = Call::new(&self.client, &E::SET.create);
        call.json(row);
        Create::new(call)
    }

    /// Creates the row of a key, or replaces what is there. The key must be one that the row's own properties make.
    pub fn upsert(&self, key: impl Into<Key<E>>, row: &E::Create) -> Update {
        let mut call = self.keyed(&E::SET.upsert, &key.into());
        call.json(row);
        Update::new(call, None)
    }
}

impl<E: Updatable> Collection<E> {
    /// Changes one row. The server does not say whether there was one: ask for that with
    /// [`existing`](Update::existing).
    pub fn update(&self, key: impl Into<Key<E>>, change: &E::Update) -> Update {
        let key = key.into();
        let mut call = self.keyed(&E::SET.update, &key);
        call.json(change);
        Update::new(call, Some(self.keyed(&E::SET.get, &key)))
    }
}

impl<E: Deletable> Collection<E> {
    /// Deletes one row, once the key is confirmed: `Confirm::target(&key)`.
    pub fn delete(&self, key: impl Into<Key<E>>) -> Delete {
        Delete::new(self.keyed(&E::SET.delete, &key.into()))
    }
}

impl<E> Clone for Collection<E> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone(), of: PhantomData }
    }
}

impl<E: Entity> fmt::Debug for Collection<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Collection({})", E::SET.name)
    }
}
