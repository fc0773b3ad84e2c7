//! Courtesy, enforcement, roles.

use super::*;
use crate::wire::participant::{Ability, AbilityReport};

/// Meri moderates; Aino sends everything she has.
fn talking() -> Scene {
    let mut scene = Scene::evening();
    scene.does("aino", offer());
    scene.does("aino", publish(Source::Microphone, true));
    scene.does("aino", publish(Source::Camera, true));
    scene.forget_heard();
    scene
}

#[test]
fn a_courtesy_mute_may_be_undone_by_its_owner() {
    let mut scene = talking();
    let (participant, peer) = (scene.id("aino"), scene.peer("aino"));
    let mute = Command::Mute { participant, source: Source::Microphone };
    assert_eq!(scene.fails("biret", mute.clone()), RejectCode::Forbidden);
    scene.does("meri", mute.clone());
    let heard = scene.heard("aino");
    assert_eq!(microphone_told(&heard, participant), Some(SourceState::Off));
    assert_eq!(heard.last(), Some(&Event::Muted { source: Source::Microphone, enforced: false }));
    assert!(!scene.heard("biret").iter().any(|event| matches!(event, Event::Muted { .. })));
    assert_eq!(scene.ordered(), vec![Order::Allow { peer, sources: [Source::Camera].into() }]);
    scene.does("aino", publish(Source::Microphone, true));
    assert_eq!(scene.ordered(), vec![Order::Allow { peer, sources: [Source::Microphone, Source::Camera].into() }]);
    scene.does("aino", publish(Source::Microphone, false));
    scene.forget_heard();
    scene.does("meri", mute);
    scene.heard_nothing("aino");
}

#[test]
fn a_block_holds_until_it_is_lifted() {
    let mut scene = talking();
    let (participant, peer) = (scene.id("aino"), scene.peer("aino"));
    let source = Source::Microphone;
    scene.does("meri", Command::Block { participant, source });
    let heard = scene.heard("aino");
    assert_eq!(microphone_told(&heard, participant), Some(SourceState::Blocked));
    assert!(heard.contains(&Event::Muted { source, enforced: true }));
    assert_eq!(scene.ordered(), vec![Order::Allow { peer, sources: [Source::Camera].into() }]);
    assert_eq!(scene.fails("aino", publish(source, true)), RejectCode::SourceBlocked);
    // Neither a new connection, nor coming back, nor a reload, nor leaving and coming again lifts it.
    scene.does("aino", offer());
    scene.drop_socket("aino");
    scene.pass(30_000);
    scene.resume("aino").unwrap();
    assert_eq!(scene.fails("aino", publish(source, true)), RejectCode::SourceBlocked);
    scene.join("aino", admitting()).unwrap();
    assert_eq!(scene.fails("aino", publish(source, true)), RejectCode::SourceBlocked);
    scene.does("aino", Command::Leave { quiet: true });
    scene.join("aino", admitting()).unwrap();
    assert_eq!(scene.fails("aino", publish(source, true)), RejectCode::SourceBlocked);
    // Nor does a restart of the server, whether she comes back or comes anew.
    scene.restart();
    scene.resume("meri").unwrap();
    scene.resume("aino").unwrap();
    assert_eq!(scene.fails("aino", publish(source, true)), RejectCode::SourceBlocked);
    scene.does("aino", Command::Leave { quiet: true });
    scene.restart();
    scene.resume("meri").unwrap();
    scene.join("aino", admitting()).unwrap();
    assert_eq!(scene.fails("aino", publish(source, true)), RejectCode::SourceBlocked);
    scene.forget_heard();

    let participant = scene.id("aino");
    scene.does("meri", Command::Unblock { participant, source });
    let heard = scene.heard("aino");
    assert_eq!(microphone_told(&heard, participant), Some(SourceState::Off), "nobody is switched on");
    assert_eq!(heard.last(), Some(&Event::Unblocked { source }));
    scene.restart();
    scene.resume("aino").unwrap();
    scene.does("aino", publish(source, true));
}

