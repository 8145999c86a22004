//! Edits keep what people wrote, are whole, private, and lose nothing.

use super::*;
use crate::config::file;
use crate::model::environment::Environment;
use crate::secret::Secret;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

struct Sandbox {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Sandbox {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        fs::write(&path, text).expect("written");
        Self { _folder: folder, path }
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).expect("read")
    }
}

fn name(text: &str) -> ProfileName {
    text.parse().expect(text)
}

fn emulator() -> NewProfile {
    NewProfile::new(Environment::Emulator)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").permissions().mode() & 0o777
}

const TEXT: &str = r#"# my config

profile = "shop" # the till

# about the shop
[profiles.shop]
environment = "playground"   # not live
retries=5

# about the other

# the other itself
[profiles.other]
environment = "production"
"#;

#[test]
fn another_source_of_the_key_keeps_the_comments_of_the_old_one() {
    let text = "[profiles.shop]\nenvironment = \"playground\"\n# the till's\n# key\napi_key = \"kco_test_api_a\" # until May\nretries = 5 # slow\n";
    let sandbox = Sandbox::new(text);
    let shop = |key| NewProfile { key: Some(key), ..NewProfile::new(Environment::Playground) };
    put_profile(&sandbox.path, &name("shop"), &shop(NewKey::File("k".to_owned()))).expect("put");
    let expected = "[profiles.shop]\nenvironment = \"playground\"\nretries = 5 # slow\n# the till's\n# key\napi_key_file = \"k\" # until May\n";
    assert_eq!(sandbox.text(), expected);
    put_profile(&sandbox.path, &name("shop"), &shop(NewKey::Command("pass k".to_owned()))).expect("put");
    assert_eq!(sandbox.text(), expected.replace("api_key_file = \"k\"", "api_key_command = \"pass k\""));
}

#[test]
fn the_first_profile_becomes_the_default_in_a_private_new_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new/config.toml");
    let profile = NewProfile {
        key: Some(NewKey::Inline(Secret::new("kco_test_api_abcd"))),
        merchant_id: Some("DM1".to_owned()),
        location: Some("My \"best\" Store".to_owned()),
        tax_rate: "25%".parse().ok(),
        read_only: true,
        ..NewProfile::new(Environment::Playground)
    };
    add_profile(&path, &name("shop"), &profile).expect("added");
    add_profile(&path, &name("two"), &emulator()).expect("added");
    assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
    let expected = r#"profile = "shop"

[profiles.shop]
environment = "playground"
api_key = "kco_test_api_abcd"
merchant_id = "DM1"
location = 'My "best" Store'
tax_rate = "25%"
read_only = true

[profiles.two]
environment = "emulator"
"#;
    assert_eq!(fs::read_to_string(&path).expect("read"), expected);
}

#[test]
fn comments_and_formatting_stay() {
    let sandbox = Sandbox::new(TEXT);
    add_profile(&sandbox.path, &name("new"), &emulator()).expect("added");
    assert_eq!(sandbox.text(), format!("{TEXT}\n[profiles.new]\nenvironment = \"emulator\"\n"));
    use_profile(&sandbox.path, &name("other")).expect("used");
    remove_profile(&sandbox.path, &name("new")).expect("removed");
    assert_eq!(sandbox.text(), TEXT.replace("profile = \"shop\"", "profile = \"other\""));
}

#[test]
fn removing_takes_the_default_and_the_profiles_own_comment_and_no_other() {
    let sandbox = Sandbox::new(TEXT);
    remove_profile(&sandbox.path, &name("other")).expect("removed");
    assert!(sandbox.text().contains("# about the other\n") && !sandbox.text().contains("# the other itself"));
    remove_profile(&sandbox.path, &name("shop")).expect("removed");
    let text = sandbox.text();
    assert!(text.contains("# my config\n") && text.contains("# about the other\n"), "{text}");
    assert!(!text.contains("# about the shop"), "{text}");
    let file = file::load(&sandbox.path).expect("still a config file");
    assert!(file.profiles.is_empty() && file.default_profile.is_none());
}

#[test]
fn the_example_can_be_added_to() {
    let example = include_str!("../../../config.example.toml");
    let sandbox = Sandbox::new(example);
    add_profile(&sandbox.path, &name("shop"), &emulator()).expect("added");
    assert!(sandbox.text().contains(example.trim()));
}

#[test]
fn a_mark_at_the_beginning_and_other_line_ends_do_no_harm() {
    let sandbox = Sandbox::new("\u{feff}# mine\r\n[profiles.shop]\r\nenvironment = \"emulator\" # here\r\n");
    add_profile(&sandbox.path, &name("two"), &emulator()).expect("added");
    use_profile(&sandbox.path, &name("two")).expect("used");
    let text = sandbox.text();
    assert!(text.contains("# mine") && text.contains("# here"), "{text:?}");
    assert_eq!(file::load(&sandbox.path).expect("read").profiles.len(), 2);
}

