//! No face or voice under the wrong name, however often slots are switched.

use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

use koronailta_signaling::{
    ids::{Mid, ParticipantId},
    media::Source,
    wire::live::SlotFill,
};

use super::{Dice, host};
use crate::{
    Deadline,
    ear::Arrival,
    faces::{Judged, judge},
    participant::Participant,
    peer::{Plan, Slots},
    person::Person,
    server::Server,
    socket::Mapping,
};

type Arrivals = HashMap<Mid, Vec<Arrival>>;

const PEOPLE: u32 = 6;
/// Fewer slots than people, so that they are fought over.
const FEW: Slots = Slots { audio: 2, video: 2, stage: false };

/// Random views and random loudness until so many switches have happened.
///
/// # Panics
/// When they do not in time.
pub async fn measure(server: &Server, switches: usize, seed: u64, patience: Duration) -> (Vec<Participant>, Judged) {
    let begun = Instant::now();
    let mut host = host(server, begun).await;
    let mut people = Vec::new();
    for who in 1..=PEOPLE {
        let name = format!("Vieras {who}");
        let (person, _) = Person::enter_through(&mut host.person, &server.links.participant, &name).await;
        let plan = Plan { who, sources: vec![Source::Microphone, Source::Camera], slots: FEW, begun };
        people.push(Participant::connect(person, &plan).await);
    }
    for person in &mut people {
        person.shows(Source::Microphone).await;
        person.shows(Source::Camera).await;
    }
    let ids: Vec<ParticipantId> = people.iter().map(Participant::id).collect();
    let numbers: HashMap<ParticipantId, u32> =
        people.iter().map(|person| (person.id(), person.who)).chain([(host.id(), host.who)]).collect();
    let mut dice = Dice(seed | 1);
    let deadline = Deadline::after(patience);
    let mut judged = Judged::default();
    while judged.switches < switches {
        assert!(!deadline.is_over(), "only {} of {switches} switches in time", judged.switches);
        let mut views = Vec::new();
        for person in &mut people {
            let own = person.id();
            let mut others: Vec<ParticipantId> = ids.iter().copied().filter(|id| *id != own).collect();
            let first = others.swap_remove(dice.roll(others.len()));
            let second = others.swap_remove(dice.roll(others.len()));
            person.person.looks_at(&[first, second]).await;
            views.push([first, second]);
            let level = [5, 30, 127][dice.roll(3)];
            person.peer.is_loud(level);
        }
        // Now and then the view changes again before it has come about.
        if dice.roll(4) > 0 {
            come_about(&people, &views).await;
        }
        judged = all(&people, &everything(&people), &numbers);
    }
    let judged = settled(&people, &numbers).await;
    (people, judged)
}

/// Waits until everybody is told that they see whom they want to see. Under load some of it may take longer than there
/// is patience for; then it goes on as it is.
async fn come_about(people: &[Participant], views: &[[ParticipantId; 2]]) {
    let deadline = Deadline::after(Duration::from_secs(1));
    let sees = |(person, view): (&Participant, &[ParticipantId; 2])| {
        let shown = shown(&person.person.mappings());
        view.iter().all(|wanted| shown.contains(wanted))
    };
    while !people.iter().zip(views).all(sees) && !deadline.is_over() {
        deadline.pause().await;
    }
}

/// Whose pictures the slots carry, by the newest words about them.
fn shown(mappings: &[Mapping]) -> HashSet<ParticipantId> {
    let newest: HashMap<&Mid, Option<SlotFill>> = mappings.iter().map(|mapping| (&mapping.mid, mapping.fill)).collect();
    newest.into_values().flatten().filter(|fill| fill.source == Source::Camera).map(|fill| fill.participant).collect()
}

/// What has arrived by now, judged when the words about it have arrived too: those about the newest packets may still
/// be on their way. What is wrong then stays wrong, for no word is ever taken back.
async fn settled(people: &[Participant], numbers: &HashMap<ParticipantId, u32>) -> Judged {
    let arrived = everything(people);
    let deadline = Deadline::usual();
    loop {
        let judged = all(people, &arrived, numbers);
        if judged.wrong == 0 || deadline.is_over() {
            return judged;
        }
        deadline.pause().await;
    }
}

fn everything(people: &[Participant]) -> Vec<Arrivals> {
    people.iter().map(|person| person.peer.arrivals()).collect()
}

/// Everybody's packets against everybody's mappings.
fn all(people: &[Participant], arrived: &[Arrivals], numbers: &HashMap<ParticipantId, u32>) -> Judged {
    let mut sum = Judged::default();
    for (person, arrivals) in people.iter().zip(arrived) {
        let judged = judge(arrivals, &person.person.mappings(), numbers);
        sum.switches += judged.switches;
        sum.attributed += judged.attributed;
        sum.blank += judged.blank;
        sum.wrong += judged.wrong;
        sum.pictures_ahead += judged.pictures_ahead;
        sum.voices_ahead += judged.voices_ahead;
        sum.longest_lead = sum.longest_lead.max(judged.longest_lead);
        sum.verdicts.extend(judged.verdicts);
    }
    sum
}
