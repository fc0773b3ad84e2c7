//! What a receiver with a thin line gets.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use koronailta_signaling::{
    ids::Mid,
    media::{LinePurpose, Report, Source},
};

use super::{
    client::{Camera, Film, Received},
    network::Conditions,
    world::World,
};
use crate::layer_selector::vp8_key_frame_size;

const SECOND: Duration = Duration::from_secs(1);
const VIEWER: u8 = 1;
const SPEAKER: u8 = 2;
const DELAY_MS: u32 = 30;
/// Of the larger of the two layers that are sent.
const FULL: u16 = 360;

/// Somebody looks at two people, of whom one speaks, over a line that carries everything.
fn two_cameras_and_a_voice() -> World {
    let mut world = World::seeded(20_201_127).peopled(&[VIEWER, SPEAKER, 3], Camera::Simulcast);
    world.to_the_letter = true;
    for number in [SPEAKER, 3] {
        let client = world.client(number);
        client.film = Film::Real;
        client.pictures.extend([(Source::Camera, 0), (Source::Camera, 1)]);
    }
    world.client(SPEAKER).voice = Some(20);
    for (slot, number) in slots(&world).iter().zip([SPEAKER, 3]) {
        let publication = world.publication(number, Source::Camera);
        world.fill(VIEWER, slot, publication, FULL);
    }
    set_down(&mut world, None);
    world.run(SECOND * 12);
    assert_eq!(heights(&world, world.now - SECOND), [FULL, FULL]);
    world
}

fn set_down(world: &mut World, rate_kbps: Option<u32>) {
    world.road(VIEWER).down.set(Conditions { delay_ms: DELAY_MS, rate_kbps, ..Conditions::default() });
}

fn slots(world: &World) -> Vec<Mid> {
    world.clients[&VIEWER].slots(LinePurpose::VideoSlot)[..2].to_vec()
}

/// What came since then in slots of this purpose.
fn since(world: &World, purpose: LinePurpose, from: Instant) -> Vec<&Received> {
    let client = &world.clients[&VIEWER];
    let slots = client.slots(purpose);
    client.received.iter().filter(|packet| packet.at >= from && slots.contains(&packet.mid)).collect()
}

/// How tall the pictures are that came since then; zero where none came.
fn heights(world: &World, from: Instant) -> Vec<u16> {
    let packets = &world.clients[&VIEWER].received;
    let height = |slot: &Mid| {
        let of_slot = || packets.iter().rev().filter(|packet| packet.mid == *slot);
        let newest = of_slot().find_map(|packet| vp8_key_frame_size(&packet.payload));
        newest.filter(|_| of_slot().any(|packet| packet.at >= from)).map_or(0, |(_, height)| height)
    };
    slots(world).iter().map(height).collect()
}

/// How often a picture changed its size, stopped or came back since then.
fn changes(world: &World, from: Instant, reports_before: usize) -> usize {
    let sizes = |slot: &Mid| {
        let packets = world.clients[&VIEWER].received.iter().filter(|packet| packet.mid == *slot);
        let keys = packets.filter_map(|packet| Some((packet.at, vp8_key_frame_size(&packet.payload)?.1)));
        let sizes: Vec<(Instant, u16)> = keys.collect();
        sizes.windows(2).filter(|pair| pair[1].0 >= from && pair[0].1 != pair[1].1).count()
    };
    let paused = |report: &&Report| matches!(report, Report::SlotPaused { .. });
    slots(world).iter().map(sizes).sum::<usize>() + world.reports[reports_before..].iter().filter(paused).count()
}

