//! Businesses of a network and their people.

use std::collections::{HashMap, HashSet};

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::Response,
    routing::{delete, get, patch, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use koronailta_signaling::{
    ids::{MemberId, NetworkId, PersonId},
    wire::{join::Language, participant::Role},
};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use crate::{
    app::App,
    clock::SystemEntropy,
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, WriteRefusals, created, done, json, versioned},
        auth::{Caller, Standing},
        body::{Json, Path, Query, present},
        fields,
        permission::Action,
        precondition,
        refusal::ApiCode,
    },
    members::{MEMBERS_MAX, PERSONS_MAX},
    store::{Member, Person},
};

#[derive(OpenApi)]
#[openapi(paths(list, add, read, change, remove, add_person, change_person, remove_person))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/members", get(list).post(add))
        .route("/api/v1/networks/{slug}/members/{member}", get(read).patch(change).delete(remove))
        .route("/api/v1/networks/{slug}/members/{member}/persons", post(add_person))
        .route("/api/v1/networks/{slug}/persons/{person}", patch(change_person))
        .route("/api/v1/networks/{slug}/persons/{person}", delete(remove_person))
}

/// Businesses on a page, where the request does not say otherwise and at most.
const PAGE: u32 = 200;
const PAGE_MAX: u32 = 500;

/// A person of a network.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct NetworkPerson {
    /// Their id.
    id: String,
    /// Of which business.
    member_id: Option<String>,
    /// Their name.
    name: String,
    /// Where to write to.
    email: Option<String>,
    /// In which language.
    #[schema(value_type = String)]
    language: Language,
    /// `participant`, `captioner`, `advisor`, `moderator` or `organizer`.
    #[schema(value_type = String)]
    role: Role,
    /// They have a personal link that opens.
    has_link: bool,
    /// Counts their changes.
    version: u64,
}

/// A business.
#[derive(Serialize, utoipa::ToSchema)]
struct MemberView {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// What it lives from.
    line_of_business: Option<String>,
    /// Where it is.
    place: Option<String>,
    /// Its people.
    persons: Vec<NetworkPerson>,
    /// Counts its changes.
    version: u64,
}

/// Businesses.
#[derive(Serialize, utoipa::ToSchema)]
struct MemberList {
    /// By name.
    members: Vec<MemberView>,
    /// For `after`, where there are more.
    next: Option<String>,
}

/// Who has a personal link that opens now or later.
pub(super) async fn with_links(app: &App, network: NetworkId) -> Result<HashSet<PersonId>, Problem> {
    let now = app.clock.now();
    Ok(app.store.persons_with_links(network, now).await?.into_iter().collect())
}

pub(super) fn person_view(person: Person, with_links: &HashSet<PersonId>) -> NetworkPerson {
    NetworkPerson {
        has_link: with_links.contains(&person.id),
        id: person.id.to_string(),
        member_id: person.member.map(|member| member.to_string()),
        name: person.name,
        email: person.email,
        language: person.language,
        role: person.role,
        version: person.version,
    }
}

fn member_view(member: Member, persons: Vec<Person>, with_links: &HashSet<PersonId>) -> MemberView {
    MemberView {
        id: member.id.to_string(),
        name: member.name,
        line_of_business: member.line_of_business,
        place: member.place,
        persons: persons.into_iter().map(|person| person_view(person, with_links)).collect(),
        version: member.version,
    }
}

async fn whole(app: &App, member: Member) -> Result<MemberView, Problem> {
    let persons = app.store.persons_of_member(member.id).await?;
    let links = with_links(app, member.network).await?;
    Ok(member_view(member, persons, &links))
}

/// Which part of a list.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Page {
    /// At most so many.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
    /// What an earlier page said as `next`.
    after: Option<String>,
}

fn cursor(member: &Member) -> String {
    URL_SAFE_NO_PAD.encode(format!("{} {}", member.id, member.name))
}

fn read_cursor(text: &str) -> Option<(String, MemberId)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, name) = text.split_once(' ')?;
    Some((name.to_owned(), id.parse().ok()?))
}

