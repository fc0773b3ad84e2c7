//! What comes in of a peer's pictures: in order, repaired as far as that helps, and with key frames in time.

use std::time::Instant;

use koronailta_signaling::media::{Publication, Source};
use str0m::rtp::RtpPacket;

use super::Peer;
use crate::{coding::Coding, order::Ordered, sending::Layer, slot::Origin};

impl Peer {
    /// A program's picture has a key frame now and then, for who comes late and for what was lost.
    pub(crate) fn refresh_pictures(&mut self, now: Instant) {
        let Self { sendings, allowed, .. } = self;
        let shown =
            sendings.iter_mut().filter(|sending| sending.source.is_picture() && allowed.contains(&sending.source));
        for layer in shown.flat_map(|sending| &mut sending.layers).filter(|layer| layer.view.is_live(now)) {
            layer.gate.refresh(now);
        }
    }

    /// How a packet of one of its pictures is coded; none where it is not what was agreed to.
    pub(crate) fn coding_of(&self, source: Source, packet: &RtpPacket) -> Option<Coding> {
        let sending = self.sending(source)?;
        (sending.picture_type == Some(packet.header.payload_type)).then_some(sending.coding)
    }

    /// Takes a packet of one of its pictures in; says what can go on now.
    pub(crate) fn take_picture(&mut self, now: Instant, origin: Origin, packet: RtpPacket) -> Ordered<RtpPacket> {
        let sequence = *packet.seq_no;
        let Some(layer) = self.layer_mut(origin.publication.source, origin.layer) else {
            return Ordered { packets: vec![packet], gave_up: false };
        };
        if !packet.payload.is_empty() {
            layer.note(now, packet.header.ssrc, packet.payload.len());
        }
        let was_paused = layer.repairs.are_paused();
        let sent = layer.repairs.note(origin.ssrc, sequence);
        let goes_on = was_paused && !layer.repairs.are_paused();
        let ordered = layer.order.take(now, (origin.ssrc, sequence), packet);
        if sent > 0 && self.loss.note(sent) {
            tracing::debug!("a sender's way is full");
            self.layers_mut().for_each(|layer| layer.repairs.pause());
            self.set_repairs();
        } else if goes_on {
            self.set_repairs();
        }
        ordered
    }

    fn layers_mut(&mut self) -> impl Iterator<Item = &mut Layer> {
        self.sendings.iter_mut().filter(|sending| sending.source.is_picture()).flat_map(|sending| &mut sending.layers)
    }

    /// Has what is lost of each picture asked for, or not.
    fn set_repairs(&mut self) {
        let Self { sendings, rtc, .. } = self;
        let pictures = sendings.iter_mut().filter(|sending| sending.source.is_picture());
        for layer in pictures.flat_map(|sending| &mut sending.layers) {
            let paused = layer.repairs.are_paused();
            layer.order.hurry(paused);
            layer.gate.thin(paused);
            let mut api = rtc.direct_api();
            if let Some(stream) = layer.ssrc.and_then(|ssrc| api.stream_rx(&ssrc)) {
                stream.suppress_nack(paused);
            }
        }
    }

    /// What of its pictures has waited long enough for what is missing before it.
    pub(crate) fn release_ordered(&mut self, now: Instant) -> Vec<(Origin, Ordered<RtpPacket>)> {
        let peer = self.id;
        let layers = self.sendings.iter_mut().flat_map(|sending| {
            let publication = Publication { peer, source: sending.source };
            sending.layers.iter_mut().enumerate().map(move |(layer, of)| (publication, layer, of))
        });
        let released = layers.filter_map(|(publication, layer, of)| {
            let origin = Origin { publication, layer, ssrc: *of.ssrc? };
            Some((origin, of.order.release(now)))
        });
        released.filter(|(_, ordered)| !ordered.packets.is_empty()).collect()
    }

    /// Forgets what waits of these pictures: what was sent before a wall went up does not come after it.
    pub(crate) fn forget_waiting(&mut self, of: impl Fn(Source) -> bool) {
        let sendings = self.sendings.iter_mut().filter(|sending| of(sending.source));
        sendings.flat_map(|sending| &mut sending.layers).for_each(Layer::forget);
    }
}