#[test]
fn a_blocked_voice_does_not_come_by_the_sound_of_a_screen() {
    let mut scene = talking();
    let participant = scene.id("aino");
    scene.does("aino", publish(Source::Screen, true));
    scene.does("aino", publish(Source::ScreenAudio, true));
    scene.does("meri", Command::Block { participant, source: Source::Microphone });
    assert_eq!(scene.person("aino").on, [Source::Camera, Source::Screen].into());
    assert_eq!(scene.fails("aino", publish(Source::ScreenAudio, true)), RejectCode::SourceBlocked);
}

#[test]
fn all_are_muted_but_the_staff() {
    let mut scene = talking();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    for name in ["biret", "risto", "meri"] {
        scene.does(name, publish(Source::Microphone, true));
    }
    scene.forget_heard();
    scene.does("meri", Command::MuteAll);
    for (name, on) in [("aino", false), ("biret", false), ("risto", true), ("meri", true)] {
        assert_eq!(scene.person(name).on.contains(&Source::Microphone), on, "{name}");
        let told = Event::Muted { source: Source::Microphone, enforced: false };
        assert_eq!(scene.heard(name).contains(&told), !on, "{name}");
    }
    assert!(scene.person("aino").on.contains(&Source::Camera));
}

#[test]
fn moderation_is_logged_before_it_is_done() {
    let mut scene = talking();
    let participant = scene.id("aino");
    scene.disk = Disk::Broken;
    assert_eq!(scene.fails("meri", Command::Remove { participant }), RejectCode::Internal);
    assert_eq!(scene.fails("meri", Command::HoldFloor), RejectCode::Internal);
    assert_eq!(scene.fails("meri", Command::LockRoom { on: true }), RejectCode::Internal);
    for name in ["aino", "biret", "meri"] {
        scene.heard_nothing(name);
    }
    scene.disk = Disk::Slow;
    let request = scene.send("meri", Command::Block { participant, source: Source::Camera });
    assert!(scene.person("aino").on.contains(&Source::Camera));
    assert_eq!(scene.answer("meri", request), None);
    scene.store_all();
    assert!(!scene.person("aino").on.contains(&Source::Camera));
    assert_eq!(scene.stored.log, vec![("block".to_owned(), Some(participant))]);
}

#[test]
fn commands_that_decide_about_people_wait_for_each_other() {
    let mut scene = Scene::evening();
    let (meri, aino) = (scene.id("meri"), scene.id("aino"));
    scene.does("meri", Command::SetRole { participant: aino, role: Role::Moderator });
    scene.disk = Disk::Slow;
    let first = scene.send("meri", Command::SetRole { participant: meri, role: Role::Participant });
    let second = scene.send("aino", Command::SetRole { participant: aino, role: Role::Participant });
    scene.store_all();
    assert_eq!(scene.answer("meri", first), Some(Ok(Outcome::Nothing)));
    let rejected = scene.answer("aino", second).unwrap().expect_err("nobody would be left");
    assert_eq!(rejected.code, RejectCode::LastModerator);
}

#[test]
fn nobody_grants_what_they_lack_or_changes_who_is_above() {
    let mut scene = Scene::evening();
    scene.join("olga", staff(Role::Organizer)).unwrap();
    let (meri, aino, olga) = (scene.id("meri"), scene.id("aino"), scene.id("olga"));
    let set = |participant, role| Command::SetRole { participant, role };
    assert_eq!(scene.fails("aino", set(aino, Role::Moderator)), RejectCode::Forbidden);
    assert_eq!(scene.fails("meri", set(aino, Role::Organizer)), RejectCode::Forbidden);
    assert_eq!(scene.fails("meri", set(olga, Role::Participant)), RejectCode::Forbidden);
    assert_eq!(scene.fails("meri", Command::Remove { participant: olga }), RejectCode::Forbidden);
    let block = Command::Block { participant: olga, source: Source::Microphone };
    assert_eq!(scene.fails("meri", block), RejectCode::Forbidden);
    assert_eq!(scene.fails("meri", Command::Remove { participant: meri }), RejectCode::NotToOneself);
    scene.forget_heard();
    scene.does("meri", set(aino, Role::Moderator));
    let welcome = scene.welcome("aino");
    assert!(welcome.permissions.contains(&crate::wire::permission::Permission::KeepDoor));
    assert!(
        matches!(&scene.heard("biret")[..], [Event::ParticipantUpdated { participant }] if participant.role == Role::Moderator)
    );
    scene.does("olga", set(meri, Role::Participant));
    assert_eq!(scene.fails("meri", Command::MuteAll), RejectCode::Forbidden);
    scene.restart();
    scene.resume("meri").unwrap();
    assert_eq!(scene.person("meri").session.role, Role::Participant, "a role survives a restart");
}

