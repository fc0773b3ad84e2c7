//! Who receives what: from each publication to the slots that carry it or wait for it.

use std::collections::{BTreeMap, HashMap};

use koronailta_signaling::{ids::PeerId, media::Publication};

use crate::peer::Peer;

/// A slot of a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) receiver: PeerId,
    pub(crate) slot: usize,
}

/// The index from publications to slots. It is derived from the slots and made anew when one of them changed.
#[derive(Debug, Default)]
pub(crate) struct Router {
    targets: HashMap<Publication, Vec<Target>>,
    stale: bool,
}

impl Router {
    /// Some slot changed.
    pub(crate) fn invalidate(&mut self) {
        self.stale = true;
    }

    /// The slots for a packet of the publication, appended to `found`.
    pub(crate) fn find(&mut self, peers: &BTreeMap<PeerId, Peer>, publication: Publication, found: &mut Vec<Target>) {
        if self.stale {
            self.rebuild(peers);
        }
        found.extend(self.targets.get(&publication).into_iter().flatten());
    }

    fn rebuild(&mut self, peers: &BTreeMap<PeerId, Peer>) {
        self.stale = false;
        for targets in self.targets.values_mut() {
            targets.clear();
        }
        for (receiver, peer) in peers {
            for (slot, state) in peer.slots.iter().enumerate() {
                let target = Target { receiver: *receiver, slot };
                let carried = state.carried();
                let wanted = state.wanted().filter(|wanted| Some(*wanted) != carried);
                for publication in carried.into_iter().chain(wanted) {
                    self.targets.entry(publication).or_default().push(target);
                }
            }
        }
        self.targets.retain(|_, targets| !targets.is_empty());
    }
}
