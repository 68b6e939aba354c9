//! Findings in the words of oasdiff, for people who come from it and for the test against its corpus.

use super::at::{Area, Finding};

/// Rule, case, and the ids that oasdiff has for it: `{}` stands for the place (`request-body`, `response-property`, …).
/// A row whose place has no id of that name there is simply never asked for.
const MAP: &[(&str, &str, &str)] = &[
    ("wire-endpoint", "added", "endpoint-added"),
    ("wire-endpoint", "removed", "api-path-removed-without-deprecation"),
    ("wire-endpoint", "removed-unsettled", "api-path-removed-without-deprecation"),
    ("wire-endpoint", "removed-deprecated", "api-removed-with-deprecation"),
    ("wire-operation-id", "added", "api-operation-id-added"),
    ("wire-operation-id", "removed", "api-operation-id-removed"),
    ("wire-operation-id", "changed", "api-operation-id-removed"),
    ("wire-tag", "added", "api-tag-added"),
    ("wire-tag", "removed", "api-tag-removed"),
    ("wire-deprecation", "deprecated", "{}-deprecated"),
    ("wire-deprecation", "with-sunset", "{}-deprecated{with-sunset}"),
    ("wire-deprecation", "reactivated", "{}-reactivated"),
    ("wire-sunset", "parse", "{}-sunset-parse"),
    ("wire-sunset", "removed", "{}-sunset-deleted"),
    ("wire-stability", "invalid", "api-invalid-stability-level"),
    ("wire-stability", "decreased", "api-stability-decreased"),
    ("wire-security", "added", "api-security-added"),
    ("wire-security", "removed", "api-security-removed"),
    ("wire-security", "scope-added", "api-global-security-scope-added"),
    ("wire-security", "scope-removed", "api-global-security-scope-removed"),
    ("wire-security-scheme", "*", "api-security-component-{action}"),
    ("wire-parameter", "new-path", "new-request-path-parameter"),
    ("wire-parameter", "new-required", "new-required-request-parameter"),
    ("wire-parameter", "new-optional", "new-optional-request-parameter"),
    ("wire-parameter", "removed", "request-parameter-removed"),
    ("wire-parameter", "became-required", "request-parameter-became-required"),
    ("wire-parameter", "became-optional", "request-parameter-became-optional"),
    ("wire-body", "*", "request-body-{action}"),
    ("wire-media-type", "added", "{media}-media-type-added"),
    ("wire-media-type", "removed", "{media}-media-type-removed"),
    ("wire-status", "success-added", "response-success-status-added"),
    ("wire-status", "success-removed", "response-success-status-removed"),
    ("wire-status", "non-success-added", "response-non-success-status-added"),
    ("wire-status", "non-success-removed", "response-non-success-status-removed"),
    ("wire-header", "added", "response-header-added"),
    ("wire-header", "removed-required", "required-response-header-removed"),
    ("wire-header", "removed-optional", "optional-response-header-removed"),
    ("wire-header", "became-optional", "response-header-became-optional"),
    ("wire-type", "changed", "{}-type-changed"),
    ("wire-type", "generalized", "{}-type-generalized"),
    ("wire-type", "specialized", "{}-type-{narrower}"),
    ("wire-type", "compatible", "{}-type-compatible"),
    ("wire-type", "list-narrowed", "{}-type-{narrower}"),
    ("wire-type", "list-widened", "{}-type-generalized"),
    ("wire-type", "format-changed", "{}-type-changed"),
    ("wire-type", "format-generalized", "{}-type-{wider}"),
    ("wire-type", "format-specialized", "{}-type-{narrower}"),
    ("wire-nullable", "*", "{}-{action}"),
    ("wire-enum", "became-enum", "{}-became-enum"),
    ("wire-enum", "value-added", "{}-enum-value-added"),
    ("wire-enum", "value-removed", "{}-enum-value-removed"),
    ("wire-const", "*", "{}-const-{action}"),
    ("wire-extensible-enum", "value-removed", "{}-x-extensible-enum-value-removed"),
    ("wire-limit", "*", "{}-{action}"),
    ("wire-pattern", "*", "{}-pattern-{action}"),
    ("wire-property", "new-optional", "new-optional-{}"),
    ("wire-property", "new-required", "new-required-{}"),
    ("wire-property", "new-required-with-default", "new-required-{}-with-default"),
    ("wire-property", "required-added", "response-required-property-added"),
    ("wire-property", "optional-added", "response-optional-property-added"),
    ("wire-property", "required-write-only-added", "response-required-write-only-property-added"),
    ("wire-property", "optional-write-only-added", "response-optional-write-only-property-added"),
    ("wire-property", "removed", "request-property-removed"),
    ("wire-property", "required-removed", "response-required-property-removed"),
    ("wire-property", "optional-removed", "response-optional-property-removed"),
    ("wire-property", "required-write-only-removed", "response-required-write-only-property-removed"),
    ("wire-property", "optional-write-only-removed", "response-optional-write-only-property-removed"),
    ("wire-required", "*", "{}-{action}"),
    ("wire-access", "read-only", "{side}-optional-property-became-read-only"),
    ("wire-access", "not-read-only", "{side}-optional-property-became-not-read-only"),
    ("wire-access", "write-only", "{side}-optional-property-became-write-only"),
    ("wire-access", "not-write-only", "{side}-optional-property-became-not-write-only"),
    ("wire-access", "required-read-only", "{side}-required-property-became-read-only"),
    ("wire-access", "required-not-read-only", "{side}-required-property-became-not-read-only"),
    ("wire-access", "required-write-only", "{side}-required-property-became-write-only"),
    ("wire-access", "required-not-write-only", "{side}-required-property-became-not-write-only"),
    ("wire-default", "*", "{}-default-value-{action}"),
    ("wire-alternatives", "*", "{}-{action}"),
    ("wire-all-of", "*", "{}-all-of-{action}"),
    ("wire-discriminator", "*", "{}-discriminator-{action}"),
];

