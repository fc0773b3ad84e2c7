//! `koronailta series …`

use clap::Subcommand;
use koronailta_signaling::ids::SeriesId;
use serde_json::json;

use super::{CliError, Desk, network, words};
use crate::{
    clock::SystemEntropy,
    evenings::{self, PlanError},
    schedule::{LocalTime, Pattern, Rule, ScheduleError, Zone},
    store::{Details, Series},
};

#[derive(Debug, Subcommand)]
pub(super) enum SeriesCommand {
    /// Make a series; its evenings of the coming half year are made with it
    Add {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
        /// The title of its evenings
        #[arg(long)]
        title: String,
        /// How they come again (RFC 5545): FREQ=WEEKLY;BYDAY=TU, FREQ=MONTHLY;BYDAY=1TU
        #[arg(long, value_name = "RRULE")]
        rule: String,
        /// The first one on the wall clock: 2026-12-01T18:00
        #[arg(long, value_name = "TIME")]
        first: String,
        /// How long an evening lasts
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u32).range(5..=1440))]
        minutes: u32,
        /// How long before the start the doors open
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(0..=1440))]
        doors_minutes: u32,
        /// Invitations go out by themselves so many days before
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=60))]
        invite_days: Option<u32>,
        /// End-to-end encrypted; browsers that cannot do it do not get in
        #[arg(long)]
        encrypted: bool,
        /// The captions of a writing interpreter are kept, to be read afterwards; everybody is told
        #[arg(long, conflicts_with = "encrypted")]
        keep_captions: bool,
    },
    /// List the series of a network
    List {
        /// The network's short name
        #[arg(long, value_name = "SLUG")]
        network: String,
    },
    /// End a series: what lies ahead is not held, and who was invited is told
    End {
        /// Its id, as `list` prints it
        series: String,
    },
}

impl From<PlanError> for CliError {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Schedule(error) => error.into(),
            PlanError::Store(error) => error.into(),
        }
    }
}

impl From<ScheduleError> for CliError {
    fn from(error: ScheduleError) -> Self {
        Self::Usage(error.to_string())
    }
}

pub(super) async fn run(command: SeriesCommand, desk: &Desk) -> Result<(), CliError> {
    match command {
        SeriesCommand::Add {
            network,
            title,
            rule,
            first,
            minutes,
            doors_minutes,
            invite_days,
            encrypted,
            keep_captions,
        } => {
            let unknown = || CliError::Usage(format!("there is no network {network:?}; see `koronailta network list`"));
            let found = network::find(desk, &network).await?.ok_or_else(unknown)?;
            let network = desk.store.network_by_id(found.id).await?.ok_or_else(unknown)?;
            let zone = Zone::parse(&network.time_zone)?;
            let pattern = Pattern::new(LocalTime::parse(&first)?, zone.clone(), Rule::parse(&rule, &zone)?)?;
            let details = Details {
                title: words("--title", &title)?,
                programme: String::new(),
                place: None,
                time_zone: network.time_zone,
                advisor: None,
                encrypted,
                captions_kept: keep_captions,
            };
            let series = Series {
                id: SeriesId::new(desk.now(), SystemEntropy::bytes()),
                network: network.id,
                details,
                rule: pattern.rule().to_string(),
                first_local: pattern.first().to_string(),
                minutes,
                doors_minutes,
                invite_days,
                created_at: desk.now(),
                changed_at: desk.now(),
                sequence: 0,
                version: 1,
            };
            desk.store.add_series(series.clone()).await?;
            evenings::plan_series(&desk.store, desk.post.as_ref(), &series, false, desk.now()).await?;
            desk.tell(&json!({ "id": series.id }), || series.id.to_string());
        }
        SeriesCommand::List { network } => {
            let unknown = || CliError::Usage(format!("there is no network {network:?}; see `koronailta network list`"));
            let found = network::find(desk, &network).await?.ok_or_else(unknown)?;
            let all = desk.store.series_of(found.id).await?;
            let row = |one: &Series| json!({ "id": one.id, "first": one.first_local, "rule": one.rule, "title": one.details.title });
            let line = |one: &Series| format!("{}\t{}\t{}\t{}", one.id, one.first_local, one.rule, one.details.title);
            desk.tell_all(&all, row, line);
        }
        SeriesCommand::End { series } => {
            let unknown = || CliError::Usage(format!("there is no series {series:?}; see `koronailta series list`"));
            let key: SeriesId = series.parse().map_err(|_| unknown())?;
            let found = desk.store.series(key).await?.ok_or_else(unknown)?;
            desk.store.remove_series(found.id, found.version, desk.now()).await?;
            evenings::plan_series(&desk.store, desk.post.as_ref(), &found, true, desk.now()).await?;
            desk.tell(&json!({ "ended": key }), || format!("ended {key}"));
        }
    }
    Ok(())
}
