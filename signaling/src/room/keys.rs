//! Keys of encrypted scopes: the room counts epochs, carries what the members' clients say to each other, and tells the
//! engine which key ids it may forward. It never has a key.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Room,
    command::{DONE, Handled},
    epoch::{Epoch, Misfit, Progress},
};
use crate::{
    ids::{ParticipantId, PeerId, Timestamp},
    limits,
    media::{Order, Scope},
    timer::Timer,
    wire::{
        Event, RejectCode, Rejection,
        keys::{EpochNumber, KeyEpoch, KeyMember, KeyPrompt, KeyRevealed, KeyShare, SENDERS, Sender, key_id},
    },
};

/// All keys of a room.
#[derive(Debug, Default)]
pub(super) struct Keys {
    last: EpochNumber,
    pub(super) senders: BTreeMap<ParticipantId, Sender>,
    scopes: BTreeMap<Scope, Agreement>,
    /// Scopes whose members have changed since the last look.
    stale: BTreeSet<Scope>,
    /// What the engine was told; peers that are not here were told nothing.
    ordered: BTreeMap<PeerId, Option<Vec<u64>>>,
}

/// What a scope has agreed on, and is agreeing on.
#[derive(Debug)]
struct Agreement {
    /// The newest epoch.
    epoch: Epoch,
    /// What is forwarded of each member.
    accepted: BTreeMap<ParticipantId, Accepted>,
    /// Who came too late and asks for another epoch.
    late: BTreeSet<ParticipantId>,
    /// From when on somebody late may have another one.
    again_from: Timestamp,
}

/// The key ids that are forwarded of somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Accepted {
    /// Known to the engine a round trip before anybody is told to use it: a frame must not come in before the word about its key.
    next: Option<EpochNumber>,
    now: Option<EpochNumber>,
    /// For a short while after the change, for frames that are on their way.
    before: Option<EpochNumber>,
}

impl Agreement {
    /// Why there is another epoch after this one. As long as no key has followed on a removal, who was removed
    /// still has the key in use.
    fn prompt_for(&self, members: &BTreeSet<ParticipantId>) -> KeyPrompt {
        let somebody_went = !self.epoch.members.is_subset(members);
        let pending = !self.epoch.is_used() && self.epoch.prompt == KeyPrompt::Removal;
        if somebody_went || pending { KeyPrompt::Removal } else { KeyPrompt::Join }
    }

    fn new(epoch: Epoch) -> Self {
        Self { epoch, accepted: BTreeMap::new(), late: BTreeSet::new(), again_from: Timestamp::default() }
    }
}

impl Keys {
    /// The key ids that are forwarded of somebody.
    fn accepted(&self, scope: Scope, who: ParticipantId) -> Vec<u64> {
        let Some(&sender) = self.senders.get(&who) else { return Vec::new() };
        let accepted = self.scopes.get(&scope).and_then(|agreement| agreement.accepted.get(&who));
        let epochs = accepted.into_iter().flat_map(|accepted| [accepted.next, accepted.now, accepted.before]).flatten();
        epochs.map(|epoch| key_id(epoch, sender)).collect()
    }

    /// A number that no other participant has had in this evening. None when there are no more.
    fn sender(&mut self, who: ParticipantId) -> Option<Sender> {
        if let Some(&sender) = self.senders.get(&who) {
            return Some(sender);
        }
        let next = u16::try_from(self.senders.len()).ok().filter(|&next| next < SENDERS)?;
        self.senders.insert(who, Sender(next));
        Some(Sender(next))
    }
}

impl Room {
    /// Whether what is said here is encrypted.
    pub(super) fn is_encrypted(&self, scope: Scope) -> bool {
        match scope {
            Scope::Evening => self.settings.evening.encrypted,
            Scope::Group(_) => true,
        }
    }

    /// Somebody came into the scope, or went out of it: the keys there were are not for them. However many move at
    /// once, each scope gets one new epoch, when the room settles.
    pub(super) fn scope_changed(&mut self, scope: Scope) {
        self.keys.stale.insert(scope);
    }

    /// Begins the epochs that are due.
    pub(super) fn settle_keys(&mut self, now: Timestamp) {
        for scope in std::mem::take(&mut self.keys.stale) {
            if self.is_encrypted(scope) {
                self.begin_epoch(now, scope, &BTreeSet::new());
            }
            for who in self.members(scope) {
                self.order_keys(who);
            }
        }
    }

