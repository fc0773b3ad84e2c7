//! Several people before one device: who they are, as they say themselves.

use super::{
    Room,
    command::{DONE, Handled},
};
use crate::{
    ids::ParticipantId,
    limits,
    names::{self, DisplayName},
    wire::seat::Together,
};

impl Room {
    /// Says who sits here together; nobody takes it back. What was said before is replaced.
    pub(super) fn sit_together(&mut self, who: ParticipantId, place: Option<&str>, written: &[String]) -> Handled {
        limits::SEAT_NAMES.check(written.len())?;
        let read = |name: &String| DisplayName::parse(name).map(DisplayName::into_string);
        let names = written.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let place = names::business(place)?;
        let together = (!names.is_empty()).then_some(Together { place, names });
        let Some(person) = self.people.get_mut(who) else { return DONE };
        if person.together != together {
            person.together = together;
            self.tell_seen(who);
        }
        DONE
    }
}
