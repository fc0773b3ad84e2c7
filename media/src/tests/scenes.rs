//! What people see and hear.

use std::time::Duration;

use koronailta_signaling::media::{LinePurpose, OfferError, Order, Report, Scope, Source};

use super::{
    client::{Camera, Client, Received},
    world::World,
};
use crate::Transport;

const SECOND: Duration = Duration::from_secs(1);

pub(super) fn heard(world: &World, listener: u8, speaker: u8) -> usize {
    let client = &world.clients[&listener];
    let slots = client.slots(LinePurpose::AudioSlot);
    client.received.iter().filter(|packet| slots.contains(&packet.mid) && packet.mark() == speaker).count()
}

pub(super) fn seen(world: &World, viewer: u8, slot: &koronailta_signaling::ids::Mid, sender: u8) -> usize {
    world.clients[&viewer].received.iter().filter(|packet| packet.mid == *slot && packet.mark() == sender).count()
}

#[test]
fn two_people_connect_and_hear_each_other_but_not_themselves() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(30);
    world.client(2).voice = Some(30);
    world.run(SECOND);
    for (listener, speaker) in [(1, 2), (2, 1)] {
        assert!(heard(&world, listener, speaker) > 40);
        assert_eq!(heard(&world, listener, listener), 0);
        for slot in world.clients[&listener].slots(LinePurpose::AudioSlot) {
            world.check_attribution(listener, &slot);
        }
    }
    let connected = world.reports.iter().filter(|report| matches!(report, Report::Connected { .. })).count();
    assert_eq!(connected, 2);
    assert!(world.reports.iter().any(|report| matches!(report, Report::Speaking { peers } if peers.len() == 2)));
}

#[test]
fn a_sender_without_audio_levels_is_heard() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).names_levels = false;
    world.client(1).voice = Some(0);
    world.run(SECOND);
    assert!(heard(&world, 2, 1) > 40);
}

#[test]
fn a_slot_shows_whom_the_room_wants_and_says_from_when_on() {
    let mut world = World::with(&[1, 2, 3], Camera::Single);
    for number in [2, 3] {
        world.client(number).pictures.insert((Source::Camera, 0));
    }
    let slot = world.client(1).slots(LinePurpose::VideoSlot)[0].clone();
    for round in 0..10 {
        let sender = if round % 2 == 0 { 2 } else { 3 };
        let publication = world.publication(sender, Source::Camera);
        world.fill(1, &slot, publication, 180);
        world.run(SECOND / 2);
    }
    assert_eq!(world.mappings(1, &slot).len(), 10);
    assert!(world.check_attribution(1, &slot) > 100);
    let packets: Vec<_> = world.clients[&1].received.iter().filter(|packet| packet.mid == slot).collect();
    for pair in packets.windows(2) {
        assert!(pair[1].timestamp.wrapping_sub(pair[0].timestamp).cast_signed() >= 0);
        assert_eq!(pair[1].sequence, pair[0].sequence + 1);
        let step = pair[1].picture_id().wrapping_sub(pair[0].picture_id()) & 0x7fff;
        assert!(step <= 1, "picture ids go on by one");
    }
    assert!(world.clients[&1].longest_gap(&slot) < Duration::from_millis(150), "no freeze while switching");
}

#[test]
fn who_is_wanted_again_before_having_left_a_slot_is_announced_again() {
    let mut world = World::with(&[1, 2, 3], Camera::Single);
    world.client(2).pictures.insert((Source::Camera, 0));
    let slot = world.client(1).slots(LinePurpose::VideoSlot)[0].clone();
    for sender in [2, 3, 2] {
        let publication = world.publication(sender, Source::Camera);
        world.fill(1, &slot, publication, 180);
        world.run(SECOND / 2);
    }
    assert_eq!(world.mappings(1, &slot).len(), 2, "the one who sends nothing was never there");
    assert!(world.check_attribution(1, &slot) > 10);
}

