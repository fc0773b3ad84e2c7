//! Coming in: by links, by the lobby, past the lock, and not at all.

use super::*;
use crate::wire::participant::{KnockGone, LeaveReason, LobbyEntry};

/// Meri keeps the door, Aino knocks.
fn knocking() -> Scene {
    let mut scene = Scene::new();
    assert_eq!(scene.join("meri", staff(Role::Moderator)), Ok(Standing::Admitted));
    scene.pass(1);
    assert_eq!(scene.join("biret", admitting()), Ok(Standing::Admitted));
    scene.forget_heard();
    assert_eq!(scene.join("aino", shared()), Ok(Standing::Waiting));
    scene
}

#[test]
fn aino_knocks_by_itself_and_meri_admits_her() {
    let mut scene = knocking();
    let aino = scene.id("aino");
    let entry = LobbyEntry {
        participant: aino,
        name: "aino".to_owned(),
        business: None,
        since: scene.now,
        link_had_removal: false,
    };
    assert_eq!(scene.heard("meri"), vec![Event::Knocked { entry }]);
    scene.heard_nothing("biret");
    scene.heard_nothing("aino");

    scene.pass(5000);
    scene.does("meri", Command::Admit { participant: aino });
    let welcome = scene.welcome("aino");
    assert_eq!(welcome.you, aino);
    assert_eq!(welcome.roster.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["meri", "biret", "aino"]);
    assert_eq!(welcome.lobby, vec![]);
    assert_eq!(scene.heard("meri")[0], Event::KnockGone { participant: aino, reason: KnockGone::Admitted });
    assert!(matches!(&scene.heard("biret")[..], [Event::ParticipantJoined { participant }] if participant.id == aino));
    assert_eq!(scene.stored.log, vec![("admit".to_owned(), Some(aino))]);
}

#[test]
fn who_waits_gets_nothing_of_the_room() {
    let mut scene = knocking();
    scene.does("biret", offer());
    scene.does("biret", publish(Source::Microphone, true));
    scene.write_to_all("biret", 1, "Hei").expect("stored");
    scene.heard_nothing("aino");
    for command in [offer(), Command::ChatHistory { before: 9 }, Command::HandRaise, Command::View { wants: vec![] }] {
        assert_eq!(scene.fails("aino", command), RejectCode::NotAdmitted);
    }
    assert!(
        !scene
            .ordered()
            .iter()
            .any(|order| matches!(order, Order::Connect { peer, .. } if *peer != scene.peer("biret")))
    );
    scene.heard_nothing("aino");
}

#[test]
fn only_who_keeps_the_door_may_open_it() {
    let mut scene = knocking();
    let participant = scene.id("aino");
    assert_eq!(scene.fails("biret", Command::Admit { participant }), RejectCode::Forbidden);
    assert_eq!(scene.fails("biret", Command::AdmitAll), RejectCode::Forbidden);
    assert_eq!(scene.fails("aino", Command::Admit { participant }), RejectCode::NotAdmitted);
    let biret = scene.id("biret");
    assert_eq!(scene.fails("meri", Command::Admit { participant: biret }), RejectCode::NotWaiting);
}

#[test]
fn all_who_wait_come_in_at_once_and_in_order() {
    let mut scene = knocking();
    scene.pass(10);
    assert_eq!(scene.join("carl", shared()), Ok(Standing::Waiting));
    scene.does("meri", Command::LobbyMessage { text: " Hetki vielä. ".to_owned() });
    assert_eq!(scene.heard("carl"), vec![Event::LobbyMessage { text: "Hetki vielä.".to_owned() }]);
    assert_eq!(scene.heard("aino"), vec![Event::LobbyMessage { text: "Hetki vielä.".to_owned() }]);
    scene.heard_nothing("biret");
    scene.does("meri", Command::AdmitAll);
    assert_eq!(scene.welcome("carl").roster.len(), 4);
    assert_eq!(scene.does("meri", Command::AdmitAll), Outcome::Nothing);
}

