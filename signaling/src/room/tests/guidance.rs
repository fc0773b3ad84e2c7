//! Questions and polls: what people ask and answer, and what nobody learns of them.

use super::*;
use crate::{
    ids::{AskKey, PollId, QuestionId},
    room::io::Ask,
    wire::{
        poll::{Ballot, PollCount, PollKind, PollPlan, PollResults, PollTally},
        question::{AskedBy, DismissReason, KeptFor, Question, QuestionState},
    },
};

fn key(number: u128) -> AskKey {
    AskKey(Uuid::from_u128(number))
}

pub(super) fn ask(number: u128, text: &str, by: AskedBy) -> Command {
    Command::QuestionAsk { key: key(number), text: text.to_owned(), by }
}

pub(super) fn asked(outcome: Outcome) -> QuestionId {
    match outcome {
        Outcome::QuestionAsked { question } => question,
        other => panic!("{other:?}"),
    }
}

pub(super) fn questions(events: &[Event]) -> Vec<Question> {
    let question = |event: &Event| match event {
        Event::QuestionChanged { question } => Some(question.clone()),
        _ => None,
    };
    events.iter().filter_map(question).collect()
}

fn votes(lives: &[Live]) -> Option<BTreeMap<QuestionId, u32>> {
    lives.iter().rev().find_map(|live| match live {
        Live::QuestionVotes { votes } => Some(votes.clone()),
        _ => None,
    })
}

#[test]
fn a_question_without_a_name_names_nobody_anywhere() {
    let mut scene = Scene::evening();
    scene.join("carl", shared()).unwrap();
    scene.forget_heard();
    scene.disk = Disk::Slow;
    let request = scene.send("carl", ask(1, " Entä jos en uskalla? ", AskedBy::Nobody));
    let again = scene.send("carl", ask(1, "Entä jos en uskalla?", AskedBy::Nobody));
    assert_eq!(scene.answer("carl", request), None, "stored before acknowledged");
    scene.heard_nothing("meri");
    scene.store_all();
    let question = asked(scene.answer("carl", request).unwrap().unwrap());
    assert_eq!(scene.answer("carl", again), Some(Ok(Outcome::QuestionAsked { question })), "asked twice, written once");
    let told = questions(&scene.heard("aino"));
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].text.as_str(), &told[0].name), ("Entä jos en uskalla?", &None));
    scene.heard_nothing("carl");
    assert_eq!(scene.stored.restored.questions, told);
    assert!(scene.stored.log.is_empty());
    let told = serde_json::to_string(&told).unwrap();
    assert!(!told.contains(&scene.id("carl").to_string()) && !told.contains("carl"));
    let bytes = question.0.as_bytes();
    assert_eq!(bytes[6] >> 4, 4, "no time in the id");

    scene.disk = Disk::Works;
    assert_eq!(scene.fails("carl", ask(1, "Jotain muuta", AskedBy::Nobody)), RejectCode::MessageConflict);
    let named = ask(1, "Entä jos en uskalla?", AskedBy::Name);
    assert_eq!(scene.fails("carl", named), RejectCode::MessageConflict, "with a name it is another question");
    assert_eq!(scene.fails("aino", ask(2, " ", AskedBy::Nobody)), RejectCode::TextEmpty);
    assert_eq!(scene.fails("aino", ask(2, &"x".repeat(501), AskedBy::Nobody)), RejectCode::TextTooLong);
    scene.does("aino", ask(2, "Kuka auttaa?", AskedBy::Name));
    let named = questions(&scene.heard("biret"));
    assert_eq!(named.last().and_then(|question| question.name.as_deref()), Some("aino"));
    scene.disk = Disk::Broken;
    assert_eq!(scene.fails("aino", ask(3, "Katoaako tämä?", AskedBy::Nobody)), RejectCode::Internal);
    scene.disk = Disk::Works;
    scene.does("aino", ask(3, "Katoaako tämä?", AskedBy::Nobody));
    scene.restart();
    scene.join("donna", admitting()).unwrap();
    assert_eq!(scene.welcome("donna").guidance.questions.len(), 3);
}

#[test]
fn before_the_evening_questions_come_by_the_link() {
    let mut scene = Scene::evening();
    let connection = scene.fresh_connection();
    let access = personal("Eero");
    for (by, name) in [(AskedBy::Nobody, None), (AskedBy::Name, Some("Eero".to_owned()))] {
        let ask = Ask { key: AskKey(Uuid::from_u128(by as u128)), text: "Mistä aloitan?".to_owned(), by };
        scene.input(Input::Ask { connection, request: 1, access: access.clone(), ask });
        let told = questions(&scene.heard("meri"));
        assert_eq!(told.first().map(|question| question.name.clone()), Some(name));
    }
    scene.does("meri", Command::EndEvening);
    let ask = Ask { key: key(9), text: "Vieläkö ehtii?".to_owned(), by: AskedBy::Nobody };
    scene.input(Input::Ask { connection, request: 2, access, ask });
    assert_eq!(scene.stored.restored.questions.len(), 2);
}

