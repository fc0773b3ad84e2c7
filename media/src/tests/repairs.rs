//! What becomes of packets on bad ways: lost, doubled, overtaken; and who is asked for what is missing.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use koronailta_signaling::{
    ids::Mid,
    media::{LinePurpose, Source},
};

use super::{
    client::{Camera, Film, Received},
    network::Conditions,
    world::World,
};
use crate::layer_selector::vp8_key_frame_size;

const SECOND: Duration = Duration::from_secs(1);
const DELAY_MS: u32 = 30;

fn bad(loss: f64) -> Conditions {
    Conditions { loss, delay_ms: DELAY_MS, ..Conditions::default() }
}

/// The first looks at the second, for so long; then all is still, and nothing is under way any more.
fn watched(mut world: World, time: Duration) -> (World, Mid) {
    let slot = world.client(1).slots(LinePurpose::VideoSlot)[0].clone();
    let publication = world.publication(2, Source::Camera);
    world.client(2).pictures.insert((Source::Camera, 0));
    world.fill(1, &slot, publication, 180);
    world.run(time);
    world.client(2).pictures.clear();
    world.run(SECOND);
    (world, slot)
}

fn of_slot<'a>(world: &'a World, viewer: u8, slot: &Mid) -> Vec<&'a Received> {
    world.clients[&viewer].received.iter().filter(|packet| packet.mid == *slot).collect()
}

/// Part of what was sent since the first packet that came which never came.
fn missing(world: &World, slot: &Mid) -> f64 {
    let numbers: BTreeSet<u32> = of_slot(world, 1, slot).iter().map(|packet| packet.number()).collect();
    let (first, last) = (*numbers.first().unwrap(), *numbers.last().unwrap());
    let sent = f64::from(last - first + 1);
    assert!(sent > 900.0, "only {sent} packets");
    1.0 - f64::from(u32::try_from(numbers.len()).unwrap()) / sent
}

#[test]
fn what_is_lost_on_either_way_is_asked_for_again() {
    for (up, down) in [(0.1, 0.0), (0.0, 0.1), (0.1, 0.1)] {
        let mut world = World::seeded(20_201_128).peopled(&[1, 2], Camera::Single);
        world.road(2).set(bad(up));
        world.road(1).set(bad(down));
        let (mut world, slot) = watched(world, SECOND * 12);
        let lost = [world.road(2).up.counts().lost, world.road(1).down.counts().lost];
        assert_eq!(lost.map(|lost| lost > 100), [up > 0.0, down > 0.0], "{lost:?}");
        let missing = missing(&world, &slot);
        assert!(missing <= 0.005, "{missing} of the packets for ever, with {up} and {down} lost on the way");
    }
}

#[test]
fn into_a_way_out_that_has_become_thin_nothing_is_sent_twice() {
    let mut world = World::seeded(20_201_133).peopled(&[1, 2], Camera::Simulcast);
    let sender = world.client(2);
    sender.film = Film::Real;
    sender.pictures.extend([(Source::Camera, 0), (Source::Camera, 1)]);
    let slot = world.client(1).slots(LinePurpose::VideoSlot)[0].clone();
    let publication = world.publication(2, Source::Camera);
    world.fill(1, &slot, publication, 180);
    world.road(2).set(bad(0.0));
    world.run(SECOND * 3);
    world.road(2).up.set(Conditions { rate_kbps: Some(150), ..bad(0.0) });
    world.run(SECOND * 6);
    let (from, to) = (world.now - SECOND * 5, world.now);
    let sent = world.road(2).up.offered_rate(from, to);
    assert!(sent < 660e3, "{sent} bit/s where pictures of 650 kbit/s are sent");
}

#[test]
fn who_comes_late_has_a_picture_soon_and_costs_one_key_frame() {
    for (loss, within) in [(0.0, SECOND / 3), (0.1, SECOND * 3 / 2)] {
        let mut world = World::seeded(20_201_129).peopled(&[2, 3], Camera::Single);
        world.client(2).pictures.insert((Source::Camera, 0));
        world.road(2).set(bad(0.0));
        // The first key frame of all goes to nobody.
        world.run(SECOND * 2);
        let before = world.clients[&2].key_frame_requests.len();
        world.join(1, Camera::Single);
        let slot = world.client(1).slots(LinePurpose::VideoSlot)[0].clone();
        let publication = world.publication(2, Source::Camera);
        world.fill(1, &slot, publication, 180);
        world.road(1).set(bad(loss));
        world.run_until(SECOND * 10, |world| world.clients[&1].connected);
        let connected = world.now;
        world.run_until(within, |world| {
            of_slot(world, 1, &slot).iter().any(|packet| vp8_key_frame_size(&packet.payload).is_some())
        });
        assert!(world.now - connected >= Duration::from_millis(u64::from(DELAY_MS)), "there is a way");
        world.run(SECOND);
        let asked = world.clients[&2].key_frame_requests.len() - before;
        assert!((1..=1 + usize::from(loss > 0.0) * 3).contains(&asked), "asked {asked} times");
    }
}

