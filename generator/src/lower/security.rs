//! Security schemes and requirements into how a call is signed.

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme as Declared};

use super::Lowerer;
use super::pointer;
use super::prose;
use crate::ir::{SecurityKind, SecurityScheme};

impl<'a> Lowerer<'a, '_> {
    /// Schemes that the runtime can apply, in the document's order.
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let mut schemes = Vec::new();
        let declared = self.document.components.as_ref().map(|components| &components.security_schemes);
        for (name, item) in declared.into_iter().flatten() {
            let at = pointer::extend("/components/securitySchemes", [name.as_str()]);
            let scheme = match item {
                ReferenceOr::Item(scheme) => Some(scheme),
                ReferenceOr::Reference { reference } => {
                    pointer::component(reference, "securitySchemes").and_then(|name| declared?.get(&name)?.as_item())
                }
            };
            match scheme {
                Some(scheme) => schemes.push(self.scheme(name, scheme, &at)),
                None => self.diagnostics.warning(
                    "unresolved-reference",
                    at,
                    format!("the security scheme `{name}` leads to nothing"),
                    "define it under `components.securitySchemes`",
                ),
            }
        }
        schemes
    }

    fn scheme(&mut self, name: &str, scheme: &Declared, at: &str) -> SecurityScheme {
        let (kind, doc) = match scheme {
            Declared::APIKey { location, name, description, .. } => (
                match location {
                    APIKeyLocation::Header => SecurityKind::Header(name.clone()),
                    APIKeyLocation::Query => SecurityKind::Query(name.clone()),
                    APIKeyLocation::Cookie => SecurityKind::Cookie(name.clone()),
                },
                description,
            ),
            Declared::HTTP { scheme, description, .. } => (self.http_kind(scheme, at), description),
            Declared::OAuth2 { description, .. } | Declared::OpenIDConnect { description, .. } => {
                let message = "the client obtains no token by itself; the caller supplies it as a bearer token";
                self.diagnostics.note("token-by-caller", at, message);
                (SecurityKind::Bearer, description)
            }
        };
        SecurityScheme { name: name.to_owned(), kind, doc: doc.as_deref().and_then(prose::to_markdown) }
    }

    /// RFC 9110, section 11.1: scheme names are compared without regard to case.
    fn http_kind(&mut self, scheme: &str, at: &str) -> SecurityKind {
        match scheme.to_ascii_lowercase().as_str() {
            "bearer" => SecurityKind::Bearer,
            "basic" => SecurityKind::Basic,
            _ => {
                let message =
                    format!("HTTP scheme `{scheme}` is not carried; the caller supplies the `Authorization` header");
                self.diagnostics.note("security-as-header", at, message);
                SecurityKind::Header("Authorization".to_owned())
            }
        }
    }

    /// Alternatives of an operation; each a list of schemes that apply together. An empty alternative means that a call
    /// without credentials is fine as well; it is kept where it is not the only one.
    pub(super) fn requirements(
        &mut self,
        own: Option<&'a [SecurityRequirement]>,
        known: &[SecurityScheme],
        at: &str,
    ) -> Vec<Vec<String>> {
        let (requirements, at) = match own {
            Some(own) => (own, pointer::push(at, "security")),
            None => (self.document.security.as_deref().unwrap_or_default(), "/security".to_owned()),
        };
        let mut alternatives: Vec<Vec<String>> = Vec::new();
        for requirement in requirements {
            let names: Vec<String> = requirement.keys().cloned().collect();
            match names.iter().find(|name| !known.iter().any(|scheme| scheme.name == **name)) {
                Some(missing) => self.diagnostics.warning(
                    "unknown-security-scheme",
                    at.clone(),
                    format!("the security scheme `{missing}` is not declared; this alternative is left out"),
                    "declare it under `components.securitySchemes`",
                ),
                None if !alternatives.contains(&names) => alternatives.push(names),
                None => {}
            }
        }
        if alternatives.iter().all(Vec::is_empty) {
            alternatives.clear();
        }
        alternatives
    }
}