#[test]
fn a_sender_is_told_how_many_of_its_layers_anybody_looks_at() {
    let mut world = World::with(&[1, 2, 3], Camera::Simulcast);
    let publication = world.publication(1, Source::Camera);
    let told = |world: &World| {
        let layers = |report: &Report| match report {
            Report::LayersNeeded { publication: about, layers } if *about == publication => Some(*layers),
            _ => None,
        };
        world.reports.iter().filter_map(layers).collect::<Vec<_>>()
    };
    let slots: Vec<_> = [2, 3].map(|viewer| world.client(viewer).slots(LinePurpose::VideoSlot)[0].clone()).into();
    world.fill(2, &slots[0], publication, 180);
    world.fill(3, &slots[1], publication, 90);
    world.run(6 * SECOND);
    assert_eq!(told(&world), [1], "the others are not looked at");
    world.fill(3, &slots[1], publication, 720);
    assert_eq!(told(&world), [1, 3], "at once");
    for (viewer, mid) in [2, 3].into_iter().zip(slots) {
        let receiver = world.id(viewer);
        world.order(Order::ClearSlot { receiver, mid });
    }
    world.run(4 * SECOND);
    assert_eq!(told(&world), [1, 3], "somebody may look again");
    world.run(2 * SECOND);
    assert_eq!(told(&world), [1, 3, 0]);
    let about_others = |report: &&Report| matches!(report, Report::LayersNeeded { publication: about, layers } if *about != publication && *layers > 0);
    assert_eq!(world.reports.iter().filter(about_others).count(), 0);
}

#[test]
fn who_does_not_stop_when_muted_is_not_forwarded() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    world.client(1).pictures.insert((Source::Camera, 0));
    let slot = world.client(2).slots(LinePurpose::VideoSlot)[0].clone();
    let publication = world.publication(1, Source::Camera);
    world.fill(2, &slot, publication, 180);
    world.run(SECOND);
    assert!(heard(&world, 2, 1) > 0 && seen(&world, 2, &slot, 1) > 0);

    let peer = world.id(1);
    world.order(Order::Allow { peer, sources: [Source::Camera].into() });
    let before = heard(&world, 2, 1);
    world.run(SECOND);
    assert_eq!(heard(&world, 2, 1), before, "nothing after the mute");
    assert!(world.engine.stats().packets_dropped_at_ingress > 40);
    let voices = world.client(2).slots(LinePurpose::AudioSlot);
    assert!(voices.iter().any(|slot| world.mappings(2, slot).last() == Some(&None)));
    assert!(matches!(world.reports.iter().rfind(|report| matches!(report, Report::Speaking { .. })),
        Some(Report::Speaking { peers }) if peers.is_empty()));

    world.order(Order::Allow { peer, sources: [].into() });
    let before = seen(&world, 2, &slot, 1);
    world.run(SECOND);
    assert_eq!(seen(&world, 2, &slot, 1), before);
    assert_eq!(world.mappings(2, &slot).last(), Some(&None));
}

#[test]
fn hidden_people_are_neither_seen_nor_heard_by_that_receiver() {
    let mut world = World::with(&[1, 2, 3], Camera::Single);
    world.client(1).voice = Some(20);
    world.client(1).pictures.insert((Source::Camera, 0));
    let publication = world.publication(1, Source::Camera);
    let mut slots = Vec::new();
    for number in [2, 3] {
        let slot = world.client(number).slots(LinePurpose::VideoSlot)[0].clone();
        world.fill(number, &slot, publication, 180);
        slots.push(slot);
    }
    world.run(SECOND);
    let (receiver, hidden) = (world.id(2), world.id(1));
    world.order(Order::Hide { receiver, hidden: [hidden].into() });
    let before = (heard(&world, 2, 1), seen(&world, 2, &slots[0], 1));
    let others = heard(&world, 3, 1);
    world.fill(2, &slots[0], publication, 180);
    world.run(SECOND);
    assert_eq!((heard(&world, 2, 1), seen(&world, 2, &slots[0], 1)), before);
    assert!(heard(&world, 3, 1) > others + 40);
}

