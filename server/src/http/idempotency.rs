//! A request that creates something may bring an `Idempotency-Key`; the same request again is answered with the same
//! answer and creates nothing more. The second of two at once waits for the first.
//!
//! Answers are kept in the store for a day. One that shows a secret is kept in memory only, and not over a restart:
//! secrets are stored as hashes only.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex},
};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use koronailta_signaling::ids::Timestamp;
use sha2::{Digest, Sha256};

use super::{Problem, auth, refusal::ApiCode};
use crate::{
    app::App,
    store::{ANSWERS_KEPT_MS, KeptAnswer},
    token::hex,
};

/// The header.
pub const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

/// Characters of a key.
const KEY_LENGTH: std::ops::RangeInclusive<usize> = 8..=128;

/// Bytes of a request that are read to compare it with an earlier one; the largest is a picture.
const REQUEST_MAX: usize = 4 * 1024 * 1024;

/// Answers that show secrets, kept in memory.
const SECRETS_MAX: usize = 512;

/// Marks an answer as one that shows a secret.
#[derive(Clone, Copy, Debug)]
pub struct ShownOnce;

/// What is in progress, and answers that are kept nowhere else.
#[derive(Debug, Default)]
pub struct Repeats {
    running: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    secrets: Mutex<VecDeque<(String, KeptAnswer, Timestamp)>>,
}

impl Repeats {
    fn lock(&self, key: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut running = self.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        running.retain(|_, lock| Arc::strong_count(lock) > 1);
        Arc::clone(running.entry(key.to_owned()).or_default())
    }

    fn secret(&self, key: &str) -> Option<KeptAnswer> {
        let secrets = self.secrets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        secrets.iter().find(|(kept, ..)| kept == key).map(|(_, answer, _)| answer.clone())
    }

    /// Forgets secrets that were shown as long ago as other answers are kept.
    pub fn forget_old(&self, now: Timestamp) {
        let mut secrets = self.secrets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        secrets.retain(|(.., shown_at)| shown_at.plus(ANSWERS_KEPT_MS) > now);
    }

    fn keep_secret(&self, key: String, answer: KeptAnswer, now: Timestamp) {
        let mut secrets = self.secrets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if secrets.len() >= SECRETS_MAX {
            secrets.pop_front();
        }
        secrets.push_back((key, answer, now));
    }
}

/// Answers repeated requests, and lets the others through.
pub async fn answer(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !request.headers().contains_key(HEADER) {
        return next.run(request).await;
    }
    carry_out(&app, request, next).await.unwrap_or_else(IntoResponse::into_response)
}

async fn carry_out(app: &App, request: Request, next: Next) -> Result<Response, Problem> {
    let key = key_of(&request)?;
    let (parts, body) = request.into_parts();
    // Nobody who is not known sends anything large.
    let known = auth::identify(&parts, app).await?.is_some();
    let max = if known { REQUEST_MAX } else { super::BODY_MAX };
    let too_large = |_| Problem::refused(ApiCode::BodyTooLarge).number("max", max as u64);
    let bytes = axum::body::to_bytes(body, max).await.map_err(too_large)?;
    let request_hash = hex(&Sha256::digest(&bytes));
    let lock = app.repeats.lock(&key);
    let _running = lock.lock().await;
    let now = app.clock.now();
    let kept = match app.repeats.secret(&key) {
        Some(answer) => Some(answer),
        None => app.store.kept_answer(&key, now).await?,
    };
    if let Some(kept) = kept {
        return if kept.request_hash == request_hash { Ok(again(kept)) } else { Err(ApiCode::KeyReused.into()) };
    }
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    if !response.status().is_success() {
        return Ok(response);
    }
    let secret = response.extensions().get::<ShownOnce>().is_some();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, REQUEST_MAX).await.unwrap_or_default();
    let answer = KeptAnswer {
        request_hash,
        status: parts.status.as_u16(),
        content_type: text(&parts.headers, &header::CONTENT_TYPE).unwrap_or_default(),
        etag: text(&parts.headers, &header::ETAG),
        body: bytes.to_vec(),
    };
    if secret {
        app.repeats.keep_secret(key, answer, now);
    } else {
        app.store.keep_answer(key, answer, now).await?;
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// The key belongs to who asks and to what they ask for; what is kept of it tells neither.
fn key_of(request: &Request) -> Result<String, Problem> {
    let headers = request.headers();
    let key = headers.get(HEADER).and_then(|value| value.to_str().ok()).map(str::trim).unwrap_or_default();
    if !KEY_LENGTH.contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(ApiCode::KeyInvalid.into());
    }
    let mut digest = Sha256::new();
    for name in [header::AUTHORIZATION, header::COOKIE] {
        digest.update(headers.get(&name).map_or(&b""[..], HeaderValue::as_bytes));
        digest.update([0]);
    }
    digest.update(request.uri().to_string().as_bytes());
    digest.update([0]);
    digest.update(key.as_bytes());
    Ok(hex(&digest.finalize()))
}

fn again(kept: KeptAnswer) -> Response {
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, kept.body).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    if let Ok(kind) = HeaderValue::from_str(&kept.content_type)
        && !kind.is_empty()
    {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if let Some(etag) = kept.etag.and_then(|etag| HeaderValue::from_str(&etag).ok()) {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_was_shown_is_forgotten_after_a_day() {
        let repeats = Repeats::default();
        let shown_at = Timestamp(1_800_000_000_000);
        let answer = KeptAnswer {
            request_hash: String::new(),
            status: 201,
            content_type: String::new(),
            etag: None,
            body: b"secret".to_vec(),
        };
        repeats.keep_secret("key".to_owned(), answer.clone(), shown_at);
        repeats.forget_old(shown_at.plus(ANSWERS_KEPT_MS - 1));
        assert_eq!(repeats.secret("key"), Some(answer));
        repeats.forget_old(shown_at.plus(ANSWERS_KEPT_MS));
        assert_eq!(repeats.secret("key"), None);
    }
}
