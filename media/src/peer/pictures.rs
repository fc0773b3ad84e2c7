//! What comes in of a peer's pictures: in order, repaired as far as that helps, and with key frames in time.

use std::time::Instant;

use koronailta_signaling::media::{Publication, Source};
use str0m::{media::KeyframeRequestKind, rtp::RtpPacket};

use super::Peer;
use crate::{coding::Coding, order::Ordered, sabotage::Sabotage, sending::Layer, slot::Origin};

impl Peer {
    /// Asks the peer for a key frame of the layer, if the throttle allows; says when it will otherwise.
    pub(crate) fn ask_key_frames(&mut self, now: Instant, sabotage: Sabotage) {
        let Self { sendings, rtc, dirty, .. } = self;
        for sending in sendings {
            // Whoever is asked for one copy of a screen codes all anew.
            let together = sending.is_pages();
            let mut taken = false;
            for layer in &mut sending.layers {
                let Some(ssrc) = layer.ssrc.filter(|_| !(together && taken)) else { continue };
                if layer.gate.take(now, sabotage)
                    && let Some(stream) = rtc.direct_api().stream_rx(&ssrc)
                {
                    stream.request_keyframe(KeyframeRequestKind::Pli);
                    *dirty = true;
                    taken = true;
                }
            }
            if together && taken {
                sending.layers.iter_mut().for_each(|layer| layer.gate.asked(now));
            }
        }
    }

    /// When a request that the throttle held back may go out.
    pub(crate) fn key_frame_due_at(&self) -> Option<Instant> {
        let layers = self.sendings.iter().flat_map(|sending| &sending.layers);
        layers.filter_map(|layer| layer.gate.due_at()).min()
    }

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
        let sending = self.sendings.iter_mut().find(|sending| sending.source == origin.publication.source);
        if let Some(sending) = sending.filter(|_| !packet.payload.is_empty()) {
            sending.note(now, origin.layer, (packet.header.ssrc, packet.payload.len()));
        }
        let Some(layer) = self.layer_mut(origin.publication.source, origin.layer) else {
            return Ordered { packets: vec![packet], gave_up: false };
        };
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
