//! "An advisor may contact me about this": asked by a person of the network by their own link, or by whoever is in an evening, and taken
//! back in the same way.

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::Response,
    routing::{delete, get, post},
};
use koronailta_signaling::{
    ids::{ContactRequestId, EveningId, LinkId, ParticipantId, PersonId},
    limits::CARD_LINE,
    wire::join::Language,
};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use crate::{
    app::App,
    clock::SystemEntropy,
    contact::{self, CONSENT_VERSION},
    http::{
        Peer, Problem,
        answers::{ReadRefusals, WriteRefusals, done, json, shown_once},
        auth::{Admitted, Caller},
        body::{Json, Path, Query},
        fields,
        refusal::ApiCode,
    },
    mail::board::contact_consent,
    store::{ContactRequest, ContactState, Network, Person},
    token::Token,
};

#[derive(OpenApi)]
#[openapi(paths(mine, ask, withdraw, in_room, ask_in_room, states, withdraw_by_secret))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/me/contact-requests", get(mine).post(ask))
        .route("/api/v1/me/contact-requests/{request}", delete(withdraw))
        .route("/api/v1/evenings/{evening}/contact-requests", get(in_room).post(ask_in_room))
        .route("/api/v1/contact-requests/states", post(states))
        .route("/api/v1/contact-requests/withdraw", post(withdraw_by_secret))
}

/// Requests of one person.
const OWN_MAX: usize = 10;

/// Requests that a network's advisors have before them and that are not done.
const NETWORK_MAX: u64 = 1000;

/// Secrets that are asked about at once.
const SECRETS_MAX: usize = 50;

/// Characters of what somebody says.
const WORDS_MAX: usize = 1000;

/// What one would agree to, and what one has asked for.
#[derive(Serialize, utoipa::ToSchema)]
struct AskingView {
    /// The short name of the network whose advisors are asked.
    network: String,
    /// The network has an advisor who could be asked.
    possible: bool,
    /// What one agrees to.
    consent: ConsentView,
    /// The name by which one is known; null: to be told.
    name: Option<String>,
    /// The mail address that is known.
    email: Option<String>,
    /// What one has asked for, the newest first.
    requests: Vec<AskedView>,
}

/// What one agrees to.
#[derive(Serialize, utoipa::ToSchema)]
struct ConsentView {
    /// To be sent with the request.
    version: u32,
    /// In the language that was asked for.
    words: String,
}

/// A request, as the one sees it who made it.
#[derive(Serialize, utoipa::ToSchema)]
struct AskedView {
    /// Its id.
    #[schema(value_type = String)]
    id: ContactRequestId,
    /// What it is about.
    about: String,
    /// What one has said.
    words: String,
    /// How far it has come.
    state: ContactState,
    /// When it was made, in milliseconds since the epoch.
    created_at: u64,
    /// When it is erased by itself.
    erased_at: u64,
}

impl AskedView {
    fn of(request: ContactRequest, network: &Network) -> Self {
        let erased_at = request.erased_at(network.contact_days()).0;
        let ContactRequest { id, about, words, state, created_at, .. } = request;
        Self { id, about, words, state, created_at: created_at.0, erased_at }
    }
}

/// A request that was made.
#[derive(Serialize, utoipa::ToSchema)]
struct MadeView {
    /// It.
    request: AskedView,
    /// The secret by which a guest takes it back; shown once.
    withdraw: Option<String>,
}

/// In which language to say what one agrees to.
#[derive(Deserialize, utoipa::IntoParams)]
struct InLanguage {
    /// `fi`, `sv` or `en`.
    #[param(value_type = String)]
    language: Language,
}

