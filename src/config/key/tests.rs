//! Keys: where they come from, which are refused, and that none is shown.

use super::*;
use std::fs::Permissions;
use std::future::Future;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

const LIVE: &str = "kco_live_api_SECRETSECRET1234";
const TEST: &str = "kco_test_api_SECRETSECRET5678";

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}

fn read(source: &KeySource, environment: Environment) -> Result<Secret, Error> {
    wait(source.read(environment, "kco_test_api_emulator"))
}

#[track_caller]
fn assert_hides(error: &Error) {
    let all = format!("{error} {error:?} {:?}", error.hint());
    assert!(!all.contains("SECRET"), "{all}");
}

fn command(text: &str) -> KeySource {
    KeySource::Command(text.parse().expect(text))
}

fn inline(key: &str, exposed: bool) -> KeySource {
    KeySource::Inline { key: Secret::new(key), path: "/etc/ipp/my config.toml".into(), exposed }
}

#[test]
fn a_key_belongs_to_its_environment() {
    for (key, environment, passes) in [
        (LIVE, Environment::Production, true),
        (TEST, Environment::Production, false),
        (TEST, Environment::Playground, true),
        (LIVE, Environment::Playground, false),
        (LIVE, Environment::Emulator, false),
        ("kco_live_api_emulator", Environment::Emulator, true),
        (TEST, Environment::Emulator, true),
    ] {
        let key = read(&KeySource::Variable(Secret::new(key)), environment);
        assert_eq!(key.is_ok(), passes, "{environment}");
        if let Err(error) = key {
            assert!(error.to_string().contains("is a key of "), "{error}");
            assert_hides(&error);
        }
    }
}

#[test]
fn what_has_not_the_form_of_a_key_is_refused_and_not_repeated() {
    for text in [
        "SECRET",
        "",
        "kco_live_api_",
        "kco_prod_api_SECRET",
        "kco_live_SECRET",
        "kco_live_api_SECRET\nSECRET",
        "kco_live_api_SECRET ",
        " kco_live_api_SECRET",
        "kco_live_api_SECRÉT",
        "Basic kco_live_api_SECRET",
    ] {
        let error = read(&KeySource::Variable(Secret::new(text)), Environment::Production).expect_err("refused");
        assert_eq!(
            error.to_string(),
            "the API key from `IPP_API_KEY` is not of the form kco_<live|test>_api_..., on one line"
        );
        assert_hides(&error);
    }
}

#[test]
fn without_a_key_the_sources_are_named() {
    let error = read(&KeySource::None, Environment::Playground).expect_err("no key");
    for source in ["IPP_API_KEY", "api_key_file", "api_key_command"] {
        assert!(error.to_string().contains(source), "{error}");
    }
    assert!(error.hint().is_some_and(|hint| hint.contains("`ipp profile add`")));
}

#[test]
fn the_emulators_key_is_the_callers() {
    let key = read(&KeySource::Emulator, Environment::Emulator).expect("a key");
    assert_eq!(key.expose(), "kco_test_api_emulator");
}

#[test]
fn a_production_key_that_others_can_read_is_refused() {
    let error = read(&inline(LIVE, true), Environment::Production).expect_err("exposed");
    assert_eq!(error.hint().as_deref(), Some("run `chmod 600 '/etc/ipp/my config.toml'`"));
    assert!(read(&inline(LIVE, true), Environment::Emulator).is_err());
    assert!(read(&inline(LIVE, false), Environment::Production).is_ok());
    assert!(read(&inline(TEST, true), Environment::Playground).is_ok());
}

