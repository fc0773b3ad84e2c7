//! Keys of an encrypted evening: epochs, order, patience, and what the engine may forward.

use super::*;
use crate::limits;
use crate::wire::keys::{EpochNumber, KeyEpoch, KeyPrompt, KeyShare, Sender, key_id};

fn text(letters: usize) -> String {
    "A".repeat(letters)
}

/// An encrypted evening with nobody in it.
fn encrypted() -> Scene {
    let mut settings = settings();
    settings.evening.encrypted = true;
    let mut scene = Scene::with(settings);
    scene.join("meri", staff(Role::Moderator)).unwrap();
    scene
}

impl Scene {
    /// The newest epoch that this page was told of, among what it heard since it was asked last.
    fn epoch(&mut self, name: &str) -> KeyEpoch {
        let epoch = |event| if let Event::KeyEpoch { epoch } = event { Some(epoch) } else { None };
        self.heard(name).into_iter().filter_map(epoch).next_back().expect("a new epoch")
    }

    fn commits(&mut self, name: &str, epoch: EpochNumber) {
        self.does(name, Command::KeyCommit { epoch, commit: text(43) });
    }

    fn reveals(&mut self, name: &str, epoch: EpochNumber) {
        self.does(name, Command::KeyReveal { epoch, public_key: text(87), nonce: text(22) });
    }

    fn shares(&mut self, name: &str, epoch: EpochNumber, whom: &[&str]) {
        let share = |name: &&str| KeyShare { to: self.id(name), sealed: text(59) };
        let shares = whom.iter().map(share).collect();
        self.does(name, Command::KeyShares { epoch, shares });
    }

    /// Everybody does everything, in order.
    fn agree(&mut self, names: &[&str], epoch: EpochNumber) {
        names.iter().for_each(|name| self.commits(name, epoch));
        names.iter().for_each(|name| self.reveals(name, epoch));
        names.iter().for_each(|name| self.shares(name, epoch, names));
        names.iter().for_each(|name| {
            let _: Result<_, _> = self.ask(name, Command::KeyReady { epoch });
        });
    }

    fn sender_of(&self, name: &str) -> Sender {
        *self.room.keys.senders.get(&self.id(name)).expect("a number")
    }

    /// What the engine was told last of somebody's peer, among the newest orders.
    fn forwarded(&mut self, name: &str) -> Option<Vec<u64>> {
        let peer = self.peer(name);
        let of = |order| match order {
            Order::Encrypt { peer: about, key_ids } if about == peer => Some(key_ids),
            _ => None,
        };
        self.ordered().into_iter().filter_map(of).next_back().flatten()
    }
}

fn used(epoch: EpochNumber) -> Event {
    Event::KeyUse { epoch }
}

#[test]
fn keys_are_agreed_step_by_step_and_a_newcomer_brings_a_new_epoch() {
    let mut scene = encrypted();
    let alone = scene.epoch("meri");
    assert_eq!((alone.members.len(), alone.prompt), (1, KeyPrompt::Join));
    scene.agree(&["meri"], alone.epoch);
    assert!(scene.heard("meri").contains(&used(alone.epoch)));
    scene.join("aino", admitting()).unwrap();
    let two = scene.epoch("meri");
    assert_eq!(scene.epoch("aino"), two);
    assert!(two.epoch > alone.epoch);
    assert_eq!(scene.fails("meri", Command::KeyReady { epoch: alone.epoch }), RejectCode::KeyEpochOver);
    scene.commits("meri", two.epoch);
    let reveal = Command::KeyReveal { epoch: two.epoch, public_key: text(87), nonce: text(22) };
    assert_eq!(scene.fails("meri", reveal), RejectCode::KeyUnexpected, "aino has not committed");
    assert_eq!(scene.heard("aino"), vec![]);
    scene.commits("aino", two.epoch);
    assert!(matches!(&scene.heard("aino")[..], [Event::KeyCommits { commits, .. }] if commits.len() == 2));
    scene.reveals("aino", two.epoch);
    assert_eq!(scene.heard("aino"), vec![], "not before all have revealed");
    scene.reveals("meri", two.epoch);
    assert!(matches!(&scene.heard("aino")[..], [Event::KeyReveals { reveals, .. }] if reveals.len() == 2));
    scene.shares("meri", two.epoch, &["aino"]);
    let share = Event::KeyShare { epoch: two.epoch, from: scene.id("meri"), sealed: text(59) };
    assert_eq!(scene.heard("aino"), vec![share]);
    scene.shares("aino", two.epoch, &["meri"]);
    scene.does("aino", Command::KeyReady { epoch: two.epoch });
    assert_eq!(scene.heard("aino"), vec![]);
    scene.does("meri", Command::KeyReady { epoch: two.epoch });
    assert_eq!(scene.heard("aino"), vec![used(two.epoch)]);
}

