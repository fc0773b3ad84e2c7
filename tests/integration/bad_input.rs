//! What people and programs send by mistake or on purpose: each has its code, and nobody else notices.

use koronailta_signaling::{
    ids::{DeviceId, MessageId},
    limits,
    wire::{Command, Event, RejectCode, Rejection, SUBPROTOCOL, join::Join},
};
use koronailta_tests::{
    Deadline, http,
    person::{Person, fresh, joining, post, resolve, split_link},
    server::{Options, Server},
    socket::Socket,
};

/// Somebody in the room who must not notice anything.
struct Witness(Person);

impl Witness {
    async fn enter(server: &Server) -> Self {
        Self(Person::enter(&server.links.moderator, "Todistaja").await.0)
    }

    /// Still there, still served, and told of nobody but those who knock.
    async fn noticed_nothing(mut self) {
        self.0.write("Kaikki hyvin").await;
        self.0.reads("Kaikki hyvin").await;
        let noticed = self.0.leftover(|event| {
            !matches!(
                event,
                Event::Welcome(_) | Event::Knocked { .. } | Event::KnockGone { .. } | Event::MayOpen { .. }
            )
        });
        assert!(noticed.is_empty(), "{noticed:?}");
        assert_eq!(self.0.gap(), None);
    }
}

async fn open(server: &Server) -> (Socket, String) {
    let invitation = resolve(&server.links.participant).await.unwrap();
    (Socket::open(server.http, invitation.evening, SUBPROTOCOL).await.unwrap(), invitation.token)
}

#[tokio::test]
async fn an_unknown_link_says_so_everywhere() {
    let server = Server::start().await;
    let witness = Witness::enter(&server).await;
    let invitation = resolve(&server.links.participant).await.unwrap();
    let long = "a".repeat(5_000);
    for token in ["", "nothing", &invitation.token[1..], "../../etc/passwd", "%00", long.as_str()] {
        let asked = serde_json::json!({ "token": token });
        let answer = http::post(server.http, "/api/v1/links/resolve", &asked).await.unwrap();
        assert_eq!((answer.status, answer.json()["code"].as_str()), (404, Some("link_unknown")), "{token}");
        assert!(answer.head.contains("application/problem+json"), "{}", answer.head);
        let refused = Person::join_as(&invitation, joining(token, "Eero", DeviceId(fresh()))).await;
        assert_eq!(refused.unwrap_err().code, RejectCode::LinkUnknown, "{token}");
    }
    let answer = http::post(server.http, "/api/v1/links/resolve", &serde_json::json!({ "tocken": 7 })).await.unwrap();
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    witness.noticed_nothing().await;
}

#[tokio::test]
async fn a_full_room_and_a_full_lobby_have_their_codes() {
    let arguments = ["--room-capacity", "2", "--lobby-capacity", "1"].map(str::to_owned).to_vec();
    let server = Server::with(Options { arguments, ..Options::default() }).await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let waiting = Person::join(&server.links.participant, "Eero").await;
    let refused = Person::try_join(&server.links.participant, "Aino").await.unwrap_err();
    assert_eq!(refused.code, RejectCode::LobbyFull);
    maarit.done(Command::Admit { participant: waiting.id }).await;
    waiting.welcome().await;
    let late = Person::join(&server.links.participant, "Aino").await;
    assert_eq!(maarit.rejected(Command::Admit { participant: late.id }).await, RejectCode::RoomFull);
    // Staff always finds a place.
    Person::enter(&server.links.advisor, "Anu").await;
}

#[tokio::test]
async fn names_that_hide_or_shout_are_refused() {
    let server = Server::start().await;
    let witness = Witness::enter(&server).await;
    let invitation = resolve(&server.links.participant).await.unwrap();
    let marks = format!("a{}", "\u{301}".repeat(9_999));
    let refused = [
        ("", RejectCode::NameEmpty),
        ("   \u{a0} ", RejectCode::NameEmpty),
        ("\u{2800}\u{200b}", RejectCode::NameEmpty),
        (&"ä".repeat(10_000), RejectCode::NameTooLong),
        (&marks, RejectCode::NameTooLong),
        ("Eero\u{7}", RejectCode::NameInvalid),
        ("Eero\u{202e}tiraaM", RejectCode::NameInvalid),
        ("Eero\u{2066}", RejectCode::NameInvalid),
    ];
    for (name, code) in refused {
        let joined = Person::join_as(&invitation, joining(&invitation.token, name, DeviceId(fresh()))).await;
        let told = joined.map(|person| person.name).unwrap_err();
        let lax = code == RejectCode::NameEmpty && told.code == RejectCode::NameInvalid;
        assert!(told.code == code || lax, "{:?}: {told:?}", name.chars().take(12).collect::<String>());
    }
    let business = Join { business: Some("\u{202e}".into()), ..joining(&invitation.token, "Eero", DeviceId(fresh())) };
    assert_eq!(Person::join_as(&invitation, business).await.unwrap_err().code, RejectCode::BusinessInvalid);
    for name in ["Äijä Ö. Åström", "Ánte Juho-Mihkkal", "👩‍🌾 Porotila", "  Eero  "] {
        Person::join_as(&invitation, joining(&invitation.token, name, DeviceId(fresh()))).await.unwrap();
    }
    witness.noticed_nothing().await;
}

