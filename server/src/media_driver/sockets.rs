//! Binding the UDP socket and the TCP listener of a media thread, and which of our addresses clients see.

use std::{
    io,
    net::{IpAddr, SocketAddr},
};

use socket2::{Domain, Protocol, Socket, Type};

use super::MediaConfig;

/// Enough for a burst of key frames from a whole room.
const SOCKET_BUFFER: usize = 2 * 1024 * 1024;
/// How often to look for a port that is free for UDP and TCP alike.
const PORT_TRIES: usize = 64;

/// The sockets of one thread.
#[derive(Debug)]
pub(super) struct Sockets {
    pub(super) udp: mio::net::UdpSocket,
    pub(super) tcp: mio::net::TcpListener,
    pub(super) addresses: Addresses,
}

/// Binds the sockets of the thread with this index.
pub(super) fn bind(config: &MediaConfig, index: usize) -> io::Result<Sockets> {
    let (udp, tcp) = if config.listen.port() == 0 {
        bind_free_port(config.listen)?
    } else {
        let offset = u16::try_from(index).ok().and_then(|index| config.listen.port().checked_add(index));
        let port = offset.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no media port left above"))?;
        bind_port(SocketAddr::new(config.listen.ip(), port))?
    };
    let bound = udp.local_addr()?;
    let addresses = Addresses::new(bound, &config.public_addresses, &interface_addresses(bound.ip()));
    Ok(Sockets { udp, tcp, addresses })
}

fn bind_free_port(listen: SocketAddr) -> io::Result<(mio::net::UdpSocket, mio::net::TcpListener)> {
    let mut last = None;
    for _ in 0..PORT_TRIES {
        let port = udp_socket(listen)?.local_addr()?.port();
        match bind_port(SocketAddr::new(listen.ip(), port)) {
            Ok(sockets) => return Ok(sockets),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

fn bind_port(address: SocketAddr) -> io::Result<(mio::net::UdpSocket, mio::net::TcpListener)> {
    let udp = udp_socket(address)?;
    let tcp = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    configure(&tcp, address)?;
    // Connections of a server that stopped a moment ago must not keep the port from the next one.
    tcp.set_reuse_address(true)?;
    tcp.bind(&address.into())?;
    tcp.listen(128)?;
    Ok((udp, mio::net::TcpListener::from_std(tcp.into())))
}

fn udp_socket(address: SocketAddr) -> io::Result<mio::net::UdpSocket> {
    let udp = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP))?;
    configure(&udp, address)?;
    // The system may grant less; that is no reason not to start.
    let _ = udp.set_recv_buffer_size(SOCKET_BUFFER);
    let _ = udp.set_send_buffer_size(SOCKET_BUFFER);
    udp.bind(&address.into())?;
    Ok(mio::net::UdpSocket::from_std(udp.into()))
}

fn configure(socket: &Socket, address: SocketAddr) -> io::Result<()> {
    socket.set_nonblocking(true)?;
    if address.is_ipv6() {
        // One socket for both families, whatever the system's default is.
        socket.set_only_v6(false)?;
    }
    Ok(())
}

fn interface_addresses(bound: IpAddr) -> Vec<IpAddr> {
    if !bound.is_unspecified() {
        return vec![bound];
    }
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(%error, "could not list the machine's addresses");
        Vec::new()
    });
    let usable = |ip: &IpAddr| match ip {
        IpAddr::V4(ip) => !ip.is_link_local(),
        IpAddr::V6(ip) => !ip.is_unicast_link_local() && bound.is_ipv6(),
    };
    let all: Vec<IpAddr> = interfaces.iter().map(if_addrs::Interface::ip).filter(usable).collect();
    let outward: Vec<IpAddr> = all.iter().copied().filter(|ip| !ip.is_loopback()).collect();
    if outward.is_empty() { all } else { outward }
}

/// Which of our addresses clients see, and which the system knows.
#[derive(Clone, Debug)]
pub(super) struct Addresses {
    public: Vec<SocketAddr>,
    /// Addresses of this machine that may stand as the source of a datagram. Empty when bound to a single one.
    local: Vec<IpAddr>,
    dual_stack: bool,
}

