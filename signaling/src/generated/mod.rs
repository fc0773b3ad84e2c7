//! What is generated from the wire types: the client's types and the fixtures that both sides read.
//! `KORONAILTA_UPDATE=1 cargo test -p koronailta-signaling generated` writes them; without it the tests fail on drift.

mod document;
mod fixtures;
mod samples;
mod samples_guidance;
mod samples_keys;
mod samples_stage;
mod samples_support;
mod types;

use std::path::{Path, PathBuf};

/// Whether this run writes the files instead of comparing them.
fn updating() -> bool {
    std::env::var_os("KORONAILTA_UPDATE").is_some()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder above the crate").to_owned()
}

/// Writes or compares one generated file.
fn settle(path: &Path, expected: &str) {
    if updating() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
        std::fs::write(path, expected).expect("writable");
        return;
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == expected,
        "{} is stale: run KORONAILTA_UPDATE=1 cargo test -p koronailta-signaling generated",
        path.display()
    );
}
