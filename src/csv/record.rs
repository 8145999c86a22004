//! Bytes to the cells of one row, with the row's number and its line. Holds one row at a time, and no more than a limit.

use std::io::{self, BufRead, Bytes, Read};
use std::iter::Peekable;

/// The largest row that anybody can mean.
const LARGEST_ROW: usize = 1 << 20;

/// The rows of a file.
pub(super) struct Records {
    bytes: Peekable<Bytes<Box<dyn BufRead>>>,
    separator: u8,
    row: u64,
    line: u64,
}

/// One of them.
#[derive(PartialEq, Debug)]
pub(super) struct Record {
    /// As a spreadsheet counts it: the first one is 1, and empty ones count.
    pub row: u64,
    /// Where it begins in the file, from 1.
    pub line: u64,
    /// As they came, without their quotes.
    pub cells: Vec<Vec<u8>>,
}

/// Why a row cannot be read.
#[derive(Debug)]
pub(super) enum Problem {
    /// The file itself.
    Read(io::Error),
    /// There is no quote at its end.
    Open { row: u64, line: u64 },
    /// It is no row of a table.
    TooLarge { row: u64, line: u64 },
}

/// Where in a cell a byte is.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// After a quote in a quoted cell: its end, or the first of two.
    Closing,
}

impl Records {
    /// The first row begins at this line.
    pub(super) fn new(bytes: Box<dyn BufRead>, separator: char, line: u64) -> Self {
        // The separators that there are have one byte.
        Self { bytes: Read::bytes(bytes).peekable(), separator: separator as u8, row: line - 1, line }
    }

    /// The next row; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Record>, Problem> {
        if self.bytes.peek().is_none() {
            return Ok(None);
        }
        self.row += 1;
        let (row, line) = (self.row, self.line);
        let (mut cells, mut state, mut size) = (vec![Vec::new()], State::Start, 0);
        while let Some(byte) = self.bytes.next().transpose().map_err(Problem::Read)? {
            size += 1;
            if size > LARGEST_ROW {
                return Err(Problem::TooLarge { row, line });
            }
            if state != State::Quoted && self.ends_row(byte) {
                return Ok(Some(Record { row, line, cells }));
            }
            state = self.take(byte, state, &mut cells);
        }
        match state {
            State::Quoted => Err(Problem::Open { row, line }),
            _ => Ok(Some(Record { row, line, cells })),
        }
    }

    /// Takes the rest of the line's end as well.
    fn ends_row(&mut self, byte: u8) -> bool {
        if byte == b'\r' && matches!(self.bytes.peek(), Some(Ok(b'\n'))) {
            self.bytes.next();
        }
        let ends = matches!(byte, b'\n' | b'\r');
        self.line += u64::from(ends);
        ends
    }

    fn take(&mut self, byte: u8, state: State, cells: &mut Vec<Vec<u8>>) -> State {
        let next = match (state, byte) {
            (State::Start, b'"') => return State::Quoted,
            (State::Quoted, b'"') => return State::Closing,
            (State::Closing, b'"') | (State::Quoted, _) => State::Quoted,
            (_, byte) if byte == self.separator => {
                cells.push(Vec::new());
                return State::Start;
            }
            _ => State::Plain,
        };
        self.line += u64::from(byte == b'\n');
        if let Some(cell) = cells.last_mut() {
            cell.push(byte);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(u64, u64, Vec<String>)> {
        let bytes = Box::new(io::Cursor::new(text.to_owned().into_bytes()));
        let mut records = Records::new(bytes, ',', 1);
        let mut all = Vec::new();
        while let Some(record) = records.next().expect("a row") {
            let cells = record.cells.into_iter().map(|cell| String::from_utf8(cell).expect("UTF-8")).collect();
            all.push((record.row, record.line, cells));
        }
        all
    }

    fn cells(text: &str) -> Vec<String> {
        all(text).remove(0).2
    }

    #[test]
    fn quotes_hold_everything() {
        assert_eq!(cells("a,\"b,\"\"c\"\"\r\nd\",e"), ["a", "b,\"c\"\r\nd", "e"]);
        assert_eq!(cells("\"\",\"\"\"\",x"), ["", "\"", "x"]);
        assert_eq!(cells("5\" screen,\"a\"b"), ["5\" screen", "ab"]);
        assert_eq!(cells(",,"), ["", "", ""]);
    }

    #[test]
    fn rows_and_lines_are_counted_with_every_line_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a", "", "\"b\nc\"", "d"].join(end);
            let places: Vec<(u64, u64)> = all(&text).iter().map(|(row, line, _)| (*row, *line)).collect();
            assert_eq!(places, [(1, 1), (2, 2), (3, 3), (4, 5)], "{end:?}");
        }
    }

    #[test]
    fn what_is_no_row_is_refused() {
        let next = |text: String| Records::new(Box::new(io::Cursor::new(text.into_bytes())), ',', 1).next();
        assert!(matches!(next("\"a\nb".to_owned()), Err(Problem::Open { row: 1, line: 1 })));
        assert!(matches!(next("x".repeat(LARGEST_ROW + 1)), Err(Problem::TooLarge { .. })));
        assert!(matches!(next(String::new()), Ok(None)));
    }
}
