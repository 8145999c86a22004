//! Help and usage errors on a narrow terminal.

use super::{emulator, see};

#[test]
fn help_fits_40_columns() {
    for line in ["-h", "--help", "pay -h", "pay --help", "session create --help", "profile add --help"] {
        see(&emulator(), 40, line).expect(0).fits().shows(&["Usage: ipp", "Options:", "Examples:"]);
    }
}

#[test]
fn only_the_usage_line_is_never_wrapped() {
    let seen = see(&emulator(), 40, "dev simulate-tap -h").expect(0);
    assert_eq!(seen.too_wide(), ["Usage: ipp dev simulate-tap [OPTIONS] <S"]);
}

#[test]
fn the_help_command_fits_too() {
    see(&emulator(), 40, "help pay").expect(0).fits().shows(&["Usage: ipp pay", "--simulate-tap"]);
    see(&emulator(), 80, "help exit-codes").expect(0).fits();
}

#[test]
fn a_wrong_word_is_told_with_the_nearest() {
    see(&emulator(), 80, "sesion").expect(2).fits().shows(&["error: unrecognized subcommand 'sesion'", "'session'"]);
}