/// Businesses with their people.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/members",
    tag = "members",
    params(("slug" = String, Path, description = "The network's short name"), Page),
    responses((status = 200, description = "By name", body = MemberList), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(page): Query<Page>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::ReadMembers).await?.network.id;
    let wrong = || Problem::refused(ApiCode::Malformed);
    let limit = page.limit.unwrap_or(PAGE);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(wrong().detail("limit is from 1 to 500"));
    }
    let after = match &page.after {
        Some(text) => Some(read_cursor(text).ok_or_else(|| wrong().detail("after is what a page said as next"))?),
        None => None,
    };
    let mut members = app.store.members_of(network, after, limit + 1).await?;
    let more = members.len() > limit as usize;
    members.truncate(limit as usize);
    let next = more.then(|| members.last().map(cursor)).flatten();
    let links = with_links(&app, network).await?;
    let mut persons: HashMap<MemberId, Vec<Person>> = HashMap::new();
    for person in app.store.persons_of(network).await? {
        if let Some(member) = person.member {
            persons.entry(member).or_default().push(person);
        }
    }
    let members = members.into_iter().map(|member| {
        let of = persons.remove(&member.id).unwrap_or_default();
        member_view(member, of, &links)
    });
    Ok(json(&MemberList { members: members.collect(), next }))
}

/// A person to be.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPersonBody {
    /// Their name.
    name: String,
    /// Where to write to.
    email: Option<String>,
    /// In which language; the network's first one where nothing is said.
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
}

impl NewPersonBody {
    pub(super) fn person(
        self,
        app: &App,
        standing: &Standing,
        member: Option<MemberId>,
        role: Role,
    ) -> Result<Person, Problem> {
        let now = app.clock.now();
        Ok(Person {
            id: PersonId::new(now, SystemEntropy::bytes()),
            member,
            network: standing.network.id,
            name: fields::name("name", &self.name)?,
            email: fields::optional_email(self.email.as_deref())?,
            language: self.language.or(standing.network.languages.first().copied()).unwrap_or(Language::Fi),
            role,
            founder: false,
            created_at: now,
            version: 1,
        })
    }
}

/// A business to be.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMemberBody {
    /// Its name.
    name: String,
    /// What it lives from.
    line_of_business: Option<String>,
    /// Where it is.
    place: Option<String>,
    /// Its people.
    #[serde(default)]
    persons: Vec<NewPersonBody>,
}

/// Adds a business with its people.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/members",
    tag = "members",
    params(("slug" = String, Path, description = "The network's short name")),
    request_body = NewMemberBody,
    responses((status = 201, description = "Added", body = MemberView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn add(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(body): Json<NewMemberBody>,
) -> Result<Response, Problem> {
    let standing = caller.may(&app, &slug, Action::EditMembers).await?;
    if app.store.count_members(standing.network.id).await? >= MEMBERS_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", MEMBERS_MAX));
    }
    if body.persons.len() > PERSONS_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", PERSONS_MAX as u64));
    }
    let now = app.clock.now();
    let member = Member {
        id: MemberId::new(now, SystemEntropy::bytes()),
        network: standing.network.id,
        name: fields::line("name", &body.name)?,
        line_of_business: fields::optional_line("line_of_business", body.line_of_business.as_deref())?,
        place: fields::optional_line("place", body.place.as_deref())?,
        created_at: now,
        version: 1,
    };
    let persons = body.persons.into_iter().map(|one| one.person(&app, &standing, Some(member.id), Role::Participant));
    let persons = persons.collect::<Result<Vec<_>, _>>()?;
    app.store.add_people(vec![member.clone()], persons.clone()).await?;
    Ok(created(&member_view(member, persons, &HashSet::new()), 1))
}

async fn known(app: &App, network: NetworkId, member: MemberId) -> Result<Member, Problem> {
    app.store.member(network, member).await?.ok_or_else(|| ApiCode::NotFound.into())
}

/// A business with its people.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/members/{member}",
    tag = "members",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("member" = String, Path, description = "The business's id"),
    ),
    responses((status = 200, description = "The business", body = MemberView), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn read(
    State(app): State<App>,
    caller: Caller,
    Path((slug, member)): Path<(String, MemberId)>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::ReadMembers).await?.network.id;
    let view = whole(&app, known(&app, network, member).await?).await?;
    Ok(versioned(&view, view.version))
}

