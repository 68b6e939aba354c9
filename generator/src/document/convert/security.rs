//! Security schemes and requirements.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow, OAuth2Flows,
    PasswordOAuth2Flow, ReferenceOr, SecurityRequirement, SecurityScheme,
};
use serde_json::Value;

use super::{Convert, Extensions};
use crate::document::path::Path;

/// The keys of all kinds of schemes.
#[derive(Default)]
struct Keys {
    typ: Option<String>,
    description: Option<String>,
    name: Option<String>,
    location: Option<String>,
    scheme: Option<String>,
    bearer_format: Option<String>,
    flows: OAuth2Flows,
    open_id_connect_url: Option<String>,
    extensions: Extensions,
}

/// The keys of all kinds of flows.
#[derive(Default)]
struct Flow {
    authorization_url: String,
    token_url: String,
    refresh_url: Option<String>,
    scopes: IndexMap<String, String>,
    extensions: Extensions,
}

impl Convert<'_> {
    pub(super) fn security_scheme_or_reference(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<SecurityScheme>> {
        self.reference_or(value, path, Self::security_scheme)
    }

    fn security_scheme(&mut self, value: Value, path: &Path<'_>) -> Option<SecurityScheme> {
        let mut keys = Keys::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "type" => keys.typ = self.text(value, &at),
                "description" => keys.description = self.text(value, &at),
                "name" => keys.name = self.text(value, &at),
                "in" => keys.location = self.text(value, &at),
                "scheme" => keys.scheme = self.text(value, &at),
                "bearerFormat" => keys.bearer_format = self.text(value, &at),
                "flows" => keys.flows = self.flows(value, &at),
                "openIdConnectUrl" => keys.open_id_connect_url = self.text(value, &at),
                "oauth2MetadataUrl" | "deprecated" => {
                    drop(keys.extensions.insert(format!("x-oas-{}", key.to_ascii_lowercase()), value))
                }
                _ => self.rest(&mut keys.extensions, key, value, path),
            }
        }
        self.scheme_of(keys, path)
    }

    fn scheme_of(&mut self, mut keys: Keys, path: &Path<'_>) -> Option<SecurityScheme> {
        let (description, typ) = (keys.description, keys.typ);
        Some(match typ.as_deref() {
            Some("apiKey") => {
                let (name, location) = (self.needed(keys.name, "name", path)?, self.needed(keys.location, "in", path)?);
                let location = self.key_location(&location, path)?;
                SecurityScheme::APIKey { location, name, description, extensions: keys.extensions }
            }
            Some("http") => {
                let scheme = self.needed(keys.scheme, "scheme", path)?;
                SecurityScheme::HTTP {
                    scheme,
                    bearer_format: keys.bearer_format,
                    description,
                    extensions: keys.extensions,
                }
            }
            // Swagger 2.0 knew it as a type of its own.
            Some("basic") => {
                self.d.note(
                    "unknown-security-type",
                    path.pointer(),
                    "the type `basic` is taken as `http` with the scheme `basic`",
                );
                SecurityScheme::HTTP {
                    scheme: "basic".to_owned(),
                    bearer_format: None,
                    description,
                    extensions: keys.extensions,
                }
            }
            Some("oauth2") => SecurityScheme::OAuth2 { flows: keys.flows, description, extensions: keys.extensions },
            Some("openIdConnect") => {
                let open_id_connect_url = keys.open_id_connect_url.unwrap_or_default();
                SecurityScheme::OpenIDConnect { open_id_connect_url, description, extensions: keys.extensions }
            }
            // A certificate is no header; `openapiv3` has no room for it but under a scheme that nobody knows.
            Some("mutualTLS") => {
                keys.extensions.insert("x-oas-type".to_owned(), Value::String("mutualTLS".to_owned()));
                SecurityScheme::HTTP {
                    scheme: "mutualTLS".to_owned(),
                    bearer_format: None,
                    description,
                    extensions: keys.extensions,
                }
            }
            Some(other) => {
                let message = format!("the security type {other:?} is not known");
                self.d.error(
                    "unknown-security-type",
                    path.key("type").pointer(),
                    message,
                    "write apiKey, http, oauth2, openIdConnect or mutualTLS",
                );
                return None;
            }
            None => {
                self.missing("type", path, "write apiKey, http, oauth2, openIdConnect or mutualTLS");
                return None;
            }
        })
    }

    fn needed(&mut self, value: Option<String>, key: &str, path: &Path<'_>) -> Option<String> {
        if value.is_none() {
            self.missing(key, path, "add it; without it no request can be made");
        }
        value
    }

    fn key_location(&mut self, location: &str, path: &Path<'_>) -> Option<APIKeyLocation> {
        match location {
            "query" => Some(APIKeyLocation::Query),
            "header" => Some(APIKeyLocation::Header),
            "cookie" => Some(APIKeyLocation::Cookie),
            other => {
                let message = format!("an API key travels in query, header or cookie, not in {other:?}");
                self.d.error("unknown-parameter-location", path.key("in").pointer(), message, "write one of these");
                None
            }
        }
    }

    fn flows(&mut self, value: Value, path: &Path<'_>) -> OAuth2Flows {
        let mut out = OAuth2Flows::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            if key.starts_with("x-") {
                out.extensions.insert(key, value);
                continue;
            }
            match key.as_str() {
                "implicit" => {
                    let Flow { authorization_url, refresh_url, scopes, extensions, .. } = self.flow(value, &at);
                    out.implicit = Some(ImplicitOAuth2Flow { authorization_url, refresh_url, scopes, extensions });
                }
                "password" => {
                    let Flow { token_url, refresh_url, scopes, extensions, .. } = self.flow(value, &at);
                    out.password = Some(PasswordOAuth2Flow { refresh_url, token_url, scopes, extensions });
                }
                "clientCredentials" => {
                    let Flow { token_url, refresh_url, scopes, extensions, .. } = self.flow(value, &at);
                    out.client_credentials =
                        Some(ClientCredentialsOAuth2Flow { refresh_url, token_url, scopes, extensions });
                }
                "authorizationCode" => {
                    let Flow { authorization_url, token_url, refresh_url, scopes, extensions } = self.flow(value, &at);
                    out.authorization_code = Some(AuthorizationCodeOAuth2Flow {
                        authorization_url,
                        token_url,
                        refresh_url,
                        scopes,
                        extensions,
                    });
                }
                "deviceAuthorization" => drop(out.extensions.insert("x-oas-device-authorization".to_owned(), value)),
                _ => self.rest(&mut out.extensions, key, value, path),
            }
        }
        out
    }

    fn flow(&mut self, value: Value, path: &Path<'_>) -> Flow {
        let mut out = Flow::default();
        for (key, value) in self.object(value, path) {
            let at = path.key(&key);
            match key.as_str() {
                "authorizationUrl" => out.authorization_url = self.text(value, &at).unwrap_or_default(),
                "tokenUrl" => out.token_url = self.text(value, &at).unwrap_or_default(),
                "refreshUrl" => out.refresh_url = self.text(value, &at),
                "scopes" => {
                    out.scopes =
                        self.named(value, &at, |convert, value, at| Some(convert.text(value, at).unwrap_or_default()))
                }
                // The caller brings the token, however it was come by; other keys say how.
                _ => {
                    drop(out.extensions.insert(if key.starts_with("x-") { key } else { format!("x-oas-{key}") }, value))
                }
            }
        }
        out
    }

    /// A list of alternatives; `None` only where the key holds no list, which is not the same as an empty one.
    pub(super) fn requirements(&mut self, value: Value, path: &Path<'_>) -> Option<Vec<SecurityRequirement>> {
        match value {
            Value::Array(_) => Some(self.list(value, path, Self::requirement)),
            Value::Null => None,
            other => {
                self.wrong_type(&other, "a list", path);
                None
            }
        }
    }

    fn requirement(&mut self, value: Value, path: &Path<'_>) -> Option<SecurityRequirement> {
        Some(self.named(value, path, |convert, scopes, at| Some(convert.texts(scopes, at))))
    }
}
