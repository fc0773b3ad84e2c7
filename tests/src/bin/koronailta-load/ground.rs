//! The server and the evenings in it.

use std::process::{Command, Output, Stdio};

use koronailta_tests::server::{Options, Server};

use crate::Arguments;

/// A room to fill.
#[derive(Debug)]
pub(crate) struct Entrance {
    /// By what people come.
    pub(crate) link: String,
    /// Who lets them in, where they must knock.
    pub(crate) host: Option<String>,
}

/// Where the load is put.
#[derive(Debug)]
pub(crate) struct Ground {
    /// One for each room.
    pub(crate) entrances: Vec<Entrance>,
    /// The server's process, where it is on this machine.
    pub(crate) pid: Option<u32>,
    /// Runs as long as this lives.
    _server: Option<Server>,
}

impl Ground {
    pub(crate) async fn prepare(arguments: &Arguments) -> Self {
        if !arguments.attach.is_empty() {
            let entrance = |(room, link): (usize, &String)| Entrance {
                link: link.clone(),
                host: arguments.host.get(room).cloned(),
            };
            let entrances = arguments.attach.iter().enumerate().map(entrance).collect();
            return Self { entrances, pid: arguments.server_pid, _server: None };
        }
        build_server();
        let capacity = arguments.participants + 1;
        let environment = [
            ("KORONAILTA_ROOM_CAPACITY", capacity.to_string()),
            // Everybody comes from one address here, which is not what the limit is made for.
            ("KORONAILTA_CONNECTIONS_PER_MINUTE", "1000000".to_owned()),
            ("KORONAILTA_LOG", "warn".to_owned()),
        ];
        let environment = environment.map(|(name, value)| (name.to_owned(), value)).to_vec();
        let server = Server::with(Options { environment, all_media_threads: true, ..Options::default() }).await;
        let entrances = (0..arguments.rooms).map(|room| new_room(&server, room)).collect();
        Self { entrances, pid: server.server_pid(), _server: Some(server) }
    }
}

/// The server is another package than this program, and may be older or missing.
fn build_server() {
    if std::env::var_os("KORONAILTA_SERVER").is_some() {
        return;
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--package", "koronailta"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    let built = build.stdin(Stdio::null()).status().is_ok_and(|status| status.success());
    assert!(built, "the server could not be built");
}

/// An evening of its own with a link that admits.
fn new_room(server: &Server, room: u32) -> Entrance {
    let slug = format!("load-{room}");
    printed(&server.command(&["network", "add", "--name", "Kuorma", "--slug", &slug]));
    let title = format!("Kuorma {room}");
    let evening =
        printed(&server.command(&["evening", "add", "--network", &slug, "--title", &title, "--starts", "now"]));
    let link = printed(&server.command(&["link", "add", "--evening", &evening, "--admits"]));
    Entrance { link, host: None }
}

fn printed(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the command line failed: {errors}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
