//! Conditions and terms as a tree → the text that a query carries.
//!
//! Some servers give `and` and `or` one precedence and read from the left, so every mixture stands in parentheses.

use std::collections::BTreeSet;

/// Names joined by `/`: a property, or one behind to-one navigations.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Path {
    pub(crate) via: Vec<&'static str>,
    pub(crate) last: &'static str,
}

impl Path {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { via: Vec::new(), last: name }
    }

    /// This path behind another one.
    pub(crate) fn behind(self, nav: &Path) -> Self {
        let via = nav.via.iter().copied().chain([nav.last]).chain(self.via).collect();
        Self { via, last: self.last }
    }

    pub(crate) fn text(&self) -> String {
        self.via.iter().chain([&self.last]).copied().collect::<Vec<_>>().join("/")
    }
}

/// Something that has a value for each row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    Path(Path),
    Literal(String),
    Call(&'static str, Vec<Operand>),
    Math(Box<Operand>, &'static str, Box<Operand>),
    Count(Path, Box<Expr>),
}

/// A condition. What can be decided without a server is decided when it is built.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    Always,
    Never,
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    Compare(Operand, &'static str, Operand),
    In(Operand, Vec<String>),
    Test(Operand),
    Any(Path, Box<Expr>),
    All(Path, Box<Expr>),
    /// A value that no literal can say; the reason.
    Fault(&'static str),
}

impl Expr {
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (fault @ Expr::Fault(_), _) | (_, fault @ Expr::Fault(_)) => fault,
            (Expr::Never, _) | (_, Expr::Never) => Expr::Never,
            (Expr::Always, one) | (one, Expr::Always) => one,
            (one, other) => {
                let parts = |expr| if let Expr::And(parts) = expr { parts } else { vec![expr] };
                Expr::And(parts(one).into_iter().chain(parts(other)).collect())
            }
        }
    }

    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (fault @ Expr::Fault(_), _) | (_, fault @ Expr::Fault(_)) => fault,
            (Expr::Always, _) | (_, Expr::Always) => Expr::Always,
            (Expr::Never, one) | (one, Expr::Never) => one,
            (one, other) => {
                let parts = |expr| if let Expr::Or(parts) = expr { parts } else { vec![expr] };
                Expr::Or(parts(one).into_iter().chain(parts(other)).collect())
            }
        }
    }

    pub(crate) fn negated(self) -> Self {
        match self {
            fault @ Expr::Fault(_) => fault,
            Expr::Always => Expr::Never,
            Expr::Never => Expr::Always,
            one => Expr::Not(Box::new(one)),
        }
    }

    /// One of these: nothing is in an empty list, and a server would refuse it.
    pub(crate) fn within(operand: Operand, values: Vec<String>) -> Self {
        let mut seen = BTreeSet::new();
        let values: Vec<String> = values.into_iter().filter(|value| seen.insert(value.clone())).collect();
        if values.is_empty() { Expr::Never } else { Expr::In(operand, values) }
    }

    pub(crate) fn any(path: Path, inside: Self) -> Self {
        match inside {
            Expr::Never => Expr::Never,
            fault @ Expr::Fault(_) => fault,
            inside => Expr::Any(path, Box::new(inside)),
        }
    }

    pub(crate) fn all(path: Path, inside: Self) -> Self {
        match inside {
            Expr::Always => Expr::Always,
            Expr::Never => Expr::Any(path, Box::new(Expr::Always)).negated(),
            fault @ Expr::Fault(_) => fault,
            inside => Expr::All(path, Box::new(inside)),
        }
    }

    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out
    }

    /// `depth` counts the lambdas around: inside one, every path begins with its variable.
    fn write(&self, out: &mut String, depth: usize) {
        match self {
            // Neither word is a condition of its own in every grammar.
            Expr::Always => out.push_str("1 eq 1"),
            Expr::Never | Expr::Fault(_) => out.push_str("1 eq 0"),
            Expr::And(all) => joined(all, " and ", out, depth),
            Expr::Or(all) => joined(all, " or ", out, depth),
            Expr::Not(inside) => {
                out.push_str("not(");
                inside.write(out, depth);
                out.push(')');
            }
            Expr::Compare(left, operator, right) => binary(left, operator, right, out, depth),
            Expr::In(operand, values) => {
                operand.write(out, depth);
                out.push_str(" in (");
                out.push_str(&values.join(","));
                out.push(')');
            }
            Expr::Test(operand) => operand.write(out, depth),
            Expr::Any(path, inside) => lambda(path, "any", inside, out, depth),
            Expr::All(path, inside) => lambda(path, "all", inside, out, depth),
        }
    }
}

fn joined(all: &[Expr], word: &str, out: &mut String, depth: usize) {
    for (index, one) in all.iter().enumerate() {
        if index > 0 {
            out.push_str(word);
        }
        let group = matches!(one, Expr::And(_) | Expr::Or(_));
        out.push_str(if group { "(" } else { "" });
        one.write(out, depth);
        out.push_str(if group { ")" } else { "" });
    }
}

fn binary(left: &Operand, operator: &str, right: &Operand, out: &mut String, depth: usize) {
    left.write(out, depth);
    out.push(' ');
    out.push_str(operator);
    out.push(' ');
    right.write(out, depth);
}

fn lambda(path: &Path, word: &str, inside: &Expr, out: &mut String, depth: usize) {
    push_path(path, out, depth);
    let variable = variable(depth);
    out.push_str(&format!("/{word}({variable}:"));
    match inside {
        Expr::Always => out.push_str("true"),
        inside => inside.write(out, depth + 1),
    }
    out.push(')');
}

/// The variable of a lambda with that many around it: `a`, `b`, … and, past any real nesting, `a26`.
fn variable(depth: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(depth % 26).unwrap_or_default());
    if depth < 26 { letter.to_string() } else { format!("{letter}{depth}") }
}

fn push_path(path: &Path, out: &mut String, depth: usize) {
    if depth > 0 {
        out.push_str(&variable(depth - 1));
        out.push('/');
    }
    out.push_str(&path.text());
}

impl Operand {
    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Operand::Path(path) => push_path(path, out, depth),
            Operand::Literal(text) => out.push_str(text),
            Operand::Call(name, arguments) => {
                out.push_str(name);
                out.push('(');
                for (index, argument) in arguments.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    argument.write(out, depth);
                }
                out.push(')');
            }
            Operand::Math(left, operator, right) => {
                out.push('(');
                binary(left, operator, right, out, depth);
                out.push(')');
            }
            Operand::Count(path, inside) => {
                push_path(path, out, depth);
                out.push_str("/$count");
                if **inside != Expr::Always {
                    out.push_str("($filter=");
                    inside.write(out, 0);
                    out.push(')');
                }
            }
        }
    }
}
