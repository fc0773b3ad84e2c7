//! The server of online evenings: everything of the program that is not `main`.

pub mod app;
pub mod attempts;
pub mod cli;
pub mod clock;
pub mod config;
pub mod connection;
pub mod data_dir;
pub mod demo;
pub mod given;
pub mod http;
pub mod invite;
pub mod links;
pub mod mail;
pub mod materials;
pub mod media_driver;
pub mod rooms;
#[cfg(feature = "sabotage")]
pub mod sabotage;
pub mod schedule;
pub mod serve;
pub mod store;
pub mod telemetry;
pub mod token;
