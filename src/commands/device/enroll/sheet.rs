//! The sheet: a CSV file with a row for each code that was made, which only its owner can read. A row is on the disk before
//! the next codes are made, and a row that a power cut tore is taken away, not believed.

use super::account::Account;
use super::batch::{Batch, is_of_marks};
use super::phones::{PROBLEM, Phone, is_of_sheet};
use crate::config::private::is_exposed;
use crate::csv::{Dialect, Reader, Row, line, text};
use crate::error::{Error, PairingError};
use crate::model::enrollment::Enrollment;
use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};

/// The most lines that a torn row may have had.
const MOST_TORN_LINES: usize = 100;

/// An open sheet, which no other process writes to.
pub struct Sheet {
    file: File,
    path: PathBuf,
    dialect: Dialect,
    columns: Vec<String>,
    batch: Batch,
    /// The enrollment of each mark that has a row.
    marks: HashMap<String, String>,
    is_new: bool,
}

/// What a sheet says of one phone.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What the phone is to be called; may be empty.
    pub name: String,
    /// Its shop.
    pub location: String,
    /// The code; empty where it was not told.
    pub code: String,
    /// As the API said it.
    pub expires_at: String,
    /// No secret.
    pub enrollment_id: String,
    /// By which the phone is known.
    pub mark: String,
}

impl Sheet {
    /// Opens it, or begins one with these columns.
    pub fn open(path: &Path, dialect: Dialect, columns: &[String], account: &Account) -> Result<Self, Error> {
        match private().create_new(true).append(true).open(path) {
            Ok(file) => Self::begin(file, path, dialect, columns, account),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Self::go_on(path, columns, account),
            Err(error) => Err(failed(path, &error)),
        }
    }

    /// The columns of the input, those of the codes, and last the mark: a row that was torn has no whole one.
    fn begin(file: File, path: &Path, dialect: Dialect, columns: &[String], account: &Account) -> Result<Self, Error> {
        let batch = Batch::new();
        let has = |name: &str| columns.iter().any(|column| column.eq_ignore_ascii_case(name));
        let mut all: Vec<String> =
            ["name", "location"].iter().filter(|name| !has(name)).map(|name| (*name).to_owned()).collect();
        all.extend(columns.iter().filter(|column| !column.is_empty() && !is_of_sheet(column)).cloned());
        all.extend(["code", "expires_at", "enrollment_id"].map(str::to_owned));
        all.push(account.column(&batch.column()));
        let mut sheet =
            Self { file, path: path.to_owned(), dialect, columns: all, batch, marks: HashMap::new(), is_new: true };
        sheet.lock()?;
        let header = line(&sheet.columns.iter().map(|name| text(name)).collect::<Vec<_>>(), dialect.separator);
        sheet.append(&format!("{}{header}", dialect.beginning()))?;
        Ok(sheet)
    }

    fn go_on(path: &Path, columns: &[String], account: &Account) -> Result<Self, Error> {
        let file = OpenOptions::new().append(true).open(path).map_err(|error| failed(path, &error))?;
        let mut sheet = Self {
            file,
            path: path.to_owned(),
            dialect: Dialect::default(),
            columns: Vec::new(),
            batch: Batch::new(),
            marks: HashMap::new(),
            is_new: false,
        };
        sheet.lock()?;
        let bytes = std::fs::read(path).map_err(|error| failed(path, &error))?;
        let whole = whole(path, &bytes)?;
        let mut reader = reader(path, &bytes[..whole])?;
        (sheet.dialect, sheet.columns) = (reader.dialect(), reader.columns().to_vec());
        let (at, batch) = batch(path, &sheet.columns)?;
        account.check(path, &sheet.columns[at])?;
        sheet.batch = batch;
        sheet.check_columns(columns)?;
        let id_at = reader.column("enrollment_id");
        while let Some(row) = reader.next_row()? {
            sheet.marks.insert(row.text(Some(at)).to_owned(), row.text(id_at).to_owned());
        }
        sheet.mend(&bytes, whole)?;
        Ok(sheet)
    }

    /// What these codes have in common.
    pub fn batch(&self) -> &Batch {
        &self.batch
    }

    /// Whether it was begun now, so that no code of it can have been made before.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// Whether others than its owner can read it.
    pub fn is_exposed(&self) -> bool {
        self.file.metadata().is_ok_and(|metadata| is_exposed(&metadata))
    }

    /// Whether the phone has its row.
    pub fn has(&self, mark: &str) -> bool {
        self.marks.contains_key(mark)
    }

    /// The enrollment in the row of a phone, where somebody has left it there.
    pub fn enrollment(&self, mark: &str) -> Option<&str> {
        self.marks.get(mark).map(String::as_str).filter(|id| !id.is_empty())
    }

