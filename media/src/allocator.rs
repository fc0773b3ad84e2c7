//! Sharing a receiver's line among its slots: voices first, then the stage, then the tiles in their order.

/// What a voice slot may need, headers included, in bit/s.
pub(crate) const VOICE_BITRATE: u64 = 50_000;
/// Part of the line that may be used, in percent; the rest is for repairs and for finding out.
pub(crate) const USABLE_PERCENT: u64 = 90;
/// The next page comes all at once, however long the last one has stood still: so much is wanted for it, in bit/s, and taken where nothing shows
/// that the line is narrow.
pub(crate) const PAGE_OPEN: u64 = 1_000_000;
/// A page is not made to wait for ever, in bit/s.
const PAGE_LEAST: u64 = 50_000;
/// What is there already stays where it just fits; something more has to fit with so much to spare, in percent of its
/// price: prices are measured and never stand still.
const SPARE_PERCENT: u64 = 120;

/// What one slot would like, by layer from the smallest: what each costs in bit/s, up to the one that fills the tile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Demand {
    /// Costs, ascending.
    pub(crate) layers: Vec<u64>,
    /// What the slot has now.
    pub(crate) has: Share,
    /// Rather slower than not at all: letters that stand still can take their time.
    pub(crate) waits: bool,
}

/// What a slot gets: the number of the highest layer, or nothing.
pub(crate) type Share = Option<usize>;

/// Shares `budget` among slots in the order of their importance. Everybody gets the smallest layer before anybody
/// gets a larger one; the first slot, which is the stage or the most important face, is raised first, and gets its
/// smallest layer as long as half of it fits, or a tenth of what can take its time.
#[must_use]
pub(crate) fn share(budget: u64, voices: usize, demands: &[Demand]) -> Vec<Share> {
    let voices = VOICE_BITRATE.saturating_mul(voices as u64);
    let mut left = (budget.saturating_mul(USABLE_PERCENT) / 100).saturating_sub(voices);
    let mut shares: Vec<Share> = vec![None; demands.len()];
    for (index, (share, demand)) in shares.iter_mut().zip(demands).enumerate() {
        let Some(cost) = demand.layers.first() else { continue };
        let due = match demand.has {
            _ if index == 0 && demand.waits => cost / 10,
            _ if index == 0 => cost / 2,
            Some(_) => *cost,
            None => cost * SPARE_PERCENT / 100,
        };
        if due <= left {
            left = left.saturating_sub(*cost);
            *share = Some(0);
        }
    }
    for (share, demand) in shares.iter_mut().zip(demands) {
        let Some(mut layer) = *share else { continue };
        while let (Some(cost), Some(next)) = (demand.layers.get(layer), demand.layers.get(layer + 1)) {
            let more = next.saturating_sub(*cost);
            let due = if demand.has > Some(layer) { more } else { more * SPARE_PERCENT / 100 };
            if due > left {
                break;
            }
            left -= more;
            layer += 1;
        }
        *share = Some(layer);
    }
    shares
}

/// How fast what waits of the page in this place may go, in bit/s: as what the voices and the other pictures leave of the line.
#[must_use]
pub(crate) fn rest(budget: u64, voices: usize, demands: &[Demand], shares: &[Share], page: usize) -> u64 {
    let usable = budget.saturating_mul(USABLE_PERCENT) / 100;
    let cost = |(demand, share): (&Demand, &Share)| share.and_then(|layer| demand.layers.get(layer)).copied();
    let others = demands.iter().zip(shares).enumerate().filter(|(index, _)| *index != page);
    let others: u64 = others.filter_map(|(_, other)| cost(other)).sum();
    usable.saturating_sub(VOICE_BITRATE.saturating_mul(voices as u64) + others).max(PAGE_LEAST)
}

/// What to tell the estimator that is wanted, in bit/s: near the real need, since it probes up to it.
#[must_use]
pub(crate) fn desired(voices: usize, demands: &[Demand]) -> u64 {
    let wish = |demand: &Demand| {
        let cost = demand.layers.last().copied()?;
        Some(if demand.waits { cost.max(PAGE_OPEN) } else { cost })
    };
    let pictures: u64 = demands.iter().filter_map(wish).sum();
    (VOICE_BITRATE * voices as u64 + pictures).saturating_mul(120) / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demand(layers: &[u64]) -> Demand {
        Demand { layers: layers.to_vec(), ..Demand::default() }
    }

    #[test]
    fn voices_then_stage_then_tiles() {
        let stage = demand(&[200_000, 1_500_000]);
        let tile = demand(&[100_000, 300_000]);
        let demands = [stage, tile.clone(), tile];
        assert_eq!(share(10_000_000, 4, &demands), [Some(1), Some(1), Some(1)]);
        assert_eq!(share(2_500_000, 4, &demands), [Some(1), Some(1), Some(0)]);
        assert_eq!(share(500_000, 4, &demands), [Some(0), None, None]);
        assert_eq!(share(350_000, 4, &demands), [Some(0), None, None], "half of it fits");
        assert_eq!(share(100_000, 4, &demands), [None, None, None]);
    }

    #[test]
    fn a_page_comes_slowly_where_half_of_it_does_not_fit() {
        let pages = |budget| share(budget, 1, &[Demand { waits: true, ..demand(&[500_000]) }, demand(&[100_000])]);
        assert_eq!(pages(150_000), [Some(0), None]);
        assert_eq!(pages(100_000), [None, None], "nothing is left beside the voice");
    }

    #[test]
    fn what_is_there_stays_where_it_just_fits() {
        let tile = |has| Demand { layers: vec![100_000, 300_000], has, waits: false };
        let two = |has| share(280_000, 1, &[tile(Some(0)), tile(has)]);
        assert_eq!(two(None), [Some(0), None], "102,000 are left");
        assert_eq!(two(Some(0)), [Some(0), Some(0)]);
        let one = |has| share(400_000, 1, &[tile(has)]);
        assert_eq!([one(Some(0)), one(Some(1))], [[Some(0)], [Some(1)]]);
    }
}
