//! Booleans, numbers and texts as slots.

use super::slot::{Give, Scalar, Take};

/// Writes `Part` and `Slot` for a scalar: what it is before it is read, and how it is given.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar {
    ($name:ty, $blank:expr, |$this:ident| $give:expr) => {
        impl $crate::model::Part for $name {
            fn give(&self) -> $crate::model::Give<'_> {
                let $this = self;
                $give
            }

            fn show(&self, f: &mut ::core::fmt::Formatter<'_>, _: $crate::model::Personal) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self, f)
            }
        }

        impl $crate::model::Slot for $name {
            fn blank() -> Self {
                $blank
            }

            fn want(&mut self) -> $crate::model::Want<'_> {
                $crate::model::Want::Scalar(self)
            }
        }
    };
}

__scalar!(bool, false, |this| Give::Bool(*this));
__scalar!(String, String::new(), |this| Give::Text(this));
__scalar!(f64, 0.0, |this| Give::F64(*this));

impl Scalar for bool {
    fn expecting(&self) -> &'static str {
        "a boolean"
    }

    fn bool(&mut self, value: bool) -> Take {
        *self = value;
        Take::Known
    }
}

impl Scalar for String {
    fn expecting(&self) -> &'static str {
        "a string"
    }

    fn text(&mut self, text: &str) -> Take {
        *self = text.to_owned();
        Take::Known
    }
}

/// `47.0` is a whole number too (JSON Schema 2020-12, section 6.1.1 of the validation part).
fn whole(value: f64) -> Option<i64> {
    let exact = value.fract() == 0.0 && value.abs() <= (1_u64 << f64::MANTISSA_DIGITS) as f64;
    exact.then_some(value as i64)
}

macro_rules! whole {
    ($($int:ty as $give:ident: $expecting:literal),*) => { $(
        __scalar!($int, 0, |this| Give::$give((*this).into()));

        impl Scalar for $int {
            fn expecting(&self) -> &'static str {
                $expecting
            }

            fn i64(&mut self, value: i64) -> Take {
                <$int>::try_from(value).map_or(Take::WrongValue, |value| {
                    *self = value;
                    Take::Known
                })
            }

            fn u64(&mut self, value: u64) -> Take {
                <$int>::try_from(value).map_or(Take::WrongValue, |value| {
                    *self = value;
                    Take::Known
                })
            }

            fn f64(&mut self, value: f64) -> Take {
                whole(value).map_or(Take::WrongType, |value| self.i64(value))
            }
        }
    )* };
}
whole!(
    i8 as I64: "a whole number of 8 bits", i16 as I64: "a whole number of 16 bits",
    i32 as I64: "a whole number of 32 bits", i64 as I64: "a whole number",
    u8 as U64: "a whole number from 0 to 255", u16 as U64: "a whole number of 16 bits, not negative",
    u32 as U64: "a whole number of 32 bits, not negative", u64 as U64: "a whole number, not negative"
);

#[allow(clippy::cast_precision_loss, reason = "a number with a fraction is what the document asks for")]
impl Scalar for f64 {
    fn expecting(&self) -> &'static str {
        "a number"
    }

    fn i64(&mut self, value: i64) -> Take {
        *self = value as f64;
        Take::Known
    }

    fn u64(&mut self, value: u64) -> Take {
        *self = value as f64;
        Take::Known
    }

    fn f64(&mut self, value: f64) -> Take {
        *self = value;
        Take::Known
    }
}
