//! The workflows, each against a server on a loopback port that behaves as the API and its storage are known to.
#![expect(clippy::expect_used, reason = "a test that cannot set up its server has failed")]

mod assignment;
mod config;
mod custom_app;
mod device_command;
mod download;
mod export;
mod fleet;
mod in_house_app;
mod profiles_and_scripts;
mod support;
