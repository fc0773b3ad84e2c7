//! The resume ladder.

use super::*;
use crate::{
    media::Publication,
    wire::participant::{LeaveReason, Presence, SourceState},
};

fn presence(events: &[Event]) -> Vec<Presence> {
    let seen = |event: &Event| match event {
        Event::ParticipantUpdated { participant } => Some(participant.presence),
        _ => None,
    };
    events.iter().filter_map(seen).collect()
}

#[test]
fn a_short_loss_is_replayed_and_media_goes_on() {
    let mut scene = Scene::evening();
    scene.does("aino", offer());
    scene.does("biret", offer());
    scene.does("biret", publish(Source::Microphone, true));
    let publication = Publication { peer: scene.peer("biret"), source: Source::Microphone };
    let receiver = scene.peer("aino");
    scene.input(Input::Media(Report::SlotFilled { receiver, mid: mid("a0"), publication, rtp_timestamp: 7 }));
    scene.forget_heard();
    scene.drop_socket("aino");
    assert_eq!(presence(&scene.heard("biret")), [Presence::Reconnecting], "told at once");
    scene.write_to_all("biret", 1, "Kuuletko?").unwrap();
    scene.pass(9_999);
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, true)));
    let heard = scene.heard("aino");
    assert!(heard.iter().any(|event| matches!(event, Event::ChatPosted { .. })));
    assert!(!heard.iter().any(|event| matches!(event, Event::Welcome(_))));
    let seen =
        |live: &Live| matches!(live, Live::Slot { mid, fill: Some(fill) } if mid.0 == "a0" && fill.rtp_timestamp == 7);
    assert!(scene.saw_live("aino").iter().any(seen), "slots are told again");
    assert!(scene.heard("biret").iter().any(|event| presence(std::slice::from_ref(event)) == [Presence::Here]));
    assert!(!scene.ordered().iter().any(|order| matches!(order, Order::Close { .. })));
    scene.pass(60_000);
    assert!(scene.person("aino").is_inside());
}

#[test]
fn after_the_grace_time_everything_is_given_back_but_the_session() {
    let mut scene = Scene::evening();
    scene.does("aino", offer());
    scene.does("aino", publish(Source::Microphone, true));
    let peer = scene.peer("aino");
    scene.drop_socket("aino");
    scene.forget_heard();
    scene.pass(10_000);
    let aino = scene.id("aino");
    assert_eq!(scene.heard("biret"), vec![Event::ParticipantLeft { participant: aino, reason: LeaveReason::Lost }]);
    assert_eq!(scene.ordered(), vec![Order::Close { peer }]);
    scene.pass(3_600_000);
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, false)));
    assert_eq!(scene.welcome("aino").you, aino);
    assert!(matches!(&scene.heard("biret")[..], [Event::ParticipantJoined { .. }]));
}

#[test]
fn who_loaded_the_page_anew_is_welcomed_before_anything_else_is_said() {
    let mut scene = Scene::evening();
    scene.does("aino", offer());
    scene.does("aino", publish(Source::Microphone, true));
    scene.drop_socket("aino");
    scene.forget_heard();
    scene.clients.get_mut("aino").unwrap().last_seq = 0;
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, false)));
    assert!(matches!(scene.heard("aino")[0], Event::Welcome(_)));
    let off = |event: &Event| matches!(event, Event::ParticipantUpdated { participant } if participant.microphone == SourceState::Off);
    assert!(scene.heard("biret").iter().any(off), "the others are told that the microphone is off");
}

#[test]
fn too_much_missed_is_not_replayed() {
    let mut scene = Scene::evening();
    scene.join("carl", admitting()).unwrap();
    scene.join("dora", admitting()).unwrap();
    scene.forget_heard();
    scene.drop_socket("aino");
    for round in 0..140 {
        for name in ["meri", "biret", "carl", "dora"] {
            let hand = if round % 2 == 0 { Command::HandRaise } else { Command::HandLower { participant: None } };
            scene.does(name, hand);
        }
        scene.pass(60);
    }
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, false)));
    assert!(matches!(scene.heard("aino")[0], Event::Welcome(_)));
}

