//! From a token to what it opens, read freshly from the store each time.

use koronailta_signaling::{
    ids::{EveningId, PersonId, Timestamp},
    room::Access,
    wire::{Param, RejectCode, Rejection},
};

use crate::{
    store::{EveningRow, LinkRow, LinkScope, LinkState, Store, StoreError},
    token::Token,
};

/// An evening that goes on longer than planned is found by a network's link for so long, in milliseconds.
const OVERRUN_MS: u64 = 6 * 3_600_000;

/// Why a link does not open.
#[derive(Debug)]
pub enum LinkError {
    /// To be told.
    Rejected(Rejection),
    /// Ours; logged, and hidden from the peer.
    Internal(StoreError),
}

impl LinkError {
    /// What the peer is told.
    #[must_use]
    pub fn rejection(self) -> Rejection {
        match self {
            Self::Rejected(rejection) => rejection,
            Self::Internal(error) => {
                tracing::error!(%error, "a link could not be looked up");
                RejectCode::Internal.reject()
            }
        }
    }
}

impl From<StoreError> for LinkError {
    fn from(error: StoreError) -> Self {
        Self::Internal(error)
    }
}

/// A valid link and the evening it leads to.
#[derive(Clone, Debug)]
pub struct OpenLink {
    /// What it grants.
    pub access: Access,
    /// Whom it belongs to.
    pub person: Option<PersonId>,
    /// Where it leads.
    pub evening: EveningRow,
}

/// A link that opens now, wherever it leads.
///
/// # Errors
/// It is unknown, revoked, expired or not yet valid; or the store failed.
pub async fn valid(store: &Store, token: &str, now: Timestamp) -> Result<LinkRow, LinkError> {
    let unknown = || LinkError::Rejected(RejectCode::LinkUnknown.reject());
    let token = Token::parse(token).ok_or_else(unknown)?;
    let link = store.link_by_token_hash(&token.hash()).await?.ok_or_else(unknown)?;
    check(&link, now).map_err(LinkError::Rejected)?;
    Ok(link)
}

/// Looks a token up, and the evening it leads to now: of a network or a series the live one, else one whose doors are
/// open, else the next.
///
/// # Errors
/// As [`valid`], or nothing is planned to which it could lead.
pub async fn resolve(
    store: &Store,
    token: &str,
    is_live: impl Fn(EveningId) -> bool,
    now: Timestamp,
) -> Result<OpenLink, LinkError> {
    let link = valid(store, token, now).await?;
    let evening = match link.scope {
        LinkScope::Evening(evening) => Some(later(store, &link, evening, now).await?),
        LinkScope::Series(_) | LinkScope::Network => {
            let series = if let LinkScope::Series(series) = link.scope { Some(series) } else { None };
            let since = Timestamp(now.0.saturating_sub(OVERRUN_MS));
            let ahead = store.evenings_ahead(link.network, series, since).await?;
            pick(&ahead, is_live, now).map(|evening| evening.info.evening)
        }
    };
    let evening = evening.ok_or_else(|| LinkError::Rejected(RejectCode::EveningNotPlanned.reject()))?;
    let unknown = || LinkError::Rejected(RejectCode::LinkUnknown.reject());
    let evening = store.evening(evening).await?.ok_or_else(unknown)?;
    Ok(OpenLink { access: link.access, person: link.person, evening })
}

/// Where a person's link leads that was made for one evening of a series, as it stands in a mail: once that evening is over, to the next
/// one. The person is of the network, so nobody gets further than by their own link.
async fn later(store: &Store, link: &LinkRow, evening: EveningId, now: Timestamp) -> Result<EveningId, StoreError> {
    if link.person.is_none() {
        return Ok(evening);
    }
    let Some(row) = store.evening(evening).await? else { return Ok(evening) };
    let over = row.ended || row.info.ends_at.plus(OVERRUN_MS) < now;
    let Some(series) = row.series.filter(|_| over) else { return Ok(evening) };
    let ahead = store.evenings_ahead(link.network, Some(series), now).await?;
    Ok(pick(&ahead, |_| false, now).map_or(evening, |next| next.info.evening))
}

/// Of evenings by their start, the one to go to.
fn pick(ahead: &[EveningRow], is_live: impl Fn(EveningId) -> bool, now: Timestamp) -> Option<&EveningRow> {
    let open = |evening: &&EveningRow| evening.doors_open_at <= now;
    let mut latest_first = ahead.iter().rev().filter(open);
    latest_first
        .clone()
        .find(|evening| is_live(evening.info.evening))
        .or_else(|| latest_first.find(|evening| evening.info.ends_at > now))
        .or_else(|| ahead.iter().find(|evening| evening.info.starts_at > now))
}