/// A wish to be contacted.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Asking {
    /// The version of the wording that was read and agreed to.
    consent: u32,
    /// The wording as it was read. If it is not what would be agreed to now, it has to be read anew.
    consent_words: String,
    /// The language in which it was read, and in which to talk.
    #[schema(value_type = String)]
    language: Language,
    /// What it is about: a support, an evening.
    #[serde(default)]
    about: String,
    /// What one says.
    #[serde(default)]
    words: String,
    /// One's name; needed of guests, known of others.
    name: Option<String>,
    /// Where to write to.
    email: Option<String>,
    /// Where to ring.
    phone: Option<String>,
}

/// Who asks.
struct Asker {
    network: Network,
    /// None: a guest.
    person: Option<Person>,
    /// By which link they came; one shared link may bring many.
    link: LinkId,
    /// A guest, as who they are in the room.
    guest: Option<ParticipantId>,
}

impl Asker {
    async fn by_own_link(app: &App, caller: &Caller) -> Result<Self, Problem> {
        let link = caller.own_link()?;
        let network = app.store.network_by_id(link.network).await?.ok_or(ApiCode::NotFound)?;
        let key = link.person.ok_or(ApiCode::Forbidden)?;
        let person = app.store.person(key).await?.ok_or(ApiCode::NotSignedIn)?;
        Ok(Self { network, person: Some(person), link: link.access.link, guest: None })
    }

    async fn in_evening(app: &App, headers: &HeaderMap, evening: EveningId) -> Result<Self, Problem> {
        let admitted = Admitted::check(app, headers, evening).await?;
        let link = app.store.link(admitted.access.link).await?.ok_or(ApiCode::NotSignedIn)?;
        let network = app.store.network_by_id(link.network).await?.ok_or(ApiCode::NotFound)?;
        let person = match link.person {
            Some(person) => app.store.person(person).await?,
            None => None,
        };
        let guest = person.is_none().then_some(admitted.participant);
        Ok(Self { network, person, link: admitted.access.link, guest })
    }

    async fn view(&self, app: &App, language: Language) -> Result<Response, Problem> {
        let requests = match &self.person {
            Some(person) => app.store.contact_requests_by(person.id).await?,
            None => Vec::new(),
        };
        Ok(json(&AskingView {
            network: self.network.slug.clone(),
            possible: !contact::advisors(&app.store, self.network.id).await?.is_empty(),
            consent: ConsentView { version: CONSENT_VERSION, words: contact_consent(language, &self.network) },
            name: self.person.as_ref().map(|person| person.name.clone()),
            email: self.person.as_ref().and_then(|person| person.email.clone()),
            requests: requests.into_iter().map(|one| AskedView::of(one, &self.network)).collect(),
        }))
    }

    async fn ask(self, app: &App, body: Asking) -> Result<Response, Problem> {
        app.wishes.count(self.link, self.guest)?;
        let advisors = contact::advisors(&app.store, self.network.id).await?;
        if advisors.is_empty() {
            return Err(ApiCode::NoAdvisor.into());
        }
        if let Some(person) = &self.person
            && app.store.contact_requests_by(person.id).await?.len() >= OWN_MAX
        {
            return Err(Problem::refused(ApiCode::ListFull).number("max", OWN_MAX as u64));
        }
        if app.store.count_open_contact_requests(self.network.id).await? >= NETWORK_MAX {
            return Err(Problem::refused(ApiCode::ListFull).number("max", NETWORK_MAX));
        }
        let secret = self.person.is_none().then(Token::generate);
        let request = self.request(app, &body, secret.as_ref())?;
        let origin = app.public_url.origin().ascii_serialization();
        let mails = match &app.mail_from {
            Some(_) => contact::mails(&self.network, &advisors, &origin, request.created_at),
            None => Vec::new(),
        };
        app.store.add_contact_request(request.clone(), mails).await?;
        let withdraw = secret.map(|secret| secret.reveal().to_owned());
        Ok(shown_once(&MadeView { request: AskedView::of(request, &self.network), withdraw }))
    }