#[test]
fn nothing_is_forwarded_before_a_key_and_both_keys_for_a_short_while_after_a_change() {
    let mut scene = encrypted();
    let first = scene.epoch("meri").epoch;
    scene.does("meri", offer());
    assert_eq!(scene.forwarded("meri"), Some(vec![]), "closed from the first packet on");
    scene.agree(&["meri"], first);
    let sender = scene.sender_of("meri");
    assert_eq!(scene.forwarded("meri"), Some(vec![key_id(first, sender)]));
    scene.join("aino", admitting()).unwrap();
    let second = scene.epoch("aino").epoch;
    assert_eq!(scene.forwarded("meri"), None, "the engine is told nothing new yet");
    for name in ["meri", "aino"] {
        scene.commits(name, second);
    }
    for name in ["meri", "aino"] {
        scene.reveals(name, second);
    }
    let both = Some(vec![key_id(second, sender), key_id(first, sender)]);
    assert_eq!(scene.forwarded("meri"), both, "known before anybody may use it");
    for (name, other) in [("meri", "aino"), ("aino", "meri")] {
        scene.shares(name, second, &[other]);
        scene.does(name, Command::KeyReady { epoch: second });
    }
    assert_eq!(scene.forwarded("meri"), None, "the same two");
    scene.pass(limits::KEY_OVERLAP_MS);
    assert_eq!(scene.forwarded("meri"), Some(vec![key_id(second, sender)]));
}

#[test]
fn after_somebody_went_the_old_key_ends_with_the_new_one_and_no_acknowledgement_is_awaited() {
    let mut scene = encrypted();
    scene.join("aino", admitting()).unwrap();
    scene.join("biret", admitting()).unwrap();
    scene.does("meri", offer());
    let epoch = scene.epoch("meri").epoch;
    scene.agree(&["meri", "aino", "biret"], epoch);
    scene.forget_heard();
    scene.does("biret", Command::Leave { quiet: false });
    let next = scene.epoch("meri");
    assert_eq!((next.members.len(), next.prompt), (2, KeyPrompt::Removal));
    scene.commits("meri", next.epoch);
    scene.commits("aino", next.epoch);
    scene.reveals("meri", next.epoch);
    scene.reveals("aino", next.epoch);
    scene.shares("meri", next.epoch, &["aino"]);
    scene.forget_heard();
    scene.shares("aino", next.epoch, &["meri"]);
    assert!(scene.heard("meri").contains(&used(next.epoch)));
    let sender = scene.sender_of("meri");
    assert_eq!(scene.forwarded("meri"), Some(vec![key_id(next.epoch, sender)]), "no overlap");
}

#[test]
fn who_does_not_commit_does_not_hold_up_the_others_and_may_come_later() {
    let mut scene = encrypted();
    scene.join("aino", admitting()).unwrap();
    let epoch = scene.epoch("meri").epoch;
    scene.commits("meri", epoch);
    scene.pass(limits::KEY_PATIENCE_MS - 1);
    assert_eq!(scene.heard("meri"), vec![]);
    scene.pass(1);
    assert!(matches!(&scene.heard("meri")[..], [Event::KeyCommits { commits, .. }] if commits.len() == 1));
    scene.forget_heard();
    scene.commits("aino", epoch);
    scene.heard_nothing("aino");
    scene.reveals("meri", epoch);
    scene.shares("meri", epoch, &[]);
    scene.does("meri", Command::KeyReady { epoch });
    let next = scene.epoch("aino");
    assert_eq!(next.members.len(), 2, "the late one gets another epoch once this one is in use");
    scene.commits("meri", next.epoch);
    scene.pass(limits::KEY_PATIENCE_MS);
    scene.commits("aino", next.epoch);
    scene.reveals("meri", next.epoch);
    scene.forget_heard();
    scene.pass(limits::KEY_PATIENCE_MS);
    assert_eq!(scene.heard("meri"), vec![used(next.epoch)], "but not at once again");
    scene.pass(limits::KEY_AGAIN_MS);
    assert!(scene.epoch("aino").epoch > next.epoch);
}

