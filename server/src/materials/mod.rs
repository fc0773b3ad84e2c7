//! Documents on their way and at rest: bytes in the data directory, and what the store knows of them.
//!
//! A document is uploaded in pieces to a file of its own that nobody can read; only once it is complete, looked at and
//! durable is it renamed and told to people. So nothing half-stored is ever visible, and an upload that was interrupted
//! goes on where it stopped.

mod document;
mod files;

use std::{
    collections::HashSet,
    io,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use koronailta_signaling::{
    ids::{EveningId, MaterialId, Timestamp},
    limits, names,
    room::Input,
    wire::{RejectCode, Rejection, stage::Material},
};

pub use files::Piece;

use crate::{
    clock::{Clock, SystemEntropy},
    rooms::Registry,
    store::{MATERIAL_KEPT_MS, MaterialRow, Store, StoreError},
};
use document::Flaw;
use files::Files;

/// An upload that has not come to its end is erased after this time, in milliseconds.
const UPLOAD_WITHIN_MS: u64 = 2 * 3_600_000;

/// Reading a document takes no longer, or it is refused.
const READ_WITHIN: Duration = Duration::from_secs(20);

/// How often what is due is erased.
const TIDY_EVERY: Duration = Duration::from_secs(60);

/// A document to be.
#[derive(Clone, Debug)]
pub struct NewMaterial {
    /// Its title.
    pub title: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// People may keep a copy.
    pub download: bool,
}

/// How far an upload has come.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The document.
    pub row: MaterialRow,
    /// So many of its bytes are here and durable.
    pub offset: u64,
}

/// The documents of all evenings. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Materials {
    files: Files,
    store: Store,
    clock: Clock,
    registry: Registry,
    /// Uploads to which something is being added now.
    busy: Arc<Mutex<HashSet<MaterialId>>>,
    /// One document is read at a time: a large one takes much memory.
    reading: Arc<tokio::sync::Semaphore>,
}

/// Held while something is added to an upload.
struct Turn {
    busy: Arc<Mutex<HashSet<MaterialId>>>,
    material: MaterialId,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.material);
    }
}

