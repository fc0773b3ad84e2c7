//! From a link into the room.

use koronailta_signaling::{
    ids::DeviceId,
    wire::{
        Command, Event, RejectCode,
        participant::{KnockGone, LeaveReason, Presence, Role},
    },
};
use koronailta_tests::{
    http,
    person::{Person, fresh, joining, resolve, split_link},
    server::Server,
};

#[tokio::test]
async fn the_page_and_its_links_are_served() {
    let server = Server::start().await;
    for link in [&server.links.organizer, &server.links.participant] {
        let (address, token) = split_link(link);
        let page = http::get(address, &format!("/j/{token}")).await.unwrap();
        assert_eq!(page.status, 200);
        assert!(page.head.to_ascii_lowercase().contains("content-security-policy:"), "{}", page.head);
        let asked = serde_json::json!({ "token": token });
        let resolved = http::post(address, "/api/v1/links/resolve", &asked).await.unwrap().json();
        assert_eq!(resolved["state"], "open");
        assert_eq!(resolved["evening"]["network"], "Rovaniemi");
        assert_eq!(resolved["protocols"][0], "koronailta.v1");
    }
    assert_eq!(http::get(server.http, "/healthz").await.unwrap().status, 200);
    assert_eq!(http::get(server.http, "/api/v1/nothing-here").await.unwrap().status, 404);
}

#[tokio::test]
async fn staff_enters_directly_and_a_participant_knocks_and_is_let_in() {
    let server = Server::start().await;
    let (mut maarit, welcome) = Person::enter(&server.links.moderator, "Maarit").await;
    assert_eq!(welcome.roster[0].role, Role::Moderator);
    let (anu, welcome) = Person::enter(&server.links.advisor, "Anu").await;
    assert_eq!(welcome.roster.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Maarit", "Anu"]);

    let eero = Person::join(&server.links.participant, "Eero").await;
    let knocked = |event: &Event| match event {
        Event::Knocked { entry } => Some(entry.clone()),
        _ => None,
    };
    let entry = maarit.expect("the knock", knocked).await;
    assert_eq!((entry.participant, entry.name.as_str()), (eero.id, "Eero"));
    maarit.done(Command::LobbyMessage { text: "Hetki vielä".into() }).await;
    eero.expect("the message", |event| {
        matches!(event, Event::LobbyMessage { text } if text == "Hetki vielä").then_some(())
    })
    .await;
    maarit.done(Command::Admit { participant: eero.id }).await;
    let welcome = eero.welcome().await;
    assert_eq!(welcome.you, eero.id);
    assert_eq!(welcome.roster.len(), 3);
    assert!(welcome.lobby.is_empty());
    let admitted = |event: &Event| {
        matches!(event, Event::KnockGone { participant, reason: KnockGone::Admitted } if *participant == eero.id)
            .then_some(())
    };
    maarit.expect("that nobody waits", admitted).await;
    for witness in [&maarit, &anu] {
        let joined = |event: &Event| {
            matches!(event, Event::ParticipantJoined { participant } if participant.id == eero.id).then_some(())
        };
        witness.expect("that Eero came", joined).await;
    }
}

#[tokio::test]
async fn all_who_wait_come_in_at_once() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let first = Person::join(&server.links.participant, "Eero").await;
    let second = Person::join(&server.links.participant, "Aino").await;
    maarit.done(Command::AdmitAll).await;
    first.welcome().await;
    assert_eq!(second.welcome().await.roster.len(), 3);
}

#[tokio::test]
async fn whoever_is_denied_is_told_and_cannot_knock_again_at_once() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let eero = Person::join(&server.links.participant, "Eero").await;
    maarit.done(Command::Deny { participant: eero.id }).await;
    eero.expect("the denial", |event| matches!(event, Event::Denied).then_some(())).await;
    eero.socket.closing().await;
    let again = Person::join_as(&eero.invitation, joining(&eero.invitation.token, "Eero", eero.device)).await;
    assert_eq!(again.unwrap_err().code, RejectCode::Denied);
    assert_eq!(maarit.rejected(Command::Admit { participant: eero.id }).await, RejectCode::NotWaiting);
}

#[tokio::test]
async fn a_locked_room_lets_in_only_staff() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    maarit.done(Command::LockRoom { on: true }).await;
    let refused = Person::try_join(&server.links.participant, "Eero").await;
    assert_eq!(refused.unwrap_err().code, RejectCode::RoomLocked);
    let (_anu, welcome) = Person::enter(&server.links.advisor, "Anu").await;
    assert!(welcome.locked);
    maarit.done(Command::LockRoom { on: false }).await;
    Person::join(&server.links.participant, "Eero").await;
}

#[tokio::test]
async fn leaving_quietly_is_not_announced_and_a_broken_line_is_shown_as_such() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (mut eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    let (mut aino, _) = Person::enter_through(&mut maarit, &server.links.participant, "Aino").await;
    eero.done(Command::Leave { quiet: true }).await;
    let left = |event: &Event| match event {
        Event::ParticipantLeft { participant, reason } if *participant == eero.id => Some(*reason),
        _ => None,
    };
    assert_eq!(maarit.expect("that Eero left", left).await, LeaveReason::Quiet);
    aino.breaks_off();
    let presence = |wanted: Presence| {
        move |event: &Event| {
            matches!(event, Event::ParticipantUpdated { participant } if participant.name == "Aino" && participant.presence == wanted)
                .then_some(())
        }
    };
    maarit.expect("that Aino's line broke", presence(Presence::Reconnecting)).await;
    aino.resume().await.unwrap();
    maarit.expect("that Aino is back", presence(Presence::Here)).await;
}

#[tokio::test]
async fn the_ground_rules_must_be_accepted() {
    let server = Server::start().await;
    let invitation = resolve(&server.links.participant).await.unwrap();
    let mut join = joining(&invitation.token, "Eero", DeviceId(fresh()));
    join.rules_accepted = false;
    assert_eq!(Person::join_as(&invitation, join).await.unwrap_err().code, RejectCode::RulesNotAccepted);
}