#[tokio::test]
async fn messages_that_are_not_of_the_protocol_are_answered_with_a_code() {
    let server = Server::start().await;
    let witness = Witness::enter(&server).await;
    let (mut socket, token) = open(&server).await;
    let rejected = async |socket: &Socket, text: &str, id: u32| {
        socket.send_text(text);
        socket.answer(id).await.unwrap_err().code
    };
    assert_eq!(rejected(&socket, "hei", 0).await, RejectCode::Malformed);
    assert_eq!(rejected(&socket, "{\"id\":9}", 0).await, RejectCode::Malformed);
    assert_eq!(rejected(&socket, &"[".repeat(200_000), 0).await, RejectCode::Malformed);
    assert_eq!(rejected(&socket, r#"{"id":5,"command":{"type":"levitate"}}"#, 5).await, RejectCode::UnknownCommand);
    assert_eq!(rejected(&socket, r#"{"id":6,"command":{"type":"admit"}}"#, 6).await, RejectCode::Malformed);
    assert_eq!(rejected(&socket, r#"{"id":7,"command":{"type":"hand_raise"}}"#, 7).await, RejectCode::NotJoined);
    socket.send_binary(vec![0xff; 100]);
    assert_eq!(socket.answer(0).await.unwrap_err().code, RejectCode::Malformed);
    let long = format!(r#"{{"id":8,"command":{{"type":"hand_raise","x":"{}"}}}}"#, "a".repeat(limits::MESSAGE_BYTES));
    assert_eq!(rejected(&socket, &long, 0).await, RejectCode::MessageTooLarge);
    // The socket has borne it all.
    socket.ask(Command::Join(joining(&token, "Eero", DeviceId(fresh())))).await.unwrap();
    let twice = socket.ask(Command::Join(joining(&token, "Eero", DeviceId(fresh())))).await;
    assert_eq!(twice.unwrap_err().code, RejectCode::AlreadyJoined);
    witness.noticed_nothing().await;
}

#[tokio::test]
async fn a_page_of_another_protocol_version_is_told() {
    let server = Server::start().await;
    let invitation = resolve(&server.links.participant).await.unwrap();
    let refused = Socket::open(server.http, invitation.evening, "koronailta.v9").await.unwrap_err();
    assert_eq!((refused.status, refused.body["code"].as_str()), (400, Some("protocol_unsupported")));
    let unknown = "00000000-0000-7000-8000-000000000000".parse().unwrap();
    if let Ok(mut socket) = Socket::open(server.http, unknown, SUBPROTOCOL).await {
        let joined = socket.ask(Command::Join(joining(&invitation.token, "Eero", DeviceId(fresh())))).await;
        assert_eq!(joined.unwrap_err().code, RejectCode::EveningUnknown);
    }
}

#[tokio::test]
async fn too_many_commands_are_refused_and_in_the_end_their_sender_is_sent_away() {
    let server = Server::start().await;
    let witness = Witness::enter(&server).await;
    let (mut anu, _) = Person::enter(&server.links.advisor, "Anu").await;
    let mut refused = 0;
    // A few at a time: what is still unread when a socket is closed would take its last words with it.
    while !anu.socket.is_closed() {
        let last = (0..20).map(|_| anu.socket.send(Command::HandLower { participant: None })).last().unwrap();
        let answered = |answer: &(u32, Result<_, Rejection>)| answer.0 == last;
        let mut answers = anu.socket.take_answers();
        let deadline = Deadline::usual();
        deadline
            .until("answers", || {
                answers.extend(anu.socket.take_answers());
                answers.iter().any(answered) || anu.socket.is_closed()
            })
            .await;
        let too_many = |answer: &Result<_, Rejection>| {
            answer.as_ref().is_err_and(|rejection| rejection.code == RejectCode::TooManyCommands)
        };
        refused += answers.iter().filter(|(_, answer)| too_many(answer)).count();
    }
    assert!(refused >= 100, "{refused}");
    let told = anu.socket.closing().await.map(|rejection| rejection.code);
    assert_eq!(told, Some(RejectCode::TooManyCommands));
    let mut witness = witness.0;
    witness.write("Kaikki hyvin").await;
    witness.reads("Kaikki hyvin").await;
}

#[tokio::test]
async fn texts_have_their_limits() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let message = || MessageId(fresh());
    assert_eq!(maarit.rejected(post(message(), " \n\t ")).await, RejectCode::TextEmpty);
    assert_eq!(maarit.rejected(post(message(), &"a".repeat(2_001))).await, RejectCode::TextTooLong);
    assert_eq!(maarit.rejected(post(message(), &"a".repeat(100_000))).await, RejectCode::TextTooLong);
    maarit.write(&"ä".repeat(2_000)).await;
    maarit.write("<script>alert('hei')</script> \u{202e}nurin").await;
    let chat = maarit.whole_chat().await;
    assert_eq!(chat.len(), 2);
    assert!(!chat[1].text.contains('\u{202e}'));
}

#[tokio::test]
async fn a_socket_opened_by_a_page_of_another_origin_is_refused() {
    let server = Server::start().await;
    let (address, _) = split_link(&server.links.participant);
    let invitation = resolve(&server.links.participant).await.unwrap();
    let path = format!("/api/v1/evenings/{}/ws", invitation.evening);
    let head = [("Origin", "https://paha.example"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13")];
    let answer = http::get_with(address, &path, &head).await.unwrap();
    assert_eq!(answer.status, 403);
}