#[test]
fn every_way_to_write_a_profile_can_be_edited() {
    for text in [
        "profiles = { shop = { environment = \"emulator\" } }\n",
        "profiles.shop.environment = \"emulator\"\n",
        "[profiles]\nshop.environment = \"emulator\"\n",
        "[profiles]\nshop = { environment = \"emulator\" }\n",
        "[profiles.shop]\nenvironment = \"emulator\"\n[profiles.shop.max_amount]\nSEK = 5\n",
    ] {
        let sandbox = Sandbox::new(text);
        add_profile(&sandbox.path, &name("two"), &emulator()).expect(text);
        use_profile(&sandbox.path, &name("two")).expect(text);
        remove_profile(&sandbox.path, &name("shop")).expect(text);
        let file = file::load(&sandbox.path).expect(text);
        assert_eq!(file.profiles.keys().map(ProfileName::as_str).collect::<Vec<_>>(), ["two"], "{}", sandbox.text());
        assert_eq!(file.default_profile.map(|default| default.value), Some(name("two")));
    }
}

#[test]
fn what_cannot_be_done_changes_nothing() {
    let sandbox = Sandbox::new(TEXT);
    let exists = add_profile(&sandbox.path, &name("shop"), &emulator()).expect_err("exists");
    assert_eq!(exists.to_string(), "the profile `shop` exists already (config.toml:6)");
    assert!(exists.hint().is_some());
    assert!(matches!(use_profile(&sandbox.path, &name("gone")), Err(Error::NoProfile { .. })));
    assert!(matches!(remove_profile(&sandbox.path, &name("gone")), Err(Error::NoProfile { .. })));
    let wrong = NewProfile { base_url: Some("http://example.com".to_owned()), ..emulator() };
    let error = add_profile(&sandbox.path, &name("new"), &wrong).expect_err("a bad address");
    assert!(error.to_string().contains("nothing was written: `base_url`: plain http"), "{error}");
    let live = Some(NewKey::Inline(Secret::new("kco_live_api_SECRET")));
    let error =
        add_profile(&sandbox.path, &name("new"), &NewProfile { key: live, ..NewProfile::new(Environment::Playground) });
    let error = error.expect_err("a key of production");
    assert!(
        error.to_string().contains("is a key of production") && !format!("{error:?}").contains("SECRET"),
        "{error}"
    );
    assert_eq!(sandbox.text(), TEXT);
    let broken = Sandbox::new("profile = ");
    assert!(add_profile(&broken.path, &name("new"), &emulator()).is_err());
    assert_eq!(broken.text(), "profile = ");
}

#[test]
fn a_file_that_others_could_read_becomes_private() {
    let sandbox = Sandbox::new(TEXT);
    fs::set_permissions(&sandbox.path, Permissions::from_mode(0o644)).expect("a mode");
    use_profile(&sandbox.path, &name("other")).expect("used");
    assert_eq!(mode(&sandbox.path), 0o600);
}

#[test]
fn a_link_is_followed_and_what_is_no_file_is_not_replaced() {
    let sandbox = Sandbox::new(TEXT);
    let elsewhere = tempfile::tempdir().expect("a folder");
    let link = elsewhere.path().join("config.toml");
    symlink(&sandbox.path, &link).expect("linked");
    use_profile(&link, &name("other")).expect("used");
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    assert!(sandbox.text().contains("profile = \"other\""));
    let error = add_profile(Path::new("/dev/null"), &name("x"), &emulator()).expect_err("a device");
    assert!(error.to_string().contains("not a file that can be changed"), "{error}");
    assert!(add_profile(elsewhere.path(), &name("x"), &emulator()).is_err());
}

#[test]
fn editors_at_the_same_time_lose_nothing() {
    let sandbox = Sandbox::new("");
    thread::scope(|scope| {
        for editor in 0..4 {
            let path = &sandbox.path;
            scope.spawn(move || {
                for at in 0..5 {
                    add_profile(path, &name(&format!("p{editor}-{at}")), &emulator()).expect("added");
                }
            });
        }
    });
    assert_eq!(file::load(&sandbox.path).expect("read").profiles.len(), 20);
}

#[test]
fn a_lock_that_is_held_is_said() {
    let sandbox = Sandbox::new(TEXT);
    let _held = replace::lock(&sandbox.path, Duration::ZERO).expect("free");
    let error = replace::lock(&sandbox.path, Duration::ZERO).expect_err("held");
    assert!(matches!(error, Error::Busy(_)) && error.hint().is_some(), "{error}");
}
