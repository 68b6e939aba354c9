//! The macros that give a generated model its reading, writing and `Debug`.

/// Writes the traits of a reply's model: a struct with a public `extra` for the members that it does not know.
///
/// Each line names a field and its member in JSON, and in brackets what is special about it: `identity`,
/// `empty_is_absent`, `personal`.
///
/// ```
/// use openapi_client_runtime as rt;
///
/// #[derive(Clone, PartialEq)]
/// pub struct Device {
///     pub id: String,
///     pub name: Option<String>,
///     pub extra: rt::Extra,
/// }
/// rt::model!(Device { id = "device_id" (identity), name = "name" });
///
/// let device: Device = rt::serde_json::from_str(r#"{"device_id": "d1", "new": 1}"#).unwrap();
/// assert_eq!((device.id.as_str(), device.name.as_deref(), device.extra.len()), ("d1", None, 1));
/// assert!(rt::serde_json::from_str::<Device>(r#"{"name": "n"}"#).is_err());
/// ```
#[macro_export]
macro_rules! model {
    ($name:ident { $($field:ident = $wire:literal $(($($flag:ident),+))?),* $(,)? }) => {
        $crate::__record!($name { $($field = $wire $(($($flag),+))?),* } extra);

        impl $crate::model::Object for $name {
            fn slots(&mut self, visit: &mut $crate::model::VisitSlots<'_>) {
                visit(&mut [$(&mut self.$field),*], &mut self.extra);
            }
        }

        impl $crate::model::Slot for $name {
            fn blank() -> Self {
                Self { $($field: $crate::model::Slot::blank(),)* extra: ::core::default::Default::default() }
            }

            fn want(&mut self) -> $crate::model::Want<'_> {
                $crate::model::Want::Object(self)
            }
        }

        $crate::__deserialize!($name);
    };
}

/// Writes the traits of a request's model: it is written and never read. Ends with `extra` where it has such members.
///
/// Special about a member can be: `always` (written as null where it is absent), `personal`.
#[macro_export]
macro_rules! request_model {
    ($name:ident { $($field:ident = $wire:literal $(($($flag:ident),+))?),* $(,)? } $($extra:ident)?) => {
        $crate::__record!($name { $($field = $wire $(($($flag),+))?),* } $($extra)?);
    };
}

/// What reply and request models share.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($name:ident { $($field:ident = $wire:literal $(($($flag:ident),+))?),* } $($extra:ident)?) => {
        impl $crate::model::Record for $name {
            fn table(&self) -> &'static $crate::model::Table {
                &$crate::model::Table {
                    name: ::core::stringify!($name),
                    fields: &[$($crate::model::Field {
                        name: $wire,
                        $($($flag: true,)+)?
                        ..$crate::model::Field::PLAIN
                    }),*],
                }
            }

            fn parts(&self, visit: &mut $crate::model::VisitParts<'_>) {
                visit(&[$(&self.$field),*], $crate::__rest!(self $($extra)?));
            }
        }

        impl $crate::model::Part for $name {
            fn give(&self) -> $crate::model::Give<'_> {
                $crate::model::Give::Record(self)
            }

            fn show(
                &self,
                f: &mut ::core::fmt::Formatter<'_>,
                personal: $crate::model::Personal,
            ) -> ::core::fmt::Result {
                $crate::model::show(self, f, personal)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::model::show(self, f, $crate::model::Personal::Shown)
            }
        }

        $crate::__serialize!($name);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __rest {
    ($model:ident) => {
        ::core::option::Option::None
    };
    ($model:ident $extra:ident) => {
        ::core::option::Option::Some(&$model.$extra)
    };
}

/// serde's trait for a slot.
#[doc(hidden)]
#[macro_export]
macro_rules! __deserialize {
    ($name:ty) => {
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::model::deserialize(deserializer)
            }
        }
    };
}

/// Writes the traits of a type around one value, which stands for it in JSON.
#[macro_export]
macro_rules! newtype {
    ($name:ident($inner:ty)) => {
        impl $crate::model::Part for $name {
            fn give(&self) -> $crate::model::Give<'_> {
                $crate::model::Part::give(&self.0)
            }

            fn show(
                &self,
                f: &mut ::core::fmt::Formatter<'_>,
                personal: $crate::model::Personal,
            ) -> ::core::fmt::Result {
                $crate::model::Part::show(&self.0, f, personal)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(::core::stringify!($name)).field(&self.0).finish()
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serde::Serialize::serialize(&self.0, serializer)
            }
        }
    };
    ($name:ident($inner:ty) slot) => {
        $crate::newtype!($name($inner));

        impl $crate::model::Slot for $name {
            fn blank() -> Self {
                Self($crate::model::Slot::blank())
            }

            fn want(&mut self) -> $crate::model::Want<'_> {
                $crate::model::Slot::want(&mut self.0)
            }

            fn null(&mut self) -> bool {
                $crate::model::Slot::null(&mut self.0)
            }

            fn clear(&mut self) {
                $crate::model::Slot::clear(&mut self.0);
            }
        }

        $crate::__deserialize!($name);
    };
}

/// serde's trait for a part.
#[doc(hidden)]
#[macro_export]
macro_rules! __serialize {
    ($name:ty) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::model::serialize(self, serializer)
            }
        }
    };
}

/// Both of serde's traits for a slot.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ty) => {
        $crate::__serialize!($name);
        $crate::__deserialize!($name);
    };
}