#[test]
fn who_is_denied_may_knock_again_after_a_while_but_not_for_ever() {
    let mut scene = knocking();
    for round in 1..=3 {
        let participant = scene.id("aino");
        scene.does("meri", Command::Deny { participant });
        assert_eq!(scene.heard("aino"), vec![Event::Denied]);
        assert_eq!(scene.closed("aino"), Some((RejectCode::Denied, None)));
        assert_eq!(scene.resume("aino"), Err(RejectCode::Denied));
        assert_eq!(scene.join("aino", shared()), Err(RejectCode::Denied));
        scene.pass(60_000);
        let again = scene.join("aino", shared());
        assert_eq!(again, if round < 3 { Ok(Standing::Waiting) } else { Err(RejectCode::Denied) });
    }
    assert!(scene.stored.sessions.values().all(|session| session.name != "aino"));
    scene.restart();
    scene.pass(60_000);
    assert_eq!(scene.join("aino", shared()), Err(RejectCode::Denied), "after a restart too");
}

#[test]
fn a_knock_expires_unless_its_page_comes_back() {
    let mut scene = knocking();
    scene.forget_heard();
    scene.drop_socket("aino");
    scene.pass(9_000);
    scene.heard_nothing("meri");
    assert_eq!(scene.resume("aino"), Ok((Standing::Waiting, true)));
    scene.drop_socket("aino");
    scene.pass(10_000);
    let participant = scene.id("aino");
    assert_eq!(scene.heard("meri"), vec![Event::KnockGone { participant, reason: KnockGone::Left }]);
    assert_eq!(scene.resume("aino"), Ok((Standing::Waiting, false)));
    assert!(matches!(&scene.heard("meri")[..], [Event::Knocked { entry }] if entry.participant == participant));
}

#[test]
fn admitted_while_the_connection_was_lost() {
    let mut scene = knocking();
    scene.drop_socket("aino");
    let participant = scene.id("aino");
    scene.does("meri", Command::Admit { participant });
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, false)), "her page knows nothing of the room yet");
    assert_eq!(scene.welcome("aino").you, participant);
}

#[test]
fn before_the_doors_open_only_staff_comes_in() {
    let mut scene = Scene::new();
    scene.now = Timestamp(DOORS.0 - 1);
    let rejection = scene.join_as("aino", admitting(), scene.joining("aino")).expect_err("too early");
    assert_eq!(rejection.code, RejectCode::EveningNotOpen);
    assert_eq!(serde_json::to_value(&rejection.params).unwrap(), serde_json::json!({ "opens_at": DOORS.0 }));
    assert_eq!(scene.join("risto", staff(Role::Advisor)), Ok(Standing::Admitted));
    scene.now = DOORS;
    assert_eq!(scene.join("aino", admitting()), Ok(Standing::Admitted));
}

#[test]
fn a_locked_room_lets_in_staff_and_those_who_were_in() {
    let mut scene = Scene::evening();
    scene.does("meri", Command::LockRoom { on: true });
    assert_eq!(scene.heard("aino"), vec![Event::RoomLocked { on: true }]);
    assert_eq!(scene.join("carl", shared()), Err(RejectCode::RoomLocked));
    assert_eq!(scene.join("dora", admitting()), Err(RejectCode::RoomLocked));
    assert_eq!(scene.join("eeva", personal("eeva")), Err(RejectCode::RoomLocked));
    assert_eq!(scene.join("risto", staff(Role::Advisor)), Ok(Standing::Admitted));
    assert_eq!(scene.join("aino", admitting()), Ok(Standing::Admitted), "a reload");
    scene.drop_socket("biret");
    scene.pass(60_000);
    assert_eq!(scene.resume("biret"), Ok((Standing::Admitted, false)));
    scene.does("meri", Command::LockRoom { on: false });
    assert_eq!(scene.join("carl", shared()), Ok(Standing::Waiting));
}

#[test]
fn a_full_room_and_a_full_lobby_say_so() {
    let mut scene = Scene::with(Settings { capacity: 2, lobby_capacity: 1, ..settings() });
    assert_eq!(scene.join("meri", staff(Role::Moderator)), Ok(Standing::Admitted));
    assert_eq!(scene.join("aino", admitting()), Ok(Standing::Admitted));
    let full = scene.join_as("biret", admitting(), scene.joining("biret")).expect_err("full");
    assert_eq!(full, RejectCode::RoomFull.with_max(2));
    assert_eq!(scene.join("carl", shared()), Ok(Standing::Waiting));
    assert_eq!(scene.join("dora", shared()), Err(RejectCode::LobbyFull));
    let participant = scene.id("carl");
    assert_eq!(scene.fails("meri", Command::Admit { participant }), RejectCode::RoomFull);
    assert_eq!(scene.fails("meri", Command::AdmitAll), RejectCode::RoomFull);
    assert_eq!(scene.join("olga", staff(Role::Organizer)), Ok(Standing::Admitted), "staff always finds a place");
    scene.does("olga", Command::Leave { quiet: false });
    scene.does("aino", Command::Leave { quiet: false });
    scene.does("meri", Command::Admit { participant });
}

