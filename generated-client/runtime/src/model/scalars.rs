//! Booleans, numbers and texts as slots.

use super::slot::{Scalar, Take};

/// Writes [`Part`] and [`Slot`] for a [`Scalar`].
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar {
    ($name:ty, $blank:expr) => {
        impl $crate::model::Part for $name {}

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

__scalar!(bool, false);
__scalar!(String, String::new());
__scalar!(f64, 0.0);

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
        self.push_str(text);
        Take::Known
    }
}

macro_rules! whole {
    ($($int:ty: $expecting:literal),*) => { $(
        __scalar!($int, 0);

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
        }
    )* };
}
whole!(
    i8: "a whole number of 8 bits", i16: "a whole number of 16 bits", i32: "a whole number of 32 bits",
    i64: "a whole number", u8: "a whole number from 0 to 255", u16: "a whole number of 16 bits, not negative",
    u32: "a whole number of 32 bits, not negative", u64: "a whole number, not negative"
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
