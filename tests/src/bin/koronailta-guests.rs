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

/// What was said before a turn ended may still be on its way so long.
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
    accepted_out_of_turn: usize,
    last: Option<Round>,
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
    println!("{}", told(&seen, &arguments));
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

fn is_new(seen: &Seen, round: &Round) -> bool {
    seen.turns.last().map(|(_, who)| *who) != Some(speaker(round))
}

async fn play(participant: Participant, arguments: Arguments, deadline: Deadline) -> Seen {
    let name = participant.person.name.clone();
    let mut seen = Seen { name: name.clone(), participant, turns: Vec::new(), accepted_out_of_turn: 0, last: None };
    while !deadline.is_over() {
        let rounds = seen.participant.person.leftover(|event| matches!(event, Event::Round { .. }));
        match rounds.into_iter().next_back() {
            Some(Event::Round { round: Some(round) }) if is_new(&seen, &round) => {
                seen.turns.push((Instant::now(), speaker(&round)));
                seen.last = Some(round);
                if arguments.drops.as_ref() == Some(&name) {
                    seen.participant.person.breaks_off();
                    seen.participant.peer.close().await;
                    return seen;
                }
                turn(&mut seen, arguments.passes.as_ref() == Some(&name)).await;
            }
            Some(Event::Round { round: None }) if !seen.turns.is_empty() => {
                seen.turns.push((Instant::now(), None));
                break;
            }
            _ => {}
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
    } else {
        seen.accepted_out_of_turn += usize::from(switched.is_ok());
    }
}

/// Packets that were heard in their sender's turn, and out of it.
fn heard(of: &Seen, ids: &[ParticipantId]) -> (usize, usize) {
    let (mut within, mut outside) = (0, 0);
    for arrival in of.participant.peer.arrivals().into_values().flatten() {
        let Some(sender) = arrival.mark.and_then(|mark| ids.get(mark.sender as usize)) else { continue };
        let now = of.turns.iter().rev().find(|(since, _)| *since <= arrival.at);
        let soon = of.turns.iter().find(|(since, _)| *since > arrival.at && *since < arrival.at + ON_THE_WAY);
        let before = of.turns.iter().rev().find(|(since, _)| *since + ON_THE_WAY <= arrival.at);
        let may = |turn: Option<&Turn>| turn.and_then(|(_, who)| *who) == Some(*sender);
        // After the round everybody may speak again.
        let over = now.is_some_and(|(_, who)| who.is_none());
        if over || may(now) || may(soon) || may(before) {
            within += usize::from(may(now));
        } else {
            outside += 1;
        }
    }
    (within, outside)
}

fn told(seen: &[Seen], arguments: &Arguments) -> serde_json::Value {
    let ids: Vec<ParticipantId> = seen.iter().map(|one| one.participant.id()).collect();
    let stayed = || seen.iter().filter(|one| arguments.drops.as_ref() != Some(&one.name));
    let first = stayed().next().unwrap();
    let turns = first.turns.windows(2).map(|pair| {
        let length = u64::try_from(pair[1].0.duration_since(pair[0].0).as_millis()).unwrap();
        serde_json::json!({ "speaker": pair[0].1, "ms": length })
    });
    let sums = stayed().map(|one| heard(one, &ids)).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let orders = stayed().map(|one| one.turns.iter().map(|(_, who)| *who).collect::<Vec<_>>());
    let differing =
        orders.filter(|order| *order != first.turns.iter().map(|(_, who)| *who).collect::<Vec<_>>()).count();
    serde_json::json!({
        "turns": turns.collect::<Vec<_>>(),
        "told_otherwise": differing,
        "packets_in_turn": sums.0,
        "packets_out_of_turn": sums.1,
        "accepted_out_of_turn": stayed().map(|one| one.accepted_out_of_turn).sum::<usize>(),
        "passed": first.last.as_ref().map(|round| round.passed.clone()),
    })
}
