//! `PROTOCOL.md` tells the truth: its examples are messages of this protocol, its tables are those of the code.

use std::fmt::Write as _;

use crate::{
    limits,
    permission::{PERMISSIONS, ROLES},
    wire::{ClientMessage, ServerMessage},
};

fn document() -> (std::path::PathBuf, String) {
    let path = super::repository().join("signaling/PROTOCOL.md");
    let text = std::fs::read_to_string(&path).expect("the document");
    (path, text)
}

#[test]
fn document_examples_are_messages() {
    let (_, text) = document();
    let (mut sent, mut received) = (0, 0);
    for block in text.split("```json\n").skip(1) {
        for line in block[..block.find("```").expect("closed")].lines() {
            if let Some(json) = line.strip_prefix("→ ") {
                let message = ClientMessage::parse(json).unwrap_or_else(|error| panic!("{line}: {error:?}"));
                assert_eq!(serde_json::to_value(message).ok(), serde_json::from_str(json).ok(), "{line}");
                sent += 1;
            } else if let Some(json) = line.strip_prefix("← ") {
                let message: ServerMessage =
                    serde_json::from_str(json).unwrap_or_else(|error| panic!("{line}: {error}"));
                assert_eq!(serde_json::to_value(message).ok(), serde_json::from_str(json).ok(), "{line}");
                received += 1;
            } else {
                panic!("neither sent nor received: {line}");
            }
        }
    }
    assert!(sent > 5 && received > 10);
}

fn wire<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn limits_table() -> String {
    let mut table = String::from("| what | at most | code |\n|---|---|---|\n");
    let said = |name: &str| name.to_lowercase().replace('_', " ");
    for limit in limits::ALL {
        writeln!(table, "| {} | {} | `{}` |", said(limit.name), limit.max, limit.code.as_str()).expect("text");
    }
    writeln!(table, "| bytes of a message | {} | `message_too_large` |", limits::MESSAGE_BYTES).expect("text");
    let guidance = [limits::QUESTIONS_ASKED, limits::CAPTIONS, limits::REPORTS];
    for rate in [limits::COMMANDS, limits::CHAT, limits::OFFERS, limits::POINTER].into_iter().chain(guidance) {
        let (burst, second) = (rate.burst, f64::from(rate.millis_per_second) / 1000.0);
        writeln!(table, "| {} | {burst} at once, {second} a second | `too_many_commands` |", rate.name).expect("text");
    }
    table
}

fn permission_table() -> String {
    let mut table = String::from("| |");
    ROLES.iter().for_each(|&role| table += &format!(" {} |", wire(role)));
    table += "\n|---|";
    ROLES.iter().for_each(|_| table += "---|");
    for permission in PERMISSIONS {
        table += &format!("\n| `{}` |", wire(permission));
        ROLES.iter().for_each(|role| table += if role.may(permission) { " yes |" } else { " – |" });
    }
    table + "\n"
}

#[test]
fn document_tables_are_up_to_date() {
    let (path, mut text) = document();
    for (name, table) in [("limits", limits_table()), ("permissions", permission_table())] {
        let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let start = text.find(&open).expect("a mark") + open.len();
        let end = text.find(&close).expect("a mark");
        text.replace_range(start..end, &table);
    }
    super::settle(&path, &text);
}
