//! One epoch of an encrypted scope: who has committed, revealed, handed out and taken keys. It knows no clock: the room
//! says when patience is over.
//!
//! What is safe when somebody does not keep up:
//! - *No commitment.* Nothing is known of anybody yet, so the others go on without them.
//! - *Committed, not revealed.* The set of keys must be exactly the set of commitments. If some could be left out after others
//!   have revealed, a server that made up members could try all their subsets until the words came out alike, and each
//!   made-up member would cost the words a bit. So the epoch is given up, and begun anew without whoever fell silent.
//! - *No share, no "ready".* Whoever is slow is not heard, or does not hear; nothing is revealed by going on.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    ids::ParticipantId,
    wire::keys::{EpochNumber, KeyCommitment, KeyPrompt, KeyRevealed},
};

/// An epoch.
#[derive(Debug)]
pub(super) struct Epoch {
    pub(super) number: EpochNumber,
    pub(super) prompt: KeyPrompt,
    /// Who is asked.
    pub(super) members: BTreeSet<ParticipantId>,
    phase: Phase,
}

#[derive(Debug)]
enum Phase {
    Committing(BTreeMap<ParticipantId, String>),
    Revealing { commits: BTreeSet<ParticipantId>, reveals: BTreeMap<ParticipantId, KeyRevealed> },
    Sharing { parties: BTreeSet<ParticipantId>, shared: BTreeSet<ParticipantId>, ready: BTreeSet<ParticipantId> },
    Used { parties: BTreeSet<ParticipantId> },
}

/// What the epoch has come to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// It waits for more.
    Waits,
    /// Everybody who is in it has committed.
    Committed(Vec<KeyCommitment>),
    /// Everybody's key is known.
    Revealed(Vec<KeyRevealed>),
    /// The keys may be used.
    Use,
    /// These had committed and fell silent; it must begin anew without them.
    Broken(BTreeSet<ParticipantId>),
}

/// A word that does not fit.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// Said already, or before its turn, or by somebody who is not in it.
    Unexpected,
    /// A commitment after the others have gone on, or by somebody who was left out.
    Late,
}

impl Epoch {
    pub(super) fn new(number: EpochNumber, prompt: KeyPrompt, members: BTreeSet<ParticipantId>) -> Self {
        Self { number, prompt, members, phase: Phase::Committing(BTreeMap::new()) }
    }

    /// Who has keys in this epoch, as far as that is settled.
    pub(super) fn parties(&self) -> Option<&BTreeSet<ParticipantId>> {
        match &self.phase {
            Phase::Sharing { parties, .. } | Phase::Used { parties } => Some(parties),
            Phase::Committing(_) | Phase::Revealing { .. } => None,
        }
    }

    pub(super) fn is_used(&self) -> bool {
        matches!(self.phase, Phase::Used { .. })
    }

    /// `awaited` are the members who can be reached now.
    pub(super) fn commit(
        &mut self,
        who: ParticipantId,
        commit: String,
        awaited: &BTreeSet<ParticipantId>,
    ) -> Result<Progress, Misfit> {
        if !self.members.contains(&who) {
            return Err(Misfit::Late);
        }
        let in_it = |set: &BTreeSet<ParticipantId>| set.contains(&who);
        match &mut self.phase {
            Phase::Committing(commits) if !commits.contains_key(&who) => {
                commits.insert(who, commit);
                Ok(self.look(awaited))
            }
            Phase::Committing(_) => Err(Misfit::Unexpected),
            Phase::Revealing { commits, .. } => Err(if in_it(commits) { Misfit::Unexpected } else { Misfit::Late }),
            Phase::Sharing { parties, .. } | Phase::Used { parties } => {
                Err(if in_it(parties) { Misfit::Unexpected } else { Misfit::Late })
            }
        }
    }

    pub(super) fn reveal(&mut self, who: ParticipantId, revealed: KeyRevealed) -> Result<Progress, Misfit> {
        match &mut self.phase {
            Phase::Revealing { commits, reveals } if commits.contains(&who) && !reveals.contains_key(&who) => {
                reveals.insert(who, revealed);
                if reveals.len() < commits.len() {
                    return Ok(Progress::Waits);
                }
                let all = std::mem::take(reveals).into_values().collect();
                let parties = std::mem::take(commits);
                self.phase = Phase::Sharing { parties, shared: BTreeSet::new(), ready: BTreeSet::new() };
                Ok(Progress::Revealed(all))
            }
            _ => Err(Misfit::Unexpected),
        }
    }

