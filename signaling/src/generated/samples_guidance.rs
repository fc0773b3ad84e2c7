//! One of every message about questions, polls and captions.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::samples::biret;
use crate::{
    ids::{AskKey, PollId, QuestionId},
    wire::{
        Command, Event, Live,
        caption::{Caption, CaptionLine, SealedCaption},
        event::Outcome,
        guidance::Guidance,
        join::Language,
        poll::{Ballot, OpenPoll, PollCount, PollKind, PollPlan, PollResult, PollResults, PollTally},
        question::{AskedBy, DismissReason, KeptFor, Question, QuestionState},
    },
};

fn random(number: u128) -> Uuid {
    Uuid::from_u128(0x8c1f_0d2e_5b7a_4c3d_9e6f_0000_0000_0000 | number)
}

fn question_id() -> QuestionId {
    QuestionId(random(0x11))
}

fn other() -> QuestionId {
    QuestionId(random(0x12))
}

fn poll_id() -> PollId {
    PollId(random(0x13))
}

fn question() -> Question {
    Question {
        id: question_id(),
        text: "Voiko tukea hakea, jos liikevaihto on ihan pieni?".to_owned(),
        name: None,
        votes: 4,
        state: QuestionState::Open,
        kept_for: None,
    }
}

fn answered() -> Question {
    let state =
        QuestionState::Written { text: "Voi. Alaraja on 10 000 euroa vuodessa.".to_owned(), by: "Biret".to_owned() };
    Question { name: Some("Aino Kemi".to_owned()), state, kept_for: Some(KeptFor::Everybody), ..question() }
}

fn plan() -> PollPlan {
    PollPlan {
        question: "Mistä puhutaan ensi kerralla?".to_owned(),
        kind: PollKind::Single,
        options: vec!["Tuista".to_owned(), "Jaksamisesta".to_owned()],
        results: PollResults::AtClose,
    }
}

fn tally() -> PollTally {
    let count = |choice: &str, count| PollCount { choice: choice.to_owned(), count };
    PollTally { ballots: 5, counts: Some(vec![count("Tuista", 2), count("Jaksamisesta", 3)]) }
}

fn open_poll() -> OpenPoll {
    OpenPoll { poll: poll_id(), plan: plan(), answered: false, tally: PollTally { ballots: 2, counts: None } }
}

fn line() -> CaptionLine {
    CaptionLine { line: 7, language: Language::Fi, text: "Hyvää iltaa kaikille".to_owned() }
}

fn caption() -> Caption {
    Caption { by: biret(), line: line() }
}

fn sealed_caption() -> SealedCaption {
    SealedCaption { by: biret(), line: 7, sealed: "mQAAAAVIZWkh".to_owned() }
}

pub(super) fn guidance() -> Guidance {
    Guidance {
        questions: vec![question()],
        voted: vec![question_id()],
        poll: Some(open_poll()),
        poll_results: vec![PollResult { poll: poll_id(), plan: plan(), tally: tally() }],
        captions: vec![caption()],
        sealed_captions: vec![],
        captions_begun: 7,
        captions_full: false,
    }
}

pub(super) fn commands() -> Vec<(&'static str, Command)> {
    let question = question_id();
    let poll = poll_id();
    let ask = |by| Command::QuestionAsk { key: AskKey(random(0x14)), text: self::question().text, by };
    let corrected =
        Command::QuestionAnswer { question, text: Some("Voit.".to_owned()), instead_of: Some("Voi.".to_owned()) };
    vec![
        ("question_ask", ask(AskedBy::Nobody)),
        ("question_ask.named", ask(AskedBy::Name)),
        ("question_vote", Command::QuestionVote { question, on: true }),
        ("question_now", Command::QuestionNow { question: Some(question) }),
        ("question_now.none", Command::QuestionNow { question: None }),
        ("question_answer", Command::QuestionAnswer { question, text: Some("Voi.".to_owned()), instead_of: None }),
        ("question_answer.corrected", corrected),
        ("question_answer.aloud", Command::QuestionAnswer { question, text: None, instead_of: None }),
        ("question_dismiss", Command::QuestionDismiss { question, reason: DismissReason::Personal }),
        ("question_merge", Command::QuestionMerge { question, into: other() }),
        ("question_reopen", Command::QuestionReopen { question, instead_of: None }),
        ("question_reopen.taken_back", Command::QuestionReopen { question, instead_of: Some("Voi.".to_owned()) }),
        ("question_publish", Command::QuestionPublish { question, kept_for: Some(KeptFor::Members) }),
        ("question_publish.away", Command::QuestionPublish { question, kept_for: None }),
        ("poll_open", Command::PollOpen { plan: plan() }),
        ("poll_answer", Command::PollAnswer { poll, ballot: Ballot::Options { chosen: vec![1] } }),
        ("poll_answer.value", Command::PollAnswer { poll, ballot: Ballot::Value { value: 4 } }),
        ("poll_answer.word", Command::PollAnswer { poll, ballot: Ballot::Word { text: "toivo".to_owned() } }),
        ("poll_close", Command::PollClose { poll }),
        ("caption_write", Command::CaptionWrite { line: line() }),
        ("caption_seal", Command::CaptionSeal { line: 7, sealed: sealed_caption().sealed }),
    ]
}

pub(super) fn outcomes() -> Vec<(&'static str, Outcome)> {
    vec![
        ("question_asked", Outcome::QuestionAsked { question: question_id() }),
        ("poll_opened", Outcome::PollOpened { poll: poll_id() }),
    ]
}

pub(super) fn events() -> Vec<(&'static str, Event)> {
    let changed = |question| Event::QuestionChanged { question };
    let dismissed = QuestionState::Dismissed { reason: DismissReason::NoTime };
    vec![
        ("question_changed", changed(question())),
        ("question_changed.answered", changed(answered())),
        ("question_changed.dismissed", changed(Question { state: dismissed, ..question() })),
        ("question_changed.merged", changed(Question { state: QuestionState::Merged { into: other() }, ..question() })),
        ("question_voted", Event::QuestionVoted { question: question_id(), on: true }),
        ("poll_opened", Event::PollOpened { poll: open_poll() }),
        ("poll_answered", Event::PollAnswered { poll: poll_id() }),
        ("poll_closed", Event::PollClosed { result: PollResult { poll: poll_id(), plan: plan(), tally: tally() } }),
        ("captions_full", Event::CaptionsFull),
        ("captions_erased", Event::CaptionsErased),
    ]
}

pub(super) fn lives() -> Vec<(&'static str, Live)> {
    vec![
        ("question_votes", Live::QuestionVotes { votes: BTreeMap::from([(question_id(), 5)]) }),
        ("poll_counts", Live::PollCounts { poll: poll_id(), tally: tally() }),
        ("caption", Live::Caption { caption: caption() }),
        ("caption_sealed", Live::CaptionSealed { caption: sealed_caption() }),
    ]
}
