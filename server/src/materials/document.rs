//! Whether a file is a document that every browser can draw, and nothing more than that.

use std::path::Path;

use koronailta_signaling::{
    limits,
    wire::{RejectCode, Rejection},
};
use lopdf::{Dictionary, Document, LoadOptions, Object};

/// No stream that is needed for reading may unfold to more bytes.
const UNFOLDED_MAX: usize = 64 << 20;

/// Objects within objects, as far as they are looked into; the reader itself goes less deep.
const DEPTH_MAX: usize = 128;

/// A document begins with this, after at most so many other bytes (ISO 32000-1, annex H.3.4.1).
const HEADER: &[u8] = b"%PDF-";
const HEADER_WITHIN: usize = 1024;

/// In the trailer of a document that is locked (ISO 32000-1 §7.6.1).
const LOCK: &[u8] = b"/Encrypt";

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    NotPdf,
    Unreadable,
    Encrypted,
    Active,
    NoPages,
    TooManyPages,
}

impl Flaw {
    pub(super) fn rejection(self) -> Rejection {
        match self {
            Self::NotPdf => RejectCode::MaterialNotPdf.reject(),
            Self::Unreadable | Self::NoPages => RejectCode::MaterialMalformed.reject(),
            Self::Encrypted => RejectCode::MaterialEncrypted.reject(),
            Self::Active => RejectCode::MaterialActive.reject(),
            Self::TooManyPages => RejectCode::MaterialTooManyPages.with_max(limits::MATERIAL_PAGES.max as u64),
        }
    }
}

