//! Bytes that others wrote: a corpus of nasty ones, replayed in every run, and as many made-up ones as there is time for.
//!
//! What a fuzzer finds is put into `tests/fixtures/corpus`, in the folder of its reader, and stays there.

mod binary;
mod kept;
mod properties;
mod readers;
mod requests;
mod typed;

use std::path::{Path, PathBuf};

/// The files of one reader, by name.
fn corpus(reader: &str) -> Vec<(String, Vec<u8>)> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/corpus").join(reader);
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file"))
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("bytes")))
        .collect();
    files.sort();
    files
}

#[test]
fn the_corpus_is_read_by_every_reader() {
    for (reader, _) in readers::ALL {
        let files = corpus(reader);
        assert!(files.len() >= 10, "{reader} has {} files", files.len());
        for (name, bytes) in files {
            // Also by those that it is not meant for.
            for (other, read) in readers::ALL {
                let result = std::panic::catch_unwind(|| read(&bytes));
                assert!(result.is_ok(), "{reader}/{name}, read as {other}");
            }
        }
    }
}
