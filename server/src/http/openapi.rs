//! The description of the HTTP interface, made from the handlers themselves.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use utoipa::{
    OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use super::{Problem, api, auth, feedback, health, links, materials, questions, socket, whip};

#[derive(OpenApi)]
#[openapi(
    info(title = "Koronailta", description = "Online evenings for networks of small entrepreneurs"),
    paths(
        health::alive,
        health::ready,
        health::metrics,
        document,
        links::resolve,
        socket::upgrade,
        questions::ask,
        feedback::give,
        feedback::of_evening,
        feedback::over_time,
        materials::list,
        materials::begin,
        materials::progress,
        materials::append,
        materials::erase,
        materials::content,
        whip::begin,
        whip::end
    ),
    components(schemas(Problem))
)]
struct Description;

/// The whole document: the parts of the resources, and how one says who one is.
fn whole() -> utoipa::openapi::OpenApi {
    let mut document = Description::openapi();
    api::describe(&mut document);
    let components = document.components.get_or_insert_default();
    let cookie = ApiKeyValue::with_description(auth::COOKIE, "Somebody signed in to the organizer's side");
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    for (name, words) in [
        ("token", "A program's key, which begins with `kt_`"),
        ("link", "The token of a link, as it stands in `/j/{token}`"),
    ] {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(words)).build();
        components.add_security_scheme(name, SecurityScheme::Http(bearer));
    }
    document
}

/// This description.
#[utoipa::path(get, path = "/api/v1/openapi.json", responses((status = 200, description = "OpenAPI", body = Object)))]
pub(super) async fn document() -> Response {
    match whole().to_json() {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the OpenAPI document cannot be written");
            Problem::plain(axum::http::StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }
    }
}
