//! Who asks: somebody signed in to the organizer's side (a cookie), a program (a key that begins with `kt_`), or the
//! holder of a link (its token as bearer).

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, Method, header, request::Parts},
};
use koronailta_signaling::{
    ids::{ApiTokenId, EveningId, NetworkId, ParticipantId, PersonId, SeriesId},
    room::Access,
    wire::participant::Role,
};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{
    Peer, Problem, origin,
    permission::{Action, Scope},
    refusal::ApiCode,
};
use crate::{
    app::App,
    links::{self, LinkError},
    store::{LinkRow, LinkScope, Network, SessionRow},
    token::{Token, hex},
};

/// The name of the cookie.
pub const COOKIE: &str = "koronailta_session";

/// With what a program's key begins.
pub const KEY_PREFIX: &str = "kt_";

/// By this header a page in the room says which participant it is: `<participant> <secret>`, the secret being the one of
/// its resume.
pub const PARTICIPANT_HEADER: &str = "koronailta-participant";

/// Who asks.
#[derive(Clone, Debug)]
pub enum Who {
    /// Somebody signed in.
    Staff(SessionRow),
    /// A program.
    Program {
        /// Its key.
        token: ApiTokenId,
        /// Where the key holds.
        network: NetworkId,
        /// What it may do.
        scopes: Vec<Scope>,
    },
    /// The holder of a link.
    Link(Box<LinkRow>),
}

/// Who asks. As an extractor it refuses those who are nobody.
#[derive(Clone, Debug)]
pub struct Caller(pub Who);

/// Who asks, if anybody: for what everybody may see.
#[derive(Clone, Debug)]
pub struct Visitor(pub Option<Who>);

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Peer(address) = Peer::from_request_parts(parts, app).await.unwrap_or_else(|never| match never {});
        match identify(parts, app).await? {
            Some(who) => Ok(Self(who)),
            None => {
                // Whoever guesses is slowed down; whoever is known is not counted.
                app.door.knock(address)?;
                Err(ApiCode::NotSignedIn.into())
            }
        }
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self(identify(parts, app).await?))
    }
}

/// Who a request is from, as far as it tells.
///
/// # Errors
/// `origin_foreign`: another page writes with this browser's cookie; or the store failed.
pub(super) async fn identify(parts: &Parts, app: &App) -> Result<Option<Who>, Problem> {
    let now = app.clock.now();
    if let Some(bearer) = bearer(&parts.headers) {
        if let Some(key) = bearer.strip_prefix(KEY_PREFIX) {
            let Some(key) = Token::parse(key) else { return Ok(None) };
            let Some(row) = app.store.api_token(&key.hash(), now).await? else { return Ok(None) };
            let scopes = row.scopes.split_whitespace().filter_map(scope).collect();
            return Ok(Some(Who::Program { token: row.id, network: row.network, scopes }));
        }
        return match links::valid(&app.store, bearer, now).await {
            Ok(link) => Ok(Some(Who::Link(Box::new(link)))),
            Err(LinkError::Rejected(_)) => Ok(None),
            Err(LinkError::Internal(error)) => Err(error.into()),
        };
    }
    let Some(session) = session_of(&parts.headers, app).await? else { return Ok(None) };
    if is_write(&parts.method) && !from_own_page(&parts.headers, app) {
        return Err(ApiCode::OriginForeign.into());
    }
    Ok(Some(Who::Staff(session)))
}

fn scope(word: &str) -> Option<Scope> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// The session that a request's cookie belongs to.
pub(super) async fn session_of(headers: &HeaderMap, app: &App) -> Result<Option<SessionRow>, Problem> {
    let Some(token) = cookie(headers).and_then(Token::parse) else { return Ok(None) };
    Ok(app.store.session(&token.hash(), app.clock.now()).await?)
}

fn is_write(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Every browser says where a writing request comes from; a request that says nothing is not from our page.
pub(super) fn from_own_page(headers: &HeaderMap, app: &App) -> bool {
    headers.contains_key(header::ORIGIN) && origin::same(headers, &app.public_url)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers.get_all(header::COOKIE).iter().find_map(|value| {
        value.to_str().ok()?.split(';').find_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            (name.trim() == COOKIE).then_some(value.trim())
        })
    })
}

/// The cookie that a session is kept by, for so many seconds; 0 takes it away.
pub(super) fn set_cookie(app: &App, token: &str, seconds: u64) -> Option<HeaderValue> {
    let secure = if app.public_url.scheme() == "https" { "; Secure" } else { "" };
    let text = format!("{COOKIE}={token}; Path=/api; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).ok()
}

/// Somebody who may do what they asked for, in a network.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Where.
    pub network: Network,
    /// Who.
    pub who: Who,
}

impl Caller {
    /// The network with this short name, if the caller may do this there.
    ///
    /// # Errors
    /// `not_found` for a network that does not exist, `forbidden` or `scope_missing`.
    pub async fn may(self, app: &App, slug: &str, action: Action) -> Result<Standing, Problem> {
        let network = app.store.network(slug).await?.ok_or(ApiCode::NotFound)?;
        self.0.check(network.id, action)?;
        Ok(Standing { network, who: self.0 })
    }

    /// The person's own link, for what people do for themselves.
    ///
    /// # Errors
    /// `forbidden` for everybody else.
    pub fn own_link(&self) -> Result<&LinkRow, Problem> {
        match &self.0 {
            Who::Link(link) if link.person.is_some() => Ok(link),
            _ => Err(ApiCode::Forbidden.into()),
        }
    }
}