/// What changes of a business; what is absent stays, null empties.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct MemberPatch {
    name: Option<String>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    line_of_business: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    place: Option<Option<String>>,
}

/// Changes a business.
#[utoipa::path(
    patch,
    path = "/api/v1/networks/{slug}/members/{member}",
    tag = "members",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("member" = String, Path, description = "The business's id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    request_body = MemberPatch,
    responses((status = 200, description = "Changed", body = MemberView), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn change(
    State(app): State<App>,
    caller: Caller,
    Path((slug, member)): Path<(String, MemberId)>,
    headers: HeaderMap,
    Json(patch): Json<MemberPatch>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditMembers).await?.network.id;
    let mut member = known(&app, network, member).await?;
    precondition::check(&headers, member.version)?;
    if let Some(name) = patch.name {
        member.name = fields::line("name", &name)?;
    }
    if let Some(line) = patch.line_of_business {
        member.line_of_business = fields::optional_line("line_of_business", line.as_deref())?;
    }
    if let Some(place) = patch.place {
        member.place = fields::optional_line("place", place.as_deref())?;
    }
    let id = member.id;
    app.store.update_member(member).await?;
    let view = whole(&app, known(&app, network, id).await?).await?;
    Ok(versioned(&view, view.version))
}

/// Removes a business with its people; their links open nothing any more.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/members/{member}",
    tag = "members",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("member" = String, Path, description = "The business's id"),
        ("if-match" = String, Header, description = "The version that was seen"),
    ),
    responses((status = 204, description = "Removed"), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn remove(
    State(app): State<App>,
    caller: Caller,
    Path((slug, member)): Path<(String, MemberId)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let standing = caller.may(&app, &slug, Action::EditMembers).await?;
    let member = known(&app, standing.network.id, member).await?;
    precondition::check(&headers, member.version)?;
    let persons = app.store.persons_of_member(member.id).await?;
    for person in &persons {
        may_edit(&standing, person)?;
        may_stand_for(&standing, person)?;
    }
    if leaves_nobody(&app, standing.network.id, |person| person.member != Some(member.id)).await? {
        return Err(ApiCode::LastOrganizer.into());
    }
    app.store.remove_member(member.id, member.version, app.clock.now()).await?;
    Ok(done())
}

/// Adds a person to a business.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/members/{member}/persons",
    tag = "members",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("member" = String, Path, description = "The business's id"),
    ),
    request_body = NewPersonBody,
    responses((status = 201, description = "Added", body = NetworkPerson), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn add_person(
    State(app): State<App>,
    caller: Caller,
    Path((slug, member)): Path<(String, MemberId)>,
    Json(body): Json<NewPersonBody>,
) -> Result<Response, Problem> {
    let standing = caller.may(&app, &slug, Action::EditMembers).await?;
    let member = known(&app, standing.network.id, member).await?;
    if app.store.persons_of_member(member.id).await?.len() >= PERSONS_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", PERSONS_MAX as u64));
    }
    let person = body.person(&app, &standing, Some(member.id), Role::Participant)?;
    app.store.add_people(Vec::new(), vec![person.clone()]).await?;
    Ok(created(&person_view(person, &HashSet::new()), 1))
}

/// A person of this network.
pub(super) async fn known_person(app: &App, network: NetworkId, person: PersonId) -> Result<Person, Problem> {
    let person = app.store.person(person).await?.filter(|person| person.network == network);
    person.ok_or_else(|| ApiCode::NotFound.into())
}

/// Whoever changes somebody of the staff changes who works here: their address is a way in.
pub(super) fn may_edit(standing: &Standing, person: &Person) -> Result<(), Problem> {
    let action = if person.role > Role::Participant { Action::EditStaff } else { Action::EditMembers };
    standing.who.check(standing.network.id, action)
}

