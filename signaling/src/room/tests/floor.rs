//! The floor and the hands.

use std::collections::BTreeSet;

use super::*;
use crate::wire::{floor::Floor, participant::LeaveReason};

fn hands(events: &[Event]) -> Vec<Vec<ParticipantId>> {
    let seen = |event: &Event| if let Event::Hands { queue } = event { Some(queue.clone()) } else { None };
    events.iter().filter_map(seen).collect()
}

#[test]
fn hands_keep_their_true_order() {
    let mut scene = Scene::evening();
    let (meri, aino, biret) = (scene.id("meri"), scene.id("aino"), scene.id("biret"));
    scene.does("biret", Command::HandRaise);
    scene.does("aino", Command::HandRaise);
    scene.does("meri", Command::HandRaise);
    scene.does("biret", Command::HandRaise);
    assert_eq!(hands(&scene.heard("meri")), [vec![biret], vec![biret, aino], vec![biret, aino, meri]]);
    scene.drop_socket("biret");
    assert_eq!(scene.resume("biret"), Ok((Standing::Admitted, true)));
    scene.forget_heard();
    assert_eq!(scene.fails("aino", Command::HandLower { participant: Some(biret) }), RejectCode::Forbidden);
    scene.does("meri", Command::HandLower { participant: Some(aino) });
    assert_eq!(hands(&scene.heard("biret")), [vec![biret, meri]], "the reconnected keeps the first place");
    scene.does("biret", Command::HandLower { participant: None });
    scene.does("meri", Command::HandRaise);
    assert_eq!(hands(&scene.heard("aino")), [vec![biret, meri], vec![meri]]);
    scene.does("biret", Command::HandRaise);
    scene.drop_socket("biret");
    scene.pass(10_000);
    assert_eq!(scene.room.hands, vec![meri], "who is lost has no hand up");
    scene.does("meri", Command::Leave { quiet: false });
    assert_eq!(scene.room.hands, vec![]);
}

#[test]
fn a_held_floor_silences_all_but_the_staff() {
    let mut scene = Scene::evening();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    for name in ["aino", "biret", "risto", "meri"] {
        scene.does(name, offer());
        scene.does(name, publish(Source::Microphone, true));
    }
    scene.does("aino", publish(Source::Camera, true));
    scene.forget_heard();
    let (meri, aino) = (scene.id("meri"), scene.id("aino"));
    assert_eq!(scene.fails("aino", Command::HoldFloor), RejectCode::Forbidden);
    assert_eq!(scene.fails("meri", Command::GiveFloor { participant: aino }), RejectCode::FloorNotHeld);
    scene.does("meri", Command::HoldFloor);

    let heard = scene.heard("aino");
    assert!(heard.contains(&Event::FloorChanged { floor: Floor::Held { by: meri, speakers: vec![] } }));
    assert!(heard.contains(&Event::Muted { source: Source::Microphone, enforced: true }));
    assert_eq!(microphone_told(&heard, aino), Some(SourceState::Off));
    assert!(!scene.heard("risto").iter().any(|event| matches!(event, Event::Muted { .. })));
    let (peer, advisor) = (scene.peer("aino"), scene.peer("risto"));
    let orders = scene.ordered();
    assert!(orders.contains(&Order::Allow { peer, sources: [Source::Camera].into() }), "the camera stays");
    assert!(!orders.iter().any(|order| matches!(order, Order::Allow { peer, .. } if *peer == advisor)));

    assert_eq!(scene.fails("aino", publish(Source::Microphone, true)), RejectCode::FloorHeld);
    scene.does("aino", Command::HandRaise);
    scene.forget_heard();
    scene.does("meri", Command::GiveFloor { participant: aino });
    let heard = scene.heard("aino");
    assert_eq!(heard[0], Event::FloorChanged { floor: Floor::Held { by: meri, speakers: vec![aino] } });
    assert_eq!(hands(&heard), [vec![]], "a given floor lowers the hand");
    let orders = scene.ordered();
    let [Order::SetFloor { holders, over }] = &orders[..] else { panic!("nobody is switched on: {orders:?}") };
    let over: BTreeSet<_> = over.iter().copied().collect();
    assert_eq!((holders, over), (&vec![peer], BTreeSet::from([advisor, scene.peer("meri")])));
    scene.does("aino", publish(Source::Microphone, true));
    assert_eq!(scene.fails("biret", publish(Source::Microphone, true)), RejectCode::FloorHeld);
    scene.forget_heard();
    scene.does("meri", Command::TakeFloor { participant: aino });
    assert!(scene.heard("aino").contains(&Event::Muted { source: Source::Microphone, enforced: true }));
    assert!(scene.ordered().contains(&Order::Allow { peer, sources: [Source::Camera].into() }));

    scene.does("meri", Command::ReleaseFloor);
    assert_eq!(scene.heard("aino"), vec![Event::FloorChanged { floor: Floor::Open }]);
    assert_eq!(
        scene.ordered(),
        vec![Order::SetFloor { holders: vec![], over: vec![] }],
        "on release nobody is switched on"
    );
    scene.does("aino", publish(Source::Microphone, true));
}

