//! `koronailta member …`

use std::{collections::HashMap, path::PathBuf};

use clap::Subcommand;
use koronailta_signaling::{
    ids::{MemberId, PersonId},
    wire::{join::Language, participant::Role},
};
use serde_json::json;

use super::{CliError, Desk, help::Spoken, network, say, words};
use crate::{
    clock::SystemEntropy,
    http::fields,
    invite::{self, Grant},
    members::{self, Existing, MEMBERS_MAX, TABLE_BYTES, Table, TableError},
    store::{Member, Network, Person},
    token::Token,
};

#[derive(Debug, Subcommand)]
pub(super) enum MemberCommand {
    /// Add a business, and a person of it
    Add {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
        /// The business
        #[arg(long)]
        name: String,
        /// What it lives from
        #[arg(long)]
        line: Option<String>,
        /// Where it is
        #[arg(long)]
        place: Option<String>,
        /// A person of it
        #[arg(long)]
        person: Option<String>,
        /// The person's mail address
        #[arg(long, requires = "person")]
        email: Option<String>,
        /// The person's language
        #[arg(long, default_value = "fi")]
        language: Spoken,
    },
    /// List businesses and people, staff included
    List {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
    },
    /// Read businesses and people from a table (CSV)
    Import {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
        /// The table
        file: PathBuf,
        /// Only say what would happen
        #[arg(long)]
        dry_run: bool,
    },
    /// Print all businesses and people as a table (CSV)
    Export {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
    },
    /// Make a person a new link of their own; the one before opens nothing any more
    Link {
        /// The person's id, as `list` prints it
        #[arg(long, value_name = "ID")]
        person: String,
    },
    /// Remove a person with address and card
    Remove {
        /// The person's id, as `list` prints it
        #[arg(long, value_name = "ID")]
        person: String,
    },
}

pub(super) async fn run(command: MemberCommand, desk: &Desk) -> Result<(), CliError> {
    match command {
        MemberCommand::Add { network, name, line, place, person, email, language } => {
            let network = network::whole(desk, &network).await?;
            let member = Member {
                id: MemberId::new(desk.now(), SystemEntropy::bytes()),
                network: network.id,
                name: words("--name", &name)?,
                line_of_business: line.map(|text| words("--line", &text)).transpose()?,
                place: place.map(|text| words("--place", &text)).transpose()?,
                created_at: desk.now(),
                version: 1,
            };
            let person = person.map(|name| new_person(desk, &member, &name, email.as_deref(), language.into()));
            let person = person.transpose()?;
            let id = member.id;
            desk.store.add_people(vec![member], person.clone().into_iter().collect()).await?;
            let person = person.map(|person| person.id.to_string());
            desk.tell(&json!({ "member": id.to_string(), "person": person }), || {
                format!("{id}{}", person.as_deref().map(|one| format!("\t{one}")).unwrap_or_default())
            });
        }
        MemberCommand::List { network } => list(desk, &network::whole(desk, &network).await?).await?,
        MemberCommand::Import { network, file, dry_run } => {
            import(desk, &network::whole(desk, &network).await?, &file, dry_run).await?;
        }
        MemberCommand::Export { network } => {
            let network = network::whole(desk, &network).await?;
            let members = desk.store.members_of(network.id, None, u32::MAX).await?;
            let table = members::export(&members, &desk.store.persons_of(network.id).await?);
            say(String::from_utf8_lossy(&table).trim_end());
        }
        MemberCommand::Link { person } => {
            let person = find(desk, &person).await?;
            let token = Token::generate();
            let link = Grant::personal(person.network, person.id, person.role).with_token(&token, desk.clock);
            desk.store.renew_link_of(person.id, link, None, desk.now()).await?;
            let url = invite::address(&desk.public_url, &token);
            desk.tell(&json!({ "url": url }), || url.clone());
        }
        MemberCommand::Remove { person } => {
            let person = find(desk, &person).await?;
            let removed = desk.store.remove_person(person.id, person.version, desk.now()).await;
            removed.map_err(|error| match error {
                crate::store::StoreError::Conflict => CliError::Usage("a network needs an organizer".to_owned()),
                error => error.into(),
            })?;
            desk.tell(&json!({ "removed": person.id.to_string() }), || format!("removed {}", person.id));
        }
    }
    Ok(())
}

