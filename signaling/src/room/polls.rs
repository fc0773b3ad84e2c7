//! Polls: ballots are counted and gone. Who has answered is remembered as an HMAC under a key of the poll, both in memory
//! only and forgotten when it closes. Therefore a poll that was open when the server went down, or when everybody had
//! left, is over: nobody could tell any more who has answered.

use std::collections::{BTreeMap, BTreeSet};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{
    Room,
    command::{Answer, Handled},
    io::{Entropy, PollRecord, Write},
    kept::{Asker, Effect},
    people::{Person, Way},
};
use crate::{
    ids::{ParticipantId, PollId},
    limits, names,
    wire::{
        Event, Live, Param, RejectCode, Rejection,
        event::Outcome,
        poll::{Ballot, OpenPoll, PollCount, PollKind, PollPlan, PollResult, PollResults, PollTally},
    },
};

type Token = [u8; 32];

/// The polls of the evening.
#[derive(Debug, Default)]
pub(super) struct Polls {
    open: Option<Open>,
    over: Vec<PollRecord>,
    /// On its way to the store.
    opening: Option<Open>,
}

#[derive(Debug)]
struct Open {
    record: PollRecord,
    key: Key,
    answered: BTreeSet<Token>,
    /// On its way to its end: no more ballots.
    closing: bool,
}

struct Key([u8; 32]);

/// A ballot on its way to the store. Its token is taken already.
#[derive(Debug)]
pub(super) struct Cast {
    poll: PollId,
    who: ParticipantId,
    token: Token,
    choices: Vec<String>,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    fn token(&self, (device, link): Way) -> Token {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(device.0.as_bytes());
        mac.update(link.0.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

impl Polls {
    pub(super) fn restored(over: Vec<PollRecord>) -> Self {
        Self { over, ..Self::default() }
    }

    pub(super) fn open_for(&self, way: Way) -> Option<OpenPoll> {
        let open = self.open.as_ref()?;
        let answered = open.answered.contains(&open.key.token(way));
        Some(OpenPoll { poll: open.record.poll, plan: open.record.plan.clone(), answered, tally: open.tally() })
    }

    pub(super) fn results(&self) -> Vec<PollResult> {
        self.over.iter().map(result).collect()
    }

    pub(super) fn counts(&self) -> Option<Live> {
        self.open.as_ref().map(|open| Live::PollCounts { poll: open.record.poll, tally: open.tally() })
    }

    fn taking(&mut self, poll: PollId) -> Result<&mut Open, Rejection> {
        let open = self.open.as_mut().filter(|open| open.record.poll == poll && !open.closing);
        open.ok_or_else(|| RejectCode::PollNotOpen.into())
    }
}

impl Open {
    /// What may be told while it is open.
    fn tally(&self) -> PollTally {
        match self.record.plan.results {
            PollResults::Live => tally(&self.record),
            PollResults::AtClose => PollTally { ballots: self.record.ballots, counts: None },
        }
    }
}

fn result(record: &PollRecord) -> PollResult {
    PollResult { poll: record.poll, plan: record.plan.clone(), tally: tally(record) }
}

/// Few ballots would tell who they are from.
fn tally(record: &PollRecord) -> PollTally {
    let ballots = record.ballots;
    if ballots < limits::COUNTED {
        return PollTally { ballots, counts: None };
    }
    let count = |choice: String| {
        let count = record.counts.get(&choice).copied().unwrap_or(0);
        PollCount { choice, count }
    };
    let counts = match record.plan.kind {
        PollKind::Single | PollKind::Multiple => record.plan.options.iter().cloned().map(count).collect(),
        PollKind::Scale => limits::POLL_SCALE.map(|value| count(value.to_string())).collect(),
        PollKind::Word => {
            let mut counts: Vec<_> = record.counts.keys().cloned().map(count).collect();
            counts.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.choice.cmp(&other.choice)));
            counts
        }
    };
    PollTally { ballots, counts: Some(counts) }
}

fn tidy(plan: &PollPlan) -> Result<PollPlan, Rejection> {
    let question = names::text(&plan.question, &limits::POLL_TEXT)?;
    limits::POLL_OPTIONS.check(plan.options.len())?;
    let options = plan.options.iter().map(|option| names::text(option, &limits::POLL_OPTION));
    let options = options.collect::<Result<Vec<_>, _>>()?;
    let different: BTreeSet<_> = options.iter().collect();
    let enough = match plan.kind {
        PollKind::Single | PollKind::Multiple => different.len() >= 2 && different.len() == options.len(),
        PollKind::Scale => options.is_empty() || options.len() == 2,
        PollKind::Word => options.is_empty(),
    };
    if !enough {
        return Err(RejectCode::PollOptions.into());
    }
    Ok(PollPlan { question, options, ..*plan })
}

/// What a ballot counts for.
fn choices(plan: &PollPlan, ballot: &Ballot) -> Result<Vec<String>, Rejection> {
    let invalid = || Rejection::from(RejectCode::BallotInvalid);
    match (plan.kind, ballot) {
        (PollKind::Single | PollKind::Multiple, Ballot::Options { chosen }) => {
            let different: BTreeSet<_> = chosen.iter().collect();
            let one = plan.kind == PollKind::Multiple || chosen.len() == 1;
            if chosen.is_empty() || different.len() != chosen.len() || !one {
                return Err(invalid());
            }
            chosen.iter().map(|&place| plan.options.get(usize::from(place)).cloned().ok_or_else(invalid)).collect()
        }
        (PollKind::Scale, Ballot::Value { value }) if limits::POLL_SCALE.contains(value) => Ok(vec![value.to_string()]),
        (PollKind::Scale, Ballot::Value { .. }) => {
            let (min, max) = (u64::from(*limits::POLL_SCALE.start()), u64::from(*limits::POLL_SCALE.end()));
            let range = RejectCode::NumberOutOfRange.reject();
            Err(range.param("min", Param::Number(min)).param("max", Param::Number(max)))
        }
        (PollKind::Word, Ballot::Word { text }) => {
            let word = names::text(text, &limits::POLL_WORD)?.to_lowercase();
            Ok(vec![word.split_whitespace().collect::<Vec<_>>().join(" ")])
        }
        _ => Err(invalid()),
    }
}

impl Room {
    pub(super) fn poll_open(&mut self, entropy: &mut dyn Entropy, asker: Asker, plan: &PollPlan) -> Handled {
        if self.polls.open.is_some() || self.polls.opening.is_some() {
            return Err(RejectCode::PollRunning.into());
        }
        limits::POLLS.check(self.polls.over.len() + 1)?;
        let plan = tidy(plan)?;
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        let mut key = [0; 32];
        entropy.fill(&mut key);
        let record = PollRecord { poll: PollId::random(bytes), plan, ballots: 0, counts: BTreeMap::new() };
        let open = Open { record: record.clone(), key: Key(key), answered: BTreeSet::new(), closing: false };
        self.polls.opening = Some(open);
        self.keep(None, vec![Write::OpenPoll(record)], Effect::PollOpen(asker));
        Ok(Answer::Later)
    }

