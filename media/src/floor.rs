//! The floor, as far as audio slots go: who always has one, and who may take it all the same.

use koronailta_signaling::ids::PeerId;

use crate::speaker::Rank;

/// Whose the floor is.
#[derive(Debug, Default)]
pub(crate) struct Floor {
    pub(crate) holders: Vec<PeerId>,
    /// Who may speak over them.
    pub(crate) over: Vec<PeerId>,
}

impl Floor {
    /// What somebody of this rank may claim.
    pub(crate) fn claim(&self, peer: PeerId, rank: Rank) -> Claim {
        let speaks = matches!(rank, Rank::Beginning | Rank::Speaking(_));
        let right = match (self.holders.contains(&peer), speaks) {
            (true, true) => Right::HolderSpeaking,
            (true, false) => Right::Holder,
            (false, true) if self.over.contains(&peer) => Right::SpeakingOver,
            (false, _) => Right::Guest,
        };
        Claim { right, rank }
    }
}

/// In one order, so that nothing goes to and fro between three.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum Right {
    Guest,
    /// Silent or not, and be their microphone ever so quiet, they go before guests.
    Holder,
    SpeakingOver,
    HolderSpeaking,
}

/// How much somebody may claim an audio slot; the least gives way first.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) struct Claim {
    right: Right,
    rank: Rank,
}

impl Claim {
    /// Whether the slot of somebody with the claim `seated` may be taken.
    pub(crate) fn takes_from(self, seated: Self) -> bool {
        if self.right == seated.right && self.right != Right::HolderSpeaking {
            return self.rank.takes_from(seated.rank);
        }
        self.right > seated.right
    }
}

#[cfg(test)]
mod tests {
    use koronailta_signaling::ids::Timestamp;

    use super::*;

    const RANKS: [Rank; 4] = [Rank::Absent, Rank::Silent(None), Rank::Beginning, Rank::Speaking(60.0)];

    fn claims() -> Vec<Claim> {
        let [holder, over, guest] = [1, 2, 3].map(|number| PeerId::new(Timestamp(0), [number; 10]));
        let floor = Floor { holders: vec![holder], over: vec![over] };
        [holder, over, guest].into_iter().flat_map(|peer| RANKS.map(|rank| floor.claim(peer, rank))).collect()
    }

    #[test]
    fn nothing_goes_to_and_fro_not_even_between_three() {
        for one in claims() {
            for other in claims().into_iter().filter(|other| one.takes_from(*other)) {
                assert!(!other.takes_from(one), "{one:?} {other:?}");
                for third in claims().into_iter().filter(|third| other.takes_from(*third)) {
                    assert!(!third.takes_from(one), "{one:?} {other:?} {third:?}");
                }
            }
        }
    }

    #[test]
    fn a_holder_gives_way_only_in_silence_and_never_to_a_guest() {
        for seated in claims().into_iter().filter(|claim| claim.right >= Right::Holder) {
            for other in claims() {
                let silent = seated.right == Right::Holder;
                let may = silent && other.right > Right::Guest || seated.right == Right::SpeakingOver;
                assert!(!other.takes_from(seated) || may, "{seated:?} {other:?}");
            }
        }
    }
}