#[test]
fn a_line_that_becomes_thin_keeps_the_voice_and_a_moving_picture_and_gets_all_back() {
    let mut world = two_cameras_and_a_voice();
    let (cut, reports) = (world.now, world.reports.len());
    set_down(&mut world, Some(300));
    world.run(SECOND * 3);
    let lost = 150 - since(&world, LinePurpose::AudioSlot, cut).len();
    assert!(lost <= 50, "{lost} of 150 packets of the voice are gone before the line is known");
    let sent = world.road(VIEWER).down.offered_rate(cut + SECOND * 3 / 2, cut + SECOND * 3);
    assert!(sent < 400e3, "{sent} bit/s are sent into 300 kbit/s");

    let (steady, moved) = (world.now, world.reports.len());
    world.run(SECOND * 57);
    let voice = since(&world, LinePurpose::AudioSlot, steady).len();
    assert!(voice >= 2_820, "{voice} of 2850 packets of the voice");
    let pictures = since(&world, LinePurpose::VideoSlot, steady);
    let longest = pictures.windows(2).map(|pair| pair[1].at - pair[0].at).max().unwrap();
    assert!(longest < SECOND / 3, "nobody's picture moved for {longest:?}");
    let late = age_of_late(&world, steady);
    assert!(late < SECOND / 3, "pictures are {late:?} old");
    let early = changes(&world, cut, reports) - changes(&world, steady, moved);
    assert!(early <= 4, "{early} changes while it adapts");
    // The rest of two minutes.
    world.run(SECOND * 60);
    let switches = changes(&world, steady, moved);
    assert!(switches <= 2, "{switches} changes in two minutes");

    let (end, reports) = (world.now, world.reports.len());
    set_down(&mut world, None);
    world.run_until(SECOND * 15, |world| heights(world, world.now - SECOND / 2) == [FULL, FULL]);
    assert!(world.now - end > SECOND, "carefully");
    world.run(SECOND * 10);
    assert_eq!(heights(&world, world.now - SECOND / 2), [FULL, FULL]);
    let back = changes(&world, end, reports);
    assert!(back <= 4, "{back} changes on the way back: each picture comes and grows once");
}

/// The 95th percentile of how old the packets of pictures were.
fn age_of_late(world: &World, from: Instant) -> Duration {
    let mut ages: Vec<Duration> =
        since(world, LinePurpose::VideoSlot, from).iter().map(|packet| packet.age(world.begun)).collect();
    ages.sort_unstable();
    ages[ages.len() * 19 / 20]
}

#[test]
fn a_wide_line_that_loses_a_fifth_by_chance_is_not_made_narrow_and_pictures_do_not_wait() {
    let mut world = World::seeded(20_201_132).peopled(&[VIEWER, SPEAKER], Camera::Simulcast);
    world.to_the_letter = true;
    let speaker = world.client(SPEAKER);
    speaker.film = Film::Real;
    speaker.voice = Some(20);
    speaker.pictures.extend([(Source::Camera, 0), (Source::Camera, 1)]);
    let slot = slots(&world)[0].clone();
    let publication = world.publication(SPEAKER, Source::Camera);
    world.fill(VIEWER, &slot, publication, FULL);
    world.road(VIEWER).set(Conditions { loss: 0.2, delay_ms: DELAY_MS, ..Conditions::default() });
    world.run(SECOND * 8);
    let (from, asked) = (world.now, world.clients[&SPEAKER].key_frame_requests.len());
    for _ in 0..80 {
        world.run(SECOND / 4);
        let viewer = &world.engine.rooms[&world.evening].peers[&world.id(VIEWER)];
        assert_eq!((viewer.line.is_narrow(), viewer.redundancy), (false, 2), "{:?} later", world.now - from);
    }
    let timestamps: BTreeSet<u32> =
        since(&world, LinePurpose::VideoSlot, from).iter().map(|packet| packet.timestamp).collect();
    assert!(timestamps.len() >= 490, "of 500 pictures {} came", timestamps.len());
    let late = age_of_late(&world, from);
    assert!(late < SECOND / 3, "pictures are {late:?} old");
    let asked = world.clients[&SPEAKER].key_frame_requests.len() - asked;
    assert_eq!(asked, 0, "key frames were asked for");
    assert_eq!(heights(&world, from)[0], FULL);
}
