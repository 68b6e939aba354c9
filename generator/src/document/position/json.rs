//! Tokens of a JSON text into positions.

use jsonc_parser::Scanner;
use jsonc_parser::ScannerOptions;
use jsonc_parser::tokens::Token;

use super::{At, Builder, Content};

/// Reports the text to the builder, up to the first thing that is not JSON.
pub(super) fn scan(text: &str, builder: &mut Builder) {
    let mut scanner = Scanner::new(text, &ScannerOptions::default());
    let mut cursor = Cursor { text, offset: 0, at: (1, 1) };
    while let Ok(Some(token)) = scanner.scan() {
        let at = cursor.advance(scanner.token_start());
        match token {
            Token::OpenBrace => builder.open_map(at),
            Token::OpenBracket => builder.open_list(at),
            Token::CloseBrace | Token::CloseBracket => drop(builder.close()),
            Token::String(text) if builder.wants_key() => builder.key(&text, at),
            Token::Number(token) => {
                builder.leaf(at, Content::Number(token.into()));
            }
            Token::String(_) | Token::Boolean(_) | Token::Null | Token::Word(_) => {
                builder.leaf(at, Content::Other);
            }
            Token::Comma | Token::Colon | Token::CommentLine(_) | Token::CommentBlock(_) => {}
        }
    }
}

/// Counts lines and columns from token to token, so that a text of one long line is walked once.
struct Cursor<'t> {
    text: &'t str,
    offset: usize,
    at: At,
}

impl Cursor<'_> {
    fn advance(&mut self, to: usize) -> At {
        // Byte by byte: what is passed is mostly a few characters, for which anything cleverer costs more.
        for byte in self.text.get(self.offset..to).unwrap_or_default().bytes() {
            match byte {
                b'\n' => self.at = (self.at.0 + 1, 1),
                // What continues a character (RFC 3629, section 3) is no column of its own.
                0x80..=0xBF => {}
                _ => self.at.1 += 1,
            }
        }
        self.offset = to;
        self.at
    }
}
