//! The record of events: where it is.

use crate::config::{self, Variables, paths, private};
use crate::context::Context;
use crate::error::Error;
use crate::webhook::events::{Damage, Events, FOLDER};
use std::io;
use std::path::{Path, PathBuf};

/// The folder, which may not exist: the one that is named, or the state folder's own.
fn folder(named: Option<&Path>) -> Result<PathBuf, Error> {
    match named {
        Some(folder) => std::path::absolute(folder)
            .map_err(|error| Error::usage(format!("`{}` is no folder: {error}", folder.display()))),
        None => Ok(paths::find(&Variables::from_process()?)?.state_dir.join(FOLDER)),
    }
}

/// The record, to be read.
pub(super) fn find(named: Option<&Path>) -> Result<Events, Error> {
    Ok(Events::new(folder(named)?))
}

/// Why it could not be.
pub(super) fn unreadable(events: &Events, source: io::Error) -> Error {
    config::Error::Access { action: "read the record in", path: events.folder().to_owned(), source }.into()
}

/// Names what had to be passed over.
pub(super) fn tell(ctx: &mut Context, damages: &[Damage]) {
    for damage in damages {
        ctx.ui.note(&format!("passed over: {damage}"));
    }
}

/// The record, ready to be written.
pub(in crate::commands) fn open(named: Option<&Path>) -> Result<Events, Error> {
    let folder = folder(named)?;
    private::create_folder(&folder)?;
    let events = Events::new(folder.clone());
    let refused = |source| config::Error::Access { action: "record events in", path: folder, source };
    events.check().map_err(refused)?;
    Ok(events)
}
