//! `koronailta evening …`

use clap::Subcommand;
use koronailta_signaling::ids::EveningId;
use serde_json::json;

use super::{CliError, Desk, network, when, words};
use crate::{
    clock::SystemEntropy,
    evenings,
    store::{EveningRow, NewEvening, PlannedEvening},
};

const MINUTE_MS: u64 = 60_000;

#[derive(Debug, Subcommand)]
pub(super) enum EveningCommand {
    /// Make an evening
    Add {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
        /// Its title
        #[arg(long)]
        title: String,
        /// When it starts, with the offset from UTC: 2026-11-24T18:00+02:00, or `now`
        #[arg(long, value_name = "TIME")]
        starts: String,
        /// How long it is planned to last
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u64).range(1..=1440))]
        minutes: u64,
        /// How long before the start the doors open
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(0..=1440))]
        doors_minutes: u64,
        /// End-to-end encrypted; browsers that cannot do it do not get in
        #[arg(long)]
        encrypted: bool,
        /// The captions of a writing interpreter are kept, to be read afterwards; everybody is told
        #[arg(long, conflicts_with = "encrypted")]
        keep_captions: bool,
    },
    /// List the evenings
    List,
    /// Invite everybody of the network who has a mail address and was not invited yet
    Invite {
        /// Its id, as `list` prints it
        evening: String,
    },
    /// Cancel an evening, and tell those who were invited
    Cancel {
        /// Its id, as `list` prints it
        evening: String,
    },
    /// End an evening for everybody
    End {
        /// Its id, as `list` prints it
        evening: String,
    },
}

pub(super) async fn run(command: EveningCommand, desk: &Desk) -> Result<(), CliError> {
    match command {
        EveningCommand::Add { network, title, starts, minutes, doors_minutes, encrypted, keep_captions } => {
            let Some(network) = network::find(desk, &network).await? else {
                return Err(CliError::Usage(format!("there is no network {network:?}; see `koronailta network list`")));
            };
            let title = words("--title", &title)?;
            let starts_at = when::parse(&starts, desk.now())?;
            let id = EveningId::new(desk.now(), SystemEntropy::bytes());
            let evening = NewEvening {
                id,
                network: network.id,
                title,
                starts_at,
                ends_at: starts_at.plus(minutes * MINUTE_MS),
                doors_open_at: koronailta_signaling::ids::Timestamp(
                    starts_at.0.saturating_sub(doors_minutes * MINUTE_MS),
                ),
                encrypted,
                captions_kept: keep_captions,
            };
            desk.store.add_evening(evening).await?;
            desk.tell(&json!({ "id": id }), || id.to_string());
        }
        EveningCommand::List => {
            let all = desk.store.evenings().await?;
            let state = |one: &EveningRow| if one.ended { "ended" } else { "open" };
            let starts = |one: &EveningRow| when::show(one.info.starts_at);
            let row = |one: &EveningRow| {
                let (info, network) = (&one.info, &one.network_slug);
                json!({ "id": info.evening, "network": network, "starts": starts(one), "state": state(one), "title": info.title })
            };
            desk.tell_all(&all, row, |one| {
                let (info, network) = (&one.info, &one.network_slug);
                format!("{}\t{network}\t{}\t{}\t{}", info.evening, starts(one), state(one), info.title)
            });
        }
        EveningCommand::Invite { evening } => {
            let evening = planned(desk, &evening).await?;
            let off = || CliError::Usage("mail is not set up; see --smtp-url and --mail-from".to_owned());
            let post = desk.post.as_ref().ok_or_else(off)?;
            let persons = desk.store.persons_of(evening.network).await?;
            let invited = evenings::invite(&desk.store, post, &evening, &persons, desk.now()).await?;
            desk.tell(&json!({ "queued": invited }), || {
                format!("queued {invited} invitations; the running server sends them")
            });
        }
        EveningCommand::Cancel { evening } => {
            let evening = planned(desk, &evening).await?;
            let id = evening.id;
            evenings::cancel(&desk.store, desk.post.as_ref(), evening, desk.now()).await?;
            desk.tell(&json!({ "cancelled": id }), || format!("cancelled {id}"));
        }
        EveningCommand::End { evening } => {
            let id = find(desk, &evening).await?.info.evening;
            desk.store.end_evening(id).await?;
            desk.tell(&json!({ "ended": id }), || format!("ended {id}; a live room closes within two seconds"));
        }
    }
    Ok(())
}

/// An evening that lies ahead.
async fn planned(desk: &Desk, text: &str) -> Result<PlannedEvening, CliError> {
    let id = find(desk, text).await?.info.evening;
    let found = desk.store.planned_evening(id).await?.filter(|evening| evening.is_ahead(desk.now()));
    found.ok_or_else(|| CliError::Usage(format!("the evening {text} is over or cancelled")))
}

pub(super) async fn find(desk: &Desk, text: &str) -> Result<EveningRow, CliError> {
    let unknown = || CliError::Usage(format!("there is no evening {text:?}; see `koronailta evening list`"));
    let id: EveningId = text.parse().map_err(|_| unknown())?;
    desk.store.evening(id).await?.ok_or_else(unknown)
}
