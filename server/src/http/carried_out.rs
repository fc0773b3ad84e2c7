//! A request that changes something is carried out to its end, also where whoever sent it is gone meanwhile: half of it would be worse than
//! all of it, and a repeated one has to find what the first one did.

use axum::{
    extract::Request,
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{Problem, patience::paced, refusal::ApiCode};

/// Lets a lost connection end the wait for an answer, and nothing else.
pub(super) async fn to_its_end(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request.map(paced))).await {
        Ok(response) => response,
        Err(ended) if ended.is_panic() => std::panic::resume_unwind(ended.into_panic()),
        Err(_) => Problem::refused(ApiCode::Internal).into_response(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use axum::{Router, body::Body, middleware, routing::any};
    use tokio::sync::Semaphore;
    use tower::ServiceExt;

    use super::*;

    /// Three moments of a request: it has begun, it may go on, it is done.
    #[derive(Clone)]
    struct Moments {
        begun: Arc<Semaphore>,
        go_on: Arc<Semaphore>,
        done: Arc<Semaphore>,
    }

    async fn change(moments: Moments) -> &'static str {
        moments.begun.add_permits(1);
        moments.go_on.acquire().await.unwrap().forget();
        moments.done.add_permits(1);
        "done"
    }

    /// Whether a request is carried out whose sender hangs up in the middle.
    async fn survives(method: Method) -> bool {
        let none = || Arc::new(Semaphore::new(0));
        let moments = Moments { begun: none(), go_on: none(), done: none() };
        let of_handler = moments.clone();
        let routes =
            Router::new().route("/", any(move || change(of_handler.clone()))).layer(middleware::from_fn(to_its_end));
        let request = Request::builder().method(method).uri("/").body(Body::empty()).unwrap();
        let answer = routes.oneshot(request);
        tokio::select! {
            _ = answer => panic!("it was to wait"),
            begun = moments.begun.acquire() => begun.unwrap().forget(),
        }
        moments.go_on.add_permits(1);
        // Whatever was to go on has gone on once others had their turn.
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        moments.done.try_acquire().is_ok()
    }

    #[tokio::test]
    async fn what_changes_something_is_carried_out_though_the_line_is_lost() {
        for method in [Method::POST, Method::PATCH, Method::PUT, Method::DELETE] {
            assert!(survives(method.clone()).await, "{method}");
        }
        assert!(!survives(Method::GET).await, "nobody reads the answer");
    }
}
