//! Who works in a network, and how they come in.

use std::collections::HashSet;

use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{get, post},
};
use koronailta_signaling::{
    ids::{MailId, PersonId},
    wire::{join::Language, participant::Role},
};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use super::{
    members::{NetworkPerson, known_person, may_stand_for, person_view, with_links},
    personal_links::ShownLink,
};
use crate::{
    app::App,
    clock::SystemEntropy,
    http::{
        Peer, Problem,
        answers::{ReadRefusals, WriteRefusals, created, json, shown_once},
        auth::Caller,
        body::{Json, Path},
        fields,
        permission::Action,
        refusal::ApiCode,
    },
    mail,
    sign_in::{self, Delivery, LetsIn},
    store::{MailKind, NewMail, Person},
};

#[derive(OpenApi)]
#[openapi(paths(list, add, sign_in_link, mail_sign_in_link))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/staff", get(list).post(add))
        .route("/api/v1/networks/{slug}/staff/{person}/sign-in-link", post(sign_in_link))
        .route("/api/v1/session/link", post(mail_sign_in_link))
}

/// People of the staff.
const STAFF_MAX: usize = 100;

/// The staff.
#[derive(Serialize, utoipa::ToSchema)]
struct StaffList {
    /// The longest there first.
    staff: Vec<NetworkPerson>,
}

/// Who works in a network.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/staff",
    tag = "staff",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "The staff", body = StaffList), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::ReadStaff).await?.network.id;
    let links = with_links(&app, network).await?;
    let staff = app.store.persons_of(network).await?.into_iter().filter(|person| person.role > Role::Participant);
    Ok(json(&StaffList { staff: staff.map(|person| person_view(person, &links)).collect() }))
}

/// Somebody who is to work in a network.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewStaffBody {
    /// Their name.
    name: String,
    /// Where to write to.
    email: Option<String>,
    /// `fi`, `sv` or `en`.
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
    /// `captioner`, `advisor`, `moderator` or `organizer`.
    #[schema(value_type = String)]
    role: Role,
}

/// Adds somebody to the staff who belongs to no business. Somebody of a business is made staff by changing their role.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/staff",
    tag = "staff",
    params(("slug" = String, Path, description = "The network's short name")),
    request_body = NewStaffBody,
    responses((status = 201, description = "Added", body = NetworkPerson), WriteRefusals),
    security(("session" = []))
)]
async fn add(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(body): Json<NewStaffBody>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditStaff).await?.network;
    let people = app.store.persons_of(network.id).await?;
    if people.iter().filter(|person| person.role > Role::Participant).count() >= STAFF_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", STAFF_MAX as u64));
    }
    if body.role == Role::Participant {
        return Err(Problem::refused(ApiCode::ValueInvalid).word("field", "role"));
    }
    let now = app.clock.now();
    let person = Person {
        id: PersonId::new(now, SystemEntropy::bytes()),
        member: None,
        network: network.id,
        name: fields::name("name", &body.name)?,
        email: fields::optional_email(body.email.as_deref())?,
        language: body.language.or(network.languages.first().copied()).unwrap_or(Language::Fi),
        role: body.role,
        founder: false,
        created_at: now,
        version: 1,
    };
    app.store.add_people(Vec::new(), vec![person.clone()]).await?;
    Ok(created(&person_view(person, &HashSet::new()), 1))
}

/// Makes somebody of the staff a link by which they sign in once, to hand over; the last unused one opens nothing any more.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/staff/{person}/sign-in-link",
    tag = "staff",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("person" = String, Path, description = "The person's id"),
    ),
    responses((status = 201, description = "Made; the address is shown only this once", body = ShownLink), WriteRefusals),
    security(("session" = []))
)]
async fn sign_in_link(
    State(app): State<App>,
    caller: Caller,
    Path((slug, person)): Path<(String, PersonId)>,
) -> Result<Response, Problem> {
    let standing = caller.may(&app, &slug, Action::EditStaff).await?;
    let person = known_person(&app, standing.network.id, person).await?;
    if person.role == Role::Participant {
        return Err(ApiCode::NotFound.into());
    }
    may_stand_for(&standing, &person)?;
    let lets_in = LetsIn::Persons(vec![person.id]);
    let url = sign_in::new_link(&app.store, lets_in, Delivery::ByHand, &app.public_url, app.clock).await?;
    Ok(shown_once(&ShownLink { url, page: None, mailed: false }))
}

/// Where to mail a way in.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MailMeBody {
    /// An address of somebody of the staff.
    email: String,
}

/// Mails a link by which one signs in once, if the address is one of the staff's. The answer does not tell whether it is.
#[utoipa::path(
    post,
    path = "/api/v1/session/link",
    tag = "session",
    request_body = MailMeBody,
    responses((status = 202, description = "Mailed, if somebody has that address"), WriteRefusals),
    security(())
)]
async fn mail_sign_in_link(
    State(app): State<App>,
    Peer(address): Peer,
    Json(body): Json<MailMeBody>,
) -> Result<Response, Problem> {
    app.sign_ins.knock(address)?;
    let email = fields::email(&body.email)?;
    if app.mail_from.is_none() {
        return Err(ApiCode::MailImpossible.into());
    }
    // In the background, so that the time it takes tells nothing either.
    tokio::spawn(async move {
        if let Err(error) = send(&app, email).await {
            tracing::error!(%error, "a sign-in link was not mailed");
        }
    });
    let mut response = json(&serde_json::json!({}));
    *response.status_mut() = axum::http::StatusCode::ACCEPTED;
    Ok(response)
}

async fn send(app: &App, address: String) -> Result<(), crate::store::StoreError> {
    let persons = app.store.staff_by_email(&address).await?;
    let Some(first) = persons.first() else { return Ok(()) };
    // The links that were mailed just before are good still.
    if app.sign_in_mails.count(&address).is_err() {
        return Ok(());
    }
    let language = first.language;
    let lets_in = LetsIn::Persons(persons.iter().map(|person| person.id).collect());
    let url = sign_in::new_link(&app.store, lets_in, Delivery::ByMail, &app.public_url, app.clock).await?;
    let now = app.clock.now();
    let mail = NewMail {
        id: MailId::new(now, SystemEntropy::bytes()),
        network: None,
        evening: None,
        person: None,
        kind: MailKind::SignIn,
        occasion: None,
        address,
        sender_name: "Koronailta".to_owned(),
        reply_to: None,
        letter: mail::letters::sign_in(language, &url, sign_in::MAILED_MS / 60_000),
        useful_until: Some(now.plus(sign_in::MAILED_MS)),
        created_at: now,
    };
    app.store.queue_mail(vec![mail]).await.map(|_| ())
}
