//! stub
use crate::{diagnostics::Diagnostics, ir::Api};
/// stub
pub fn lower(_: &openapiv3::OpenAPI, _: &mut Diagnostics) -> Api {
    Api::default()
}
