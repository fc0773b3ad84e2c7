//! What a person does for themselves by their own link: language, and the card that presents what they do.

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
    routing::get,
};
use koronailta_signaling::{ids::EveningId, wire::join::Language};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use super::pictures;
use crate::{
    app::App,
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, done, json, versioned},
        auth::{Admitted, Caller},
        body::{Body, Json, Path},
        fields, precondition,
        refusal::ApiCode,
    },
    picture::UPLOAD_MAX,
    store::{Accent, Card, Person},
};

#[derive(OpenApi)]
#[openapi(paths(read, change, picture, set_picture, remove_picture, cards, card_picture))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    let picture = get(picture).put(set_picture).delete(remove_picture).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/api/v1/me", get(read).patch(change))
        .route("/api/v1/me/picture", picture)
        .route("/api/v1/evenings/{evening}/cards", get(cards))
        .route("/api/v1/evenings/{evening}/cards/{participant}/picture", get(card_picture))
}

/// Characters of each part of a card.
const CARD_TEXT_MAX: usize = 500;

/// Pixels of the longer side of a card's picture.
const PICTURE_SIDE: u32 = 384;

/// How somebody presents what they do.
#[derive(Serialize, utoipa::ToSchema)]
struct CardView {
    /// What I do.
    does: String,
    /// What I need.
    needs: String,
    /// What I offer.
    offers: String,
    /// There is a picture.
    picture: bool,
}

impl From<Card> for CardView {
    fn from(card: Card) -> Self {
        Self { does: card.does, needs: card.needs, offers: card.offers, picture: card.has_picture }
    }
}

/// The network of a person.
#[derive(Serialize, utoipa::ToSchema)]
struct MyNetwork {
    slug: String,
    name: String,
    accent: Accent,
    logo: bool,
    time_zone: String,
    privacy_text: String,
    contact_email: Option<String>,
}

/// A person, as their own link shows them.
#[derive(Serialize, utoipa::ToSchema)]
struct Me {
    /// Their id.
    id: String,
    /// Their name; the organizer writes it.
    name: String,
    /// Where they are written to.
    email: Option<String>,
    /// Their language.
    #[schema(value_type = String)]
    language: Language,
    /// Their business.
    business: Option<String>,
    /// Where it is.
    place: Option<String>,
    /// Their card.
    card: CardView,
    /// Their network.
    network: MyNetwork,
    /// Counts the changes of all this; the `ETag` is made of it.
    version: u64,
}

async fn my_person(app: &App, caller: &Caller) -> Result<Person, Problem> {
    let person = caller.own_link()?.person.ok_or(ApiCode::Forbidden)?;
    app.store.person(person).await?.ok_or_else(|| ApiCode::NotSignedIn.into())
}

async fn whole(app: &App, person: Person) -> Result<Me, Problem> {
    let network = app.store.network_by_id(person.network).await?.ok_or(ApiCode::NotFound)?;
    let card = app.store.card(person.id).await?;
    let member = match person.member {
        Some(member) => app.store.member(person.network, member).await?,
        None => None,
    };
    let (business, place) = member.map_or((None, None), |member| (Some(member.name), member.place));
    Ok(Me {
        id: person.id.to_string(),
        name: person.name,
        email: person.email,
        language: person.language,
        business,
        place,
        // Both only grow, so that a sum that is the same means that neither has changed.
        version: person.version + card.version,
        card: card.into(),
        network: MyNetwork {
            slug: network.slug,
            name: network.name,
            accent: network.accent,
            logo: network.logo.is_some(),
            time_zone: network.time_zone,
            privacy_text: network.privacy_text,
            contact_email: network.contact_email,
        },
    })
}

/// Who one is by one's own link.
#[utoipa::path(
    get,
    path = "/api/v1/me",
    tag = "me",
    responses((status = 200, description = "The person", body = Me), ReadRefusals),
    security(("link" = []))
)]
async fn read(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let me = whole(&app, my_person(&app, &caller).await?).await?;
    Ok(versioned(&me, me.version))
}

/// What one changes of oneself; what is absent stays.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct MePatch {
    /// `fi`, `sv` or `en`.
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
    does: Option<String>,
    needs: Option<String>,
    offers: Option<String>,
}

/// Changes one's language and card.
#[utoipa::path(
    patch,
    path = "/api/v1/me",
    tag = "me",
    params(("if-match" = String, Header, description = "The version that the change is about")),
    request_body = MePatch,
    responses((status = 200, description = "Changed", body = Me), ChangeRefusals),
    security(("link" = []))
)]
async fn change(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Json(patch): Json<MePatch>,
) -> Result<Response, Problem> {
    let mut person = my_person(&app, &caller).await?;
    let before = app.store.card(person.id).await?;
    precondition::check(&headers, person.version + before.version)?;
    let mut card = before.clone();
    for (field, text, kept) in [
        ("does", patch.does, &mut card.does),
        ("needs", patch.needs, &mut card.needs),
        ("offers", patch.offers, &mut card.offers),
    ] {
        if let Some(text) = text {
            *kept = fields::text(field, &text, CARD_TEXT_MAX)?;
        }
    }
    let id = person.id;
    if card != before {
        app.store.set_card(id, card).await?;
    }
    if let Some(language) = patch.language.filter(|language| *language != person.language) {
        person.language = language;
        app.store.update_person(person).await?;
    }
    let person = app.store.person(id).await?.ok_or(ApiCode::NotSignedIn)?;
    let me = whole(&app, person).await?;
    Ok(versioned(&me, me.version))
}

