//! What is sent in one scope is received in that scope only, whatever happens.

use std::{collections::BTreeMap, time::Duration};

use koronailta_signaling::{
    ids::GroupId,
    ids::Timestamp,
    media::{LinePurpose, Order, Report, Scope, Source},
};
use proptest::prelude::*;

use super::{client::Camera, world::World};

const SECOND: Duration = Duration::from_secs(1);

fn group(number: u8) -> Scope {
    if number == 0 { Scope::Evening } else { Scope::Group(GroupId::new(Timestamp(0), [number; 10])) }
}

fn place(world: &mut World, number: u8, scope: u8) {
    let (peer, scope) = (world.id(number), group(scope));
    world.order(Order::Place { peer, scope });
}

/// How many packets a receiver has of each sender.
fn counts(world: &World, receiver: u8) -> BTreeMap<u8, usize> {
    let mut counts = BTreeMap::new();
    for packet in &world.clients[&receiver].received {
        *counts.entry(packet.mark()).or_default() += 1;
    }
    counts
}

/// Everybody speaks and shows a camera to everybody.
fn full(numbers: &[u8]) -> World {
    let mut world = World::with(numbers, Camera::Single);
    for &number in numbers {
        world.client(number).voice = Some(20);
        world.client(number).pictures.insert((Source::Camera, 0));
    }
    for &number in numbers {
        show_others(&mut world, number);
    }
    world.run(SECOND);
    world
}

fn show_others(world: &mut World, receiver: u8) {
    let slots = world.client(receiver).slots(LinePurpose::VideoSlot);
    let others: Vec<u8> = world.clients.keys().copied().filter(|number| *number != receiver).collect();
    for (slot, other) in slots.iter().zip(others) {
        let publication = world.publication(other, Source::Camera);
        world.fill(receiver, slot, publication, 180);
    }
}

#[test]
fn voices_and_pictures_stay_on_their_side_from_the_order_on() {
    let mut world = full(&[1, 2, 3, 4]);
    assert!((2..=4).all(|other| counts(&world, 1)[&other] > 50), "before, all are together");
    for (number, scope) in [(1, 1), (2, 1), (3, 2), (4, 2)] {
        place(&mut world, number, scope);
    }
    let before: Vec<_> = (1..=4).map(|number| counts(&world, number)).collect();
    // The room asks for what it may not have, too.
    for number in 1..=4 {
        show_others(&mut world, number);
    }
    world.run(SECOND);
    for (receiver, before) in (1..=4).zip(before) {
        let now = counts(&world, receiver);
        for sender in (1..=4).filter(|sender| *sender != receiver) {
            let more = now[&sender] - before[&sender];
            let together = (receiver - 1) / 2 == (sender - 1) / 2;
            assert!(if together { more > 80 } else { more == 0 }, "{receiver} of {sender}: {more}");
        }
        for slot in world.client(receiver).slots(LinePurpose::AudioSlot) {
            world.check_attribution(receiver, &slot);
        }
    }
    // Back again: at once, and without anybody having to speak up anew.
    for number in 1..=4 {
        place(&mut world, number, 0);
    }
    let before = counts(&world, 1);
    for number in 1..=4 {
        show_others(&mut world, number);
    }
    world.run(SECOND / 2);
    assert!((2..=4).all(|other| counts(&world, 1)[&other] > before[&other] + 20));
}

#[test]
fn slots_are_emptied_on_both_sides_before_anything_new_is_in_them() {
    let mut world = full(&[1, 2, 3]);
    let receivers: Vec<_> = [1, 2, 3].map(|number| world.id(number)).to_vec();
    world.reports.clear();
    place(&mut world, 1, 1);
    let cleared = |receiver| {
        let of = |report: &&Report| matches!(report, Report::SlotCleared { receiver: to, .. } if *to == receiver);
        world.reports.iter().filter(of).count()
    };
    assert_eq!(cleared(receivers[0]), 4, "two voices and two faces");
    assert_eq!(cleared(receivers[1]), 2, "a voice and a face");
    assert_eq!(cleared(receivers[2]), 2);
    assert!(!world.reports.iter().any(|report| matches!(report, Report::SlotFilled { .. })));
    place(&mut world, 1, 1);
    let said = world.reports.len();
    assert_eq!(said, 8, "where somebody is already they stay");
    world.run(SECOND);
    let id = world.id(1);
    let spoke =
        |report: &Report| if let Report::Speaking { peers } = report { Some(peers.contains(&id)) } else { None };
    assert_ne!(world.reports.iter().rev().find_map(spoke), Some(false), "who speaks on is heard to speak there");
}

