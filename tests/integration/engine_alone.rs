//! The media engine and the independent participants, without signalling between them.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    time::{Duration, Instant},
};

use koronailta_media::{Engine, EngineConfig, Transport};
use koronailta_signaling::{
    ids::{EveningId, PeerId, Timestamp},
    media::{LinePurpose, Order, Publication, Report, Scope, Source},
};
use koronailta_tests::{
    Deadline,
    peer::{Peer, Plan, Slots},
};
use tokio::{net::UdpSocket, sync::mpsc, task::JoinHandle};

fn evening() -> EveningId {
    EveningId::new(Timestamp(1), [1; 10])
}

fn peer_id(who: u32) -> PeerId {
    PeerId::new(Timestamp(1), [who.to_le_bytes()[0]; 10])
}

/// An engine on a socket of its own.
struct Engined {
    orders: mpsc::UnboundedSender<Order>,
    reports: mpsc::UnboundedReceiver<Report>,
    task: JoinHandle<()>,
}

impl Engined {
    async fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let local = socket.local_addr().unwrap();
        let (orders, taken) = mpsc::unbounded_channel();
        let (report, reports) = mpsc::unbounded_channel();
        let task = tokio::spawn(drive(socket, local, taken, report));
        Self { orders, reports, task }
    }

    async fn answer(&mut self, peer: &Peer, who: u32, allowed: BTreeSet<Source>) -> String {
        let connect = Order::Connect {
            peer: peer_id(who),
            offer: peer.offer.clone(),
            lines: peer.lines.clone(),
            allowed,
            scope: Scope::Evening,
        };
        self.orders.send(connect).unwrap();
        match self.report(|report| matches!(report, Report::Answered { .. } | Report::Refused { .. })).await {
            Report::Answered { answer, .. } => answer,
            other => panic!("{other:?}"),
        }
    }

    async fn report(&mut self, mut wanted: impl FnMut(&Report) -> bool) -> Report {
        let deadline = Deadline::usual();
        loop {
            let report = tokio::time::timeout(deadline.left(), self.reports.recv()).await.unwrap().unwrap();
            if wanted(&report) {
                return report;
            }
        }
    }
}

impl Drop for Engined {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn drive(
    socket: UdpSocket,
    local: SocketAddr,
    mut orders: mpsc::UnboundedReceiver<Order>,
    reports: mpsc::UnboundedSender<Report>,
) {
    let mut engine = Engine::new(EngineConfig { public_addresses: vec![local] });
    let mut buffer = vec![0; 2_000];
    loop {
        while let Some(packet) = engine.poll_transmit() {
            let _ = socket.send_to(&packet.contents, packet.destination).await;
        }
        while let Some((_, report)) = engine.poll_report() {
            let _ = reports.send(report);
        }
        let due = engine.next_timeout().unwrap_or_else(|| Instant::now() + Duration::from_secs(1));
        tokio::select! {
            order = orders.recv() => match order {
                Some(order) => engine.handle_order(Instant::now(), evening(), order),
                None => return,
            },
            received = socket.recv_from(&mut buffer) => if let Ok((length, from)) = received {
                engine.handle_packet(Instant::now(), Transport::Udp, from, local, &buffer[..length]);
            },
            () = tokio::time::sleep_until(due.into()) => {}
        }
        engine.handle_timeout(Instant::now());
    }
}

#[tokio::test]
async fn voice_and_picture_pass_from_one_implementation_to_the_other_and_back() {
    let begun = Instant::now();
    let mut engine = Engined::start().await;
    let plan = |who| Plan { who, sources: vec![Source::Microphone, Source::Camera], slots: Slots::default(), begun };
    let mut speaker = Peer::new(&plan(1)).await;
    let mut listener = Peer::new(&plan(2)).await;
    let allowed = BTreeSet::from([Source::Microphone, Source::Camera]);
    let answer = engine.answer(&speaker, 1, allowed.clone()).await;
    speaker.connect(&answer).await;
    let answer = engine.answer(&listener, 2, allowed).await;
    listener.connect(&answer).await;

    speaker.sends(Source::Microphone, true);
    listener.hears(1, Source::Microphone, 20).await;
    speaker.sends(Source::Camera, true);
    let slot = listener.lines.iter().find(|line| line.purpose == LinePurpose::VideoSlot).unwrap().mid.clone();
    let publication = Publication { peer: peer_id(1), source: Source::Camera };
    let fill = Order::FillSlot { receiver: peer_id(2), mid: slot.clone(), publication, width: 320, height: 180 };
    engine.orders.send(fill).unwrap();
    listener.hears(1, Source::Camera, 10).await;
    let filled = engine.report(|report| matches!(report, Report::SlotFilled { mid, .. } if *mid == slot)).await;
    let Report::SlotFilled { rtp_timestamp, .. } = filled else { unreachable!("asked for") };
    let first = listener.arrivals()[&slot].iter().find(|arrival| arrival.mark.is_some()).copied().unwrap();
    assert_eq!(first.timestamp, rtp_timestamp);
    speaker.close().await;
    listener.close().await;
}