#[test]
fn the_last_moderator_stays_one() {
    let mut scene = Scene::evening();
    let meri = scene.id("meri");
    let step_down = Command::SetRole { participant: meri, role: Role::Participant };
    assert_eq!(scene.fails("meri", step_down.clone()), RejectCode::LastModerator);
    scene.join("olga", staff(Role::Organizer)).unwrap();
    scene.does("meri", step_down);
}

#[test]
fn nobody_is_unmuted_but_only_invited() {
    let mut scene = Scene::evening();
    let participant = scene.id("aino");
    scene.does("meri", Command::InviteToSpeak { participant });
    assert_eq!(scene.heard("aino"), vec![Event::InvitedToSpeak]);
    scene.heard_nothing("biret");
    assert!(scene.person("aino").on.is_empty());
    let meri = scene.id("meri");
    assert_eq!(scene.fails("meri", Command::InviteToSpeak { participant: meri }), RejectCode::NotToOneself);
}

#[test]
fn reports_reach_the_staff_and_not_the_one_they_are_about() {
    let mut scene = Scene::evening();
    scene.join("olga", staff(Role::Organizer)).unwrap();
    scene.forget_heard();
    let (meri, aino, biret) = (scene.id("meri"), scene.id("aino"), scene.id("biret"));
    scene.does("aino", Command::ReportPerson { participant: biret, text: " Häiritsee ".to_owned() });
    let event = Event::PersonReported { by: aino, about: biret, text: "Häiritsee".to_owned(), at: scene.now };
    assert_eq!(scene.heard("meri"), vec![event.clone()]);
    assert_eq!(scene.heard("olga"), vec![event]);
    scene.heard_nothing("biret");
    scene.heard_nothing("aino");
    scene.does("aino", Command::ReportPerson { participant: meri, text: String::new() });
    scene.heard_nothing("meri");
    assert_eq!(scene.heard("olga").len(), 1);
}

#[test]
fn the_moderator_sees_who_cannot_hear_or_speak() {
    let mut scene = Scene::evening();
    let aino = scene.id("aino");
    let report = Command::ReportAbility { hear: Ability::Blocked, speak: Ability::Without };
    scene.does("aino", report);
    let event = Event::AbilityReported { participant: aino, hear: Ability::Blocked, speak: Ability::Without };
    assert_eq!(scene.heard("meri"), vec![event]);
    scene.heard_nothing("biret");
    scene.join("olga", staff(Role::Organizer)).unwrap();
    let known = AbilityReport { participant: aino, hear: Ability::Blocked, speak: Ability::Without };
    assert_eq!(scene.welcome("olga").abilities, vec![known]);
    scene.join("dora", admitting()).unwrap();
    assert_eq!(scene.welcome("dora").abilities, vec![]);
}

#[test]
fn a_block_holds_for_the_person_and_not_for_their_phone() {
    let mut scene = Scene::evening();
    let own = Access { admits: true, ..personal("Eero") };
    scene.join("phone", own.clone()).unwrap();
    let participant = scene.id("phone");
    scene.does("meri", Command::Block { participant, source: Source::Microphone });
    scene.join("laptop", own.clone()).unwrap();
    assert_eq!(scene.fails("laptop", publish(Source::Microphone, true)), RejectCode::SourceBlocked);
    scene.restart();
    scene.join("laptop", own).unwrap();
    assert_eq!(
        scene.fails("laptop", publish(Source::Microphone, true)),
        RejectCode::SourceBlocked,
        "nor after a restart"
    );
}