    /// Somebody hands out their key. Also late: then they are heard from then on.
    pub(super) fn share(&mut self, who: ParticipantId) -> Result<Progress, Misfit> {
        match &mut self.phase {
            Phase::Sharing { parties, shared, .. } if parties.contains(&who) && !shared.contains(&who) => {
                shared.insert(who);
                let all = shared.len() == parties.len();
                // After a removal nobody waits for acknowledgements: what is said is not for who has gone.
                Ok(if all && self.prompt == KeyPrompt::Removal { self.used() } else { Progress::Waits })
            }
            Phase::Used { parties } if parties.contains(&who) => Ok(Progress::Waits),
            _ => Err(Misfit::Unexpected),
        }
    }

    pub(super) fn ready(&mut self, who: ParticipantId) -> Result<Progress, Misfit> {
        match &mut self.phase {
            Phase::Sharing { parties, ready, .. } if parties.contains(&who) => {
                ready.insert(who);
                let all = ready.len() == parties.len();
                Ok(if all { self.used() } else { Progress::Waits })
            }
            Phase::Used { parties } if parties.contains(&who) => Ok(Progress::Waits),
            _ => Err(Misfit::Unexpected),
        }
    }

    /// Nobody is waited for any longer.
    pub(super) fn out_of_patience(&mut self) -> Progress {
        match &mut self.phase {
            Phase::Committing(commits) if commits.is_empty() => Progress::Waits,
            Phase::Committing(_) => self.committed(),
            Phase::Revealing { commits, reveals } => {
                Progress::Broken(commits.iter().filter(|who| !reveals.contains_key(who)).copied().collect())
            }
            Phase::Sharing { .. } => self.used(),
            Phase::Used { .. } => Progress::Waits,
        }
    }

    /// Somebody can no longer be reached, or again: perhaps nobody is missing now.
    pub(super) fn look(&mut self, awaited: &BTreeSet<ParticipantId>) -> Progress {
        match &self.phase {
            Phase::Committing(commits)
                if !commits.is_empty() && self.members.intersection(awaited).all(|who| commits.contains_key(who)) =>
            {
                self.committed()
            }
            _ => Progress::Waits,
        }
    }

    fn committed(&mut self) -> Progress {
        let Phase::Committing(commits) = &mut self.phase else { return Progress::Waits };
        let commits = std::mem::take(commits);
        self.phase = Phase::Revealing { commits: commits.keys().copied().collect(), reveals: BTreeMap::new() };
        let list = |(participant, commit)| KeyCommitment { participant, commit };
        Progress::Committed(commits.into_iter().map(list).collect())
    }

    fn used(&mut self) -> Progress {
        if let Phase::Sharing { parties, .. } = &mut self.phase {
            self.phase = Phase::Used { parties: std::mem::take(parties) };
        }
        Progress::Use
    }