    fn request(&self, app: &App, body: &Asking, secret: Option<&Token>) -> Result<ContactRequest, Problem> {
        let consent_words = contact_consent(body.language, &self.network);
        if body.consent != CONSENT_VERSION || body.consent_words != consent_words {
            return Err(ApiCode::ConsentNeeded.into());
        }
        let name = match &self.person {
            Some(person) => person.name.clone(),
            None => fields::name("name", body.name.as_deref().unwrap_or_default())?,
        };
        let email = fields::optional_email(body.email.as_deref())?;
        let phone = fields::optional_phone("phone", body.phone.as_deref())?;
        if email.is_none() && phone.is_none() {
            return Err(Problem::refused(ApiCode::ContactMissing).word("field", "email"));
        }
        let now = app.clock.now();
        Ok(ContactRequest {
            id: ContactRequestId::new(now, SystemEntropy::bytes()),
            network: self.network.id,
            person: self.person.as_ref().map(|person| person.id),
            withdraw_hash: secret.map(Token::hash),
            name,
            email,
            phone,
            about: fields::text("about", &body.about, CARD_LINE.max)?,
            words: fields::text("words", &body.words, WORDS_MAX)?,
            language: body.language,
            consent_version: CONSENT_VERSION,
            consent_words,
            days: self.network.contact_days(),
            state: ContactState::New,
            taken_by: None::<PersonId>,
            created_at: now,
            done_at: None,
            version: 1,
        })
    }
}

/// What one would agree to, and what one has asked for. By one's own link.
#[utoipa::path(
    get,
    path = "/api/v1/me/contact-requests",
    tag = "me",
    params(InLanguage),
    responses((status = 200, description = "As it is now", body = AskingView), ReadRefusals),
    security(("link" = []))
)]
async fn mine(
    State(app): State<App>,
    caller: Caller,
    Query(InLanguage { language }): Query<InLanguage>,
) -> Result<Response, Problem> {
    Asker::by_own_link(&app, &caller).await?.view(&app, language).await
}

/// Asks to be contacted by an advisor. By one's own link.
#[utoipa::path(
    post,
    path = "/api/v1/me/contact-requests",
    tag = "me",
    request_body = Asking,
    responses((status = 201, description = "Asked", body = MadeView), WriteRefusals),
    security(("link" = []))
)]
async fn ask(State(app): State<App>, caller: Caller, Json(body): Json<Asking>) -> Result<Response, Problem> {
    Asker::by_own_link(&app, &caller).await?.ask(&app, body).await
}

/// Takes a request back: it is erased at once. By one's own link.
#[utoipa::path(
    delete,
    path = "/api/v1/me/contact-requests/{request}",
    tag = "me",
    params(("request" = String, Path, description = "Its id")),
    responses((status = 204, description = "Erased"), WriteRefusals),
    security(("link" = []))
)]
async fn withdraw(State(app): State<App>, caller: Caller, Path(key): Path<String>) -> Result<Response, Problem> {
    let person = caller.own_link()?.person.ok_or(ApiCode::Forbidden)?;
    let key: ContactRequestId = key.parse().map_err(|_| ApiCode::NotFound)?;
    let request = app.store.contact_request(key).await?.filter(|one| one.person == Some(person));
    app.store.withdraw_contact_request(request.ok_or(ApiCode::NotFound)?.id).await?;
    Ok(done())
}

/// The same as for one's own link, for whoever is in an evening; a guest is told no requests.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/contact-requests",
    tag = "contact requests",
    params(
        ("evening" = String, Path, description = "The evening's id"),
        ("koronailta-participant" = String, Header, description = "Who one is in the room and the secret of one's resume, with a space between"),
        InLanguage,
    ),
    responses((status = 200, description = "As it is now", body = AskingView), ReadRefusals),
    security(("link" = []))
)]
async fn in_room(
    State(app): State<App>,
    Path(evening): Path<EveningId>,
    headers: HeaderMap,
    Query(InLanguage { language }): Query<InLanguage>,
) -> Result<Response, Problem> {
    Asker::in_evening(&app, &headers, evening).await?.view(&app, language).await
}

