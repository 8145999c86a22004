//! `ipp setup` at a terminal: every question, what is offered first, and that whoever leaves at any of them changes nothing.

use super::see;
use crate::support::account::{self, KIOSK, MERCHANT, NORTH, SOUTH, TILL_2};
use crate::support::server::{Server, nobody};
use crate::support::terminal::{CTRL_C, DOWN, ENTER, ESCAPE, Terminal};
use crate::support::{Sandbox, TEST_KEY};

const PLACE: &str = "Where does it work?";
const WAY: &str = "Where is the API key?";
const AGAIN: &str = "once more, please; Enter alone";
const KEY: &str = "API key:";
const MERCHANT_ID: &str = "Merchant id";
const SHOP: &str = "Which shop, where none is named?";
const PHONE: &str = "Which phone, where none is named?";
const WRITE: &str = "Write this?";

fn plain() -> Sandbox {
    Sandbox::new().with("NO_COLOR", "1")
}

fn line(server: &Server) -> String {
    format!("setup --base-url {}", server.address)
}

/// Answers everything up to this question.
fn walk<'a>(sandbox: &'a Sandbox, server: &Server, columns: u16, until: &str) -> Terminal<'a> {
    let mut terminal = Terminal::run(sandbox, columns, &line(server));
    let key = format!("{TEST_KEY}{ENTER}");
    // The question, whether it is answered key by key, and the answer.
    let steps: [(&str, bool, &str); 7] = [
        (PLACE, true, ENTER),
        (WAY, true, ENTER),
        (KEY, true, &key),
        (MERCHANT_ID, false, ENTER),
        (SHOP, true, ENTER),
        (PHONE, true, ENTER),
        (WRITE, true, ENTER),
    ];
    for (question, is_by_key, answer) in steps {
        match is_by_key {
            true => terminal.until_asked(question),
            false => terminal.until(question),
        };
        if question == until {
            break;
        }
        terminal.types(answer);
    }
    terminal
}

fn file(sandbox: &Sandbox) -> String {
    std::fs::read_to_string(sandbox.config_file()).unwrap_or_default()
}

#[test]
fn a_first_run_asks_checks_shows_and_writes() {
    for columns in [80, 40] {
        let (sandbox, server) = (plain(), account::server());
        let seen = walk(&sandbox, &server, columns, WRITE).types(ENTER).end().expect(0);
        assert!(!seen.raw.contains(TEST_KEY), "{}", seen.raw);
        let seen = seen.shows(&["Integrations", "Add API Key", MERCHANT, "next: `ipp pay"]);
        assert!(seen.text.contains("saved in"), "{}", seen.text);
        let text = file(&sandbox);
        for part in [TEST_KEY, MERCHANT, NORTH, "profile = \"playground\""] {
            assert!(text.contains(part), "{part}: {text}");
        }
        sandbox.run("device list").expect(0);
    }
}

#[test]
fn the_questions_fit_a_narrow_terminal() {
    for question in [PLACE, WAY, KEY, MERCHANT_ID, SHOP, PHONE, WRITE] {
        let (sandbox, server) = (plain(), account::server());
        let mut terminal = walk(&sandbox, &server, 40, question);
        let seen = terminal.types(CTRL_C).end().expect(130);
        let asked: Vec<&str> = seen.text.lines().filter(|line| line.contains(question)).collect();
        assert!(!asked.is_empty(), "{}", seen.text);
    }
}

#[test]
fn leaving_at_any_question_writes_nothing() {
    for question in [PLACE, WAY, KEY, MERCHANT_ID, SHOP, PHONE, WRITE] {
        let (sandbox, server) = (plain(), account::server());
        let seen = walk(&sandbox, &server, 80, question).types(CTRL_C).end().expect(130);
        // Where a line is read, the system throws away what is printed while it handles Ctrl-C.
        if ![KEY, MERCHANT_ID].contains(&question) {
            let seen = seen.shows(&["nothing was written, the config file is as it was"]);
            assert!(seen.text.lines().any(|line| line.starts_with("error: interrupted")), "{question}\n{}", seen.text);
        }
        assert!(!sandbox.config_file().exists(), "{question}");
    }
}

