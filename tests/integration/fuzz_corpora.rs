//! The fuzz targets' inputs, replayed by the ordinary compiler.

#![allow(unreachable_pub, reason = "the checks are shared with the fuzz targets")]

#[path = "../fuzz/checks/offers.rs"]
mod offers;
#[path = "../fuzz/checks/packets.rs"]
mod packets;
#[path = "../fuzz/checks/wire.rs"]
mod wire;

use std::path::Path;

fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut replayed = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        check(&std::fs::read(entry.unwrap().path()).unwrap());
        replayed += 1;
    }
    assert!(replayed > 0, "{} is empty", folder.display());
}

#[test]
fn messages() {
    replay("wire", wire::run);
}

#[test]
fn packets_from_anywhere() {
    replay("packets", packets::run);
}

#[test]
fn offers_of_any_kind() {
    replay("offers", offers::run);
}