#[test]
fn a_session_has_one_socket() {
    let mut scene = Scene::evening();
    let earlier = scene.clients["aino"].connection;
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, true)));
    scene.heard("biret");
    scene.input(Input::Disconnected { connection: earlier });
    scene.heard_nothing("biret");
    scene.does("aino", Command::HandRaise);
}

#[test]
fn nobody_resumes_without_the_secret() {
    let mut scene = Scene::evening();
    let resume = |secret: &str, participant| Resume {
        participant,
        secret: secret.to_owned(),
        last_seq: 0,
        device_class: DeviceClass::Phone,
        e2ee: true,
    };
    let (aino, secret) = (scene.id("aino"), scene.clients["aino"].secret.clone());
    assert_eq!(secret.len(), 64);
    assert_ne!(secret, scene.clients["biret"].secret);
    for (secret, who) in [("", aino), ("0".repeat(64).as_str(), aino), (&secret, scene.id("biret"))] {
        assert_eq!(scene.resume_as("aino", resume(secret, who), true), Err(RejectCode::SessionUnknown));
    }
    assert!(scene.stored.sessions.values().all(|session| !format!("{session:?}").contains(&secret)));
}

#[test]
fn a_revoked_link_is_noticed_at_the_resume() {
    let mut scene = Scene::evening();
    scene.drop_socket("aino");
    let resume = Resume {
        participant: scene.id("aino"),
        secret: scene.clients["aino"].secret.clone(),
        last_seq: 0,
        device_class: DeviceClass::Phone,
        e2ee: true,
    };
    assert_eq!(scene.resume_as("aino", resume.clone(), false), Err(RejectCode::LinkRevoked));
    assert_eq!(scene.resume_as("aino", resume, true), Err(RejectCode::LinkRevoked), "and for good");
    assert_eq!(scene.stored.sessions.len(), 2);
}

#[test]
fn a_restart_is_survived_by_everybody() {
    let mut scene = Scene::evening();
    scene.join("carl", shared()).unwrap();
    scene.does("meri", Command::LockRoom { on: true });
    for number in 1..=5 {
        scene.write_to_all("aino", number, &number.to_string()).unwrap();
    }
    scene.forget_heard();
    scene.restart();
    for name in ["biret", "aino", "meri"] {
        assert_eq!(scene.resume(name), Ok((Standing::Admitted, false)), "{name}");
        let welcome = scene.welcome(name);
        assert!(welcome.locked);
        assert_eq!(
            welcome.chat.iter().map(|message| message.text.as_str()).collect::<Vec<_>>(),
            ["1", "2", "3", "4", "5"]
        );
    }
    assert_eq!(scene.join("dora", admitting()), Err(RejectCode::RoomLocked));
    scene.does("meri", Command::LockRoom { on: false });
    assert_eq!(scene.resume("carl"), Ok((Standing::Waiting, false)), "and goes on waiting");
    assert_eq!(scene.fails("aino", Command::MediaRestart { sdp: String::new() }), RejectCode::NoMedia);
    scene.does("aino", offer());
    // A welcome that is lost on the way is sent again, not skipped.
    let seen = scene.clients["aino"].last_seq;
    scene.restart();
    scene.resume("aino").unwrap();
    scene.drop_socket("aino");
    scene.clients.get_mut("aino").unwrap().last_seq = seen;
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, true)));
    assert!(scene.heard("aino").iter().filter(|event| matches!(event, Event::Welcome(_))).count() >= 2);
}

#[test]
fn hidden_people_stay_hidden_after_a_resume() {
    let mut scene = Scene::evening();
    let aino = scene.id("aino");
    scene.does("biret", Command::Hide { participant: aino, on: true });
    scene.drop_socket("biret");
    scene.pass(20_000);
    scene.resume("biret").unwrap();
    assert_eq!(scene.welcome("biret").hidden, vec![aino]);
}
