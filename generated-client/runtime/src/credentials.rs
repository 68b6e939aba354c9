//! The caller's secrets → the headers, query and cookies that prove who calls.

use std::fmt;
use std::sync::Arc;

use crate::clock::BoxFuture;
use crate::encode;
use crate::error::{Error, ErrorKind};
use crate::operation::{Operation, OperationSecurity, Security};
use crate::secret::{MASK, Secret};

/// Gives the token for each request: for tokens that change while the program runs.
pub trait TokenProvider: fmt::Debug + Send + Sync + 'static {
    /// The token to send now. Asked before every request, so what takes time is the provider's to remember.
    fn token(&self) -> BoxFuture<'_, Result<Secret, BoxError>>;

    /// Told that the server refused the token with 401. True asks for one more try with the then current token.
    fn refused(&self, token: &Secret) -> BoxFuture<'_, bool> {
        let _ = token;
        Box::pin(async { false })
    }
}

/// An error of any type.
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The content of a file, read for each request, so that a rotated token is picked up. Surrounding white space is cut.
#[derive(Debug, Clone)]
pub struct TokenFile(std::path::PathBuf);

impl TokenFile {
    /// The token in that file.
    pub fn new(path: impl Into<std::path::PathBuf>) -> Self {
        Self(path.into())
    }
}

impl TokenProvider for TokenFile {
    fn token(&self) -> BoxFuture<'_, Result<Secret, BoxError>> {
        Box::pin(async move {
            let text = crate::files::read_to_string(&self.0).await;
            let text = text.map_err(|error| format!("{}: {error}", self.0.display()))?;
            Ok(Secret::new(text.trim()))
        })
    }
}

/// An environment variable, read for each request.
#[derive(Debug, Clone)]
pub struct TokenVariable(String);

impl TokenVariable {
    /// The token in that variable.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl TokenProvider for TokenVariable {
    fn token(&self) -> BoxFuture<'_, Result<Secret, BoxError>> {
        Box::pin(async move {
            let text = std::env::var(&self.0).map_err(|_| format!("the environment has no readable `{}`", self.0))?;
            Ok(Secret::new(text.trim()))
        })
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) enum Token {
    #[default]
    None,
    Fixed(Secret),
    Provided(Arc<dyn TokenProvider>),
}

/// What the caller gave to prove who calls.
#[derive(Debug, Clone, Default)]
pub(crate) struct Credentials {
    pub(crate) token: Token,
    pub(crate) basic: Option<(String, Secret)>,
    pub(crate) keys: Vec<(String, Secret)>,
}

/// What proves who calls, ready for one request.
#[derive(Debug, Default)]
pub(crate) struct Proof {
    pub(crate) headers: Vec<(String, Secret)>,
    pub(crate) query: Vec<(String, Secret)>,
    pub(crate) cookies: Vec<(String, Secret)>,
}

impl Credentials {
    /// What is wrong with the token that is at hand, if it cannot be sent; its value is not shown.
    pub(crate) fn check(&self) -> Result<(), String> {
        let Token::Fixed(token) = &self.token else { return Ok(()) };
        // RFC 9110 section 5.5: what a header may hold.
        match token.expose().bytes().position(|byte| byte != b'\t' && (byte < b' ' || byte == 0x7f)) {
            Some(place) => Err(format!(
                "the token cannot be sent: character {} is a line break or another control character",
                place + 1
            )),
            None if token.expose().is_empty() => Err("the token is empty".to_owned()),
            None => Ok(()),
        }
    }

    /// The token for the next request.
    pub(crate) async fn current(&self) -> Result<Option<Secret>, Error> {
        match &self.token {
            Token::None => Ok(None),
            Token::Fixed(token) => Ok(Some(token.clone())),
            Token::Provided(provider) => provider
                .token()
                .await
                .map(Some)
                .map_err(|error| Error::new(ErrorKind::Token, format!("no token: {error}")).with_source(error)),
        }
    }

    pub(crate) async fn refused(&self, token: Option<&Secret>) -> bool {
        match (&self.token, token) {
            (Token::Provided(provider), Some(token)) => provider.refused(token).await,
            _ => false,
        }
    }

    /// A stand-in for the token, for plans.
    pub(crate) fn masked(&self) -> (Self, Option<Secret>) {
        let mask = || Secret::new(MASK);
        let masked = Self {
            token: Token::None,
            basic: self.basic.as_ref().map(|_| (MASK.to_owned(), mask())),
            keys: self.keys.iter().map(|(name, _)| (name.clone(), mask())).collect(),
        };
        (masked, (!matches!(self.token, Token::None)).then(mask))
    }

