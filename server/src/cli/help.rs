//! `koronailta network help …`

use clap::{Subcommand, ValueEnum};
use koronailta_signaling::{
    ids::HelpContactId,
    wire::{join::Language, mood::HelpContact},
};
use serde_json::json;

use super::{CliError, Desk, network, words};
use crate::{clock::SystemEntropy, http::fields, store::NewHelpContact};

/// They are sent to everybody who opens a link; a long list helps nobody in a hard moment.
const CONTACTS_MAX: usize = 12;

#[derive(Debug, Subcommand)]
pub(super) enum HelpCommand {
    /// Add somebody to turn to; shown in the order of adding
    Add {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
        /// Who or what it is, as people see it
        #[arg(long)]
        title: String,
        /// A telephone number, an https address or a mail address
        #[arg(long)]
        address: String,
        /// When somebody answers there, in your words
        #[arg(long)]
        hours: Option<String>,
        /// The language in which they help
        #[arg(long, default_value = "fi")]
        language: Spoken,
    },
    /// List a network's help contacts
    List {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
    },
    /// Remove a help contact
    Remove {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
        /// Its id, as `list` prints it
        contact: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Spoken {
    Fi,
    Sv,
    En,
}

impl From<Spoken> for Language {
    fn from(spoken: Spoken) -> Self {
        match spoken {
            Spoken::Fi => Self::Fi,
            Spoken::Sv => Self::Sv,
            Spoken::En => Self::En,
        }
    }
}

pub(super) async fn run(command: HelpCommand, desk: &Desk) -> Result<(), CliError> {
    match command {
        HelpCommand::Add { network, title, address, hours, language } => {
            let network = known(desk, &network).await?;
            if desk.store.help_contacts(network.id).await?.len() >= CONTACTS_MAX {
                return Err(CliError::Usage(format!("a network has at most {CONTACTS_MAX} help contacts")));
            }
            let contact = HelpContact {
                title: words("--title", &title)?,
                address: reachable(&words("--address", &address)?)?,
                hours: hours.map(|hours| words("--hours", &hours)).transpose()?,
                language: language.into(),
            };
            let id = HelpContactId::new(desk.now(), SystemEntropy::bytes());
            let created_at = desk.now();
            desk.store.add_help_contact(NewHelpContact { id, network: network.id, contact, created_at }).await?;
            desk.tell(&json!({ "id": id }), || id.to_string());
        }
        HelpCommand::List { network } => {
            let network = known(desk, &network).await?;
            let all = desk.store.help_contacts(network.id).await?;
            let row = |(id, one): &(HelpContactId, HelpContact)| json!({ "id": id, "title": one.title, "address": one.address, "hours": one.hours, "language": one.language });
            desk.tell_all(&all, row, |(id, one)| {
                format!("{id}\t{}\t{}\t{}", one.title, one.address, one.hours.as_deref().unwrap_or_default())
            });
        }
        HelpCommand::Remove { network, contact } => {
            let network = known(desk, &network).await?;
            let contacts = desk.store.help_contacts(network.id).await?;
            let found = contacts.iter().find(|(id, _)| id.to_string() == contact);
            let (id, _) = found.ok_or_else(|| CliError::Usage(format!("there is no help contact {contact:?}")))?;
            desk.store.remove_help_contact(*id).await?;
            desk.tell(&json!({ "removed": id }), || format!("removed {id}"));
        }
    }
    Ok(())
}

async fn known(desk: &Desk, slug: &str) -> Result<crate::store::NetworkRow, CliError> {
    let unknown = || CliError::Usage(format!("there is no network {slug:?}; see `koronailta network list`"));
    network::find(desk, slug).await?.ok_or_else(unknown)
}

/// What a page may safely make a link of.
fn reachable(address: &str) -> Result<String, CliError> {
    fields::reachable("address", address).map_err(|_| {
        CliError::Usage("--address takes a telephone number, an https address or a mail address".to_owned())
    })
}
