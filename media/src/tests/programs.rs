//! Programs on the stage: what they send, and who can decode it.

use std::time::Duration;

use koronailta_signaling::{
    ids::Mid,
    media::{LinePurpose, OfferError, Order, Report, Scope, Source},
};
use str0m::format::Codec;

use super::{
    client::{Camera, Client, Kit},
    scenes::seen,
    world::World,
};

const SECOND: Duration = Duration::from_secs(1);
/// The program.
const OBS: u8 = 4;
const WITH: u8 = 1;
const WITHOUT: u8 = 2;

/// The two viewers and the program, all connected; the stage is theirs who send a screen.
fn evening(program: Kit) -> World {
    let mut world = World::new();
    world.join_with(WITH, Kit::PageWithH264);
    world.join_with(WITHOUT, Kit::Page(Camera::Single));
    world.join_with(OBS, program);
    world.run_until(5 * SECOND, |world| world.clients.values().all(|client| client.connected));
    world
}

fn stage(world: &World, viewer: u8) -> Mid {
    world.clients[&viewer].slots(LinePurpose::StageVideo).remove(0)
}

fn show(world: &mut World, presenter: u8) {
    let publication = world.publication(presenter, Source::Screen);
    for viewer in [WITH, WITHOUT] {
        let slot = stage(world, viewer);
        world.fill(viewer, &slot, publication, 720);
    }
}

fn codecs(world: &World, viewer: u8) -> Vec<Codec> {
    let slot = stage(world, viewer);
    let packets = world.clients[&viewer].received.iter().filter(|packet| packet.mid == slot);
    let mut codecs: Vec<Codec> = packets.map(|packet| packet.codec).collect();
    codecs.dedup();
    codecs
}

fn undecodable(world: &World, viewer: u8) -> Vec<Option<Source>> {
    let id = world.id(viewer);
    let of = |report: &Report| match report {
        Report::SlotUndecodable { receiver, publication, .. } if *receiver == id => {
            Some(publication.map(|publication| publication.source))
        }
        _ => None,
    };
    world.reports.iter().filter_map(of).collect()
}

#[test]
fn h264_goes_to_who_decodes_it_and_to_nobody_else() {
    let mut world = evening(Kit::Program { vp8_too: true });
    world.client(OBS).pictures.insert((Source::Screen, 0));
    world.client(WITH).pictures.insert((Source::Camera, 0));
    show(&mut world, OBS);
    world.run(2 * SECOND);
    assert!(seen(&world, WITH, &stage(&world, WITH), OBS) > 100);
    assert_eq!(codecs(&world, WITH), [Codec::H264]);
    assert!(world.check_attribution(WITH, &stage(&world, WITH)) > 100);
    let first = world.clients[&WITH].received.iter().find(|packet| packet.mid == stage(&world, WITH));
    assert_eq!(first.unwrap().payload[..4], [0x78, 0, 4, 0x67], "from its parameters on");
    assert_eq!(undecodable(&world, WITH), []);

    // Whose browser lacks it is told, and got nothing, not even padding that looks like it.
    assert_eq!(undecodable(&world, WITHOUT), [Some(Source::Screen)]);
    let theirs = &world.clients[&WITHOUT].received;
    assert!(theirs.iter().all(|packet| packet.mark() != OBS && packet.codec != Codec::H264));
    assert_eq!(seen(&world, WITHOUT, &stage(&world, WITHOUT), OBS), 0);

    // Then somebody shares a screen as pages do: VP8 for both, and on the same lines.
    let publication = world.publication(OBS, Source::Screen);
    world.order(Order::Allow { peer: publication.peer, sources: [].into() });
    world.client(OBS).pictures.clear();
    world.join(3, Camera::Single);
    world.run_until(5 * SECOND, |world| world.clients[&3].connected);
    world.client(3).pictures.insert((Source::Screen, 0));
    show(&mut world, 3);
    world.run(2 * SECOND);
    for viewer in [WITH, WITHOUT] {
        assert!(seen(&world, viewer, &stage(&world, viewer), 3) > 100);
        world.check_attribution(viewer, &stage(&world, viewer));
    }
    assert_eq!(codecs(&world, WITH), [Codec::H264, Codec::Vp8]);
    assert_eq!(codecs(&world, WITHOUT), [Codec::Vp8]);
    assert_eq!(undecodable(&world, WITHOUT), [Some(Source::Screen), None]);
}

#[test]
fn a_page_cannot_choose_h264_for_its_camera_or_screen() {
    let mut world = evening(Kit::Program { vp8_too: false });
    for source in [Source::Camera, Source::Screen] {
        world.client(WITH).pictures.insert((source, 0));
    }
    let slot = world.clients[&WITHOUT].slots(LinePurpose::VideoSlot)[0].clone();
    let publication = world.publication(WITH, Source::Camera);
    world.fill(WITHOUT, &slot, publication, 180);
    let screen = stage(&world, WITHOUT);
    let publication = world.publication(WITH, Source::Screen);
    world.fill(WITHOUT, &screen, publication, 720);
    world.run(SECOND);
    // Both sides have H264, and VP8 was agreed to.
    assert!(seen(&world, WITHOUT, &slot, WITH) > 20);
    assert!(seen(&world, WITHOUT, &screen, WITH) > 20);
    let mut answers = world.reports.iter().filter_map(|report| match report {
        Report::Answered { peer, answer } if *peer == world.id(WITH) => Some(answer),
        _ => None,
    });
    let answer = answers.next_back().unwrap();
    let lines: Vec<&str> = answer.split("m=video").skip(1).collect();
    let with_h264: Vec<bool> = lines.iter().map(|line| line.contains("H264")).collect();
    let stage_line = lines.len() - 1;
    assert!(with_h264.iter().enumerate().all(|(index, has)| *has == (index == stage_line)), "{with_h264:?}");
}

