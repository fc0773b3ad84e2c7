//! Whether what is said without a name can be connected to people afterwards: a scripted evening, and a linking program
//! that is given the database's files, the log at debug level, and who joined when.
//!
//! The script makes it as easy as it can be: people come one after the other and each asks ten questions before the next
//! one comes, so that any trace of an order or a time tells who asked.

mod linker;

use koronailta_signaling::{
    ids::AskKey,
    wire::{
        Command,
        event::Outcome,
        mood::{Mood, MoodMoment},
        poll::{Ballot, PollKind, PollPlan, PollResults},
        question::AskedBy,
    },
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    http,
    person::{Person, fresh, resolve, split_link},
    server::Server,
};
use linker::{Joined, Traces};

/// What was said, and how much of it the linking program connected to the right person.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// Questions that the program found in the database and judged.
    pub questions: usize,
    /// Of which it named the right person.
    pub questions_right: usize,
    /// Ballots that it found and judged.
    pub ballots: usize,
    /// Of which it named the right person.
    pub ballots_right: usize,
    /// Feedback that it found and judged.
    pub feedback: usize,
    /// Of which it named the right person.
    pub feedback_right: usize,
    /// Moods that were answered.
    pub moods: usize,
    /// Words about moods in the database or the log.
    pub moods_found: usize,
    /// By which trace how many were right.
    pub by_trace: Vec<(String, usize)>,
}

/// Plays the evening with so many people and lets the linking program at what is left of it.
///
/// # Panics
/// When the server does not do what the script needs.
pub async fn linking(server: &Server, people: usize, each: usize) -> Linked {
    let script = play(server, people, each).await;
    let traces = Traces::read(&server.data(), server.log(), script.joined);
    let judge = |said: &[(String, usize)]| {
        let found: Vec<_> = said.iter().filter(|(text, _)| traces.has(text)).cloned().collect();
        let right = traces.best_guess(&found);
        (found.len(), right)
    };
    let (questions, questions_by) = judge(&script.questions);
    let (ballots, ballots_by) = judge(&script.ballots);
    let (feedback, feedback_by) = judge(&script.feedback);
    let most = |by: &[(&'static str, usize)]| by.iter().map(|(_, right)| *right).max().unwrap_or(0);
    let named = |what: &str, by: &[(&'static str, usize)]| {
        by.iter().map(|(trace, right)| (format!("{what} by {trace}"), *right)).collect::<Vec<_>>()
    };
    let by_trace =
        [named("questions", &questions_by), named("ballots", &ballots_by), named("feedback", &feedback_by)].concat();
    Linked {
        questions,
        questions_right: most(&questions_by),
        ballots,
        ballots_right: most(&ballots_by),
        feedback,
        feedback_right: most(&feedback_by),
        moods: script.moods,
        moods_found: traces.count("mood"),
        by_trace,
    }
}

#[derive(Debug, Default)]
struct Script {
    joined: Vec<Joined>,
    /// Words that stand nowhere else, and whose they are.
    questions: Vec<(String, usize)>,
    ballots: Vec<(String, usize)>,
    feedback: Vec<(String, usize)>,
    moods: usize,
}

/// A word that nobody else says and that tells nothing.
fn word() -> String {
    format!("w{}", &fresh_random()[..20])
}

fn fresh_random() -> String {
    Uuid::new_v4().simple().to_string()
}

async fn play(server: &Server, people: usize, each: usize) -> Script {
    let mut script = Script::default();
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let mut guests = Vec::new();
    for who in 0..people {
        let link = &server.links.participant;
        let (mut guest, _) = Person::enter_through(&mut maarit, link, &format!("Vieras {who}")).await;
        script.joined.push(Joined::now(guest.id));
        for _ in 0..each {
            let text = word();
            guest.done(Command::QuestionAsk { key: key(), text: text.clone(), by: AskedBy::Nobody }).await;
            script.questions.push((text, who));
        }
        guests.push(guest);
    }
    for _ in 0..each {
        ballots(&mut maarit, &mut guests, &mut script).await;
    }
    maarit.done(Command::MoodOpen { moment: MoodMoment::End }).await;
    let moods = [Mood::Heavy, Mood::Low, Mood::Even, Mood::Light, Mood::Bright];
    for (who, guest) in guests.iter_mut().enumerate() {
        guest.done(Command::MoodAnswer { moment: MoodMoment::End, mood: moods[who % moods.len()] }).await;
        script.moods += 1;
    }
    maarit.done(Command::MoodClose { moment: MoodMoment::End }).await;
    maarit.done(Command::EndEvening).await;
    feedback(server, people, &mut script).await;
    script
}

async fn ballots(maarit: &mut Person, guests: &mut [Person], script: &mut Script) {
    let plan = PollPlan {
        question: "Sana illasta?".to_owned(),
        kind: PollKind::Word,
        options: vec![],
        results: PollResults::AtClose,
    };
    let Outcome::PollOpened { poll } = maarit.done(Command::PollOpen { plan }).await else { panic!("a poll opens") };
    for (who, guest) in guests.iter_mut().enumerate() {
        let text = word();
        guest.done(Command::PollAnswer { poll, ballot: Ballot::Word { text: text.clone() } }).await;
        script.ballots.push((text, who));
    }
    maarit.done(Command::PollClose { poll }).await;
}

async fn feedback(server: &Server, people: usize, script: &mut Script) {
    let (address, token) = split_link(&server.links.participant);
    let evening = resolve(&server.links.moderator).await.expect("the link still tells its evening").evening;
    let (path, bearer) = (format!("/api/v1/evenings/{evening}/feedback"), format!("Bearer {token}"));
    for who in 0..people {
        let words = word();
        let body = json!({"device": fresh(), "useful": 1 + who % 5, "words": words});
        let answer = http::post_with(address, &path, &[("authorization", &bearer)], &body).await;
        assert_eq!(answer.expect("an answer").status, 204, "feedback is taken");
        script.feedback.push((words, who));
    }
}

fn key() -> AskKey {
    AskKey(Uuid::new_v4())
}
