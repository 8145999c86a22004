//! What is said on stderr breaks between words at a terminal, and nowhere else.

use super::{emulator, see};
use crate::support::terminal::Terminal;

/// The words of a text, however it is broken.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn notes_and_errors_break_between_words() {
    let shop = emulator();
    let line = "pay --amount 100 --currency SEK --simulate-tap SUCCESS --ref A";
    shop.run(line).expect(0);
    let plain = shop.run(line).expect(9).err;
    assert!(plain.lines().any(|line| line.len() > 80), "{plain}");
    for columns in [80, 40] {
        let seen = see(&shop, columns, line).expect(9);
        assert_eq!(words(&seen.text), words(&plain), "{columns}");
        // What is wider than the terminal by itself, such as a command to be copied, is left whole.
        for wide in seen.too_wide() {
            assert!(wide.trim_start().starts_with(['`', '(']), "{wide:?} at {columns}\n{}", seen.text);
        }
    }
    let seen = see(&shop, 40, "session wait s-1 --env production --yes --no-input").expect(3);
    assert!(!seen.too_wide().iter().any(|line| !line.contains('`')), "{}", seen.text);
}

#[test]
fn a_file_gets_every_line_as_it_is_said() {
    let shop = emulator();
    let line = "pay --amount 100 --currency SEK --simulate-tap SUCCESS --ref A";
    shop.run(line).expect(0);
    let plain = shop.run(line).expect(9).err;
    let redirected = format!("$IPP {line} 2> told");
    Terminal::shell(&shop, 40, &redirected).end().expect(9);
    assert_eq!(std::fs::read_to_string(shop.home().join("told")).expect("a file"), plain);
    Terminal::shell(&shop, 40, &format!("$IPP {line} -o json 2>&1 | cat > told")).end().expect(0);
    let told = std::fs::read_to_string(shop.home().join("told")).expect("a file");
    assert!(told.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{told}");
}
