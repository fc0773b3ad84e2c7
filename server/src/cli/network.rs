//! `koronailta network …`

use std::path::{Path, PathBuf};

use clap::Subcommand;
use koronailta_signaling::ids::{ApiTokenId, NetworkId};

use serde_json::json;

use super::{CliError, Desk, help, sign_in, words};
use crate::{
    clock::SystemEntropy,
    demo::GROUND_RULES,
    http::{auth::KEY_PREFIX, permission::Scope},
    store::{ApiTokenRow, Network, NetworkRow, NewNetwork},
    token::Token,
};

/// They are sent to everybody who opens a link, so a page of text and no book.
const RULES_BYTES: usize = 8 * 1024;

#[derive(Debug, Subcommand)]
// `help` names the contacts here; `--help` still explains the commands.
#[command(disable_help_subcommand = true)]
pub(super) enum NetworkCommand {
    /// Make a network
    Add {
        /// Its name, as people see it
        #[arg(long)]
        name: String,
        /// Its short name in addresses: small letters, digits and hyphens
        #[arg(long)]
        slug: String,
        /// The organizer's number, shown to people who need help
        #[arg(long)]
        help_phone: Option<String>,
        /// A text file with the ground rules, one a line [default: five rules in Finnish]
        #[arg(long, value_name = "FILE")]
        ground_rules_file: Option<PathBuf>,
        /// A recognised member may open an evening to which no moderator has come
        #[arg(long)]
        members_may_host: bool,
    },
    /// List the networks
    List,
    /// Make a program a key to the HTTP interface; it is printed once and kept nowhere
    Token {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
        /// What to call it
        #[arg(long)]
        title: String,
        /// What it may do, for example `members:read`; repeatable
        #[arg(long = "scope", value_name = "SCOPE", required = true)]
        scopes: Vec<String>,
    },
    /// Print a link that works once, by which an organizer signs in: for a first time, or when mail and passkey are gone
    SignInLink {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
        /// Whom of the staff it lets in, by id [default: the first organizer]
        #[arg(long, value_name = "ID")]
        person: Option<String>,
    },
    /// Whom people can turn to when an evening was heavy
    #[command(subcommand)]
    Help(help::HelpCommand),
}

pub(super) async fn run(command: NetworkCommand, desk: &Desk) -> Result<(), CliError> {
    match command {
        NetworkCommand::Add { name, slug, help_phone, ground_rules_file, members_may_host } => {
            check_slug(&slug)?;
            let name = words("--name", &name)?;
            let help_phone = help_phone.map(|number| words("--help-phone", &number)).transpose()?;
            if find(desk, &slug).await?.is_some() {
                return Err(CliError::Usage(format!("there is a network {slug:?} already")));
            }
            let ground_rules = match ground_rules_file {
                Some(path) => read_rules(&path)?,
                None => GROUND_RULES.to_owned(),
            };
            let id = NetworkId::new(desk.now(), SystemEntropy::bytes());
            let created_at = desk.now();
            desk.store
                .add_network(NewNetwork { id, slug, name, ground_rules, help_phone, members_may_host, created_at })
                .await?;
            desk.tell(&json!({ "id": id.to_string() }), || id.to_string());
        }
        NetworkCommand::Help(command) => help::run(command, desk).await?,
        NetworkCommand::Token { network, title, scopes } => token(desk, &network, &title, &scopes).await?,
        NetworkCommand::SignInLink { network, person } => sign_in::run(desk, &network, person.as_deref()).await?,
        NetworkCommand::List => {
            let networks = desk.store.networks().await?;
            let row = |one: &NetworkRow| json!({ "id": one.id.to_string(), "slug": one.slug, "name": one.name });
            desk.tell(&networks.iter().map(row).collect(), || {
                let line = |one: &NetworkRow| format!("{}\t{}\t{}", one.id, one.slug, one.name);
                networks.iter().map(line).collect::<Vec<_>>().join("\n")
            });
        }
    }
    Ok(())
}

fn read_rules(path: &Path) -> Result<String, CliError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| CliError::Usage(format!("{}: {error}", path.display())))?
        .trim()
        .to_owned();
    if text.is_empty() || text.len() > RULES_BYTES {
        return Err(CliError::Usage(format!("{}: ground rules take 1 to {RULES_BYTES} bytes", path.display())));
    }
    Ok(text)
}

fn check_slug(slug: &str) -> Result<(), CliError> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if slug.is_empty() || slug.len() > 64 || !slug.bytes().all(allowed) {
        return Err(CliError::Usage("--slug takes 1 to 64 small letters, digits and hyphens".to_owned()));
    }
    Ok(())
}

pub(super) async fn find(desk: &Desk, slug: &str) -> Result<Option<NetworkRow>, CliError> {
    Ok(desk.store.networks().await?.into_iter().find(|network| network.slug == slug))
}

pub(super) fn unknown(slug: &str) -> CliError {
    CliError::Usage(format!("there is no network {slug:?}; see `koronailta network list`"))
}

/// A network with its settings.
pub(super) async fn whole(desk: &Desk, slug: &str) -> Result<Network, CliError> {
    desk.store.network(slug).await?.ok_or_else(|| unknown(slug))
}

async fn token(desk: &Desk, slug: &str, title: &str, scopes: &[String]) -> Result<(), CliError> {
    let network = whole(desk, slug).await?;
    for scope in scopes {
        serde_json::from_value::<Scope>(json!(scope))
            .map_err(|_| CliError::Usage(format!("there is no scope {scope:?}; one is `members:read`")))?;
    }
    let token = Token::generate();
    let row = ApiTokenRow {
        id: ApiTokenId::new(desk.now(), SystemEntropy::bytes()),
        network: network.id,
        title: words("--title", title)?,
        scopes: scopes.join(" "),
        created_at: desk.now(),
        expires_at: None,
    };
    let id = row.id.to_string();
    desk.store.add_api_token(row, token.hash()).await?;
    let key = format!("{KEY_PREFIX}{}", token.reveal());
    desk.tell(&json!({ "id": id, "token": key }), || key.clone());
    Ok(())
}
