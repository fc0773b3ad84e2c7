//! What is left of an evening: documents, links, answers, kept captions and the next one. Nothing of groups, and nothing that was encrypted.

use axum::{Router, extract::State, http::HeaderMap, response::Response, routing::get};
use koronailta_signaling::{
    ids::{EveningId, Timestamp},
    room::QuestionRecord,
    wire::{join::Language, participant::Role, question::QuestionState},
};
use serde::Serialize;
use url::Url;
use utoipa::OpenApi;

use crate::{
    app::App,
    evenings::HORIZON_DAYS,
    http::{
        Problem,
        answers::{ReadRefusals, json},
        auth::{Admitted, Caller, Who},
        body::Path,
        permission::Action,
        refusal::ApiCode,
    },
    links,
    store::{EveningRow, Network},
};

#[derive(OpenApi)]
#[openapi(paths(summary))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/evenings/{evening}/summary", get(summary))
}

/// Links of a summary.
const LINKS: usize = 100;

const DAY_MS: u64 = 86_400_000;

/// A document that may be kept.
#[derive(Serialize, utoipa::ToSchema)]
struct SummaryMaterial {
    /// Its id.
    id: String,
    /// Its title.
    title: String,
    /// How many pages.
    pages: u16,
}

/// A question that was answered. Nobody's name stands with it.
#[derive(Serialize, utoipa::ToSchema)]
struct SummaryAnswer {
    /// The question.
    question: String,
    /// The answer; none where it was given by word of mouth.
    answer: Option<String>,
    /// Who wrote the answer.
    by: Option<String>,
}

/// Captions that were kept, in one language.
#[derive(Serialize, utoipa::ToSchema)]
struct SummaryCaptions {
    /// Which language.
    #[schema(value_type = String)]
    language: Language,
    /// How many lines.
    lines: u64,
}

/// The evening that comes next.
#[derive(Serialize, utoipa::ToSchema)]
struct NextEvening {
    /// Its title.
    title: String,
    /// When it begins, in milliseconds since the epoch.
    starts_at: u64,
    /// When it is planned to end.
    ends_at: u64,
    /// Where people sit together.
    place: Option<String>,
    /// What happens.
    programme: String,
}

/// What is left of an evening.
#[derive(Serialize, utoipa::ToSchema)]
struct Summary {
    /// Its title.
    title: String,
    /// The network.
    network: String,
    /// The network's short name.
    slug: String,
    /// The zone of its clock.
    time_zone: String,
    /// When it began, in milliseconds since the epoch.
    starts_at: u64,
    /// When it was planned to end.
    ends_at: u64,
    /// It was end-to-end encrypted: nothing of it is here.
    encrypted: bool,
    /// What the organizer wrote about it.
    words: String,
    /// Documents that may be kept.
    materials: Vec<SummaryMaterial>,
    /// Addresses that staff wrote to all.
    links: Vec<String>,
    /// Answered questions, the most wanted first.
    answers: Vec<SummaryAnswer>,
    /// Captions that were kept, by their language.
    captions: Vec<SummaryCaptions>,
    /// The next evening.
    next: Option<NextEvening>,
}

/// What is left of an evening, once it is over.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/summary",
    tag = "evenings",
    params(
        ("evening" = String, Path, description = "The evening's id"),
        ("koronailta-participant" = Option<String>, Header, description = "By a shared link: `<participant> <secret>` of somebody who was let in"),
    ),
    responses(
        (status = 200, description = "What is left", body = Summary),
        (status = 409, description = "`evening_not_over`", body = Problem, content_type = "application/problem+json"),
        ReadRefusals
    ),
    security(("session" = []), ("token" = []), ("link" = []))
)]
async fn summary(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Path(evening): Path<String>,
) -> Result<Response, Problem> {
    let evening: EveningId = evening.parse().map_err(|_| ApiCode::NotFound)?;
    let evening = app.store.evening(evening).await?.ok_or(ApiCode::NotFound)?;
    may_read(&app, &caller, &headers, &evening).await?;
    if !evening.ended {
        return Err(ApiCode::EveningNotOver.into());
    }
    let network = app.store.network_by_id(evening.network).await?.ok_or(ApiCode::NotFound)?;
    Ok(json(&whole(&app, evening, network).await?))
}

