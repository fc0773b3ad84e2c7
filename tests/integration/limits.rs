//! Where too much of something comes: who brings it is told so, and nobody else waits.

use std::time::Instant;

use futures_util::SinkExt;
use koronailta_signaling::{
    ids::{DeviceId, MessageId},
    wire::{ClientMessage, Command, Event, Param, RejectCode, SUBPROTOCOL, ServerMessage},
};
use koronailta_tests::{
    http,
    participant::usual_plan,
    peer::Peer,
    person::{Person, fresh, joining, post, resolve},
    server::{Options, Server},
    socket::Socket,
};
use tokio::net::TcpSocket;
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest, http::HeaderValue};

#[tokio::test]
async fn too_many_visits_from_one_address_are_told_when_to_come_back() {
    let environment = vec![("KORONAILTA_CONNECTIONS_PER_MINUTE".to_owned(), "8".to_owned())];
    let server = Server::with(Options { environment, ..Options::default() }).await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let invitation = maarit.invitation.clone();
    let mut answers = Vec::new();
    for _ in 0..12 {
        let asked = serde_json::json!({ "token": invitation.token });
        answers.push(http::post(server.http, "/api/v1/links/resolve", &asked).await.unwrap());
    }
    let refused = answers.iter().find(|answer| answer.status == 429).expect("one of them was too many");
    assert_eq!(refused.json()["code"], "too_many_joins");
    assert_eq!(refused.json()["key"], "reject-too-many-joins");
    assert!(refused.json()["params"]["retry_ms"].as_u64().is_some_and(|wait| wait > 0 && wait <= 60_000));
    assert!(refused.head.to_ascii_lowercase().contains("retry-after: "), "{}", refused.head);
    let socket = Socket::open(server.http, invitation.evening, SUBPROTOCOL).await.unwrap_err();
    assert_eq!((socket.status, socket.body["code"].as_str()), (429, Some("too_many_joins")));
    // Who is inside already does not notice.
    maarit.write("Kaikki hyvin").await;
    maarit.reads("Kaikki hyvin").await;
}

/// Says things one after the other, each once the one before was answered, until the server has enough.
async fn until_sent_away(socket: &mut Socket, mut say: impl FnMut(&mut Socket) -> u32) -> RejectCode {
    for _ in 0..100 {
        let request = say(socket);
        let told = socket.wait(|message| match message {
            ServerMessage::Rejected { id, .. } if *id == request => Some(None),
            ServerMessage::Closing { rejection, retry_ms: None } => Some(Some(rejection.code)),
            _ => None,
        });
        if let Some(code) = told.await.unwrap() {
            return code;
        }
    }
    panic!("the server bears everything");
}

#[tokio::test]
async fn somebody_who_says_nothing_sensible_is_sent_away() {
    let server = Server::start().await;
    let invitation = resolve(&server.links.participant).await.unwrap();
    let mut socket = Socket::open(server.http, invitation.evening, SUBPROTOCOL).await.unwrap();
    let say = |socket: &mut Socket| {
        socket.send_text("hei");
        0
    };
    assert_eq!(until_sent_away(&mut socket, say).await, RejectCode::Malformed);
    socket.closing().await;
}

#[tokio::test]
async fn guessing_tokens_ends_the_socket() {
    let server = Server::start().await;
    let invitation = resolve(&server.links.participant).await.unwrap();
    let mut socket = Socket::open(server.http, invitation.evening, SUBPROTOCOL).await.unwrap();
    let mut guess = 0;
    let say = |socket: &mut Socket| {
        guess += 1;
        socket.send(Command::Join(joining(&format!("arvaus{guess}"), "Eero", DeviceId(fresh()))))
    };
    assert_eq!(until_sent_away(&mut socket, say).await, RejectCode::LinkUnknown);
    socket.closing().await;
}

#[tokio::test]
async fn offers_are_counted_and_the_talk_goes_on() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let peer = Peer::new(&usual_plan(1, Instant::now())).await;
    let mut refused = None;
    for _ in 0..40 {
        let offer = Command::MediaOffer { sdp: peer.offer.clone(), lines: peer.lines.clone() };
        if let Err(rejection) = maarit.socket.ask(offer).await {
            refused = Some(rejection);
            break;
        }
    }
    let refused = refused.expect("one of them was too many");
    assert_eq!(refused.code, RejectCode::TooManyCommands);
    assert!(matches!(refused.params.get("retry_ms"), Some(Param::Number(wait)) if *wait > 0));
    maarit.write("Kaikki hyvin").await;
}

#[tokio::test]
async fn chatter_is_slowed_down_without_ending_the_session() {
    let server = Server::start().await;
    let (mut anu, _) = Person::enter(&server.links.advisor, "Anu").await;
    let mut refused = None;
    for number in 0..60 {
        let command = post(MessageId(fresh()), &format!("sana {number}"));
        if let Err(rejection) = anu.socket.ask(command).await {
            refused = Some(rejection.code);
            break;
        }
    }
    assert_eq!(refused, Some(RejectCode::TooManyCommands));
    anu.done(Command::HandRaise).await;
    assert!(!anu.socket.is_closed());
}

/// Joins and then takes nothing more from the line.
async fn deaf(link: &str) -> tokio_tungstenite::WebSocketStream<tokio::net::TcpStream> {
    let invitation = resolve(link).await.unwrap();
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let stream = socket.connect(invitation.server).await.unwrap();
    let url = format!("ws://{}/api/v1/evenings/{}/ws", invitation.server, invitation.evening);
    let mut request = url.into_client_request().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static(SUBPROTOCOL));
    let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await.unwrap();
    let command = Command::Join(joining(&invitation.token, "Kuuro", DeviceId(fresh())));
    let message = serde_json::to_string(&ClientMessage { id: 1, command }).unwrap();
    socket.send(Message::text(message)).await.unwrap();
    socket
}

#[tokio::test]
async fn nobody_waits_for_somebody_who_does_not_read() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (mut anu, _) = Person::enter(&server.links.advisor, "Anu").await;
    // 2,000 characters as people count, 14,000 bytes on the line.
    let long = format!("a{}", "\u{301}".repeat(3)).repeat(2_000);
    for _ in 0..25 {
        maarit.write(&long).await;
    }
    let mut deaf = deaf(&server.links.advisor).await;
    let came = |event: &Event| {
        matches!(event, Event::ParticipantJoined { participant } if participant.name == "Kuuro").then_some(())
    };
    anu.expect("the deaf one", came).await;
    // Ten megabytes of answers: more than the two ends of a line hold.
    for id in 2..32 {
        let asked = ClientMessage { id, command: Command::ChatHistory { before: u32::MAX } };
        deaf.send(Message::text(serde_json::to_string(&asked).unwrap())).await.unwrap();
    }
    // The deaf one never reads on: whoever waited for them would wait for ever.
    for number in 0..10 {
        let words = format!("sana {number}");
        anu.write(&words).await;
        maarit.reads(&words).await;
    }
}
