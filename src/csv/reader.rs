//! Rows under the names of their columns. Empty rows are passed over, unknown columns are kept; what cannot be meant is
//! refused with its row and line.

use super::cell::restored;
use super::dialect::Dialect;
use super::record::{Problem, Record, Records};
use crate::error::Error;
use std::collections::HashSet;
use std::fmt;
use std::io::BufRead;

/// What files begin with that are not UTF-8, though their makers call them Unicode.
const UTF_16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// A file with a header row.
pub struct Reader {
    records: Records,
    shown: String,
    dialect: Dialect,
    columns: Vec<String>,
}

/// Where something stands, for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// As a spreadsheet counts it: the header row is 1.
    pub row: u64,
    /// In the file, from 1.
    pub line: u64,
}

/// One row: as many cells as there are columns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// The texts, restored.
    pub cells: Vec<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {} (line {})", self.row, self.line)
    }
}

impl Row {
    /// The text of a column, without the blanks around it; empty where there is no such column.
    pub fn text(&self, column: Option<usize>) -> &str {
        column.and_then(|at| self.cells.get(at)).map_or("", |cell| cell.trim())
    }
}

impl Reader {
    /// Reads the header row. `shown` is what the file is called in errors.
    pub fn new(shown: &str, mut bytes: Box<dyn BufRead>) -> Result<Self, Error> {
        let beginning = bytes.fill_buf().map_err(|error| unreadable(shown, &error))?;
        if UTF_16.iter().any(|mark| beginning.starts_with(mark)) {
            return Err(not_utf8(format!("{shown} is UTF-16")));
        }
        let (dialect, start) = Dialect::of(beginning);
        let lines = beginning[..start].iter().filter(|byte| **byte == b'\n').count();
        bytes.consume(start);
        let records = Records::new(bytes, dialect.separator, lines as u64 + 1);
        let mut reader = Self { records, shown: shown.to_owned(), dialect, columns: Vec::new() };
        let Some(header) = reader.filled()? else { return Err(Error::usage(format!("{shown} is empty"))) };
        reader.columns = header.cells.iter().map(|name| name.trim().to_owned()).collect();
        reader.check_columns()?;
        Ok(reader)
    }

    /// How it is written.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The names, as they stand there; those without a name are empty, and so are all of their cells.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The place of a column, whichever case its name is written in.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.eq_ignore_ascii_case(name))
    }

    /// The next row with something in it; `None` at the end.
    pub fn next_row(&mut self) -> Result<Option<Row>, Error> {
        let Some(mut row) = self.filled()? else { return Ok(None) };
        let named = |at: usize| self.columns.get(at).is_some_and(|name| !name.is_empty());
        if let Some(at) = (0..row.cells.len()).find(|at| !named(*at) && !row.cells[*at].trim().is_empty()) {
            return Err(self.wrong(row.place, &format!("column {} has no name in the header row", at + 1)));
        }
        row.cells.resize(self.columns.len(), String::new());
        Ok(Some(row))
    }

    /// An error about this place of the file. Nothing has been sent.
    pub fn wrong(&self, place: Place, what: &str) -> Error {
        Error::usage(format!("{}: {place}: {what}: nothing was sent", self.shown))
    }

    fn filled(&mut self) -> Result<Option<Row>, Error> {
        loop {
            let Some(record) = self.records.next().map_err(|problem| self.explained(problem))? else {
                return Ok(None);
            };
            let row = self.row(record)?;
            if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(row));
            }
        }
    }

    fn row(&self, record: Record) -> Result<Row, Error> {
        let place = Place { row: record.row, line: record.line };
        let text = |cell: Vec<u8>| String::from_utf8(cell).map(|cell| restored(&cell).to_owned());
        let cells = record.cells.into_iter().map(text).collect::<Result<_, _>>();
        let cells = cells.map_err(|_| not_utf8(format!("{}: {place} is not UTF-8", self.shown)))?;
        Ok(Row { place, cells })
    }

    fn check_columns(&self) -> Result<(), Error> {
        let mut names = HashSet::new();
        let mut named = self.columns.iter().filter(|name| !name.is_empty());
        match named.find(|name| !names.insert(name.to_ascii_lowercase())) {
            Some(name) => Err(Error::usage(format!("{} has two columns `{name}`: nothing was sent", self.shown))),
            None => Ok(()),
        }
    }

    fn explained(&self, problem: Problem) -> Error {
        match problem {
            Problem::Read(error) => unreadable(&self.shown, &error),
            Problem::Open { row, line } => self.wrong(Place { row, line }, "a quoted cell never ends"),
            Problem::TooLarge { row, line } => self.wrong(Place { row, line }, "the row is larger than 1 MiB"),
        }
    }
}

