//! Precedence, origins, and the choice of profile and environment.

use super::*;
use crate::config::file::{self, Content};
use std::path::Path;
use std::time::Duration;

const FILE: &str = r#"profile = "shop"
[profiles.shop]
environment = "playground"
device = "of the profile"
base_url = "https://profile.example.com"
api_key = "kco_test_api_ofTheProfile1234"
request_timeout = "7s"
read_only = true
[profiles.live]
environment = "production"
"#;

type Pairs<'a> = &'a [(&'a str, &'a str)];

/// `--profile`, `--env`, variables; environment, profile, origin of the environment.
type Case<'a> = (Option<&'a str>, Option<Environment>, Pairs<'a>, Environment, Option<&'a str>, &'a str);

fn resolved(flags: Flags, pairs: Pairs<'_>, text: &str) -> Result<Settings, Error> {
    let path = Path::new("/etc/ipp/config.toml");
    let file = file::parse(&Content { text: text.to_owned(), exposed: false }, path).expect("a file");
    let paths = Paths { config_file: path.to_owned(), state_dir: "/state".into() };
    resolve(&flags, &pairs.iter().copied().collect(), &file, &paths)
}

fn flags(profile: Option<&str>, env: Option<Environment>) -> Flags {
    Flags { profile: profile.map(str::to_owned), env, ..Flags::default() }
}

fn shown(settings: &Settings, key: &str) -> (String, String) {
    let entry = settings.entries().into_iter().find(|entry| entry.key == key).expect(key);
    (entry.value.unwrap_or_default(), entry.origin)
}

#[track_caller]
fn assert_shown(settings: &Settings, key: &str, value: &str, origin: &str) {
    assert_eq!(shown(settings, key), (value.to_owned(), origin.to_owned()), "{key}");
}

#[test]
fn a_flag_beats_a_variable_beats_the_profile_beats_the_default() {
    let variables: Pairs<'_> = &[("IPP_DEVICE", "of the variable"), ("IPP_BASE_URL", "http://localhost:1")];
    let flags = Flags {
        base_url: Some("http://127.0.0.1:2/".to_owned()),
        request_timeout: Some(Duration::from_secs(9)),
        ..Flags::default()
    };
    let all = resolved(flags, variables, FILE).expect("settings");
    assert_shown(&all, "base_url", "http://127.0.0.1:2", "--base-url");
    assert_shown(&all, "request_timeout", "9s", "--request-timeout");
    let two = resolved(Flags::default(), variables, FILE).expect("settings");
    assert_shown(&two, "device", "of the variable", "IPP_DEVICE");
    assert_shown(&two, "base_url", "http://localhost:1", "IPP_BASE_URL");
    let one = resolved(Flags::default(), &[], FILE).expect("settings");
    assert_shown(&one, "device", "of the profile", "profile shop (config.toml:4)");
    assert_shown(&one, "base_url", "https://profile.example.com", "profile shop (config.toml:5)");
    assert_shown(&one, "request_timeout", "7s", "profile shop (config.toml:7)");
    let none = resolved(self::flags(Some("live"), None), &[], FILE).expect("settings");
    assert_shown(&none, "device", "", "default");
    assert_shown(&none, "base_url", "https://api.kustom.co", "default");
    assert_shown(&none, "request_timeout", "30s", "default");
    assert_shown(&none, "connect_timeout", "5s", "default");
    assert_shown(&none, "retries", "3", "default");
    assert_shown(&none, "item_name", "Payment", "default");
    assert_shown(&none, "enrollment_expiry", "both", "default");
}

/// What is listed once, whichever of its sources a profile has.
const SOURCES: [&str; 2] = ["api_key_", "webhook_secret_"];

#[test]
fn every_key_of_a_profile_is_listed() {
    let settings = resolved(Flags::default(), &[], FILE).expect("settings");
    let listed: Vec<&str> = settings.entries().iter().map(|entry| entry.key).collect();
    for key in crate::config::profile::KEYS.iter().filter(|key| !SOURCES.iter().any(|source| key.starts_with(source))) {
        assert!(listed.contains(key), "{key}");
    }
    assert_shown(&settings, "api_key", "kco_test_…1234", "profile shop (config.toml:6)");
    assert_shown(&settings, "read_only", "true", "profile shop (config.toml:8)");
    assert!(!format!("{settings:?}{:?}", settings.entries()).contains("ofTheProfile"));
}

#[test]
fn environment_and_profile_are_weighed_by_their_level() {
    use Environment::{Emulator, Playground, Production};
    let cases: [Case<'_>; 10] = [
        (None, None, &[], Playground, Some("shop"), "profile shop (config.toml:3)"),
        (Some("live"), None, &[("IPP_PROFILE", "shop")], Production, Some("live"), "profile live (config.toml:10)"),
        (None, None, &[("IPP_PROFILE", "live")], Production, Some("live"), "profile live (config.toml:10)"),
        (None, Some(Playground), &[], Playground, Some("shop"), "--env"),
        (None, Some(Production), &[], Production, None, "--env"),
        (None, None, &[("IPP_ENV", "emulator")], Emulator, None, "IPP_ENV"),
        (None, Some(Emulator), &[("IPP_PROFILE", "shop")], Emulator, None, "--env"),
        (None, Some(Emulator), &[("IPP_ENV", "production")], Emulator, None, "--env"),
        (Some("shop"), None, &[("IPP_ENV", "production")], Playground, Some("shop"), "profile shop (config.toml:3)"),
        (None, None, &[("IPP_ENV", ""), ("IPP_PROFILE", "")], Playground, Some("shop"), "profile shop (config.toml:3)"),
    ];
    for (profile, env, pairs, environment, used, origin) in cases {
        let settings = resolved(flags(profile, env), pairs, FILE).expect("settings");
        let name = settings.profile.as_ref().map(|name| name.value.as_str());
        assert_eq!((settings.environment.value, name), (environment, used), "{profile:?} {env:?} {pairs:?}");
        assert_eq!(settings.environment.origin.to_string(), origin);
        assert_eq!(settings.policy.read_only.is_some(), used == Some("shop"));
    }
}

