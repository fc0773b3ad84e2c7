//! `koronailta network sign-in-link`: the way back in when an organizer's mail and passkey are gone.

use koronailta_signaling::wire::participant::Role;

use super::{CliError, Desk, network};
use crate::sign_in::{self, Delivery, LetsIn};

/// Prints a link that works once for one of the network's staff: the person named, else its first organizer, who is made
/// where there is none.
pub(super) async fn run(desk: &Desk, slug: &str, person: Option<&str>) -> Result<(), CliError> {
    let network = network::find(desk, slug).await?.ok_or_else(|| network::unknown(slug))?;
    let people = desk.store.persons_of(network.id).await?;
    let chosen = match person {
        Some(text) => {
            let found = people.iter().find(|one| one.id.to_string() == text && one.role > Role::Participant);
            found.map(|one| one.id).ok_or_else(|| {
                CliError::Usage(format!("nobody of the staff has the id {text:?}; see `koronailta member list`"))
            })?
        }
        None => match people.iter().find(|one| one.role == Role::Organizer) {
            Some(organizer) => organizer.id,
            None => {
                let organizer = sign_in::first_organizer(network.id, desk.clock);
                let id = organizer.id;
                desk.store.add_people(Vec::new(), vec![organizer]).await?;
                id
            }
        },
    };
    let lets_in = LetsIn::Persons(vec![chosen]);
    let url = sign_in::new_link(&desk.store, lets_in, Delivery::ByHand, &desk.public_url, desk.clock).await?;
    desk.tell(&serde_json::json!({ "url": url }), || url.clone());
    Ok(())
}
