//! Whom people can turn to when an evening was heavy.

use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{delete, get},
};
use koronailta_signaling::{
    ids::HelpContactId,
    wire::{join::Language, mood::HelpContact},
};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use crate::{
    app::App,
    clock::SystemEntropy,
    http::{
        Problem,
        answers::{ReadRefusals, WriteRefusals, created, done, json},
        auth::Caller,
        body::{Json, Path},
        fields,
        permission::Action,
        refusal::ApiCode,
    },
    store::NewHelpContact,
};

#[derive(OpenApi)]
#[openapi(paths(list, add, remove))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/help-contacts", get(list).post(add))
        .route("/api/v1/networks/{slug}/help-contacts/{contact}", delete(remove))
}

/// They are sent to everybody who opens a link; a long list helps nobody in a hard moment.
const CONTACTS_MAX: usize = 12;

/// A help contact.
#[derive(Serialize, utoipa::ToSchema)]
struct ContactView {
    /// Its id.
    id: String,
    /// Who or what it is.
    title: String,
    /// A telephone number, an https address or a mail address.
    address: String,
    /// When somebody answers there.
    hours: Option<String>,
    /// In which language they help.
    #[schema(value_type = String)]
    language: Language,
}

/// Help contacts.
#[derive(Serialize, utoipa::ToSchema)]
struct ContactList {
    /// As they are shown.
    contacts: Vec<ContactView>,
}

fn view(id: HelpContactId, contact: HelpContact) -> ContactView {
    let HelpContact { title, address, hours, language } = contact;
    ContactView { id: id.to_string(), title, address, hours, language }
}

/// A network's help contacts.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/help-contacts",
    tag = "networks",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "As they are shown", body = ContactList), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::ReadNetwork).await?.network.id;
    let contacts = app.store.help_contacts(network).await?;
    Ok(json(&ContactList { contacts: contacts.into_iter().map(|(id, contact)| view(id, contact)).collect() }))
}

/// A help contact to be.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewContactBody {
    /// Who or what it is, as people see it.
    title: String,
    /// A telephone number, an https address or a mail address.
    address: String,
    /// When somebody answers there.
    hours: Option<String>,
    /// `fi`, `sv` or `en`.
    #[schema(value_type = String)]
    language: Language,
}

/// Adds a help contact.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/help-contacts",
    tag = "networks",
    params(("slug" = String, Path, description = "The network's short name")),
    request_body = NewContactBody,
    responses((status = 201, description = "Added", body = ContactView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn add(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(body): Json<NewContactBody>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditNetwork).await?.network.id;
    if app.store.help_contacts(network).await?.len() >= CONTACTS_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", CONTACTS_MAX as u64));
    }
    let contact = HelpContact {
        title: fields::line("title", &body.title)?,
        address: fields::reachable("address", &body.address)?,
        hours: fields::optional_line("hours", body.hours.as_deref())?,
        language: body.language,
    };
    let now = app.clock.now();
    let id = HelpContactId::new(now, SystemEntropy::bytes());
    app.store.add_help_contact(NewHelpContact { id, network, contact: contact.clone(), created_at: now }).await?;
    Ok(created(&view(id, contact), 1))
}

/// Removes a help contact.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/help-contacts/{contact}",
    tag = "networks",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("contact" = String, Path, description = "The contact's id"),
    ),
    responses((status = 204, description = "Removed"), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn remove(
    State(app): State<App>,
    caller: Caller,
    Path((slug, contact)): Path<(String, HelpContactId)>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditNetwork).await?.network.id;
    if !app.store.help_contacts(network).await?.iter().any(|(id, _)| *id == contact) {
        return Err(ApiCode::NotFound.into());
    }
    app.store.remove_help_contact(contact).await?;
    Ok(done())
}
