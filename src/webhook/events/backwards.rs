//! The lines of a file from its end to its beginning, a block at a time: memory is that of the longest line.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

/// How much is read at a time, at least, in bytes.
const BLOCK: usize = 64 * 1024;

/// A file, and how far it has been read.
#[derive(Debug)]
pub(super) struct Backwards {
    file: File,
    /// Where `held` begins in the file.
    position: u64,
    /// Read, and not yet given.
    held: Vec<u8>,
    longest: usize,
    /// A line was longer than `longest`, and its end has been dropped.
    is_overlong: bool,
}

impl Backwards {
    /// Begins at the present end, while nobody is writing. A line of more than `longest` bytes is given as
    /// the word `overlong`, which is no record.
    pub(super) fn new(file: File, longest: usize) -> io::Result<Self> {
        file.lock_shared()?;
        let position = file.metadata()?.len();
        file.unlock()?;
        let mut lines = Self { file, position, held: Vec::new(), longest, is_overlong: false };
        lines.fill()?;
        if lines.held.last() == Some(&b'\n') {
            lines.held.pop();
        }
        Ok(lines)
    }

    /// The line before, without its end, and where it begins.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        loop {
            let end_of_previous = self.held.iter().rposition(|byte| *byte == b'\n');
            let line = match end_of_previous {
                Some(at) => self.held.split_off(at + 1),
                None if self.position > 0 => {
                    if self.held.len() > self.longest {
                        self.held.clear();
                        self.is_overlong = true;
                    }
                    self.fill()?;
                    continue;
                }
                None if self.held.is_empty() && !self.is_overlong => return Ok(None),
                None => std::mem::take(&mut self.held),
            };
            let at = self.position + self.held.len() as u64;
            self.held.pop();
            if std::mem::take(&mut self.is_overlong) {
                return Ok(Some((at, b"overlong".to_vec())));
            }
            return Ok(Some((at, line)));
        }
    }

    /// How far it has been read.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Reads the block before. The longer the line is, the larger the block, so that long lines cost no more a byte.
    fn fill(&mut self) -> io::Result<()> {
        let count = u64::try_from(self.held.len().max(BLOCK)).unwrap_or(u64::MAX).min(self.position);
        let mut block = vec![0; usize::try_from(count).unwrap_or(usize::MAX)];
        self.position -= count;
        self.file.read_exact_at(&mut block, self.position)?;
        block.append(&mut self.held);
        self.held = block;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn lines(content: &[u8], longest: usize) -> Vec<(u64, Vec<u8>)> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(content).expect("written");
        let mut lines = Backwards::new(file, longest).expect("a file");
        std::iter::from_fn(|| lines.next().expect("read")).collect()
    }

    #[test]
    fn lines_come_from_the_end_with_their_places() {
        let found = |content: &[u8]| lines(content, 1_000_000);
        assert_eq!(found(b""), []);
        assert_eq!(found(b"\n"), []);
        assert_eq!(found(b"a"), [(0, b"a".to_vec())]);
        assert_eq!(found(b"a\nbc\n"), [(2, b"bc".to_vec()), (0, b"a".to_vec())]);
        assert_eq!(found(b"a\n\nb"), [(3, b"b".to_vec()), (2, Vec::new()), (0, b"a".to_vec())]);
    }

    #[test]
    fn lines_may_be_longer_than_a_block() {
        let (long, content) = ("x".repeat(3 * BLOCK + 7), |long: &str| format!("a\n{long}\nb\n"));
        let found = lines(content(&long).as_bytes(), 10 * BLOCK);
        assert_eq!(found.iter().map(|(_, line)| line.len()).collect::<Vec<_>>(), [1, long.len(), 1]);
        assert_eq!(found[1].0, 2);
    }

    #[test]
    fn a_line_without_end_is_passed_over_with_flat_memory() {
        let content = format!("a\n{}\nb\n", "x".repeat(20 * BLOCK));
        let found = lines(content.as_bytes(), BLOCK);
        assert_eq!(found, [(2 + 20 * BLOCK as u64 + 1, b"b".to_vec()), (2, b"overlong".to_vec()), (0, b"a".to_vec())]);
    }
}