/// Looks a token up for one evening: of a network's or a series' link any evening of it, since people stay where they are
/// when the next one's doors open.
///
/// # Errors
/// As [`valid`], or it leads elsewhere, or who holds it was removed from the evening.
pub async fn resolve_for(
    store: &Store,
    token: &str,
    evening: EveningId,
    now: Timestamp,
) -> Result<OpenLink, LinkError> {
    let link = valid(store, token, now).await?;
    let elsewhere = || LinkError::Rejected(RejectCode::EveningUnknown.reject());
    let evening = store.evening(evening).await?.ok_or_else(elsewhere)?;
    let leads_there = leads_to(store, &link, &evening, now).await?;
    if !leads_there {
        return Err(elsewhere());
    }
    if store.is_sent_away(evening.info.evening, link.access.link).await? {
        return Err(LinkError::Rejected(RejectCode::Removed.reject()));
    }
    Ok(OpenLink { access: link.access, person: link.person, evening })
}

/// Whether a valid link leads to this evening, as [`resolve_for`] asks.
///
/// # Errors
/// The store failed.
pub async fn leads_to(store: &Store, link: &LinkRow, evening: &EveningRow, now: Timestamp) -> Result<bool, StoreError> {
    Ok(match link.scope {
        LinkScope::Evening(to) => {
            to == evening.info.evening || later(store, link, to, now).await? == evening.info.evening
        }
        LinkScope::Series(series) => evening.series == Some(series),
        LinkScope::Network => evening.network == link.network,
    })
}

/// Whether the link by which a session came was not taken back. That its time is over ends nothing: who is in stays, whatever their line does.
/// True for a session the store does not know: the room says so.
///
/// # Errors
/// The store failed.
pub async fn session_link_valid(
    store: &Store,
    evening: EveningId,
    participant: koronailta_signaling::ids::ParticipantId,
) -> Result<bool, StoreError> {
    let Some(link) = store.session_link(evening, participant).await? else { return Ok(true) };
    Ok(store.link(link).await?.is_some_and(|link| !link.revoked))
}

fn check(link: &LinkRow, now: Timestamp) -> Result<(), Rejection> {
    match link.state(now) {
        LinkState::Valid => Ok(()),
        LinkState::Expired => Err(RejectCode::LinkExpired.reject()),
        LinkState::Revoked => Err(RejectCode::LinkRevoked.reject()),
        LinkState::NotYet { opens_at } => {
            Err(RejectCode::LinkNotYet.reject().param("opens_at", Param::Number(opens_at.0)))
        }
    }
}

#[cfg(test)]
mod tests {
    use koronailta_signaling::{
        ids::{NetworkId, ParticipantId, SeriesId},
        wire::welcome::EveningInfo,
    };

    use super::*;

    const HOUR: u64 = 3_600_000;
    const NOON: Timestamp = Timestamp(1_800_000_000_000);

    fn evening(number: u8, starts_at: Timestamp) -> EveningRow {
        EveningRow {
            info: EveningInfo {
                evening: EveningId::new(NOON, [number; 10]),
                title: String::new(),
                network: String::new(),
                starts_at,
                ends_at: starts_at.plus(HOUR),
                ground_rules: String::new(),
                help_phone: None,
                help_contacts: Vec::new(),
                encrypted: false,
                captions_kept: false,
            },
            network: NetworkId::new(NOON, [0; 10]),
            series: None::<SeriesId>,
            network_slug: String::new(),
            doors_open_at: Timestamp(starts_at.0 - HOUR / 2),
            members_may_host: false,
            locked: false,
            opened_by_member: false,
            floor_held_by: None::<ParticipantId>,
            ended: false,
        }
    }

    fn picked(ahead: &[EveningRow], live: &[u8], now: Timestamp) -> Option<usize> {
        let live: Vec<_> = live.iter().map(|number| EveningId::new(NOON, [*number; 10])).collect();
        let chosen = pick(ahead, |evening| live.contains(&evening), now)?;
        ahead.iter().position(|evening| evening.info.evening == chosen.info.evening)
    }

    #[test]
    fn a_link_of_a_network_leads_to_the_live_evening_else_to_open_doors_else_to_the_next() {
        let ahead = [evening(1, NOON), evening(2, NOON.plus(2 * HOUR)), evening(3, NOON.plus(9 * HOUR))];
        let at = |minutes: u64| Timestamp(NOON.0 - HOUR + minutes * 60_000);
        assert_eq!(picked(&ahead, &[], at(0)), Some(0), "nothing is open: the next one");
        assert_eq!(picked(&ahead, &[3], at(31)), Some(0), "doors are open; somebody tries out another one");
        assert_eq!(picked(&ahead, &[1], at(155)), Some(0), "it goes on longer than planned, and people are there");
        assert_eq!(picked(&ahead, &[1, 2], at(155)), Some(1), "people are in the next one already");
        assert_eq!(picked(&ahead, &[], at(155)), Some(1), "the first is over");
        assert_eq!(picked(&ahead, &[], at(1000)), None, "nothing is planned");
    }
}
