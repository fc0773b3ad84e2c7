//! One file for every message, and each reads back as exactly itself.

use std::collections::BTreeSet;

use serde::{Serialize, de::DeserializeOwned};
use ts_rs::{Config, TS};

use super::samples::{self, Sample};
use crate::wire::{Command, Event, Live, RejectCode, ServerMessage, event::Outcome};

/// The wire names of an enum tagged by `type`, from its rendered declaration.
fn wire_names<T: TS>() -> BTreeSet<String> {
    let declaration = T::decl(&Config::default());
    declaration.split("\"type\": \"").skip(1).map(|rest| rest[..rest.find('"').expect("closed")].to_owned()).collect()
}

fn settle_folder<T>(folder: &str, needed: &BTreeSet<String>, messages: &[Sample<T>])
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let path = super::repository().join("signaling/fixtures").join(folder);
    let mut files = BTreeSet::new();
    for (stem, message) in messages {
        let json = serde_json::to_string_pretty(message).expect("serializable");
        let back: T = serde_json::from_str(&json).expect("readable");
        assert_eq!(&back, message, "{folder}/{stem} does not read back as itself");
        assert!(files.insert(format!("{stem}.json")), "two samples named {folder}/{stem}");
        super::settle(&path.join(format!("{stem}.json")), &(json + "\n"));
    }
    let covered: BTreeSet<String> =
        messages.iter().map(|(stem, _)| stem.split('.').next().unwrap_or(stem).to_owned()).collect();
    assert_eq!(&covered, needed, "{folder}: every message has a fixture, and every fixture is one");
    let found: BTreeSet<String> = std::fs::read_dir(&path)
        .expect("fixtures")
        .map(|entry| entry.expect("entry").file_name().into_string().expect("a plain name"))
        .collect();
    assert_eq!(found, files, "{folder}: no other files lie there");
}

#[test]
fn fixtures_of_commands() {
    let named: BTreeSet<String> = Command::NAMES.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(named, wire_names::<Command>(), "Command::NAMES is complete");
    for (stem, message) in samples::commands() {
        assert_eq!(stem.split('.').next(), Some(message.command.name()));
    }
    settle_folder("command", &named, &samples::commands());
}

#[test]
fn fixtures_of_what_the_server_says() {
    settle_folder("outcome", &wire_names::<Outcome>(), &samples::outcomes());
    settle_folder("event", &wire_names::<Event>(), &samples::events());
    settle_folder("live", &wire_names::<Live>(), &samples::lives());
    let mut rest = wire_names::<ServerMessage>();
    for carried in ["done", "event", "live"] {
        assert!(rest.remove(carried), "{carried} is covered by its own folder");
    }
    settle_folder("server", &rest, &samples::others());
}

#[test]
fn fixtures_of_codes() {
    let codes: std::collections::BTreeMap<&str, String> =
        RejectCode::ALL.iter().map(|code| (code.as_str(), code.key())).collect();
    let json = serde_json::to_string_pretty(&codes).expect("serializable") + "\n";
    super::settle(&super::repository().join("signaling/fixtures/reject_codes.json"), &json);
}
