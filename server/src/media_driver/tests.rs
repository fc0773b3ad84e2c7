//! Real sockets on loopback: a person over UDP and one over ICE-TCP in one room.

#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    io::{ErrorKind, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream, UdpSocket},
    num::NonZeroUsize,
    time::{Duration, Instant},
};

use koronailta_signaling::{
    ids::{EveningId, Mid, PeerId, Timestamp},
    media::{LinePurpose, OfferLine, Order, Report, Scope, Source},
};
use str0m::{
    Candidate, Event, Input, Output, Rtc,
    change::SdpAnswer,
    format::Codec,
    media::{Direction, MediaKind},
    net::{Protocol, Receive, TcpType},
    rtp::RtpWrite,
};
use tokio::sync::mpsc;

use super::{MediaConfig, MediaHandle, MediaSnapshot, MediaThreads};

const PATIENCE: Duration = Duration::from_secs(20);
const TICK: Duration = Duration::from_millis(5);

fn start(threads: usize) -> MediaThreads {
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    MediaThreads::start(&MediaConfig { listen, public_addresses: Vec::new(), threads: NonZeroUsize::new(threads) })
        .unwrap()
}

fn evening(number: u8) -> EveningId {
    EveningId::new(Timestamp(0), [number; 10])
}

fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < end, "it did not come about: {what}");
        std::thread::yield_now();
    }
}

enum Wire {
    Udp(UdpSocket),
    Tcp { stream: TcpStream, incoming: Vec<u8> },
}

struct Person {
    id: PeerId,
    rtc: Rtc,
    wire: Wire,
    local: SocketAddr,
    server: SocketAddr,
    microphone: str0m::media::Mid,
    sequence: u64,
    connected: bool,
    heard: usize,
}

impl Person {
    /// Joins the room over UDP or TCP and waits for the answer.
    fn join(
        number: u8,
        protocol: Protocol,
        server: SocketAddr,
        room: &MediaHandle,
        reports: &mut mpsc::Receiver<Report>,
    ) -> Self {
        let (wire, local) = connect(protocol, server);
        let mut rtc = Rtc::builder().set_rtp_mode(true).clear_codecs().enable_opus(true, false).build(Instant::now());
        let candidate = match protocol {
            Protocol::Tcp => Candidate::builder().tcp().host(local).tcptype(TcpType::Active).build(),
            _ => Candidate::builder().udp().host(local).build(),
        };
        rtc.add_local_candidate(candidate.unwrap());
        let mut api = rtc.sdp_api();
        let microphone = api.add_media(MediaKind::Audio, Direction::SendOnly, None, None, None);
        let slot = api.add_media(MediaKind::Audio, Direction::RecvOnly, None, None, None);
        let (offer, pending) = api.apply().unwrap();
        let line = |mid: str0m::media::Mid, purpose| OfferLine { mid: Mid(mid.to_string()), purpose };
        let lines = vec![line(microphone, LinePurpose::Microphone), line(slot, LinePurpose::AudioSlot)];
        let id = PeerId::new(Timestamp(0), [number; 10]);
        let allowed = [Source::Microphone].into();
        room.order(Order::Connect { peer: id, offer: offer.to_sdp_string(), lines, allowed, scope: Scope::Evening })
            .unwrap();
        let Some(Report::Answered { answer, .. }) = reports.blocking_recv() else { unreachable!("no answer") };
        rtc.sdp_api().accept_answer(pending, SdpAnswer::from_sdp_string(&answer).unwrap()).unwrap();
        Self { id, rtc, wire, local, server, microphone, sequence: 0, connected: false, heard: 0 }
    }

    /// Sends and receives whatever there is.
    fn turn(&mut self) {
        self.rtc.handle_input(Input::Timeout(Instant::now())).unwrap();
        self.drain();
        for packet in self.wire.receive() {
            let protocol = if matches!(self.wire, Wire::Udp(_)) { Protocol::Udp } else { Protocol::Tcp };
            let packet = Receive::new(protocol, self.server, self.local, &packet).unwrap();
            self.rtc.handle_input(Input::Receive(Instant::now(), packet)).unwrap();
            self.drain();
        }
    }

