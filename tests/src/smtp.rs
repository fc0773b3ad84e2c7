//! A mail server that keeps what it gets, written from RFC 5321. A word in the address of a recipient makes it refuse: `nobody` for ever,
//! `later` this time; or behave ill: `busy` has it close the service, `lost` the connection once it has the mail, and `silent` makes it forget to answer.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A mail as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    /// The sender on the envelope.
    pub from: String,
    /// The recipients on the envelope.
    pub to: Vec<String>,
    /// The message, with its breaks and without the dots that were doubled.
    pub data: String,
}

/// The mail server. It is gone when dropped.
#[derive(Debug)]
pub struct Sink {
    /// Where it listens.
    pub address: SocketAddr,
    mails: Arc<Mutex<Vec<Received>>>,
    task: JoinHandle<()>,
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Sink {
    /// On any free port of this machine.
    ///
    /// # Errors
    /// There is none.
    pub async fn start() -> io::Result<Self> {
        Self::on(SocketAddr::from(([127, 0, 0, 1], 0))).await
    }

    /// On a given port.
    ///
    /// # Errors
    /// It is taken.
    pub async fn on(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let mails = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&mails);
        let task = tokio::spawn(async move {
            let mut talks = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                talks.spawn(talk(stream, Arc::clone(&kept)));
            }
        });
        Ok(Self { address, mails, task })
    }

    /// What arrived so far.
    #[must_use]
    pub fn mails(&self) -> Vec<Received> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What arrived for an address.
    #[must_use]
    pub fn mails_to(&self, address: &str) -> Vec<Received> {
        self.mails().into_iter().filter(|mail| mail.to.iter().any(|to| to == address)).collect()
    }
}

async fn talk(stream: TcpStream, mails: Arc<Mutex<Vec<Received>>>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.get_mut().write_all(b"220 sink ESMTP\r\n").await?;
    let mut mail = Received { from: String::new(), to: Vec::new(), data: String::new() };
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let (verb, rest) = line.trim_end().split_once([' ', ':']).unwrap_or((line.trim_end(), ""));
        let answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" => "250-sink\r\n250 8BITMIME",
            "HELO" | "NOOP" => "250 sink",
            "RSET" => "250 forgotten",
            "MAIL" => {
                mail = Received { from: bracketed(rest), to: Vec::new(), data: String::new() };
                "250 go on"
            }
            "RCPT" => recipient(bracketed(rest), &mut mail),
            "DATA" if mail.to.is_empty() => "503 to whom",
            "DATA" => {
                stream.get_mut().write_all(b"354 end with a dot\r\n").await?;
                mail.data = read_data(&mut stream).await?;
                mails.lock().unwrap_or_else(PoisonError::into_inner).push(mail.clone());
                let of = |word: &str| mail.to.iter().any(|to| to.contains(word));
                if of("lost") {
                    return Ok(());
                }
                if of("silent") {
                    continue;
                }
                "250 kept"
            }
            "QUIT" => {
                stream.get_mut().write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 not known here",
        };
        stream.get_mut().write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

fn recipient(address: String, mail: &mut Received) -> &'static str {
    if address.contains("nobody") {
        return "550 5.1.1 no such mailbox here";
    }
    if address.contains("busy") {
        return "421 4.3.2 closing";
    }
    if address.contains("later") {
        return "451 4.7.1 try again later";
    }
    mail.to.push(address);
    "250 known"
}

fn bracketed(rest: &str) -> String {
    rest.split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or_else(String::new, |(inner, _)| inner.to_owned())
}

async fn read_data(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

impl Received {
    /// A header field of the message, unfolded.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<String> {
        let head = self.data.split("\r\n\r\n").next()?.replace("\r\n ", " ");
        let start = format!("{}:", name.to_ascii_lowercase());
        let line = head.split("\r\n").find(|line| line.to_ascii_lowercase().starts_with(&start))?;
        Some(line[start.len()..].trim().to_owned())
    }

    /// The body of the first part of a kind, decoded.
    #[must_use]
    pub fn part(&self, kind: &str) -> Option<String> {
        for part in self.data.split("\r\n--") {
            let Some((head, body)) = part.split_once("\r\n\r\n") else { continue };
            let head = head.to_ascii_lowercase();
            if !head.contains(&format!("content-type: {kind}")) {
                continue;
            }
            return Some(if head.contains("encoding: quoted-printable") {
                unquoted(body)
            } else if head.contains("encoding: base64") {
                String::from_utf8_lossy(&unbase64(body)).into_owned()
            } else {
                body.to_owned()
            });
        }
        None
    }
}

/// RFC 2045 §6.7.
fn unquoted(body: &str) -> String {
    let body = body.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = body.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        match (first, code) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// RFC 2045 §6.8.
fn unbase64(body: &str) -> Vec<u8> {
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_u32, 0_u8);
    for letter in body.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        buffer = buffer << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(buffer >> bits & 0xff).unwrap_or(0));
        }
    }
    bytes
}