    fn begin_epoch(&mut self, now: Timestamp, scope: Scope, without: &BTreeSet<ParticipantId>) {
        let number = EpochNumber(self.keys.last.0.saturating_add(1));
        self.keys.last = number;
        let asked = |who: &ParticipantId| self.can_encrypt(*who) && !without.contains(who);
        let here: Vec<_> = self.members(scope).into_iter().filter(asked).collect();
        let named = |who| Some(KeyMember { participant: who, sender: self.keys.sender(who)? });
        let members: Vec<_> = here.into_iter().filter_map(named).collect();
        let earlier = self.keys.scopes.remove(&scope);
        if members.is_empty() {
            self.timers.cancel(Timer::Keys(scope));
            self.timers.cancel(Timer::KeyOverlap(scope));
            return;
        }
        let asked: BTreeSet<_> = members.iter().map(|member| member.participant).collect();
        let prompt = earlier.as_ref().map_or(KeyPrompt::Join, |was| was.prompt_for(&asked));
        let mut agreement = Agreement::new(Epoch::new(number, prompt, asked));
        if let Some(was) = earlier {
            agreement.accepted = was.accepted;
            agreement.again_from = was.again_from;
        }
        agreement.accepted.retain(|who, _| agreement.epoch.members.contains(who));
        for accepted in agreement.accepted.values_mut() {
            accepted.next = None;
        }
        self.keys.scopes.insert(scope, agreement);
        self.timers.set(Timer::Keys(scope), now.plus(limits::KEY_PATIENCE_MS));
        let epoch = KeyEpoch { scope: scope.into(), epoch: number, members: members.clone(), prompt };
        // Also those who were left out, so that they can ask for another one.
        for who in self.members(scope) {
            self.tell(who, Event::KeyEpoch { epoch: epoch.clone() });
        }
    }

    /// Nobody is let into an encrypted evening unencrypted.
    pub(super) fn can_enter(&self, e2ee: bool) -> Result<(), Rejection> {
        if self.is_encrypted(Scope::Evening) && !e2ee { Err(RejectCode::EncryptionNeeded.into()) } else { Ok(()) }
    }

    fn can_encrypt(&self, who: ParticipantId) -> bool {
        self.people.get(who).is_some_and(|person| person.e2ee)
    }

    /// Where somebody is, if that is the newest epoch there; epochs of other places are not told from those that never were.
    fn scope_of_epoch(&self, who: ParticipantId, number: EpochNumber) -> Result<Scope, Rejection> {
        let scope = self.scope_of(who);
        let newest = self.keys.scopes.get(&scope).is_some_and(|agreement| agreement.epoch.number == number);
        if newest && self.can_encrypt(who) { Ok(scope) } else { Err(RejectCode::KeyEpochOver.into()) }
    }

    /// Those of the scope who can be reached now: nobody else is waited for.
    fn reachable(&self, scope: Scope) -> BTreeSet<ParticipantId> {
        let connected = |who: &ParticipantId| self.people.get(*who).is_some_and(|person| person.connection.is_some());
        self.members(scope).into_iter().filter(connected).collect()
    }

    pub(super) fn key_commit(
        &mut self,
        now: Timestamp,
        who: ParticipantId,
        epoch: EpochNumber,
        commit: String,
    ) -> Handled {
        bytes::<32>(&commit)?;
        let scope = self.scope_of_epoch(who, epoch)?;
        let awaited = self.reachable(scope);
        let agreement = self.keys.scopes.get_mut(&scope).ok_or(RejectCode::KeyEpochOver)?;
        match agreement.epoch.commit(who, commit, &awaited) {
            Ok(progress) => self.progressed(now, scope, progress),
            Err(Misfit::Unexpected) => return Err(RejectCode::KeyUnexpected.into()),
            Err(Misfit::Late) => {
                agreement.late.insert(who);
                self.begin_for_late(now, scope);
            }
        }
        DONE
    }

    pub(super) fn key_reveal(
        &mut self,
        now: Timestamp,
        who: ParticipantId,
        epoch: EpochNumber,
        public_key: String,
        nonce: String,
    ) -> Handled {
        bytes::<65>(&public_key)?;
        bytes::<16>(&nonce)?;
        let revealed = KeyRevealed { participant: who, public_key, nonce };
        self.key_step(now, who, epoch, |epoch| epoch.reveal(who, revealed))
    }

