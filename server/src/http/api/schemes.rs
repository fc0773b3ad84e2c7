//! The guidance board: support schemes that advisors write, for the network's people or for everybody.

use axum::{Router, extract::State, http::HeaderMap, response::Response, routing::get};
use koronailta_signaling::{
    ids::{NetworkId, SchemeId, Timestamp},
    wire::{join::Language, participant::Role},
};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use super::scheme_body::SchemeBody;
use crate::{
    app::App,
    board,
    clock::SystemEntropy,
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, WriteRefusals, created, done, json, versioned},
        auth::{Caller, Standing, Visitor, Who},
        body::{Json, Path, Query},
        permission::Action,
        precondition,
        refusal::ApiCode,
    },
    store::{AttachmentRow, Scheme, SchemeLink, SchemeState, SchemeText},
};

#[derive(OpenApi)]
#[openapi(paths(list, add, read, change, remove))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/schemes", get(list).post(add))
        .route("/api/v1/networks/{slug}/schemes/{scheme}", get(read).patch(change).delete(remove))
}

/// Schemes of a network.
const SCHEMES_MAX: u64 = 200;

/// A support scheme.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct SchemeView {
    /// Its id.
    #[schema(value_type = String)]
    id: SchemeId,
    /// Whether it is shown.
    state: SchemeState,
    /// Everybody may read it.
    public: bool,
    /// Until when to apply; null: it is open all the time.
    deadline: Option<DeadlineView>,
    /// Its words, at most once in each language.
    texts: Vec<SchemeTextView>,
    /// Its files.
    files: Vec<SchemeFileView>,
    /// The caller applies for it; absent where nobody can be reminded.
    #[serde(skip_serializing_if = "Option::is_none")]
    applying: Option<bool>,
    /// From this day on somebody should look whether all of it is still true; for those who write the board.
    #[serde(skip_serializing_if = "Option::is_none")]
    review_on: Option<String>,
    /// That day has come; for those who write the board.
    #[serde(skip_serializing_if = "Option::is_none")]
    to_be_checked: Option<bool>,
    /// When it was changed last, in milliseconds since the epoch.
    changed_at: u64,
    /// Counts its changes; the `ETag` is made of it.
    version: u64,
}

/// Until when to apply.
#[derive(Serialize, utoipa::ToSchema)]
struct DeadlineView {
    /// As on the wall: `2026-12-15`, or `2026-12-15T16:15`.
    local: String,
    /// The zone of that clock.
    time_zone: String,
    /// When it is too late, in milliseconds since the epoch.
    ends_at: u64,
}

/// The words of a scheme in one language.
#[derive(Serialize, utoipa::ToSchema)]
struct SchemeTextView {
    /// Which.
    #[schema(value_type = String)]
    language: Language,
    /// Its name.
    name: String,
    /// For whom; may be empty.
    for_whom: String,
    /// How much; may be empty.
    amount: String,
    /// What it is; may be empty in a draft.
    text: String,
    /// What to do, in order.
    steps: Vec<String>,
    /// Where to read on and to apply.
    links: Vec<SchemeLink>,
}

/// A file.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct SchemeFileView {
    id: String,
    name: String,
    /// Its media type.
    kind: String,
    /// Its bytes.
    size: u64,
}

impl From<AttachmentRow> for SchemeFileView {
    fn from(row: AttachmentRow) -> Self {
        Self { id: row.id.to_string(), name: row.name, kind: row.kind, size: row.size }
    }
}

impl From<SchemeText> for SchemeTextView {
    fn from(text: SchemeText) -> Self {
        let SchemeText { language, name, for_whom, amount, text, steps, links } = text;
        Self { language, name, for_whom, amount, text, steps, links }
    }
}

/// As whom somebody looks at a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// They write it.
    Writer,
    /// It is theirs to read; these are the schemes they apply for, where they are a person of the network.
    Member(Option<Vec<SchemeId>>),
    /// They see what is for everybody.
    Stranger,
}