#[test]
fn a_cleared_slot_stops_at_once_and_a_closed_peer_leaves_no_trace() {
    let mut world = World::with(&[1, 2, 3], Camera::Single);
    world.client(1).pictures.insert((Source::Camera, 0));
    world.client(1).voice = Some(20);
    let slots = world.client(2).slots(LinePurpose::VideoSlot);
    let publication = world.publication(1, Source::Camera);
    for slot in &slots[..2] {
        world.fill(2, slot, publication, 180);
    }
    world.run(SECOND);
    let receiver = world.id(2);
    world.order(Order::ClearSlot { receiver, mid: slots[0].clone() });
    // The pacer may hold a packet that was written before.
    world.run(Duration::from_millis(50));
    let before = seen(&world, 2, &slots[0], 1);
    world.run(SECOND);
    assert_eq!(seen(&world, 2, &slots[0], 1), before);
    assert_eq!(world.mappings(2, &slots[0]).last(), Some(&None));
    assert!(world.mappings(2, &slots[1]).last().unwrap().is_some());

    let peer = world.id(1);
    world.order(Order::Close { peer });
    assert_eq!(world.mappings(2, &slots[1]).last(), Some(&None));
    assert_eq!(world.engine.peer_count(), 2);
    let unknown = world.engine.stats().packets_from_unknown;
    world.clients.get_mut(&1).unwrap().connected = true;
    world.run(SECOND);
    assert!(world.engine.stats().packets_from_unknown >= unknown);
    assert!(seen(&world, 2, &slots[1], 1) > 0);
}

#[test]
fn more_speakers_than_slots_share_them_by_loudness_and_the_floor_is_always_heard() {
    let mut world = World::with(&[1, 2, 3, 4], Camera::Single);
    for number in [1, 2, 3] {
        world.client(number).voice = Some(90);
    }
    world.run(SECOND);
    let seated: Vec<u8> = (1..=3).filter(|speaker| heard(&world, 4, *speaker) > 0).collect();
    assert_eq!(seated.len(), super::client::AUDIO_SLOTS, "silence is forwarded where there is room");
    let outside = (1..=3).find(|speaker| !seated.contains(speaker)).unwrap();
    world.client(outside).voice = Some(20);
    world.run(Duration::from_millis(25));
    assert!(heard(&world, 4, outside) >= 1, "the first packet is enough");
    world.run(SECOND / 5);
    let words = heard(&world, 4, outside);
    assert!(words >= 10, "the word's beginning is heard too: {words} packets of 11");
    world.client(outside).voice = Some(127);
    world.run(SECOND * 3);

    let holder = (1..=3).find(|speaker| *speaker != outside).unwrap();
    let id = world.id(holder);
    world.order(Order::SetFloor { holders: vec![id], over: vec![] });
    for number in 1..=3 {
        world.client(number).voice = Some(if number == holder { 100 } else { 10 });
    }
    world.run(SECOND);
    let before = heard(&world, 4, holder);
    world.run(SECOND);
    assert!(heard(&world, 4, holder) - before > 40, "silent or not, the floor's holder has a slot");
    for slot in world.clients[&4].slots(LinePurpose::AudioSlot) {
        world.check_attribution(4, &slot);
    }
}

#[test]
fn where_all_slots_are_of_silent_floor_holders_who_leads_is_heard_and_a_guest_is_not() {
    let mut world = World::with(&[1, 2, 3, 4, 5], Camera::Single);
    let (holders, over) = (vec![world.id(1), world.id(2)], vec![world.id(3)]);
    world.order(Order::SetFloor { holders, over });
    for number in 1..=5 {
        world.client(number).voice = Some(127);
    }
    world.run(SECOND * 3);
    let during = |world: &mut World, speaker: u8| {
        let before = heard(world, 5, speaker);
        world.run(SECOND);
        heard(world, 5, speaker) - before
    };
    assert!(during(&mut world, 1) > 40 && during(&mut world, 2) > 40, "the holders have both slots");
    world.client(4).voice = Some(10);
    assert_eq!(during(&mut world, 4), 0, "the loudest guest takes none");
    world.client(3).voice = Some(20);
    assert!(during(&mut world, 3) > 40, "who leads is heard");
    world.client(1).voice = Some(20);
    world.client(2).voice = Some(20);
    let before = [1, 2, 3].map(|speaker| heard(&world, 5, speaker));
    world.run(SECOND);
    let words: Vec<_> =
        [1, 2, 3].into_iter().zip(before).map(|(speaker, before)| heard(&world, 5, speaker) - before).collect();
    assert!(words[0] > 40 && words[1] > 40, "holders who speak are heard: {words:?}");
    assert_eq!(heard(&world, 5, 4), 0);
    for slot in world.clients[&5].slots(LinePurpose::AudioSlot) {
        world.check_attribution(5, &slot);
    }
}

