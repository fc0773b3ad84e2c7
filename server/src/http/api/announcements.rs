//! What is told between evenings, to the network's people or to everybody.

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use koronailta_signaling::ids::{AnnouncementId, AttachmentId};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use super::planning::TEXT_MAX;
use crate::{
    announcements::{self, FileKind},
    app::App,
    clock::SystemEntropy,
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, WriteRefusals, created, done, json, versioned},
        auth::{Caller, Standing, Visitor},
        body::{Body, Json, Path, Query},
        fields,
        permission::Action,
        precondition,
        refusal::ApiCode,
    },
    store::{Announcement, AttachmentRow, MailKind, NewAttachment},
};

#[derive(OpenApi)]
#[openapi(paths(list, tell, read, change, take_back, attach, fetch, detach, atom, my_mail, set_my_mail))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    let attachments = post(attach).layer(DefaultBodyLimit::max(FILE_MAX));
    Router::new()
        .route("/api/v1/networks/{slug}/announcements", get(list).post(tell))
        .route("/api/v1/networks/{slug}/announcements/{announcement}", get(read).patch(change).delete(take_back))
        .route("/api/v1/networks/{slug}/announcements/{announcement}/attachments", attachments)
        .route(
            "/api/v1/networks/{slug}/announcements/{announcement}/attachments/{attachment}",
            get(fetch).delete(detach),
        )
        .route("/api/v1/networks/{slug}/announcements.atom", get(atom))
        .route("/api/v1/me/mail", get(my_mail).put(set_my_mail))
}

/// Announcements that are shown, the newest.
const SHOWN: u32 = 100;

/// Files of an announcement.
const FILES_MAX: usize = 5;

/// Bytes of a file.
const FILE_MAX: usize = 4 * 1024 * 1024;

/// Something told.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct AnnouncementView {
    /// Its id.
    #[schema(value_type = String)]
    id: AnnouncementId,
    /// Its title.
    title: String,
    /// What it says, with its breaks; no markup.
    text: String,
    /// Everybody may read it.
    public: bool,
    /// It is, or was, part of a mail to the network's people.
    mail: bool,
    /// When it was told, in milliseconds since the epoch.
    published_at: u64,
    /// When it was changed last.
    changed_at: u64,
    /// Its files.
    attachments: Vec<AttachmentView>,
    /// Counts its changes; the `ETag` is made of it.
    version: u64,
}

/// A file.
#[derive(Serialize, utoipa::ToSchema)]
struct AttachmentView {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Its media type.
    kind: String,
    /// Its bytes.
    size: u64,
}

fn view(one: Announcement) -> AnnouncementView {
    AnnouncementView {
        id: one.id,
        title: one.title,
        text: one.words,
        public: one.public,
        mail: one.digested_at != Some(one.created_at),
        published_at: one.created_at.0,
        changed_at: one.changed_at.0,
        attachments: one.attachments.into_iter().map(file).collect(),
        version: one.version,
    }
}

fn file(row: AttachmentRow) -> AttachmentView {
    AttachmentView { id: row.id.to_string(), name: row.name, kind: row.kind, size: row.size }
}

/// Announcements.
#[derive(Serialize, utoipa::ToSchema)]
struct AnnouncementList {
    /// The newest first.
    announcements: Vec<AnnouncementView>,
}

/// What a network has told: all of it for its people, else what is for everybody.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/announcements",
    tag = "announcements",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "The newest first", body = AnnouncementList), ReadRefusals),
    security((), ("session" = []), ("token" = []), ("link" = []))
)]
async fn list(State(app): State<App>, Visitor(who): Visitor, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = app.store.network(&slug).await?.ok_or(ApiCode::NotFound)?;
    let of_it = who.is_some_and(|who| who.check(network.id, Action::ReadAnnouncements).is_ok());
    let all = app.store.announcements_of(network.id, SHOWN).await?;
    let announcements = all.into_iter().filter(|one| of_it || one.public).map(view).collect();
    Ok(json(&AnnouncementList { announcements }))
}

/// Something to be told, or what changes of it.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct AnnouncementBody {
    /// Its title.
    title: Option<String>,
    /// What it says.
    text: Option<String>,
    /// Everybody may read it.
    public: Option<bool>,
    /// It is part of the next mail to the network's people, which goes out an hour later and at most once a day.
    mail: Option<bool>,
}

