//! What people compare aloud.

use aws_lc_rs::digest::{SHA256, digest};
use koronailta_signaling::wire::keys::{EpochNumber, KeyRevealed};

use super::from_base64;

/// Four numbers of four digits from what all members have revealed; none if that is malformed.
#[must_use]
pub fn words(epoch: EpochNumber, reveals: &[KeyRevealed]) -> Option<[u16; 4]> {
    let mut sorted: Vec<_> = reveals.iter().map(|revealed| (revealed.participant.to_string(), revealed)).collect();
    sorted.sort_by(|one, other| one.0.cmp(&other.0));
    let mut whole = b"koronailta words".to_vec();
    whole.extend(epoch.0.to_be_bytes());
    for (participant, revealed) in sorted {
        whole.extend(participant.as_bytes());
        whole.extend(from_base64(&revealed.public_key)?);
        whole.extend(from_base64(&revealed.nonce)?);
    }
    let hash = digest(&SHA256, &whole);
    // The hash as one number, modulo 10^16.
    const DIGITS: u128 = 10_u128.pow(16);
    let mut rest = hash.as_ref().iter().fold(0_u128, |rest, byte| (rest << 8 | u128::from(*byte)) % DIGITS);
    let mut groups = [0; 4];
    for group in groups.iter_mut().rev() {
        *group = u16::try_from(rest % 10_000).expect("four digits");
        rest /= 10_000;
    }
    Some(groups)
}