#[test]
fn joins_on_their_way_to_the_store_count() {
    let mut scene = Scene::with(Settings { capacity: 1, ..settings() });
    scene.disk = Disk::Slow;
    scene.begin_join("aino", admitting(), scene.joining("aino"));
    assert!(scene.clients["aino"].answers.is_empty(), "not before it is stored");
    assert_eq!(scene.join("biret", admitting()), Err(RejectCode::RoomFull));
    scene.store_all();
    assert_eq!(scene.joined("aino"), Ok(Standing::Admitted));
}

#[test]
fn a_join_that_cannot_be_stored_is_no_join() {
    let mut scene = Scene::new();
    scene.disk = Disk::Broken;
    assert_eq!(scene.join("aino", admitting()), Err(RejectCode::Internal));
    scene.disk = Disk::Works;
    assert_eq!(scene.join("aino", admitting()), Ok(Standing::Admitted));
    assert_eq!(scene.welcome("aino").roster.len(), 1);
}

#[test]
fn a_page_closed_while_its_join_is_stored_leaves_no_ghost() {
    let mut scene = Scene::new();
    scene.disk = Disk::Slow;
    scene.begin_join("aino", admitting(), scene.joining("aino"));
    scene.drop_socket("aino");
    scene.store_all();
    assert!(scene.stored.sessions.is_empty());
    assert_eq!(scene.room.people.len(), 0);
    assert!(scene.idle > 0);
}

#[test]
fn a_reload_makes_no_ghost_and_does_not_knock_again() {
    let mut scene = knocking();
    let aino = scene.id("aino");
    scene.does("meri", Command::Admit { participant: aino });
    scene.does("aino", Command::HandRaise);
    scene.does("aino", publish(Source::Microphone, true));
    let earlier = Resume {
        participant: aino,
        secret: scene.clients["aino"].secret.clone(),
        last_seq: 0,
        device_class: DeviceClass::Phone,
        e2ee: true,
    };
    assert_eq!(scene.join("aino", shared()), Ok(Standing::Admitted));
    assert_eq!(scene.id("aino"), aino);
    let welcome = scene.welcome("aino");
    assert_eq!(welcome.roster.len(), 3);
    assert_eq!(welcome.hands, vec![aino], "the place in the queue stays");
    let own = welcome.roster.iter().find(|person| person.id == aino).unwrap();
    assert_eq!(own.microphone, SourceState::Off, "the new page sends nothing yet");
    assert_eq!(
        scene.resume_as("aino", earlier, true),
        Err(RejectCode::SessionUnknown),
        "the old secret is worth nothing"
    );
}

#[test]
fn a_second_window_takes_over() {
    let mut scene = Scene::evening();
    let aino = scene.clients.remove("aino").unwrap();
    let device = aino.device;
    scene.clients.insert("old page", aino);
    let join = Join { device, ..scene.joining("aino") };
    assert_eq!(scene.join_as("aino", admitting(), join), Ok(Standing::Admitted));
    assert_eq!(scene.closed("old page"), Some((RejectCode::ResumedElsewhere, None)));
    assert!(scene.heard("biret").iter().all(|event| matches!(event, Event::ParticipantUpdated { .. })));
}