    pub(super) fn key_shares(
        &mut self,
        now: Timestamp,
        who: ParticipantId,
        epoch: EpochNumber,
        shares: Vec<KeyShare>,
    ) -> Handled {
        limits::KEY_SHARES.check(shares.len())?;
        for share in &shares {
            limits::KEY_SHARE_BYTES.check(share.sealed.len())?;
        }
        let scope = self.scope_of_epoch(who, epoch)?;
        let agreement = self.keys.scopes.get_mut(&scope).ok_or(RejectCode::KeyEpochOver)?;
        let progress = agreement.epoch.share(who).map_err(|_| RejectCode::KeyUnexpected)?;
        let parties = agreement.epoch.parties().cloned().unwrap_or_default();
        for KeyShare { to, sealed } in shares {
            if to != who && parties.contains(&to) {
                self.tell(to, Event::KeyShare { epoch, from: who, sealed });
            }
        }
        self.progressed(now, scope, progress);
        DONE
    }

    pub(super) fn key_ready(&mut self, now: Timestamp, who: ParticipantId, epoch: EpochNumber) -> Handled {
        self.key_step(now, who, epoch, |epoch| epoch.ready(who))
    }

    fn key_step(
        &mut self,
        now: Timestamp,
        who: ParticipantId,
        number: EpochNumber,
        step: impl FnOnce(&mut Epoch) -> Result<Progress, Misfit>,
    ) -> Handled {
        let scope = self.scope_of_epoch(who, number)?;
        let agreement = self.keys.scopes.get_mut(&scope).ok_or(RejectCode::KeyEpochOver)?;
        let progress = step(&mut agreement.epoch).map_err(|_| RejectCode::KeyUnexpected)?;
        self.progressed(now, scope, progress);
        DONE
    }

    /// Patience is over.
    pub(super) fn keys_waited(&mut self, now: Timestamp, scope: Scope) {
        let Some(agreement) = self.keys.scopes.get_mut(&scope) else { return };
        if agreement.epoch.is_used() {
            return self.begin_for_late(now, scope);
        }
        let progress = agreement.epoch.out_of_patience();
        if progress == Progress::Waits {
            // Nobody has said anything yet: whoever does shall not wait for the others for ever.
            self.timers.set(Timer::Keys(scope), now.plus(limits::KEY_PATIENCE_MS));
        }
        self.progressed(now, scope, progress);
    }

    /// Somebody lost the connection: the others need not wait.
    pub(super) fn keys_unreachable(&mut self, now: Timestamp, scope: Scope) {
        let awaited = self.reachable(scope);
        let Some(agreement) = self.keys.scopes.get_mut(&scope) else { return };
        let progress = agreement.epoch.look(&awaited);
        self.progressed(now, scope, progress);
    }

    fn progressed(&mut self, now: Timestamp, scope: Scope, progress: Progress) {
        let Some(agreement) = self.keys.scopes.get(&scope) else { return };
        let epoch = agreement.epoch.number;
        match progress {
            Progress::Waits => {}
            Progress::Committed(commits) => {
                self.timers.set(Timer::Keys(scope), now.plus(limits::KEY_PATIENCE_MS));
                self.tell_parties(scope, &Event::KeyCommits { epoch, commits });
            }
            Progress::Revealed(reveals) => {
                self.timers.set(Timer::Keys(scope), now.plus(limits::KEY_PATIENCE_MS));
                self.expect_keys(scope);
                self.tell_parties(scope, &Event::KeyReveals { epoch, reveals });
            }
            Progress::Use => self.use_keys(now, scope),
            Progress::Broken(silent) => self.begin_without(now, scope, &silent),
        }
    }

    /// If nobody would be left, all are asked again: with no epoch at all nobody could ask for one.
    fn begin_without(&mut self, now: Timestamp, scope: Scope, silent: &BTreeSet<ParticipantId>) {
        let goes_on = self.members(scope).into_iter().any(|who| self.can_encrypt(who) && !silent.contains(&who));
        self.begin_epoch(now, scope, if goes_on { silent } else { const { &BTreeSet::new() } });
    }

