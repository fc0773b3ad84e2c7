//! `koronailta link …`

use clap::{Subcommand, ValueEnum};
use koronailta_signaling::{
    ids::{LinkId, NetworkId},
    names::DisplayName,
    wire::participant::Role,
};

use serde_json::json;

use super::{CliError, Desk, evening, network, when};
use crate::{
    invite::{self, Grant},
    store::{LinkRow, LinkScope, LinkState},
    token::Token,
};

#[derive(Debug, Subcommand)]
pub(super) enum LinkCommand {
    /// Make a link; its address is printed once and kept nowhere
    Add {
        /// The evening's id
        #[arg(long, value_name = "ID", required_unless_present = "network", conflicts_with = "network")]
        evening: Option<String>,
        /// A network's short name: the link then leads to whatever evening of it is on or comes next
        #[arg(long, value_name = "SLUG")]
        network: Option<String>,
        /// What it lets people be
        #[arg(long, value_enum, default_value_t = LinkRole::Participant)]
        role: LinkRole,
        /// The name it fixes: the link is then one person's own
        #[arg(long)]
        name: Option<String>,
        /// Its holder does not wait at the door
        #[arg(long)]
        admits: bool,
        /// Not before this time: 2026-11-24T18:00+02:00
        #[arg(long, value_name = "TIME")]
        starts: Option<String>,
        /// Not after this time
        #[arg(long, value_name = "TIME")]
        expires: Option<String>,
    },
    /// List an evening's links, without their addresses
    List {
        /// The evening's id
        #[arg(long, value_name = "ID")]
        evening: String,
    },
    /// Take a link back; whoever came by it leaves
    Revoke {
        /// Its id, as `list` prints it
        link: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LinkRole {
    Participant,
    Captioner,
    Advisor,
    Moderator,
    Organizer,
}

impl From<LinkRole> for Role {
    fn from(role: LinkRole) -> Self {
        match role {
            LinkRole::Participant => Self::Participant,
            LinkRole::Captioner => Self::Captioner,
            LinkRole::Advisor => Self::Advisor,
            LinkRole::Moderator => Self::Moderator,
            LinkRole::Organizer => Self::Organizer,
        }
    }
}

pub(super) async fn run(command: LinkCommand, desk: &Desk) -> Result<(), CliError> {
    match command {
        LinkCommand::Add { evening, network, role, name, admits, starts, expires } => {
            let (network, scope) = scope(desk, evening.as_deref(), network.as_deref()).await?;
            let grant = Grant {
                network,
                scope,
                person: None,
                role: role.into(),
                fixed_name: name.as_deref().map(checked_name).transpose()?,
                admits,
                valid_from: starts.map(|text| when::parse(&text, desk.now())).transpose()?,
                expires_at: expires.map(|text| when::parse(&text, desk.now())).transpose()?,
            };
            if let (Some(from), Some(until)) = (grant.valid_from, grant.expires_at)
                && until <= from
            {
                return Err(CliError::Usage("--expires is not after --starts: the link would never open".to_owned()));
            }
            let token = Token::generate();
            desk.store.add_links(vec![grant.with_token(&token, desk.clock)]).await?;
            let url = invite::address(&desk.public_url, &token);
            desk.tell(&json!({ "url": url }), || url.clone());
        }
        LinkCommand::List { evening } => {
            let evening = evening::find(desk, &evening).await?.info.evening;
            let links = desk.store.links_of(evening).await?;
            let shown = |link: &LinkRow| {
                let state = match link.state(desk.now()) {
                    LinkState::Valid => "valid",
                    LinkState::NotYet { .. } => "not yet",
                    LinkState::Expired => "expired",
                    LinkState::Revoked => "revoked",
                };
                (format!("{:?}", link.access.role).to_lowercase(), state)
            };
            let row = |link: &LinkRow| {
                let (role, state) = shown(link);
                json!({ "id": link.access.link.to_string(), "role": role, "name": link.access.fixed_name, "state": state })
            };
            desk.tell(&links.iter().map(row).collect(), || {
                let line = |link: &LinkRow| {
                    let (role, state) = shown(link);
                    let name = link.access.fixed_name.as_deref().unwrap_or("shared");
                    format!("{}\t{role}\t{name}\t{state}", link.access.link)
                };
                links.iter().map(line).collect::<Vec<_>>().join("\n")
            });
        }
        LinkCommand::Revoke { link } => {
            let unknown = || CliError::Usage(format!("there is no link {link:?}; see `koronailta link list`"));
            let id: LinkId = link.parse().map_err(|_| unknown())?;
            if desk.store.link(id).await?.is_none() {
                return Err(unknown());
            }
            desk.store.revoke_link(id, desk.now()).await?;
            desk.tell(&json!({ "revoked": id.to_string() }), || {
                format!("revoked {id}; whoever came by it leaves within two seconds")
            });
        }
    }
    Ok(())
}

fn checked_name(name: &str) -> Result<String, CliError> {
    DisplayName::parse(name)
        .map(DisplayName::into_string)
        .map_err(|rejection| CliError::Usage(format!("--name cannot be used: {}", rejection.code.as_str())))
}

async fn scope(desk: &Desk, evening: Option<&str>, network: Option<&str>) -> Result<(NetworkId, LinkScope), CliError> {
    if let Some(slug) = network {
        return Ok((network::whole(desk, slug).await?.id, LinkScope::Network));
    }
    let evening = evening::find(desk, evening.unwrap_or_default()).await?;
    Ok((evening.network, LinkScope::Evening(evening.info.evening)))
}
