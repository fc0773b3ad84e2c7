//! The answers that a network keeps on its page: read by everybody or its people, looked after by its advisors.

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::Response,
    routing::{get, patch},
};
use koronailta_signaling::{ids::QuestionId, limits};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use crate::{
    app::App,
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, done, json, versioned},
        auth::{Caller, Visitor},
        body::{Json, Path},
        fields,
        permission::Action,
        precondition,
        refusal::ApiCode,
    },
    store::{Audience, KeptQuestion},
};

#[derive(OpenApi)]
#[openapi(paths(list, edit, take_down))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/answers", get(list))
        .route("/api/v1/networks/{slug}/answers/{question}", patch(edit).delete(take_down))
}

/// An answered question that a network keeps.
#[derive(Serialize, utoipa::ToSchema)]
struct KeptAnswer {
    /// Its id, which is random.
    id: String,
    /// The question.
    question: String,
    /// The answer.
    answer: String,
    /// Who answered.
    by: String,
    /// The title of the evening on which it was asked.
    evening: String,
    /// Whom it is for.
    audience: Audience,
    /// Counts its changes; the `ETag` is made of it.
    version: u64,
    /// Whoever asks may change it.
    editable: bool,
}

fn view(one: KeptQuestion, edits: bool) -> KeptAnswer {
    KeptAnswer {
        id: one.id.to_string(),
        question: one.text,
        answer: one.answer,
        by: one.by,
        evening: one.title,
        audience: one.audience,
        version: one.version,
        editable: edits && one.ended,
    }
}

/// The answered questions that the advisors of a network keep on its page. Nobody's name stands with a question there.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/answers",
    tag = "answers",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "The newest evening first", body = [KeptAnswer]), ReadRefusals),
    security((), ("session" = []), ("token" = []), ("link" = []))
)]
async fn list(State(app): State<App>, Visitor(who): Visitor, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = app.store.network(&slug).await?.ok_or(ApiCode::NotFound)?;
    let may = |action| who.as_ref().is_some_and(|who| who.check(network.id, action).is_ok());
    let (of_it, edits) = (may(Action::ReadAnnouncements), may(Action::EditQuestions));
    let all = app.store.kept_questions(network.id).await?.into_iter();
    let shown = all.filter(|one| of_it || one.audience == Audience::Everybody);
    Ok(json(&shown.map(|one| view(one, edits)).collect::<Vec<_>>()))
}

/// What changes of a kept answer.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct KeptAnswerChange {
    /// The question in other words.
    question: Option<String>,
    /// The answer.
    answer: Option<String>,
    /// Whom it is for.
    audience: Option<Audience>,
}

async fn find(app: &App, caller: Caller, (slug, key): (&str, &str)) -> Result<KeptQuestion, Problem> {
    let network = caller.may(app, slug, Action::EditQuestions).await?.network;
    let key: QuestionId = key.parse().map_err(|_| ApiCode::NotFound)?;
    let found = app.store.kept_questions(network.id).await?.into_iter().find(|one| one.id == key);
    let found = found.ok_or(ApiCode::NotFound)?;
    // While the evening lasts its room looks after the questions.
    if found.ended { Ok(found) } else { Err(ApiCode::EveningNotOver.into()) }
}

/// Changes a kept answer, once its evening is over.
#[utoipa::path(
    patch,
    path = "/api/v1/networks/{slug}/answers/{question}",
    tag = "answers",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("question" = String, Path, description = "The question's id"),
        ("If-Match" = String, Header, description = "The version it had"),
    ),
    request_body = KeptAnswerChange,
    responses((status = 200, description = "As it is now", body = KeptAnswer), ChangeRefusals),
    security(("session" = []), ("token" = []), ("link" = []))
)]
async fn edit(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Path((slug, question)): Path<(String, String)>,
    Json(body): Json<KeptAnswerChange>,
) -> Result<Response, Problem> {
    let mut one = find(&app, caller, (&slug, &question)).await?;
    precondition::check(&headers, one.version)?;
    let filled = |field: &str, text: &str, max| match fields::text(field, text, max)? {
        text if text.is_empty() => Err(Problem::refused(ApiCode::ValueEmpty).word("field", field)),
        text => Ok(text),
    };
    if let Some(text) = body.question {
        one.text = filled("question", &text, limits::QUESTION_TEXT.max)?;
    }
    if let Some(text) = body.answer {
        one.answer = filled("answer", &text, limits::ANSWER_TEXT.max)?;
    }
    one.audience = body.audience.unwrap_or(one.audience);
    app.store.edit_kept_question(one.clone()).await?;
    one.version += 1;
    let version = one.version;
    Ok(versioned(&view(one, true), version))
}

/// Takes a kept answer off the page. It is erased with the evening's other questions.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/answers/{question}",
    tag = "answers",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("question" = String, Path, description = "The question's id"),
        ("If-Match" = String, Header, description = "The version it had"),
    ),
    responses((status = 204, description = "Not kept any more"), ChangeRefusals),
    security(("session" = []), ("token" = []), ("link" = []))
)]
async fn take_down(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Path((slug, question)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let one = find(&app, caller, (&slug, &question)).await?;
    precondition::check(&headers, one.version)?;
    app.store.take_down_question(one.id, one.version).await?;
    Ok(done())
}
