//! People of a round who do as they please: all of them send all the time and try to switch on out of turn, one passes, one is lost.
//!
//! `koronailta-guests --link URL` joins with all of them, waits for a round and its end, and prints one line of JSON: the turns as they were
//! told, and what was heard in them.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program prints, and fails aloud")]

use std::time::{Duration, Instant};

use clap::Parser;
use koronailta_signaling::{
    ids::ParticipantId,
    media::Source,
    wire::{
        Command, Event,
        round::{Round, RoundPhase},
    },
};
use koronailta_tests::{Deadline, measure::groups::voice_plan, participant::Participant, person::Person};

/// What was said may be so far off the moment at which a listener was told of the turn.
const ON_THE_WAY: Duration = Duration::from_millis(500);

/// People of a round who do as they please
#[derive(Clone, Debug, Parser)]
struct Arguments {
    /// The link they join by
    #[arg(long)]
    link: String,
    /// Their names
    #[arg(long, value_delimiter = ',')]
    names: Vec<String>,
    /// Who passes
    #[arg(long)]
    passes: Option<String>,
    /// Who is lost in the first turn and does not come back
    #[arg(long)]
    drops: Option<String>,
    /// At most so many seconds
    #[arg(long, default_value_t = 300)]
    seconds: u64,
}

/// Since when who had the word.
type Turn = (Instant, Option<ParticipantId>);

/// What one of them saw.
struct Seen {
    name: String,
    participant: Participant,
    turns: Vec<Turn>,
    /// Whose turn they took it for when they were let speak though it was not theirs.
    accepted_out_of_turn: Vec<Option<ParticipantId>>,
    last: Option<Round>,
    /// So many words about rounds have been taken note of.
    read: usize,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    let deadline = Deadline::after(Duration::from_secs(arguments.seconds));
    let begun = Instant::now();
    let mut joined = Vec::new();
    for name in &arguments.names {
        let person = Person::join_sealed(&arguments.link, name).await;
        while person.leftover(|event| matches!(event, Event::Welcome(_))).is_empty() {
            assert!(!deadline.is_over(), "nobody lets {name} in");
            deadline.pause().await;
        }
        let who = u32::try_from(joined.len()).unwrap();
        let participant = Participant::connect(person, &voice_plan(who, begun)).await;
        participant.peer.sends(Source::Microphone, true);
        joined.push(participant);
    }
    let plays = joined.into_iter().map(|participant| tokio::spawn(play(participant, arguments.clone(), deadline)));
    let mut seen = Vec::new();
    for play in plays.collect::<Vec<_>>() {
        seen.push(play.await.unwrap());
    }
    println!("{}", told(&seen, &arguments, begun));
    for mut one in seen {
        one.participant.peer.close().await;
    }
}

fn speaker(round: &Round) -> Option<ParticipantId> {
    match round.phase {
        RoundPhase::Speaking { speaker, .. } => Some(speaker),
        RoundPhase::Paused { speaker, .. } => speaker,
        RoundPhase::Choosing { .. } => None,
    }
}

/// What has come of an evening's round since it was looked at last.
enum News {
    Nothing,
    Turn,
    Over,
}

/// Takes note of every word, in order: a turn of somebody who passes at once may be over before anybody looks.
fn take_note(seen: &mut Seen) -> News {
    let told = seen.participant.person.leftover(|event| matches!(event, Event::Round { .. }));
    let mut news = News::Nothing;
    for event in told.into_iter().skip(seen.read) {
        seen.read += 1;
        let Event::Round { round } = event else { continue };
        let Some(round) = round else {
            if seen.turns.is_empty() {
                continue;
            }
            seen.turns.push((Instant::now(), None));
            return News::Over;
        };
        if seen.turns.last().map(|(_, who)| *who) != Some(speaker(&round)) {
            seen.turns.push((Instant::now(), speaker(&round)));
            seen.last = Some(round);
            news = News::Turn;
        }
    }
    news
}

async fn play(participant: Participant, arguments: Arguments, deadline: Deadline) -> Seen {
    let name = participant.person.name.clone();
    let mut seen = Seen {
        name: name.clone(),
        participant,
        turns: Vec::new(),
        accepted_out_of_turn: Vec::new(),
        last: None,
        read: 0,
    };
    while !deadline.is_over() {
        match take_note(&mut seen) {
            News::Nothing => {}
            News::Over => break,
            News::Turn if arguments.drops.as_ref() == Some(&name) => {
                seen.participant.person.breaks_off();
                seen.participant.peer.close().await;
                return seen;
            }
            News::Turn => turn(&mut seen, arguments.passes.as_ref() == Some(&name)).await,
        }
        deadline.pause().await;
    }
    seen
}

