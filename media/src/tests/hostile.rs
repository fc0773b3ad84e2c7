//! Those who do what no honest client does.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use koronailta_signaling::media::{LinePurpose, Order, Report, Source};
use str0m::ice::{StunMessage, TransId};

use super::{client::Camera, world::World};
use crate::{Transport, demux::is_stun};

const SECOND: Duration = Duration::from_secs(1);

/// Sounds that `listener` got since.
fn heard_since(world: &World, listener: u8, since: Instant) -> usize {
    let client = &world.clients[&listener];
    let slots = client.slots(LinePurpose::AudioSlot);
    client.received.iter().filter(|packet| packet.at > since && slots.contains(&packet.mid)).count()
}

/// The newest check that a client has sent.
fn check_of(world: &mut World, number: u8) -> Vec<u8> {
    world.client(number).check = None;
    world.run_until(SECOND * 5, |world| world.clients[&number].check.is_some());
    world.client(number).check.clone().unwrap()
}

/// Makes new checks as only who has the keys of a peer can.
fn keys_of(world: &mut World, number: u8) -> impl Fn() -> Vec<u8> + use<> {
    let (check, password) = (check_of(world, number), world.clients[&number].password.clone());
    move || {
        let like = StunMessage::parse(&check).unwrap();
        let (name, tie, priority) = (like.username().unwrap(), like.ice_controlling().unwrap(), like.prio().unwrap());
        let check = StunMessage::binding_request(name, TransId::new(), true, tie, priority, false);
        let hmac = str0m::crypto::from_feature_flags().sha1_hmac_provider;
        let mut buffer = vec![0; 512];
        let length = check.to_bytes(Some(password.as_bytes()), &mut buffer, |key, parts| hmac.sha1_hmac(key, parts));
        buffer.truncate(length.unwrap());
        buffer
    }
}

/// Sends checks from so many ports of another host in a second, and says how many of them were answered.
fn answered(world: &mut World, check: impl Fn() -> Vec<u8>, ports: std::ops::Range<u16>) -> usize {
    let elsewhere = |port| SocketAddr::from(([203, 0, 113, 9], port));
    let before = world.strays.len();
    for (index, port) in ports.enumerate() {
        world.engine.handle_packet(world.now, Transport::Udp, elsewhere(port), world.server, &check());
        if index % 500 == 0 {
            world.run(Duration::from_millis(10));
        }
    }
    world.run(SECOND);
    world.strays.iter().skip(before).filter(|stray| is_stun(&stray.contents)).count()
}

#[test]
fn thousands_of_addresses_of_one_peer_cost_no_more_than_a_few() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    world.client(2).voice = Some(20);
    world.run(SECOND);
    let check = keys_of(&mut world, 1);
    let refused = world.engine.stats().checks_refused;
    let first = answered(&mut world, &check, 1_024..6_024);
    assert!((8..=64).contains(&first), "{first} of 5,000 were answered");
    assert_eq!(world.engine.stats().checks_refused, refused + 5_000 - first as u64);
    world.run(SECOND * 10);
    let later = answered(&mut world, &check, 7_000..9_000);
    assert!((8..=64).contains(&later), "{later} of 2,000 were answered");

    // Who does so is heard and hears by the address that is in use, and so is everybody else.
    let now = world.now;
    world.run(SECOND);
    assert!(heard_since(&world, 1, now) > 40 && heard_since(&world, 2, now) > 40);
}

#[test]
fn who_has_come_from_too_many_addresses_gets_in_again_by_restarting_ice() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    world.client(2).voice = Some(20);
    let check = keys_of(&mut world, 1);
    assert!(answered(&mut world, &check, 1_024..2_024) > 0);
    world.client(1).address.set_port(45_000);
    let offer = world.client(1).restart_ice();
    let peer = world.id(1);
    world.order(Order::RestartIce { peer, offer });
    world.run(SECOND);
    let now = world.now;
    world.run(SECOND);
    assert!(heard_since(&world, 1, now) > 40 && heard_since(&world, 2, now) > 40);
}

#[test]
fn checks_that_are_not_genuine_keep_nobody_from_changing_the_network() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    world.client(2).voice = Some(20);
    let mut forged = check_of(&mut world, 1);
    // Of the fingerprint and the integrity before it: a stranger knows the names, not the password.
    let end = forged.len() - 12;
    forged[end] ^= 1;
    // Nor is it one that was answered.
    forged[8] ^= 1;
    assert_eq!(answered(&mut world, || forged.clone(), 1_024..3_024), 0);
    assert_eq!(world.engine.stats().checks_refused, 0);
    world.client(1).address.set_port(46_000);
    world.run(SECOND * 4);
    let now = world.now;
    world.run(SECOND);
    assert!(heard_since(&world, 1, now) > 40 && heard_since(&world, 2, now) > 40);
}

