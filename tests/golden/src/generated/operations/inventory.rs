//! Inventory, queried with filters.

use openapi_client_runtime as rt;

use crate::generated::models::*;

/// Inventory, queried with filters.
#[derive(Debug, Clone)]
pub struct Inventory {
    client: rt::Client,
}

impl Inventory {
    pub(crate) fn new(client: rt::Client) -> Self {
        Self { client }
    }

    /// Queries gadgets.
    ///
    /// `GET /v7/gadget`
    ///
    /// Effect: read.
    pub fn gadgets(&self) -> ListGadgets {
        ListGadgets { call: rt::Call::new(&self.client, &LIST_GADGETS) }
    }
}

static LIST_GADGETS: rt::Operation =
    rt::Operation { id: "inventory.gadgets", method: "GET", path: "/v7/gadget", ..rt::Operation::DEFAULT };

/// A call of [`Inventory::gadgets`].
#[derive(Debug, Clone)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct ListGadgets {
    call: rt::Call,
}

impl ListGadgets {
    /// Rows that meet this condition only.
    pub fn filter(mut self, filter: rt::odata::Filter<Gadget>) -> Self {
        self.call.query_styled("$filter", rt::Style::FormReserved { explode: true }, filter);
        self
    }

    /// These fields only.
    pub fn select<I: Into<String>>(mut self, select: impl IntoIterator<Item = I>) -> Self {
        let select: Vec<String> = select.into_iter().map(Into::into).collect();
        self.call.query_styled("$select", rt::Style::FormReserved { explode: false }, select);
        self
    }
}

rt::call!(ListGadgets => GadgetList, rt::reply::json);
