//! Alive, ready, and figures for operators.

use std::fmt::Write as _;

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::Problem;
use crate::app::App;

/// The process answers.
#[utoipa::path(get, path = "/healthz", responses((status = 200, description = "The process answers", body = String)))]
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// The store can be written, and a media thread lives.
#[utoipa::path(
    get,
    path = "/readyz",
    responses(
        (status = 200, description = "People can join", body = String),
        (status = 503, description = "The store cannot be written, or every media thread has ended", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn ready(State(app): State<App>) -> Response {
    if !app.media.any_lives() {
        tracing::error!("every media thread has ended; the server has to be restarted");
        return Problem::plain(StatusCode::SERVICE_UNAVAILABLE).into_response();
    }
    match app.store.check().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "the store cannot be written");
            Problem::plain(StatusCode::SERVICE_UNAVAILABLE).into_response()
        }
    }
}

/// Prometheus text.
#[utoipa::path(get, path = "/metrics", responses((status = 200, description = "Prometheus text format", body = String)))]
pub(super) async fn metrics(State(app): State<App>) -> Response {
    let mut text = app.metrics.render();
    let media = app.media.snapshot();
    let counters = [
        ("packets_in_total", media.packets_in),
        ("packets_out_total", media.packets_out),
        ("bytes_in_total", media.bytes_in),
        ("bytes_out_total", media.bytes_out),
        ("packets_forwarded_total", media.packets_forwarded),
        ("packets_dropped_at_ingress_total", media.packets_dropped_at_ingress),
        ("packets_from_unknown_total", media.packets_from_unknown),
        ("checks_refused_total", media.checks_refused),
        ("frames_sealed_total", media.frames_sealed),
        ("frames_stale_total", media.frames_stale),
        ("frames_open_total", media.frames_open),
        ("packets_not_sent_total", media.packets_not_sent),
        ("reports_dropped_total", media.reports_dropped),
    ];
    let gauges =
        [("peers", media.peers), ("tcp_connections", media.tcp_connections), ("threads_ended", media.threads_ended)];
    for (kind, list) in [("counter", counters.as_slice()), ("gauge", gauges.as_slice())] {
        for (name, value) in list {
            let _ = writeln!(text, "# TYPE koronailta_media_{name} {kind}\nkoronailta_media_{name} {value}");
        }
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