#[test]
fn who_commits_and_falls_silent_ends_the_epoch_without_any_partial_set_of_keys() {
    let mut scene = encrypted();
    scene.join("aino", admitting()).unwrap();
    let epoch = scene.epoch("meri").epoch;
    scene.commits("meri", epoch);
    scene.commits("aino", epoch);
    scene.reveals("meri", epoch);
    scene.forget_heard();
    scene.pass(limits::KEY_PATIENCE_MS);
    let next = scene.epoch("meri");
    assert_eq!(next.members.len(), 1, "without whoever fell silent");
    assert_eq!(scene.epoch("aino"), next, "told, so that they can ask for another one");
    scene.agree(&["meri"], next.epoch);
    scene.forget_heard();
    scene.commits("aino", next.epoch);
    assert_eq!(scene.epoch("meri").members.len(), 2);
}

#[test]
fn who_is_reconnecting_is_not_waited_for() {
    let mut scene = encrypted();
    scene.join("aino", admitting()).unwrap();
    let epoch = scene.epoch("meri").epoch;
    scene.commits("meri", epoch);
    scene.forget_heard();
    scene.drop_socket("aino");
    assert!(scene.heard("meri").iter().any(|event| matches!(event, Event::KeyCommits { .. })));
}

#[test]
fn who_cannot_encrypt_does_not_get_in_and_unencrypted_evenings_know_no_keys() {
    let mut scene = encrypted();
    let join = Join { e2ee: false, ..scene.joining("aino") };
    let refused = scene.join_as("aino", admitting(), join).expect_err("refused");
    assert_eq!(refused.code, RejectCode::EncryptionNeeded);
    let mut plain = Scene::evening();
    plain.does("aino", offer());
    plain.join("carl", admitting()).unwrap();
    let keys = |event: &Event| matches!(event, Event::KeyEpoch { .. });
    assert!(!plain.heard("aino").iter().any(keys));
    assert!(!plain.ordered().iter().any(|order| matches!(order, Order::Encrypt { .. })));
    let commit = Command::KeyCommit { epoch: EpochNumber(1), commit: text(43) };
    assert_eq!(plain.fails("aino", commit), RejectCode::KeyEpochOver);
}

#[test]
fn what_keys_do_not_look_like_is_rejected() {
    let mut scene = encrypted();
    let epoch = scene.epoch("meri").epoch;
    for commit in [text(42), text(44), "ä".repeat(43), format!("{}=", text(42))] {
        assert_eq!(scene.fails("meri", Command::KeyCommit { epoch, commit }), RejectCode::KeyMalformed);
    }
    scene.commits("meri", epoch);
    let reveal = Command::KeyReveal { epoch, public_key: text(86), nonce: text(22) };
    assert_eq!(scene.fails("meri", reveal), RejectCode::KeyMalformed);
    scene.reveals("meri", epoch);
    let shares = vec![KeyShare { to: scene.id("meri"), sealed: text(129) }];
    assert_eq!(scene.fails("meri", Command::KeyShares { epoch, shares }), RejectCode::KeyMalformed);
}

#[test]
fn when_everybody_falls_silent_at_once_they_can_agree_later() {
    let mut scene = encrypted();
    scene.join("aino", admitting()).unwrap();
    let epoch = scene.epoch("meri").epoch;
    scene.commits("meri", epoch);
    scene.commits("aino", epoch);
    scene.forget_heard();
    scene.pass(limits::KEY_PATIENCE_MS);
    let next = scene.epoch("meri");
    assert_eq!(next.members.len(), 2, "there is nobody else to go on with");
    scene.agree(&["meri", "aino"], next.epoch);
    assert!(scene.heard("aino").contains(&used(next.epoch)));
}

#[test]
fn whoever_is_welcomed_anew_within_the_grace_time_gets_a_new_epoch() {
    let mut scene = encrypted();
    let names = ["meri", "aino", "biret", "carl", "dora"];
    for name in &names[1..] {
        scene.join(name, admitting()).unwrap();
    }
    let epoch = scene.epoch("meri").epoch;
    scene.agree(&names, epoch);
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
    let heard = scene.heard("aino");
    assert!(matches!(heard[0], Event::Welcome(_)));
    let newest = heard
        .iter()
        .rev()
        .find_map(|event| if let Event::KeyEpoch { epoch } = event { Some(epoch.epoch) } else { None });
    assert!(newest.is_some_and(|newest| newest > epoch), "{newest:?}");
}