    fn drain(&mut self) {
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Transmit(transmit) => self.wire.send(transmit.destination, &transmit.contents),
                Output::Event(Event::Connected) => self.connected = true,
                Output::Event(Event::RtpPacket(_)) => self.heard += 1,
                Output::Event(_) => {}
                Output::Timeout(_) => return,
            }
        }
    }

    fn speak(&mut self) {
        self.sequence += 1;
        let payload_type =
            self.rtc.codec_config().params().iter().find(|p| p.spec().codec == Codec::Opus).unwrap().pt();
        let time = u32::try_from(self.sequence).unwrap() * 960;
        let write = RtpWrite::new(payload_type, self.sequence.into(), time, Instant::now(), vec![0x78; 60]);
        self.rtc.direct_api().stream_tx_by_mid(self.microphone, None).unwrap().write_rtp(write);
    }
}

fn connect(protocol: Protocol, server: SocketAddr) -> (Wire, SocketAddr) {
    if protocol == Protocol::Tcp {
        let stream = TcpStream::connect(server).unwrap();
        stream.set_read_timeout(Some(TICK)).unwrap();
        let local = stream.local_addr().unwrap();
        return (Wire::Tcp { stream, incoming: Vec::new() }, local);
    }
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.set_read_timeout(Some(TICK)).unwrap();
    let local = socket.local_addr().unwrap();
    (Wire::Udp(socket), local)
}

impl Wire {
    fn send(&mut self, destination: SocketAddr, packet: &[u8]) {
        match self {
            Self::Udp(socket) => {
                socket.send_to(packet, destination).unwrap();
            }
            Self::Tcp { stream, .. } => {
                let length = u16::try_from(packet.len()).unwrap();
                stream.write_all(&[&length.to_be_bytes(), packet].concat()).unwrap();
            }
        }
    }

    /// What comes within a tick.
    fn receive(&mut self) -> Vec<Vec<u8>> {
        let mut buffer = [0; 4096];
        let mut packets = Vec::new();
        let read = |result: std::io::Result<usize>| match result {
            Ok(count) => Some(count),
            Err(error) => {
                assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
                None
            }
        };
        match self {
            Self::Udp(socket) => {
                if let Some(count) = read(socket.recv(&mut buffer)) {
                    packets.push(buffer[..count].to_vec());
                }
            }
            Self::Tcp { stream, incoming } => {
                if let Some(count) = read(stream.read(&mut buffer)) {
                    incoming.extend_from_slice(&buffer[..count]);
                }
                while incoming.len() >= 2 {
                    let length = usize::from(u16::from_be_bytes([incoming[0], incoming[1]]));
                    if incoming.len() < length + 2 {
                        break;
                    }
                    packets.push(incoming[2..length + 2].to_vec());
                    incoming.drain(..length + 2);
                }
            }
        }
        packets
    }
}

#[test]
fn people_over_udp_and_tcp_hear_each_other_until_they_may_not() {
    let media = start(1);
    let server = media.public_addresses()[0];
    let room = media.handle_for(evening(1));
    let (sender, mut reports) = mpsc::channel(256);
    room.register(sender).unwrap();
    let mut first = Person::join(1, Protocol::Udp, server, &room, &mut reports);
    let mut second = Person::join(2, Protocol::Tcp, server, &room, &mut reports);
    until("both hear each other", || {
        for person in [&mut first, &mut second] {
            if person.connected {
                person.speak();
            }
            person.turn();
        }
        first.heard >= 20 && second.heard >= 20
    });
    let counted = media.counters().snapshot();
    assert!(counted.packets_forwarded >= 40 && counted.packets_in > 40 && counted.bytes_out > 40 * 60);
    assert_eq!((counted.peers, counted.tcp_connections), (2, 1));

    room.order(Order::Allow { peer: first.id, sources: [].into() }).unwrap();
    until("the first is dropped at ingress", || {
        first.speak();
        first.turn();
        second.turn();
        media.counters().snapshot().packets_dropped_at_ingress >= 5
    });
    // What was on the way has come by now; from here on nothing does.
    (0..5).for_each(|_| second.turn());
    let heard = second.heard;
    for _ in 0..50 {
        first.speak();
        first.turn();
        second.turn();
    }
    assert_eq!(second.heard, heard);

    drop(room);
    until("dropping the handle closes the peers", || media.counters().snapshot().peers == 0);
}

#[test]
fn each_thread_has_one_port_number_for_udp_and_tcp() {
    let media = start(2);
    let addresses = media.public_addresses();
    assert_eq!(addresses.len(), 2);
    assert_ne!(addresses[0], addresses[1]);
    for address in addresses {
        assert!(TcpStream::connect(address).is_ok());
        assert_eq!(UdpSocket::bind(address).unwrap_err().kind(), ErrorKind::AddrInUse);
    }
}

