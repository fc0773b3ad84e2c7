//! Writing: once, in order, to those who may read it.

use super::*;
use crate::{room::ChatRecord, wire::chat::Reaction};

fn posted(events: &[Event]) -> Vec<(u32, &str)> {
    events
        .iter()
        .filter_map(|event| match event {
            Event::ChatPosted { message } => Some((message.chat_seq, message.text.as_str())),
            _ => None,
        })
        .collect()
}

fn to_staff(number: u128, text: &str, with: ParticipantId) -> Command {
    post(number, text, ChatAudience::Staff { with })
}

#[test]
fn a_message_reaches_everybody_once_it_is_stored() {
    let mut scene = Scene::evening();
    scene.disk = Disk::Slow;
    let request = scene.send("aino", post(1, " Hyvää iltaa ", ChatAudience::Everyone));
    assert_eq!(scene.answer("aino", request), None);
    scene.heard_nothing("biret");
    scene.store_next(true);
    assert_eq!(scene.answer("aino", request), Some(Ok(Outcome::ChatStored { chat_seq: 1, at: scene.now })));
    assert_eq!(posted(&scene.heard("biret")), [(1, "Hyvää iltaa")]);
    assert_eq!(posted(&scene.heard("aino")), [(1, "Hyvää iltaa")]);
}

#[test]
fn a_message_that_cannot_be_stored_was_never_written() {
    let mut scene = Scene::evening();
    scene.disk = Disk::Broken;
    assert_eq!(scene.fails("aino", post(1, "Hei", ChatAudience::Everyone)), RejectCode::Internal);
    scene.heard_nothing("biret");
    scene.disk = Disk::Works;
    assert!(scene.write_to_all("aino", 1, "Hei").is_ok(), "and may be written again");
    assert_eq!(posted(&scene.heard("biret")), [(2, "Hei")]);
}

#[test]
fn repeating_is_harmless() {
    let mut scene = Scene::evening();
    let first = scene.write_to_all("aino", 1, "Hei");
    scene.pass(1000);
    assert_eq!(scene.write_to_all("aino", 1, "Hei"), first);
    assert_eq!(scene.write_to_all("aino", 1, "Hei sitten").expect_err("other words").code, RejectCode::MessageConflict);
    assert_eq!(scene.write_to_all("biret", 1, "Hei").expect_err("somebody else").code, RejectCode::MessageConflict);
    assert_eq!(posted(&scene.heard("biret")), [(1, "Hei")]);
    assert_eq!(scene.stored.restored.chat.len(), 1);
}

#[test]
fn repeating_while_it_is_being_stored_is_harmless_too() {
    let mut scene = Scene::evening();
    scene.disk = Disk::Slow;
    let first = scene.send("aino", post(1, "Hei", ChatAudience::Everyone));
    let second = scene.send("aino", post(1, "Hei", ChatAudience::Everyone));
    assert_eq!(scene.fails("aino", post(1, "Moi", ChatAudience::Everyone)), RejectCode::MessageConflict);
    scene.store_all();
    let answer = scene.answer("aino", first);
    assert!(answer.is_some());
    assert_eq!(scene.answer("aino", second), answer);
    assert_eq!(posted(&scene.heard("biret")), [(1, "Hei")]);
}

#[test]
fn messages_are_shown_in_the_order_of_their_numbers() {
    let mut scene = Scene::evening();
    scene.disk = Disk::Slow;
    scene.send("aino", post(1, "yksi", ChatAudience::Everyone));
    scene.send("biret", post(2, "kaksi", ChatAudience::Everyone));
    // A driver that reports out of order changes nothing.
    let (first, second) = (scene.waiting_writes.pop_front().unwrap(), scene.waiting_writes.pop_front().unwrap());
    scene.store(second.0, second.1, true);
    scene.drain();
    scene.heard_nothing("meri");
    scene.store(first.0, first.1, true);
    scene.drain();
    assert_eq!(posted(&scene.heard("meri")), [(1, "yksi"), (2, "kaksi")]);
}

#[test]
fn a_message_survives_a_crash_between_storing_and_answering() {
    let mut scene = Scene::evening();
    scene.disk = Disk::Slow;
    scene.send("aino", post(1, "Hei", ChatAudience::Everyone));
    let (_, writes) = scene.waiting_writes.pop_front().unwrap();
    for write in writes {
        scene.stored.write(write);
    }
    scene.restart();
    scene.disk = Disk::Works;
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, false)));
    assert_eq!(scene.welcome("aino").chat.len(), 1);
    assert_eq!(
        scene.does("aino", post(1, "Hei", ChatAudience::Everyone)),
        Outcome::ChatStored { chat_seq: 1, at: scene.now }
    );
    assert_eq!(scene.stored.restored.chat.len(), 1, "once");
}

