//! What a call can do: be planned, confirmed, awaited, sent, streamed.

/// Writes what a call can do: be planned, awaited and sent.
#[macro_export]
macro_rules! call {
    ($call:ident => $reply:ty, $decode:expr $(,)?) => {
        $crate::__describe!($call);

        impl $call {
            /// Sends the call; gives the value with status and headers.
            pub fn send(self) -> $crate::Sending<$crate::Response<$reply>> {
                $crate::Sending::new(self.call, |raw| $crate::__private::response(raw, $decode))
            }

            /// Sends the call; gives the reply as it came, whatever its status.
            pub fn send_raw(self) -> $crate::Sending<$crate::RawResponse> {
                $crate::Sending::new(self.call, ::core::result::Result::Ok)
            }
        }

        impl ::core::future::IntoFuture for $call {
            type Output = ::core::result::Result<$reply, $crate::Error>;
            type IntoFuture = $crate::Sending<$reply>;

            fn into_future(self) -> Self::IntoFuture {
                $crate::Sending::new(self.call, |raw| $crate::__private::value(raw, $decode))
            }
        }
    };
}

/// Writes what a call can do whose reply arrives bit by bit: be planned, and be opened as a stream.
#[macro_export]
macro_rules! stream_call {
    ($call:ident => $stream:ty, $open:expr $(,)?) => {
        $crate::__describe!($call);

        impl $call {
            /// Sends the call; gives the whole reply as it came, whatever its status, once it has ended.
            pub fn send_raw(self) -> $crate::Sending<$crate::RawResponse> {
                $crate::Sending::new(self.call, ::core::result::Result::Ok)
            }
        }

        impl ::core::future::IntoFuture for $call {
            type Output = ::core::result::Result<$stream, $crate::Error>;
            type IntoFuture = $crate::Opening<$stream>;

            fn into_future(self) -> Self::IntoFuture {
                $crate::Opening::new(self.call, $open)
            }
        }
    };
}

/// Writes what a call can do whose reply is a file: what every call can, and be read piece by piece.
#[macro_export]
macro_rules! file_call {
    ($call:ident => $reply:ty, $decode:expr $(,)?) => {
        $crate::call!($call => $reply, $decode);

        impl $call {
            /// Sends the call and leaves the body to be read piece by piece, or to be saved: for files of any size.
            pub fn download(self) -> $crate::Opening<$crate::Download> {
                $crate::Opening::new(self.call, |download| download)
            }
        }
    };
}

/// Writes what a destructive call can do: be planned, and be confirmed.
#[macro_export]
macro_rules! destructive_call {
    ($call:ident => $reply:ty, $decode:expr $(,)?) => {
        $crate::__describe!($call);

        impl $call {
            /// Confirms the target; only then can the call be awaited or sent.
            pub fn confirm(self, confirm: $crate::Confirm) -> $crate::Confirmed<$reply> {
                $crate::Confirmed::new(
                    self.call,
                    confirm,
                    |raw| $crate::__private::value(raw, $decode),
                    |raw| $crate::__private::response(raw, $decode),
                )
            }
        }

        impl $crate::__private::Unconfirmed for $call {
            type Reply = $reply;

            fn unconfirmed(&self) -> &$crate::Call {
                &self.call
            }

            fn confirmed(self, confirm: $crate::Confirm) -> $crate::Confirmed<$reply> {
                self.confirm(confirm)
            }
        }
    };
}

/// Writes what a call of a paged operation can do: what every call can, and be streamed.
#[macro_export]
macro_rules! paged_call {
    ($call:ident => $reply:ty, $decode:expr, $item:ty, $page:expr $(,)?) => {
        $crate::call!($call => $reply, $decode);

        impl $call {
            /// The items of every page, from the one that this call asks for on.
            pub fn stream(self) -> $crate::Items<$item> {
                self.pages().items()
            }

            /// Every page, from the one that this call asks for on.
            pub fn pages(self) -> $crate::Pages<$item> {
                $crate::Pages::new(self.call, |raw| $crate::__private::page(raw, $decode, $page))
            }
        }
    };
    // With what tells two items apart: repeats are left out of the stream.
    ($call:ident => $reply:ty, $decode:expr, $item:ty, $page:expr, $identity:expr $(,)?) => {
        $crate::call!($call => $reply, $decode);

        impl $call {
            /// The items of every page, from the one that this call asks for on; none of them twice.
            pub fn stream(self) -> $crate::Items<$item> {
                self.pages().items().distinct($identity)
            }

            /// Every page, from the one that this call asks for on.
            pub fn pages(self) -> $crate::Pages<$item> {
                $crate::Pages::new(self.call, |raw| $crate::__private::page(raw, $decode, $page))
            }
        }
    };
}

/// What every call can do before it is sent.
#[doc(hidden)]
#[macro_export]
macro_rules! __describe {
    ($call:ident) => {
        impl $call {
            /// Options for this call alone.
            pub fn with(mut self, options: $crate::CallOptions) -> Self {
                self.call.set_options(options);
                self
            }

            /// The exact request, without sending it; credentials and secrets are masked.
            ///
            /// # Errors
            ///
            /// Where an argument cannot be sent.
            pub fn plan(&self) -> ::core::result::Result<$crate::Plan, $crate::Error> {
                self.call.plan()
            }
        }
    };
}
