//! People whose address changes while they are in.

use std::time::{Duration, Instant};

use koronailta_signaling::media::{LinePurpose, Order, Report};

use super::{client::Camera, world::World};

const SECOND: Duration = Duration::from_secs(1);
/// By then a check has come, whatever the client's rhythm, and media with it.
const SOON: Duration = Duration::from_secs(4);

/// Sounds that `listener` got since.
fn heard_since(world: &World, listener: u8, since: Instant) -> usize {
    let client = &world.clients[&listener];
    let slots = client.slots(LinePurpose::AudioSlot);
    client.received.iter().filter(|packet| packet.at > since && slots.contains(&packet.mid)).count()
}

/// Two who hear each other.
fn two_who_talk() -> World {
    let mut world = World::with(&[1, 2], Camera::Single);
    world.client(1).voice = Some(20);
    world.client(2).voice = Some(20);
    world.run(SECOND);
    assert!(heard_since(&world, 1, world.now - SECOND) > 30 && heard_since(&world, 2, world.now - SECOND) > 30);
    world
}

/// As by another network or a router that has forgotten: the same client by another address.
fn moves(world: &mut World, number: u8, port: u16) {
    world.client(number).address.set_port(port);
}

#[test]
fn who_comes_from_another_address_is_followed_there() {
    let mut world = two_who_talk();
    for port in [41_000, 42_000] {
        moves(&mut world, 1, port);
        world.run(SOON);
        let now = world.now;
        world.run(SECOND);
        assert!(heard_since(&world, 1, now) > 40, "from port {port}: heard {}", heard_since(&world, 1, now));
        assert!(heard_since(&world, 2, now) > 40);
    }
    let lost = |report: &Report| matches!(report, Report::Lost { .. });
    assert!(!world.reports.iter().any(lost), "nobody had to notice");
}

#[test]
fn who_was_away_for_long_and_comes_back_from_elsewhere_is_followed_too() {
    let mut world = two_who_talk();
    world.darken(1, true);
    // Longer than the pair of before is kept, and than the client waits for answers.
    world.run(SECOND * 40);
    let (id, now) = (world.id(1), world.now);
    assert!(world.reports.contains(&Report::Lost { peer: id }) && heard_since(&world, 1, now - SECOND * 39) == 0);
    world.darken(1, false);
    world.client(1).address.set_port(43_000);
    let offer = world.client(1).restart_ice();
    world.order(Order::RestartIce { peer: id, offer });
    world.run(SECOND);
    let now = world.now;
    world.run(SECOND);
    assert!(heard_since(&world, 1, now) > 40 && heard_since(&world, 2, now) > 40);
}

#[test]
fn nobody_is_led_astray_by_who_only_knows_the_address() {
    let mut world = two_who_talk();
    let stranger = std::net::SocketAddr::from(([203, 0, 113, 5], 4_000));
    let sealed = [0x80, 111, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3];
    for _ in 0..20 {
        world.engine.handle_packet(world.now, crate::Transport::Udp, stranger, world.server, &sealed);
        world.run(Duration::from_millis(100));
    }
    let now = world.now;
    world.run(SECOND);
    assert!(heard_since(&world, 1, now) > 40 && heard_since(&world, 2, now) > 40);
}