/// Whoever may make networks on this server gets a way in, or the address to which one is mailed, from themselves or from others who may:
/// otherwise every organizer could make networks in their name. Nor is what they may here taken from them by anybody else.
pub(super) fn may_stand_for(standing: &Standing, person: &Person) -> Result<(), Problem> {
    if person.founder && !standing.who.stands_by_founder(person.id) {
        return Err(ApiCode::Forbidden.into());
    }
    Ok(())
}

/// Whether nobody would organize the network if only these stayed.
async fn leaves_nobody(app: &App, network: NetworkId, stays: impl Fn(&Person) -> bool) -> Result<bool, Problem> {
    let people = app.store.persons_of(network).await?;
    let organizes = |person: &&Person| person.role == Role::Organizer;
    Ok(people.iter().any(|person| organizes(&person)) && !people.iter().filter(organizes).any(stays))
}

/// What changes of a person; what is absent stays, null empties.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct PersonPatch {
    name: Option<String>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    email: Option<Option<String>>,
    /// `fi`, `sv` or `en`.
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
    /// `participant`, `captioner`, `advisor`, `moderator` or `organizer`.
    #[schema(value_type = Option<String>)]
    role: Option<Role>,
}

/// Changes a person, also what they are in the network.
#[utoipa::path(
    patch,
    path = "/api/v1/networks/{slug}/persons/{person}",
    tag = "members",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("person" = String, Path, description = "The person's id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    request_body = PersonPatch,
    responses((status = 200, description = "Changed", body = NetworkPerson), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn change_person(
    State(app): State<App>,
    caller: Caller,
    Path((slug, person)): Path<(String, PersonId)>,
    headers: HeaderMap,
    Json(patch): Json<PersonPatch>,
) -> Result<Response, Problem> {
    let standing = caller.may(&app, &slug, Action::EditMembers).await?;
    let mut person = known_person(&app, standing.network.id, person).await?;
    may_edit(&standing, &person)?;
    precondition::check(&headers, person.version)?;
    let before = person.role;
    if let Some(name) = patch.name {
        person.name = fields::name("name", &name)?;
    }
    if let Some(email) = patch.email {
        let email = fields::optional_email(email.as_deref())?;
        if email != person.email {
            may_stand_for(&standing, &person)?;
        }
        person.email = email;
    }
    person.language = patch.language.unwrap_or(person.language);
    person.role = patch.role.unwrap_or(person.role);
    may_edit(&standing, &person)?;
    if person.role != before {
        may_stand_for(&standing, &person)?;
    }
    let (id, role) = (person.id, person.role);
    if before == Role::Organizer
        && role != Role::Organizer
        && leaves_nobody(&app, standing.network.id, |other| other.id != id).await?
    {
        return Err(ApiCode::LastOrganizer.into());
    }
    if person.member.is_none() && role == Role::Participant {
        return Err(Problem::refused(ApiCode::ValueInvalid).word("field", "role"));
    }
    app.store.update_person(person).await?;
    if before > Role::Participant && role == Role::Participant {
        app.store.end_sign_ins_of(id).await?;
    }
    let links = with_links(&app, standing.network.id).await?;
    let view = person_view(known_person(&app, standing.network.id, id).await?, &links);
    Ok(versioned(&view, view.version))
}

/// Removes a person; their links and ways in open nothing any more, their name, address and card are erased.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/persons/{person}",
    tag = "members",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("person" = String, Path, description = "The person's id"),
        ("if-match" = String, Header, description = "The version that was seen"),
    ),
    responses((status = 204, description = "Removed"), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn remove_person(
    State(app): State<App>,
    caller: Caller,
    Path((slug, person)): Path<(String, PersonId)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let standing = caller.may(&app, &slug, Action::EditMembers).await?;
    let person = known_person(&app, standing.network.id, person).await?;
    may_edit(&standing, &person)?;
    may_stand_for(&standing, &person)?;
    precondition::check(&headers, person.version)?;
    if person.role == Role::Organizer && leaves_nobody(&app, standing.network.id, |other| other.id != person.id).await?
    {
        return Err(ApiCode::LastOrganizer.into());
    }
    app.store.remove_person(person.id, person.version, app.clock.now()).await?;
    Ok(done())
}