    pub(super) fn poll_opened(&mut self, asker: Asker) {
        let Some(open) = self.polls.opening.take() else { return };
        let (poll, plan) = (open.record.poll, open.record.plan.clone());
        self.polls.open = Some(open);
        self.answer(asker, Ok(Outcome::PollOpened { poll }));
        let tally = PollTally::default();
        self.tell_all(Event::PollOpened { poll: OpenPoll { poll, plan, answered: false, tally } });
    }

    pub(super) fn poll_not_opened(&mut self, asker: Asker) {
        self.polls.opening = None;
        self.answer(asker, Err(RejectCode::Internal.reject()));
    }

    pub(super) fn poll_answer(&mut self, asker: Asker, poll: PollId, ballot: &Ballot) -> Handled {
        let way = self.people.get(asker.who).map(Person::human).ok_or(RejectCode::NotJoined)?;
        let open = self.polls.taking(poll)?;
        let choices = choices(&open.record.plan, ballot)?;
        let token = open.key.token(way);
        if !open.answered.insert(token) {
            return Err(RejectCode::PollAnswered.into());
        }
        let cast = Cast { poll, who: asker.who, token, choices: choices.clone() };
        self.keep(Some(asker), vec![Write::CountBallot { poll, choices }], Effect::Cast(Box::new(cast)));
        Ok(Answer::Later)
    }

    pub(super) fn cast(&mut self, Cast { poll, who, choices, .. }: Cast) {
        let Some(open) = self.polls.open.as_mut().filter(|open| open.record.poll == poll) else { return };
        open.record.ballots = open.record.ballots.saturating_add(1);
        for choice in choices {
            *open.record.counts.entry(choice).or_default() += 1;
        }
        let note = Live::PollCounts { poll, tally: open.tally() };
        self.tell(who, Event::PollAnswered { poll });
        self.tell_all_live(&note);
    }

    pub(super) fn not_cast(&mut self, Cast { poll, token, .. }: &Cast) {
        if let Some(open) = self.polls.open.as_mut().filter(|open| open.record.poll == *poll) {
            open.answered.remove(token);
        }
    }

    pub(super) fn poll_close(&mut self, asker: Asker, poll: PollId) -> Handled {
        self.polls.taking(poll)?.closing = true;
        self.keep(Some(asker), vec![Write::ClosePoll { poll }], Effect::PollClose(poll));
        Ok(Answer::Later)
    }

    pub(super) fn poll_closed(&mut self, poll: PollId) {
        let Some(open) = self.polls.open.take_if(|open| open.record.poll == poll) else { return };
        let result = result(&open.record);
        self.polls.over.push(open.record);
        self.tell_all(Event::PollClosed { result });
    }

    pub(super) fn poll_not_closed(&mut self, poll: PollId) {
        if let Some(open) = self.polls.open.as_mut().filter(|open| open.record.poll == poll) {
            open.closing = false;
        }
    }
}