#[test]
fn a_key_file_gives_its_first_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("key");
    let from = |content: &[u8], mode, environment| {
        fs::write(&path, content).expect("written");
        fs::set_permissions(&path, Permissions::from_mode(mode)).expect("a mode");
        read(&KeySource::File(path.clone()), environment)
    };
    let key = from(format!("  {LIVE} \r\nnotes").as_bytes(), 0o600, Environment::Production).expect("a key");
    assert_eq!(key.expose(), LIVE);
    assert!(from(TEST.as_bytes(), 0o644, Environment::Playground).is_ok());
    let exposed = from(LIVE.as_bytes(), 0o644, Environment::Production).expect_err("exposed");
    assert!(matches!(exposed, Error::Exposed { .. }), "{exposed}");
    for content in [&b""[..], b"\nkey", b"\xffSECRET", b"SECRET", &[b'a'; 70_000]] {
        let error = from(content, 0o600, Environment::Production).expect_err("refused");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
        assert_hides(&error);
    }
    for path in [folder.path().to_owned(), folder.path().join("missing"), "/dev/zero".into()] {
        let error = read(&KeySource::File(path), Environment::Production).expect_err("no file");
        assert!(error.to_string().starts_with("cannot read the API key from "), "{error}");
    }
}

#[test]
fn a_command_gives_its_first_line() {
    let key = read(&command(&format!("printf '{TEST}\\nuser: me\\n'")), Environment::Playground).expect("a key");
    assert_eq!(key.expose(), TEST);
}

#[test]
fn no_shell_reads_the_command() {
    let key = read(&command(&format!("printf %s {TEST};")), Environment::Playground);
    assert!(key.is_err(), "the semicolon is a part of the word");
}

#[test]
fn a_command_that_fails_is_named_and_nothing_else_is_tried() {
    for (text, said) in [
        ("false", "ended with exit status: 1"),
        ("true", "printed nothing on its first line"),
        ("printf '\\nx'", "printed nothing on its first line"),
        ("printf SECRET", "is not of the form"),
        ("/nonexistent/tool --get", "was not found"),
        ("/", "could not be started"),
        ("printf '\\377'", "not UTF-8"),
        ("/bin/sh -c 'echo locked >&2; exit 3'", "ended with exit status: 3: locked"),
        ("/bin/sh -c 'printf \"\\033[31m\" >&2; exit 1'", "\\u{1b}[31m"),
        ("yes", "ended with signal"),
    ] {
        let error = read(&command(text), Environment::Playground).expect_err(text);
        let shown = error.to_string();
        assert!(shown.contains("api_key_command") && shown.contains(said), "{shown}");
        assert!(shown.contains(text), "{shown}");
    }
}

#[test]
fn a_key_in_a_command_or_its_stderr_is_masked_and_long_texts_are_cut() {
    let source = command(&format!("/bin/sh -c 'echo {LIVE} >&2; exit 1' {TEST}"));
    let error = read(&source, Environment::Playground).expect_err("failed");
    assert_hides(&error);
    assert!(!format!("{source:?} {}", source.describe(&API_KEY)).contains("SECRET"));
    let error =
        read(&command("/bin/sh -c 'head -c 90000 /dev/zero | tr \"\\0\" x >&2; exit 1'"), Environment::Playground);
    assert!(error.expect_err("failed").to_string().len() < 600);
}

#[test]
fn a_command_that_hangs_is_given_up() {
    let hanging: KeyCommand = "sleep 60".parse().expect("a command");
    let start = Instant::now();
    let error = wait(hanging.run_within(Duration::from_millis(20), &[])).expect_err("given up");
    assert!(error.contains("did not end within 20ms"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_command_cannot_wait_for_input() {
    let error = read(&command("cat"), Environment::Playground).expect_err("nothing to read");
    assert!(error.to_string().contains("printed nothing"), "{error}");
}

#[test]
fn listings_show_where_a_key_comes_from_and_run_nothing() {
    assert_eq!(inline(LIVE, true).describe(&API_KEY), "kco_live_…1234");
    assert_eq!(KeySource::Variable(Secret::new(TEST)).describe(&API_KEY), "kco_test_…5678");
    assert_eq!(inline("SECRETSECRETSECRET", false).describe(&API_KEY), "(not of the form kco_<live|test>_api_...)");
    assert_eq!(command("touch /nonexistent/x").describe(&API_KEY), "(from command `touch /nonexistent/x`)");
    assert_eq!(KeySource::File("/nonexistent".into()).describe(&API_KEY), "(from file /nonexistent)");
    assert_eq!(KeySource::None.describe(&API_KEY), "(none)");
}
