//! The real program on a data directory and ports of its own.

use std::{
    fs::File,
    io,
    net::{SocketAddr, TcpListener, UdpSocket},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde::Deserialize;
use tempfile::TempDir;

use crate::Deadline;

/// The links of the demo evening.
#[derive(Clone, Debug, Deserialize)]
pub struct Links {
    /// The organizer's.
    pub organizer: String,
    /// A moderator's.
    pub moderator: String,
    /// An advisor's.
    pub advisor: String,
    /// The one shared by participants, who knock.
    pub participant: String,
    /// A way in to the organizer's side, which works once.
    #[serde(default)]
    pub console: String,
}

/// How a server is started.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Environment variables besides the ordinary ones.
    pub environment: Vec<(String, String)>,
    /// Arguments besides the ordinary ones.
    pub arguments: Vec<String>,
    /// A program that runs the server as its child, with its arguments: `strace -f …`.
    pub wrapper: Vec<String>,
    /// The program, instead of the one that was built with the tests.
    pub program: Option<PathBuf>,
    /// As many media threads as the server takes by itself, on any ports; otherwise one, on a port that a restart keeps.
    pub all_media_threads: bool,
}

/// A running server. It is killed when dropped; a panic in its log then fails the test.
#[derive(Debug)]
pub struct Server {
    child: Option<Child>,
    folder: TempDir,
    options: Options,
    /// Where HTTP listens.
    pub http: SocketAddr,
    /// Where media listens.
    pub media: SocketAddr,
    /// The demo's links.
    pub links: Links,
}

/// The program under test: `KORONAILTA_SERVER`, or the one in this build's target directory.
///
/// # Panics
/// When it was not built.
#[must_use]
pub fn program() -> PathBuf {
    if let Some(path) = std::env::var_os("KORONAILTA_SERVER") {
        return PathBuf::from(path);
    }
    let own = std::env::current_exe().expect("a running program has a path");
    let profile = own.ancestors().find(|folder| folder.join("deps").is_dir()).or(own.parent());
    let path = profile.expect("a program lies in a folder").join(format!("koronailta{}", std::env::consts::EXE_SUFFIX));
    assert!(path.is_file(), "{} is not built; run `cargo build --workspace` first", path.display());
    path
}

