//! What the config file may say, and what is said about it when it may not.

use super::*;
use crate::config::key::KeySource;
use crate::config::profile::KEYS;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

const EXAMPLE: &str = include_str!("../../../config.example.toml");

fn parsed(text: &str) -> Result<ConfigFile, Error> {
    let content = Content { text: text.to_owned(), exposed: false };
    parse(&content, Path::new("/etc/ipp/config.toml"))
}

fn refusal(text: &str) -> String {
    parsed(text).expect_err(text).to_string()
}

fn in_profile(lines: &str) -> String {
    format!("[profiles.shop]\nenvironment = \"playground\"\n{lines}\n")
}

/// The example with the lines that are settings, marked by `mark`, in force.
fn uncommented(mark: &str) -> String {
    let is_setting =
        |line: &str| line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
    EXAMPLE
        .lines()
        .filter_map(|line| line.strip_prefix(mark))
        .filter(|line| is_setting(line))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn the_example_is_in_force_only_when_uncommented() {
    assert!(parsed(EXAMPLE).expect("as shipped").profiles.is_empty());
    let file = parsed(&uncommented("# ")).expect("uncommented");
    assert_eq!(file.default_profile.as_ref().map(|name| name.value.as_str()), Some("shop"));
    assert_eq!(file.profiles.len(), 1);
}

#[test]
fn the_example_names_every_key_and_every_key_is_known() {
    for key in KEYS {
        assert!(EXAMPLE.contains(&format!("# {key} = ")), "{key}");
    }
    let alternatives = uncommented("## ");
    assert_eq!(alternatives.lines().count(), 4);
    for line in alternatives.lines() {
        parsed(&in_profile(line)).expect(line);
    }
}

#[test]
fn values_know_their_lines() {
    let file = parsed(&in_profile("\nread_only = true\nmax_amount = { SEK = 500000 }")).expect("a profile");
    let profile = file.profiles.values().next().expect("one");
    assert_eq!(profile.place.line, 1);
    let rule = profile.policy.read_only.as_ref().expect("a rule");
    assert_eq!(rule.place.to_string(), "config.toml:4");
    assert_eq!(profile.policy.max_amount.as_ref().map(|rule| rule.place.line), Some(5));
}

#[test]
fn the_lines_of_a_file_as_large_as_any_are_known() {
    let profile = |number: u32| format!("[profiles.p{number}]\nenvironment = \"emulator\"\n");
    // Counted again for each key, this took minutes.
    let text: String = (0..20_000).map(profile).collect();
    let file = parsed(&text).expect("read");
    assert_eq!(file.profiles.values().map(|profile| profile.place.line).max(), Some(39_999));
}

#[test]
fn unknown_keys_name_the_nearest() {
    assert_eq!(refusal("profil = \"x\""), "/etc/ipp/config.toml:1: unknown key `profil`; did you mean `profile`?");
    assert_eq!(
        refusal(&in_profile("read-only = true")),
        "/etc/ipp/config.toml:3: unknown key `read-only`; did you mean `read_only`?"
    );
    assert_eq!(refusal("zzzzzzzzzzzz = 1"), "/etc/ipp/config.toml:1: unknown key `zzzzzzzzzzzz`");
}

#[test]
fn wrong_values_name_file_line_key_and_what_was_expected() {
    for (line, said) in [
        ("retries = \"3\"", "`retries`: expected a whole number, found text"),
        ("retries = -1", "`retries`: expected a number from 0 to"),
        ("retries = 3.5", "`retries`: expected a whole number, found a number with decimals"),
        ("connect_timeout = 5", "`connect_timeout`: expected a duration such as \"30s\", found a whole number"),
        ("request_timeout = \"5\"", "`request_timeout`: `5` is not a duration"),
        ("read_only = \"yes\"", "`read_only`: expected true or false, found text"),
        ("max_amount = 5", "`max_amount`: expected a table, found a whole number"),
        ("max_amount = { SEK = 5.5 }", "`SEK`: expected a whole number, found a number with decimals"),
        ("max_amount = { sek = 5 }", "`sek`: a currency is written in upper case: SEK"),
        ("max_amount = { XXX = 5 }", "`XXX`: `XXX` is not a currency"),
        ("max_amount = { SEK = -5 }", "`SEK`: expected minor units from 0 on"),
        ("max_amount = { SEK = 99999999999999999999 }", "`SEK`: the number is too large"),
        ("locations = [\"My Store\"]", "`locations`: expected location ids"),
        ("locations = \"x\"", "`locations`: expected an array, found text"),
        ("enrollment_expiry = \"none\"", "`enrollment_expiry`: expected \"both\", \"ttl\" or \"expires_in\""),
        ("tax_rate = \"25\"", "`tax_rate`: `25` is not a tax rate"),
        ("username = \"a:b\"", "`username`: a user name has no colon"),
        ("merchant_id = \"a\\r\\nb\"", "`merchant_id`: it holds a line break"),
        ("device = \"\"", "`device`: it is empty"),
        ("api_key = 5", "`api_key`: expected text in quotes, found a whole number"),
        ("api_key_command = \"pass 'x\"", "`api_key_command`: a quote or a backslash has no end"),
        ("api_key_command = \" \"", "`api_key_command`: it is empty"),
        ("base_url = \"http://example.com\"", "`base_url`: plain http is for loopback only"),
        ("base_url = \"https://api.kustom.co\"", "`base_url`: this is the host of production"),
        ("proxy = \"proxy:80\"", "`proxy`: a proxy's address begins with"),
    ] {
        let refusal = refusal(&in_profile(line));
        assert!(refusal.starts_with(&format!("/etc/ipp/config.toml:3: {said}")), "{refusal}");
    }
}

#[test]
fn profiles_need_a_plain_name_and_an_environment() {
    assert!(refusal("[profiles.\"a.b\"]\nenvironment = \"emulator\"").contains("not a name for a profile"));
    assert!(refusal("[profiles.shop]\ndevice = \"x\"").contains(":1: a profile needs `environment`"));
    assert!(
        refusal("[profiles.shop]\nenvironment = \"prod\"").contains(":2: `environment`: `prod` is not an environment")
    );
    assert!(refusal("[profile.shop]\nenvironment = \"emulator\"").contains("written [profiles.NAME]"));
    assert!(refusal("profiles = 5").contains("expected a table"));
}

#[test]
fn two_sources_of_a_key_are_refused_and_both_named() {
    let refusal = refusal(&in_profile("api_key_file = \"x\"\napi_key_command = \"y\""));
    assert_eq!(
        refusal,
        "/etc/ipp/config.toml:4: `api_key_command`: a profile has one source of its API key, and `api_key_file` is on line 3"
    );
}

#[test]
fn relative_paths_begin_in_the_files_folder() {
    let file = parsed(&in_profile("api_key_file = \"key\"")).expect("a profile");
    let key = file.profiles.values().next().and_then(|profile| profile.key.clone()).expect("a key");
    assert!(matches!(key.value, KeySource::File(path) if path == Path::new("/etc/ipp/key")));
}

#[test]
fn a_key_is_never_repeated() {
    const KEY: &str = "kco_live_api_SECRETSECRET1234";
    for text in [
        format!("api_key = {KEY}"),
        format!("api_key = \"{KEY}"),
        format!("{KEY} = 1"),
        format!("profile = \"{KEY}\""),
        format!("[profiles.{KEY}]"),
        format!("[profiles.shop]\nenvironment = \"{KEY}\""),
        in_profile(&format!("tax_rate = \"{KEY}\"")),
        in_profile(&format!("base_url = \"{KEY}\"")),
        in_profile(&format!("api_key = \"{KEY}\"\nretries = \"{KEY}\"")),
    ] {
        let error = parsed(&text).expect_err("a mistake");
        assert!(!format!("{error} {error:?} {:?}", error.hint()).contains("SECRET"), "{error:?}");
    }
    let file = parsed(&in_profile(&format!("api_key = \"{KEY}\""))).expect("a profile");
    assert!(!format!("{file:?}").contains("SECRET"));
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    assert!(load(&path).expect("missing is empty").profiles.is_empty());
    assert!(load(Path::new("/dev/null")).expect("empty").profiles.is_empty());
    let said = |path: &Path| {
        let error = load(path).expect_err("unreadable");
        assert!(!error.is_usage() && error.to_string().contains(&path.display().to_string()), "{error}");
        format!("{error}: {:?}", std::error::Error::source(&error).map(ToString::to_string))
    };
    assert!(said(folder.path()).contains("it is a folder"));
    fs::write(&path, b"# a\n# \xff").expect("written");
    assert!(said(&path).ends_with(":2: it is not UTF-8: None"));
    fs::write(&path, vec![b'#'; 1024 * 1024 + 1]).expect("written");
    assert!(said(&path).contains("larger than 1 MiB"));
    fs::write(&path, "a = = b").expect("written");
    assert!(said(&path).contains("config.toml:1: "));
    let below = path.join("config.toml");
    assert!(said(&below).contains("cannot read"));
}

#[test]
fn a_file_that_others_can_read_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    fs::write(&path, "").expect("written");
    for (mode, exposed) in [(0o600, false), (0o400, false), (0o640, true), (0o644, true), (0o602, true)] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).expect("a mode");
        assert_eq!(read(&path).expect("read").exposed, exposed, "{mode:o}");
    }
}
