//! Somebody at the organizer's side: a browser without a page, which keeps a cookie and says where it comes from.

use std::net::SocketAddr;

use serde_json::Value;

use crate::http::{self, Answer};

/// Somebody signed in, or a program with its key, or nobody.
#[derive(Clone, Debug)]
pub struct Organizer {
    /// The server.
    pub server: SocketAddr,
    /// What every request brings.
    fields: Vec<(String, String)>,
}

impl Organizer {
    /// Nobody yet.
    #[must_use]
    pub fn nobody(server: SocketAddr) -> Self {
        Self { server, fields: Vec::new() }
    }

    /// Whoever holds a link's token or a program's key.
    #[must_use]
    pub fn bearer(server: SocketAddr, token: &str) -> Self {
        Self { server, fields: vec![("Authorization".to_owned(), format!("Bearer {token}"))] }
    }

    /// Opens a sign-in link.
    ///
    /// # Panics
    /// When it lets nobody in.
    pub async fn by_link(server: SocketAddr, link: &str) -> Self {
        let mut one = Self::nobody(server);
        let answer = one.sign_in(link).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        one
    }

    /// Opens a sign-in link and keeps the cookie, if there is one.
    pub async fn sign_in(&mut self, link: &str) -> Answer {
        let token = link.rsplit('/').next().unwrap_or_default();
        let answer = self.post("/api/v1/session", &serde_json::json!({ "token": token })).await;
        if let Some(cookie) = answer.field("Set-Cookie") {
            let pair = cookie.split(';').next().unwrap_or_default().to_owned();
            self.fields = vec![("Cookie".to_owned(), pair)];
        }
        answer
    }

    /// The same with one more header field in every request.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut one = self.clone();
        one.fields.push((name.to_owned(), value.to_owned()));
        one
    }

    /// Sends a request.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn send(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        let fields: Vec<_> = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        http::send(self.server, method, path, &fields, body)
            .await
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// Asks for something.
    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, b"").await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, body.to_string().as_bytes()).await
    }

    /// Posts JSON, which must make something, and gives it back.
    ///
    /// # Panics
    /// When nothing was made.
    pub async fn make(&self, path: &str, body: &Value) -> Value {
        let answer = self.post(path, body).await;
        assert!(answer.status < 300, "POST {path}: {} {}", answer.status, answer.json());
        answer.json()
    }

    /// Changes something of which this version was seen.
    pub async fn patch(&self, path: &str, version: &Value, body: &Value) -> Answer {
        self.with("If-Match", &format!("\"{version}\"")).send("PATCH", path, body.to_string().as_bytes()).await
    }

    /// Removes something of which this version was seen.
    pub async fn delete(&self, path: &str, version: &Value) -> Answer {
        self.with("If-Match", &format!("\"{version}\"")).send("DELETE", path, b"").await
    }
}
