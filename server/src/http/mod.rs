//! The one HTTP port: the client's files, the links, the socket, health and figures.

pub mod answers;
mod api;
mod assets;
pub mod auth;
mod bearer;
pub mod body;
mod carried_out;
mod connections;
mod feedback;
pub mod fields;
mod health;
pub mod idempotency;
mod links;
mod materials;
mod openapi;
mod origin;
mod patience;
pub mod permission;
pub mod precondition;
mod problem;
mod questions;
pub mod refusal;
mod security;
mod socket;
mod whip;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    response::IntoResponse,
    routing::{get, post},
};

pub use connections::serve;
pub use origin::Peer;
pub use problem::Problem;

use crate::app::App;

/// Bytes of a request's body, where a route does not say otherwise.
pub const BODY_MAX: usize = 64 * 1024;

/// All routes.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(assets::index))
        .route("/j/{token}", get(assets::index))
        .route("/organizer", get(assets::organizer))
        .route("/sign-in/{token}", get(assets::organizer))
        .route("/n/{slug}", get(assets::network))
        .route("/m/{token}", get(assets::network))
        .route("/rsvp/{token}", get(assets::network))
        .route("/after/{token}/{evening}", get(assets::network))
        .merge(api::routes().layer(middleware::from_fn_with_state(app.clone(), idempotency::answer)))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/api/v1/openapi.json", get(openapi::document))
        .route("/api/v1/links/resolve", post(links::resolve))
        .route("/api/v1/evenings/{evening}/ws", get(socket::upgrade))
        .route("/api/v1/evenings/{evening}/questions", post(questions::ask))
        .route("/api/v1/evenings/{evening}/feedback", get(feedback::of_evening).post(feedback::give))
        .route("/api/v1/evenings/{evening}/feedback/over-time", get(feedback::over_time))
        .route("/api/v1/evenings/{evening}/materials", get(materials::list).post(materials::begin))
        .route("/api/v1/evenings/{evening}/materials/{material}/content", get(materials::content))
        .merge(uploads())
        .route("/api/v1/whip", post(whip::begin))
        .route("/api/v1/whip/{session}", axum::routing::delete(whip::end).patch(whip::no_patch))
        .route("/api/{*rest}", axum::routing::any(not_found))
        .fallback(get(assets::file))
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(middleware::from_fn(carried_out::to_its_end))
        .layer(middleware::from_fn_with_state(app.clone(), security::headers))
        .with_state(app)
}

async fn not_found() -> impl IntoResponse {
    Problem::refused(refusal::ApiCode::NotFound)
}

async fn wrong_method() -> impl IntoResponse {
    Problem::refused(refusal::ApiCode::MethodNotAllowed)
}

/// The one route that takes more than words.
fn uploads() -> Router<App> {
    let route = get(materials::progress).patch(materials::append).delete(materials::erase);
    Router::new()
        .route("/api/v1/evenings/{evening}/materials/{material}", route)
        .layer(DefaultBodyLimit::max(materials::PIECE_MAX))
}