#[test]
fn votes_count_once_for_each_and_merge() {
    let mut scene = Scene::evening();
    let one = asked(scene.does("aino", ask(1, "Mikä on tuki?", AskedBy::Nobody)));
    let two = asked(scene.does("biret", ask(2, "Mistä tukea saa?", AskedBy::Nobody)));
    scene.forget_heard();
    for (name, question) in [("aino", one), ("biret", one), ("biret", two), ("aino", one)] {
        scene.does(name, Command::QuestionVote { question, on: true });
    }
    assert_eq!(scene.heard("aino"), vec![Event::QuestionVoted { question: one, on: true }], "one's own is told once");
    assert_eq!(votes(&scene.saw_live("meri")), Some(BTreeMap::from([(two, 1)])), "only what has changed");
    let merge = Command::QuestionMerge { question: two, into: one };
    assert_eq!(scene.fails("aino", merge.clone()), RejectCode::Forbidden);
    scene.does("meri", merge.clone());
    let told = questions(&scene.heard("aino"));
    assert_eq!(told[0].state, QuestionState::Merged { into: one });
    assert_eq!((told[1].id, told[1].votes), (one, 2), "Biret wanted both and counts once");
    assert_eq!(scene.fails("meri", merge), RejectCode::QuestionOver);
    assert_eq!(scene.fails("aino", Command::QuestionVote { question: two, on: true }), RejectCode::QuestionOver);
    let unknown = QuestionId(Uuid::nil());
    assert_eq!(scene.fails("aino", Command::QuestionVote { question: unknown, on: true }), RejectCode::QuestionUnknown);
    assert_eq!(scene.fails("meri", Command::QuestionMerge { question: one, into: one }), RejectCode::QuestionUnknown);
    scene.does("aino", Command::QuestionVote { question: one, on: false });
    scene.restart();
    scene.join("donna", admitting()).unwrap();
    let guidance = scene.welcome("donna").guidance;
    assert_eq!(guidance.questions.iter().find(|question| question.id == one).map(|question| question.votes), Some(1));
    assert_eq!(guidance.voted, vec![]);
}

#[test]
fn advisors_answer_dismiss_and_keep() {
    let mut scene = Scene::evening();
    scene.join("ville", staff(Role::Advisor)).unwrap();
    let question = asked(scene.does("aino", ask(1, "Mikä on tuki?", AskedBy::Nobody)));
    let rude = asked(scene.does("biret", ask(2, "Olet typerä", AskedBy::Name)));
    scene.forget_heard();
    let keep = |kept_for| Command::QuestionPublish { question, kept_for };
    let write = |text: &str| Command::QuestionAnswer { question, text: Some(text.to_owned()), instead_of: None };
    assert_eq!(scene.fails("ville", keep(Some(KeptFor::Members))), RejectCode::QuestionOver);
    scene.does("ville", Command::QuestionNow { question: Some(question) });
    scene.does("ville", Command::QuestionNow { question: Some(rude) });
    let states: Vec<_> = questions(&scene.heard("aino")).into_iter().map(|question| question.state).collect();
    assert_eq!(states, vec![QuestionState::Now, QuestionState::Open, QuestionState::Now], "one at a time");
    scene.does("ville", Command::QuestionDismiss { question: rude, reason: DismissReason::Unkind });
    let told = questions(&scene.heard("aino"));
    assert_eq!((told[0].text.as_str(), &told[0].name), ("", &None), "what hurts is gone");
    assert_eq!(
        scene.fails("ville", Command::QuestionReopen { question: rude, instead_of: None }),
        RejectCode::QuestionOver
    );
    scene.does("ville", Command::QuestionAnswer { question, text: None, instead_of: None });
    scene.does("ville", write("Raha."));
    scene.does("ville", keep(Some(KeptFor::Everybody)));
    scene.does("ville", keep(Some(KeptFor::Members)));
    let told: Vec<_> = questions(&scene.heard("aino")).into_iter().map(|question| question.kept_for).collect();
    assert_eq!(told[told.len() - 2..], [Some(KeptFor::Everybody), Some(KeptFor::Members)]);
    assert_eq!(scene.fails("aino", keep(Some(KeptFor::Everybody))), RejectCode::Forbidden);
    let kept = scene.stored.restored.questions.iter().find(|record| record.id == question).unwrap();
    assert_eq!(kept.state, QuestionState::Written { text: "Raha.".to_owned(), by: "ville".to_owned() });
    assert_eq!(kept.kept_for, Some(KeptFor::Members), "only advisors open it to everybody");
    scene.does("ville", Command::QuestionReopen { question, instead_of: Some("Raha.".to_owned()) });
    assert_eq!(questions(&scene.heard("aino")).last().unwrap().kept_for, None);
}

