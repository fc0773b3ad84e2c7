//! SFrame (RFC 9605) with cipher suite 4, AES-128-GCM and SHA-256.

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

use super::hkdf;

const SUITE: u16 = 4;

/// A key for one sender and epoch.
pub struct Key {
    kid: u64,
    key: LessSafeKey,
    salt: [u8; 12],
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// A header, as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Whose key in which epoch.
    pub kid: u64,
    /// The counter.
    pub counter: u64,
    /// Bytes it takes.
    pub length: usize,
}

fn field(value: u64) -> (u8, Vec<u8>) {
    if value < 8 {
        return (u8::try_from(value).expect("small"), Vec::new());
    }
    let bytes: Vec<u8> = value.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    (8 | (u8::try_from(bytes.len()).expect("at most 8") - 1), bytes)
}

/// RFC 9605 §4.3, in the fewest bytes.
#[must_use]
pub fn header(kid: u64, counter: u64) -> Vec<u8> {
    let ((k, kid), (c, counter)) = (field(kid), field(counter));
    [vec![k << 4 | c], kid, counter].concat()
}

/// RFC 9605 §4.3.
#[must_use]
pub fn read_header(bytes: &[u8]) -> Option<Header> {
    fn take(config: u8, bytes: &[u8]) -> Option<(u64, &[u8])> {
        if config & 8 == 0 {
            return Some((u64::from(config), bytes));
        }
        let (value, rest) = bytes.split_at_checked(usize::from(config & 7) + 1)?;
        Some((value.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)), rest))
    }
    let (config, rest) = bytes.split_first()?;
    let (kid, rest) = take(config >> 4, rest)?;
    let (counter, rest) = take(config & 15, rest)?;
    Some(Header { kid, counter, length: bytes.len() - rest.len() })
}

impl Key {
    /// RFC 9605 §4.4.2.
    #[must_use]
    pub fn derive(kid: u64, base_key: &[u8]) -> Self {
        let info = |label: &[u8]| [label, &kid.to_be_bytes(), &SUITE.to_be_bytes()].concat();
        let key: [u8; 16] = hkdf(base_key, b"", &info(b"SFrame 1.0 Secret key "));
        let salt = hkdf(base_key, b"", &info(b"SFrame 1.0 Secret salt "));
        Self { kid, key: LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).expect("16 bytes")), salt }
    }

    fn nonce(&self, counter: u64) -> Nonce {
        let mut nonce = self.salt;
        for (byte, counted) in nonce[4..].iter_mut().zip(counter.to_be_bytes()) {
            *byte ^= counted;
        }
        Nonce::assume_unique_for_key(nonce)
    }

    /// Header, ciphertext and tag; the metadata is authenticated and not carried.
    #[must_use]
    pub fn seal(&self, counter: u64, metadata: &[u8], plain: &[u8]) -> Vec<u8> {
        let header = header(self.kid, counter);
        let mut sealed = plain.to_vec();
        let aad = Aad::from([&header, metadata].concat());
        self.key.seal_in_place_append_tag(self.nonce(counter), aad, &mut sealed).expect("short");
        [header, sealed].concat()
    }

    /// What was sealed; none where the authentication fails.
    #[must_use]
    pub fn open(&self, metadata: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        self.decrypt(metadata, sealed).filter(|_| read_header(sealed).is_some_and(|header| header.kid == self.kid))
    }

    /// Whether the authentication holds under this key, whatever the header says.
    #[must_use]
    pub fn authenticates(&self, metadata: &[u8], sealed: &[u8]) -> bool {
        self.decrypt(metadata, sealed).is_some()
    }

    fn decrypt(&self, metadata: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let Header { counter, length, .. } = read_header(sealed)?;
        let (header, rest) = sealed.split_at_checked(length)?;
        let aad = Aad::from([header, metadata].concat());
        let mut rest = rest.to_vec();
        self.key.open_in_place(self.nonce(counter), aad, &mut rest).ok().map(|opened| opened.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal")).collect()
    }

    /// RFC 9605, appendix C.3, AES_128_GCM_SHA256_128.
    #[test]
    fn it_seals_as_the_rfc_does() {
        let key = Key::derive(0x123, &bytes("000102030405060708090a0b0c0d0e0f"));
        let metadata = bytes("4945544620534672616d65205747");
        let plain = bytes("64726166742d696574662d736672616d652d656e63");
        let sealed = key.seal(0x4567, &metadata, &plain);
        let wanted = "9901234567b7412c2513a1b66dbb48841bbaf17f598751176ad847681a69c6d0b091c07018ce4adb34eb";
        assert_eq!(sealed, bytes(wanted));
        assert_eq!(key.open(&metadata, &sealed), Some(plain));
        assert_eq!(key.open(b"other", &sealed), None);
        assert_eq!(Key::derive(0x123, &[9; 16]).open(&metadata, &sealed), None);
    }

    #[test]
    fn headers_are_read_as_they_were_written() {
        for (kid, counter) in [(0, 0), (7, 8), (8, 255), (256, 65_535), (u64::MAX, u64::MAX)] {
            let written = header(kid, counter);
            assert_eq!(read_header(&written), Some(Header { kid, counter, length: written.len() }));
        }
    }
}