#[test]
fn asking_the_staff_stays_between_the_asker_and_the_staff() {
    let mut scene = Scene::evening();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    scene.forget_heard();
    let (aino, biret) = (scene.id("aino"), scene.id("biret"));
    scene.does("aino", to_staff(1, "En kuule", aino));
    scene.heard_nothing("biret");
    for name in ["aino", "meri", "risto"] {
        assert_eq!(posted(&scene.heard(name)), [(1, "En kuule")], "{name}");
    }
    scene.does("meri", to_staff(2, "Autan", aino));
    assert_eq!(posted(&scene.heard("aino")), [(2, "Autan")]);
    scene.heard_nothing("biret");
    assert_eq!(scene.fails("biret", to_staff(3, "Minäkin", aino)), RejectCode::Forbidden);
    let nobody = ParticipantId(Uuid::from_u128(77));
    assert_eq!(scene.fails("meri", to_staff(4, "Hei", nobody)), RejectCode::ParticipantUnknown);
    assert_eq!(scene.fails("biret", Command::ChatDelete { message: message(1) }), RejectCode::Forbidden);
    let react = Command::ChatReact { message: message(1), reaction: Reaction::Hug, on: true };
    assert_eq!(scene.fails("biret", react), RejectCode::MessageUnknown);
    assert_eq!(
        scene.does("biret", Command::ChatHistory { before: 99 }),
        Outcome::ChatPage { messages: vec![], earlier: false }
    );

    scene.does("meri", Command::SetRole { participant: biret, role: Role::Advisor });
    assert_eq!(scene.welcome("biret").chat.len(), 2, "the promoted see the thread");
    scene.does("meri", Command::SetRole { participant: biret, role: Role::Participant });
    assert_eq!(scene.welcome("biret").chat.len(), 0, "and then no more");
}

#[test]
fn reactions_are_set_and_withdrawn() {
    let mut scene = Scene::evening();
    scene.write_to_all("aino", 1, "Hei").unwrap();
    scene.forget_heard();
    let react = |on| Command::ChatReact { message: message(1), reaction: Reaction::Heart, on };
    let biret = scene.id("biret");
    scene.does("biret", react(true));
    scene.does("biret", react(true));
    let reactions = BTreeMap::from([(Reaction::Heart, vec![biret])]);
    assert_eq!(scene.heard("aino"), vec![Event::ChatReactions { message: message(1), reactions }]);
    scene.does("biret", react(false));
    assert_eq!(scene.heard("aino"), vec![Event::ChatReactions { message: message(1), reactions: BTreeMap::new() }]);
}

#[test]
fn own_messages_may_be_deleted_and_any_by_a_moderator() {
    let mut scene = Scene::evening();
    scene.write_to_all("aino", 1, "yksi").unwrap();
    scene.write_to_all("aino", 2, "kaksi").unwrap();
    scene.forget_heard();
    assert_eq!(scene.fails("biret", Command::ChatDelete { message: message(1) }), RejectCode::Forbidden);
    assert_eq!(scene.fails("meri", Command::ChatDelete { message: message(9) }), RejectCode::MessageUnknown);
    scene.does("aino", Command::ChatDelete { message: message(1) });
    scene.does("aino", Command::ChatDelete { message: message(1) });
    assert_eq!(scene.heard("biret"), vec![Event::ChatDeleted { message: message(1), by_author: true }]);
    scene.does("meri", Command::ChatDelete { message: message(2) });
    assert_eq!(scene.heard("biret"), vec![Event::ChatDeleted { message: message(2), by_author: false }]);
    assert_eq!(scene.stored.log.last(), Some(&("chat_delete".to_owned(), Some(scene.id("aino")))));
    assert!(scene.stored.restored.chat.iter().all(|record| record.text.is_empty()), "the words are gone");
    assert!(scene.write_to_all("aino", 1, "yksi").is_ok(), "a late repetition does not bring them back");
    scene.heard_nothing("biret");
}

#[test]
fn older_messages_come_in_pages() {
    let record = |number: u32| ChatRecord {
        message: message(u128::from(number)),
        chat_seq: number * 2,
        author: ParticipantId(Uuid::from_u128(8)),
        author_name: "Inga".to_owned(),
        author_role: Role::Participant,
        audience: ChatAudience::Everyone,
        text: number.to_string(),
        at: START,
        erased: None,
        reactions: BTreeMap::new(),
    };
    let mut scene = Scene::new();
    scene.stored.restored.chat = (1..=120).map(record).collect();
    scene.restart();
    scene.join("aino", admitting()).unwrap();
    let welcome = scene.welcome("aino");
    assert_eq!((welcome.chat.len(), welcome.chat[0].chat_seq, welcome.chat_earlier), (50, 142, true));
    let page = |before| Command::ChatHistory { before };
    let Outcome::ChatPage { messages, earlier } = scene.does("aino", page(142)) else { panic!() };
    assert_eq!((messages.len(), messages[0].chat_seq, messages[49].chat_seq, earlier), (50, 42, 140, true));
    let Outcome::ChatPage { messages, earlier } = scene.does("aino", page(42)) else { panic!() };
    assert_eq!((messages.len(), messages[0].chat_seq, earlier), (20, 2, false));
    scene.write_to_all("aino", 500, "uusi").unwrap();
    assert_eq!(posted(&scene.heard("aino")), [(241, "uusi")]);
}

#[test]
fn an_evening_has_room_for_so_many_messages_and_keeps_them_all() {
    let mut scene = Scene::evening();
    let author = scene.id("aino");
    let record = |number: u32| ChatRecord {
        message: message(u128::from(number)),
        chat_seq: number,
        author,
        author_name: "aino".to_owned(),
        author_role: Role::Participant,
        audience: ChatAudience::Everyone,
        text: "Hei".to_owned(),
        at: START,
        erased: None,
        reactions: BTreeMap::new(),
    };
    scene.stored.restored.chat = (1..10_000).map(record).collect();
    scene.restart();
    scene.resume("aino").unwrap();
    assert!(scene.write_to_all("aino", 10_000, "Viimeinen").is_ok());
    assert_eq!(scene.write_to_all("aino", 10_001, "Mahtuuko?"), Err(RejectCode::ChatFull.with_max(10_000)));
    assert!(scene.write_to_all("aino", 10_000, "Viimeinen").is_ok(), "what was written is answered as before");
    assert_eq!(scene.stored.restored.chat.len(), 10_000);
}
