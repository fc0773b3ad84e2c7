//! Carrying datagrams between clients and the server, in one task that owns everything.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    io,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use tokio::{
    net::{TcpListener, TcpStream, UdpSocket},
    sync::{mpsc, oneshot},
    task::{AbortHandle, JoinHandle},
};

use super::conditions::{Conditions, Counts, Link};

/// Clients at most; more are not served.
const MAX_FLOWS: usize = 64;
/// Datagrams on their way at most; more are dropped.
const MAX_WAITING: usize = 65_536;
const MAX_DATAGRAM: usize = 2_048;
const NOTHING_WAITS: Duration = Duration::from_secs(3_600);

/// What the line is told.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Control {
    /// How a client's line is from now on; all lines, also later ones, where no client is named.
    Set {
        /// The client's port.
        flow: Option<u16>,
        /// From the client to the server; as before, if left out.
        #[serde(default)]
        up: Option<Conditions>,
        /// From the server to the client.
        #[serde(default)]
        down: Option<Conditions>,
    },
    /// The client has another address from now on, as the server sees it.
    Move {
        /// The client's port.
        flow: u16,
    },
    /// Only what became of the packets is asked.
    Count,
}

/// What became of a client's packets.
#[derive(Clone, Debug, Serialize)]
pub struct FlowCounts {
    /// The client's port.
    pub flow: u16,
    /// Its port as the server sees it.
    pub seen_as: u16,
    /// Towards the server.
    pub up: Counts,
    /// Towards the client.
    pub down: Counts,
}

/// A running line; it ends when dropped.
#[derive(Debug)]
pub struct Line {
    orders: mpsc::Sender<(Control, oneshot::Sender<Vec<FlowCounts>>)>,
    tasks: [AbortHandle; 2],
}

impl Drop for Line {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

impl Line {
    /// Takes what comes to `listen` to `server`, over UDP and TCP.
    ///
    /// # Errors
    /// The address is not free.
    pub async fn start(listen: SocketAddr, server: SocketAddr, seed: u64) -> io::Result<Self> {
        let udp = UdpSocket::bind(listen).await?;
        let tcp = TcpListener::bind(listen).await?;
        let (orders, ordered) = mpsc::channel(16);
        let relay = Relay::new(udp, server, seed);
        let tasks =
            [tokio::spawn(relay.run(ordered)).abort_handle(), tokio::spawn(carry_tcp(tcp, server)).abort_handle()];
        Ok(Self { orders, tasks })
    }