#[test]
fn the_beginning_of_a_word_does_not_go_along() {
    let mut world = World::with(&[1, 2, 3, 4], Camera::Single);
    for number in [2, 3, 4] {
        place(&mut world, number, 1);
    }
    for (number, level) in [(1, 5), (2, 45), (3, 45)] {
        world.client(number).voice = Some(level);
    }
    world.run(SECOND);
    assert_eq!(counts(&world, 4).len(), 2, "both places are taken");
    place(&mut world, 1, 1);
    world.client(1).chapter = 1;
    world.run(SECOND);
    let heard: Vec<u8> =
        world.clients[&4].received.iter().filter(|packet| packet.mark() == 1).map(|packet| packet.payload[1]).collect();
    assert!(heard.len() > 30, "the loud one gets a place");
    assert!(heard.iter().all(|chapter| *chapter == 1), "and nothing that was said elsewhere");
}

#[test]
fn each_scope_has_a_dominant_speaker_of_its_own() {
    let mut world = World::with(&[1, 2, 3, 4, 5], Camera::Single);
    for number in [2, 3, 4, 5] {
        place(&mut world, number, 1);
    }
    // Somebody much louder elsewhere takes no place from anybody here.
    for (number, level) in [(1, 1), (2, 40), (3, 40), (4, 40)] {
        world.client(number).voice = Some(level);
    }
    world.run(SECOND * 2);
    let heard = counts(&world, 5);
    assert_eq!(heard.get(&1), None);
    assert_eq!(heard.values().filter(|count| **count > 80).count(), 2);
}

#[test]
fn who_connects_is_where_the_room_says_from_the_first_packet_on() {
    let mut world = World::with(&[1, 2], Camera::Single);
    place(&mut world, 1, 1);
    world.client(1).voice = Some(20);
    let (stranger, offer) = super::client::Client::new(world.now, 3, Camera::Single);
    let (peer, lines) = (stranger.id, stranger.lines.clone());
    world.clients.insert(3, stranger);
    world.order(Order::Connect { peer, offer, lines, allowed: [Source::Microphone].into(), scope: group(1) });
    world.client(3).voice = Some(20);
    world.run(SECOND * 3);
    assert!(counts(&world, 1)[&3] > 40 && counts(&world, 3)[&1] > 40);
    assert_eq!(counts(&world, 2), BTreeMap::new());
}

#[derive(Clone, Debug)]
enum Step {
    Place(u8, u8),
    Show(u8),
    Floor(u8),
    Voice(u8, u8),
    Allow(u8, bool),
    Hide(u8, u8),
    Run(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let peer = || 1_u8..6;
    prop_oneof![
        4 => (peer(), 0_u8..3).prop_map(|(peer, scope)| Step::Place(peer, scope)),
        3 => peer().prop_map(Step::Show),
        1 => peer().prop_map(Step::Floor),
        2 => (peer(), 5_u8..60).prop_map(|(peer, level)| Step::Voice(peer, level)),
        1 => (peer(), any::<bool>()).prop_map(|(peer, on)| Step::Allow(peer, on)),
        1 => (peer(), peer()).prop_map(|(receiver, hidden)| Step::Hide(receiver, hidden)),
        4 => (20_u64..200).prop_map(Step::Run),
    ]
}

fn carry_out(world: &mut World, scopes: &mut BTreeMap<u8, u8>, step: &Step) {
    match *step {
        Step::Place(number, scope) => {
            scopes.insert(number, scope);
            place(world, number, scope);
        }
        Step::Show(number) => show_others(world, number),
        Step::Floor(number) => {
            let holders = vec![world.id(number)];
            world.order(Order::SetFloor { holders, over: Vec::new() });
        }
        Step::Voice(number, level) => world.client(number).voice = Some(level),
        Step::Allow(number, on) => {
            let peer = world.id(number);
            let sources = if on { [Source::Microphone, Source::Camera].into() } else { [].into() };
            world.order(Order::Allow { peer, sources });
        }
        Step::Hide(receiver, hidden) => {
            let (receiver, hidden) = (world.id(receiver), [world.id(hidden)].into());
            world.order(Order::Hide { receiver, hidden });
        }
        Step::Run(milliseconds) => world.run(Duration::from_millis(milliseconds)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 50, ..ProptestConfig::default() })]

    /// After each step, nothing new has come from behind a wall.
    #[test]
    fn no_order_makes_a_hole(steps in proptest::collection::vec(step(), 1..40)) {
        let mut world = full(&[1, 2, 3, 4, 5]);
        let mut scopes: BTreeMap<u8, u8> = (1..=5).map(|number| (number, 0)).collect();
        let mut before: BTreeMap<u8, usize> =
            world.clients.iter().map(|(number, client)| (*number, client.received.len())).collect();
        for step in steps {
            let moving = matches!(step, Step::Place(..)).then(|| scopes.clone());
            carry_out(&mut world, &mut scopes, &step);
            // What was on its way is sent out before the wall goes up.
            let during = moving.as_ref().unwrap_or(&scopes);
            for (number, client) in &world.clients {
                for packet in &client.received[before[number]..] {
                    prop_assert_eq!(during[number], during[&packet.mark()], "{} heard {} after {:?}", number, packet.mark(), step);
                }
                before.insert(*number, client.received.len());
            }
        }
    }
}
