//! Whole peers against the engine, on virtual time: no socket, no thread, no waiting.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic)]

mod client;
mod hostile;
mod moves;
mod network;
mod programs;
mod properties;
mod repairs;
mod scenes;
mod sealed;
mod thin_lines;
mod thin_pages;
mod walls;
mod world;