impl AnnouncementBody {
    fn apply(self, one: &mut Announcement) -> Result<(), Problem> {
        if let Some(title) = self.title {
            one.title = fields::line("title", &title)?;
        }
        if let Some(text) = self.text {
            one.words = fields::text("text", &text, TEXT_MAX)?;
        }
        one.public = self.public.unwrap_or(one.public);
        match self.mail {
            Some(true) if one.digested_at == Some(one.created_at) => one.digested_at = None,
            Some(false) if one.digested_at.is_none() => one.digested_at = Some(one.created_at),
            _ => {}
        }
        Ok(())
    }
}

/// Tells something.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/announcements",
    tag = "announcements",
    params(("slug" = String, Path, description = "The network's short name")),
    request_body = AnnouncementBody,
    responses((status = 201, description = "Told", body = AnnouncementView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn tell(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(mut body): Json<AnnouncementBody>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditAnnouncements).await?.network;
    let now = app.clock.now();
    let mut one = Announcement {
        id: AnnouncementId::new(now, SystemEntropy::bytes()),
        network: network.id,
        title: String::new(),
        words: String::new(),
        public: false,
        created_at: now,
        changed_at: now,
        digested_at: Some(now),
        version: 1,
        attachments: Vec::new(),
    };
    body.title.get_or_insert_default();
    body.apply(&mut one)?;
    app.store.add_announcement(one.clone()).await?;
    let version = one.version;
    Ok(created(&view(one), version))
}

async fn find(
    app: &App,
    caller: Caller,
    (slug, key): (&str, &str),
    action: Action,
) -> Result<(Standing, Announcement), Problem> {
    let standing = caller.may(app, slug, action).await?;
    let key: AnnouncementId = key.parse().map_err(|_| ApiCode::NotFound)?;
    let found = app.store.announcement(key).await?.filter(|one| one.network == standing.network.id);
    Ok((standing, found.ok_or(ApiCode::NotFound)?))
}

/// One announcement.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/announcements/{announcement}",
    tag = "announcements",
    params(("slug" = String, Path, description = "The network's short name"), ("announcement" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "It", body = AnnouncementView, headers(("etag" = String, description = "Its version"))),
        ReadRefusals
    ),
    security(("session" = []), ("token" = []), ("link" = []))
)]
async fn read(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, one) = find(&app, caller, (&slug, &key), Action::ReadAnnouncements).await?;
    let version = one.version;
    Ok(versioned(&view(one), version))
}

/// Changes an announcement.
#[utoipa::path(
    patch,
    path = "/api/v1/networks/{slug}/announcements/{announcement}",
    tag = "announcements",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("announcement" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    request_body = AnnouncementBody,
    responses((status = 200, description = "Changed", body = AnnouncementView), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn change(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
    Json(body): Json<AnnouncementBody>,
) -> Result<Response, Problem> {
    let (_, mut one) = find(&app, caller, (&slug, &key), Action::EditAnnouncements).await?;
    precondition::check(&headers, one.version)?;
    body.apply(&mut one)?;
    one.changed_at = app.clock.now();
    app.store.update_announcement(one.clone()).await?;
    one.version += 1;
    let version = one.version;
    Ok(versioned(&view(one), version))
}

/// Takes an announcement back, with its files.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/announcements/{announcement}",
    tag = "announcements",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("announcement" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    responses((status = 204, description = "Gone"), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn take_back(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (_, one) = find(&app, caller, (&slug, &key), Action::EditAnnouncements).await?;
    precondition::check(&headers, one.version)?;
    app.store.remove_announcement(one.id, one.version, app.clock.now()).await?;
    Ok(done())
}

/// The name of a file.
#[derive(Deserialize, utoipa::IntoParams)]
struct FileName {
    /// As it is shown and saved.
    name: String,
}

/// Adds a file: PDF, PNG, JPEG or plain text, at most 4 MiB.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/announcements/{announcement}/attachments",
    tag = "announcements",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("announcement" = String, Path, description = "Its id"),
        FileName,
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "Added", body = AttachmentView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn attach(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    Query(FileName { name }): Query<FileName>,
    Body(bytes): Body<FILE_MAX>,
) -> Result<Response, Problem> {
    let (_, one) = find(&app, caller, (&slug, &key), Action::EditAnnouncements).await?;
    if one.attachments.len() >= FILES_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", FILES_MAX as u64));
    }
    // Believed is what a file begins with, not what it is called.
    let kind = FileKind::of(&bytes).ok_or(ApiCode::MediaType)?;
    let now = app.clock.now();
    let attachment = NewAttachment {
        id: AttachmentId::new(now, SystemEntropy::bytes()),
        announcement: one.id,
        name: kind.name(&fields::line("name", &name)?),
        kind: kind.media_type().to_owned(),
        bytes: bytes.to_vec(),
        created_at: now,
    };
    let row = AttachmentRow {
        id: attachment.id,
        name: attachment.name.clone(),
        kind: attachment.kind.clone(),
        size: bytes.len() as u64,
    };
    app.store.attach(attachment).await?;
    Ok(created(&file(row), 1))
}

/// A file; for the network's people, or everybody where the announcement is for everybody.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/announcements/{announcement}/attachments/{attachment}",
    tag = "announcements",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("announcement" = String, Path, description = "Its id"),
        ("attachment" = String, Path, description = "The file's id"),
    ),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream"), ReadRefusals),
    security((), ("session" = []), ("token" = []), ("link" = []))
)]
async fn fetch(
    State(app): State<App>,
    Visitor(who): Visitor,
    Path((slug, key, attachment)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let network = app.store.network(&slug).await?.ok_or(ApiCode::NotFound)?;
    let key: AnnouncementId = key.parse().map_err(|_| ApiCode::NotFound)?;
    let one = app.store.announcement(key).await?.filter(|one| one.network == network.id).ok_or(ApiCode::NotFound)?;
    let of_it = who.is_some_and(|who| who.check(network.id, Action::ReadAnnouncements).is_ok());
    if !of_it && !one.public {
        return Err(ApiCode::NotFound.into());
    }
    let row = one.attachments.into_iter().find(|row| row.id.to_string() == attachment).ok_or(ApiCode::NotFound)?;
    let bytes = app.store.attachment_bytes(row.id).await?.ok_or(ApiCode::NotFound)?;
    let saved_as = announcements::disposition(&row.name);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&saved_as).map_err(|_| ApiCode::Internal)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    Ok((headers, bytes).into_response())
}

