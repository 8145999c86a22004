//! The record of events: where it is.

use crate::config::{self, Variables, paths, private};
use crate::error::Error;
use crate::webhook::events::Events;
use std::path::{Path, PathBuf};

/// Its folder in the state folder.
const FOLDER: &str = "events";

/// The folder, which may not exist: the one that is named, or the state folder's own.
pub(super) fn folder(named: Option<&Path>) -> Result<PathBuf, Error> {
    match named {
        Some(folder) => std::path::absolute(folder)
            .map_err(|error| Error::usage(format!("`{}` is no folder: {error}", folder.display()))),
        None => Ok(paths::find(&Variables::from_process()?)?.state_dir.join(FOLDER)),
    }
}

/// The record, ready to be written.
pub(super) fn open(named: Option<&Path>) -> Result<Events, Error> {
    let folder = folder(named)?;
    private::create_folder(&folder)?;
    let events = Events::new(folder.clone());
    let refused = |source| config::Error::Access { action: "record events in", path: folder, source };
    events.check().map_err(refused)?;
    Ok(events)
}