    /// The proof that the operation asks for: the first of its ways for which everything is at hand.
    pub(crate) fn proof(&self, api: &[Security], operation: &Operation, token: Option<&Secret>) -> Proof {
        let one = |security: &Security| self.prove(*security, token, Proof::default());
        match operation.security {
            OperationSecurity::None => Proof::default(),
            OperationSecurity::Default => api.iter().find_map(one).unwrap_or_default(),
            OperationSecurity::AnyOf(ways) => ways
                .iter()
                .find_map(|way| way.iter().try_fold(Proof::default(), |proof, one| self.prove(*one, token, proof)))
                .unwrap_or_default(),
        }
    }

    fn prove(&self, security: Security, token: Option<&Secret>, mut proof: Proof) -> Option<Proof> {
        let authorization = |text: String| ("authorization".to_owned(), Secret::new(text));
        match security {
            Security::Bearer => proof.headers.push(authorization(format!("Bearer {}", token?.expose()))),
            Security::Basic => proof.headers.push(authorization(format!("Basic {}", self.user_and_password()?))),
            Security::Header(name) => proof.headers.push((name.to_owned(), self.key(name, token)?)),
            Security::Query(name) => proof.query.push((name.to_owned(), self.key(name, token)?)),
            Security::Cookie(name) => proof.cookies.push((name.to_owned(), self.key(name, token)?)),
        }
        Some(proof)
    }

    fn user_and_password(&self) -> Option<String> {
        let (user, password) = self.basic.as_ref()?;
        match password.expose() {
            MASK => Some(MASK.to_owned()),
            password => Some(base64(format!("{user}:{password}").as_bytes())),
        }
    }

    fn key(&self, name: &str, token: Option<&Secret>) -> Option<Secret> {
        let own = self.keys.iter().find(|(known, _)| known == name).map(|(_, key)| key);
        own.or(token).cloned()
    }

    /// Takes the secrets out of a text that came from outside, in the forms in which they are sent.
    pub(crate) fn hide(&self, text: &str, token: Option<&Secret>) -> String {
        let mut text = text.to_owned();
        let fixed = if let Token::Fixed(token) = &self.token { Some(token) } else { None };
        let basic = self.basic.as_ref().map(|(_, password)| password);
        let encoded = self.user_and_password().map(Secret::new);
        let keys = self.keys.iter().map(|(_, key)| key);
        for secret in keys.chain(fixed).chain(token).chain(basic).chain(encoded.as_ref()) {
            // One or two characters would take the text apart and are no secret.
            if secret.expose().len() > 2 {
                text = text.replace(secret.expose(), MASK);
                text = text.replace(&encode::encoded(secret.expose(), encode::unreserved), MASK);
            }
        }
        text
    }
}

/// RFC 4648 section 4; `Basic` alone needs it.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place)) & 63;
            out.push(if place <= chunk.len() { char::from(DIGITS[digit as usize]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials() -> Credentials {
        Credentials {
            token: Token::Fixed("tok-1".into()),
            basic: Some(("ann".into(), "pass".into())),
            keys: vec![("X-Key".into(), "key-1".into())],
        }
    }

    #[test]
    fn base64_pads() {
        for (text, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
    }

    #[test]
    fn each_way_goes_to_its_place() {
        let token = Secret::new("tok-1");
        let operation = |security| Operation { security, ..Operation::DEFAULT };
        let proof = |security| credentials().proof(&[Security::Bearer], &operation(security), Some(&token));
        let text = |proof: Proof| {
            let all = proof.headers.into_iter().chain(proof.query).chain(proof.cookies);
            all.map(|(name, value)| format!("{name}={}", value.expose())).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(text(proof(OperationSecurity::Default)), "authorization=Bearer tok-1");
        assert_eq!(text(proof(OperationSecurity::None)), "");
        const BOTH: &[&[Security]] = &[&[Security::Header("X-Key"), Security::Query("q")], &[Security::Basic]];
        assert_eq!(text(proof(OperationSecurity::AnyOf(BOTH))), "X-Key=key-1 q=tok-1");
        const BASIC: &[&[Security]] = &[&[Security::Basic]];
        assert_eq!(text(proof(OperationSecurity::AnyOf(BASIC))), "authorization=Basic YW5uOnBhc3M=");
    }

    #[test]
    fn a_secret_that_comes_back_is_hidden() {
        let said = "bad token tok-1, key key-1, Basic YW5uOnBhc3M=";
        assert_eq!(credentials().hide(said, None), "bad token ***, key ***, Basic ***");
    }
}