/// Asks to be contacted by an advisor, from within an evening.
#[utoipa::path(
    post,
    path = "/api/v1/evenings/{evening}/contact-requests",
    tag = "contact requests",
    params(
        ("evening" = String, Path, description = "The evening's id"),
        ("koronailta-participant" = String, Header, description = "Who one is in the room and the secret of one's resume, with a space between"),
    ),
    request_body = Asking,
    responses((status = 201, description = "Asked", body = MadeView), WriteRefusals),
    security(("link" = []))
)]
async fn ask_in_room(
    State(app): State<App>,
    Path(evening): Path<EveningId>,
    headers: HeaderMap,
    Json(body): Json<Asking>,
) -> Result<Response, Problem> {
    Asker::in_evening(&app, &headers, evening).await?.ask(&app, body).await
}

/// Secrets of a guest.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SecretsBody {
    /// As they were shown when the requests were made.
    secrets: Vec<String>,
}

/// How far a guest's request has come.
#[derive(Serialize, utoipa::ToSchema)]
struct StateView {
    /// The short name of the network whose advisors were asked.
    network: String,
    /// How far it has come.
    state: ContactState,
    /// When it is erased by itself.
    erased_at: u64,
}

/// How far a guest's requests have come.
#[derive(Serialize, utoipa::ToSchema)]
struct StatesView {
    /// In the order in which they were asked about; null: it was erased.
    states: Vec<Option<StateView>>,
}

/// Tells a guest how far their requests have come, by the secrets that they were given.
#[utoipa::path(
    post,
    path = "/api/v1/contact-requests/states",
    tag = "contact requests",
    request_body = SecretsBody,
    responses((status = 200, description = "As they are now", body = StatesView), WriteRefusals),
    security(())
)]
async fn states(
    State(app): State<App>,
    Peer(address): Peer,
    Json(SecretsBody { secrets }): Json<SecretsBody>,
) -> Result<Response, Problem> {
    if secrets.len() > SECRETS_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", SECRETS_MAX as u64));
    }
    let mut states = Vec::with_capacity(secrets.len());
    for secret in &secrets {
        states.push(state_of(&app, secret).await?);
    }
    // What was erased is asked about once more; whoever tries out secrets, often.
    if states.iter().any(Option::is_none) {
        app.door.knock(address)?;
    }
    Ok(json(&StatesView { states }))
}

async fn state_of(app: &App, secret: &str) -> Result<Option<StateView>, Problem> {
    let Some(secret) = Token::parse(secret) else { return Ok(None) };
    let Some(request) = app.store.contact_request_by_secret(&secret.hash()).await? else { return Ok(None) };
    let network = app.store.network_by_id(request.network).await?.ok_or(ApiCode::NotFound)?;
    let erased_at = request.erased_at(network.contact_days()).0;
    Ok(Some(StateView { network: network.slug, state: request.state, erased_at }))
}

/// A guest's secret.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct WithdrawBody {
    /// As it was shown when the request was made.
    secret: String,
}

/// Takes a guest's request back: it is erased at once.
#[utoipa::path(
    post,
    path = "/api/v1/contact-requests/withdraw",
    tag = "contact requests",
    request_body = WithdrawBody,
    responses((status = 204, description = "Erased"), WriteRefusals),
    security(())
)]
async fn withdraw_by_secret(
    State(app): State<App>,
    Peer(address): Peer,
    Json(WithdrawBody { secret }): Json<WithdrawBody>,
) -> Result<Response, Problem> {
    let found = match Token::parse(&secret) {
        Some(secret) => app.store.contact_request_by_secret(&secret.hash()).await?,
        None => None,
    };
    let Some(request) = found else {
        app.door.knock(address)?;
        return Err(ApiCode::NotFound.into());
    };
    app.store.withdraw_contact_request(request.id).await?;
    Ok(done())
}
