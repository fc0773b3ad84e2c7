//! Networks: what an organizer decides about one, and what everybody may know of it.

use axum::{Router, extract::State, http::HeaderMap, response::Response, routing::get};
use koronailta_signaling::{
    ids::{NetworkId, PersonId},
    wire::{join::Language, participant::Role},
};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use crate::{
    app::App,
    clock::SystemEntropy,
    demo,
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, WriteRefusals, created, json, versioned},
        auth::{Caller, Visitor, Who},
        body::{Json, Path, present},
        fields,
        permission::Action,
        precondition,
        refusal::ApiCode,
    },
    store::{Accent, Network, NewNetwork, Person, StoreError},
};

#[derive(OpenApi)]
#[openapi(paths(list, found, read, change))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks", get(list).post(found))
        .route("/api/v1/networks/{slug}", get(read).patch(change))
}

/// Characters of the ground rules, the privacy text, the public text.
const TEXT_MAX: usize = 4000;

/// Days for which anything can be kept.
const DAYS: std::ops::RangeInclusive<u32> = 1..=3650;

/// A network, as everybody may see it; the rest is there for those who work in it.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct NetworkView {
    /// Its short name in addresses.
    slug: String,
    /// Its name.
    name: String,
    /// Its languages, the first one first.
    #[schema(value_type = Vec<String>)]
    languages: Vec<Language>,
    /// Where its evenings' clocks are, a name of the IANA database.
    time_zone: String,
    /// The colour of its pages.
    accent: Accent,
    /// What it tells about people's data.
    privacy_text: String,
    /// What its public page tells.
    public_text: String,
    /// Where people write to.
    contact_email: Option<String>,
    /// It has a logo, at `…/logo`.
    logo: bool,
    /// Counts its changes; the `ETag` is made of it.
    version: u64,
    /// Its id; this and what follows only for those who work in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// Its ground rules, one a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    ground_rules: Option<String>,
    /// The organizer's number for help; empty where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    help_phone: Option<String>,
    /// A recognised member may open an evening to which no staff has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    members_may_host: Option<bool>,
    /// Days for which the words of an evening are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    chat_days: Option<u32>,
    /// Days for which it is kept who was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    attendance_days: Option<u32>,
    /// Days for which a contact request is kept after it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_done_days: Option<u32>,
    /// Days for which it is kept after it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_made_days: Option<u32>,
}

fn view(network: Network, works_here: bool) -> NetworkView {
    NetworkView {
        id: works_here.then(|| network.id.to_string()),
        ground_rules: works_here.then_some(network.ground_rules),
        help_phone: works_here.then(|| network.help_phone.unwrap_or_default()),
        members_may_host: works_here.then_some(network.members_may_host),
        chat_days: works_here.then_some(network.chat_days),
        attendance_days: works_here.then_some(network.attendance_days),
        contact_done_days: works_here.then_some(network.contact_done_days),
        contact_made_days: works_here.then_some(network.contact_made_days),
        logo: network.logo.is_some(),
        version: network.version,
        slug: network.slug,
        name: network.name,
        languages: network.languages,
        time_zone: network.time_zone,
        accent: network.accent,
        privacy_text: network.privacy_text,
        public_text: network.public_text,
        contact_email: network.contact_email,
    }
}

/// Networks.
#[derive(Serialize, utoipa::ToSchema)]
struct NetworkList {
    /// By name.
    networks: Vec<NetworkView>,
}

/// The networks in which the caller works.
#[utoipa::path(
    get,
    path = "/api/v1/networks",
    tag = "networks",
    responses((status = 200, description = "By name", body = NetworkList), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn list(State(app): State<App>, Caller(who): Caller) -> Result<Response, Problem> {
    let mut ids: Vec<NetworkId> = match &who {
        Who::Staff(session) => session.persons.iter().map(|person| person.network).collect(),
        Who::Program { network, .. } => vec![*network],
        Who::Link(_) => return Err(ApiCode::Forbidden.into()),
    };
    ids.dedup();
    let mut networks = Vec::new();
    for id in ids {
        who.check(id, Action::ReadNetwork)?;
        networks.extend(app.store.network_by_id(id).await?);
    }
    networks.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(json(&NetworkList { networks: networks.into_iter().map(|network| view(network, true)).collect() }))
}

/// A network to be.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewNetworkBody {
    /// Its short name in addresses: small letters, digits and hyphens.
    slug: String,
    /// Its name.
    name: String,
    /// Its languages, the first one first.
    #[serde(default = "all_languages")]
    #[schema(value_type = Option<Vec<String>>)]
    languages: Vec<Language>,
    /// Who organizes it: the caller.
    organizer: OrganizerBody,
}