#[test]
fn a_program_is_answered_with_what_it_prefers_and_with_nothing_else() {
    let offered = |first: &str, second: &str| {
        let lines = [(LinePurpose::Screen, "0")]
            .map(|(purpose, mid)| koronailta_signaling::media::OfferLine { mid: Mid(mid.to_owned()), purpose });
        let mut world = World::new();
        let (client, _) = Client::new(world.now, 1, Camera::Single);
        let offer = format!(
            "v=0\r\no=rtc 1 0 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\na=setup:actpass\r\n\
             a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=fingerprint:sha-256 {}\r\n\
             m=video 9 UDP/TLS/RTP/SAVPF {first} {second}\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\n\
             a=ssrc:42 cname:ohjelma\r\na=rtpmap:98 AV1/90000\r\na=rtpmap:97 VP8/90000\r\n\
             a=rtpmap:96 H264/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n\
             a=fmtp:96 profile-level-id=42c02a;packetization-mode=1;level-asymmetry-allowed=1\r\n",
            ["AB"; 32].join(":"),
        );
        let (peer, lines, scope) = (client.id, lines.to_vec(), Scope::Evening);
        world.order(Order::Connect { peer, offer, lines, allowed: [].into(), scope });
        world.reports.pop().unwrap()
    };
    let said = |report: Report| match report {
        Report::Answered { answer, .. } => Ok(["H264", "VP8", "AV1"].map(|codec| answer.contains(codec))),
        Report::Refused { error, .. } => Err(error),
        other => panic!("{other:?}"),
    };
    assert_eq!(said(offered("96", "97")), Ok([true, false, false]));
    assert_eq!(said(offered("97", "96")), Ok([false, true, false]));
    assert_eq!(said(offered("98", "97")), Ok([false, true, false]));
    assert_eq!(said(offered("98", "99")), Err(OfferError::NoCommonCodec));
    let Report::Answered { answer, .. } = offered("96", "97") else { panic!("refused") };
    assert!(answer.contains("profile-level-id=42c02a"), "as it said it itself:\n{answer}");
    assert!(answer.contains("packetization-mode=1"));
}

#[test]
fn where_frames_have_to_be_sealed_nothing_of_h264_passes() {
    let mut world = evening(Kit::Program { vp8_too: false });
    world.client(OBS).pictures.insert((Source::Screen, 0));
    show(&mut world, OBS);
    let peer = world.id(OBS);
    world.order(Order::Encrypt { peer, key_ids: Some(Vec::new()) });
    world.run(SECOND);
    assert_eq!(seen(&world, WITH, &stage(&world, WITH), OBS), 0);
    assert!(world.engine.stats().frames_open > 50);
    world.order(Order::Encrypt { peer, key_ids: None });
    world.run(SECOND);
    assert!(seen(&world, WITH, &stage(&world, WITH), OBS) > 50);
}

#[test]
fn an_offer_in_which_a_number_means_two_things_is_refused_and_harms_nobody() {
    let mut world = World::with(&[1], Camera::Single);
    let (client, offer) = Client::with(world.now, 2, Kit::PageWithH264);
    let mut refused = |offer: String| {
        let (peer, lines, scope) = (client.id, client.lines.clone(), Scope::Evening);
        world.order(Order::Connect { peer, offer, lines, allowed: [].into(), scope });
        assert_eq!(world.reports.pop(), Some(Report::Refused { peer, error: OfferError::Malformed }));
    };
    // Of the stage alone numbers are demands.
    let [head, stage] =
        offer.rsplitn(2, "m=video").collect::<Vec<_>>().try_into().map(|[b, a]: [&str; 2]| [a, b]).unwrap();
    for (number, other) in [("a=rtpmap:108 H264/", "a=rtpmap:96 H264/"), ("a=fmtp:109 apt=108", "a=fmtp:97 apt=108")] {
        assert!(stage.contains(number), "{stage}");
        refused(format!("{head}m=video{}", stage.replace(number, other)));
    }
    let sounds = [("SAVPF 111", "SAVPF 96"), ("a=rtpmap:111 ", "a=rtpmap:96 "), ("a=fmtp:111 ", "a=fmtp:96 ")];
    refused(sounds.iter().fold(offer.clone(), |offer, (number, other)| offer.replace(number, other)));
}

#[test]
fn a_program_is_asked_for_a_key_frame_at_least_every_two_seconds() {
    let mut world = evening(Kit::Program { vp8_too: false });
    world.client(OBS).pictures.insert((Source::Screen, 0));
    world.client(WITHOUT).pictures.insert((Source::Screen, 0));
    show(&mut world, OBS);
    world.run(10 * SECOND);
    let slot = stage(&world, WITH);
    let packets = world.clients[&WITH].received.iter().filter(|packet| packet.mid == slot);
    let keys: Vec<_> = packets.filter(|packet| packet.payload.starts_with(&[0x78])).map(|packet| packet.at).collect();
    let longest = keys.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap();
    assert!(longest <= 2 * SECOND && keys.len() >= 5, "{longest:?} between {} key frames", keys.len());
    let asked = world.clients[&OBS].key_frame_requests.len();
    assert!(asked <= 9, "asked {asked} times in ten seconds");
    assert!(world.clients[&WITHOUT].key_frame_requests.len() <= 1, "a page is asked only where somebody waits");

    // Off the stage nobody asks.
    let publication = world.publication(OBS, Source::Screen);
    world.order(Order::Allow { peer: publication.peer, sources: [].into() });
    world.run(SECOND / 2);
    let asked = world.clients[&OBS].key_frame_requests.len();
    world.run(4 * SECOND);
    assert_eq!(world.clients[&OBS].key_frame_requests.len(), asked);
}
