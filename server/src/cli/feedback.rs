//! `koronailta feedback …`

use clap::Args;

use super::{CliError, Desk, evening, network, when};
use crate::feedback::FeedbackReport;

#[derive(Debug, Args)]
#[group(id = "of", required = true, multiple = false)]
pub(super) struct FeedbackCommand {
    /// A network's short name: all its evenings of which there is feedback, the oldest first
    #[arg(long, value_name = "SLUG")]
    network: Option<String>,
    /// An evening's id, as `evening list` prints it: that one, with what was written
    #[arg(long, value_name = "ID")]
    evening: Option<String>,
}

pub(super) async fn run(command: FeedbackCommand, desk: &Desk) -> Result<(), CliError> {
    let FeedbackCommand { network, evening } = command;
    if let Some(evening) = evening {
        let report = FeedbackReport::of(&desk.store, &evening::find(desk, &evening).await?).await?;
        desk.tell(&serde_json::json!(report), || {
            let words = report.words.iter().map(|words| format!("\n- {}", words.replace('\n', "\n  ")));
            line(&report) + &words.collect::<String>()
        });
    } else if let Some(slug) = network {
        let found = network::find(desk, &slug)
            .await?
            .ok_or_else(|| CliError::Usage(format!("there is no network {slug:?}; see `koronailta network list`")))?;
        let all = FeedbackReport::over_time(&desk.store, found.id).await?;
        desk.tell_all(&all, |one| serde_json::json!(one), line);
    }
    Ok(())
}

fn line(one: &FeedbackReport) -> String {
    let starts = when::show(one.starts_at);
    let (useful, ease) = (grades(one.useful.as_ref()), grades(one.ease.as_ref()));
    format!("{}\t{starts}\tgiven {}\tuseful {useful}\tease {ease}\t{}", one.evening, one.given, one.title)
}

/// The mean, and how often each grade from 1 to 5 was given; a dash where too few answered.
fn grades(counts: Option<&[u32; 5]>) -> String {
    let Some(counts) = counts else { return "-".to_owned() };
    let given: u32 = counts.iter().sum();
    if given == 0 {
        return "-".to_owned();
    }
    let sum: u32 = (1..).zip(counts).map(|(grade, count)| grade * count).sum();
    let each = counts.map(|count| count.to_string()).join("/");
    format!("{:.1} ({each})", f64::from(sum) / f64::from(given))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_a_mean_and_how_often_each_was_given() {
        assert_eq!(grades(Some(&[1, 0, 0, 2, 1])), "3.5 (1/0/0/2/1)");
        assert_eq!(grades(Some(&[0; 5])), "-", "all left this question out");
        assert_eq!(grades(None), "-");
    }
}
