//! Whole peers against the engine, on virtual time: no socket, no thread, no waiting.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic)]

mod client;
mod moves;
mod properties;
mod scenes;
mod sealed;
mod walls;
mod world;