    /// The engine shall know the new keys before they are used.
    fn expect_keys(&mut self, scope: Scope) {
        let Some(agreement) = self.keys.scopes.get_mut(&scope) else { return };
        let epoch = agreement.epoch.number;
        let parties = agreement.epoch.parties().cloned().unwrap_or_default();
        for &who in &parties {
            agreement.accepted.entry(who).or_default().next = Some(epoch);
        }
        for who in parties {
            self.order_keys(who);
        }
    }

    fn tell_parties(&mut self, scope: Scope, event: &Event) {
        let Some(agreement) = self.keys.scopes.get(&scope) else { return };
        for who in agreement.epoch.committers() {
            self.tell(who, event.clone());
        }
    }

    /// The new keys are used; the ones before are forwarded a little longer, for frames that are on their way.
    fn use_keys(&mut self, now: Timestamp, scope: Scope) {
        self.timers.cancel(Timer::Keys(scope));
        let Some(agreement) = self.keys.scopes.get_mut(&scope) else { return };
        let epoch = agreement.epoch.number;
        let overlaps = agreement.epoch.prompt == KeyPrompt::Join;
        let parties = agreement.epoch.parties().cloned().unwrap_or_default();
        let earlier = std::mem::take(&mut agreement.accepted);
        let accept = |who: &ParticipantId| {
            let before = earlier.get(who).and_then(|was| was.now).filter(|_| overlaps);
            (*who, Accepted { next: None, now: Some(epoch), before })
        };
        agreement.accepted = parties.iter().map(accept).collect();
        self.tell_parties(scope, &Event::KeyUse { epoch });
        for who in self.members(scope) {
            self.order_keys(who);
        }
        if overlaps {
            self.timers.set(Timer::KeyOverlap(scope), now.plus(limits::KEY_OVERLAP_MS));
        }
        self.begin_for_late(now, scope);
    }

    pub(super) fn key_overlap_over(&mut self, scope: Scope) {
        let Some(agreement) = self.keys.scopes.get_mut(&scope) else { return };
        for accepted in agreement.accepted.values_mut() {
            accepted.before = None;
        }
        for who in self.members(scope) {
            self.order_keys(who);
        }
    }

    /// A new epoch for those who came too late for this one, once it is in use and not too often.
    fn begin_for_late(&mut self, now: Timestamp, scope: Scope) {
        let Some(agreement) = self.keys.scopes.get_mut(&scope) else { return };
        if agreement.late.is_empty() || !agreement.epoch.is_used() {
            return;
        }
        if now < agreement.again_from {
            return self.timers.set(Timer::Keys(scope), agreement.again_from);
        }
        agreement.again_from = now.plus(limits::KEY_AGAIN_MS);
        self.begin_epoch(now, scope, &BTreeSet::new());
    }

    /// Tells the engine what it may forward of somebody's peers, also of one whose offer it has not answered yet.
    pub(super) fn order_keys(&mut self, who: ParticipantId) {
        let scope = self.scope_of(who);
        let key_ids = self.is_encrypted(scope).then(|| self.keys.accepted(scope, who));
        self.order_key_ids(who, key_ids.as_ref());
    }

    /// On the way into an encrypted place, or out of one, nothing of somebody is forwarded: neither what was sealed for the
    /// old place, nor what was not sealed for it.
    pub(super) fn order_no_keys(&mut self, who: ParticipantId) {
        self.order_key_ids(who, Some(&Vec::new()));
    }

    fn order_key_ids(&mut self, who: ParticipantId, key_ids: Option<&Vec<u64>>) {
        let Some(person) = self.people.insider(who) else { return };
        let peers: BTreeSet<_> = person.peer_id().into_iter().chain(person.offering).collect();
        for peer in peers {
            let told = self.keys.ordered.get(&peer).and_then(Option::as_ref);
            if told != key_ids {
                self.keys.ordered.insert(peer, key_ids.cloned());
                self.order(Order::Encrypt { peer, key_ids: key_ids.cloned() });
            }
        }
    }

    /// The engine has forgotten the peer.
    pub(super) fn forget_peer_keys(&mut self, peer: PeerId) {
        self.keys.ordered.remove(&peer);
    }
}

/// Is it base64url (RFC 4648 §5, without padding) of so many bytes?
fn bytes<const N: usize>(text: &str) -> Result<(), Rejection> {
    let letters = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if letters && text.len() == (N * 4).div_ceil(3) { Ok(()) } else { Err(RejectCode::KeyMalformed.into()) }
}
