//! A program on the stage, by HTTP alone (RFC 9725).

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use koronailta_signaling::{
    ids::ParticipantId,
    media::Source,
    wire::{
        Command, Event, Live, RejectCode, ServerMessage,
        group::Arrange,
        participant::LeaveReason,
        stage::{Stage, StageItem},
    },
};
use koronailta_tests::{
    Deadline,
    http::{self, Answer},
    measure::groups,
    participant::{Participant, usual_plan},
    peer::{Peer, Pictures, Plan, Slots},
    person::{Person, resolve},
    server::Server,
};
use tokio::{runtime::Runtime, sync::oneshot};

fn token(link: &str) -> &str {
    link.rsplit('/').next().unwrap_or_default()
}

async fn whip(server: &Server, token: &str, offer: &str) -> Answer {
    whip_at(server.http, token, offer).await
}

async fn whip_at(server: SocketAddr, token: &str, offer: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    let fields = [("Authorization", bearer.as_str()), ("Content-Type", "application/sdp")];
    http::send(server, "POST", "/api/v1/whip", &fields, offer.as_bytes()).await.unwrap()
}

fn said(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

fn location(answer: &Answer) -> String {
    let line = answer.head.lines().find(|line| line.to_ascii_lowercase().starts_with("location:"));
    line.expect("a location")["location:".len()..].trim().to_owned()
}

/// The number in its marks.
const PROGRAM: u32 = 9;

async fn program() -> Peer {
    program_in(Pictures::Vp8).await
}

async fn program_in(pictures: Pictures) -> Peer {
    let slots = Slots { audio: 0, video: 0, stage: false };
    let sources = vec![Source::Screen, Source::ScreenAudio];
    Peer::with(&Plan { who: PROGRAM, sources, slots, begun: Instant::now() }, None, pictures).await
}

/// What somebody was told of pictures that their browser cannot decode, and of how many do not see the stage.
fn told(of: &Person) -> (usize, Option<u32>) {
    let lives = of.ever_heard().into_iter().filter_map(|text| match serde_json::from_str(&text) {
        Ok(ServerMessage::Live { live }) => Some(live),
        _ => None,
    });
    lives.fold((0, None), |(undecodable, unseen), live| match live {
        Live::SlotUndecodable { picture: Some(_), .. } => (undecodable + 1, unseen),
        Live::StageUnseen { people } => (undecodable, Some(people)),
        _ => (undecodable, unseen),
    })
}

fn on_stage(event: &Event) -> Option<ParticipantId> {
    match event {
        Event::StageChanged { stage: Some(Stage { presenter, item: StageItem::Screen { .. }, .. }) } => {
            Some(*presenter)
        }
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_sends_onto_the_stage_and_is_ended_by_its_bearer() {
    let server = Server::start().await;
    let (maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let mut maarit = Participant::connect(maarit, &usual_plan(1, Instant::now())).await;
    let advisor = token(&server.links.advisor);
    let mut sender = program().await;
    let begun = whip(&server, advisor, &sender.offer).await;
    assert_eq!(begun.status, 201, "{}", String::from_utf8_lossy(&begun.body));
    assert!(begun.head.to_ascii_lowercase().contains("content-type: application/sdp"));
    sender.connect(std::str::from_utf8(&begun.body).unwrap()).await;
    let presenter = maarit.person.expect("a picture on the stage", on_stage).await;
    sender.shows_key_frames_on_request();
    sender.sends(Source::Screen, true);
    sender.sends(Source::ScreenAudio, true);
    maarit.hears(9, Source::Screen, 20).await;
    maarit.hears(9, Source::ScreenAudio, 20).await;

    // One program for one stage, and only who began it ends it.
    let second = program().await;
    assert_eq!(said(&whip(&server, advisor, &second.offer).await), (409, "ingest_running".to_owned()));
    let path = location(&begun);
    let end = async |who: &str| {
        let bearer = format!("Bearer {who}");
        http::send(server.http, "DELETE", &path, &[("Authorization", bearer.as_str())], b"").await.unwrap()
    };
    assert_eq!(said(&end(token(&server.links.moderator)).await), (401, "link_unknown".to_owned()));
    let trickle = [("Authorization", "Bearer x"), ("Content-Type", "application/trickle-ice-sdpfrag")];
    assert_eq!(http::send(server.http, "PATCH", &path, &trickle, b"a").await.unwrap().status, 405);
    assert_eq!(end(advisor).await.status, 200);
    maarit
        .person
        .expect("an empty stage", |event| matches!(event, Event::StageChanged { stage: None }).then_some(()))
        .await;
    maarit
        .person
        .expect("that it is gone", |event| {
            matches!(event, Event::ParticipantLeft { participant, .. } if *participant == presenter).then_some(())
        })
        .await;
    sender.close().await;

    // The place is free again, and a moderator takes the stage by clearing it.
    let mut again = program().await;
    let begun = whip(&server, advisor, &again.offer).await;
    assert_eq!(begun.status, 201);
    again.connect(std::str::from_utf8(&begun.body).unwrap()).await;
    maarit.person.expect("a picture on the stage", on_stage).await;
    maarit.person.done(Command::StageClear).await;
    maarit.person.expect("that it is gone", |event| matches!(event, Event::ParticipantLeft { .. }).then_some(())).await;
    again.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h264_goes_to_whose_browser_has_it_and_the_others_get_none_of_it_and_are_told() {
    let server = Server::start().await;
    let (maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let mut maarit = Participant::connect_with_h264(maarit, &usual_plan(1, Instant::now())).await;
    let (sanna, _) = Person::enter_through(&mut maarit.person, &server.links.participant, "Sanna").await;
    let sanna = Participant::connect(sanna, &usual_plan(2, Instant::now())).await;
    let mut obs = program_in(Pictures::H264).await;
    let begun = whip(&server, token(&server.links.advisor), &obs.offer).await;
    assert_eq!(begun.status, 201, "{}", String::from_utf8_lossy(&begun.body));
    let answer = std::str::from_utf8(&begun.body).unwrap();
    assert!(answer.contains("H264/90000") && !answer.contains("VP8"), "{answer}");
    obs.connect(answer).await;
    obs.shows_key_frames_on_request();
    obs.sends(Source::Screen, true);
    obs.sends(Source::ScreenAudio, true);
    maarit.hears(PROGRAM, Source::Screen, 40).await;
    sanna.hears(PROGRAM, Source::ScreenAudio, 40).await;
    assert_eq!(told(&sanna.person), (1, None));
    assert_eq!(sanna.peer.heard_of(PROGRAM, Source::Screen), 0, "not a packet that she could not decode");
    Deadline::usual().until("Maarit knows of one", || told(&maarit.person) == (0, Some(1))).await;

    // Somebody's screen is VP8 for both of them, as ever.
    maarit.person.done(Command::StageClear).await;
    obs.close().await;
    Deadline::usual().until("nobody is without it", || told(&maarit.person) == (0, Some(0))).await;
    sanna.leaves().await;
    maarit.leaves().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_goes_into_a_group_leaves_the_broadcast_behind_and_finds_it_again() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let aino = Person::join_sealed(&server.links.participant, "Aino").await;
    maarit.done(Command::Admit { participant: aino.id }).await;
    aino.welcome().await;
    let mut aino = Participant::connect(aino, &usual_plan(2, Instant::now())).await;
    let mut obs = program().await;
    let begun = whip(&server, token(&server.links.advisor), &obs.offer).await;
    obs.connect(std::str::from_utf8(&begun.body).unwrap()).await;
    let presenter = maarit.expect("a picture on the stage", on_stage).await;
    obs.sends(Source::Screen, true);
    aino.hears(PROGRAM, Source::Screen, 10).await;
    aino.person.forget_events();

    maarit.done(Command::GroupsArrange { arrange: Arrange::Size { size: 2 } }).await;
    maarit.done(Command::GroupsOpen { seconds: None }).await;
    let placed = |event: &Event| matches!(event, Event::Placed { .. }).then_some(());
    aino.person.expect("her group", placed).await;
    aino.person.barrier().await;
    aino.peer.forget();
    obs.shows_on(40).await;
    assert_eq!(aino.peer.heard_of(PROGRAM, Source::Screen), 0, "nothing of it comes into the group");
    let (_, welcome) = Person::enter(&server.links.moderator, "Meri").await;
    assert_eq!(welcome.stage.map(|stage| stage.presenter), Some(presenter), "it is where it was");

    maarit.done(Command::GroupsClose { seconds: 0 }).await;
    aino.hears(PROGRAM, Source::Screen, 10).await;
    obs.close().await;
    aino.leaves().await;
}

/// A program with a runtime of its own: its tasks and sockets go at once, without a word to anybody.
struct Mortal {
    runtime: Runtime,
    /// What it was answered.
    begun: Answer,
}

impl Mortal {
    async fn on_stage(server: &Server, token: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (tell, told) = oneshot::channel();
        let (address, token) = (server.http, token.to_owned());
        runtime.spawn(async move {
            let mut obs = program().await;
            let begun = whip_at(address, &token, &obs.offer).await;
            obs.connect(std::str::from_utf8(&begun.body).unwrap()).await;
            obs.shows_key_frames_on_request();
            obs.sends(Source::Screen, true);
            let _ = tell.send(begun);
            std::future::pending::<()>().await;
        });
        Self { begun: told.await.expect("it comes onto the stage"), runtime }
    }

    /// Says when.
    fn dies(self) -> Instant {
        self.runtime.shutdown_background();
        Instant::now()
    }
}

/// Everybody inside learns that the stage is empty and who has gone, and how; nobody at the door does.
async fn learn_that_it_is_lost(inside: &[&Person], waiting: &Person, presenter: ParticipantId) {
    for person in inside {
        let empty = |event: &Event| matches!(event, Event::StageChanged { stage: None }).then_some(());
        person.expect("an empty stage", empty).await;
        let gone = |event: &Event| match event {
            Event::ParticipantLeft { participant, reason } if *participant == presenter => Some(*reason),
            _ => None,
        };
        assert_eq!(person.expect("that it is gone", gone).await, LeaveReason::Lost, "{}", person.name);
    }
    let heard = waiting.everything_heard().join("\n");
    assert!(!heard.contains("stage") && !heard.contains(&presenter.to_string()), "{heard}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_dies_without_a_word_frees_the_stage_for_the_next_one() {
    let server = Server::start().await;
    let advisor = token(&server.links.advisor);
    let (maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let mut maarit = Participant::connect(maarit, &usual_plan(1, Instant::now())).await;
    let (aino, _) = Person::enter_through(&mut maarit.person, &server.links.participant, "Aino").await;
    let waits = Person::join(&server.links.participant, "Utelias").await;
    let obs = Mortal::on_stage(&server, advisor).await;
    assert_eq!(obs.begun.status, 201);
    let path = location(&obs.begun);
    let presenter = maarit.person.expect("a picture on the stage", on_stage).await;
    maarit.hears(PROGRAM, Source::Screen, 20).await;
    aino.forget_events();

    let died = obs.dies();
    let second = program().await;
    assert_eq!(
        said(&whip(&server, advisor, &second.offer).await),
        (409, "ingest_running".to_owned()),
        "it may be a lost line"
    );
    learn_that_it_is_lost(&[&maarit.person, &aino], &waits, presenter).await;
    let after = died.elapsed();
    assert!(after > Duration::from_millis(4_500) && after < Duration::from_secs(9), "after five seconds: {after:?}");
    let (_, welcome) = Person::enter(&server.links.moderator, "Meri").await;
    assert_eq!((welcome.stage, welcome.roster.iter().filter(|one| one.id == presenter).count()), (None, 0));

    // The next one takes the free place, and the dead one has nothing to end there.
    let mut next = second;
    let begun = whip(&server, advisor, &next.offer).await;
    assert_eq!(begun.status, 201, "{}", String::from_utf8_lossy(&begun.body));
    next.connect(std::str::from_utf8(&begun.body).unwrap()).await;
    maarit.person.expect("the next picture", |event| on_stage(event).filter(|who| *who != presenter)).await;
    next.shows_key_frames_on_request();
    next.sends(Source::Screen, true);
    maarit.hears(PROGRAM, Source::Screen, 20).await;
    let bearer = format!("Bearer {advisor}");
    let late = http::send(server.http, "DELETE", &path, &[("Authorization", bearer.as_str())], b"").await.unwrap();
    assert_eq!(said(&late), (404, "session_unknown".to_owned()));
    maarit.hears(PROGRAM, Source::Screen, 20).await;
    next.close().await;
    maarit.leaves().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_never_connects_gives_the_stage_back() {
    let server = Server::start().await;
    let advisor = token(&server.links.advisor);
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (aino, _) = Person::enter_through(&mut maarit, &server.links.participant, "Aino").await;
    let waits = Person::join(&server.links.participant, "Utelias").await;
    let asks = program().await;
    assert_eq!(whip(&server, advisor, &asks.offer).await.status, 201);
    let answered = Instant::now();
    let presenter = maarit.expect("that something comes", on_stage).await;
    aino.expect("that something comes", on_stage).await;
    let mut second = program().await;
    assert_eq!(said(&whip(&server, advisor, &second.offer).await), (409, "ingest_running".to_owned()));
    learn_that_it_is_lost(&[&maarit, &aino], &waits, presenter).await;
    let after = answered.elapsed();
    assert!(after > Duration::from_millis(9_500) && after < Duration::from_secs(14), "after ten seconds: {after:?}");
    let begun = whip(&server, advisor, &second.offer).await;
    assert_eq!(begun.status, 201, "{}", String::from_utf8_lossy(&begun.body));
    second.connect(std::str::from_utf8(&begun.body).unwrap()).await;
    maarit.expect("the next picture", |event| on_stage(event).filter(|who| *who != presenter)).await;
    second.close().await;
}

#[tokio::test]
async fn nothing_comes_onto_the_stage_of_an_encrypted_evening() {
    let server = Server::start().await;
    let links = groups::evening(&server, true);
    let sender = program().await;
    let refused = whip(&server, token(&links.moderator), &sender.offer).await;
    assert_eq!(said(&refused), (403, "ingest_encrypted".to_owned()));
    let maarit = Person::join_sealed(&links.moderator, "Maarit").await;
    let welcome = maarit.welcome().await;
    assert_eq!((welcome.roster.len(), welcome.stage), (1, None));
}

#[tokio::test]
async fn what_a_program_may_not_or_cannot_is_refused_by_its_name() {
    let server = Server::start().await;
    let advisor = token(&server.links.advisor);
    let sender = program().await;
    let good = sender.offer.clone();
    assert_eq!(said(&whip(&server, "nobody", &good).await), (401, "link_unknown".to_owned()));
    let without =
        http::send(server.http, "POST", "/api/v1/whip", &[("Content-Type", "application/sdp")], good.as_bytes());
    let without = without.await.unwrap();
    assert_eq!(said(&without), (401, "link_unknown".to_owned()));
    assert!(without.head.to_ascii_lowercase().contains("www-authenticate: bearer"));
    let participant = token(&server.links.participant);
    assert_eq!(said(&whip(&server, participant, &good).await), (403, "forbidden".to_owned()));
    let bearer = format!("Bearer {advisor}");
    let json = [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
    assert_eq!(http::send(server.http, "POST", "/api/v1/whip", &json, b"{}").await.unwrap().status, 415);

    for codec in ["AV1", "VP9", "H265", "H264"] {
        // Of H264 the form alone that cannot carry a whole slice: without a word about its packets (RFC 6184 §6.2).
        let refused = whip(&server, advisor, &good.replace("VP8", codec)).await;
        assert_eq!(said(&refused), (422, "offer_no_common_codec".to_owned()), "{codec}");
        let supported = refused.json()["params"]["supported"].clone();
        assert!(["VP8", "H264", "Opus"].iter().all(|one| supported.as_str().unwrap().contains(one)), "{supported}");
    }
    let long = format!("{good}{}", "a=x-kaamos:1\r\n".repeat(6_000));
    let refused = whip(&server, advisor, &long).await;
    assert_eq!(said(&refused), (413, RejectCode::MessageTooLarge.as_str().to_owned()));
    assert_eq!(refused.json()["params"]["max"], 65_536);
    for (offer, code) in [
        (&*good.replace("a=sendonly", "a=sendrecv"), "offer_direction"),
        ("Hyvää iltaa", "offer_malformed"),
        ("", "offer_malformed"),
    ] {
        let (status, told) = said(&whip(&server, advisor, offer).await);
        assert_eq!((status, told.as_str()), (422, code), "{offer}");
    }
    // Nothing of it stays: nobody is in the room, and the place is free.
    let (_, welcome) = Person::enter(&server.links.moderator, "Maarit").await;
    assert_eq!(welcome.roster.len(), 1);
    assert_eq!(welcome.stage, None);

    // A bearer whose time is over, one whose time has not come, and one that was taken back.
    let evening = resolve(&server.links.advisor).await.expect("a good link").evening.to_string();
    let add = |words: &[&str]| {
        let added = server.command(&[&["link", "add", "--evening", &evening, "--role", "advisor"], words].concat());
        let text = String::from_utf8_lossy(&added.stdout).into_owned();
        text.split_whitespace()
            .find(|word| word.starts_with("http"))
            .map(|link| token(link).to_owned())
            .expect("a link")
    };
    let expired = add(&["--expires", "2020-11-24T18:00+02:00"]);
    let refused = whip(&server, &expired, &good).await;
    assert_eq!(said(&refused), (401, "link_expired".to_owned()));
    assert!(refused.head.to_ascii_lowercase().contains("www-authenticate: bearer"));
    let early = add(&["--starts", "2120-11-24T18:00+02:00"]);
    assert_eq!(said(&whip(&server, &early, &good).await), (401, "link_not_yet".to_owned()));
    let list = server.command(&["link", "list", "--evening", &evening]);
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    let row = list.lines().find(|line| line.contains("advisor")).expect("the advisor's link");
    let id = row.split_whitespace().find(|word| word.len() == 36).expect("an id");
    assert!(server.command(&["link", "revoke", id]).status.success());
    assert_eq!(said(&whip(&server, advisor, &good).await), (401, "link_revoked".to_owned()));
}
