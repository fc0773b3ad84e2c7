//! Whatever comes, nothing panics.

use std::{net::SocketAddr, time::Duration};

use koronailta_signaling::{
    ids::Mid,
    media::{LinePurpose, OfferLine, Order, Publication, Scope, Source},
};
use proptest::prelude::*;

use super::{client::Camera, world::World};
use crate::Transport;

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![Just(Source::Microphone), Just(Source::Camera), Just(Source::Screen), Just(Source::ScreenAudio)]
}

/// An order among three peers, of whom two exist, with slots of which some exist.
#[derive(Clone, Debug)]
enum Step {
    Allow(u8, Vec<Source>),
    Floor(Vec<u8>),
    Hide(u8, Vec<u8>),
    Fill(u8, usize, u8, Source, u16),
    Clear(u8, usize),
    Close(u8),
    Connect(u8, String),
    Restart(u8, String),
    Run(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let peer = || 1_u8..4;
    prop_oneof![
        (peer(), proptest::collection::vec(source(), 0..4)).prop_map(|(peer, sources)| Step::Allow(peer, sources)),
        proptest::collection::vec(peer(), 0..3).prop_map(Step::Floor),
        (peer(), proptest::collection::vec(peer(), 0..3)).prop_map(|(peer, hidden)| Step::Hide(peer, hidden)),
        (peer(), 0_usize..14, peer(), source(), any::<u16>())
            .prop_map(|(receiver, slot, peer, source, height)| Step::Fill(receiver, slot, peer, source, height)),
        (peer(), 0_usize..14).prop_map(|(receiver, slot)| Step::Clear(receiver, slot)),
        peer().prop_map(Step::Close),
        (peer(), "(v=0\r\n)?(m=(audio|video) 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:[a-z]{1,3}\r\na=sendonly\r\n){0,3}")
            .prop_map(|(peer, offer)| Step::Connect(peer, offer)),
        (peer(), ".{0,40}").prop_map(|(peer, offer)| Step::Restart(peer, offer)),
        (1_u64..300).prop_map(Step::Run),
    ]
}

fn carry_out(world: &mut World, step: Step) {
    let id = |world: &World, number: u8| world.id(if world.clients.contains_key(&number) { number } else { 1 });
    let slot = |world: &World, number: usize| {
        let line = world.clients[&2].lines.get(number);
        line.map_or_else(|| Mid("nowhere".into()), |line| line.mid.clone())
    };
    match step {
        Step::Allow(peer, sources) => {
            let peer = id(world, peer);
            world.order(Order::Allow { peer, sources: sources.into_iter().collect() });
        }
        Step::Floor(holders) => {
            let (holders, over) =
                holders.into_iter().map(|number| id(world, number)).partition(|peer| *peer != world.id(1));
            world.order(Order::SetFloor { holders, over });
        }
        Step::Hide(receiver, hidden) => {
            let hidden = hidden.into_iter().map(|number| id(world, number)).collect();
            let receiver = id(world, receiver);
            world.order(Order::Hide { receiver, hidden });
        }
        Step::Fill(receiver, number, peer, source, height) => {
            let publication = Publication { peer: id(world, peer), source };
            let (receiver, mid) = (id(world, receiver), slot(world, number));
            world.order(Order::FillSlot { receiver, mid, publication, width: height, height });
        }
        Step::Clear(receiver, number) => {
            let (receiver, mid) = (id(world, receiver), slot(world, number));
            world.order(Order::ClearSlot { receiver, mid });
        }
        Step::Close(peer) => {
            let peer = id(world, peer);
            world.order(Order::Close { peer });
        }
        Step::Connect(peer, offer) => {
            let peer = id(world, peer);
            let lines = vec![OfferLine { mid: Mid("a".into()), purpose: LinePurpose::Microphone }];
            world.order(Order::Connect { peer, offer, lines, allowed: [].into(), scope: Scope::Evening });
        }
        Step::Restart(peer, offer) => {
            let peer = id(world, peer);
            world.order(Order::RestartIce { peer, offer });
        }
        Step::Run(milliseconds) => world.run(Duration::from_millis(milliseconds)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_orders_is_survived(steps in proptest::collection::vec(step(), 1..40)) {
        let mut world = World::with(&[1, 2], Camera::Simulcast);
        for number in [1, 2] {
            world.client(number).voice = Some(30);
            world.client(number).pictures.extend([(Source::Camera, 0), (Source::Camera, 1), (Source::Screen, 0)]);
        }
        for step in steps {
            carry_out(&mut world, step);
        }
        for slot in world.clients[&2].slots(LinePurpose::VideoSlot) {
            world.check_attribution(2, &slot);
        }
    }

    #[test]
    fn any_bytes_are_survived(
        packets in proptest::collection::vec((any::<bool>(), proptest::collection::vec(any::<u8>(), 0..200)), 1..60),
    ) {
        let mut world = World::with(&[1, 2], Camera::Single);
        let stranger = SocketAddr::from(([203, 0, 113, 5], 4_000));
        for (known, bytes) in packets {
            let source = if known { world.clients[&1].address } else { stranger };
            world.engine.handle_packet(world.now, Transport::Udp, source, world.server, &bytes);
            world.engine.handle_packet(world.now, Transport::Tcp, source, world.server, &bytes);
        }
        world.run(Duration::from_millis(50));
    }

    #[test]
    fn any_offer_is_survived(offer in "(v=0\r\n)?.{0,200}", cut in 0_usize..4_000, replaced in any::<u8>()) {
        let mut world = World::new();
        let (client, real) = super::client::Client::new(world.now, 1, Camera::Simulcast);
        let mut broken = real.into_bytes();
        let at = cut % broken.len();
        broken[at] = replaced;
        for offer in [offer, String::from_utf8_lossy(&broken).into_owned()] {
            let lines = client.lines.clone();
            world.order(Order::Connect { peer: client.id, offer, lines, allowed: [].into(), scope: Scope::Evening });
        }
    }
}