#[test]
fn rooms_go_to_the_thread_that_has_the_fewest() {
    let media = start(2);
    let rooms = |media: &MediaThreads| media.threads.iter().map(|thread| thread.mailbox.rooms()).collect::<Vec<_>>();
    let first = media.handle_for(evening(1));
    let second = media.handle_for(evening(2));
    let third = media.handle_for(evening(3));
    assert_eq!(rooms(&media), [2, 1]);
    drop((first.clone(), second, third));
    assert_eq!(rooms(&media), [1, 0]);
}

#[test]
fn a_thread_that_has_panicked_gets_no_more_rooms_and_those_it_had_hear_of_it() {
    let media = start(2);
    let counters = media.counters();
    let first = media.handle_for(evening(1));
    let (sender, mut reports) = mpsc::channel(8);
    first.register(sender).unwrap();
    media.threads[0].mailbox.post(super::mailbox::Letter::Panic).unwrap();
    assert_eq!(reports.blocking_recv(), None, "its room");
    drop(first);
    let others: Vec<MediaHandle> = (2..5).map(|number| media.handle_for(evening(number))).collect();
    for other in &others {
        assert_eq!(other.register(mpsc::channel(8).0), Ok(()));
    }
    assert_eq!((counters.snapshot().threads_ended, counters.any_lives()), (1, true));

    let (sender, mut reports) = mpsc::channel(8);
    others[0].register(sender).unwrap();
    media.threads[1].mailbox.post(super::mailbox::Letter::Panic).unwrap();
    assert_eq!(reports.blocking_recv(), None);
    assert!(!counters.any_lives());
    let refused = media.handle_for(evening(5)).register(mpsc::channel(8).0);
    assert_eq!(refused, Err(super::OrderError::Stopped));
}

#[test]
fn strangers_are_counted_and_not_answered() {
    let media = start(1);
    let server = media.public_addresses()[0];
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.send_to(&[0x80, 111, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1], server).unwrap();
    let mut stream = TcpStream::connect(server).unwrap();
    stream.write_all(&[0, 4, 0x80, 1, 2, 3]).unwrap();
    let counters = media.counters();
    until("both are counted", || counters.snapshot().packets_from_unknown == 2);
    assert_eq!(counters.snapshot().packets_out, 0);
}

#[test]
fn a_frame_that_is_too_long_and_a_crowd_from_one_address_are_turned_away() {
    let media = start(1);
    let server = media.public_addresses()[0];
    let mut stream = TcpStream::connect(server).unwrap();
    stream.write_all(&[0xff, 0xff]).unwrap();
    assert_eq!(stream.read(&mut [0; 1]).unwrap_or(0), 0);
    let crowd: Vec<TcpStream> = (0..60).map(|_| TcpStream::connect(server).unwrap()).collect();
    let mut first = crowd.first().unwrap();
    assert_eq!(first.read(&mut [0; 1]).unwrap_or(0), 0, "the oldest gives way");
    assert!(media.counters().snapshot().tcp_connections <= 32);
}

#[test]
fn a_bad_offer_is_reported_to_its_room_only() {
    let media = start(1);
    let (room, other) = (media.handle_for(evening(1)), media.handle_for(evening(2)));
    let (sender, mut reports) = mpsc::channel(8);
    let (other_sender, mut other_reports) = mpsc::channel(8);
    room.register(sender).unwrap();
    other.register(other_sender).unwrap();
    let peer = PeerId::new(Timestamp(0), [1; 10]);
    room.order(Order::Connect {
        peer,
        offer: "roskaa".into(),
        lines: Vec::new(),
        allowed: [].into(),
        scope: Scope::Evening,
    })
    .unwrap();
    assert!(matches!(reports.blocking_recv(), Some(Report::Refused { .. })));
    room.close_room();
    assert_eq!(reports.blocking_recv(), None, "a closed room's queue is forgotten");
    assert!(other_reports.try_recv().is_err());
}

#[test]
fn after_the_end_orders_are_refused() {
    let media = start(1);
    let room = media.handle_for(evening(1));
    let counters = media.counters();
    drop(media);
    assert_eq!(room.order(Order::SetFloor { holders: Vec::new(), over: Vec::new() }), Err(super::OrderError::Stopped));
    assert_eq!(counters.snapshot(), MediaSnapshot { ..MediaSnapshot::default() });
}
