//! Offers and packets that nobody should send.

use std::{net::UdpSocket, time::Instant};

use koronailta_signaling::{
    ids::Mid,
    media::{LinePurpose, OfferLine, Source},
    wire::{Command, RejectCode},
};
use koronailta_tests::{
    measure::{guest, host},
    participant::usual_plan,
    peer::Peer,
    person::Person,
    server::Server,
};
use tokio::{io::AsyncWriteExt, net::TcpStream};

fn head(offer: &str) -> &str {
    &offer[..offer.find("m=").unwrap()]
}

/// The offer's media sections, as text.
fn parts(offer: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = offer.match_indices("\r\nm=").map(|(at, _)| at + 2).collect();
    starts.push(offer.len());
    starts.windows(2).map(|pair| &offer[pair[0]..pair[1]]).collect()
}

fn line(mid: &str, purpose: LinePurpose) -> OfferLine {
    OfferLine { mid: Mid(mid.to_owned()), purpose }
}

#[tokio::test]
async fn each_kind_of_bad_offer_has_its_code() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let good = Peer::new(&usual_plan(1, Instant::now())).await;
    let (sdp, lines) = (good.offer.clone(), good.lines.clone());
    let sections = parts(&sdp);
    let no_audio = format!("{}{}", head(&sdp), sections[1]);
    // Short ones, so that not their bytes are what is refused.
    let short = |number: u32| {
        format!(
            "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:{number}\r\na=recvonly\r\na=rtpmap:111 opus/48000/2\r\n"
        )
    };
    let many: String = (0..500).map(short).collect();
    let many_lines = (0..500).map(|number| line(&number.to_string(), LinePurpose::AudioSlot)).collect();
    let bad = [
        ("no audio", no_audio, vec![lines[1].clone()], RejectCode::OfferNoAudio),
        ("500 lines", format!("{}{many}", head(&sdp)), many_lines, RejectCode::OfferTooManyLines),
        ("500 lines, 12 declared", format!("{}{many}", head(&sdp)), lines.clone(), RejectCode::OfferTooManyLines),
        ("sendrecv", sdp.replace("a=sendonly", "a=sendrecv"), lines.clone(), RejectCode::OfferDirection),
        ("inactive", sdp.replace("a=recvonly", "a=inactive"), lines.clone(), RejectCode::OfferDirection),
        ("garbage", "Hyvää iltaa".to_owned(), lines.clone(), RejectCode::OfferMalformed),
        ("nothing", String::new(), lines.clone(), RejectCode::OfferMalformed),
        (
            "half of it",
            format!("{}{}", head(&sdp), sections[..3].concat()),
            lines.clone(),
            RejectCode::OfferLinesMismatch,
        ),
        ("other lines", sdp.clone(), lines[..3].to_vec(), RejectCode::OfferLinesMismatch),
        (
            "other codecs",
            sdp.replace("opus", "G722").replace("VP8", "VP9"),
            lines.clone(),
            RejectCode::OfferNoCommonCodec,
        ),
    ];
    for (what, sdp, lines, code) in bad {
        let told = maarit.socket.ask(Command::MediaOffer { sdp, lines }).await;
        let told = told.map_or_else(|rejection| rejection.code, |outcome| panic!("{what}: {outcome:?}"));
        assert_eq!(told, code, "{what}");
    }
    assert_eq!(maarit.rejected(Command::MediaRestart { sdp }).await, RejectCode::NoMedia);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn garbage_on_the_media_port_disturbs_nobody() {
    let begun = Instant::now();
    let server = Server::start().await;
    let mut maarit = host(&server, begun).await;
    let mut eero = guest(&server, &mut maarit, 1, begun).await;
    eero.shows(Source::Microphone).await;
    maarit.hears(1, Source::Microphone, 5).await;

    let stranger = UdpSocket::bind("127.0.0.1:0").unwrap();
    let stun = [&[0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42][..], &[7; 12]].concat();
    let rtp = [&[0x80, 111, 0, 1, 0, 0, 0, 1, 0, 0, 3, 233][..], &[9; 40]].concat();
    let rtcp = [&[0x80, 201, 0, 1, 0, 0, 3, 233][..], &[9; 20]].concat();
    let dtls = [&[22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50][..], &[1; 50]].concat();
    let kinds: Vec<Vec<u8>> = vec![stun, rtp, rtcp, dtls, Vec::new(), vec![0], vec![0xff; 1_400], vec![0x80; 3]];
    for _ in 0..50 {
        for kind in &kinds {
            stranger.send_to(kind, server.media).unwrap();
        }
    }
    for kind in &kinds {
        let mut stream = TcpStream::connect(server.media).await.unwrap();
        let length = u16::try_from(kind.len()).unwrap();
        let _ = stream.write_all(&length.to_be_bytes()).await;
        let _ = stream.write_all(kind).await;
        let mut endless = TcpStream::connect(server.media).await.unwrap();
        let _ = endless.write_all(&[0xff; 70_000]).await;
    }
    maarit.hears(1, Source::Microphone, 25).await;
    maarit.person.write("Kaikki hyvin").await;
}