    /// Adds a row for each, and returns when they are on the disk.
    pub fn add(&mut self, rows: &[(&Phone, &Enrollment)], columns: &[String]) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut lines = String::new();
        for (phone, enrollment) in rows {
            let cells: Vec<_> = self.columns.iter().map(|column| cell(column, phone, enrollment, columns)).collect();
            let cells: Vec<_> = cells.iter().map(|cell| text(cell)).collect();
            lines.push_str(&line(&cells, self.dialect.separator));
            self.marks.insert(phone.mark.clone(), enrollment.enrollment_id.to_string());
        }
        self.append(&lines)
    }

    fn append(&mut self, text: &str) -> Result<(), Error> {
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| failed(&self.path, &error))
    }

    /// What the input has beside has to have its column here: it would be lost without a word.
    fn check_columns(&self, columns: &[String]) -> Result<(), Error> {
        let has = |name: &str| self.columns.iter().any(|column| column.eq_ignore_ascii_case(name));
        let is_run_again = columns.iter().any(|column| is_of_marks(column));
        let is_kept = |column: &&String| {
            column.is_empty() || has(column) || is_of_sheet(column) || (is_run_again && *column == PROBLEM)
        };
        let lost: Vec<&str> = columns.iter().filter(|column| !is_kept(column)).map(String::as_str).collect();
        if lost.is_empty() {
            return Ok(());
        }
        Err(Error::Usage {
            what: format!("{} has no column `{}`: nothing was made", self.path.display(), lost.join("`, `")),
            hint: Some(
                "take the columns out of the input: a sheet keeps the columns that it was begun with".to_owned(),
            ),
        })
    }

    fn lock(&self) -> Result<(), Error> {
        match self.file.try_lock() {
            Ok(()) => Ok(()),
            Err(TryLockError::WouldBlock) => Err(Error::Refused {
                what: format!("another `ipp` is writing {}: nothing was sent", self.path.display()),
                hint: Some("wait until it has ended, or name another sheet".to_owned()),
            }),
            Err(TryLockError::Error(error)) => Err(failed(&self.path, &error)),
        }
    }

    /// Takes away what was torn, and ends the last line.
    fn mend(&mut self, bytes: &[u8], whole: usize) -> Result<(), Error> {
        if whole < bytes.len() {
            self.file.set_len(whole as u64).map_err(|error| failed(&self.path, &error))?;
        }
        if bytes[..whole].ends_with(b"\n") { Ok(()) } else { self.append("\n") }
    }
}

/// Every row of a sheet, with its batch.
pub fn entries(path: &Path, account: &Account) -> Result<(Batch, Vec<Entry>), Error> {
    let bytes = std::fs::read(path)
        .map_err(|error| Error::usage(format!("cannot read {}: {error}: nothing was sent", path.display())))?;
    let mut reader = reader(path, &bytes[..whole(path, &bytes)?])?;
    let (mark_at, batch) = batch(path, reader.columns())?;
    account.check(path, &reader.columns()[mark_at])?;
    let at = ["name", "location", "code", "expires_at", "enrollment_id"].map(|column| reader.column(column));
    let entry = |row: Row| {
        let [name, location, code, expires_at, enrollment_id] = at.map(|at| row.text(at).to_owned());
        Entry { name, location, code, expires_at, enrollment_id, mark: row.text(Some(mark_at)).to_owned() }
    };
    let mut entries = Vec::new();
    while let Some(row) = reader.next_row()? {
        entries.push(entry(row));
    }
    Ok((batch, entries))
}

/// How much of the file is whole rows: all of it, or all but a last row that was torn while it was written.
fn whole(path: &Path, bytes: &[u8]) -> Result<usize, Error> {
    let mut length = bytes.len();
    for _ in 0..MOST_TORN_LINES {
        if is_whole(path, &bytes[..length]) {
            return Ok(length);
        }
        let end = length.saturating_sub(1);
        length = bytes[..end].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        if length == 0 {
            break;
        }
    }
    // The reader says what is wrong, and where.
    let mut reader = reader(path, bytes)?;
    let _ = batch(path, reader.columns())?;
    while reader.next_row()?.is_some() {}
    Err(Error::usage(format!("{} is no sheet of codes: nothing was sent", path.display())))
}

/// Whether it ends with a row's end, or with a row that has its mark.
fn is_whole(path: &Path, bytes: &[u8]) -> bool {
    let Ok(mut reader) = reader(path, bytes) else { return false };
    let Ok((at, batch)) = batch(path, reader.columns()) else { return false };
    let mut last = None;
    loop {
        match reader.next_row() {
            Ok(Some(row)) => last = Some(row),
            Ok(None) => break,
            Err(_) => return false,
        }
    }
    bytes.ends_with(b"\n") || last.is_some_and(|row| batch.has(row.text(Some(at))))
}

fn reader(path: &Path, bytes: &[u8]) -> Result<Reader, Error> {
    Reader::new(&path.display().to_string(), Box::new(Cursor::new(bytes.to_vec())))
}

/// The column of the marks, and the batch that it names.
fn batch(path: &Path, columns: &[String]) -> Result<(usize, Batch), Error> {
    let named = |(at, column): (usize, &String)| Some((at, Batch::of_column(column)?));
    columns.iter().enumerate().find_map(named).ok_or_else(|| Error::Usage {
        what: format!("{} is no sheet of codes that `ipp` has written: nothing was sent", path.display()),
        hint: Some("name a file that is not there yet, and give your own file to `--from`".to_owned()),
    })
}

fn cell(column: &str, phone: &Phone, enrollment: &Enrollment, columns: &[String]) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match column.to_ascii_lowercase().as_str() {
        "name" => text(&phone.name),
        "location" => phone.shop.to_string(),
        "code" => text(&enrollment.enrollment_code),
        "expires_at" => text(&enrollment.expires_at),
        "enrollment_id" => enrollment.enrollment_id.to_string(),
        mark if is_of_marks(mark) => phone.mark.clone(),
        _ => {
            let at = columns.iter().position(|other| other.eq_ignore_ascii_case(column));
            at.and_then(|at| phone.cells.get(at)).cloned().unwrap_or_default()
        }
    }
}

/// For a file that only its owner can read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Replaces a file by one that only its owner can read, at once.
pub fn replace(path: &Path, content: &str) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || {
        let mut file = tempfile::Builder::new().prefix(".ipp-").tempfile_in(folder)?;
        file.write_all(content.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path).map(drop).map_err(|error| error.error)
    };
    write().map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &io::Error) -> Error {
    PairingError::Sheet { path: path.display().to_string(), why: error.to_string() }.into()
}