    /// Who has committed, while reveals are awaited: only they are told.
    pub(super) fn committers(&self) -> BTreeSet<ParticipantId> {
        match &self.phase {
            Phase::Committing(commits) => commits.keys().copied().collect(),
            Phase::Revealing { commits, .. } => commits.clone(),
            Phase::Sharing { parties, .. } | Phase::Used { parties } => parties.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn who(number: u128) -> ParticipantId {
        ParticipantId(Uuid::from_u128(number))
    }

    fn people(numbers: &[u128]) -> BTreeSet<ParticipantId> {
        numbers.iter().copied().map(who).collect()
    }

    fn epoch(prompt: KeyPrompt) -> Epoch {
        Epoch::new(EpochNumber(1), prompt, people(&[1, 2, 3]))
    }

    fn key(number: u128) -> KeyRevealed {
        KeyRevealed { participant: who(number), public_key: String::new(), nonce: String::new() }
    }

    fn all_committed(epoch: &mut Epoch) {
        let all = people(&[1, 2, 3]);
        assert_eq!(epoch.commit(who(1), "a".into(), &all), Ok(Progress::Waits));
        assert_eq!(epoch.commit(who(1), "b".into(), &all), Err(Misfit::Unexpected), "bound is bound");
        assert_eq!(epoch.commit(who(4), "x".into(), &all), Err(Misfit::Late), "not asked this time");
        assert_eq!(epoch.commit(who(2), "b".into(), &all), Ok(Progress::Waits));
        assert!(matches!(epoch.commit(who(3), "c".into(), &all), Ok(Progress::Committed(list)) if list.len() == 3));
    }

    #[test]
    fn nobody_reveals_before_all_have_committed() {
        let mut epoch = epoch(KeyPrompt::Join);
        assert_eq!(epoch.reveal(who(1), key(1)), Err(Misfit::Unexpected));
        all_committed(&mut epoch);
        assert_eq!(epoch.reveal(who(1), key(1)), Ok(Progress::Waits));
        assert_eq!(epoch.reveal(who(1), key(1)), Err(Misfit::Unexpected));
        assert_eq!(epoch.share(who(1)), Err(Misfit::Unexpected));
        assert_eq!(epoch.reveal(who(2), key(2)), Ok(Progress::Waits));
        assert!(matches!(epoch.reveal(who(3), key(3)), Ok(Progress::Revealed(list)) if list.len() == 3));
    }

    #[test]
    fn the_key_is_used_when_all_are_ready_or_patience_is_over() {
        for patient in [true, false] {
            let mut epoch = epoch(KeyPrompt::Join);
            all_committed(&mut epoch);
            for number in 1..=3 {
                epoch.reveal(who(number), key(number)).expect("in order");
            }
            assert_eq!(epoch.share(who(1)), Ok(Progress::Waits));
            assert_eq!(epoch.share(who(1)), Err(Misfit::Unexpected), "one key each");
            assert_eq!(epoch.ready(who(1)), Ok(Progress::Waits));
            assert_eq!(epoch.ready(who(2)), Ok(Progress::Waits));
            let last = if patient { epoch.ready(who(3)) } else { Ok(epoch.out_of_patience()) };
            assert_eq!(last, Ok(Progress::Use));
            assert!(epoch.is_used());
            assert_eq!(epoch.share(who(2)), Ok(Progress::Waits), "a late key is still handed on");
        }
    }

    #[test]
    fn after_a_removal_no_acknowledgement_is_awaited() {
        let mut epoch = epoch(KeyPrompt::Removal);
        all_committed(&mut epoch);
        for number in 1..=3 {
            epoch.reveal(who(number), key(number)).expect("in order");
        }
        assert_eq!(epoch.share(who(1)), Ok(Progress::Waits));
        assert_eq!(epoch.share(who(2)), Ok(Progress::Waits));
        assert_eq!(epoch.share(who(3)), Ok(Progress::Use));
    }

    #[test]
    fn who_does_not_commit_is_left_out_and_who_does_not_reveal_breaks_the_epoch() {
        let all = people(&[1, 2, 3]);
        let mut epoch = epoch(KeyPrompt::Join);
        assert_eq!(epoch.out_of_patience(), Progress::Waits, "nobody to go on with");
        epoch.commit(who(1), "a".into(), &all).expect("in order");
        epoch.commit(who(2), "b".into(), &all).expect("in order");
        assert!(matches!(epoch.out_of_patience(), Progress::Committed(list) if list.len() == 2));
        assert_eq!(epoch.commit(who(3), "c".into(), &all), Err(Misfit::Late));
        epoch.reveal(who(1), key(1)).expect("in order");
        assert_eq!(epoch.out_of_patience(), Progress::Broken(people(&[2])));
    }

    #[test]
    fn who_cannot_be_reached_is_not_awaited() {
        let mut epoch = epoch(KeyPrompt::Join);
        epoch.commit(who(1), "a".into(), &people(&[1, 2, 3])).expect("in order");
        epoch.commit(who(2), "b".into(), &people(&[1, 2, 3])).expect("in order");
        assert!(matches!(epoch.look(&people(&[1, 2])), Progress::Committed(list) if list.len() == 2));
    }
}