#[test]
fn nobody_fills_the_list() {
    let mut scene = Scene::evening();
    for number in 0..10 {
        scene.does("aino", ask(number, "Miten?", AskedBy::Nobody));
    }
    let rejection = scene.ask("aino", ask(10, "Miten?", AskedBy::Nobody)).expect_err("too many at once");
    assert_eq!(rejection.code, RejectCode::TooManyCommands);
    for number in 10..300 {
        scene.pass(10_000);
        scene.does("aino", ask(number, "Miten?", AskedBy::Nobody));
    }
    scene.pass(10_000);
    let full = scene.ask("biret", ask(900, "Mahtuuko?", AskedBy::Nobody));
    assert_eq!(full, Err(RejectCode::QuestionsFull.with_max(300)));
    let question = scene.stored.restored.questions[0].id;
    scene.does("meri", Command::QuestionDismiss { question, reason: DismissReason::NoTime });
    scene.does("biret", ask(900, "Mahtuuko?", AskedBy::Nobody));
}

#[test]
fn ten_thousand_questions_leave_room_for_the_evening() {
    let mut scene = Scene::evening();
    let mut taken = 0;
    for number in 0..10_000_u128 {
        let connection = scene.fresh_connection();
        let access = Access { link: LinkId(Uuid::from_u128(5_000 + number)), ..personal("Eero") };
        let ask = Ask { key: key(number), text: "Miten tukea haetaan?".to_owned(), by: AskedBy::Nobody };
        scene.input(Input::Ask { connection, request: 1, access, ask });
        taken = taken.max(scene.stored.restored.questions.len());
        scene.forget_heard();
    }
    assert_eq!((taken, scene.stored.restored.questions.len()), (300, 300), "no more than can be read is kept");
    // Who comes then gets one welcome of a size that a socket takes, and the talk goes on.
    scene.join("carl", admitting()).unwrap();
    let welcome = serde_json::to_string(&scene.welcome("carl")).unwrap();
    assert!(welcome.len() < 200_000, "{} bytes", welcome.len());
    scene.does("carl", Command::HandRaise);
    assert_eq!(scene.fails("carl", ask(20_000, "Ehtiikö vielä?", AskedBy::Nobody)), RejectCode::QuestionsFull);
}

#[test]
fn by_a_link_of_ones_own_one_counts_once_on_the_phone_and_on_the_laptop() {
    let mut scene = Scene::evening();
    let question = asked(scene.does("aino", ask(1, "Mikä on tuki?", AskedBy::Nobody)));
    let poll =
        opened(scene.does("meri", Command::PollOpen { plan: plan(PollKind::Single, &["A", "B"], PollResults::Live) }));
    let choose = Command::PollAnswer { poll, ballot: Ballot::Options { chosen: vec![0] } };
    let own = Access { admits: true, ..personal("Eero") };
    scene.join("phone", own.clone()).unwrap();
    scene.does("phone", Command::QuestionVote { question, on: true });
    scene.does("phone", choose.clone());
    scene.join("laptop", own).unwrap();
    assert_ne!(scene.person("phone").session.device, scene.person("laptop").session.device);
    let guidance = scene.welcome("laptop").guidance;
    assert_eq!((guidance.voted, guidance.poll.map(|poll| poll.answered)), (vec![question], Some(true)));
    scene.does("laptop", Command::QuestionVote { question, on: true });
    assert_eq!(scene.fails("laptop", choose.clone()), RejectCode::PollAnswered);
    // By a link that many share each browser is somebody.
    for name in ["carl", "donna"] {
        scene.join(name, admitting()).unwrap();
        scene.does(name, Command::QuestionVote { question, on: true });
        scene.does(name, choose.clone());
    }
    let record = &scene.stored.restored.questions[0];
    assert_eq!((record.id, record.votes), (question, 3));
}

