//! The exact bytes of requests, written from what is known of the API.
//!
//! The server of these tests is a bare socket, so that nothing between the client and the wire can tidy up.
#![expect(clippy::expect_used, reason = "a test that cannot set up its server has failed")]

#[macro_use]
mod wire;
mod kinds;
mod reads;
mod writes;