/// Speaks in the own turn, and tries to in others'.
async fn turn(seen: &mut Seen, passes: bool) {
    let person = &mut seen.participant.person;
    let own = seen.turns.last().and_then(|(_, who)| *who) == Some(person.id);
    if own && passes {
        person.done(Command::RoundPass).await;
        return;
    }
    let switched = person.socket.ask(Command::Publish { source: Source::Microphone, on: true }).await;
    if own {
        switched.unwrap_or_else(|rejection| panic!("{} cannot speak: {rejection:?}", person.name));
    } else if switched.is_ok() && !has_the_word_now(person) {
        seen.accepted_out_of_turn.push(seen.turns.last().and_then(|(_, who)| *who));
    }
}

/// Whether the turn came while they asked: the server tells of it before it answers.
fn has_the_word_now(person: &Person) -> bool {
    let rounds = person.leftover(|event| matches!(event, Event::Round { .. }));
    matches!(rounds.last(), Some(Event::Round { round: Some(round) }) if speaker(round) == Some(person.id))
}

/// What one of them heard.
struct Heard {
    /// Packets that were said in their sender's turn.
    within: usize,
    /// Of every packet that was not: the sender, and whose turn it was since how many milliseconds.
    outside: Vec<(ParticipantId, Option<(ParticipantId, u128)>)>,
    /// The longest that a packet was on its way. A machine that is too busy reads late what arrived long ago.
    longest: Duration,
}

/// Judged by when each packet was said: that one is not heard who says something out of turn.
fn heard(of: &Seen, ids: &[ParticipantId], begun: Instant) -> Heard {
    let mut heard = Heard { within: 0, outside: Vec::new(), longest: Duration::ZERO };
    for arrival in of.participant.peer.arrivals().into_values().flatten() {
        let Some(mark) = arrival.mark else { continue };
        let Some(sender) = ids.get(mark.sender as usize) else { continue };
        let said = begun + Duration::from_micros(mark.written);
        heard.longest = heard.longest.max(arrival.at.saturating_duration_since(said));
        let now = of.turns.iter().rev().find(|(since, _)| *since <= said);
        let next = |at: usize| of.turns.get(at + 1).map(|(since, _)| *since);
        let about = |(at, (since, _)): &(usize, &Turn)| {
            *since <= said + ON_THE_WAY && next(*at).is_none_or(|next| said <= next + ON_THE_WAY)
        };
        let may = of.turns.iter().enumerate().filter(about).any(|(_, (_, who))| *who == Some(*sender));
        // After the round everybody may speak again.
        let over = now.is_some_and(|(_, who)| who.is_none());
        if over || may {
            heard.within += usize::from(may);
        } else {
            let turn = now.and_then(|(since, who)| Some(((*who)?, said.duration_since(*since).as_millis())));
            heard.outside.push((*sender, turn));
        }
    }
    heard
}

fn told(seen: &[Seen], arguments: &Arguments, begun: Instant) -> serde_json::Value {
    let ids: Vec<ParticipantId> = seen.iter().map(|one| one.participant.id()).collect();
    let stayed = || seen.iter().filter(|one| arguments.drops.as_ref() != Some(&one.name));
    let first = stayed().next().unwrap();
    let turns = first.turns.windows(2).map(|pair| {
        let length = u64::try_from(pair[1].0.duration_since(pair[0].0).as_millis()).unwrap();
        serde_json::json!({ "speaker": pair[0].1, "ms": length })
    });
    let ears: Vec<_> = stayed().map(|one| (one, heard(one, &ids, begun))).collect();
    let examples = ears.iter().flat_map(|(one, heard)| {
        let ends = heard.outside.first().into_iter().chain(heard.outside.last());
        ends.map(|packet| serde_json::json!({ "listener": one.name, "packet": packet }))
    });
    let orders = stayed().map(|one| one.turns.iter().map(|(_, who)| *who).collect::<Vec<_>>());
    let differing =
        orders.filter(|order| *order != first.turns.iter().map(|(_, who)| *who).collect::<Vec<_>>()).count();
    serde_json::json!({
        "turns": turns.collect::<Vec<_>>(),
        "told_otherwise": differing,
        "packets_in_turn": ears.iter().map(|(_, heard)| heard.within).sum::<usize>(),
        "packets_out_of_turn": ears.iter().map(|(_, heard)| heard.outside.len()).sum::<usize>(),
        "longest_on_the_way_ms": ears.iter().map(|(_, heard)| heard.longest.as_millis()).collect::<Vec<_>>(),
        "examples_out_of_turn": examples.collect::<Vec<_>>(),
        "accepted_out_of_turn": stayed().map(|one| one.accepted_out_of_turn.len()).sum::<usize>(),
        "taken_for": stayed().flat_map(|one| one.accepted_out_of_turn.iter().map(move |whose| (&one.name, whose))).collect::<Vec<_>>(),
        "passed": first.last.as_ref().map(|round| round.passed.clone()),
    })
}
