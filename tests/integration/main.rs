//! Scenes against a running server.
