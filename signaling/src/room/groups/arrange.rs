//! Dividing people into groups. Pure arithmetic on places in a list; the lots are drawn by the entropy that is given.

use crate::room::Entropy;

/// Draws lots: all orders are equally likely, but for what 32 bits cannot divide evenly.
pub(in crate::room) fn shuffle<T>(entropy: &mut dyn Entropy, items: &mut [T]) {
    for end in (1..items.len()).rev() {
        let mut bytes = [0; 4];
        entropy.fill(&mut bytes);
        let drawn = usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(0) % (end + 1);
        items.swap(end, drawn);
    }
}

/// How many groups of about this size: sizes then differ by one at most.
pub(super) fn number_of(people: usize, size: usize) -> usize {
    let size = size.max(1);
    ((people + size / 2) / size).clamp(1, people.max(1))
}

/// Divides a list into so many groups whose sizes differ by one at most.
pub(super) fn divide<T: Clone>(people: &[T], groups: usize) -> Vec<Vec<T>> {
    let groups = groups.clamp(1, people.len().max(1));
    let (least, more) = (people.len() / groups, people.len() % groups);
    let mut rest = people;
    (0..groups)
        .map(|group| {
            let (taken, left) = rest.split_at(least + usize::from(group < more));
            rest = left;
            taken.to_vec()
        })
        .collect()
}

/// Exchanges people between groups as long as that brings fewer together who have met before. `met` says how often
/// two of them have.
pub(super) fn mix<T: Copy>(groups: &mut [Vec<T>], met: impl Fn(T, T) -> u32) {
    /// Each pass makes the sum smaller; in practice four or five are enough.
    const PASSES: usize = 50;
    let cost = |group: &[T], of: usize, without: usize| -> u64 {
        let who = group.get(of);
        let others = group.iter().enumerate().filter(|(at, _)| *at != of && *at != without);
        who.map_or(0, |who| others.map(|(_, other)| u64::from(met(*who, *other))).sum())
    };
    for _ in 0..PASSES {
        let mut better = false;
        for first in 0..groups.len() {
            for second in first + 1..groups.len() {
                better |= exchange(groups, first, second, &cost);
            }
        }
        if !better {
            return;
        }
    }
}

/// Exchanges pairs between two groups where that is better; true if it was.
fn exchange<T: Copy>(
    groups: &mut [Vec<T>],
    first: usize,
    second: usize,
    cost: &impl Fn(&[T], usize, usize) -> u64,
) -> bool {
    let Ok([left, right]) = groups.get_disjoint_mut([first, second]) else { return false };
    let mut better = false;
    for a in 0..left.len() {
        for b in 0..right.len() {
            let before = cost(left, a, usize::MAX) + cost(right, b, usize::MAX);
            std::mem::swap(&mut left[a], &mut right[b]);
            let after = cost(left, a, usize::MAX) + cost(right, b, usize::MAX);
            if after < before {
                better = true;
            } else {
                std::mem::swap(&mut left[a], &mut right[b]);
            }
        }
    }
    better
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sizes_are_about_what_was_wished() {
        let sizes = |people: usize, size| {
            let list: Vec<usize> = (0..people).collect();
            divide(&list, number_of(people, size)).iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(sizes(24, 4), [4, 4, 4, 4, 4, 4]);
        assert_eq!(sizes(7, 4), [4, 3]);
        assert_eq!(sizes(6, 4), [3, 3]);
        assert_eq!(sizes(5, 4), [5]);
        assert_eq!(sizes(1, 4), [1]);
        assert_eq!(sizes(3, 2), [2, 1]);
    }

    #[test]
    fn who_met_last_time_does_not_meet_again_where_that_can_be() {
        // Two groups of three that were together; three groups of two can keep all of them apart.
        let met = |a: usize, b: usize| u32::from(a / 3 == b / 3);
        let mut groups = vec![vec![0, 1], vec![2, 3], vec![4, 5]];
        mix(&mut groups, met);
        assert!(groups.iter().all(|group| met(group[0], group[1]) == 0), "{groups:?}");
    }

    proptest! {
        #[test]
        fn everybody_is_in_exactly_one_group(people in 1_usize..60, wished in 1_usize..30, seed in any::<u64>()) {
            let list: Vec<usize> = (0..people).collect();
            let mut groups = divide(&list, wished);
            let total = |groups: &[Vec<usize>], met: &dyn Fn(usize, usize) -> u32| -> u64 {
                groups.iter().flat_map(|group| {
                    group.iter().enumerate().flat_map(move |(at, a)| group[at + 1..].iter().map(move |b| (*a, *b)))
                }).map(|(a, b)| u64::from(met(a, b))).sum()
            };
            let met = move |a: usize, b: usize| {
                let (a, b) = (a.min(b) as u64, a.max(b) as u64);
                u32::try_from((seed ^ (a * 31 + b * 17)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 62).unwrap_or(0)
            };
            let before = total(&groups, &met);
            let sizes: Vec<_> = groups.iter().map(Vec::len).collect();
            mix(&mut groups, met);
            prop_assert!(total(&groups, &met) <= before);
            prop_assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), sizes.clone());
            prop_assert!(sizes.iter().max().zip(sizes.iter().min()).is_some_and(|(most, least)| most - least <= 1));
            let all: BTreeSet<usize> = groups.into_iter().flatten().collect();
            prop_assert_eq!(all.len(), people);
        }
    }
}