/// How many pages a document has, if it can be shown.
pub(super) fn pages(path: &Path) -> Result<u16, Flaw> {
    let bytes = std::fs::read(path).map_err(|_| Flaw::Unreadable)?;
    let head = &bytes[..bytes.len().min(HEADER_WITHIN + HEADER.len())];
    if !head.windows(HEADER.len()).any(|window| window == HEADER) {
        return Err(Flaw::NotPdf);
    }
    let options = LoadOptions { max_decompressed_size: Some(UNFOLDED_MAX), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(&bytes, options).map_err(|_| {
        // The reader tells many ways of being locked; the document itself says that it is.
        let locked = bytes.windows(LOCK.len()).any(|window| window == LOCK);
        if locked { Flaw::Encrypted } else { Flaw::Unreadable }
    })?;
    // Also one that opens without a password: who reads the copy would run into what it forbids.
    if document.trailer.has(b"Encrypt") || document.is_encrypted() || document.was_encrypted() {
        return Err(Flaw::Encrypted);
    }
    if document.objects.values().any(|object| is_active(object, 0)) {
        return Err(Flaw::Active);
    }
    match document.page_iter().take(limits::MATERIAL_PAGES.max + 1).count() {
        0 => Err(Flaw::NoPages),
        count if count > limits::MATERIAL_PAGES.max => Err(Flaw::TooManyPages),
        count => u16::try_from(count).map_err(|_| Flaw::TooManyPages),
    }
}

/// Whether there is a program in it, something that starts one, or a file within the file.
fn is_active(object: &Object, depth: usize) -> bool {
    if depth > DEPTH_MAX {
        return true;
    }
    match object {
        Object::Array(parts) => parts.iter().any(|part| is_active(part, depth + 1)),
        Object::Dictionary(dictionary) => acts(dictionary, depth),
        Object::Stream(stream) => acts(&stream.dict, depth),
        _ => false,
    }
}

fn acts(dictionary: &Dictionary, depth: usize) -> bool {
    let keys: [&[u8]; 5] = [b"JS", b"JavaScript", b"EmbeddedFiles", b"XFA", b"RichMediaContent"];
    let names: [&[u8]; 10] = [
        b"JavaScript",
        b"Launch",
        b"ImportData",
        b"SubmitForm",
        b"GoToE",
        b"Rendition",
        b"RichMedia",
        b"RichMediaExecute",
        b"FileAttachment",
        b"EmbeddedFile",
    ];
    let kind = |key: &[u8]| dictionary.get(key).ok().and_then(|value| value.as_name().ok());
    keys.iter().any(|key| dictionary.has(key))
        || [b"S".as_slice(), b"Subtype", b"Type"].iter().filter_map(|key| kind(key)).any(|kind| names.contains(&kind))
        || dictionary.iter().any(|(_, value)| is_active(value, depth + 1))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use lopdf::dictionary;

    use super::*;

    /// A document of empty pages, with something more in its catalogue.
    fn document(count: usize, more: impl FnOnce(&mut Document) -> Dictionary) -> Vec<u8> {
        let mut made = Document::with_version("1.7");
        let tree = made.new_object_id();
        let page = dictionary! { "Type" => "Page", "Parent" => tree, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] };
        let kids: Vec<Object> = (0..count).map(|_| made.add_object(page.clone()).into()).collect();
        let counted = i64::try_from(count).unwrap();
        made.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => counted }.into());
        let mut catalogue = dictionary! { "Type" => "Catalog", "Pages" => tree };
        for (key, value) in more(&mut made).iter() {
            catalogue.set(key.clone(), value.clone());
        }
        let root = made.add_object(catalogue);
        made.trailer.set("Root", root);
        let mut bytes = Vec::new();
        made.save_to(&mut bytes).unwrap();
        bytes
    }

    fn read(bytes: &[u8]) -> Result<u16, Flaw> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.part");
        std::fs::write(&path, bytes).unwrap();
        pages(&path)
    }

    fn plain(_: &mut Document) -> Dictionary {
        Dictionary::new()
    }

    #[test]
    fn pages_are_counted_up_to_the_limit() {
        assert_eq!(read(&document(40, plain)), Ok(40));
        assert_eq!(read(&document(limits::MATERIAL_PAGES.max, plain)), Ok(500));
        assert_eq!(read(&document(1000, plain)), Err(Flaw::TooManyPages));
        assert_eq!(read(&document(0, plain)), Err(Flaw::NoPages));
    }

    #[test]
    fn what_is_not_what_its_name_says_is_told_apart_from_what_is_broken() {
        assert_eq!(read(b"\x89PNG\r\n\x1a\n and so on"), Err(Flaw::NotPdf));
        assert_eq!(read(b""), Err(Flaw::NotPdf));
        assert_eq!(read(b"%PDF-1.7\nthere is nothing of it here"), Err(Flaw::Unreadable));
        let whole = document(3, plain);
        for length in (8..whole.len()).step_by(97) {
            // What is cut off is repaired or refused; it never brings the reader down.
            let _ = read(&whole[..length]);
        }
    }

    #[test]
    fn programs_and_files_within_are_refused_wherever_they_stand() {
        let script = |_: &mut Document| dictionary! { "OpenAction" => dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") } };
        assert_eq!(read(&document(2, script)), Err(Flaw::Active));
        let apart = |made: &mut Document| {
            let action = made.add_object(dictionary! { "S" => "Launch", "F" => Object::string_literal("calc.exe") });
            dictionary! { "OpenAction" => action }
        };
        assert_eq!(read(&document(2, apart)), Err(Flaw::Active));
        let attached = |_: &mut Document| dictionary! { "Names" => dictionary! { "EmbeddedFiles" => dictionary! {} } };
        assert_eq!(read(&document(2, attached)), Err(Flaw::Active));
        let link = |_: &mut Document| dictionary! { "X" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.fi") } };
        assert_eq!(read(&document(2, link)), Ok(2), "an address to read on is no program");
    }

    #[test]
    fn a_program_that_is_packed_away_is_found() {
        let bytes = document(1, |made| {
            let action = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
            dictionary! { "OpenAction" => made.add_object(action) }
        });
        let mut packed = Document::load_mem(&bytes).unwrap();
        let mut saved = Vec::new();
        let options = lopdf::SaveOptions::builder()
            .use_object_streams(true)
            .use_xref_streams(true)
            .max_objects_per_stream(100)
            .compression_level(6)
            .build();
        packed.save_with_options(&mut saved, options).unwrap();
        assert!(!saved.windows(10).any(|window| window == b"JavaScript"), "it cannot be seen from outside");
        assert_eq!(read(&saved), Err(Flaw::Active));
    }

    #[test]
    fn pages_that_lead_back_to_themselves_are_counted_to_an_end() {
        let mut made = Document::with_version("1.7");
        let (tree, branch) = (made.new_object_id(), made.new_object_id());
        let kids = |of: Vec<Object>, parent: lopdf::ObjectId| dictionary! { "Type" => "Pages", "Kids" => of, "Count" => 9, "Parent" => parent };
        made.objects.insert(tree, kids(vec![branch.into(), tree.into()], branch).into());
        made.objects.insert(branch, kids(vec![tree.into(), branch.into()], tree).into());
        let root = made.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        made.trailer.set("Root", root);
        let mut bytes = Vec::new();
        made.save_to(&mut bytes).unwrap();
        assert!(
            matches!(read(&bytes), Err(Flaw::NoPages | Flaw::Unreadable | Flaw::TooManyPages)),
            "{:?}",
            read(&bytes)
        );
    }

    #[test]
    fn a_locked_document_is_refused_also_where_it_opens_without_a_password() {
        for password in ["", "salainen"] {
            let mut made = Document::load_mem(&document(2, plain)).unwrap();
            made.trailer.set("ID", Object::Array(vec![Object::string_literal("a"), Object::string_literal("b")]));
            let state = lopdf::EncryptionState::try_from(lopdf::EncryptionVersion::V2 {
                document: &made,
                owner_password: "omistaja",
                user_password: password,
                key_length: 128,
                permissions: lopdf::Permissions::all(),
            })
            .unwrap();
            made.encrypt(&state).unwrap();
            let mut bytes = Vec::new();
            made.save_to(&mut bytes).unwrap();
            assert_eq!(read(&bytes), Err(Flaw::Encrypted), "{password:?}");
        }
    }

    #[test]
    fn a_stream_that_unfolds_without_end_is_refused() {
        let bomb = {
            let mut stream = lopdf::Stream::new(
                dictionary! { "Type" => "ObjStm", "N" => 1, "First" => 4 },
                vec![b' '; UNFOLDED_MAX + 1],
            );
            stream.compress().unwrap();
            stream
        };
        let bytes = document(1, |made| {
            let held = made.add_object(bomb);
            dictionary! { "Held" => held }
        });
        assert!(bytes.len() < 1 << 20, "small as it comes");
        // Refused or left alone, but never unfolded: this comes back at once.
        let began = std::time::Instant::now();
        let _ = read(&bytes);
        assert!(began.elapsed() < READ_ABOUT, "{:?}", began.elapsed());
    }

    const READ_ABOUT: std::time::Duration = std::time::Duration::from_secs(10);
}
