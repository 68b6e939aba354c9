//! The hint of a place, worked out when a type there asks for its name: most places hold a scalar and never do.

use std::cell::OnceCell;
use std::ops::Deref;
use std::rc::Rc;

use super::hint::Hint;

/// What the type of a place could be called.
#[derive(Debug, Clone)]
pub(super) struct Naming(Rc<State>);

#[derive(Debug)]
struct State {
    known: OnceCell<Hint>,
    /// The place above, and the way from there; none where the hint was known from the start.
    from: Option<(Naming, Step)>,
}

#[derive(Debug)]
enum Step {
    Property(String),
    Element,
    MapValue,
    Member(String),
}

impl Naming {
    /// As [`Hint::property`].
    pub(super) fn property(&self, name: &str) -> Self {
        self.step(Step::Property(name.to_owned()))
    }

    /// As [`Hint::element`].
    pub(super) fn element(&self) -> Self {
        self.step(Step::Element)
    }

    /// As [`Hint::map_value`].
    pub(super) fn map_value(&self) -> Self {
        self.step(Step::MapValue)
    }

    /// As [`Hint::member`].
    pub(super) fn member(&self, name: &str) -> Self {
        self.step(Step::Member(name.to_owned()))
    }

    fn step(&self, step: Step) -> Self {
        Self(Rc::new(State { known: OnceCell::new(), from: Some((self.clone(), step)) }))
    }
}

impl From<Hint> for Naming {
    fn from(hint: Hint) -> Self {
        Self(Rc::new(State { known: OnceCell::from(hint), from: None }))
    }
}

impl Deref for Naming {
    type Target = Hint;

    fn deref(&self) -> &Hint {
        let State { known, from } = &*self.0;
        known.get_or_init(|| match from {
            Some((above, Step::Property(name))) => Hint::property(above, name),
            Some((above, Step::Element)) => Hint::element(above),
            Some((above, Step::MapValue)) => Hint::map_value(above),
            Some((above, Step::Member(name))) => Hint::member(above, name),
            None => Hint::default(),
        })
    }
}
