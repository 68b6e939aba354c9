//! The errors that an API is known to answer with.

/// Writes an enum of the errors that an API is known to answer with, told by what their messages hold.
///
/// ```
/// use openapi_client_runtime as rt;
///
/// rt::known_errors! {
///     /// What the API is known to say.
///     KnownError {
///         /// The device has a command of this kind already.
///         CommandAlreadyRunning = "Command already running",
///     }
/// }
/// # fn example(error: rt::Error) {
/// if KnownError::of(&error) == Some(KnownError::CommandAlreadyRunning) {
///     // Nothing to do.
/// }
/// # }
/// ```
#[macro_export]
macro_rules! known_errors {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// The known error that this one is, if any.
            pub fn of(error: &$crate::Error) -> ::core::option::Option<Self> {
                $(
                    if error.message().contains($text) {
                        return ::core::option::Option::Some(Self::$variant);
                    }
                )+
                ::core::option::Option::None
            }
        }
    };
}
