//! What is read of an H264 payload (RFC 6184): nothing of it is ever rewritten.

/// Sequence parameter set (ITU-T H.264 table 7-1): without it nothing can be decoded.
const SPS: u8 = 7;
/// Several units in one packet, each after its length in two octets (RFC 6184 §5.7.1).
const STAP_A: u8 = 24;
/// A part of a unit (RFC 6184 §5.8).
const FU_A: u8 = 28;
const TYPE: u8 = 0x1f;
const FU_START: u8 = 0x80;

/// Whether the picture in this packet can be shown without any before it. Encoders for live pictures send the parameter sets anew with
/// each such picture, in front of it, and who comes needs them: so it begins where the parameters do. Whoever begins
/// at a bare IDR slice has a decoder that waits for them.
#[must_use]
pub(crate) fn starts_key_frame(payload: &[u8]) -> bool {
    units(payload).any(|unit| unit == SPS)
}

/// The types of the units that begin in a packet.
fn units(payload: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let first = payload.first().map_or(0, |first| first & TYPE);
    let (single, mut rest) = match (first, payload.get(1)) {
        (STAP_A, _) => (None, payload.get(1..).unwrap_or_default()),
        (FU_A, Some(header)) if header & FU_START != 0 => (Some(header & TYPE), &[][..]),
        (1..STAP_A, _) => (Some(first), &[][..]),
        _ => (None, &[][..]),
    };
    let aggregated = std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<2>()?;
        let (unit, after) = after.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        rest = after;
        Some(unit.first().map_or(0, |first| first & TYPE))
    });
    single.into_iter().chain(aggregated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_frame_begins_with_its_parameters_however_they_are_packed() {
        let sps = [0x67, 0x42, 0xe0, 0x1f];
        let aggregate = [&[0x78, 0, 4][..], &sps, &[0, 2, 0x68, 0xce, 0, 2, 0x65, 0x88]].concat();
        assert!(starts_key_frame(&sps));
        assert!(starts_key_frame(&aggregate));
        assert!(starts_key_frame(&[0x7c, 0x87, 0x42]), "a large one in parts");
        for other in [&[][..], &[0x68, 0xce], &[0x65, 0x88], &[0x41, 0x9a], &[0x06, 5], &[0x7c, 0x85, 0x88]] {
            assert!(!starts_key_frame(other), "{other:?}");
        }
    }

    #[test]
    fn what_is_cut_short_is_no_key_frame() {
        for cut in [&[0x78][..], &[0x78, 0], &[0x78, 0, 9, 0x67], &[0x7c], &[0x78, 0, 0], &[0x1f, 0x67], &[0x1c, 0x07]]
        {
            assert!(!starts_key_frame(cut), "{cut:?}");
        }
    }
}