/// What oasdiff calls it, if it has a word for it.
#[must_use]
pub fn oasdiff_id(finding: &Finding) -> Option<String> {
    let of = |row: &&(&str, &str, &str)| row.0 == finding.rule && (row.1 == finding.action || row.1 == "*");
    let (_, _, template) = MAP.iter().find(of)?;
    let request =
        matches!(finding.area, Area::RequestBody | Area::RequestProperty | Area::Parameter | Area::ParameterProperty);
    let narrower = match finding.area {
        Area::RequestBody | Area::RequestProperty | Area::Parameter => "changed",
        _ => "specialized",
    };
    // Of a parameter it tells the day in the message.
    let sunset = if finding.area == Area::Parameter { "" } else { "-with-sunset" };
    let wider = if request { "generalized" } else { "changed" };
    let place = match finding.area {
        Area::Api | Area::Operation if finding.rule == "wire-sunset" => "api-path",
        Area::Api | Area::Operation => "endpoint",
        Area::Parameter => "request-parameter",
        Area::ParameterProperty => "request-parameter-property",
        Area::RequestBody => "request-body",
        Area::RequestProperty if finding.exempt && names_hidden(finding) => "request-read-only-property",
        Area::RequestProperty => "request-property",
        Area::ResponseBody => "response-body",
        Area::ResponseProperty if finding.exempt && names_hidden(finding) => "response-write-only-property",
        Area::ResponseProperty => "response-property",
        Area::ResponseHeader => "response-header",
    };
    let media = if request { "request-body" } else { "response" };
    let side = if request { "request" } else { "response" };
    let id = template.replace("{}", place).replace("{action}", finding.action);
    let id = id.replace("{with-sunset}", sunset).replace("{wider}", wider);
    Some(id.replace("{narrower}", narrower).replace("{media}", media).replace("{side}", side))
}

/// Whether oasdiff tells values that do not travel this way apart: only where they are narrowed.
fn names_hidden(finding: &Finding) -> bool {
    match (finding.rule, finding.area) {
        ("wire-limit", Area::RequestProperty) => {
            matches!(
                finding.action,
                "max-decreased"
                    | "max-length-decreased"
                    | "min-increased"
                    | "exclusive-max-decreased"
                    | "exclusive-min-increased"
            )
        }
        ("wire-enum", Area::RequestProperty) => finding.action == "value-removed",
        ("wire-enum", Area::ResponseProperty) => finding.action == "value-added",
        _ => false,
    }
}