#[test]
fn a_list_is_left_with_escape_and_a_line_with_the_end_of_the_input() {
    for (question, keys) in [(PLACE, ESCAPE), (WAY, ESCAPE), (SHOP, ESCAPE), (MERCHANT_ID, "\u{4}"), (KEY, "\u{4}")] {
        let (sandbox, server) = (plain(), account::server());
        walk(&sandbox, &server, 80, question).types(keys).end().expect(130);
        assert!(!sandbox.config_file().exists(), "{question}");
    }
    let (sandbox, server) = (plain(), account::server());
    walk(&sandbox, &server, 80, WRITE).types(&format!("{DOWN}{ENTER}")).end().expect(9);
    assert!(!sandbox.config_file().exists());
}

#[test]
fn a_signal_ends_every_question_at_once_and_the_terminal_is_as_before() {
    for question in [PLACE, KEY, MERCHANT_ID, WRITE] {
        let (sandbox, server) = (plain(), account::server());
        let mut terminal = walk(&sandbox, &server, 80, question);
        terminal.signal("TERM");
        let seen = terminal.end().expect(130).shows(&["nothing was written"]);
        assert!(seen.text.lines().any(|line| line.starts_with("error: interrupted")), "{question}\n{}", seen.text);
        assert!(!sandbox.config_file().exists(), "{question}");
    }
    let sandbox = plain();
    let mut terminal = Terminal::shell(&sandbox, 80, "trap : TERM; $IPP setup; stty -a");
    terminal.until_asked(PLACE).signal("TERM");
    let seen = terminal.end().expect(0);
    let words: Vec<&str> = seen.text.split([' ', '\n', ';']).collect();
    assert!(words.contains(&"echo") && words.contains(&"icanon"), "{}", seen.text);
}

#[test]
fn a_wrong_key_is_asked_for_again() {
    let (sandbox, server) = (plain(), account::server());
    let mut terminal = walk(&sandbox, &server, 80, KEY);
    terminal.types("kco_test_api_other\r").until("401").until(AGAIN).until_asked(KEY).types(CTRL_C);
    terminal.end().expect(130).hides(&["kco_test_api_other"]);
    let mut terminal = walk(&sandbox, &server, 80, KEY);
    terminal.types("kco_live_api_other\r").until("a key of production").until(AGAIN).until_asked(KEY).types(CTRL_C);
    terminal.end().expect(130).hides(&["kco_live_api_other"]);
    assert!(!sandbox.config_file().exists());
}

#[test]
fn a_key_that_is_pasted_at_a_list_never_shows() {
    let pasted = "kco_test_api_qPASTEDjkhl";
    for (columns, end) in [(80, "\r"), (40, "\r"), (80, "")] {
        let (sandbox, server) = (plain(), account::server());
        let mut terminal = walk(&sandbox, &server, columns, WAY);
        terminal.types(&format!("{pasted}{end}")).types(DOWN).until("> a password").types(ENTER);
        let seen = terminal.until("Command, such as").types(CTRL_C).end().expect(130);
        assert!(!seen.raw.contains("PASTED") && !seen.raw.contains("kco_test_api_q"), "{}", seen.raw);
        assert!(!sandbox.config_file().exists());
    }
}

#[test]
fn after_a_refused_key_the_next_one_is_as_hidden() {
    let (sandbox, server) = (plain(), account::server());
    let mut terminal = walk(&sandbox, &server, 80, KEY);
    terminal.types("kco_test_api_other\r").until("401").until(AGAIN).until_asked(KEY).types(&format!("{TEST_KEY}\r"));
    let seen = terminal.until(MERCHANT_ID).types(CTRL_C).end().expect(130);
    assert!(!seen.raw.contains(TEST_KEY), "{}", seen.raw);
}

#[test]
fn wrong_flags_bring_no_question() {
    for flags in ["--base-url http://example.com", "--merchant-id 'a b'", "--proxy nonsense"] {
        let line = format!("setup --env playground {flags}");
        see(&plain(), 80, &line).expect(3).hides(&[WAY]).shows(&["nothing was written"]);
    }
}

