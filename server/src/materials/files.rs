//! The files of documents: `ID.part` while it is uploaded, `ID.pdf` once it is whole. Names are ids that the server made.

use std::{
    io,
    path::{Path, PathBuf},
};

use koronailta_signaling::ids::MaterialId;
use tokio::{
    fs::{self, File, OpenOptions},
    io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _},
};

/// Bytes that are read and sent at once.
const READ_AT_ONCE: u64 = 64 * 1024;

/// The folder of documents.
#[derive(Clone, Debug)]
pub(super) struct Files {
    folder: PathBuf,
}

/// A part of a document that is being read.
#[derive(Debug)]
pub struct Piece {
    file: File,
    left: u64,
}

impl Piece {
    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// The file cannot be read.
    pub async fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let size = self.left.min(READ_AT_ONCE);
        if size == 0 {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        (&mut self.file).take(size).read_to_end(&mut bytes).await?;
        if bytes.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}

impl Files {
    pub(super) fn open(data_dir: &Path) -> io::Result<Self> {
        let folder = data_dir.join("materials");
        crate::data_dir::make(&folder)?;
        Ok(Self { folder })
    }

    pub(super) fn unfinished(&self, material: MaterialId) -> PathBuf {
        self.folder.join(format!("{material}.part"))
    }

    fn whole(&self, material: MaterialId) -> PathBuf {
        self.folder.join(format!("{material}.pdf"))
    }

    pub(super) async fn begin(&self, material: MaterialId) -> io::Result<()> {
        OpenOptions::new().write(true).create_new(true).open(self.unfinished(material)).await.map(drop)
    }

    pub(super) async fn length(&self, material: MaterialId) -> io::Result<u64> {
        fs::metadata(self.unfinished(material)).await.map(|about| about.len())
    }

    /// Durable when it returns; after a fault the file is as long as before.
    pub(super) async fn append(&self, material: MaterialId, from: u64, piece: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(self.unfinished(material)).await?;
        file.seek(io::SeekFrom::Start(from)).await?;
        let written = async {
            file.write_all(piece).await?;
            file.flush().await?;
            file.sync_data().await
        };
        let result = written.await;
        if result.is_err() {
            // What was begun is written over by the next try anyhow.
            let _ = file.set_len(from).await;
        }
        result
    }

    pub(super) async fn finish(&self, material: MaterialId) -> io::Result<()> {
        fs::rename(self.unfinished(material), self.whole(material)).await?;
        // The new name is durable once the folder is.
        File::open(&self.folder).await?.sync_all().await
    }

    pub(super) async fn piece(&self, material: MaterialId, wanted: std::ops::RangeInclusive<u64>) -> io::Result<Piece> {
        let mut file = File::open(self.whole(material)).await?;
        file.seek(io::SeekFrom::Start(*wanted.start())).await?;
        Ok(Piece { file, left: wanted.end() - wanted.start() + 1 })
    }

    pub(super) async fn erase(&self, material: MaterialId) -> io::Result<()> {
        for path in [self.unfinished(material), self.whole(material)] {
            match fs::remove_file(path).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Every document of which there is a file.
    pub(super) async fn all(&self) -> io::Result<Vec<MaterialId>> {
        let mut entries = fs::read_dir(&self.folder).await?;
        let mut found = Vec::new();
        while let Some(entry) = entries.next_entry().await? {
            let path = entry.path();
            found.extend(
                path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse::<MaterialId>().ok()),
            );
        }
        Ok(found)
    }
}
