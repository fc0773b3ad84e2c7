//! What reached whom, against where they were told to be.
//!
//! A sealed packet names its epoch, and an epoch belongs to one group. A packet is outside if its receiver is not in that group when
//! it arrives. To somebody who left a moment ago it may still be on its way, much shorter if it is sealed for an epoch that they
//! were not in: what is sealed after they went must not come at all. And a packet may overtake the word by which one is moved. The written words have one order for each receiver, so
//! there is no such allowance for them.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use koronailta_signaling::{
    ids::MessageId,
    wire::{
        Event, ServerMessage,
        group::{GroupMessage, Place},
        keys::{EpochNumber, KeyScope, SENDERS},
    },
};

use crate::{
    e2ee::keyring::Told,
    ear::{Arrival, locked},
    participant::Participant,
};

/// Packets are on their way, and wait to be read here, no longer than this.
const ON_THE_WAY: Duration = Duration::from_millis(500);
/// Those that their receiver cannot open: under a key from before they came, or from after they went.
const UNREADABLE_ON_THE_WAY: Duration = Duration::from_millis(50);

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// What was outside, in words; the first ones.
    pub found: Vec<String>,
    /// Packets that were looked at.
    pub packets: usize,
    /// Of these, sealed ones.
    pub sealed: usize,
    /// From a group in which the receiver was not.
    pub outside: usize,
    /// From the place that the receiver had just left, or was about to be told of.
    pub late: usize,
    /// Written messages that arrived.
    pub messages: usize,
    /// In a place where they were not written.
    pub messages_outside: usize,
    /// The most answers to offers that somebody got.
    pub offers: usize,
}

impl Judged {
    fn note(&mut self, words: String) {
        if self.found.len() < 20 {
            self.found.push(words);
        }
    }
}

/// Where somebody was when a packet arrived, seen from where it was said.
enum Stood {
    There,
    /// The server had moved them; the word about it was slower than the packet.
    AlmostThere,
    /// So long ago.
    Left(Duration),
    Elsewhere,
}

/// What is kept of somebody until the end.
#[derive(Debug)]
pub(crate) struct Record {
    told: Vec<Told>,
    epochs: BTreeMap<EpochNumber, KeyScope>,
    arrivals: Vec<Arrival>,
    raw: Vec<String>,
    offers: usize,
}

impl Record {
    pub(crate) fn of(participant: &Participant) -> Self {
        let ring = locked(participant.person.keyring.as_ref().expect("they can encrypt"));
        Self {
            told: ring.told.clone(),
            epochs: ring.epochs.clone(),
            arrivals: participant.peer.arrivals().into_values().flatten().collect(),
            raw: participant.person.ever_heard(),
            offers: participant.answers_on_the_wire(),
        }
    }

    fn stood(&self, scope: KeyScope, arrival: &Arrival) -> Stood {
        let mut stood = Stood::Elsewhere;
        for (index, told) in self.told.iter().enumerate().filter(|(_, told)| told.scope == scope) {
            let until = self.told.get(index + 1).map(|next| next.at);
            if told.at <= arrival.at && until.is_none_or(|until| arrival.at < until) {
                return Stood::There;
            }
            if told.at > arrival.at && told.at <= arrival.at + ON_THE_WAY {
                stood = Stood::AlmostThere;
            } else if let Some(until) = until.filter(|until| told.at <= arrival.at && arrival.at < *until + ON_THE_WAY)
            {
                stood = Stood::Left(arrival.at.duration_since(until));
            }
        }
        stood
    }

    fn packets(&self, epochs: &HashMap<EpochNumber, KeyScope>, judged: &mut Judged) {
        for arrival in self.arrivals.iter().filter(|arrival| arrival.kid.is_some() || arrival.mark.is_some()) {
            judged.packets += 1;
            let epoch = arrival.kid.map(|kid| EpochNumber(u32::try_from(kid / u64::from(SENDERS)).unwrap_or(0)));
            judged.sealed += usize::from(epoch.is_some());
            let scope = epoch.map_or(Some(KeyScope::Evening), |epoch| epochs.get(&epoch).copied());
            let told_of_it = epoch.is_none_or(|epoch| self.epochs.contains_key(&epoch));
            match scope.map(|scope| self.stood(scope, arrival)) {
                Some(Stood::There) => {}
                Some(Stood::AlmostThere) => judged.late += 1,
                Some(Stood::Left(ago)) if told_of_it || ago < UNREADABLE_ON_THE_WAY => judged.late += 1,
                _ => {
                    judged.outside += 1;
                    judged.note(format!("{epoch:?} {scope:?} {told_of_it} {arrival:?} {:?}", self.told));
                }
            }
        }
    }

    fn messages(&self, written: &HashMap<MessageId, KeyScope>, judged: &mut Judged) {
        let mut scope = KeyScope::Evening;
        let mut look = |scope: KeyScope, message: &GroupMessage| {
            judged.messages += 1;
            judged.messages_outside += usize::from(written.get(&message.id) != Some(&scope));
        };
        let scope_of = |place: &Place| match &place.group {
            Some(group) => KeyScope::Group { group: group.name.id },
            None => KeyScope::Evening,
        };
        for text in &self.raw {
            let Ok(ServerMessage::Event { event, .. }) = serde_json::from_str(text) else { continue };
            let place = match &*event {
                Event::Welcome(welcome) => Some(&welcome.place),
                Event::Placed(placed) => Some(&placed.place),
                Event::GroupPosted { message } => {
                    look(scope, message);
                    None
                }
                _ => None,
            };
            if let Some(place) = place {
                scope = scope_of(place);
                place.chat.iter().for_each(|message| look(scope, message));
            }
        }
    }
}

/// Judges everything that reached anybody.
pub(crate) fn judge(records: &[Record], written: &HashMap<MessageId, KeyScope>) -> Judged {
    let mut judged = Judged::default();
    let epochs = records.iter().flat_map(|record| &record.epochs).map(|(epoch, scope)| (*epoch, *scope)).collect();
    for record in records {
        record.packets(&epochs, &mut judged);
        record.messages(written, &mut judged);
        judged.offers = judged.offers.max(record.offers);
    }
    judged
}