impl Who {
    /// Whether they may do this in a network.
    ///
    /// # Errors
    /// `forbidden` or `scope_missing`.
    pub fn check(&self, network: NetworkId, action: Action) -> Result<(), Problem> {
        let row = action.row();
        let allowed = match self {
            Self::Staff(session) => session.roles_in(network).any(|role| row.staff.is_met_by(role)),
            Self::Program { network: of, scopes, .. } => match row.scope {
                Some(scope) if *of == network => {
                    if !scopes.contains(&scope) {
                        return Err(Problem::refused(ApiCode::ScopeMissing).word("scope", scope.as_str()));
                    }
                    true
                }
                _ => false,
            },
            // A link that belongs to nobody says who its holder is only where it makes them staff of the whole network: what leads to a lobby
            // is passed on.
            Self::Link(link) => {
                let of_network =
                    link.person.is_some() || (link.access.role.is_staff() && link.scope == LinkScope::Network);
                of_network && link.network == network && row.link.is_some_and(|least| link.access.role >= least)
            }
        };
        if allowed { Ok(()) } else { Err(ApiCode::Forbidden.into()) }
    }

    /// The same about one evening of a network, for which the staff's links to it are enough.
    ///
    /// # Errors
    /// `forbidden` or `scope_missing`.
    pub fn check_in(
        &self,
        network: NetworkId,
        (evening, series): (EveningId, Option<SeriesId>),
        action: Action,
    ) -> Result<(), Problem> {
        match self {
            Self::Link(link) if link.network == network && link.access.role.is_staff() => {
                let leads_there = match link.scope {
                    LinkScope::Evening(to) => to == evening,
                    LinkScope::Series(to) => series == Some(to),
                    LinkScope::Network => true,
                };
                let least = action.row().link;
                if leads_there && least.is_some_and(|least| link.access.role >= least) {
                    return Ok(());
                }
                self.check(network, action)
            }
            _ => self.check(network, action),
        }
    }

    /// Whether they are this person, or may make networks on this server themselves.
    #[must_use]
    pub fn stands_by_founder(&self, person: PersonId) -> bool {
        match self {
            Self::Staff(session) => session.founder || session.persons.iter().any(|one| one.person == person),
            Self::Program { .. } | Self::Link(_) => false,
        }
    }

    /// Something that stands for them and nobody else, for counting.
    #[must_use]
    pub fn mark(&self) -> String {
        match self {
            Self::Staff(session) => session.id.to_string(),
            Self::Program { token, .. } => token.to_string(),
            Self::Link(link) => link.access.link.to_string(),
        }
    }
}

impl SessionRow {
    /// What somebody signed in is in a network: who organizes and advises is written down twice.
    pub fn roles_in(&self, network: NetworkId) -> impl Iterator<Item = Role> {
        self.persons.iter().filter(move |person| person.network == network).map(|person| person.role)
    }

    /// The most of it.
    #[must_use]
    pub fn role_in(&self, network: NetworkId) -> Option<Role> {
        self.roles_in(network).max()
    }
}

/// Somebody who was let in to an evening. A link alone does not prove that: by a shared one others still wait.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// Who.
    pub participant: ParticipantId,
    /// What their link grants.
    pub access: Access,
    /// What they are in the room now.
    pub role: Role,
    /// Where.
    pub evening: EveningId,
}

impl Admitted {
    /// Checks the link, and by the header [`PARTICIPANT_HEADER`] who it is that holds it.
    ///
    /// # Errors
    /// `not_signed_in`, or `forbidden` for those who were not let in.
    pub async fn check(app: &App, headers: &HeaderMap, evening: EveningId) -> Result<Self, Problem> {
        let token = bearer(headers).ok_or(ApiCode::NotSignedIn)?;
        let link = match links::resolve_for(&app.store, token, evening, app.clock.now()).await {
            Ok(link) => link,
            Err(LinkError::Internal(error)) => return Err(error.into()),
            Err(LinkError::Rejected(_)) => return Err(ApiCode::NotSignedIn.into()),
        };
        let said = headers.get(PARTICIPANT_HEADER).and_then(|value| value.to_str().ok());
        let (participant, secret) = said.and_then(|text| text.split_once(' ')).ok_or(ApiCode::Forbidden)?;
        let participant = participant.parse().map_err(|_| ApiCode::Forbidden)?;
        let seat = app.store.seat(evening, participant).await?.ok_or(ApiCode::Forbidden)?;
        let hash = hex(&Sha256::digest(secret.trim().as_bytes()));
        let right: bool = hash.as_bytes().ct_eq(seat.secret_hash.as_bytes()).into();
        if !right || !seat.admitted || seat.link != link.access.link {
            return Err(ApiCode::Forbidden.into());
        }
        Ok(Self { participant, access: link.access, role: seat.role, evening })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; koronailta_session=abc-1; c=d"));
        assert_eq!(cookie(&headers), Some("abc-1"));
        headers.insert(header::COOKIE, HeaderValue::from_static("xkoronailta_session=abc"));
        assert_eq!(cookie(&headers), None);
    }

    #[test]
    fn a_bearer_is_one_whatever_its_spelling() {
        let mut headers = HeaderMap::new();
        for (value, token) in [("Bearer x", Some("x")), ("bearer  y", Some("y")), ("Basic z", None), ("Bearer", None)] {
            headers.insert(header::AUTHORIZATION, HeaderValue::from_static(value));
            assert_eq!(bearer(&headers), token, "{value}");
        }
    }
}