/// A port that was free a moment ago, for TCP and UDP alike: a restarted server has to take the same one again. Outside
/// the range from which the system gives ports to whoever connects, so that nobody gets it in between.
fn free_port() -> io::Result<u16> {
    const FIRST: u16 = 10_000;
    const COUNT: u16 = 22_000;
    for _ in 0..64 {
        let [high, low] = *uuid::Uuid::new_v4().as_bytes().first_chunk().expect("sixteen bytes");
        let port = FIRST + u16::from_be_bytes([high, low]) % COUNT;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() && UdpSocket::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err(io::Error::other("no port is free for both TCP and UDP"))
}

impl Server {
    /// Starts the demo evening.
    ///
    /// # Panics
    /// When the server does not come up in time.
    pub async fn start() -> Self {
        Self::with(Options::default()).await
    }

    /// Starts the demo evening in a special way.
    ///
    /// # Panics
    /// When the server does not come up in time.
    pub async fn with(options: Options) -> Self {
        let folder = tempfile::Builder::new().prefix("koronailta-").tempdir().expect("a temporary directory");
        Self::in_folder(folder, options).await
    }

    /// Starts on a data directory that may have been filled by the command line before.
    ///
    /// # Panics
    /// When the server does not come up in time.
    pub async fn in_folder(folder: TempDir, options: Options) -> Self {
        let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let links = Links {
            organizer: String::new(),
            moderator: String::new(),
            advisor: String::new(),
            participant: String::new(),
            console: String::new(),
        };
        let mut server = Self { child: None, folder, options, http: nowhere, media: nowhere, links };
        for _ in 0..5 {
            server.http.set_port(free_port().expect("a free port"));
            server.media.set_port(free_port().expect("a free port"));
            match server.try_launch().await {
                Ok(()) => return server,
                Err(reason) if reason.contains("Address already in use") => {}
                Err(reason) => panic!("{reason}"),
            }
        }
        panic!("five times somebody else took the ports");
    }

    /// The data directory.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        data_of(self.folder.path())
    }

    fn log_path(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }

    fn links_path(&self) -> PathBuf {
        self.folder.path().join("links.json")
    }

    /// What the server and its forerunners on this data said so far.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read(self.log_path()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    /// The process that runs the server (or its wrapper).
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// The server's own process, also below a wrapper.
    #[must_use]
    pub fn server_pid(&self) -> Option<u32> {
        let pid = self.pid()?;
        if self.options.wrapper.is_empty() { Some(pid) } else { child_of(pid) }
    }

    /// Starts the program; again after [`Server::kill`], on the same data and ports.
    ///
    /// # Panics
    /// When it does not answer in time.
    pub async fn launch(&mut self) {
        if let Err(reason) = self.try_launch().await {
            panic!("{reason}");
        }
    }

    async fn try_launch(&mut self) -> Result<(), String> {
        let log = File::options().create(true).append(true).open(self.log_path()).expect("the log can be written");
        let program = self.options.program.clone().unwrap_or_else(program);
        let mut words = self.options.wrapper.clone();
        words.push(program.display().to_string());
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).arg("--data-dir").arg(self.data());
        command.args(["--listen", &self.http.to_string()]);
        if self.options.all_media_threads {
            command.args(["--media-listen", "127.0.0.1:0"]);
        } else {
            // One media thread takes one port; a second would take the next number, which may be another scene's.
            command.args(["--media-listen", &self.media.to_string(), "--media-threads", "1"]);
        }
        command.arg("--links-file").arg(self.links_path()).args(&self.options.arguments);
        clean_environment(&mut command);
        command.env("RUST_BACKTRACE", "1").env("NO_COLOR", "1").envs(self.options.environment.iter().cloned());
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command.stdout(log.try_clone().expect("a log")).stderr(log);
        self.child = Some(command.spawn().unwrap_or_else(|error| panic!("{}: {error}", words[0])));
        self.until_ready().await
    }

    async fn until_ready(&mut self) -> Result<(), String> {
        let deadline = Deadline::after(Duration::from_secs(30));
        loop {
            if let Some(status) = self.child.as_mut().and_then(|child| child.try_wait().ok().flatten()) {
                self.child = None;
                return Err(format!("the server ended with {status}:\n{}", self.log()));
            }
            let answered = crate::http::get(self.http, "/readyz").await.is_ok_and(|answer| answer.status == 200);
            if answered && self.read_links() {
                return Ok(());
            }
            if deadline.is_over() {
                return Err(format!("the server is not ready after 30 s:\n{}", self.log()));
            }
            deadline.pause().await;
        }
    }

    /// A server whose data was filled beforehand has no demo and writes no links.
    fn read_links(&mut self) -> bool {
        let filled = self.folder.path().join("filled").exists();
        match std::fs::read_to_string(self.links_path()).ok().and_then(|text| serde_json::from_str(&text).ok()) {
            Some(links) => {
                self.links = links;
                true
            }
            None => filled,
        }
    }

    /// Ends the server as a power cut would (kill -9) and waits until it is gone.
    pub fn kill(&mut self) {
        if let (false, Some(server)) = (self.options.wrapper.is_empty(), self.server_pid()) {
            signal(server, "KILL");
        } else if let Some(child) = &mut self.child {
            let _ = child.kill();
        }
        self.await_end();
    }

    /// Ends the server as an operator does, who wants the clients told.
    pub fn stop_gently(&mut self) {
        if let Some(pid) = self.server_pid() {
            signal(pid, "TERM");
        }
        self.await_end();
    }

    fn await_end(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        let until = Instant::now() + Duration::from_secs(10);
        while Instant::now() < until {
            if matches!(child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::park_timeout(Duration::from_millis(5));
        }
        let _ = child.kill();
        let _ = child.wait();
    }

    /// Runs the program's command line on this data.
    #[must_use]
    pub fn command(&self, words: &[&str]) -> Output {
        command_on(self.folder.path(), words)
    }
}

/// Where the data lie in a scene's folder.
#[must_use]
pub fn data_of(folder: &Path) -> PathBuf {
    folder.join("data")
}

/// Runs the program's command line on the data of a scene's folder.
///
/// # Panics
/// When the program cannot be started.
#[must_use]
pub fn command_on(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.args(words).arg("--data-dir").arg(data_of(folder)).current_dir(folder);
    clean_environment(&mut command);
    let output = command.stdin(Stdio::null()).output().expect("the program runs");
    let _ = std::fs::write(folder.join("filled"), "by the command line");
    output
}

/// Without the settings of somebody's own server, which would leak into the scene.
fn clean_environment(command: &mut Command) {
    for (name, _) in std::env::vars() {
        if name.starts_with("KORONAILTA_") && name != "KORONAILTA_SABOTAGE" {
            command.env_remove(name);
        }
    }
}

fn signal(pid: u32, name: &str) {
    let _ = Command::new("kill").args([&format!("-{name}"), &pid.to_string()]).status();
}

/// The first child of a process, as /proc tells.
fn child_of(pid: u32) -> Option<u32> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).ok()?;
    children.split_whitespace().next()?.parse().ok()
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
        let log = self.log();
        if std::thread::panicking() {
            let kept = std::env::temp_dir().join(format!("koronailta-failed-{}.log", self.http.port()));
            let _ = std::fs::write(&kept, &log);
            tracing::error!(log = %kept.display(), "the server's log was kept");
        } else if let Some(line) = log.lines().find(|line| line.contains("panicked at")) {
            panic!("the server panicked: {line}");
        }
    }
}
