//! The mood check: one tap, counts only, told once and only if there are enough.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Room,
    command::{DONE, Handled},
    people::{Person, Way},
};
use crate::{
    ids::ParticipantId,
    limits,
    wire::{
        Event, RejectCode,
        mood::{Mood, MoodCheck, MoodCounts, MoodMoment, MoodResult},
    },
};

/// The mood checks of the evening, in memory only.
#[derive(Debug, Default)]
pub(super) struct Moods {
    open: BTreeMap<MoodMoment, Answers>,
    results: BTreeMap<MoodMoment, MoodResult>,
}

/// Counts, and apart from them who has answered.
#[derive(Debug, Default)]
struct Answers {
    counts: MoodCounts,
    answered: BTreeSet<Way>,
}

impl MoodCounts {
    fn add(&mut self, mood: Mood) {
        let count = match mood {
            Mood::Heavy => &mut self.heavy,
            Mood::Low => &mut self.low,
            Mood::Even => &mut self.even,
            Mood::Light => &mut self.light,
            Mood::Bright => &mut self.bright,
        };
        *count = count.saturating_add(1);
    }

    fn total(&self) -> usize {
        [self.heavy, self.low, self.even, self.light, self.bright].into_iter().map(usize::from).sum()
    }

    fn is_heavy(&self) -> bool {
        let hard = usize::from(self.heavy) + usize::from(self.low);
        hard * 100 >= self.total() * limits::MOOD_HEAVY_PERCENT
    }
}

/// Whether somebody is asked at this moment: at the door also who waits.
fn is_asked(person: &Person, moment: MoodMoment) -> bool {
    person.is_inside() || (person.is_waiting() && moment == MoodMoment::Door)
}

impl Room {
    pub(super) fn mood_open(&mut self, moment: MoodMoment) -> Handled {
        // Two counts of nearly the same people would tell what the few between them answered.
        if self.moods.results.get(&moment).is_some_and(|result| result.counts.is_some()) {
            return Err(RejectCode::MoodNotOpen.into());
        }
        if self.moods.open.contains_key(&moment) {
            return DONE;
        }
        self.moods.results.remove(&moment);
        self.moods.open.insert(moment, Answers::default());
        let check = MoodCheck { moment, answered: false };
        self.tell_where(|person| is_asked(person, moment), Event::MoodOpened { check });
        DONE
    }

    pub(super) fn mood_answer(&mut self, who: ParticipantId, moment: MoodMoment, mood: Mood) -> Handled {
        let person = self.people.get(who).filter(|person| is_asked(person, moment));
        let way = person.ok_or(RejectCode::NotAdmitted)?.human();
        let answers = self.moods.open.get_mut(&moment).ok_or(RejectCode::MoodNotOpen)?;
        if !answers.answered.insert(way) {
            return Err(RejectCode::MoodAnswered.into());
        }
        answers.counts.add(mood);
        // For a page that is loaded anew: the replayed question is followed by the word that it was answered.
        self.tell(who, Event::MoodOpened { check: MoodCheck { moment, answered: true } });
        DONE
    }

    pub(super) fn mood_close(&mut self, moment: MoodMoment) -> Handled {
        let Answers { counts, .. } = self.moods.open.remove(&moment).ok_or(RejectCode::MoodNotOpen)?;
        let counts = (counts.total() >= limits::MOOD_ANSWERS).then_some(counts);
        let heavy = counts.is_some_and(|counts| counts.is_heavy());
        let result = MoodResult { moment, counts, heavy };
        self.moods.results.insert(moment, result);
        self.tell_all(Event::MoodClosed { result });
        self.tell_where(|person| person.is_waiting() && is_asked(person, moment), Event::MoodEnded { moment });
        DONE
    }

    pub(super) fn help_offer(&mut self, by: ParticipantId) -> Handled {
        self.tell_all(Event::HelpOffered { by });
        DONE
    }

    /// The checks that are open for somebody.
    pub(super) fn moods_of(&self, person: &Person) -> Vec<MoodCheck> {
        let open = self.moods.open.iter().filter(|(moment, _)| is_asked(person, **moment));
        let way = person.human();
        open.map(|(&moment, answers)| MoodCheck { moment, answered: answers.answered.contains(&way) }).collect()
    }

    pub(super) fn mood_results(&self) -> Vec<MoodResult> {
        self.moods.results.values().copied().collect()
    }

    /// Asks who comes to the lobby.
    pub(super) fn ask_at_the_door(&mut self, who: ParticipantId) {
        let checks = self.people.get(who).map(|person| self.moods_of(person)).unwrap_or_default();
        for check in checks {
            self.tell(who, Event::MoodOpened { check });
        }
    }
}