#[test]
fn who_commits_first_after_all_were_silent_is_not_held_up_by_the_others() {
    let mut scene = encrypted();
    scene.join("aino", admitting()).unwrap();
    let epoch = scene.epoch("meri").epoch;
    scene.pass(limits::KEY_PATIENCE_MS);
    scene.commits("meri", epoch);
    scene.forget_heard();
    scene.pass(limits::KEY_PATIENCE_MS);
    assert!(matches!(&scene.heard("meri")[..], [Event::KeyCommits { commits, .. }] if commits.len() == 1));
}

#[test]
fn groups_have_keys_of_their_own_and_the_common_room_of_an_open_evening_has_none() {
    let mut scene = Scene::two_groups();
    let (ainos, donnas) = (scene.epoch("aino"), scene.epoch("donna"));
    assert_ne!((ainos.scope, ainos.epoch), (donnas.scope, donnas.epoch));
    let members: Vec<_> = ainos.members.iter().map(|member| member.participant).collect();
    assert_eq!(members, ["aino", "biret", "carl"].map(|name| scene.id(name)), "nobody of the other group is named");
    let keys = |event: &Event| matches!(event, Event::KeyEpoch { .. });
    assert!(!scene.heard("meri").iter().any(keys));
    assert_eq!(scene.fails("donna", Command::KeyReady { epoch: ainos.epoch }), RejectCode::KeyEpochOver);
    scene.agree(&["aino", "biret", "carl"], ainos.epoch);
    assert!(scene.heard("carl").contains(&used(ainos.epoch)));
}

/// What the engine is told of a peer's place and keys, in order.
fn way(scene: &mut Scene, name: &str) -> Vec<Order> {
    let about = scene.peer(name);
    let mine =
        |order: &Order| matches!(order, Order::Encrypt { peer, .. } | Order::Place { peer, .. } if *peer == about);
    scene.ordered().into_iter().filter(mine).collect()
}

#[test]
fn between_places_nothing_is_forwarded_and_a_group_stays_closed_until_it_has_keys() {
    let mut scene = Scene::evening();
    scene.does("aino", offer());
    scene.plan(&[&["aino", "biret"]]);
    scene.forget_heard();
    scene.does("meri", Command::GroupsOpen { seconds: None });
    let (peer, group) = (scene.peer("aino"), scene.scope("aino"));
    let closed = Order::Encrypt { peer, key_ids: Some(vec![]) };
    assert_eq!(way(&mut scene, "aino"), [closed.clone(), Order::Place { peer, scope: group }]);
    let epoch = scene.epoch("aino").epoch;
    scene.agree(&["aino", "biret"], epoch);
    let key = key_id(epoch, scene.sender_of("aino"));
    assert_eq!(scene.forwarded("aino"), Some(vec![key]));
    scene.forget_heard();
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    let place = Order::Place { peer, scope: crate::media::Scope::Evening };
    assert_eq!(way(&mut scene, "aino"), [closed, place, Order::Encrypt { peer, key_ids: None }]);
}

#[test]
fn who_cannot_encrypt_is_left_in_the_common_room_and_told_why() {
    let mut scene = Scene::evening();
    let join = Join { e2ee: false, ..scene.joining("carl") };
    scene.join_as("carl", admitting(), join).unwrap();
    scene.plan(&[&["aino", "biret", "carl"]]);
    scene.forget_heard();
    scene.does("meri", Command::GroupsOpen { seconds: None });
    assert_eq!(scene.scope("carl"), crate::media::Scope::Evening);
    assert!(scene.heard("carl").contains(&Event::NotPlaced { code: RejectCode::CannotEncrypt }));
    let members = scene.epoch("aino").members.len();
    assert_eq!(members, 2);
    let into = Command::GroupMove { participant: scene.id("carl"), group: Some(scene.group("aino")) };
    assert_eq!(scene.fails("meri", into), RejectCode::CannotEncrypt);
}

#[test]
fn a_page_that_was_loaded_again_has_other_keys_and_gets_a_new_epoch() {
    let mut scene = encrypted();
    scene.join("aino", admitting()).unwrap();
    let epoch = scene.epoch("meri").epoch;
    scene.agree(&["meri", "aino"], epoch);
    scene.forget_heard();
    scene.drop_socket("aino");
    scene.clients.get_mut("aino").unwrap().last_seq = 0;
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, false)));
    assert!(scene.epoch("aino").epoch > epoch);
}
