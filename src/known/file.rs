//! The file of one account: a line a thing, with its kind, its id and its name between tabs. Replaced in one piece, not
//! synced: a power cut may take it, and nothing is lost with it.

use super::{Account, Entry};
use std::collections::HashMap;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The folder in the state folder.
const FOLDER: &str = "completions";
/// The first line: what it is, and in which form.
const HEAD: &str = "ipp completions 1";
/// No file of ours is larger; in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;

pub(super) fn path(folder: &Path, account: &Account) -> PathBuf {
    folder.join(FOLDER).join(&account.0)
}

/// What can be read of it: nothing of a file that is not ours, and no line that is damaged.
pub(super) fn read(path: &Path) -> HashMap<String, Vec<Entry>> {
    let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
    let bytes = content(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let Some(lines) = text.strip_prefix(HEAD).and_then(|rest| rest.strip_prefix('\n')) else { return entries };
    for line in lines.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
        if let Some((kind, entry)) = parsed(line) {
            match entries.get_mut(kind) {
                Some(entries) => entries.push(entry),
                None => drop(entries.insert(kind.to_owned(), vec![entry])),
            }
        }
    }
    entries
}

fn parsed(line: &str) -> Option<(&str, Entry)> {
    let (kind, rest) = line.split_once('\t')?;
    let (id, name) = rest.split_once('\t')?;
    let is_odd = |text: &str| text.contains('\u{fffd}') || text.contains(char::is_control);
    let is_plain = |text: &str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let is_damaged = id.is_empty() || [id, name].into_iter().any(|text| !is_plain(text) && is_odd(text));
    (!is_damaged).then(|| (kind, Entry { id: id.to_owned(), name: name.to_owned() }))
}

/// Of a file, and not of a pipe that somebody has put there.
fn content(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if fs::metadata(path)?.is_file() {
        File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// With mode 0600, in a folder of mode 0700.
pub(super) fn write(path: &Path, entries: &HashMap<String, Vec<Entry>>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let mut text = format!("{HEAD}\n");
    for (kind, entries) in entries {
        entries.iter().for_each(|Entry { id, name }| text.push_str(&format!("{kind}\t{id}\t{name}\n")));
    }
    let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

pub(super) fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}
