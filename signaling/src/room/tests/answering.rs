//! Two advisors and one question; words that hurt; pages from before an update.

use super::{
    guidance::{ask, asked, questions},
    *,
};
use crate::{
    ids::QuestionId,
    wire::{
        ClientMessage,
        question::{AskedBy, DismissReason, KeptFor, QuestionState},
    },
};

fn advisors() -> (Scene, QuestionId) {
    let mut scene = Scene::evening();
    for name in ["ville", "anu"] {
        scene.join(name, staff(Role::Advisor)).unwrap();
    }
    let question = asked(scene.does("aino", ask(1, "Mikä on tuki?", AskedBy::Nobody)));
    scene.forget_heard();
    (scene, question)
}

fn write(question: QuestionId, text: &str, instead_of: Option<&str>) -> Command {
    Command::QuestionAnswer { question, text: Some(text.to_owned()), instead_of: instead_of.map(str::to_owned) }
}

fn stored(scene: &Scene, question: QuestionId) -> &QuestionRecord {
    scene.stored.restored.questions.iter().find(|record| record.id == question).unwrap()
}

fn reopen(question: QuestionId, taken_back: Option<&str>) -> Command {
    Command::QuestionReopen { question, instead_of: taken_back.map(str::to_owned) }
}

#[test]
fn who_answers_second_takes_the_place_of_the_first_only_knowingly() {
    let (mut scene, question) = advisors();
    scene.does("ville", write(question, "Raha.", None));
    scene.forget_heard();
    assert_eq!(scene.fails("anu", write(question, "Neuvo.", None)), RejectCode::QuestionAnswered);
    assert_eq!(scene.fails("anu", write(question, "Neuvo.", Some("Lahja."))), RejectCode::QuestionAnswered);
    let aloud = Command::QuestionAnswer { question, text: None, instead_of: None };
    assert_eq!(scene.fails("anu", aloud), RejectCode::QuestionAnswered);
    scene.heard_nothing("aino");
    scene.does("anu", write(question, "Raha ja neuvo.", Some("Raha.")));
    let both = QuestionState::Written { text: "Raha ja neuvo.".to_owned(), by: "anu".to_owned() };
    assert_eq!(questions(&scene.heard("aino"))[0].state, both);
    assert_eq!(scene.fails("ville", write(question, "Lahja.", Some("Raha."))), RejectCode::QuestionAnswered);
    assert_eq!(scene.fails("ville", reopen(question, None)), RejectCode::QuestionAnswered);
    assert_eq!(scene.fails("ville", reopen(question, Some("Raha."))), RejectCode::QuestionAnswered);
    scene.does("ville", reopen(question, Some("Raha ja neuvo.")));
    scene.does("ville", write(question, "Lahja.", None));
    assert_eq!(
        stored(&scene, question).state,
        QuestionState::Written { text: "Lahja.".to_owned(), by: "ville".to_owned() }
    );
}

#[test]
fn what_is_on_its_way_to_the_store_is_decided_already() {
    let (mut scene, question) = advisors();
    let next = asked(scene.does("biret", ask(2, "Mistä sitä saa?", AskedBy::Nobody)));
    scene.does("ville", Command::QuestionNow { question: Some(question) });
    scene.disk = Disk::Slow;
    let first = scene.send("ville", write(question, "Raha.", None));
    assert_eq!(scene.fails("anu", write(question, "Neuvo.", None)), RejectCode::QuestionAnswered, "both at once");
    scene.send("anu", Command::QuestionNow { question: Some(next) });
    assert_eq!(scene.fails("meri", Command::QuestionVote { question, on: true }), RejectCode::QuestionOver);
    scene.store_all();
    assert_eq!(scene.answer("ville", first), Some(Ok(Outcome::Nothing)));
    let answered = QuestionState::Written { text: "Raha.".to_owned(), by: "ville".to_owned() };
    assert_eq!(stored(&scene, question).state, answered, "the next one does not open it again");
    assert_eq!(stored(&scene, next).state, QuestionState::Now);

    // What the store did not take is not decided.
    let lost = scene.send("ville", reopen(question, Some("Raha.")));
    scene.store_next(false);
    assert_eq!(scene.answer("ville", lost).unwrap().unwrap_err().code, RejectCode::Internal);
    scene.disk = Disk::Works;
    scene.does("anu", write(question, "Neuvo.", Some("Raha.")));
}