#[test]
fn a_key_command_that_fails_is_asked_for_again() {
    let (sandbox, server) = (plain(), account::server());
    let mut terminal = walk(&sandbox, &server, 80, WAY);
    terminal.types(DOWN).until("> a password manager").types(ENTER).until("Command, such as").types("false\r");
    terminal
        .until("could not be fetched")
        .until("where the key is\nCommand, such as")
        .types(ENTER)
        .until_asked("> paste")
        .types(CTRL_C)
        .end()
        .expect(130);
    assert!(!sandbox.config_file().exists());
}

#[test]
fn a_wrong_merchant_id_is_asked_for_again() {
    let (sandbox, server) = (plain(), account::server());
    // What is typed before a question is thrown away, so the next one has to be there.
    let mut terminal = walk(&sandbox, &server, 200, MERCHANT_ID);
    terminal.types("DM2\r").until("unknown merchant\nMerchant id");
    terminal.types("a b\r").until("are allowed\nMerchant id").types(&format!("{MERCHANT}\r"));
    terminal.until_asked(SHOP).types(CTRL_C).end().expect(130);
}

#[test]
fn an_api_that_wants_the_merchant_id_at_once_gets_it() {
    let server = Server::scripted(|asked, _| match asked.header("x-merchant-id") {
        None => crate::support::bodies::problem(400, "x-merchant-id is missing"),
        Some(_) => account::answer(asked),
    });
    let sandbox = plain();
    let mut terminal = walk(&sandbox, &server, 80, KEY);
    terminal.types(&format!("{TEST_KEY}\r")).until("Merchant id (Enter for none)").types(&format!("{MERCHANT}\r"));
    terminal.until_asked(SHOP).types(ENTER).until_asked(PHONE).types(ENTER).until_asked(WRITE).types(ENTER);
    terminal.end().expect(0);
    assert!(file(&sandbox).contains(MERCHANT), "{}", file(&sandbox));
    let line = format!("{} --env playground --profile two --merchant-id DM2", line(&server));
    let mut terminal = Terminal::run(&sandbox, 80, &line);
    terminal.until_asked(WAY).types(ENTER).until_asked(KEY).types(&format!("{TEST_KEY}\r"));
    terminal.end().expect(6).shows(&["unknown merchant", "nothing was written"]);
}

#[test]
fn a_slow_server_can_be_left() {
    let server = Server::answering(vec![crate::support::server::Answer::Silence]);
    let sandbox = plain();
    let mut terminal = walk(&sandbox, &server, 80, KEY);
    terminal.types(&format!("{TEST_KEY}\r")).until("asking what the key can see");
    server.wait_until_asked(0);
    terminal.signal("INT");
    terminal.end().expect(130).shows(&["nothing was written"]);
    assert!(!sandbox.config_file().exists());
}

#[test]
fn what_is_picked_is_kept_and_offered_first_the_next_time() {
    let (sandbox, server) = (plain(), account::server());
    let mut terminal = walk(&sandbox, &server, 80, SHOP);
    terminal.until("> North").types(DOWN).until("> South").types(ENTER);
    terminal.until(&format!("device: {KIOSK}")).until_asked(WRITE).types(ENTER).end().expect(0);
    assert!(file(&sandbox).contains(SOUTH) && file(&sandbox).contains(KIOSK), "{}", file(&sandbox));

    let mut terminal = Terminal::run(&sandbox, 80, "setup");
    terminal.until_asked("> change playground").types(ENTER);
    terminal.until_asked("> keep it: kco_test_…ABLE").types(ENTER);
    terminal.until(&format!("Merchant id [{MERCHANT}]")).types(ENTER);
    terminal.until_asked("> South").types(DOWN).until("> North").types(ENTER);
    terminal.until_asked("> Till 1").types(DOWN).until("> Till 2").types(ENTER);
    let seen = terminal.until_asked(WRITE).types(ENTER).end().expect(0);
    seen.shows(&[&format!("(was {SOUTH})"), "Till 2"]);
    assert!(file(&sandbox).contains(TEST_KEY) && file(&sandbox).contains(TILL_2), "{}", file(&sandbox));
    assert!(!file(&sandbox).contains(SOUTH) && !file(&sandbox).contains(KIOSK), "{}", file(&sandbox));
}

