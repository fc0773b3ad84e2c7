//! End-to-end encryption as PROTOCOL.md §14 describes it, written anew on another library than the browsers': what both
//! agree on is what the text says.

pub mod keyring;
pub mod sframe;
mod words;

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    hkdf::{HKDF_SHA256, KeyType, Salt},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
pub use words::words;

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// HKDF with SHA-256 (RFC 5869).
fn hkdf<const N: usize>(secret: &[u8], salt: &[u8], info: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    let info = [info];
    let derived = Salt::new(HKDF_SHA256, salt).extract(secret);
    derived.expand(&info, Length(N)).expect("a short key").fill(&mut out).expect("as long as asked");
    out
}

fn to_base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).expect("randomness");
    bytes
}

/// 12 random bytes, ciphertext and tag, under AES-256-GCM.
fn seal_share(key: &[u8; 32], plain: &[u8]) -> Vec<u8> {
    let iv: [u8; 12] = random();
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).expect("a key"));
    let mut sealed = plain.to_vec();
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(iv), Aad::empty(), &mut sealed).expect("short");
    [iv.to_vec(), sealed].concat()
}

fn open_share(key: &[u8; 32], sealed: &[u8]) -> Option<Vec<u8>> {
    let (iv, rest) = sealed.split_at_checked(12)?;
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).ok()?);
    let mut rest = rest.to_vec();
    let nonce = Nonce::try_assume_unique_for_key(iv).ok()?;
    key.open_in_place(nonce, Aad::empty(), &mut rest).ok().map(|plain| plain.to_vec())
}
