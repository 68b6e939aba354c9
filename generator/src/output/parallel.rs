//! A pure function over many inputs into its results in their order, on a few threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;

/// A number of our own: asking the system how many processors it has would be input beside the document.
const THREADS: usize = 4;
/// Parsers recurse; a thread gets as much room as the main one usually has.
const STACK: usize = 8 << 20;

/// The result of each input, in their order, whichever thread came to it.
pub(super) fn map<I: Sync, O: Send>(inputs: &[I], one: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(inputs.len()));
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(input) = inputs.get(at) else { break };
            let output = one(input);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((at, output));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..THREADS.min(inputs.len()) {
            // Where there are no threads, this one does it all.
            if Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, output)| output).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_their_inputs() {
        let inputs: Vec<usize> = (0..1000).collect();
        assert_eq!(map(&inputs, |one| one * 2), inputs.iter().map(|one| one * 2).collect::<Vec<_>>());
        assert_eq!(map(&[] as &[u8], |one| *one), [] as [u8; 0]);
    }
}
