//! Somebody's own link: made, renewed, taken back, mailed.

use axum::{Router, extract::State, response::Response, routing::post};
use koronailta_signaling::ids::{MailId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use super::members::{known_person, may_edit};
use crate::{
    app::App,
    clock::SystemEntropy,
    http::{
        Problem,
        answers::{WriteRefusals, done, shown_once},
        auth::{Caller, Standing},
        body::{Path, Query},
        permission::Action,
        refusal::ApiCode,
    },
    invite::{self, Grant},
    mail,
    store::{MailKind, NewMail, Person},
    token::Token,
};

#[derive(OpenApi)]
#[openapi(paths(renew, revoke))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/networks/{slug}/persons/{person}/link", post(renew).delete(revoke))
}

/// A link, shown this once.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct ShownLink {
    /// What the person opens to join an evening.
    pub(super) url: String,
    /// The person's own page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) page: Option<String>,
    /// It was mailed to the person as well.
    pub(super) mailed: bool,
}

/// How a new link reaches the person.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Sending {
    /// Mail it to the person as well.
    #[serde(default)]
    mail: bool,
}

/// Makes a person a new link of their own; the one before opens nothing any more.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/persons/{person}/link",
    tag = "links",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("person" = String, Path, description = "The person's id"),
        Sending,
    ),
    responses((status = 201, description = "Made; the address is shown only this once", body = ShownLink), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn renew(
    State(app): State<App>,
    caller: Caller,
    Path((slug, person)): Path<(String, PersonId)>,
    Query(Sending { mail }): Query<Sending>,
) -> Result<Response, Problem> {
    let standing = caller.may(&app, &slug, Action::EditMembers).await?;
    let person = known_person(&app, standing.network.id, person).await?;
    may_edit(&standing, &person)?;
    if mail && (app.mail_from.is_none() || person.email.is_none()) {
        return Err(ApiCode::MailImpossible.into());
    }
    let token = Token::generate();
    let link = Grant::personal(person.network, person.id, person.role).with_token(&token, app.clock);
    let page = format!("{}/m/{}", app.public_url.origin().ascii_serialization(), token.reveal());
    let now = app.clock.now();
    let letter = if mail { Some(letter(&standing, &person, &page, now)?) } else { None };
    app.store.renew_link_of(person.id, link, letter, now).await?;
    Ok(shown_once(&ShownLink { url: invite::address(&app.public_url, &token), page: Some(page), mailed: mail }))
}

fn letter(standing: &Standing, person: &Person, page: &str, now: Timestamp) -> Result<NewMail, Problem> {
    let network = &standing.network;
    Ok(NewMail {
        id: MailId::new(now, SystemEntropy::bytes()),
        network: Some(network.id),
        evening: None,
        person: Some(person.id),
        kind: MailKind::PersonalLink,
        occasion: None,
        address: person.email.clone().ok_or(ApiCode::MailImpossible)?,
        sender_name: network.name.clone(),
        reply_to: network.contact_email.clone(),
        letter: mail::letters::personal_link(person.language, &person.name, &network.name, page),
        created_at: now,
        useful_until: None,
    })
}

/// Takes a person's links back; in a live evening they leave.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/persons/{person}/link",
    tag = "links",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("person" = String, Path, description = "The person's id"),
    ),
    responses((status = 204, description = "Taken back"), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn revoke(
    State(app): State<App>,
    caller: Caller,
    Path((slug, person)): Path<(String, PersonId)>,
) -> Result<Response, Problem> {
    let standing = caller.may(&app, &slug, Action::EditMembers).await?;
    let person = known_person(&app, standing.network.id, person).await?;
    may_edit(&standing, &person)?;
    app.store.revoke_links_of(person.id, app.clock.now()).await?;
    Ok(done())
}