#[test]
fn voices_change_in_steps_of_whole_packets() {
    let mut world = World::with(&[1, 2, 3, 4], Camera::Single);
    for round in 0_u8..12 {
        for number in 1..=3 {
            world.client(number).voice = Some(if number == 1 + round % 3 { 20 } else { 127 });
        }
        world.run(SECOND * 2);
    }
    for slot in world.client(4).slots(LinePurpose::AudioSlot) {
        assert!(world.check_attribution(4, &slot) > 0);
        let packets: Vec<_> = world.clients[&4].received.iter().filter(|packet| packet.mid == slot).collect();
        for pair in packets.windows(2) {
            let step = pair[1].timestamp.wrapping_sub(pair[0].timestamp);
            assert!(step > 0 && step.is_multiple_of(960), "a step of {step}");
        }
    }
}

#[test]
fn a_larger_tile_gets_a_larger_layer_and_a_missing_one_is_replaced() {
    let mut world = World::with(&[1, 2], Camera::Simulcast);
    world.client(1).pictures.extend([(Source::Camera, 0), (Source::Camera, 1)]);
    let slot = world.client(2).slots(LinePurpose::VideoSlot)[0].clone();
    let publication = world.publication(1, Source::Camera);
    world.run(SECOND);
    world.fill(2, &slot, publication, 150);
    world.run(SECOND);
    world.fill(2, &slot, publication, 360);
    world.run(SECOND);
    world.fill(2, &slot, publication, 1080);
    world.run(SECOND);
    let heights: Vec<u16> = world.clients[&2]
        .received
        .iter()
        .filter(|packet| packet.mid == slot)
        .filter_map(|packet| crate::layer_selector::vp8_key_frame_size(&packet.payload))
        .map(|(_, height)| height)
        .collect();
    assert_eq!(heights, [180, 360], "the third layer is not sent, so the second stays");
    assert_eq!(world.mappings(2, &slot).len(), 1, "a change of the layer is nobody's business");
    world.client(1).pictures.remove(&(Source::Camera, 1));
    world.run(SECOND * 3);
    let last = world.clients[&2].received.iter().rfind(|packet| packet.mid == slot).unwrap().at;
    assert!(world.now - last < Duration::from_millis(100), "the picture goes on with the layer that is left");
    world.check_attribution(2, &slot);
}

#[test]
fn the_stage_shows_a_screen_with_its_sound() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).pictures.insert((Source::Screen, 0));
    world.client(1).screen_sound = true;
    let video = world.client(2).slots(LinePurpose::StageVideo)[0].clone();
    let audio = world.client(2).slots(LinePurpose::StageAudio)[0].clone();
    let (screen, sound) = (world.publication(1, Source::Screen), world.publication(1, Source::ScreenAudio));
    world.fill(2, &video, screen, 1080);
    world.fill(2, &audio, sound, 0);
    world.fill(2, &video, sound, 0);
    world.run(SECOND);
    assert!(seen(&world, 2, &video, 1) > 50 && seen(&world, 2, &audio, 1) > 40);
    assert_eq!(world.mappings(2, &video).len() + world.mappings(2, &audio).len(), 2);
    let mut of_stage = world.clients[&2].received.iter().filter(|packet| packet.mid == video || packet.mid == audio);
    let held = |packet: &Received| packet.longest_hold == (packet.mid == video).then_some(0.6);
    assert!(of_stage.all(held), "pages that came late make later ones no later");
}

#[test]
fn key_frames_are_asked_for_sparingly() {
    let mut world = World::with(&[1, 2, 3, 4], Camera::Single);
    world.client(1).pictures.insert((Source::Camera, 0));
    world.run(SECOND);
    let before = world.clients[&1].key_frame_requests.len();
    let publication = world.publication(1, Source::Camera);
    for number in 2..=4 {
        for slot in world.client(number).slots(LinePurpose::VideoSlot) {
            world.fill(number, &slot, publication, 180);
        }
    }
    world.run(SECOND * 2);
    let asked = world.clients[&1].key_frame_requests.len() - before;
    assert!((1..=2).contains(&asked), "{asked} requests for nine slots");
}

