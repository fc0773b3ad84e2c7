//! The one table, as a matrix that a person can read.

use std::fmt::Write as _;

use super::*;
use crate::{
    permission::{Need, Object, PERMISSIONS, ROLES, need},
    wire::permission::Permission,
};

fn wire<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn the_table() {
    let mut matrix = format!("{:<17}", "");
    for role in ROLES {
        write!(matrix, "{:>13}", wire(role)).unwrap();
    }
    matrix.push('\n');
    for permission in PERMISSIONS {
        write!(matrix, "{:<17}", wire(permission)).unwrap();
        for role in ROLES {
            write!(matrix, "{:>13}", if role.may(permission) { "yes" } else { "-" }).unwrap();
        }
        matrix.push('\n');
    }
    insta::assert_snapshot!("permissions", matrix);
}

#[test]
fn what_each_command_needs() {
    let nobody = ParticipantId(Uuid::nil());
    let mut list = String::new();
    let mut seen = std::collections::BTreeSet::new();
    for name in Command::NAMES {
        let path = format!("{}/fixtures/command/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let message: crate::wire::ClientMessage =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let shown = |need| match need {
            Need::Fresh => "a fresh connection".to_owned(),
            Need::Joined => "to have joined".to_owned(),
            Need::Admitted => "to be inside".to_owned(),
            Need::May(permission) => wire(permission),
        };
        let needs = |command: &Command, object| {
            let need = need(command, object);
            (shown(need), need)
        };
        let ((own, first), (others, second)) =
            (needs(&message.command, Object::Own), needs(&message.command, Object::Others));
        seen.extend([first, second].into_iter().filter_map(|need| match need {
            Need::May(permission) => Some(permission),
            _ => None,
        }));
        if own == others {
            writeln!(list, "{name:<21}{own}").unwrap();
        } else {
            writeln!(list, "{name:<21}{own} (own), {others} (others')").unwrap();
        }
    }
    let to_staff = post(1, "", ChatAudience::Staff { with: nobody });
    let (own, others) = (need(&to_staff, Object::Own), need(&to_staff, Object::Others));
    writeln!(list, "{:<21}{own:?} (own), {others:?} (others')", "chat_post, staff").unwrap();
    seen.extend([Permission::AskStaff, Permission::ReadStaffChat]);
    for source in [Source::Microphone, Source::Camera, Source::Screen, Source::ScreenAudio] {
        let Need::May(permission) = need(&publish(source, true), Object::Own) else { panic!("{source:?}") };
        assert_eq!(need(&publish(source, false), Object::Own), Need::Admitted);
        writeln!(list, "{:<21}{}", format!("publish {}", wire(source)), wire(permission)).unwrap();
        seen.insert(permission);
    }
    insta::assert_snapshot!("needs", list);
    // These are asked for where something is shown or forwarded, not by a command of their own.
    let elsewhere = [Permission::SpeakOverFloor, Permission::SeeWellbeing, Permission::SeeSpeakingTimes];
    for permission in PERMISSIONS {
        assert!(seen.contains(&permission) != elsewhere.contains(&permission), "{permission:?} is used");
    }
}

#[test]
fn who_may_more_may_everything_that_others_may() {
    for pair in ROLES.windows(2) {
        for permission in PERMISSIONS {
            assert!(!pair[0].may(permission) || pair[1].may(permission));
        }
    }
}

/// Every command by every role against the running room: forbidden exactly where the table says so.
#[test]
fn the_room_obeys_the_table() {
    for role in ROLES {
        for name in Command::NAMES.iter().filter(|name| !matches!(**name, "join" | "resume")) {
            let mut scene = Scene::new();
            let access = Access { admits: true, ..staff(role) };
            scene.join("tester", access).unwrap();
            scene.join("aino", admitting()).unwrap();
            scene.write_to_all("aino", 0xc3, "Hei").unwrap();
            let path = format!("{}/fixtures/command/{name}.json", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).unwrap();
            let mut message: serde_json::Value = serde_json::from_str(&text).unwrap();
            for key in ["participant", "message"] {
                let target = if key == "participant" { scene.id("aino").to_string() } else { message_text() };
                if let Some(value) = message["command"].get_mut(key).filter(|value| value.is_string()) {
                    *value = target.into();
                }
            }
            let message: crate::wire::ClientMessage = serde_json::from_value(message).unwrap();
            let needed = need(&message.command, Object::Others);
            let own = matches!(message.command, Command::HandLower { .. });
            let allowed = own || !matches!(needed, Need::May(permission) if !role.may(permission));
            let above = matches!(message.command, Command::SetRole { role: granted, .. } if granted > role);
            let answer = scene.ask("tester", message.command);
            let code = answer.err().map(|rejection| rejection.code);
            assert_ne!(code, Some(RejectCode::UnknownCommand), "{name} is carried out");
            let forbidden = code == Some(RejectCode::Forbidden);
            assert_eq!(forbidden, !allowed || above, "{name} by {role:?}");
        }
    }
}

fn message_text() -> String {
    message(0xc3).to_string()
}
