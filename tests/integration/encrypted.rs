//! Encrypted places, with people whose encryption is written anew from the protocol's text.

use std::time::Instant;

use koronailta_signaling::{media::Source, wire::RejectCode};
use koronailta_tests::{
    Deadline,
    e2ee::keyring::{Opened, Shared},
    http,
    measure::groups,
    participant::Participant,
    person::Person,
    server::{Links, Server},
};

fn keyring(of: &Participant) -> &Shared {
    of.person.keyring.as_ref().expect("they can encrypt")
}

/// All of them use one epoch, with the same words.
async fn agree(people: &[&Participant]) {
    let newest = |of: &&Participant| {
        let ring = keyring(of).lock().unwrap();
        ring.used.and_then(|epoch| Some((epoch, *ring.words.get(&epoch)?)))
    };
    let all_same = || {
        let first = people.first().and_then(newest);
        first.is_some() && people.iter().all(|one| newest(one) == first)
    };
    Deadline::usual().until("everybody has the same words", all_same).await;
}

async fn evening(server: &Server) -> (Links, Participant, Participant, Participant) {
    let links = groups::evening(server, true);
    let begun = Instant::now();
    let mut people = Vec::new();
    for (who, (link, name)) in [(&links.moderator, "Meri"), (&links.participant, "Aino"), (&links.participant, "Biret")]
        .into_iter()
        .enumerate()
    {
        let person = Person::join_sealed(link, name).await;
        person.welcome().await;
        let who = u32::try_from(who).unwrap();
        people.push(Participant::connect(person, &groups::voice_plan(who, begun)).await);
    }
    let [meri, aino, biret] = <[Participant; 3]>::try_from(people).unwrap();
    (links, meri, aino, biret)
}

fn frames(server: &Server, name: &str) -> impl Future<Output = u64> + use<> {
    let (address, name) = (server.http, format!("koronailta_media_frames_{name}_total "));
    async move {
        let answer = http::get(address, "/metrics").await.expect("metrics");
        let metrics = String::from_utf8_lossy(&answer.body).into_owned();
        metrics.lines().find_map(|line| line.strip_prefix(&name)?.parse().ok()).expect("the counter")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sealed_voices_are_heard_and_who_has_left_opens_nothing_more() {
    let server = Server::start().await;
    let (_, mut meri, mut aino, mut biret) = evening(&server).await;
    agree(&[&meri, &aino, &biret]).await;
    for one in [&mut meri, &mut aino, &mut biret] {
        one.shows(Source::Microphone).await;
    }
    aino.hears(0, Source::Microphone, 10).await;
    aino.hears(2, Source::Microphone, 10).await;
    meri.hears(1, Source::Microphone, 10).await;
    let sealed = |of: &Participant| {
        of.peer.arrivals().into_values().flatten().all(|one| one.mark.is_none() || one.kid.is_some())
    };
    assert!(sealed(&aino) && sealed(&meri), "not one packet was in the clear");
    assert_eq!(frames(&server, "open").await, 0);

    let left = biret.person.keyring.clone().unwrap();
    biret.leaves().await;
    let last = left.lock().unwrap().used;
    let newer = || keyring(&aino).lock().unwrap().used > last && keyring(&meri).lock().unwrap().used > last;
    Deadline::usual().until("a key that she does not have", newer).await;
    agree(&[&meri, &aino]).await;
    let packet = keyring(&meri).lock().unwrap().seal(b"\xf8korona:)").unwrap();
    assert!(matches!(left.lock().unwrap().open(&packet), Opened::Closed(_)));
    assert!(matches!(keyring(&aino).lock().unwrap().open(&packet), Opened::Sealed(_, plain) if plain == b"korona:)"));
    aino.hears(0, Source::Microphone, 10).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_in_the_clear_is_not_forwarded_and_noticed() {
    let server = Server::start().await;
    let links = groups::evening(&server, true);
    let begun = Instant::now();
    let meri = Person::join_sealed(&links.moderator, "Meri").await;
    meri.welcome().await;
    let mut meri = Participant::connect(meri, &groups::voice_plan(0, begun)).await;
    let mut careless = Person::join_sealed(&links.participant, "Aino").await;
    careless.welcome().await;
    // Her page agrees on keys, and does not use them.
    let _ = careless.keyring.take();
    let mut careless = Participant::connect(careless, &groups::voice_plan(1, begun)).await;
    meri.shows(Source::Microphone).await;
    careless.shows(Source::Microphone).await;
    let deadline = Deadline::usual();
    while frames(&server, "open").await < 20 {
        assert!(!deadline.is_over(), "what is in the clear is counted");
        deadline.pause().await;
    }
    assert_eq!(meri.peer.heard_of(1, Source::Microphone), 0);
    let received: Vec<Option<u64>> = careless.peer.arrivals().into_values().flatten().map(|one| one.kid).collect();
    assert!(
        received.iter().all(Option::is_none),
        "she opens nothing, and nothing she cannot open is taken for a voice"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_enters_an_encrypted_evening_who_cannot_encrypt() {
    let server = Server::start().await;
    let links = groups::evening(&server, true);
    let refused = Person::try_join(&links.participant, "Aino").await.expect_err("refused");
    assert_eq!(refused.code, RejectCode::EncryptionNeeded);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_heard_and_read_by_its_own_people_only() {
    let server = Server::start().await;
    let walls = groups::walls(&server, 6, 2, 12, 20_201_123).await;
    let judged = &walls.judged;
    assert_eq!((judged.outside, judged.messages_outside), (0, 0), "{walls:?}");
    assert!(judged.sealed > 200 && judged.messages > 3 && walls.read > 3, "{walls:?}");
    assert_eq!(judged.offers, 1, "{walls:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_gets_into_no_group_and_learns_of_none() {
    let server = Server::start().await;
    let attempts = groups::attempts(&server).await;
    assert_eq!((attempts.taken.len(), attempts.misunderstood(), attempts.named), (0, 0, 0), "{attempts:?}");
    assert!(attempts.made >= 20);
}