fn unreadable(shown: &str, error: &std::io::Error) -> Error {
    Error::usage(format!("cannot read {shown}: {error}"))
}

fn not_utf8(what: String) -> Error {
    Error::Usage {
        what: format!("{what}: nothing was sent"),
        hint: Some("save the sheet as `CSV UTF-8`; other encodings lose letters".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::{line, text};
    use proptest::prelude::*;
    use std::io::{Cursor, Read};

    fn reader(bytes: impl Into<Vec<u8>>) -> Result<Reader, Error> {
        Reader::new("shops.csv", Box::new(Cursor::new(bytes.into())))
    }

    fn rows(bytes: impl Into<Vec<u8>>) -> Result<Vec<Vec<String>>, Error> {
        let mut reader = reader(bytes)?;
        let mut rows = Vec::new();
        while let Some(row) = reader.next_row()? {
            rows.push(row.cells);
        }
        Ok(rows)
    }

    fn refusal(bytes: impl Into<Vec<u8>>) -> String {
        rows(bytes).expect_err("a refusal").to_string()
    }

    #[test]
    fn spreadsheets_of_all_countries_are_read_alike() {
        let expected = [["Kassa \"Åäö\"", "Malmö, city"], ["'s", "=1+1"]];
        let texts = [
            "name,location\n\"Kassa \"\"Åäö\"\"\",\"Malmö, city\"\n's,'=1+1\n",
            "\u{feff}name;location\r\n\r\n\"Kassa \"\"Åäö\"\"\";Malmö, city\r\n;\r\n's;'=1+1",
            "sep=;\r\n name ; location;;\r\n\"Kassa \"\"Åäö\"\"\";Malmö, city;;\r\n's;'=1+1;;\r\n",
            "name\tlocation\r\"Kassa \"\"Åäö\"\"\"\tMalmö, city\r's\t=1+1\r",
        ];
        for text in texts {
            let rows: Vec<Vec<String>> =
                rows(text).expect("rows").into_iter().map(|row| row.into_iter().take(2).collect()).collect();
            assert_eq!(rows, expected, "{text:?}");
        }
    }

    #[test]
    fn columns_are_found_by_name_and_unknown_ones_are_kept() {
        let mut reader = reader("Location;NAME;owner\nMalmö; Till 1 ").expect("a header");
        assert_eq!(reader.columns(), ["Location", "NAME", "owner"]);
        let (name, none) = (reader.column("name"), reader.column("metadata"));
        assert_eq!((name, none), (Some(1), None));
        let row = reader.next_row().expect("read").expect("a row");
        assert_eq!((row.text(name), row.text(none), row.cells.len()), ("Till 1", "", 3));
        assert_eq!(row.place.to_string(), "row 2 (line 2)");
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_its_place() {
        assert_eq!(refusal(""), "shops.csv is empty");
        assert_eq!(refusal("\n \n;;\n"), "shops.csv is empty");
        assert_eq!(refusal("name,Name\n"), "shops.csv has two columns `Name`: nothing was sent");
        assert_eq!(
            refusal("name\n\n\"a\nb\"\nc,d\n"),
            "shops.csv: row 4 (line 5): column 2 has no name in the header row: nothing was sent"
        );
        assert_eq!(refusal("name\na\n\"b\n"), "shops.csv: row 3 (line 3): a quoted cell never ends: nothing was sent");
        assert_eq!(refusal(b"name\nMalm\xf6\n".to_vec()), "shops.csv: row 2 (line 2) is not UTF-8: nothing was sent");
        assert_eq!(refusal(b"\xff\xfen\0a\0".to_vec()), "shops.csv is UTF-16: nothing was sent");
    }

    #[test]
    fn what_has_no_end_is_not_held() {
        let endless = std::io::BufReader::new(std::io::repeat(b'a').take(1 << 40));
        assert!(Reader::new("shops.csv", Box::new(endless)).is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            cells in prop::collection::vec("[a'=;,\t\"\r\n -]{0,6}", 3),
            separator in prop::sample::select(vec![',', ';', '\t']),
        ) {
            let cells: Vec<String> = cells.into_iter().map(|cell| format!("x{cell}")).collect();
            let header = line(&["a", "b", "c"], separator);
            let written: Vec<_> = cells.iter().map(|cell| text(&cell[1..]).into_owned()).chain(["end".to_owned()]).collect();
            let sheet = format!("{}{}", header.replace('\n', &format!("{separator}d\n")), line(&written, separator));
            let read = rows(sheet).expect("rows").remove(0);
            let original: Vec<_> = cells.iter().map(|cell| cell[1..].to_owned()).chain(["end".to_owned()]).collect();
            prop_assert_eq!(read, original);
        }
    }
}
