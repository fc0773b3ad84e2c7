//! Takes connections in and serves each. Who opens one and does not say what they want within a while loses it.

use std::{io, net::SocketAddr, pin::pin, time::Duration};

use axum::{Extension, Router, body::Body, extract::ConnectInfo, http::Request};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};
use tower::{Layer as _, ServiceExt as _};

/// The head of a request comes within this time, the first one and those that follow on the same connection.
const HEAD_WITHIN: Duration = Duration::from_secs(30);

/// When nothing can be taken in, because this process has as many files open as it may, it is tried again after this time.
const ACCEPT_AGAIN: Duration = Duration::from_millis(500);

/// Serves until told to stop, and then what is under way.
pub async fn serve(listener: TcpListener, routes: Router, stop: watch::Receiver<bool>) {
    serve_within(HEAD_WITHIN, listener, routes, stop).await;
}

async fn serve_within(head: Duration, listener: TcpListener, routes: Router, mut stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, address)) => {
                    connections.spawn(converse(head, stream, address, routes.clone(), stop.clone()));
                }
                Err(error) if is_theirs(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "no connection can be taken in; trying again");
                    tokio::time::sleep(ACCEPT_AGAIN).await;
                }
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            _ = stop.changed() => break,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// Whoever connected was gone before anybody answered.
fn is_theirs(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn converse(
    head: Duration,
    stream: TcpStream,
    address: SocketAddr,
    routes: Router,
    mut stop: watch::Receiver<bool>,
) {
    let service = Extension(ConnectInfo(address)).layer(routes);
    let service = TowerToHyperService::new(service.map_request(|request: Request<_>| request.map(Body::new)));
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(head);
    let mut talk = pin!(builder.serve_connection_with_upgrades(TokioIo::new(stream), service));
    tokio::select! {
        // A line that was lost is nobody's fault.
        _ = talk.as_mut() => return,
        _ = stop.changed() => talk.as_mut().graceful_shutdown(),
    }
    let _ = talk.await;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    async fn say(address: SocketAddr, words: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(words.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn who_connects_and_never_says_what_they_want_loses_the_line() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = watch::channel(false);
        let routes = Router::new()
            .route("/", get(|ConnectInfo(from): ConnectInfo<SocketAddr>| async move { from.ip().to_string() }));
        let serving = tokio::spawn(serve_within(Duration::from_millis(100), listener, routes, stopped));
        let answer = say(address, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"), "{answer}");
        let silent = tokio::time::timeout(Duration::from_secs(20), say(address, "GET / HTTP/1.1\r\nHost:")).await;
        assert!(silent.is_ok_and(|answer| !answer.contains(" 200")), "half a head");
        stop.send(true).unwrap();
        serving.await.unwrap();
    }
}