impl Reader {
    /// Finds out. A link that belongs to nobody shows no more than what everybody may see, unless it is one of the staff's.
    pub(super) async fn of(app: &App, who: Option<&Who>, network: NetworkId) -> Result<Self, Problem> {
        let Some(who) = who else { return Ok(Self::Stranger) };
        if who.check(network, Action::EditSchemes).is_ok() {
            return Ok(Self::Writer);
        }
        if who.check(network, Action::ReadSchemes).is_err() {
            return Ok(Self::Stranger);
        }
        match who {
            Who::Link(link) => match link.person {
                Some(person) => Ok(Self::Member(Some(app.store.scheme_marks_of(person).await?))),
                None if link.access.role >= Role::Advisor => Ok(Self::Member(None)),
                None => Ok(Self::Stranger),
            },
            Who::Staff(_) | Who::Program { .. } => Ok(Self::Member(None)),
        }
    }

    /// Whether they see it.
    pub(super) fn sees(&self, scheme: &Scheme) -> bool {
        match self {
            Self::Writer => true,
            Self::Member(_) => scheme.is_published(),
            Self::Stranger => scheme.is_published() && scheme.public,
        }
    }

    /// What they see of it.
    pub(super) fn view(&self, scheme: Scheme, now: Timestamp) -> SchemeView {
        let writes = *self == Self::Writer;
        let deadline = scheme.due().map(|due| DeadlineView {
            local: due.to_string(),
            time_zone: scheme.time_zone.clone(),
            ends_at: due.ends_at().0,
        });
        SchemeView {
            id: scheme.id,
            state: scheme.state,
            public: scheme.public,
            deadline,
            applying: match self {
                Self::Member(Some(marks)) => Some(marks.contains(&scheme.id)),
                _ => None,
            },
            to_be_checked: writes.then(|| scheme.is_to_be_checked(now)),
            review_on: scheme.review_on.filter(|_| writes),
            texts: scheme.texts.into_iter().map(SchemeTextView::from).collect(),
            files: scheme.files.into_iter().map(SchemeFileView::from).collect(),
            changed_at: scheme.changed_at.0,
            version: scheme.version,
        }
    }
}

/// Support schemes.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct SchemeList {
    /// The nearest deadline first, then those that are open all the time, last those that are over.
    pub(super) schemes: Vec<SchemeView>,
}

/// What to look for.
#[derive(Deserialize, utoipa::IntoParams)]
pub(super) struct Search {
    /// Words of which all have to stand in it; in any language, with or without marks.
    #[serde(default)]
    pub(super) search: String,
}

/// Those of a network that somebody sees.
pub(super) async fn found(app: &App, reader: &Reader, network: NetworkId, search: &str) -> Result<SchemeList, Problem> {
    let now = app.clock.now();
    let mut schemes = app.store.schemes_of(network, search).await?;
    schemes.retain(|scheme| reader.sees(scheme));
    board::order(&mut schemes, now);
    Ok(SchemeList { schemes: schemes.into_iter().map(|scheme| reader.view(scheme, now)).collect() })
}

/// A network's board: all of it for those who write it, what is published for its people, else what is for everybody.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/schemes",
    tag = "schemes",
    params(("slug" = String, Path, description = "The network's short name"), Search),
    responses((status = 200, description = "The nearest deadline first", body = SchemeList), ReadRefusals),
    security((), ("session" = []), ("token" = []), ("link" = []))
)]
async fn list(
    State(app): State<App>,
    Visitor(who): Visitor,
    Path(slug): Path<String>,
    Query(Search { search }): Query<Search>,
) -> Result<Response, Problem> {
    let network = app.store.network(&slug).await?.ok_or(ApiCode::NotFound)?;
    let reader = Reader::of(&app, who.as_ref(), network.id).await?;
    Ok(json(&found(&app, &reader, network.id, &search).await?))
}