#[test]
fn nothing_else_takes_a_written_answer_away_before_it_is_seen() {
    let (mut scene, question) = advisors();
    let other = asked(scene.does("biret", ask(2, "Mistä sitä saa?", AskedBy::Nobody)));
    let on_anus_page_it_is_open = [
        Command::QuestionNow { question: Some(question) },
        Command::QuestionDismiss { question, reason: DismissReason::NoTime },
        Command::QuestionMerge { question, into: other },
    ];
    scene.disk = Disk::Slow;
    scene.send("ville", write(question, "Raha.", None));
    for command in on_anus_page_it_is_open.clone() {
        assert_eq!(scene.fails("anu", command), RejectCode::QuestionAnswered, "on its way to the store");
    }
    scene.store_all();
    scene.disk = Disk::Works;
    scene.forget_heard();
    for command in on_anus_page_it_is_open.clone() {
        assert_eq!(scene.fails("anu", command), RejectCode::QuestionAnswered);
    }
    scene.heard_nothing("aino");
    let answered = QuestionState::Written { text: "Raha.".to_owned(), by: "ville".to_owned() };
    assert_eq!(stored(&scene, question).state, answered);

    // What stays keeps its answer, and so does one beside the one that is answered aloud now.
    scene.does("anu", Command::QuestionMerge { question: other, into: question });
    scene.does("anu", Command::QuestionNow { question: None });
    assert_eq!(stored(&scene, question).state, answered);
    // Taken back knowingly, it is as any other. Words that hurt go at once, with what was answered to them.
    scene.does("anu", reopen(question, Some("Raha.")));
    scene.does("anu", Command::QuestionNow { question: Some(question) });
    scene.does("ville", write(question, "Raha.", None));
    scene.does("anu", Command::QuestionDismiss { question, reason: DismissReason::Unkind });
    assert_eq!(stored(&scene, question).state, QuestionState::Dismissed { reason: DismissReason::Unkind });
}

#[test]
fn words_that_hurt_are_erased_also_where_they_were_merged() {
    let (mut scene, question) = advisors();
    let rude = asked(scene.does("biret", ask(2, "Olet typerä", AskedBy::Name)));
    let ruder = asked(scene.does("biret", ask(3, "Tosi typerä", AskedBy::Name)));
    let merge = |question, into| Command::QuestionMerge { question, into };
    scene.does("ville", merge(ruder, rude));
    scene.does("ville", merge(rude, question));
    let unkind = |question| Command::QuestionDismiss { question, reason: DismissReason::Unkind };
    let late = Command::QuestionDismiss { question: rude, reason: DismissReason::NoTime };
    assert_eq!(scene.fails("ville", late), RejectCode::QuestionOver);
    assert_eq!(scene.fails("biret", unkind(rude)), RejectCode::Forbidden);
    scene.forget_heard();
    scene.does("ville", unkind(rude));
    let told = questions(&scene.heard("aino"));
    assert_eq!(
        told.iter().map(|one| (one.id, one.text.as_str(), &one.name)).collect::<Vec<_>>(),
        [(rude, "", &None), (ruder, "", &None)]
    );
    for gone in [rude, ruder] {
        assert_eq!((stored(&scene, gone).text.as_str(), &stored(&scene, gone).name), ("", &None));
    }
    assert_eq!(stored(&scene, question).text, "Mikä on tuki?", "what was asked kindly stays");
    assert_eq!(scene.fails("ville", unkind(rude)), RejectCode::QuestionOver);

    let another = asked(scene.does("biret", ask(4, "Älytöntä", AskedBy::Name)));
    scene.does("ville", merge(another, question));
    scene.does("ville", unkind(question));
    assert_eq!(stored(&scene, another).text, "", "with the one that stayed go all that stand below it");
}

#[test]
fn the_same_key_with_another_name_is_another_question() {
    let (mut scene, _) = advisors();
    scene.disk = Disk::Slow;
    scene.send("aino", ask(7, "Saako tukea kahdesti?", AskedBy::Name));
    assert_eq!(scene.fails("aino", ask(7, "Saako tukea kahdesti?", AskedBy::Nobody)), RejectCode::MessageConflict);
    scene.store_all();
    scene.disk = Disk::Works;
    assert_eq!(scene.fails("aino", ask(7, "Saako tukea kahdesti?", AskedBy::Nobody)), RejectCode::MessageConflict);
    scene.does("aino", ask(7, "Saako tukea kahdesti?", AskedBy::Name));
    assert_eq!(scene.stored.restored.questions.len(), 2);
}

#[test]
fn a_page_from_before_an_update_takes_no_kept_answer_away() {
    let (mut scene, question) = advisors();
    scene.does("ville", write(question, "Raha.", None));
    scene.does("ville", Command::QuestionPublish { question, kept_for: Some(KeptFor::Members) });
    let id = question.0;
    let old = format!(r#"{{"id":1,"command":{{"type":"question_publish","question":"{id}","on":true}}}}"#);
    assert_eq!(ClientMessage::parse(&old).unwrap_err().rejection.code, RejectCode::Malformed);
    let away = old.replace(r#""on":true"#, r#""kept_for":null"#);
    assert_eq!(ClientMessage::parse(&away).unwrap().command, Command::QuestionPublish { question, kept_for: None });
    // Its answers are first ones, and take nobody's place.
    let old = format!(r#"{{"id":2,"command":{{"type":"question_answer","question":"{id}","text":"Neuvo."}}}}"#);
    let command = ClientMessage::parse(&old).unwrap().command;
    assert_eq!(scene.fails("anu", command), RejectCode::QuestionAnswered);
}
