//! The rules: each explains one kind of difference and says what it means. One file each.

mod access_changed;
mod alias_added;
mod alias_removed;
mod argument_added;
mod argument_order_changed;
mod argument_removed;
mod argument_renamed;
mod base_url_changed;
mod call_renamed;
mod confirm_check_changed;
mod confirmation_changed;
mod constraints_changed;
mod constructor_changed;
mod deprecated;
mod discrimination_changed;
mod docs_changed;
mod effect_changed;
mod encoding_changed;
mod error_reply_changed;
mod features_changed;
mod field_added;
mod field_json_became_typed;
mod field_removed;
mod field_renamed;
mod field_type_changed;
mod further_members_changed;
mod group_renamed;
mod input_became_optional;
mod input_became_required;
mod input_json_became_typed;
mod input_part;
mod input_type_changed;
mod known_error_added;
mod known_error_changed;
mod known_error_removed;
mod member_part;
mod method_added;
mod method_moved;
mod method_removed;
mod method_renamed;
mod method_retargeted;
mod model_setter_added;
mod model_setter_changed;
mod model_setter_removed;
mod name_shifted;
mod operation_renamed;
mod operation_server_changed;
mod paging_changed;
mod paging_gained;
mod paging_lost;
mod path_parameter_renamed;
mod rate_limit_changed;
mod reply_json_became_typed;
mod reply_status_changed;
mod reply_type_changed;
mod reply_variant_added;
mod reply_variant_removed;
mod requiredness_changed;
mod retry_changed;
mod security_changed;
mod sending_changed;
mod server_variable_added;
mod server_variable_removed;
mod set_ability_changed;
mod set_ability_gained;
mod set_ability_lost;
mod set_added;
mod set_key_added;
mod set_key_removed;
mod set_moved;
mod set_property_added;
mod set_property_changed;
mod set_property_removed;
mod set_removed;
mod set_renamed;
mod set_row_changed;
mod setter_added;
mod setter_removed;
mod setter_renamed;
mod stream_item_changed;
mod trait_gained;
mod trait_lost;
mod type_added;
mod type_features_changed;
mod type_kind_changed;
mod type_removed;
mod type_renamed;
mod variant_added;
mod variant_removed;
mod variant_renamed;
mod variant_type_changed;

use super::delta::{Aspect, Cx, Delta};
use super::judge::code;
use super::rule::{Finding, Rule, RuleInfo};

/// In the order in which they are asked: the first that has an answer explains the difference.
pub(super) const RULES: &[Rule] = &[
    method_retargeted::RULE,
    name_shifted::RULE,
    method_removed::RULE,
    method_added::RULE,
    group_renamed::RULE,
    method_moved::RULE,
    method_renamed::RULE,
    call_renamed::RULE,
    operation_renamed::RULE,
    path_parameter_renamed::RULE,
    argument_added::RULE,
    argument_removed::RULE,
    argument_renamed::RULE,
    setter_added::RULE,
    setter_removed::RULE,
    setter_renamed::RULE,
    input_became_required::RULE,
    input_became_optional::RULE,
    input_json_became_typed::RULE,
    input_type_changed::RULE,
    input_part::RULE,
    argument_order_changed::RULE,
    encoding_changed::RULE,
    reply_json_became_typed::RULE,
    reply_type_changed::RULE,
    reply_variant_added::RULE,
    reply_variant_removed::RULE,
    paging_lost::RULE,
    paging_gained::RULE,
    stream_item_changed::RULE,
    confirmation_changed::RULE,
    sending_changed::RULE,
    paging_changed::RULE,
    effect_changed::RULE,
    retry_changed::RULE,
    confirm_check_changed::RULE,
    security_changed::RULE,
    operation_server_changed::RULE,
    base_url_changed::RULE,
    server_variable_added::RULE,
    server_variable_removed::RULE,
    rate_limit_changed::RULE,
    reply_status_changed::RULE,
    error_reply_changed::RULE,
    deprecated::RULE,
    constraints_changed::RULE,
    docs_changed::RULE,
    type_removed::RULE,
    type_added::RULE,
    type_renamed::RULE,
    type_kind_changed::RULE,
    variant_added::RULE,
    variant_removed::RULE,
    variant_renamed::RULE,
    variant_type_changed::RULE,
    field_added::RULE,
    field_removed::RULE,
    field_renamed::RULE,
    field_json_became_typed::RULE,
    field_type_changed::RULE,
    member_part::RULE,
    constructor_changed::RULE,
    model_setter_added::RULE,
    model_setter_removed::RULE,
    model_setter_changed::RULE,
    trait_lost::RULE,
    trait_gained::RULE,
    requiredness_changed::RULE,
    access_changed::RULE,
    discrimination_changed::RULE,
    further_members_changed::RULE,
    set_added::RULE,
    set_removed::RULE,
    set_renamed::RULE,
    set_moved::RULE,
    set_row_changed::RULE,
    set_ability_lost::RULE,
    set_ability_gained::RULE,
    set_ability_changed::RULE,
    set_property_added::RULE,
    set_property_removed::RULE,
    set_property_changed::RULE,
    set_key_added::RULE,
    set_key_removed::RULE,
    known_error_added::RULE,
    known_error_removed::RULE,
    known_error_changed::RULE,
    alias_added::RULE,
    alias_removed::RULE,
    features_changed::RULE,
    type_features_changed::RULE,
];

/// All rules in their order: those of the client, then those of the wire.
#[must_use]
pub fn rules() -> Vec<RuleInfo> {
    let info = |rule: &Rule| RuleInfo {
        id: rule.id,
        summary: rule.summary,
        client: rule.client,
        kind: rule.kind,
        wire: rule.wire,
        direction: rule.direction,
    };
    RULES.iter().map(info).chain(super::wire::infos()).collect()
}

/// Free JSON before, and not now.
fn became_typed(old: &str, new: &str) -> bool {
    old.contains("serde_json::Value") && !new.contains("serde_json::Value")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_one_registered_rule() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/diff/rules");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
            .unwrap_or_default();
        files.retain(|name| name != "mod.rs");
        files.sort();
        let mut ids: Vec<String> = RULES.iter().map(|rule| format!("{}.rs", rule.id.replace('-', "_"))).collect();
        ids.sort();
        assert_eq!(files, ids);
    }
}
