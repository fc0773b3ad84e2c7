//! Words: to all, to the staff, and across a broken line.

use koronailta_signaling::{
    ids::MessageId,
    wire::{
        Command, Event, RejectCode, SUBPROTOCOL,
        chat::{ChatAudience, Reaction},
        event::{Outcome, Standing},
    },
};
use koronailta_tests::{
    person::{Person, fresh, post},
    server::Server,
    socket::Socket,
};

fn written(words: &str) -> impl FnMut(&Event) -> Option<MessageId> {
    move |event| match event {
        Event::ChatPosted { message } if message.text == words => Some(message.id),
        _ => None,
    }
}

#[tokio::test]
async fn a_message_reaches_all_and_can_be_answered_by_a_reaction_and_deleted() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (mut eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    eero.write("Iltaa kaikille").await;
    let message = maarit.expect("the message", written("Iltaa kaikille")).await;
    maarit.done(Command::ChatReact { message, reaction: Reaction::Heart, on: true }).await;
    let hearts = |event: &Event| match event {
        Event::ChatReactions { reactions, .. } => reactions.get(&Reaction::Heart).cloned(),
        _ => None,
    };
    assert_eq!(eero.expect("the heart", hearts).await, [maarit.id]);
    eero.done(Command::ChatDelete { message }).await;
    let deleted = |event: &Event| match event {
        Event::ChatDeleted { message: which, by_author } if *which == message => Some(*by_author),
        _ => None,
    };
    assert!(maarit.expect("the deletion", deleted).await);
    assert!(maarit.whole_chat().await.iter().all(|message| message.text.is_empty()));
}

#[tokio::test]
async fn only_a_moderator_deletes_what_others_wrote() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (mut eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    maarit.write("Tervetuloa").await;
    let message = eero.expect("the message", written("Tervetuloa")).await;
    assert_eq!(eero.rejected(Command::ChatDelete { message }).await, RejectCode::Forbidden);
    eero.write("Huono sana").await;
    let message = maarit.expect("the message", written("Huono sana")).await;
    maarit.done(Command::ChatDelete { message }).await;
}

#[tokio::test]
async fn what_is_written_to_the_staff_stays_between_the_asker_and_the_staff() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (anu, _) = Person::enter(&server.links.advisor, "Anu").await;
    let (mut eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    let (mut aino, _) = Person::enter_through(&mut maarit, &server.links.participant, "Aino").await;
    let audience = ChatAudience::Staff { with: eero.id };
    eero.done(Command::ChatPost { message: MessageId(fresh()), text: "Rahat loppuvat".into(), audience }).await;
    anu.reads("Rahat loppuvat").await;
    maarit.done(Command::ChatPost { message: MessageId(fresh()), text: "Soitan huomenna".into(), audience }).await;
    eero.reads("Soitan huomenna").await;
    aino.barrier().await;
    assert!(aino.leftover(|event| matches!(event, Event::ChatPosted { .. })).is_empty());
    assert!(aino.whole_chat().await.is_empty());
}

#[tokio::test]
async fn repeating_a_message_changes_nothing_but_other_words_under_its_id_are_refused() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let message = MessageId(fresh());
    let first = maarit.done(post(message, "kerran")).await;
    let again = maarit.done(post(message, "kerran")).await;
    assert!(
        matches!((&first, &again), (Outcome::ChatStored { chat_seq: a, .. }, Outcome::ChatStored { chat_seq: b, .. }) if a == b)
    );
    assert_eq!(maarit.rejected(post(message, "toisin")).await, RejectCode::MessageConflict);
    assert_eq!(maarit.whole_chat().await.len(), 1);
}

#[tokio::test]
async fn a_broken_line_misses_nothing_and_gets_nothing_twice() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (mut eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    maarit.write("yksi").await;
    eero.reads("yksi").await;
    let seen = eero.last_seq();
    eero.breaks_off();
    maarit.write("kaksi").await;
    maarit.write("kolme").await;
    assert_eq!(eero.resume_from(seen).await.unwrap(), (Standing::Admitted, true));
    maarit.write("neljä").await;
    let mut places = Vec::new();
    for words in ["kaksi", "kolme", "neljä"] {
        places.push(eero.reads(words).await);
    }
    assert!(places.is_sorted(), "{places:?}");
    eero.barrier().await;
    assert!(eero.leftover(|event| matches!(event, Event::ChatPosted { .. })).is_empty());
    assert_eq!(eero.gap(), None);
}

#[tokio::test]
async fn a_session_goes_on_in_the_newest_window_only() {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let before = maarit.socket.is_closed();
    let mut elsewhere = Person {
        name: maarit.name.clone(),
        invitation: maarit.invitation.clone(),
        id: maarit.id,
        secret: maarit.secret.clone(),
        socket: reopened(&maarit).await,
        keyring: None,
        earlier: Vec::new(),
        device: maarit.device,
    };
    elsewhere.resume().await.unwrap();
    let told = maarit.socket.closing().await.map(|rejection| rejection.code);
    assert_eq!((before, told), (false, Some(RejectCode::ResumedElsewhere)));
    maarit.secret.push('x');
    assert_eq!(maarit.resume().await.unwrap_err().code, RejectCode::SessionUnknown);
}

async fn reopened(person: &Person) -> Socket {
    let (server, evening) = (person.invitation.server, person.invitation.evening);
    Socket::open(server, evening, SUBPROTOCOL).await.unwrap()
}
