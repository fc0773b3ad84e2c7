//! How long it takes until a group hears itself.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use koronailta_signaling::wire::{
    Command,
    group::Arrange,
    keys::{KeyScope, SENDERS},
};

use super::Gathering;
use crate::{Deadline, ear::locked, participant::Participant, server::Server};

/// Who has not heard everybody by then never did.
const NEVER: Duration = Duration::from_secs(10);

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// Of each person and move: until all others of the place were heard (in a group), or anybody (in the common room).
    pub waits: Vec<Duration>,
    /// The most answers to offers that somebody got.
    pub offers: usize,
}

/// When each voice of a place was first heard after a moment.
fn first_heard(of: &Participant, scope: KeyScope, since: Instant) -> HashMap<u32, Instant> {
    let epochs = locked(of.person.keyring.as_ref().expect("keys")).epochs.clone();
    let mut first = HashMap::new();
    for arrival in of.peer.arrivals().into_values().flatten().filter(|arrival| arrival.at >= since) {
        let from = arrival.kid.map_or(Some(KeyScope::Evening), |kid| {
            let epoch = epochs.iter().find(|(epoch, _)| u64::from(epoch.0) == kid / u64::from(SENDERS));
            epoch.map(|(_, scope)| *scope)
        });
        if let Some(mark) = arrival.mark.filter(|_| from == Some(scope)) {
            let at = first.entry(mark.sender).or_insert(arrival.at);
            *at = arrival.at.min(*at);
        }
    }
    first
}

fn scope(of: &Participant) -> Option<KeyScope> {
    locked(of.person.keyring.as_ref().expect("keys")).scope()
}

/// How long one has waited for all of their place; nothing as long as somebody is missing.
fn waited(people: &[Participant], who: usize, into_groups: bool, since: Instant) -> Option<Duration> {
    let one = &people[who];
    let here = scope(one).filter(|scope| (*scope != KeyScope::Evening) == into_groups)?;
    let first = first_heard(one, here, since);
    if !into_groups {
        return first.values().min().map(|at| at.duration_since(since));
    }
    let others = people.iter().filter(|other| other.who != one.who && scope(other) == Some(here));
    let heard: Option<Vec<Instant>> = others.map(|other| first.get(&other.who).copied()).collect();
    heard?.into_iter().max().map(|at| at.duration_since(since))
}

async fn everybody(gathering: &Gathering, into_groups: bool, since: Instant, moved: &mut Moved) {
    let deadline = Deadline::after(NEVER);
    for who in 0..gathering.people.len() {
        let wait = loop {
            match waited(&gathering.people, who, into_groups, since) {
                Some(wait) => break wait,
                None if deadline.is_over() => break NEVER,
                None => deadline.pause().await,
            }
        };
        moved.waits.push(wait);
    }
}

/// Everybody is moved into groups of so many and back, so many times.
///
/// # Panics
/// When the groups cannot be opened.
pub async fn moves(server: &Server, people: u32, size: u8, times: usize) -> Moved {
    let mut gathering = Gathering::new(server, people).await;
    let mut moved = Moved::default();
    for _ in 0..times {
        for participant in &gathering.people {
            participant.peer.forget();
        }
        gathering.moderator.done(Command::GroupsArrange { arrange: Arrange::Mixed { size } }).await;
        let since = Instant::now();
        gathering.moderator.done(Command::GroupsOpen { seconds: None }).await;
        everybody(&gathering, true, since, &mut moved).await;
        for participant in &gathering.people {
            participant.peer.forget();
        }
        let since = Instant::now();
        gathering.close().await;
        everybody(&gathering, false, since, &mut moved).await;
    }
    moved.offers = gathering.people.iter().map(Participant::answers_on_the_wire).max().unwrap_or(0);
    gathering.ends().await;
    moved
}