/// The organizer of a network to be.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct OrganizerBody {
    /// Their name.
    name: String,
    /// Where they can be written to; needed to sign in by mail later.
    email: Option<String>,
    /// Their language.
    #[schema(value_type = String)]
    language: Language,
}

fn all_languages() -> Vec<Language> {
    vec![Language::Fi, Language::Sv, Language::En]
}

/// Makes a network, whose organizer the caller becomes.
#[utoipa::path(
    post,
    path = "/api/v1/networks",
    tag = "networks",
    request_body = NewNetworkBody,
    responses((status = 201, description = "Made", body = NetworkView), WriteRefusals),
    security(("session" = []))
)]
async fn found(
    State(app): State<App>,
    Caller(who): Caller,
    Json(body): Json<NewNetworkBody>,
) -> Result<Response, Problem> {
    let session = match who {
        Who::Staff(session) if session.founder => session,
        _ => return Err(ApiCode::Forbidden.into()),
    };
    let now = app.clock.now();
    let id = NetworkId::new(now, SystemEntropy::bytes());
    let slug = fields::slug(&body.slug)?;
    let organizer = Person {
        id: PersonId::new(now, SystemEntropy::bytes()),
        member: None,
        network: id,
        name: fields::name("name", &body.organizer.name)?,
        email: fields::optional_email(body.organizer.email.as_deref())?,
        language: body.organizer.language,
        role: Role::Organizer,
        founder: true,
        created_at: now,
        version: 1,
    };
    let person = organizer.id;
    let network = NewNetwork {
        id,
        slug: slug.clone(),
        name: fields::line("name", &body.name)?,
        ground_rules: demo::GROUND_RULES.to_owned(),
        help_phone: None,
        members_may_host: true,
        created_at: now,
    };
    let languages = distinct(body.languages)?;
    app.store.found_network(network, organizer).await.map_err(slug_taken)?;
    app.store.extend_session(session.id, person).await?;
    let mut network = app.store.network(&slug).await?.ok_or(ApiCode::Internal)?;
    if network.languages != languages {
        network.languages = languages;
        app.store.update_network(network).await?;
    }
    let network = app.store.network(&slug).await?.ok_or(ApiCode::Internal)?;
    let version = network.version;
    Ok(created(&view(network, true), version))
}

fn slug_taken(error: StoreError) -> Problem {
    match error {
        StoreError::Taken => ApiCode::SlugTaken.into(),
        error => error.into(),
    }
}

/// A network: what everybody may know, and for those who work in it its settings.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}",
    tag = "networks",
    params(("slug" = String, Path, description = "The network's short name")),
    responses(
        (status = 200, description = "The network", body = NetworkView, headers(("etag" = String, description = "Its version"))),
        ReadRefusals
    ),
    security((), ("session" = []), ("token" = []))
)]
async fn read(State(app): State<App>, Visitor(who): Visitor, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = app.store.network(&slug).await?.ok_or(ApiCode::NotFound)?;
    let works_here = who.is_some_and(|who| who.check(network.id, Action::ReadNetwork).is_ok());
    let version = network.version;
    Ok(versioned(&view(network, works_here), version))
}

