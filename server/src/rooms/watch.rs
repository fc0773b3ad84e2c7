//! Notices what the command line, another process, has changed: revoked links and ended evenings reach live rooms.

use std::time::Duration;

use koronailta_signaling::room::Input;
use tokio::time::{Interval, MissedTickBehavior};

use super::Registry;
use crate::store::{Store, StoreError};

/// How often the database's version is looked at.
const EVERY: Duration = Duration::from_millis(1000);

/// Watches as long as the server runs.
pub async fn watch(store: Store, registry: Registry) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        ticks.tick().await;
        if let Err(error) = look(&store, &registry, &mut ticks).await {
            tracing::warn!(%error, "changes from the command line could not be read; trying again");
        }
    }
}

/// Looks at every tick; ends with the first fault.
async fn look(store: &Store, registry: &Registry, ticks: &mut Interval) -> Result<(), StoreError> {
    let mut watch = store.watch().await?;
    loop {
        if watch.changed().await? {
            tell(store, registry).await?;
        }
        ticks.tick().await;
    }
}

/// Rooms are told of every revoked link again at each change, which costs nothing where nobody came by it: so
/// somebody whose join was looked up just before the revocation, and entered just after it, is found as well.
async fn tell(store: &Store, registry: &Registry) -> Result<(), StoreError> {
    for (evening, room) in registry.live() {
        for link in store.revoked_links_into(evening).await? {
            let _ = room.input(Input::LinkRevoked { link: link.access.link }).await;
        }
        if store.evening(evening).await?.is_some_and(|evening| evening.ended) {
            let _ = room.input(Input::EveningEnded).await;
        }
    }
    Ok(())
}
