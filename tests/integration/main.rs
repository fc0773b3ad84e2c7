//! Scenes against a running server.
#![allow(clippy::unwrap_used, clippy::too_many_lines, missing_docs, reason = "a scene fails by panicking and is told in one go")]

mod engine_alone;
