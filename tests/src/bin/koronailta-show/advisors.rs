//! The figures of guidance: whether what is said without a name stays without a name.

use koronailta_tests::{
    measure::linking::{Linked, linking},
    server::Server,
};

use crate::{
    figures::Figures,
    part::{options, part},
};

/// The last four are for the browsers' part.
const SABOTAGES: [&str; 6] =
    ["order-kept", "mood-told", "slides-late", "half-resolution", "whip-bearer", "key-frames-off"];
const PEOPLE: usize = 20;
/// Questions, and polls, for each person.
const EACH: usize = 10;

/// Measures and prints; true if everything held.
///
/// # Errors
/// The server is not there, in words for the person at the keyboard.
pub(crate) async fn show(sabotage: Option<&str>, only: Option<&str>) -> Result<bool, String> {
    let mut options = options(sabotage, &SABOTAGES)?;
    options.environment.push(("KORONAILTA_LOG".to_owned(), "debug".to_owned()));
    let mut figures = Figures::of("advisors");
    if only.is_none_or(|only| only == "linking") {
        let linked = part("the linking", async move {
            let server = Server::with(options).await;
            linking(&server, PEOPLE, EACH).await
        });
        let linked = linked.await;
        let figure = |of: fn(&Linked) -> usize| linked.as_ref().map(of);
        figures.add("linking_questions_judged", figure(|linked| linked.questions));
        figures.add("linking_questions_right", figure(|linked| linked.questions_right));
        figures.add("linking_ballots_judged", figure(|linked| linked.ballots));
        figures.add("linking_ballots_right", figure(|linked| linked.ballots_right));
        figures.add("linking_feedback_judged", figure(|linked| linked.feedback));
        figures.add("linking_feedback_right", figure(|linked| linked.feedback_right));
        figures.add("linking_moods_answered", figure(|linked| linked.moods));
        figures.add("linking_moods_found", figure(|linked| linked.moods_found));
        figures.keep("linking.txt", linked.iter().map(|linked| format!("{linked:#?}")));
    }
    Ok(figures.all_held())
}