/// What changes of a network; what is absent stays.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct NetworkPatch {
    slug: Option<String>,
    name: Option<String>,
    ground_rules: Option<String>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    help_phone: Option<Option<String>>,
    members_may_host: Option<bool>,
    /// `fi`, `sv`, `en`; the first one first.
    #[schema(value_type = Option<Vec<String>>)]
    languages: Option<Vec<Language>>,
    time_zone: Option<String>,
    accent: Option<Accent>,
    privacy_text: Option<String>,
    public_text: Option<String>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    contact_email: Option<Option<String>>,
    chat_days: Option<u32>,
    attendance_days: Option<u32>,
    contact_done_days: Option<u32>,
    contact_made_days: Option<u32>,
}

impl NetworkPatch {
    fn apply(self, network: &mut Network) -> Result<(), Problem> {
        if let Some(slug) = self.slug {
            network.slug = fields::slug(&slug)?;
        }
        if let Some(name) = self.name {
            network.name = fields::line("name", &name)?;
        }
        if let Some(rules) = self.ground_rules {
            network.ground_rules = fields::text("ground_rules", &rules, TEXT_MAX)?;
        }
        if let Some(phone) = self.help_phone {
            network.help_phone = fields::optional_line("help_phone", phone.as_deref())?;
        }
        if let Some(may) = self.members_may_host {
            network.members_may_host = may;
        }
        if let Some(languages) = self.languages {
            network.languages = distinct(languages)?;
        }
        if let Some(zone) = self.time_zone {
            network.time_zone = time_zone(zone)?;
        }
        if let Some(accent) = self.accent {
            network.accent = accent;
        }
        if let Some(text) = self.privacy_text {
            network.privacy_text = fields::text("privacy_text", &text, TEXT_MAX)?;
        }
        if let Some(text) = self.public_text {
            network.public_text = fields::text("public_text", &text, TEXT_MAX)?;
        }
        if let Some(email) = self.contact_email {
            network.contact_email = fields::optional_email(email.as_deref())?;
        }
        for (field, count, kept) in [
            ("chat_days", self.chat_days, &mut network.chat_days),
            ("attendance_days", self.attendance_days, &mut network.attendance_days),
            ("contact_done_days", self.contact_done_days, &mut network.contact_done_days),
            ("contact_made_days", self.contact_made_days, &mut network.contact_made_days),
        ] {
            if let Some(count) = count {
                *kept = days(field, count)?;
            }
        }
        Ok(())
    }
}

fn distinct(languages: Vec<Language>) -> Result<Vec<Language>, Problem> {
    let mut kept: Vec<Language> = Vec::new();
    for language in languages {
        if !kept.contains(&language) {
            kept.push(language);
        }
    }
    if kept.is_empty() { Err(Problem::refused(ApiCode::ValueEmpty).word("field", "languages")) } else { Ok(kept) }
}

fn time_zone(zone: String) -> Result<String, Problem> {
    let invalid = || Problem::refused(ApiCode::ValueInvalid).word("field", "time_zone");
    // A known name: nothing in it can leave its line in a calendar.
    let named = zone.len() <= 64 && zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte));
    if !named || jiff::tz::TimeZone::get(&zone).is_err() {
        return Err(invalid());
    }
    Ok(zone)
}

fn days(field: &str, count: u32) -> Result<u32, Problem> {
    if DAYS.contains(&count) {
        return Ok(count);
    }
    let out = Problem::refused(ApiCode::ValueOutOfRange).word("field", field);
    Err(out.number("min", u64::from(*DAYS.start())).number("max", u64::from(*DAYS.end())))
}

/// Changes a network.
#[utoipa::path(
    patch,
    path = "/api/v1/networks/{slug}",
    tag = "networks",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    request_body = NetworkPatch,
    responses((status = 200, description = "Changed", body = NetworkView), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn change(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    headers: HeaderMap,
    Json(patch): Json<NetworkPatch>,
) -> Result<Response, Problem> {
    let mut network = caller.may(&app, &slug, Action::EditNetwork).await?.network;
    precondition::check(&headers, network.version)?;
    patch.apply(&mut network)?;
    let id = network.id;
    app.store.update_network(network).await.map_err(slug_taken)?;
    let network = app.store.network_by_id(id).await?.ok_or(ApiCode::NotFound)?;
    let version = network.version;
    Ok(versioned(&view(network, true), version))
}
