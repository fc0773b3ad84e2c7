//! The folder where everything is kept: nobody else reads it, and one server at a time runs on it.

use std::{
    fs::{DirBuilder, File, TryLockError},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::Path,
};

/// Held by the running server. The system lets it go with the process, however that ends.
const LOCK_FILE: &str = "lock";

/// A folder of ours: made where it does not exist, then for its owner alone. People's words are in it.
///
/// # Errors
/// It can neither be found nor made.
pub fn make(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Makes this process the one server of the folder, for as long as the result is held. Two would each give out the
/// chat's numbers for themselves.
///
/// # Errors
/// `ResourceBusy`: another server runs on it. Otherwise the folder cannot be written.
pub fn lock(path: &Path) -> io::Result<File> {
    let file = File::options().create(true).truncate(false).write(true).open(path.join(LOCK_FILE))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(io::ErrorKind::ResourceBusy.into()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_new_folder_is_its_owners_alone_and_has_one_server() {
        let above = tempfile::tempdir().unwrap();
        let folder = above.path().join("data");
        make(&folder).unwrap();
        make(&folder).unwrap();
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        let held = lock(&folder).unwrap();
        assert_eq!(lock(&folder).unwrap_err().kind(), io::ErrorKind::ResourceBusy);
        drop(held);
        lock(&folder).unwrap();
    }
}