/// Removes a file.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/announcements/{announcement}/attachments/{attachment}",
    tag = "announcements",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("announcement" = String, Path, description = "Its id"),
        ("attachment" = String, Path, description = "The file's id"),
    ),
    responses((status = 204, description = "Gone"), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn detach(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key, attachment)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let (_, one) = find(&app, caller, (&slug, &key), Action::EditAnnouncements).await?;
    let row = one.attachments.into_iter().find(|row| row.id.to_string() == attachment).ok_or(ApiCode::NotFound)?;
    app.store.detach(one.id, row.id).await?;
    Ok(done())
}

/// What everybody may read, as a feed (RFC 4287).
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/announcements.atom",
    tag = "announcements",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "A feed", body = String, content_type = "application/atom+xml"), ReadRefusals)
)]
async fn atom(State(app): State<App>, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = app.store.network(&slug).await?.ok_or(ApiCode::NotFound)?;
    let mut all = app.store.announcements_of(network.id, SHOWN).await?;
    all.retain(|one| one.public);
    let origin = app.public_url.origin().ascii_serialization();
    let text = announcements::atom(&network, &all, &origin);
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], text)
        .into_response())
}

/// What one gets by mail.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MyMail {
    /// Announcements.
    digest: bool,
    /// Reminders of evenings, and of deadlines of what one applies for.
    reminders: bool,
}

/// What one gets by mail. By one's own link.
#[utoipa::path(
    get,
    path = "/api/v1/me/mail",
    tag = "me",
    responses((status = 200, description = "As it is now", body = MyMail), ReadRefusals),
    security(("link" = []))
)]
async fn my_mail(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let person = caller.own_link()?.person.ok_or(ApiCode::Forbidden)?;
    let refused = app.store.mail_refusals(person).await?;
    let wanted = |kind| !refused.contains(&kind);
    Ok(json(&MyMail { digest: wanted(MailKind::Digest), reminders: wanted(MailKind::Reminder) }))
}

/// Says what one wants by mail. By one's own link.
#[utoipa::path(
    put,
    path = "/api/v1/me/mail",
    tag = "me",
    request_body = MyMail,
    responses((status = 200, description = "As it is now", body = MyMail), WriteRefusals),
    security(("link" = []))
)]
async fn set_my_mail(State(app): State<App>, caller: Caller, Json(body): Json<MyMail>) -> Result<Response, Problem> {
    let person = caller.own_link()?.person.ok_or(ApiCode::Forbidden)?;
    app.store.set_mail_refusal(person, MailKind::Digest, !body.digest).await?;
    app.store.set_mail_refusal(person, MailKind::Reminder, !body.reminders).await?;
    Ok(json(&body))
}
