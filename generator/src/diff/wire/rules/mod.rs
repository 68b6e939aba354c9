//! The rules of the wire: each says what one kind of difference means for any client. One file each.

use std::fmt;

use serde_json::Value;

use super::super::judge::code;
use super::super::model::{Direction, Wire};
use super::super::rule::RuleInfo;
use super::at::{Area, At, Finding};
use super::schema::{self, Part, Properties, Schema};

mod wire_access;
mod wire_additional_properties;
mod wire_all_of;
mod wire_alternatives;
mod wire_body;
mod wire_const;
mod wire_default;
mod wire_deprecation;
mod wire_discriminator;
mod wire_endpoint;
mod wire_enum;
mod wire_extensible_enum;
mod wire_header;
mod wire_keyword;
mod wire_limit;
mod wire_media_type;
mod wire_nullable;
mod wire_operation_id;
mod wire_parameter;
mod wire_parameter_style;
mod wire_pattern;
mod wire_property;
mod wire_required;
mod wire_security;
mod wire_security_scheme;
mod wire_server;
mod wire_stability;
mod wire_status;
mod wire_sunset;
mod wire_tag;
mod wire_type;

pub(super) use wire_alternatives::alternatives;
pub(super) use wire_parameter_style::exploded;
pub(super) use wire_stability::unsettled;

const RULES: &[Rule] = &[
    wire_endpoint::RULE,
    wire_operation_id::RULE,
    wire_tag::RULE,
    wire_deprecation::RULE,
    wire_sunset::RULE,
    wire_stability::RULE,
    wire_security::RULE,
    wire_security_scheme::RULE,
    wire_server::RULE,
    wire_parameter::RULE,
    wire_parameter_style::RULE,
    wire_body::RULE,
    wire_media_type::RULE,
    wire_status::RULE,
    wire_header::RULE,
    wire_type::RULE,
    wire_nullable::RULE,
    wire_enum::RULE,
    wire_const::RULE,
    wire_extensible_enum::RULE,
    wire_limit::RULE,
    wire_pattern::RULE,
    wire_property::RULE,
    wire_required::RULE,
    wire_access::RULE,
    wire_default::RULE,
    wire_additional_properties::RULE,
    wire_alternatives::RULE,
    wire_all_of::RULE,
    wire_discriminator::RULE,
    wire_keyword::RULE,
];

/// A rule.
pub(super) struct Rule {
    id: &'static str,
    summary: &'static str,
    /// The worst it says.
    wire: Wire,
    direction: Direction,
    checks: &'static [Check],
}

/// What a rule looks at.
enum Check {
    Thing(Kind, fn(&Thing<'_>, &mut Says<'_>)),
    Schema(fn(&SchemaPair<'_>, &mut Says<'_>)),
}

/// Things of a document other than schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Api,
    Operation,
    Parameter,
    Body,
    Media,
    Reply,
    Header,
}

/// A thing of both documents; at least one is there.
pub(super) struct Thing<'a> {
    pub(super) old_root: &'a Value,
    pub(super) new_root: &'a Value,
    pub(super) old: Option<&'a Value>,
    pub(super) new: Option<&'a Value>,
    pub(super) at: &'a At,
}

impl<'a> Thing<'a> {
    fn both(&self) -> Option<(&'a Value, &'a Value)> {
        self.old.zip(self.new)
    }

    /// A flag on both sides, where both are there.
    fn flags(&self, keyword: &str) -> Option<(bool, bool)> {
        let flag = |value: &Value| value.get(keyword) == Some(&Value::Bool(true));
        self.both().map(|(old, new)| (flag(old), flag(new)))
    }
}

/// A schema of both documents.
pub(super) struct SchemaPair<'a> {
    pub(super) old_root: &'a Value,
    pub(super) new_root: &'a Value,
    pub(super) old: &'a Schema<'a>,
    pub(super) new: &'a Schema<'a>,
    /// What [`Schema::properties`] finds: several rules and the walk ask for it.
    pub(super) old_properties: &'a Properties<'a>,
    pub(super) new_properties: &'a Properties<'a>,
    pub(super) at: &'a At,
}

/// Where a rule says what it found.
pub(super) struct Says<'a> {
    rule: &'static str,
    at: &'a At,
    out: &'a mut Vec<Finding>,
}

impl Says<'_> {
    fn add(&mut self, action: &'static str, wire: Wire, message: impl Into<String>) {
        self.add_at(&self.at.clone(), action, wire, message);
    }

    fn add_at(&mut self, at: &At, action: &'static str, wire: Wire, message: impl Into<String>) {
        self.out.push(Finding {
            rule: self.rule,
            action,
            area: at.area,
            wire,
            direction: at.direction,
            exempt: at.exempt,
            endpoint: at.endpoint.clone(),
            key: at.key.clone(),
            old: at.old.clone(),
            new: at.new.clone(),
            message: message.into(),
        });
    }
}

/// Asks every rule that looks at this kind of thing.
pub(super) fn ask(kind: Kind, thing: &Thing<'_>, out: &mut Vec<Finding>) {
    for rule in RULES {
        for check in rule.checks {
            if let Check::Thing(of, check) = check
                && *of == kind
            {
                check(thing, &mut Says { rule: rule.id, at: thing.at, out });
            }
        }
    }
}

/// Asks every rule that looks at schemas.
pub(super) fn ask_schema(pair: &SchemaPair<'_>, out: &mut Vec<Finding>) {
    for rule in RULES {
        for check in rule.checks {
            if let Check::Schema(check) = check {
                check(pair, &mut Says { rule: rule.id, at: pair.at, out });
            }
        }
    }
}

/// All rules, for the table in the documentation.
pub(in crate::diff) fn infos() -> impl Iterator<Item = RuleInfo> {
    RULES.iter().map(|rule| RuleInfo {
        id: rule.id,
        summary: rule.summary,
        client: super::super::model::Level::None,
        kind: super::super::model::Kind::Behaviour,
        wire: rule.wire,
        direction: rule.direction,
    })
}

/// Any value as code, in one line.
fn json(value: &Value) -> String {
    code(&value.to_string())
}

/// `color of the request`, or just `the request`; most places have nothing to say, so it is only put into words there.
struct Subject<'a>(&'a At);

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(at) = self;
        if at.key.is_empty() {
            f.write_str(at.area.word())
        } else {
            write!(f, "{} ({})", code(&at.key), at.area.word())
        }
    }
}

fn subject(at: &At) -> Subject<'_> {
    Subject(at)
}