/// Most requests within a second.
fn busiest_second(world: &World, sender: u8) -> usize {
    let times = &world.clients[&sender].key_frame_requests;
    let within = |from: &Instant| times.iter().filter(|at| (*from..*from + SECOND).contains(*at)).count();
    times.iter().map(within).max().unwrap_or(0)
}

#[test]
fn many_who_come_at_once_and_one_who_asks_all_the_time_do_not_wear_a_sender_out() {
    let mut world = World::seeded(20_201_130).peopled(&[1, 2], Camera::Single);
    world.road(2).set(bad(0.0));
    let slot = world.client(1).slots(LinePurpose::VideoSlot)[0].clone();
    let publication = world.publication(2, Source::Camera);
    world.client(2).pictures.insert((Source::Camera, 0));
    world.fill(1, &slot, publication, 180);
    world.run(SECOND * 2);
    for number in 3..=10 {
        world.join(number, Camera::Single);
        let slot = world.client(number).slots(LinePurpose::VideoSlot)[0].clone();
        world.fill(number, &slot, publication, 180);
    }
    world.run(SECOND * 3);
    for number in 3..=10 {
        let slot = world.client(number).slots(LinePurpose::VideoSlot)[0].clone();
        assert!(of_slot(&world, number, &slot).len() > 100, "{number} sees nothing");
    }
    assert!((1..=4).contains(&busiest_second(&world, 2)), "eight at once: {}", busiest_second(&world, 2));

    let before = world.clients[&2].key_frame_requests.len();
    for _ in 0..250 {
        let now = world.now;
        world.client(1).want_key_frame(now, &slot);
        world.run(Duration::from_millis(20));
    }
    let asked = world.clients[&2].key_frame_requests.len() - before;
    assert!((4..=6).contains(&asked), "asked {asked} times in five seconds");
}

#[test]
fn what_is_doubled_and_overtaken_leaves_neither_gaps_nor_steps_back() {
    let mut world = World::seeded(20_201_131).peopled(&[1, 2, 3], Camera::Single);
    let crooked = Conditions { reorder: 0.1, duplicate: 0.1, jitter_ms: 15, ..bad(0.0) };
    for number in 1..=3 {
        world.road(number).set(crooked);
    }
    for number in [2, 3] {
        world.client(number).pictures.insert((Source::Camera, 0));
        world.client(number).voice = Some(20);
    }
    let slot = world.client(1).slots(LinePurpose::VideoSlot)[0].clone();
    for round in 0..20 {
        let publication = world.publication(2 + round % 2, Source::Camera);
        world.fill(1, &slot, publication, 180);
        world.run(SECOND);
    }
    assert!(world.check_attribution(1, &slot) > 1_500);
    let voices = world.client(1).slots(LinePurpose::AudioSlot);
    for slot in voices.iter().chain([&slot]) {
        let packets = of_slot(&world, 1, slot);
        let ordered: BTreeMap<u64, &Received> = packets.iter().map(|packet| (packet.sequence, *packet)).collect();
        assert_eq!(ordered.len(), packets.len(), "nothing comes twice");
        let ordered: Vec<&Received> = ordered.into_values().collect();
        // What is under way at the end may be overtaken.
        for (index, pair) in ordered[..ordered.len() - 20].windows(2).enumerate() {
            // Of who leaves a slot the last packets may be missing: the next one's first picture has overtaken them.
            let leaves = || ordered[index..index + 10].iter().any(|packet| packet.mark() != pair[0].mark());
            assert!(pair[1].sequence == pair[0].sequence + 1 || leaves(), "a gap after {}", pair[0].sequence);
            let step = pair[1].timestamp.wrapping_sub(pair[0].timestamp).cast_signed();
            assert!((0..90_000).contains(&step), "a step of {step}");
        }
    }
}