impl Materials {
    /// With their files in a data directory.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(data_dir: &Path, store: Store, clock: Clock, registry: Registry) -> io::Result<Self> {
        let files = Files::open(data_dir)?;
        let reading = Arc::new(tokio::sync::Semaphore::new(1));
        Ok(Self { files, store, clock, registry, busy: Arc::default(), reading })
    }

    /// An upload begins.
    ///
    /// # Errors
    /// `text_empty`, `text_too_long`, `material_too_large`, `material_malformed` (nothing in it), `list_too_long`, `evening_ended` (long ago).
    pub async fn begin(&self, evening: EveningId, new: NewMaterial) -> Result<MaterialRow, Rejection> {
        let title = names::text(&new.title, &limits::CARD_LINE)?.replace(['\n', '\t'], " ");
        let bytes = usize::try_from(new.bytes).unwrap_or(usize::MAX);
        if bytes > limits::MATERIAL_MEGABYTES.max * 1_000_000 {
            return Err(RejectCode::MaterialTooLarge.with_max(limits::MATERIAL_MEGABYTES.max as u64));
        }
        if bytes == 0 {
            return Err(RejectCode::MaterialMalformed.into());
        }
        let of = self.store.evening(evening).await.map_err(|error| internal(&error))?;
        // It would be erased at once.
        if of.is_some_and(|of| of.info.ends_at.plus(MATERIAL_KEPT_MS) <= self.clock.now()) {
            return Err(RejectCode::EveningEnded.into());
        }
        let known = self.store.materials(evening).await.map_err(|error| internal(&error))?;
        limits::MATERIALS.check(known.len() + 1)?;
        let now = self.clock.now();
        let row = MaterialRow {
            id: MaterialId::new(now, SystemEntropy::bytes()),
            evening,
            title,
            bytes: new.bytes,
            pages: None,
            download: new.download,
            created_at: now,
            erase_at: now.plus(UPLOAD_WITHIN_MS),
        };
        self.files.begin(row.id).await.map_err(|error| trouble(&error))?;
        self.store.begin_material(row.clone()).await.map_err(|error| internal(&error))?;
        Ok(row)
    }

    /// How far a document has come.
    ///
    /// # Errors
    /// `material_unknown`.
    pub async fn progress(&self, evening: EveningId, material: MaterialId) -> Result<Progress, Rejection> {
        let row = self.store.material(evening, material).await.map_err(|error| internal(&error))?;
        let row = row.ok_or(RejectCode::MaterialUnknown)?;
        let offset = match row.pages {
            Some(_) => row.bytes,
            None => self.files.length(material).await.map_err(|error| trouble(&error))?,
        };
        Ok(Progress { row, offset })
    }

    /// Adds a piece. The last one has the document looked at; then it is there for the evening, or refused and gone.
    ///
    /// # Errors
    /// `material_unknown`, `upload_offset` (with `offset`, where to go on), `upload_busy`, `material_too_large`,
    /// `storage_full`, or what is wrong with the document.
    pub async fn append(
        &self,
        evening: EveningId,
        material: MaterialId,
        offset: u64,
        piece: &[u8],
    ) -> Result<Progress, Rejection> {
        let _turn = self.take_turn(material)?;
        let Progress { row, offset: have } = self.progress(evening, material).await?;
        if row.pages.is_some() || offset != have {
            let offset = koronailta_signaling::wire::Param::Number(have);
            return Err(RejectCode::UploadOffset.reject().param("offset", offset));
        }
        let end = have + piece.len() as u64;
        if end > row.bytes {
            return Err(RejectCode::MaterialTooLarge.with_max(limits::MATERIAL_MEGABYTES.max as u64));
        }
        self.files.append(material, have, piece).await.map_err(|error| trouble(&error))?;
        if end < row.bytes {
            return Ok(Progress { row, offset: end });
        }
        let row = self.finish(row).await?;
        Ok(Progress { row, offset: end })
    }

    fn take_turn(&self, material: MaterialId) -> Result<Turn, Rejection> {
        let free = self.busy.lock().unwrap_or_else(PoisonError::into_inner).insert(material);
        if !free {
            return Err(RejectCode::UploadBusy.into());
        }
        Ok(Turn { busy: Arc::clone(&self.busy), material })
    }

    async fn finish(&self, row: MaterialRow) -> Result<MaterialRow, Rejection> {
        let pages = match self.read(row.id).await {
            Ok(pages) => pages,
            Err(flaw) => {
                self.erase_quietly(row.id).await;
                return Err(flaw.rejection());
            }
        };
        self.files.finish(row.id).await.map_err(|error| trouble(&error))?;
        self.store.finish_material(row.id, pages).await.map_err(|error| internal(&error))?;
        self.tell(row.evening).await;
        Ok(MaterialRow { pages: Some(pages), ..row })
    }

    /// Looks at a document on a thread of its own. One that takes too long is refused; its thread keeps the next one waiting
    /// until it is through.
    async fn read(&self, material: MaterialId) -> Result<u16, Flaw> {
        let permit = Arc::clone(&self.reading).acquire_owned().await.map_err(|_| Flaw::Unreadable)?;
        let path = self.files.unfinished(material);
        let looking = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            document::pages(&path)
        });
        match tokio::time::timeout(READ_WITHIN, looking).await {
            Ok(Ok(found)) => found,
            // The reader gave up on it, or takes too long.
            Ok(Err(_)) | Err(_) => Err(Flaw::Unreadable),
        }
    }

    /// The finished documents of an evening.
    ///
    /// # Errors
    /// The store failed.
    pub async fn finished(&self, evening: EveningId) -> Result<Vec<Material>, Rejection> {
        let rows = self.store.materials(evening).await.map_err(|error| internal(&error))?;
        Ok(rows.iter().filter_map(MaterialRow::finished).collect())
    }

    /// Opens a finished document, from a byte on.
    ///
    /// # Errors
    /// `material_unknown`.
    pub async fn open_piece(
        &self,
        row: &MaterialRow,
        wanted: std::ops::RangeInclusive<u64>,
    ) -> Result<Piece, Rejection> {
        if row.pages.is_none() {
            return Err(RejectCode::MaterialUnknown.into());
        }
        self.files.piece(row.id, wanted).await.map_err(|error| trouble(&error))
    }

    /// Erases a document.
    ///
    /// # Errors
    /// `material_unknown`.
    pub async fn erase(&self, evening: EveningId, material: MaterialId) -> Result<(), Rejection> {
        let _turn = self.take_turn(material)?;
        self.progress(evening, material).await?;
        self.store.erase_material(material).await.map_err(|error| internal(&error))?;
        self.files.erase(material).await.map_err(|error| trouble(&error))?;
        self.tell(evening).await;
        Ok(())
    }

    async fn erase_quietly(&self, material: MaterialId) {
        if let Err(error) = self.store.erase_material(material).await {
            tracing::error!(%error, "a refused document could not be forgotten");
        }
        if let Err(error) = self.files.erase(material).await {
            tracing::error!(%error, "a refused document could not be erased");
        }
    }

    /// Tells the live room which documents there are.
    async fn tell(&self, evening: EveningId) {
        let Some(room) = self.registry.live_room(evening) else { return };
        if let Ok(materials) = self.finished(evening).await {
            let _ = room.input(Input::Materials(materials)).await;
        }
    }

    /// Erases what is due, as long as the server runs.
    pub async fn tidy(self) {
        let mut ticks = tokio::time::interval(TIDY_EVERY);
        loop {
            ticks.tick().await;
            if let Err(error) = self.erase_due(self.clock.now()).await {
                tracing::warn!(%error, "documents that are due could not be erased; trying again");
            }
        }
    }

    /// Erases what is due by now.
    ///
    /// # Errors
    /// The store or the folder failed.
    pub(crate) async fn erase_due(&self, now: Timestamp) -> Result<(), StoreError> {
        for (evening, material) in self.store.materials_due(now).await? {
            let Ok(_turn) = self.take_turn(material) else { continue };
            self.store.erase_material(material).await?;
            self.files.erase(material).await?;
            self.tell(evening).await;
        }
        Ok(())
    }

    /// Forgets what a crash left behind: files that belong to no document, and documents without a file. Before anything is
    /// served.
    ///
    /// # Errors
    /// The store or the folder failed.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        let known = self.store.all_materials().await?;
        let there = self.files.all().await?;
        for material in there.iter().filter(|material| known.iter().all(|(_, known)| known != *material)) {
            self.files.erase(*material).await?;
        }
        for (evening, material) in known.iter().filter(|(_, material)| !there.contains(material)) {
            tracing::warn!(%evening, "the file of a document is missing; it is forgotten");
            self.store.erase_material(*material).await?;
        }
        Ok(())
    }
}

fn internal(error: &StoreError) -> Rejection {
    tracing::error!(%error, "documents could not be looked up or kept");
    RejectCode::Internal.reject()
}

fn trouble(error: &io::Error) -> Rejection {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            tracing::error!("no space is left for documents");
            RejectCode::StorageFull.reject()
        }
        io::ErrorKind::NotFound => RejectCode::MaterialUnknown.reject(),
        _ => {
            tracing::error!(%error, "the file of a document cannot be used");
            RejectCode::Internal.reject()
        }
    }
}
