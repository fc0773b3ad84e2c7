//! A program on the stage, by HTTP alone (RFC 9725).

use std::time::Instant;

use koronailta_signaling::{
    media::Source,
    wire::{
        Event,
        stage::{Stage, StageItem},
    },
};
use koronailta_tests::{
    http::{self, Answer},
    participant::{Participant, usual_plan},
    peer::{Peer, Plan, Slots},
    person::{Person, resolve},
    server::Server,
};

fn token(link: &str) -> &str {
    link.rsplit('/').next().unwrap_or_default()
}

async fn whip(server: &Server, token: &str, offer: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    let fields = [("Authorization", bearer.as_str()), ("Content-Type", "application/sdp")];
    http::send(server.http, "POST", "/api/v1/whip", &fields, offer.as_bytes()).await.unwrap()
}

fn said(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

fn location(answer: &Answer) -> String {
    let line = answer.head.lines().find(|line| line.to_ascii_lowercase().starts_with("location:"));
    line.expect("a location")["location:".len()..].trim().to_owned()
}

async fn program() -> Peer {
    let slots = Slots { audio: 0, video: 0, stage: false };
    Peer::new(&Plan { who: 9, sources: vec![Source::Screen, Source::ScreenAudio], slots, begun: Instant::now() }).await
}

fn on_stage(event: &Event) -> Option<koronailta_signaling::ids::ParticipantId> {
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
    maarit.person.done(koronailta_signaling::wire::Command::StageClear).await;
    maarit.person.expect("that it is gone", |event| matches!(event, Event::ParticipantLeft { .. }).then_some(())).await;
    again.close().await;
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

    let other_codecs = good.replace("VP8", "H264");
    for (offer, code) in [
        (other_codecs.as_str(), "offer_no_common_codec"),
        (&good.replace("a=sendonly", "a=sendrecv"), "offer_direction"),
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

    // A bearer whose time is over.
    let evening = resolve(&server.links.advisor).await.expect("a good link").evening.to_string();
    let list = server.command(&["link", "list", "--evening", &evening]);
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    let row = list.lines().find(|line| line.contains("advisor")).expect("the advisor's link");
    let id = row.split_whitespace().find(|word| word.len() == 36).expect("an id");
    assert!(server.command(&["link", "revoke", id]).status.success());
    assert_eq!(said(&whip(&server, advisor, &good).await), (401, "link_revoked".to_owned()));
}