#[test]
fn who_falls_silent_is_lost_and_comes_back() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    world.run(SECOND);
    world.darken(1, true);
    let id = world.id(1);
    world.run_until(SECOND * 7, |world| world.reports.contains(&Report::Lost { peer: id }));
    world.reports.clear();
    world.darken(1, false);
    world.run_until(SECOND * 5, |world| world.reports.contains(&Report::Connected { peer: id }));
}

#[test]
fn media_goes_on_after_an_ice_restart() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    world.run(SECOND);
    let peer = world.id(1);
    let offer = world.client(1).restart_ice();
    world.order(Order::RestartIce { peer, offer });
    world.run(SECOND);
    let before = heard(&world, 2, 1);
    world.run(SECOND);
    assert!(heard(&world, 2, 1) - before > 40);
    world.order(Order::RestartIce { peer, offer: "v=0".into() });
    assert!(world.reports.contains(&Report::Refused { peer, error: OfferError::Malformed }));
    let before = heard(&world, 2, 1);
    world.run(SECOND);
    assert!(heard(&world, 2, 1) - before > 40, "a bad restart changes nothing");
}

#[test]
fn bad_offers_are_refused_and_nobody_notices() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    let (stranger, offer) = Client::new(world.now, 9, Camera::Single);
    let (peer, lines) = (stranger.id, stranger.lines);
    let media = offer.find("m=").unwrap();
    let many =
        format!("{}{}", &offer[..media], "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:x\r\na=sendonly\r\n".repeat(500));
    let cases = [
        ("", OfferError::Malformed),
        ("v=0\r\nroskaa", OfferError::Malformed),
        (&offer.replace("sendonly", "sendrecv"), OfferError::Direction),
        (&offer.replace("recvonly", "inactive"), OfferError::Direction),
        (&offer.replace("m=audio", "m=video"), OfferError::NoAudio),
        (&offer.replace("a=fingerprint", "a=x-fingerprint"), OfferError::Malformed),
        (&offer.replace("a=ice-ufrag", "a=x-ufrag"), OfferError::Malformed),
        (&offer.replace("opus", "PCMU"), OfferError::NoCommonCodec),
        (&many, OfferError::TooManyLines),
    ];
    for (offer, error) in cases {
        world.reports.clear();
        let order = Order::Connect {
            peer,
            offer: offer.to_owned(),
            lines: lines.clone(),
            allowed: [].into(),
            scope: Scope::Evening,
        };
        world.order(order);
        assert_eq!(world.reports, [Report::Refused { peer, error }], "for {}", &offer[..offer.len().min(60)]);
    }
    assert_eq!(world.engine.peer_count(), 2);
    let before = heard(&world, 2, 1);
    world.run(SECOND);
    assert!(heard(&world, 2, 1) - before > 40);
}

#[test]
fn strangers_packets_are_ignored() {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    let stranger = std::net::SocketAddr::from(([203, 0, 113, 5], 4_000));
    let before = world.engine.stats().packets_from_unknown;
    let rtp = [0x80, 111, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3];
    world.engine.handle_packet(world.now, Transport::Udp, stranger, world.server, &rtp);
    world.engine.handle_packet(world.now, Transport::Udp, stranger, world.server, &[]);
    assert_eq!(world.engine.stats().packets_from_unknown, before + 2);
    // From a known address, but not encrypted by the peer.
    let known = world.clients[&1].address;
    world.engine.handle_packet(world.now, Transport::Udp, known, world.server, &rtp);
    world.engine.handle_packet(world.now, Transport::Udp, known, world.server, &[0x80; 4_000]);
    world.run(SECOND);
    assert!(heard(&world, 2, 1) > 40);
    assert!(world.engine.poll_transmit().is_none());
}

#[test]
fn a_room_that_is_closed_is_forgotten() {
    let mut world = World::with(&[1, 2], Camera::Single);
    let evening = world.evening;
    world.engine.close_room(world.now, evening);
    assert_eq!(world.engine.peer_count(), 0);
    world.engine.handle_timeout(world.now);
    while world.engine.poll_transmit().is_some() {}
    assert_eq!(world.engine.next_timeout(), None);
}
