//! A program that hears webhooks: as much of an HTTP server as that needs, and the check of the signature written anew.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// What was heard.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its head.
    pub head: String,
    /// Its body.
    pub text: String,
}

/// The program. It is gone when dropped.
#[derive(Debug)]
pub struct Listener {
    /// Where it listens.
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    task: JoinHandle<()>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Listener {
    /// On any free port of this machine.
    ///
    /// # Panics
    /// There is none.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            let mut talks = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                talks.spawn(hear(stream, Arc::clone(&kept)));
            }
        });
        Self { address, requests, task }
    }

    /// The first request about an event.
    #[must_use]
    pub fn heard(&self, event: &str) -> Option<Request> {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.iter().find(|request| request.body()["type"] == event).cloned()
    }
}

async fn hear(mut stream: TcpStream, requests: Arc<Mutex<Vec<Request>>>) -> io::Result<()> {
    let mut bytes = Vec::new();
    let (head, mut body) = loop {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(());
        }
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break (String::from_utf8_lossy(&bytes[..at]).into_owned(), bytes[at + 4..].to_vec());
        }
    };
    let mut request = Request { head, text: String::new() };
    let length = request.field("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    while body.len() < length {
        if stream.read_buf(&mut body).await? == 0 {
            break;
        }
    }
    request.text = String::from_utf8_lossy(&body).into_owned();
    requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").await
}

impl Request {
    fn field(&self, wanted: &str) -> Option<String> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(':'));
        fields.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim().to_owned())
    }

    /// The body as JSON; null when it is none.
    #[must_use]
    pub fn body(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// Whether whoever knows the secret has sent it (Standard Webhooks, `v1`).
    #[must_use]
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let part = |name| self.field(name).unwrap_or_default();
        let content = format!("{}.{}.{}", part("webhook-id"), part("webhook-timestamp"), self.text);
        let Some(signature) = part("webhook-signature").strip_prefix("v1,").and_then(|text| STANDARD.decode(text).ok())
        else {
            return false;
        };
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        hmac::verify(&key, content.as_bytes(), &signature).is_ok()
    }
}