/// Staff and the network's people; by a shared link only who was let in.
pub(super) async fn may_read(
    app: &App,
    caller: &Caller,
    headers: &HeaderMap,
    evening: &EveningRow,
) -> Result<(), Problem> {
    let Who::Link(link) = &caller.0 else { return caller.0.check(evening.network, Action::ReadEvenings) };
    let known = link.person.is_some() || link.access.role > Role::Captioner;
    if !known {
        return Admitted::check(app, headers, evening.info.evening).await.map(|_| ());
    }
    if app.store.is_sent_away(evening.info.evening, link.access.link).await? {
        return Err(ApiCode::Forbidden.into());
    }
    let leads = links::leads_to(&app.store, link, evening, app.clock.now()).await?;
    if leads { Ok(()) } else { Err(ApiCode::NotFound.into()) }
}

async fn whole(app: &App, evening: EveningRow, network: Network) -> Result<Summary, Problem> {
    let now = app.clock.now();
    let (key, info) = (evening.info.evening, evening.info);
    let planned = app.store.planned_evening(key).await?;
    let (materials, links, answers, captions) = if info.encrypted {
        (Vec::new(), Vec::new(), Vec::new(), Vec::new())
    } else {
        let kept = app.store.materials(key).await?.into_iter().filter(|row| row.download && row.erase_at > now);
        let material = |one: koronailta_signaling::wire::stage::Material| SummaryMaterial {
            id: one.id.to_string(),
            title: one.title,
            pages: one.pages,
        };
        (
            kept.filter_map(|row| row.finished()).map(material).collect(),
            addresses(&app.store.written_by_staff(key).await?),
            app.store.answered_questions(key).await?.into_iter().map(answer).collect(),
            app.store.caption_languages(key).await?,
        )
    };
    let until = now.plus(HORIZON_DAYS * DAY_MS);
    let ahead = app.store.planned_between(network.id, (now, until), 20).await?;
    let next = ahead.into_iter().find(|one| one.is_ahead(now)).map(|one| NextEvening {
        title: one.details.title,
        starts_at: one.starts_at.0,
        ends_at: one.ends_at.0,
        place: one.details.place,
        programme: one.details.programme,
    });
    let Timestamp(starts_at) = info.starts_at;
    Ok(Summary {
        title: info.title,
        network: network.name,
        slug: network.slug,
        time_zone: network.time_zone,
        starts_at,
        ends_at: info.ends_at.0,
        encrypted: info.encrypted,
        words: planned.map(|one| one.summary).unwrap_or_default(),
        materials,
        links,
        answers,
        captions: captions.into_iter().map(|(language, lines)| SummaryCaptions { language, lines }).collect(),
        next,
    })
}

fn answer(question: QuestionRecord) -> SummaryAnswer {
    let (answer, by) = match question.state {
        QuestionState::Written { text, by } => (Some(text), Some(by)),
        _ => (None, None),
    };
    SummaryAnswer { question: question.text, answer, by }
}

/// The addresses in what was written, each once, as they came.
fn addresses(texts: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in texts.iter().flat_map(|text| text.split_whitespace()) {
        let Some(begin) = word.find("https://").or_else(|| word.find("http://")) else { continue };
        // What follows an address in a sentence does not belong to it.
        let ends = |c: char| ".,;:!?)]}>\"'»”’".contains(c);
        let Ok(url) = Url::parse(word[begin..].trim_end_matches(ends)) else { continue };
        let url = url.to_string();
        if found.len() < LINKS && !found.contains(&url) {
            found.push(url);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_sentences() {
        let texts = [
            "Hakemus on täällä: https://tuki.example/hae?a=1, kiitos.".to_owned(),
            "(https://tuki.example/hae?a=1) ja http://kunta.example/ohje!".to_owned(),
            "javascript:alert(1) https:// ei mitään".to_owned(),
        ];
        assert_eq!(addresses(&texts), ["https://tuki.example/hae?a=1", "http://kunta.example/ohje"]);
    }
}