#[test]
fn a_contradiction_of_the_same_level_names_both() {
    let error = resolved(flags(Some("shop"), Some(Environment::Production)), &[], FILE).expect_err("both flags");
    assert_eq!(
        error.to_string(),
        "--profile names the profile `shop`, which is for playground, but --env says production"
    );
    assert!(!error.is_usage() && error.hint().is_some());
    let error = resolved(Flags::default(), &[("IPP_PROFILE", "live"), ("IPP_ENV", "emulator")], FILE);
    assert_eq!(
        error.expect_err("both variables").to_string(),
        "IPP_PROFILE names the profile `live`, which is for production, but IPP_ENV says emulator"
    );
}

#[test]
fn the_only_profile_is_used_and_of_two_none() {
    let one = "[profiles.shop]\nenvironment = \"playground\"\n";
    let settings = resolved(Flags::default(), &[], one).expect("settings");
    assert_shown(&settings, "profile", "shop", "default");
    let two = format!("{one}[profiles.live]\nenvironment = \"production\"\n");
    let hint = resolved(Flags::default(), &[], &two).expect_err("two").hint().expect("a hint");
    assert!(hint.contains("`--profile live`") && hint.contains("`ipp profile use live`"), "{hint}");
}

#[test]
fn without_profile_and_environment_both_ways_on_are_named() {
    let hint = resolved(Flags::default(), &[], "").expect_err("nothing").hint().expect("a hint");
    assert!(hint.contains("`ipp setup`") && hint.contains("`--env emulator`"), "{hint}");
}

#[test]
fn a_missing_profile_lists_those_there_are_nearest_first() {
    let error = resolved(flags(Some("lve"), None), &[], FILE).expect_err("missing");
    assert_eq!(error.to_string(), "there is no profile `lve`; the profiles are `live`, `shop`");
    assert!(error.hint().is_some_and(|hint| hint.contains("`--profile live`")));
    let error = resolved(Flags::default(), &[], "profile = \"gone\"").expect_err("missing");
    assert_eq!(error.to_string(), "there is no profile `gone`; there is none yet");
}

#[test]
fn bad_values_are_usage_errors_only_when_a_flag_gave_them() {
    let url = Flags { base_url: Some("http://example.com".to_owned()), ..Flags::default() };
    let proxy = Flags { proxy: Some("socks5://x".to_owned()), ..Flags::default() };
    for (flags, name) in [(flags(Some("a.b"), None), "--profile"), (url, "--base-url"), (proxy, "--proxy")] {
        let error = resolved(flags, &[], FILE).expect_err(name);
        assert!(error.is_usage() && error.to_string().starts_with(&format!("{name}: ")), "{error}");
    }
    for (name, value) in [
        ("IPP_ENV", "prod"),
        ("IPP_PROFILE", "a.b"),
        ("IPP_BASE_URL", "https://api.kustom.co"),
        ("IPP_MERCHANT_ID", "a b"),
        ("IPP_DEVICE", "\u{1b}[31m"),
    ] {
        let error = resolved(Flags::default(), &[(name, value)], FILE).expect_err(name);
        assert!(!error.is_usage() && error.to_string().starts_with(&format!("{name}: ")), "{error}");
    }
}

#[test]
fn a_beaten_value_is_not_looked_at() {
    let flags = Flags { base_url: Some("http://localhost:1".to_owned()), ..Flags::default() };
    assert!(resolved(flags, &[("IPP_BASE_URL", "nonsense")], FILE).is_ok());
}

#[test]
fn the_key_comes_from_one_layer() {
    let source = |flags, pairs, text| resolved(flags, pairs, text).expect("settings").key.value;
    let key: Pairs<'_> = &[("IPP_API_KEY", "kco_test_api_ofTheVariable5678")];
    assert!(matches!(source(Flags::default(), key, FILE), KeySource::Variable(_)));
    assert!(matches!(source(Flags::default(), &[], FILE), KeySource::Inline { .. }));
    assert!(matches!(source(flags(Some("live"), None), &[], FILE), KeySource::None));
}

#[test]
fn the_emulator_inside_has_its_own_key_and_no_address() {
    let emulator = || flags(None, Some(Environment::Emulator));
    let key: Pairs<'_> = &[("IPP_API_KEY", "kco_test_api_ofTheVariable5678")];
    let settings = resolved(emulator(), key, "").expect("settings");
    assert!(matches!(settings.key.value, KeySource::Emulator) && settings.base_url.is_none());
    let served = || Flags { base_url: Some("http://localhost:4010".to_owned()), ..emulator() };
    assert!(matches!(resolved(served(), key, "").expect("settings").key.value, KeySource::Variable(_)));
    assert!(matches!(resolved(served(), &[], "").expect("settings").key.value, KeySource::Emulator));
}
