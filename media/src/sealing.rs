//! What passes of a peer's packets, where it has to be sealed.

use std::{sync::Arc, time::Instant};

use str0m::rtp::RtpPacket;

use crate::{
    engine::Context,
    peer::Peer,
    shape::{Passage, Seal, Shape},
};

/// Whether pictures may pass here that nobody can seal: nothing is known of an H264 frame but that it is readable.
pub(crate) fn is_open(peer: &Peer, out: &mut Context) -> bool {
    let open = peer.shape.as_ref().is_none_or(Shape::is_lifted);
    if !open {
        out.stats.frames_open += 1;
    }
    open
}

/// In an encrypted place: does this sound look sealed?
pub(crate) fn may_pass(now: Instant, peer: &mut Peer, packet: &RtpPacket, out: &mut Context) -> bool {
    let Some(shape) = &mut peer.shape else { return true };
    let seal = shape.sound(now, *packet.header.ssrc, &packet.payload);
    count(out, seal);
    seal.passes()
}

/// What passes of a picture now: the packet, and such as waited for it.
pub(crate) fn passing(now: Instant, peer: &mut Peer, packet: RtpPacket, out: &mut Context) -> Vec<RtpPacket> {
    let Some(shape) = &mut peer.shape else { return vec![packet] };
    let (ssrc, timestamp, payload) = (*packet.header.ssrc, packet.header.timestamp, Arc::clone(&packet.payload));
    match shape.picture(now, ssrc, timestamp, &payload, packet) {
        Passage::Forward { packets, begins } => {
            if begins {
                count(out, Seal::Sealed);
            }
            packets
        }
        Passage::Drop(seal) => {
            if let Some(seal) = seal {
                count(out, seal);
            }
            Vec::new()
        }
        Passage::Held => Vec::new(),
    }
}

fn count(out: &mut Context, seal: Seal) {
    match seal {
        Seal::Sealed => out.stats.frames_sealed += 1,
        Seal::Stale => out.stats.frames_stale += 1,
        Seal::Open => out.stats.frames_open += 1,
        Seal::Plain => {}
    }
}