/// Begins a scheme; a draft unless it says otherwise.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/schemes",
    tag = "schemes",
    params(("slug" = String, Path, description = "The network's short name")),
    request_body = SchemeBody,
    responses((status = 201, description = "Begun", body = SchemeView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn add(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(body): Json<SchemeBody>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditSchemes).await?.network;
    if app.store.count_schemes(network.id).await? >= SCHEMES_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", SCHEMES_MAX));
    }
    let now = app.clock.now();
    let mut scheme = Scheme {
        id: SchemeId::new(now, SystemEntropy::bytes()),
        network: network.id,
        state: SchemeState::Draft,
        public: false,
        deadline: None,
        time_zone: network.time_zone.clone(),
        review_on: None,
        texts: Vec::new(),
        files: Vec::new(),
        created_at: now,
        changed_at: now,
        version: 1,
    };
    body.apply(&mut scheme, &network)?;
    app.store.add_scheme(scheme.clone()).await?;
    Ok(created(&Reader::Writer.view(scheme, now), 1))
}

/// A scheme of the network by its key.
pub(super) async fn of_network(app: &App, network: NetworkId, key: &str) -> Result<Scheme, Problem> {
    let key: SchemeId = key.parse().map_err(|_| ApiCode::NotFound)?;
    let found = app.store.scheme(key).await?.filter(|scheme| scheme.network == network);
    found.ok_or_else(|| ApiCode::NotFound.into())
}

/// A scheme that the caller may change.
pub(super) async fn to_edit(app: &App, caller: Caller, slug: &str, key: &str) -> Result<(Standing, Scheme), Problem> {
    let standing = caller.may(app, slug, Action::EditSchemes).await?;
    let scheme = of_network(app, standing.network.id, key).await?;
    Ok((standing, scheme))
}

/// One scheme.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/schemes/{scheme}",
    tag = "schemes",
    params(("slug" = String, Path, description = "The network's short name"), ("scheme" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "It", body = SchemeView, headers(("etag" = String, description = "Its version"))),
        ReadRefusals
    ),
    security((), ("session" = []), ("token" = []), ("link" = []))
)]
async fn read(
    State(app): State<App>,
    Visitor(who): Visitor,
    Path((slug, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let network = app.store.network(&slug).await?.ok_or(ApiCode::NotFound)?;
    let reader = Reader::of(&app, who.as_ref(), network.id).await?;
    let scheme = of_network(&app, network.id, &key).await?;
    if !reader.sees(&scheme) {
        return Err(ApiCode::NotFound.into());
    }
    let version = scheme.version;
    Ok(versioned(&reader.view(scheme, app.clock.now()), version))
}

/// Changes a scheme, shows it or takes it from view.
#[utoipa::path(
    patch,
    path = "/api/v1/networks/{slug}/schemes/{scheme}",
    tag = "schemes",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("scheme" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    request_body = SchemeBody,
    responses((status = 200, description = "Changed", body = SchemeView), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn change(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
    Json(body): Json<SchemeBody>,
) -> Result<Response, Problem> {
    let (standing, mut scheme) = to_edit(&app, caller, &slug, &key).await?;
    precondition::check(&headers, scheme.version)?;
    body.apply(&mut scheme, &standing.network)?;
    scheme.changed_at = app.clock.now();
    app.store.update_scheme(scheme.clone()).await?;
    scheme.version += 1;
    let version = scheme.version;
    Ok(versioned(&Reader::Writer.view(scheme, app.clock.now()), version))
}

/// Removes a scheme, with its files and with who applies for it.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/schemes/{scheme}",
    tag = "schemes",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("scheme" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    responses((status = 204, description = "Gone"), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn remove(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (_, scheme) = to_edit(&app, caller, &slug, &key).await?;
    precondition::check(&headers, scheme.version)?;
    app.store.remove_scheme(scheme.id, scheme.version).await?;
    Ok(done())
}