#[test]
fn none_takes_a_default_away() {
    let (sandbox, server) = (plain(), account::server());
    walk(&sandbox, &server, 80, WRITE).types(ENTER).end().expect(0);
    let mut terminal = Terminal::run(&sandbox, 80, "setup --profile playground");
    terminal.until_asked(WAY).types(ENTER);
    terminal.until(MERCHANT_ID).types(ENTER);
    terminal.until_asked(SHOP).types("none").until("> none").types(ENTER);
    terminal.until_asked(PHONE).types("none").until("> none").types(ENTER);
    terminal.until_asked(WRITE).types(ENTER).end().expect(0).shows(&[&format!("none  (was {NORTH})")]);
    assert!(!file(&sandbox).contains("location") && !file(&sandbox).contains("device"), "{}", file(&sandbox));
}

#[test]
fn a_password_manager_is_asked_instead() {
    let (sandbox, server) = (plain(), account::server());
    let mut terminal = walk(&sandbox, &server, 80, WAY);
    terminal.types(DOWN).until("> a password manager").types(ENTER);
    terminal.until("Command, such as").types(&format!("echo {TEST_KEY}\r")).until(MERCHANT_ID).types(ENTER);
    terminal.until_asked(SHOP).types(ENTER).until_asked(PHONE).types(ENTER).until_asked(WRITE).types(ENTER);
    terminal.end().expect(0);
    assert!(file(&sandbox).contains(&format!("api_key_command = \"echo {TEST_KEY}\"")), "{}", file(&sandbox));
}

#[test]
fn what_was_pasted_answers_one_question_only() {
    let (sandbox, server) = (plain(), account::server());
    let mut terminal = walk(&sandbox, &server, 80, KEY);
    terminal.types(&format!("{TEST_KEY}\r\r\r\r\r")).until(MERCHANT_ID).types(ENTER).until_asked(SHOP).types(CTRL_C);
    terminal.end().expect(130);
    assert!(!sandbox.config_file().exists());
}

#[test]
fn the_emulator_is_set_up_without_another_question() {
    let sandbox = plain();
    let mut terminal = Terminal::run(&sandbox, 80, "setup");
    terminal.until_asked(PLACE).types("emul").until("> emulator").types(ENTER);
    terminal.end().expect(0).hides(&[WAY, MERCHANT_ID, SHOP, PHONE, WRITE]).shows(&["next: `ipp pay"]);
}

#[test]
fn a_network_that_is_down_need_not_end_it() {
    let sandbox = plain();
    let mut terminal =
        Terminal::run(&sandbox, 80, &format!("setup --env playground --retries 0 --base-url {}", nobody()));
    terminal.until_asked(WAY).types(ENTER).until_asked(KEY).types(&format!("{TEST_KEY}\r"));
    terminal.until_asked("Go on without?").types("y\r").until("Merchant id (Enter for none)").types("DM1\r");
    let seen = terminal.until_asked(WRITE).types(ENTER).end().expect(0);
    seen.shows(&["none of it was checked: `ipp doctor` does"]);
    assert!(file(&sandbox).contains("merchant_id = \"DM1\""));
}

#[test]
fn without_colour_nothing_is_painted_and_with_it_something_is() {
    let server = account::server();
    let sandbox = plain();
    let seen = walk(&sandbox, &server, 80, WRITE).types(ENTER).end().expect(0);
    assert!(!seen.is_painted(), "{}", seen.raw);
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::run(&sandbox, 80, "setup");
    assert!(terminal.until_asked(PLACE).types(CTRL_C).end().expect(130).is_painted());
}

#[test]
fn names_of_shops_cannot_paint_the_screen() {
    let server = Server::scripted(|asked, _| match asked.operation().as_str() {
        "GET /ipp/v1/locations" => crate::support::bodies::page(
            &[account::location(NORTH, "\u{1b}[31mred\r\nRED"), account::location(SOUTH, "South")],
            true,
        ),
        _ => account::answer(asked),
    });
    let sandbox = plain();
    let seen = walk(&sandbox, &server, 80, WRITE).types(ENTER).end().expect(0);
    assert!(!seen.raw.contains("\u{1b}[31m"), "{}", seen.raw);
}