    /// Has it carried out; the answer tells what became of all packets so far.
    ///
    /// # Panics
    /// When the line is gone.
    pub async fn tell(&self, control: Control) -> Vec<FlowCounts> {
        let (answer, answered) = oneshot::channel();
        self.orders.send((control, answer)).await.expect("the line is there");
        answered.await.expect("the line answers")
    }
}

async fn carry_tcp(listener: TcpListener, server: SocketAddr) {
    while let Ok((mut client, _)) = listener.accept().await {
        // Ends with either side.
        tokio::spawn(async move {
            let mut server = TcpStream::connect(server).await?;
            tokio::io::copy_bidirectional(&mut client, &mut server).await
        });
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Up,
    Down,
}

#[derive(Debug)]
struct Flow {
    upstream: Arc<UdpSocket>,
    reader: JoinHandle<()>,
    up: Link,
    down: Link,
}

impl Drop for Flow {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// What the server said to a client.
type Answer = (SocketAddr, Vec<u8>);

/// By time, and among those of one time as they came.
type Waiting = Reverse<(Instant, u64, Way, SocketAddr, Vec<u8>)>;

struct Relay {
    udp: UdpSocket,
    server: SocketAddr,
    seed: u64,
    flows: BTreeMap<SocketAddr, Flow>,
    waiting: BinaryHeap<Waiting>,
    taken: u64,
    defaults: (Conditions, Conditions),
    answering: mpsc::Sender<Answer>,
    answers: mpsc::Receiver<Answer>,
}

impl Relay {
    fn new(udp: UdpSocket, server: SocketAddr, seed: u64) -> Self {
        let defaults = (Conditions::default(), Conditions::default());
        let (flows, waiting) = (BTreeMap::new(), BinaryHeap::new());
        let (answering, answers) = mpsc::channel(1_024);
        Self { udp, server, seed, flows, waiting, taken: 0, defaults, answering, answers }
    }

    async fn run(mut self, mut ordered: mpsc::Receiver<(Control, oneshot::Sender<Vec<FlowCounts>>)>) {
        let mut buffer = vec![0; MAX_DATAGRAM];
        loop {
            let next = self.waiting.peek().map(|Reverse((due, ..))| *due);
            let wait = next.map_or(NOTHING_WAITS, |due| due.saturating_duration_since(Instant::now()));
            tokio::select! {
                biased;
                order = ordered.recv() => match order {
                    Some((control, answer)) => {
                        self.carry_out(control).await;
                        // Who asked may be gone.
                        let _ = answer.send(self.counts());
                    }
                    None => return,
                },
                () = tokio::time::sleep(wait), if next.is_some() => self.let_out().await,
                Some((client, datagram)) = self.answers.recv() => self.take(Way::Down, client, &datagram),
                Ok((length, client)) = self.udp.recv_from(&mut buffer) => {
                    if self.knows(client).await {
                        self.take(Way::Up, client, buffer.get(..length).unwrap_or_default());
                    }
                }
            }
            // What is due goes before more is taken in.
            self.let_out().await;
        }
    }

    /// Makes a flow for a new client.
    async fn knows(&mut self, client: SocketAddr) -> bool {
        if self.flows.contains_key(&client) {
            return true;
        }
        if self.flows.len() >= MAX_FLOWS {
            return false;
        }
        let Ok((upstream, reader)) = self.upstream_for(client).await else { return false };
        let now = Instant::now();
        let number = self.flows.len() as u64;
        let mut flow = Flow {
            upstream,
            reader,
            up: Link::new(now, self.seed.wrapping_add(2 * number)),
            down: Link::new(now, self.seed.wrapping_add(2 * number + 1)),
        };
        flow.up.set(self.defaults.0);
        flow.down.set(self.defaults.1);
        self.flows.insert(client, flow);
        true
    }

    async fn upstream_for(&self, client: SocketAddr) -> io::Result<(Arc<UdpSocket>, JoinHandle<()>)> {
        let upstream = Arc::new(UdpSocket::bind(SocketAddr::new(self.server.ip(), 0)).await?);
        upstream.connect(self.server).await?;
        let (socket, answers) = (Arc::clone(&upstream), self.answering.clone());
        let reader = tokio::spawn(async move {
            let mut buffer = vec![0; MAX_DATAGRAM];
            loop {
                // A server that is away for a moment answers with an error.
                let Ok(length) = socket.recv(&mut buffer).await else { continue };
                let datagram = buffer.get(..length).unwrap_or_default().to_vec();
                if answers.send((client, datagram)).await.is_err() {
                    return;
                }
            }
        });
        Ok((upstream, reader))
    }

    fn take(&mut self, way: Way, client: SocketAddr, datagram: &[u8]) {
        let Some(flow) = self.flows.get_mut(&client) else { return };
        let link = match way {
            Way::Up => &mut flow.up,
            Way::Down => &mut flow.down,
        };
        for due in link.admit(Instant::now(), datagram.len()) {
            if self.waiting.len() < MAX_WAITING {
                self.taken += 1;
                self.waiting.push(Reverse((due, self.taken, way, client, datagram.to_vec())));
            }
        }
    }

    async fn let_out(&mut self) {
        let now = Instant::now();
        while self.waiting.peek().is_some_and(|Reverse((due, ..))| *due <= now) {
            let Some(Reverse((_, _, way, client, datagram))) = self.waiting.pop() else { return };
            // As on any line, what cannot be sent is lost.
            let _ = match (way, self.flows.get(&client)) {
                (Way::Up, Some(flow)) => flow.upstream.send(&datagram).await,
                (Way::Down, _) => self.udp.send_to(&datagram, client).await,
                (Way::Up, None) => Ok(0),
            };
        }
    }

    async fn carry_out(&mut self, control: Control) {
        match control {
            Control::Count => {}
            Control::Set { flow: Some(port), up, down } => {
                for (_, flow) in self.flows.iter_mut().filter(|(client, _)| client.port() == port) {
                    set(flow, up, down);
                }
            }
            Control::Set { flow: None, up, down } => {
                self.defaults = (up.unwrap_or(self.defaults.0), down.unwrap_or(self.defaults.1));
                self.flows.values_mut().for_each(|flow| set(flow, up, down));
            }
            Control::Move { flow: port } => {
                let Some(client) = self.flows.keys().find(|client| client.port() == port).copied() else { return };
                let Ok((upstream, reader)) = self.upstream_for(client).await else { return };
                if let Some(flow) = self.flows.get_mut(&client) {
                    flow.reader.abort();
                    (flow.upstream, flow.reader) = (upstream, reader);
                }
            }
        }
    }

    fn counts(&self) -> Vec<FlowCounts> {
        let flows = self.flows.iter();
        let count = |(client, flow): (&SocketAddr, &Flow)| FlowCounts {
            flow: client.port(),
            seen_as: flow.upstream.local_addr().map_or(0, |address| address.port()),
            up: flow.up.counts,
            down: flow.down.counts,
        };
        flows.map(count).collect()
    }
}

fn set(flow: &mut Flow, up: Option<Conditions>, down: Option<Conditions>) {
    if let Some(up) = up {
        flow.up.set(up);
    }
    if let Some(down) = down {
        flow.down.set(down);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Deadline;

    async fn echo() -> (SocketAddr, JoinHandle<()>) {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let task = tokio::spawn(async move {
            let mut buffer = [0; 64];
            while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
                // The answer tells from where the question seemed to come.
                let answer = [&buffer[..length], from.port().to_string().as_bytes()].concat();
                socket.send_to(&answer, from).await.unwrap();
            }
        });
        (address, task)
    }

    async fn ask(client: &UdpSocket, to: SocketAddr) -> Option<String> {
        client.send_to(b"a", to).await.unwrap();
        let mut buffer = [0; 64];
        let answer = tokio::time::timeout(Duration::from_millis(500), client.recv(&mut buffer)).await.ok()?.unwrap();
        Some(String::from_utf8(buffer[..answer].to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_client_goes_through_the_dark_and_to_another_address() {
        let (server, task) = echo().await;
        let listen = {
            let free = UdpSocket::bind("127.0.0.1:0").await.unwrap();
            free.local_addr().unwrap()
        };
        let line = Line::start(listen, server, 1).await.unwrap();
        let client = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let port = client.local_addr().unwrap().port();
        let first = ask(&client, listen).await.unwrap();
        assert_eq!(ask(&client, listen).await.as_deref(), Some(first.as_str()), "one address for a client");
        let dark = Some(Conditions { dark: true, ..Conditions::default() });
        line.tell(Control::Set { flow: Some(port), up: dark, down: None }).await;
        assert_eq!(ask(&client, listen).await, None);
        line.tell(Control::Set { flow: None, up: Some(Conditions::default()), down: None }).await;
        line.tell(Control::Move { flow: port }).await;
        assert_ne!(ask(&client, listen).await.unwrap(), first);
        let counts = line.tell(Control::Count).await;
        assert_ne!(counts[0].seen_as.to_string(), first[1..]);
        assert_eq!((counts[0].flow, counts[0].up.swallowed, counts[0].down.offered), (port, 1, 3));
        assert!(!Deadline::usual().is_over());
        task.abort();
    }
}
