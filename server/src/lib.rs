//! The server of online evenings: everything of the program that is not `main`.

pub mod media_driver;
