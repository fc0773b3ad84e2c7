//! The figures of networks and their evenings: what calendars of others find in what the server writes.

use koronailta_tests::{
    measure::calendars,
    server::{Options, Server},
    smtp::Sink,
};

use crate::{
    figures::{Figures, repository},
    part::{options, part},
};

const SABOTAGES: [&str; 3] = ["summer-time-off", "answers-undocumented", "versions-off"];
const RULES: usize = 240;
const SEED: u64 = 20_201_123;

/// Measures and prints; true if everything held.
///
/// # Errors
/// The server is not there, in words for the person at the keyboard.
pub(crate) async fn show(sabotage: Option<&str>, only: Option<&str>) -> Result<bool, String> {
    let options = options(sabotage, &SABOTAGES)?;
    let mut figures = Figures::of("networks");
    if only.is_none_or(|only| only == "calendars") {
        compared(&mut figures, options).await;
    }
    // Other parts are the made-up requests' and the browsers'.
    Ok(figures.all_held() || only.is_some_and(|only| only != "calendars"))
}

async fn compared(figures: &mut Figures, options: Options) {
    let measured = part("the calendars", async move {
        let sink = Sink::start().await.map_err(|error| error.to_string())?;
        let mut arguments = options.arguments.clone();
        arguments.extend(["--smtp-url".to_owned(), format!("smtp://{}", sink.address)]);
        arguments.extend(["--mail-from", "ilta@koronailta.example"].map(str::to_owned));
        let server = Server::with(Options { arguments, ..options }).await;
        calendars::measure(&server, &sink, repository(), RULES, SEED).await
    });
    let measured = measured.await.and_then(|measured| measured.inspect_err(|reason| eprintln!("{reason}")).ok());
    let of = |pick: fn(&calendars::Compared) -> usize| measured.as_ref().map(pick);
    figures.add("calendar_rules_compared", of(|compared| compared.rules));
    figures.add("calendar_evenings_compared", of(|compared| compared.evenings));
    figures.add("calendar_exceptions", of(|compared| compared.exceptions));
    figures.add("calendar_rules_over_changes_of_the_clock", of(|compared| compared.changes_of_the_clock));
    figures.add("calendar_times_twice_or_skipped", of(|compared| compared.odd_times));
    figures.add("calendar_deadlines_read_right", of(|compared| compared.deadlines));
    figures.add("calendar_disagreements", of(|compared| compared.disagreements.len()));
    figures.add("itip_mails_understood", of(|compared| compared.mails_understood));
    figures.add("itip_mails_misunderstood", of(|compared| compared.misunderstood.len()));
    let Some(measured) = measured else { return };
    let head = format!(
        "# ical.js takes {} times that come twice or are skipped for an hour off RFC 5545 §3.3.5",
        measured.taken_otherwise
    );
    figures.keep("calendars.txt", std::iter::once(head).chain(measured.disagreements).chain(measured.misunderstood));
}