#[test]
fn the_removed_do_not_come_back() {
    let mut scene = Scene::evening();
    assert_eq!(scene.join("carl", personal("carl")), Ok(Standing::Waiting));
    let carl = scene.id("carl");
    scene.does("meri", Command::Admit { participant: carl });
    scene.forget_heard();
    scene.does("meri", Command::Remove { participant: carl });
    assert_eq!(scene.heard("carl"), vec![Event::Removed]);
    assert_eq!(scene.closed("carl"), Some((RejectCode::Removed, None)));
    assert_eq!(scene.heard("biret"), vec![Event::ParticipantLeft { participant: carl, reason: LeaveReason::Removed }]);
    assert_eq!(scene.resume("carl"), Err(RejectCode::Removed));
    let session = Resume {
        participant: carl,
        secret: scene.clients["carl"].secret.clone(),
        last_seq: 0,
        device_class: DeviceClass::Phone,
        e2ee: true,
    };
    assert_eq!(scene.join("carl", personal("carl")), Err(RejectCode::Removed), "by their link");
    assert_eq!(scene.join("carl", admitting()), Err(RejectCode::Removed), "in the same browser by another link");
    let elsewhere = Join { device: DeviceId(Uuid::from_u128(5)), ..scene.joining("carl") };
    let rejected = scene.join_as("carl", personal("carl"), elsewhere).expect_err("their link opens nothing");
    assert_eq!(rejected.code, RejectCode::Removed);
    scene.restart();
    assert_eq!(scene.resume_as("carl", session, true), Err(RejectCode::SessionUnknown));
    assert_eq!(scene.join("carl", personal("carl")), Err(RejectCode::Removed), "after a restart too");
}

#[test]
fn a_link_through_which_somebody_was_removed_leads_to_the_lobby() {
    let mut scene = Scene::evening();
    let biret = scene.id("biret");
    scene.does("meri", Command::Remove { participant: biret });
    scene.forget_heard();
    assert_eq!(scene.join("newcomer", admitting()), Ok(Standing::Waiting));
    assert!(matches!(&scene.heard("meri")[..], [Event::Knocked { entry }] if entry.link_had_removal));
    assert_eq!(scene.join("aino", admitting()), Ok(Standing::Admitted), "who is inside may reload");
}

#[test]
fn staff_is_not_locked_out_by_its_own_door() {
    let mut scene = Scene::evening();
    assert_eq!(scene.join("second", staff(Role::Moderator)), Ok(Standing::Admitted));
    let second = scene.id("second");
    scene.does("meri", Command::Remove { participant: second });
    assert_eq!(scene.join("second", staff(Role::Moderator)), Err(RejectCode::Removed));
    assert_eq!(scene.join("third", staff(Role::Moderator)), Ok(Standing::Waiting), "somebody can let them in");
    scene.drop_socket("meri");
    scene.pass(20_000);
    assert_eq!(scene.join("fourth", staff(Role::Moderator)), Ok(Standing::Admitted), "nobody could let them in");
}

#[test]
fn a_revoked_link_ends_the_sessions_that_came_by_it() {
    let mut scene = Scene::evening();
    let link = admitting().link;
    scene.input(Input::LinkRevoked { link });
    assert_eq!(scene.closed("aino"), Some((RejectCode::LinkRevoked, None)));
    assert_eq!(scene.closed("meri"), None);
    assert_eq!(scene.welcome_of_a_reload("meri").roster.len(), 1);
    assert_eq!(scene.stored.sessions.len(), 1);
}

impl Scene {
    fn welcome_of_a_reload(&mut self, name: &'static str) -> Welcome {
        self.join(name, staff(Role::Moderator)).expect("staff");
        self.welcome(name)
    }
}

#[test]
fn leaving_quietly_is_not_announced_aloud_and_ends_the_session() {
    let mut scene = Scene::evening();
    let aino = scene.id("aino");
    scene.does("aino", Command::HandRaise);
    scene.forget_heard();
    scene.does("aino", Command::Leave { quiet: true });
    assert_eq!(
        scene.heard("biret"),
        vec![Event::ParticipantLeft { participant: aino, reason: LeaveReason::Quiet }, Event::Hands { queue: vec![] },]
    );
    assert!(scene.clients["aino"].closed);
    assert_eq!(scene.resume("aino"), Err(RejectCode::SessionUnknown));
}

#[test]
fn a_fixed_name_cannot_be_changed() {
    let mut scene = Scene::new();
    let join = Join { name: "\u{202E}Meri".to_owned(), ..scene.joining("eeva") };
    assert_eq!(scene.join_as("eeva", personal("eeva"), join), Ok(Standing::Waiting));
    assert_eq!(scene.room.lobby()[0].name, "eeva");
}