#[test]
fn after_the_end_nothing_counts_any_more() {
    let mut scene = Scene::evening();
    let question = asked(scene.does("aino", ask(1, "Mikä on tuki?", AskedBy::Nobody)));
    let poll =
        opened(scene.does("meri", Command::PollOpen { plan: plan(PollKind::Single, &["A", "B"], PollResults::Live) }));
    let choose = Command::PollAnswer { poll, ballot: Ballot::Options { chosen: vec![0] } };
    // The poll is on its way to its end: whoever is late is told, and the count does not change.
    scene.disk = Disk::Slow;
    scene.send("meri", Command::PollClose { poll });
    assert_eq!(scene.fails("aino", choose.clone()), RejectCode::PollNotOpen);
    scene.store_all();
    scene.disk = Disk::Works;
    scene.forget_heard();
    scene.does("meri", Command::EndEvening);
    assert!(
        ["meri", "aino", "biret"].iter().all(|name| scene.clients[name].closed),
        "nobody has a way to answer any more"
    );
    let connection = scene.fresh_connection();
    let late = Ask { key: key(9), text: "Entä vielä?".to_owned(), by: AskedBy::Nobody };
    scene.input(Input::Ask { connection, request: 1, access: personal("Eero"), ask: late });
    let kept = &scene.stored.restored.questions;
    assert_eq!((kept.len(), kept[0].id, kept[0].votes), (1, question, 0));
}

fn plan(kind: PollKind, options: &[&str], results: PollResults) -> PollPlan {
    let options = options.iter().map(|&option| option.to_owned()).collect();
    PollPlan { question: "Mistä ensi kerralla?".to_owned(), kind, options, results }
}

fn opened(outcome: Outcome) -> PollId {
    match outcome {
        Outcome::PollOpened { poll } => poll,
        other => panic!("{other:?}"),
    }
}

fn counts(pairs: &[(&str, u32)]) -> Option<Vec<PollCount>> {
    Some(pairs.iter().map(|&(choice, count)| PollCount { choice: choice.to_owned(), count }).collect())
}

fn last_tally(lives: &[Live]) -> Option<PollTally> {
    lives.iter().rev().find_map(|live| match live {
        Live::PollCounts { tally, .. } => Some(tally.clone()),
        _ => None,
    })
}

#[test]
fn a_ballot_counts_once_and_is_told_by_its_number_only() {
    let mut scene = Scene::evening();
    for name in ["carl", "donna"] {
        scene.join(name, admitting()).unwrap();
    }
    let hidden = plan(PollKind::Single, &["Tuista", "Levosta"], PollResults::AtClose);
    assert_eq!(scene.fails("aino", Command::PollOpen { plan: hidden.clone() }), RejectCode::Forbidden);
    let poll = opened(scene.does("meri", Command::PollOpen { plan: hidden.clone() }));
    assert_eq!(scene.fails("meri", Command::PollOpen { plan: hidden }), RejectCode::PollRunning);
    let choose = |place: u8| Command::PollAnswer { poll, ballot: Ballot::Options { chosen: vec![place] } };
    scene.forget_heard();
    for (name, place) in [("aino", 0), ("biret", 1), ("carl", 1)] {
        scene.does(name, choose(place));
    }
    assert_eq!(scene.fails("aino", choose(1)), RejectCode::PollAnswered);
    scene.does("aino", Command::Leave { quiet: false });
    scene.join("aino", admitting()).unwrap();
    assert_eq!(scene.fails("aino", choose(1)), RejectCode::PollAnswered, "nor by coming again");
    assert!(scene.welcome("aino").guidance.poll.unwrap().answered);
    for chosen in [vec![], vec![2], vec![0, 1], vec![0, 0]] {
        let bad = Command::PollAnswer { poll, ballot: Ballot::Options { chosen } };
        assert_eq!(scene.fails("donna", bad), RejectCode::BallotInvalid);
    }
    assert_eq!(last_tally(&scene.saw_live("meri")), Some(PollTally { ballots: 3, counts: None }), "not even the staff");
    scene.forget_heard();
    scene.does("meri", Command::PollClose { poll });
    let tally = PollTally { ballots: 3, counts: counts(&[("Tuista", 1), ("Levosta", 2)]) };
    let told = scene.heard("donna");
    assert!(matches!(told.as_slice(), [Event::PollClosed { result }] if result.tally == tally), "{told:?}");
    assert_eq!(scene.fails("donna", choose(0)), RejectCode::PollNotOpen, "it is over");
    assert_eq!(scene.fails("meri", Command::PollClose { poll }), RejectCode::PollNotOpen);
    scene.restart();
    scene.join("eero", admitting()).unwrap();
    assert_eq!(scene.welcome("eero").guidance.poll_results[0].tally, tally);
}

