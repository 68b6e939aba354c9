//! A condition with a long list of values → several conditions that fit into an address each.
//!
//! Servers refuse an address of some 16 kB; the rows of a table are asked for by thousands of ids all the same. Values of
//! a list are told apart, so the parts have no row in common.

use super::expr::{Expr, Operand};

/// Values in one request.
const VALUES: usize = 200;
/// Length of a list in one request; percent-encoding makes up to three characters of one.
const LENGTH: usize = 2_000;

/// The conditions to ask for one after the other; none where nothing can satisfy them.
pub(super) fn filters(expr: &Expr) -> Vec<Expr> {
    match expr {
        Expr::Never => Vec::new(),
        Expr::In(operand, values) => {
            chunks(values).into_iter().map(|values| Expr::In(operand.clone(), values)).collect()
        }
        Expr::And(all) => match longest(all) {
            Some((at, operand, values)) => {
                chunks(values).into_iter().map(|part| with(all, at, operand, part)).collect()
            }
            None => vec![expr.clone()],
        },
        other => vec![other.clone()],
    }
}

/// The longest list among conditions that hold together.
fn longest(all: &[Expr]) -> Option<(usize, &Operand, &[String])> {
    let lists = all.iter().enumerate().filter_map(|(at, expr)| match expr {
        Expr::In(operand, values) => Some((at, operand, values.as_slice())),
        _ => None,
    });
    lists.max_by_key(|(.., values)| values.iter().map(String::len).sum::<usize>())
}

fn with(all: &[Expr], at: usize, operand: &Operand, values: Vec<String>) -> Expr {
    let mut all = all.to_vec();
    all[at] = Expr::In(operand.clone(), values);
    Expr::And(all)
}

fn chunks(values: &[String]) -> Vec<Vec<String>> {
    let mut chunks: Vec<Vec<String>> = Vec::new();
    let mut length = 0;
    for value in values {
        let full = chunks.last().is_none_or(|chunk| chunk.len() == VALUES || length + value.len() > LENGTH);
        if full {
            chunks.push(Vec::new());
            length = 0;
        }
        length += value.len() + 1;
        if let Some(chunk) = chunks.last_mut() {
            chunk.push(value.clone());
        }
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::super::expr::Path;
    use super::*;

    fn list(count: usize, length: usize) -> Expr {
        let values = (0..count).map(|number| format!("{number:0length$}")).collect();
        Expr::within(Operand::Path(Path::new("id")), values)
    }

    fn sizes(expr: &Expr) -> Vec<usize> {
        let size = |expr: &Expr| match expr {
            Expr::In(_, values) => values.len(),
            Expr::And(all) => all.iter().map(|one| if let Expr::In(_, values) = one { values.len() } else { 0 }).sum(),
            _ => 0,
        };
        filters(expr).iter().map(size).collect()
    }

    #[test]
    fn long_lists_are_cut_and_nothing_is_lost() {
        assert_eq!(sizes(&list(0, 1)), [] as [usize; 0]);
        assert_eq!(sizes(&list(200, 4)), [200]);
        assert_eq!(sizes(&list(450, 4)), [200, 200, 50]);
        assert_eq!(sizes(&list(100, 99)), [20, 20, 20, 20, 20]);
        assert_eq!(sizes(&list(2, 5_000)), [1, 1]);
        let both = Expr::Test(Operand::Path(Path::new("x"))).and(list(300, 4));
        assert_eq!(sizes(&both), [200, 100]);
        assert_eq!(filters(&Expr::Always), [Expr::Always]);
    }
}