fn new_person(
    desk: &Desk,
    member: &Member,
    name: &str,
    email: Option<&str>,
    language: Language,
) -> Result<Person, CliError> {
    let wrong = |flag: &str| CliError::Usage(format!("{flag} cannot be used"));
    Ok(Person {
        id: PersonId::new(desk.now(), SystemEntropy::bytes()),
        member: Some(member.id),
        network: member.network,
        name: fields::name("name", name).map_err(|_| wrong("--person"))?,
        email: fields::optional_email(email).map_err(|_| wrong("--email"))?,
        language,
        role: Role::Participant,
        founder: false,
        created_at: desk.now(),
        version: 1,
    })
}

async fn find(desk: &Desk, text: &str) -> Result<Person, CliError> {
    let unknown = || CliError::Usage(format!("there is no person {text:?}; see `koronailta member list`"));
    let id: PersonId = text.parse().map_err(|_| unknown())?;
    desk.store.person(id).await?.ok_or_else(unknown)
}

async fn list(desk: &Desk, network: &Network) -> Result<(), CliError> {
    let members = desk.store.members_of(network.id, None, u32::MAX).await?;
    let mut of: HashMap<Option<MemberId>, Vec<Person>> = HashMap::new();
    for person in desk.store.persons_of(network.id).await? {
        of.entry(person.member).or_default().push(person);
    }
    let shown = |person: &Person| json!({ "id": person.id.to_string(), "name": person.name, "email": person.email, "role": person.role });
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    let staff = of.remove(&None).unwrap_or_default();
    let all = members.into_iter().map(|member| (Some(member.id), member.name)).chain([(None, String::new())]);
    for (id, name) in all {
        let people = id.map_or_else(|| staff.clone(), |id| of.remove(&Some(id)).unwrap_or_default());
        if id.is_none() && people.is_empty() {
            continue;
        }
        let key = id.map(|id| id.to_string());
        lines.push(format!("{}\t{}", key.as_deref().unwrap_or("-"), if id.is_some() { &name } else { "(staff)" }));
        for person in &people {
            let role = format!("{:?}", person.role).to_lowercase();
            lines.push(format!("\t{}\t{}\t{role}\t{}", person.id, person.name, person.email.as_deref().unwrap_or("-")));
        }
        rows.push(json!({ "id": key, "name": name, "persons": people.iter().map(shown).collect::<Vec<_>>() }));
    }
    desk.tell(&json!(rows), || lines.join("\n"));
    Ok(())
}

async fn import(desk: &Desk, network: &Network, file: &std::path::Path, dry_run: bool) -> Result<(), CliError> {
    let unusable = |why: String| CliError::Usage(format!("{}: {why}", file.display()));
    let bytes = std::fs::read(file).map_err(|error| unusable(error.to_string()))?;
    if bytes.len() > TABLE_BYTES {
        return Err(unusable(format!("a table has at most {TABLE_BYTES} bytes")));
    }
    let table = Table::read(&bytes).map_err(|error| {
        unusable(match error {
            TableError::NoName => {
                "the first line must name a column \"yritys\", \"företag\" or \"business\"".to_owned()
            }
            TableError::Empty => "there is no line that can be read".to_owned(),
            TableError::TooLong => format!("at most {} lines fit at once", members::ROWS_MAX),
        })
    })?;
    let limit = u32::try_from(MEMBERS_MAX).unwrap_or(u32::MAX);
    let existing = Existing {
        members: desk.store.members_of(network.id, None, limit).await?,
        persons: desk.store.persons_of(network.id).await?,
    };
    let language = network.languages.first().copied().unwrap_or(Language::Fi);
    let plan = members::plan(&table, network.id, existing, language, desk.clock);
    let report = json!({ "rows": plan.rows, "problems": plan.problems, "ignored": table.ignored });
    let count = |what| plan.rows.iter().filter(|row| row.what == what).count();
    let (new, changed) = (count(members::What::New), count(members::What::Update));
    let wrong: Vec<_> = plan.problems.iter().map(|one| format!("line {}: {}", one.line, one.problem.code())).collect();
    if !wrong.is_empty() && !dry_run {
        return Err(unusable(format!("nothing was imported\n{}", wrong.join("\n"))));
    }
    if !dry_run {
        let store = &desk.store;
        store.import_people(plan.new_members, plan.new_persons, plan.changed_members, plan.changed_persons).await?;
    }
    desk.tell(&report, || {
        let head = if dry_run { "would be" } else { "were" };
        [vec![format!("{new} lines {head} new, {changed} {head} changed")], wrong.clone()].concat().join("\n")
    });
    Ok(())
}