#[test]
fn nobody_speaks_around_a_held_floor_by_a_new_connection_or_the_sound_of_a_screen() {
    let mut scene = Scene::evening();
    scene.does("aino", offer());
    scene.does("aino", publish(Source::Screen, true));
    scene.does("aino", publish(Source::ScreenAudio, true));
    scene.does("meri", Command::HoldFloor);
    assert!(!scene.person("aino").on.contains(&Source::ScreenAudio));
    assert_eq!(scene.fails("aino", publish(Source::ScreenAudio, true)), RejectCode::FloorHeld);
    scene.forget_heard();
    scene.does("aino", offer());
    let allowed = scene.ordered().into_iter().find_map(|order| match order {
        Order::Connect { allowed, .. } => Some(allowed),
        _ => None,
    });
    assert_eq!(allowed, Some([Source::Screen].into()));
    assert_eq!(scene.join("aino", admitting()), Ok(Standing::Admitted));
    assert_eq!(scene.fails("aino", publish(Source::Microphone, true)), RejectCode::FloorHeld);
}

#[test]
fn a_floor_that_nobody_can_release_is_open() {
    let mut scene = Scene::evening();
    scene.does("meri", Command::HoldFloor);
    scene.drop_socket("meri");
    scene.pass(9_999);
    assert_eq!(scene.fails("aino", publish(Source::Microphone, true)), RejectCode::FloorHeld);
    scene.pass(1);
    let meri = scene.id("meri");
    let heard = scene.heard("aino");
    assert!(heard.contains(&Event::ParticipantLeft { participant: meri, reason: LeaveReason::Lost }));
    assert_eq!(heard.last(), Some(&Event::FloorChanged { floor: Floor::Open }));
    scene.does("aino", publish(Source::Microphone, true));
}

#[test]
fn a_moderator_who_becomes_a_participant_falls_silent_under_a_held_floor() {
    let mut scene = Scene::evening();
    scene.join("olga", staff(Role::Organizer)).unwrap();
    scene.does("meri", publish(Source::Microphone, true));
    scene.does("meri", Command::HoldFloor);
    assert!(scene.person("meri").on.contains(&Source::Microphone));
    let participant = scene.id("meri");
    scene.forget_heard();
    scene.does("olga", Command::SetRole { participant, role: Role::Participant });
    assert!(scene.heard("meri").contains(&Event::Muted { source: Source::Microphone, enforced: true }));
    assert!(scene.person("meri").on.is_empty());
}

#[test]
fn a_held_floor_outlives_the_server_but_not_its_moderators() {
    let mut scene = Scene::evening();
    let meri = scene.id("meri");
    scene.does("meri", Command::HoldFloor);
    scene.restart();
    scene.resume("aino").unwrap();
    assert_eq!(scene.fails("aino", publish(Source::Microphone, true)), RejectCode::FloorHeld);
    scene.resume("meri").unwrap();
    scene.pass(60_000);
    assert_eq!(scene.room.floor, Floor::Held { by: meri, speakers: vec![] });
    scene.does("meri", Command::ReleaseFloor);
    scene.restart();
    scene.resume("aino").unwrap();
    scene.does("aino", publish(Source::Microphone, true));

    scene.resume("meri").unwrap();
    scene.does("meri", Command::HoldFloor);
    scene.restart();
    scene.resume("aino").unwrap();
    scene.forget_heard();
    scene.pass(30_000);
    assert_eq!(scene.heard("aino"), vec![Event::FloorChanged { floor: Floor::Open }], "nobody came to release it");
    scene.restart();
    assert_eq!(scene.room.floor, Floor::Open);
}
