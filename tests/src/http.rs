//! As much of HTTP/1.1 as the scenes need: one request on one connection.

use std::{io, net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The header fields, as sent.
    pub head: String,
    /// The body, unchunked.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header field's value.
    #[must_use]
    pub fn field(&self, wanted: &str) -> Option<String> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim().to_owned())
    }

    /// The body as JSON; null when it is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// Asks for a path.
///
/// # Errors
/// When the server does not answer within five seconds.
pub async fn get(server: SocketAddr, path: &str) -> io::Result<Answer> {
    send(server, "GET", path, &[], b"").await
}

/// Asks for a path with header fields, which replace those of the same name.
///
/// # Errors
/// When the server does not answer within five seconds.
pub async fn get_with(server: SocketAddr, path: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
    send(server, "GET", path, fields, b"").await
}

/// Posts JSON.
///
/// # Errors
/// When the server does not answer within five seconds.
pub async fn post(server: SocketAddr, path: &str, body: &serde_json::Value) -> io::Result<Answer> {
    send(server, "POST", path, &[], body.to_string().as_bytes()).await
}

/// Posts JSON with header fields, which replace those of the same name.
///
/// # Errors
/// When the server does not answer within five seconds.
pub async fn post_with(
    server: SocketAddr,
    path: &str,
    fields: &[(&str, &str)],
    body: &serde_json::Value,
) -> io::Result<Answer> {
    send(server, "POST", path, fields, body.to_string().as_bytes()).await
}

/// Sends bytes, as JSON unless a field says otherwise.
///
/// # Errors
/// When the server does not answer within five seconds.
pub async fn send(
    server: SocketAddr,
    method: &str,
    path: &str,
    fields: &[(&str, &str)],
    body: &[u8],
) -> io::Result<Answer> {
    let exchange = async {
        let mut stream = TcpStream::connect(server).await?;
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n");
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        let has = |wanted: &str| fields.iter().any(|(name, _)| name.eq_ignore_ascii_case(wanted));
        if !body.is_empty() && !has("Content-Type") {
            head.push_str("Content-Type: application/json\r\n");
        }
        if !has("Origin") {
            head.push_str(&format!("Origin: http://{server}\r\n"));
        }
        for (name, value) in fields {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(body).await?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await?;
        parse(&bytes).ok_or_else(|| io::Error::other("not an HTTP answer"))
    };
    timeout(Duration::from_secs(5), exchange).await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let split = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..split]).into_owned();
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    let mut body = bytes[split + 4..].to_vec();
    if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        body = unchunk(&body);
    }
    Some(Answer { status, head, body })
}

/// RFC 9112 §7.1.
fn unchunk(mut rest: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(String::from_utf8_lossy(&rest[..end]).trim(), 16).unwrap_or(0);
        let from = end + 2;
        if size == 0 || rest.len() < from + size + 2 {
            break;
        }
        whole.extend_from_slice(&rest[from..from + size]);
        rest = &rest[from + size + 2..];
    }
    whole
}