/// The picture of one's own card.
#[utoipa::path(
    get,
    path = "/api/v1/me/picture",
    tag = "me",
    responses(
        (status = 200, description = "The picture", body = Vec<u8>, content_type = "image/png"),
        (status = 304, description = "The caller has it already"),
        ReadRefusals
    ),
    security(("link" = []))
)]
async fn picture(State(app): State<App>, caller: Caller, headers: HeaderMap) -> Result<Response, Problem> {
    let person = my_person(&app, &caller).await?;
    let (png, _) = app.store.card_picture(person.id).await?.ok_or(ApiCode::NotFound)?;
    Ok(pictures::shown(&headers, png, "private, no-cache"))
}

/// Sets the picture of one's own card. `If-Match` is needed where there is one already.
#[utoipa::path(
    put,
    path = "/api/v1/me/picture",
    tag = "me",
    params(("if-match" = Option<String>, Header, description = "The `ETag` of the picture that is replaced")),
    request_body(content = Vec<u8>, content_type = "image/png", description = "PNG, JPEG or WebP"),
    responses((status = 204, description = "Set"), ChangeRefusals),
    security(("link" = []))
)]
async fn set_picture(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Body(bytes): Body<UPLOAD_MAX>,
) -> Result<Response, Problem> {
    let person = my_person(&app, &caller).await?;
    if let Some((before, _)) = app.store.card_picture(person.id).await? {
        precondition::check_tag(&headers, &pictures::tag(&before))?;
    }
    let version = app.store.card(person.id).await?.version;
    let png = pictures::read(bytes, PICTURE_SIDE).await?.png;
    let tag = pictures::tag(&png);
    app.store.set_card_picture(person.id, Some(png), version).await?;
    let mut response = done();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Removes the picture of one's own card.
#[utoipa::path(
    delete,
    path = "/api/v1/me/picture",
    tag = "me",
    params(("if-match" = String, Header, description = "The `ETag` of the picture")),
    responses((status = 204, description = "Removed"), ChangeRefusals),
    security(("link" = []))
)]
async fn remove_picture(State(app): State<App>, caller: Caller, headers: HeaderMap) -> Result<Response, Problem> {
    let person = my_person(&app, &caller).await?;
    let (png, version) = app.store.card_picture(person.id).await?.ok_or(ApiCode::NotFound)?;
    precondition::check_tag(&headers, &pictures::tag(&png))?;
    app.store.set_card_picture(person.id, None, version).await?;
    Ok(done())
}

/// The card of somebody in the room.
#[derive(Serialize, utoipa::ToSchema)]
struct CardInRoom {
    /// Who they are in the room.
    participant: String,
    /// Their name.
    name: String,
    /// Their business.
    business: Option<String>,
    /// What they tell.
    card: CardView,
}

/// Cards of those in a room.
#[derive(Serialize, utoipa::ToSchema)]
struct CardsInRoom {
    /// By when they came.
    cards: Vec<CardInRoom>,
}

/// The cards of those in an evening, for those who were let in to it.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/cards",
    tag = "me",
    params(
        ("evening" = String, Path, description = "The evening's id"),
        ("koronailta-participant" = String, Header, description = "Who one is in the room and the secret of one's resume, with a space between"),
    ),
    responses((status = 200, description = "Of those who came by links of their own and have written one", body = CardsInRoom), ReadRefusals),
    security(("link" = []))
)]
async fn cards(
    State(app): State<App>,
    Path(evening): Path<EveningId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Admitted::check(&app, &headers, evening).await?;
    let cards = app.store.cards_in(evening).await?.into_iter().map(|one| CardInRoom {
        participant: one.participant.to_string(),
        name: one.name,
        business: one.business,
        card: one.card.into(),
    });
    Ok(json(&CardsInRoom { cards: cards.collect() }))
}

/// The picture on the card of somebody in an evening.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/cards/{participant}/picture",
    tag = "me",
    params(
        ("evening" = String, Path, description = "The evening's id"),
        ("participant" = String, Path, description = "Whose card, by who they are in the room"),
        ("koronailta-participant" = String, Header, description = "As for the cards"),
    ),
    responses(
        (status = 200, description = "The picture", body = Vec<u8>, content_type = "image/png"),
        (status = 304, description = "The caller has it already"),
        ReadRefusals
    ),
    security(("link" = []))
)]
async fn card_picture(
    State(app): State<App>,
    Path((evening, participant)): Path<(EveningId, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Admitted::check(&app, &headers, evening).await?;
    let cards = app.store.cards_in(evening).await?;
    let whose = cards.iter().find(|one| one.participant.to_string() == participant).ok_or(ApiCode::NotFound)?;
    let (png, _) = app.store.card_picture(whose.person).await?.ok_or(ApiCode::NotFound)?;
    Ok(pictures::shown(&headers, png, "private, no-cache"))
}
