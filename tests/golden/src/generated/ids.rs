//! Ids: a type for each kind, so that two cannot be swapped.

use openapi_client_runtime as rt;

rt::id_type! {
    /// Identifies a device.
    DeviceId(String)
}

rt::id_type! {
    /// Identifies a blueprint.
    BlueprintId(String)
}

rt::id_type! {
    /// Identifies a gadget.
    GadgetId(i64)
}