#[test]
fn who_has_read_a_check_on_the_way_keeps_nobody_from_changing_the_network() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    world.client(2).voice = Some(20);
    let read = check_of(&mut world, 1);
    world.run(SECOND);
    assert_eq!(answered(&mut world, || read.clone(), 1_024..3_024), 0);
    assert_eq!(world.engine.stats().checks_refused, 2_000);
    world.client(1).address.set_port(46_000);
    world.run(SECOND * 4);
    let now = world.now;
    world.run(SECOND);
    assert!(heard_since(&world, 1, now) > 40 && heard_since(&world, 2, now) > 40);
}

/// A packet that nobody's keys have sealed, by its second octet.
const fn forged(second: u8) -> [u8; 40] {
    let mut packet = [7; 40];
    packet[0] = 0x80;
    packet[1] = second;
    packet
}
const FORGED_MEDIA: [u8; 40] = forged(111);
const FORGED_REPORT: [u8; 40] = forged(201);

/// For so long, several times a second, somebody who only knows where a peer is or was writes that address on datagrams.
fn forge(world: &mut World, source: SocketAddr, datagrams: &[&[u8]], duration: Duration) {
    let end = world.now + duration;
    while world.now < end {
        for datagram in datagrams {
            world.engine.handle_packet(world.now, Transport::Udp, source, world.server, datagram);
        }
        world.run(Duration::from_millis(200));
    }
}

#[test]
fn who_is_gone_is_missed_though_somebody_goes_on_in_their_name() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    world.run(SECOND);
    world.darken(1, true);
    let (peer, address) = (world.id(1), world.clients[&1].address);
    forge(&mut world, address, &[&FORGED_MEDIA], SECOND * 6);
    assert!(world.reports.contains(&Report::Lost { peer }));
    world.darken(1, false);
    world.run(SECOND * 4);
    let now = world.now;
    world.run(SECOND);
    assert!(heard_since(&world, 2, now) > 40, "and heard again when back");
}

#[test]
fn who_has_left_a_network_is_not_called_back_by_what_comes_from_there() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    world.client(2).voice = Some(20);
    world.run(SECOND);
    let before = world.clients[&1].address;
    world.client(1).address.set_port(47_000);
    world.run(SECOND * 4);
    for _ in 0..5 {
        let now = world.now;
        forge(&mut world, before, &[&FORGED_MEDIA, &FORGED_REPORT], SECOND * 2);
        assert!(heard_since(&world, 1, now) > 90, "heard {}", heard_since(&world, 1, now));
    }
}

#[test]
fn who_only_listens_is_there_all_the_time() {
    let mut world = World::with(&[1, 2, 3], Camera::Single);
    world.client(1).voice = Some(20);
    world.run(SECOND * 60);
    assert!(!world.reports.iter().any(|report| matches!(report, Report::Lost { .. })));
    world.client(2).address.set_port(48_000);
    world.run(SECOND * 4);
    let now = world.now;
    world.run(SECOND);
    assert!(heard_since(&world, 2, now) > 40 && heard_since(&world, 3, now) > 40);
}

#[test]
fn who_asks_for_key_frames_without_end_does_not_decide_for_all() {
    let mut world = World::with(&[1, 2, 3], Camera::Single);
    world.client(1).pictures.insert((Source::Camera, 0));
    let camera = world.publication(1, Source::Camera);
    let slots = [2, 3].map(|receiver| world.clients[&receiver].slots(LinePurpose::VideoSlot)[0].clone());
    world.fill(2, &slots[0], camera, 180);
    world.fill(3, &slots[1], camera, 180);
    world.run(SECOND * 2);
    let before = world.clients[&1].key_frame_requests.len();
    for _ in 0..100 {
        let now = world.now;
        world.client(2).want_key_frame(now, &slots[0]);
        world.run(Duration::from_millis(100));
    }
    let asked = world.clients[&1].key_frame_requests.len() - before;
    assert!((4..=8).contains(&asked), "asked {asked} times in ten seconds");

    // Whoever else needs one has it as soon as ever.
    world.run(SECOND);
    let (before, now) = (world.clients[&1].key_frame_requests.len(), world.now);
    world.client(3).want_key_frame(now, &slots[1]);
    world.run(Duration::from_millis(500));
    assert_eq!(world.clients[&1].key_frame_requests.len(), before + 1);
}