impl Addresses {
    pub(super) fn new(bound: SocketAddr, configured: &[IpAddr], interfaces: &[IpAddr]) -> Self {
        let ips = if configured.is_empty() { interfaces } else { configured };
        let public = ips.iter().map(|ip| SocketAddr::new(*ip, bound.port())).collect();
        let local = if bound.ip().is_unspecified() { interfaces.to_vec() } else { Vec::new() };
        Self { public, local, dual_stack: bound.is_ipv6() }
    }

    pub(super) fn public(&self) -> &[SocketAddr] {
        &self.public
    }

    /// The candidate by which a packet came that the system received on `local`.
    pub(super) fn candidate_for(&self, local: Option<IpAddr>, remote: SocketAddr) -> SocketAddr {
        let local = local.map(|ip| ip.to_canonical());
        let same = self.public.iter().find(|address| Some(address.ip()) == local);
        let same_family = || self.public.iter().find(|address| address.is_ipv4() == remote.is_ipv4());
        same.or_else(same_family).or_else(|| self.public.first()).copied().unwrap_or(remote)
    }

    /// The source address to ask the system for, where it would otherwise have to guess.
    pub(super) fn source_for(&self, candidate: SocketAddr) -> Option<IpAddr> {
        let ip = candidate.ip();
        // A mapped IPv4 source cannot be asked for on an IPv6 socket.
        let expressible = ip.is_ipv6() || !self.dual_stack;
        (expressible && self.local.contains(&ip)).then_some(ip)
    }

    /// An address as the socket wants it: on a dual-stack socket IPv4 is written as mapped (RFC 4291 §2.5.5.2).
    pub(super) fn to_socket(&self, address: SocketAddr) -> SocketAddr {
        match address.ip() {
            IpAddr::V4(ip) if self.dual_stack => SocketAddr::new(IpAddr::V6(ip.to_ipv6_mapped()), address.port()),
            _ => address,
        }
    }
}

/// An address without the IPv4 mapping.
pub(super) fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap_or(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED))
    }

    fn at(text: &str) -> SocketAddr {
        SocketAddr::new(ip(text), 4000)
    }

    #[test]
    fn behind_a_nat_packets_belong_to_the_configured_address() {
        let addresses = Addresses::new(at("0.0.0.0"), &[ip("203.0.113.9")], &[ip("10.0.0.5")]);
        assert_eq!(addresses.public(), [at("203.0.113.9")]);
        assert_eq!(addresses.candidate_for(Some(ip("10.0.0.5")), at("198.51.100.1")), at("203.0.113.9"));
        assert_eq!(addresses.source_for(at("203.0.113.9")), None);
    }

    #[test]
    fn with_several_interfaces_the_answer_leaves_by_the_one_it_came_in_by() {
        let interfaces = [ip("10.0.0.5"), ip("192.0.2.7")];
        let addresses = Addresses::new(at("0.0.0.0"), &[], &interfaces);
        let candidate = addresses.candidate_for(Some(ip("192.0.2.7")), at("192.0.2.1"));
        assert_eq!(candidate, at("192.0.2.7"));
        assert_eq!(addresses.source_for(candidate), Some(ip("192.0.2.7")));
    }

    #[test]
    fn on_a_dual_stack_socket_ipv4_is_mapped_outside_and_plain_inside() {
        let addresses = Addresses::new(at("::"), &[], &[ip("10.0.0.5"), ip("2001:db8::5")]);
        let outside = addresses.to_socket(at("198.51.100.1"));
        assert_eq!(outside, at("::ffff:198.51.100.1"));
        assert_eq!(canonical(outside), at("198.51.100.1"));
        assert_eq!(addresses.candidate_for(Some(ip("::ffff:10.0.0.5")), at("198.51.100.1")), at("10.0.0.5"));
        assert_eq!(addresses.candidate_for(None, at("2001:db8::1")), at("2001:db8::5"));
    }
}
