//! Notices what the command line, another process, has changed: revoked links and ended evenings reach live rooms.

use std::{collections::HashSet, time::Duration};

use koronailta_signaling::{ids::LinkId, room::Input};
use tokio::time::MissedTickBehavior;

use super::Registry;
use crate::store::{Store, StoreError};

/// How often the database's version is looked at.
const EVERY: Duration = Duration::from_millis(1000);

/// Watches until the store closes.
pub async fn watch(store: Store, registry: Registry) {
    let mut told = HashSet::new();
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut watch = match store.watch().await {
        Ok(watch) => watch,
        Err(error) => return tracing::error!(%error, "changes from the command line are not noticed"),
    };
    loop {
        ticks.tick().await;
        match watch.changed().await {
            Ok(false) => {}
            Ok(true) => {
                if let Err(error) = tell(&store, &registry, &mut told).await {
                    tracing::warn!(%error, "changes from the command line could not be read");
                }
            }
            Err(error) => return tracing::warn!(%error, "the store is no longer watched"),
        }
    }
}

async fn tell(store: &Store, registry: &Registry, told: &mut HashSet<LinkId>) -> Result<(), StoreError> {
    for (evening, room) in registry.live() {
        for link in store.links_of(evening).await?.into_iter().filter(|link| link.revoked) {
            if told.insert(link.access.link) {
                let _ = room.input(Input::LinkRevoked { link: link.access.link }).await;
            }
        }
        if store.evening(evening).await?.is_some_and(|evening| evening.ended) {
            let _ = room.input(Input::EveningEnded).await;
        }
    }
    Ok(())
}