#[test]
fn scales_words_and_several_and_what_few_say_is_not_told() {
    let mut scene = Scene::evening();
    for bad in [
        plan(PollKind::Single, &["Vain tämä"], PollResults::Live),
        plan(PollKind::Multiple, &["Sama", " Sama"], PollResults::Live),
        plan(PollKind::Scale, &["Vain toinen pää"], PollResults::Live),
        plan(PollKind::Word, &["Valmis"], PollResults::Live),
    ] {
        assert_eq!(scene.fails("meri", Command::PollOpen { plan: bad }), RejectCode::PollOptions);
    }
    let poll = opened(scene.does("meri", Command::PollOpen { plan: plan(PollKind::Word, &[], PollResults::Live) }));
    let word = |text: &str| Command::PollAnswer { poll, ballot: Ballot::Word { text: text.to_owned() } };
    assert_eq!(scene.fails("aino", word(&"x".repeat(31))), RejectCode::TextTooLong);
    let value = |poll, value| Command::PollAnswer { poll, ballot: Ballot::Value { value } };
    assert_eq!(scene.fails("aino", value(poll, 3)), RejectCode::BallotInvalid);
    scene.does("aino", word("Toivo"));
    scene.does("biret", word("  toivo "));
    assert_eq!(
        last_tally(&scene.saw_live("meri")).and_then(|tally| tally.counts),
        None,
        "two would tell on each other"
    );
    scene.does("meri", word("väsymys"));
    let tally = last_tally(&scene.saw_live("aino")).unwrap();
    assert_eq!(tally.counts, counts(&[("toivo", 2), ("väsymys", 1)]), "live");
    scene.does("meri", Command::PollClose { poll });
    let poll = opened(scene.does("meri", Command::PollOpen { plan: plan(PollKind::Scale, &[], PollResults::Live) }));
    assert_eq!(scene.fails("aino", value(poll, 6)), RejectCode::NumberOutOfRange);
    scene.does("aino", value(poll, 5));
    scene.does("meri", Command::PollClose { poll });
    let told = scene.heard("biret");
    let Some(Event::PollClosed { result }) = told.last() else { panic!("{told:?}") };
    assert_eq!(result.tally, PollTally { ballots: 1, counts: None });
    let several = plan(PollKind::Multiple, &["A", "B", "C"], PollResults::Live);
    let poll = opened(scene.does("meri", Command::PollOpen { plan: several }));
    for name in ["aino", "biret", "meri"] {
        scene.does(name, Command::PollAnswer { poll, ballot: Ballot::Options { chosen: vec![0, 2] } });
    }
    let tally = last_tally(&scene.saw_live("aino")).unwrap();
    assert_eq!(tally, PollTally { ballots: 3, counts: counts(&[("A", 3), ("B", 0), ("C", 3)]) });
    scene.restart();
    scene.join("aino", admitting()).unwrap();
    let guidance = scene.welcome("aino").guidance;
    assert_eq!(guidance.poll, None, "nobody knows any more who has answered");
    assert_eq!(guidance.poll_results.last().unwrap().tally, tally, "but what was answered is kept");
}

#[test]
fn who_was_sent_away_puts_no_more_questions_from_outside() {
    let mut scene = Scene::evening();
    let mut number = 100;
    let mut asks = |scene: &mut Scene, access: Access| {
        number += 1;
        let (connection, before) = (scene.fresh_connection(), scene.stored.restored.questions.len());
        let ask = Ask { key: key(number), text: "Miksi?".to_owned(), by: AskedBy::Nobody };
        scene.input(Input::Ask { connection, request: 1, access, ask });
        scene.stored.restored.questions.len() > before
    };
    assert!(asks(&mut scene, admitting()));
    let participant = scene.id("aino");
    scene.does("meri", Command::Remove { participant });
    scene.forget_heard();
    assert!(!asks(&mut scene, admitting()));
    scene.heard_nothing("biret");
    assert!(asks(&mut scene, personal("Eero")) && asks(&mut scene, staff(Role::Advisor)), "others go on");
    scene.does("biret", ask(900, "Mistä aloitan?", AskedBy::Nobody));

    for _ in 0..3 {
        assert!(asks(&mut scene, shared()), "a denial may be a mistake");
        scene.join("gunnar", shared()).unwrap();
        let participant = scene.id("gunnar");
        scene.does("meri", Command::Deny { participant });
        scene.pass(60_000);
    }
    assert!(!asks(&mut scene, shared()), "three are none");
    scene.does("meri", Command::Leave { quiet: true });
    assert!(asks(&mut scene, shared()), "where nobody keeps the door, nobody is kept waiting");
}
