//! Before admission a person gets nothing of the room: no roster, no SDP answer, no port.

use koronailta_signaling::{
    ids::MessageId,
    media::Source,
    wire::{Command, view::Want},
};

use crate::{
    peer::{Peer, Plan, Slots},
    person::{Person, fresh, post},
    server::Server,
};

const SECRET: &str = "Sanottu vain sisällä oleville";

/// Everything a waiting person was told that belongs to the room, with the reason.
///
/// # Panics
/// When a part of the scene does not come about in time.
pub async fn measure(server: &Server) -> Vec<String> {
    let (mut host, _) = Person::enter(&server.links.moderator, "Maarit Sisällä").await;
    let (advisor, _) = Person::enter(&server.links.advisor, "Anu Neuvoja").await;
    host.write(SECRET).await;
    let mut waiting = Person::join(&server.links.participant, "Eero").await;
    let plan = Plan {
        who: 1,
        sources: vec![Source::Microphone, Source::Camera],
        slots: Slots::default(),
        begun: std::time::Instant::now(),
    };
    let peer = Peer::new(&plan).await;
    let mut leaks = Vec::new();
    for command in attempts(&host, &peer) {
        let name = command.name();
        if let Ok(outcome) = waiting.socket.ask(command).await {
            leaks.push(format!("{name} was carried out: {outcome:?}"));
        }
    }
    host.write(SECRET).await;
    host.publish(Source::Microphone, true).await;
    advisor.reads(SECRET).await;
    waiting.barrier().await;

    let port = format!("{}", server.media.port());
    let secrets = [
        ("a name", "Maarit Sisällä".to_owned()),
        ("a name", "Anu Neuvoja".to_owned()),
        ("an id", host.id.to_string()),
        ("an id", advisor.id.to_string()),
        ("the chat", SECRET.to_owned()),
        ("an answer", "a=candidate".to_owned()),
        ("an answer", "a=fingerprint".to_owned()),
        ("the media port", port),
        ("a roster", "\"roster\"".to_owned()),
    ];
    for heard in waiting.everything_heard() {
        // Ids contain digits, which may by chance look like a port.
        let told = heard.replace(&waiting.id.to_string(), "");
        for (what, secret) in &secrets {
            if told.contains(secret.as_str()) {
                leaks.push(format!("{what}: {heard}"));
            }
        }
    }
    leaks
}

/// What somebody who waits might try.
fn attempts(host: &Person, peer: &Peer) -> Vec<Command> {
    let want = Want { participant: host.id, source: Source::Camera, width: 320, height: 180 };
    vec![
        Command::MediaOffer { sdp: peer.offer.clone(), lines: peer.lines.clone() },
        Command::MediaRestart { sdp: peer.offer.clone() },
        Command::ChatHistory { before: u32::MAX },
        Command::View { wants: vec![want] },
        Command::Publish { source: Source::Microphone, on: true },
        Command::Hide { participant: host.id, on: true },
        Command::HandRaise,
        Command::AdmitAll,
        post(MessageId(fresh()), "Kuuletteko minut?"),
    ]
}
