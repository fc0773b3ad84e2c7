//! Scenes against a running server.
#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    missing_docs,
    reason = "a scene fails by panicking and is told in one go"
)]

mod bad_input;
mod bad_media;
mod board;
mod captions_kept;
mod chat_and_resume;
mod cli;
mod encrypted;
mod engine_alone;
mod fuzz_corpora;
mod guidance;
mod hostile;
mod join_and_lobby;
mod limits;
mod materials;
mod media_flow;
mod members;
mod moderation;
mod one_exchange;
mod planning;
mod restart;
mod right_faces;
mod sign_in;
mod whip;
