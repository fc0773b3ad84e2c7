//! Bad input: each has its code, and nobody else notices.

use super::*;
use crate::wire::Param;

#[test]
fn bad_joins() {
    let mut scene = Scene::evening();
    let join = scene.joining("dora");
    let named = |name: &str| Join { name: name.to_owned(), ..join.clone() };
    let business = |text: &str| Join { business: Some(text.to_owned()), ..join.clone() };
    let long = "a".repeat(10_000);
    for (join, code) in [
        (named("   \u{200B}\u{3164} "), RejectCode::NameEmpty),
        (named(&long), RejectCode::NameTooLong),
        (named("Dora\u{7}"), RejectCode::NameInvalid),
        (named("Do\u{202E}ra"), RejectCode::NameInvalid),
        (business(&long), RejectCode::BusinessTooLong),
        (business("a\nb"), RejectCode::BusinessInvalid),
        (Join { rules_accepted: false, ..join.clone() }, RejectCode::RulesNotAccepted),
    ] {
        let rejection = scene.join_as("dora", admitting(), join).expect_err("bad");
        assert_eq!(rejection.code, code);
    }
    let rejection = scene.join_as("dora", admitting(), named(&long)).expect_err("bad");
    assert_eq!(rejection, RejectCode::NameTooLong.with_max(50));
    for name in ["meri", "aino", "biret"] {
        scene.heard_nothing(name);
    }
    assert_eq!(scene.join_as("dora", admitting(), named(" Dora ")), Ok(Standing::Admitted), "on a next try");
    assert_eq!(scene.welcome("dora").roster.last().map(|person| person.name.clone()), Some("Dora".to_owned()));
}

#[test]
fn commands_before_and_after_joining() {
    let mut scene = Scene::new();
    let connection = scene.fresh_connection();
    scene.begin_join("aino", admitting(), scene.joining("aino"));
    let stranger = Client { connection, answers: BTreeMap::new(), ..scene.clients.remove("aino").unwrap() };
    scene.clients.insert("stranger", stranger);
    assert_eq!(scene.fails("stranger", Command::HandRaise), RejectCode::NotJoined);
    scene.join("biret", admitting()).unwrap();
    let again = Command::Join(scene.joining("biret"));
    assert_eq!(scene.fails("biret", again), RejectCode::AlreadyJoined);
}

#[test]
fn a_second_join_on_the_same_socket() {
    let mut scene = Scene::evening();
    let (connection, join) = (scene.clients["aino"].connection, scene.joining("aino"));
    scene.input(Input::Join { connection, request: 77, access: admitting(), join });
    assert_eq!(scene.answer("aino", 77), Some(Err(RejectCode::AlreadyJoined.reject())));
}

#[test]
fn bad_texts_and_lists() {
    let mut scene = Scene::evening();
    let aino = scene.id("aino");
    let everyone = ChatAudience::Everyone;
    assert_eq!(scene.fails("aino", post(1, " \n\u{200B}", everyone)), RejectCode::TextEmpty);
    assert_eq!(scene.ask("aino", post(1, &"ä".repeat(2001), everyone)), Err(RejectCode::TextTooLong.with_max(2000)));
    let report = Command::ReportPerson { participant: aino, text: "x".repeat(1001) };
    assert_eq!(scene.ask("biret", report), Err(RejectCode::TextTooLong.with_max(1000)));
    let call = |text: &str| Command::LobbyMessage { text: text.to_owned() };
    assert_eq!(scene.fails("meri", call("")), RejectCode::TextEmpty);
    assert_eq!(scene.ask("meri", call(&"x".repeat(501))), Err(RejectCode::TextTooLong.with_max(500)));
    assert_eq!(
        scene.ask("biret", Command::View { wants: vec![want(aino); 65] }),
        Err(RejectCode::ListTooLong.with_max(64))
    );
    let nobody = ParticipantId(Uuid::from_u128(3));
    scene.does("biret", Command::View { wants: vec![want(nobody)] });
    for command in [
        Command::Mute { participant: nobody, source: Source::Camera },
        Command::Remove { participant: nobody },
        Command::SetRole { participant: nobody, role: Role::Advisor },
        Command::HandLower { participant: Some(nobody) },
        Command::InviteToSpeak { participant: nobody },
        Command::Hide { participant: nobody, on: true },
    ] {
        assert_eq!(scene.fails("meri", command), RejectCode::ParticipantUnknown);
    }
    for name in ["aino", "biret", "meri"] {
        scene.heard_nothing(name);
    }
}

#[test]
fn too_many_commands_are_slowed_and_a_flood_is_cut() {
    let mut scene = Scene::evening();
    let mut refused = 0;
    while scene.closed("aino").is_none() {
        let answer = scene.ask("aino", Command::HandLower { participant: None });
        if let Err(rejection) = answer {
            assert_eq!(rejection.code, RejectCode::TooManyCommands);
            assert!(matches!(rejection.params["retry_ms"], Param::Number(1..=50)));
            refused += 1;
        }
        assert!(refused < 1000, "patience ends");
    }
    assert_eq!(scene.closed("aino"), Some((RejectCode::TooManyCommands, Some(5000))));
    scene.heard("biret");
    scene.does("biret", Command::HandRaise);
    scene.pass(5000);
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, true)));
    scene.does("aino", Command::HandRaise);
}

#[test]
fn writing_has_a_pace_of_its_own() {
    let mut scene = Scene::evening();
    for number in 0..30 {
        scene.write_to_all("aino", number, "hei").unwrap();
    }
    let rejection = scene.write_to_all("aino", 30, "hei").expect_err("too fast");
    assert_eq!(rejection, RejectCode::TooManyCommands.reject().param("retry_ms", Param::Number(334)));
    scene.does("aino", Command::HandRaise);
    scene.write_to_all("biret", 31, "hei").unwrap();
    scene.pass(334);
    scene.write_to_all("aino", 30, "hei").unwrap();
}

#[test]
fn late_words_of_the_engine_and_the_store_are_ignored() {
    let mut scene = Scene::evening();
    let peer = PeerId(Uuid::from_u128(6));
    let publication = crate::media::Publication { peer, source: Source::Camera };
    for report in [
        Report::Answered { peer, answer: String::new() },
        Report::Refused { peer, error: crate::media::OfferError::Malformed },
        Report::Connected { peer },
        Report::Lost { peer },
        Report::SlotFilled { receiver: peer, mid: mid("v0"), publication, rtp_timestamp: 0 },
        Report::SlotCleared { receiver: peer, mid: mid("v0") },
        Report::Speaking { peers: vec![peer] },
    ] {
        scene.input(Input::Media(report));
    }
    scene.input(Input::Stored { batch: WriteId(999), ok: false });
    scene.input(Input::Disconnected { connection: ConnectionId(Uuid::from_u128(12)) });
    scene.input(Input::LinkRevoked { link: LinkId(Uuid::from_u128(12)) });
    for name in ["aino", "biret", "meri"] {
        scene.heard_nothing(name);
    }
}
