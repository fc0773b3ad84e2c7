//! Voices, faces and a shared screen: real RTP through ICE, DTLS and SRTP.

use std::time::Instant;

use koronailta_signaling::{
    media::{LinePurpose, Source},
    wire::{
        Command, Event, RejectCode,
        stage::{Stage, StageItem},
    },
};
use koronailta_tests::{
    measure::{guest, host},
    participant::{Participant, usual_plan},
    peer::{Peer, Plan, Slots},
    person::Person,
    server::Server,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_people_hear_and_see_each_other() {
    let begun = Instant::now();
    let server = Server::start().await;
    let mut maarit = host(&server, begun).await;
    let eero = guest(&server, &mut maarit, 1, begun).await;
    let aino = guest(&server, &mut maarit, 2, begun).await;
    let mut all = [maarit, eero, aino];
    for person in &mut all {
        person.shows(Source::Microphone).await;
        person.shows(Source::Camera).await;
    }
    let ids = all.each_ref().map(Participant::id);
    for person in &mut all {
        let own = person.id();
        let others: Vec<_> = ids.into_iter().filter(|id| *id != own).collect();
        person.person.looks_at(&others).await;
    }
    for person in &all {
        for other in (0..3).filter(|other| *other != person.who) {
            person.hears(other, Source::Microphone, 10).await;
            person.hears(other, Source::Camera, 5).await;
        }
        assert_eq!(person.peer.heard_of(person.who, Source::Microphone), 0, "nobody hears themselves");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shared_screen_reaches_the_stage_with_its_sound() {
    let begun = Instant::now();
    let server = Server::start().await;
    let mut maarit = host(&server, begun).await;
    let (anu, _) = Person::enter(&server.links.advisor, "Anu").await;
    let plan = Plan { sources: vec![Source::Microphone, Source::Screen, Source::ScreenAudio], ..usual_plan(1, begun) };
    let mut anu = Participant::connect(anu, &plan).await;
    anu.shows(Source::Screen).await;
    anu.shows(Source::ScreenAudio).await;
    let presented = |event: &Event| {
        matches!(event, Event::StageChanged { stage: Some(Stage { item: StageItem::Screen { audio: true }, .. }) })
            .then_some(())
    };
    maarit.person.expect("the stage", presented).await;
    maarit.hears(1, Source::Screen, 5).await;
    maarit.hears(1, Source::ScreenAudio, 5).await;
    let slot = |purpose| maarit.peer.lines.iter().find(|line| line.purpose == purpose).unwrap().mid.clone();
    let arrivals = maarit.peer.arrivals();
    let marked = |purpose: LinePurpose, source: Source| {
        let packets = arrivals.get(&slot(purpose)).into_iter().flatten();
        packets.filter_map(|packet| packet.mark).all(|mark| mark.source == source)
    };
    assert!(marked(LinePurpose::StageVideo, Source::Screen) && marked(LinePurpose::StageAudio, Source::ScreenAudio));

    let eero = guest(&server, &mut maarit, 2, begun).await;
    let mut eero = eero;
    let share = Command::Publish { source: Source::Screen, on: true };
    assert_eq!(eero.person.rejected(share).await, RejectCode::StageTaken);
    anu.person.publish(Source::Screen, false).await;
    let empty = |event: &Event| matches!(event, Event::StageChanged { stage: None }).then_some(());
    maarit.person.expect("the empty stage", empty).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_hidden_is_neither_seen_nor_heard_by_that_one_person() {
    let begun = Instant::now();
    let server = Server::start().await;
    let mut maarit = host(&server, begun).await;
    let mut eero = guest(&server, &mut maarit, 1, begun).await;
    let mut aino = guest(&server, &mut maarit, 2, begun).await;
    eero.shows(Source::Microphone).await;
    aino.hears(1, Source::Microphone, 5).await;
    aino.person.done(Command::Hide { participant: eero.id(), on: true }).await;
    // What was on its way has arrived once the other listener has heard some more.
    maarit.hears(1, Source::Microphone, 10).await;
    let cut = eero.peer.senders[&Source::Microphone].written();
    maarit.hears(1, Source::Microphone, 20).await;
    assert_eq!(aino.peer.heard_from(1, Source::Microphone, cut), 0);
    aino.person.done(Command::Hide { participant: eero.id(), on: false }).await;
    aino.hears(1, Source::Microphone, 5).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn media_goes_on_while_signalling_is_away() {
    let begun = Instant::now();
    let server = Server::start().await;
    let mut maarit = host(&server, begun).await;
    let mut eero = guest(&server, &mut maarit, 1, begun).await;
    eero.shows(Source::Microphone).await;
    maarit.hears(1, Source::Microphone, 5).await;
    eero.person.breaks_off();
    maarit.hears(1, Source::Microphone, 25).await;
    let (_, replayed) = eero.person.resume().await.unwrap();
    assert!(replayed);
    maarit.hears(1, Source::Microphone, 5).await;
    assert_eq!(eero.answers_on_the_wire(), 1, "one exchange in all, none on the new socket");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_page_brings_a_new_connection_and_the_old_one_is_gone() {
    let begun = Instant::now();
    let server = Server::start().await;
    let mut maarit = host(&server, begun).await;
    let mut eero = guest(&server, &mut maarit, 1, begun).await;
    eero.shows(Source::Microphone).await;
    maarit.hears(1, Source::Microphone, 5).await;
    let plan = Plan { slots: Slots { audio: 1, video: 0, stage: false }, ..usual_plan(7, begun) };
    let mut again = Participant::connect(eero.person, &plan).await;
    again.shows(Source::Microphone).await;
    maarit.hears(7, Source::Microphone, 5).await;
    let cut = eero.peer.senders[&Source::Microphone].written();
    maarit.hears(7, Source::Microphone, 25).await;
    assert_eq!(maarit.peer.heard_from(1, Source::Microphone, cut), 0);
}

#[tokio::test]
async fn an_offer_is_one_line_for_each_purpose() {
    let plan = usual_plan(1, Instant::now());
    let peer = Peer::new(&plan).await;
    assert_eq!(peer.lines.len(), 12);
    assert_eq!(peer.offer.matches("a=sendonly").count(), 2);
    assert_eq!(peer.offer.matches("a=recvonly").count(), 10);
}
