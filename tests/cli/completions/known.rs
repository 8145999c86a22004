//! What is offered: names and ids that a list has read, by account, from this machine alone. Whatever is wrong, nothing is
//! said, and the shell goes on.

use super::candidates;
use crate::support::account;
use crate::support::bodies::{device, page};
use crate::support::server::{Server, json as answer};
use crate::support::{Sandbox, TEST_KEY};
use serde_json::json;
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// What is in the folder of what is known.
fn files(shop: &Sandbox) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(shop.state_dir().join("completions")).into_iter().flatten();
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

#[test]
fn a_list_is_remembered_and_what_changes_it_too() {
    let shop = Sandbox::emulator();
    assert!(candidates(&shop, "ipp device get ").is_empty());
    assert!(!shop.state_dir().exists(), "to look is not to write");
    shop.run("device list -q").expect(0);
    assert_eq!(candidates(&shop, "ipp device get "), ["Simulated phone"]);
    let till = shop.id("dev create-device --name \"Till 2\"");
    assert_eq!(candidates(&shop, "ipp device get T"), ["Till 2"]);
    assert_eq!(candidates(&shop, &format!("ipp device get {}", &till[..8])), [till.as_str()]);
    assert_eq!(candidates(&shop, "ipp session create --device=T"), ["--device=Till 2"]);
    shop.run("device update \"Till 2\" --name Kassa").expect(0);
    assert_eq!(candidates(&shop, "ipp pay --device "), ["Simulated phone", "Kassa"]);
    shop.run("device remove Kassa --yes").expect(0);
    assert_eq!(candidates(&shop, "ipp emulator phone offline "), ["Simulated phone"]);
    shop.run("location get My").expect(0);
    assert_eq!(candidates(&shop, "ipp doctor --location "), ["My Store"]);
    shop.run("emulator reset --yes").expect(0);
    assert!(candidates(&shop, "ipp device get ").is_empty());
}

#[test]
fn a_part_of_a_list_takes_nothing_away() {
    let shop = Sandbox::emulator();
    for name in ["A", "B"] {
        shop.run(&format!("dev create-device --name {name} --metadata floor:{name}")).expect(0);
    }
    shop.run("device list").expect(0);
    let all = ["Simulated phone", "A", "B"];
    for flags in ["--limit 1", "--metadata floor:B", "--location My --sort -name", "--columns name --limit 2 -o csv"] {
        shop.run(&format!("device list {flags}")).expect(0);
        assert_eq!(candidates(&shop, "ipp device get "), all, "{flags}");
    }
    let gone = shop.state_dir().join("completions");
    fs::remove_dir_all(&gone).expect("a folder");
    shop.run("device list --sort name -o json").expect(0);
    assert_eq!(candidates(&shop, "ipp device get ").len(), 3);
}

#[test]
fn one_account_never_completes_another() {
    let server = account::server();
    let shop = Sandbox::new().with("IPP_BASE_URL", &server.address);
    let profile = |name: &str| {
        format!(
            "[profiles.{name}]\nenvironment = \"playground\"\nmerchant_id = \"DM11917000\"\napi_key = \"{TEST_KEY}\"\n"
        )
    };
    shop.write_config(&format!("profile = \"north\"\n{}{}", profile("north"), profile("south")));
    shop.run("device list").expect(0);
    let tills = ["Till 1", "Till 2", "Kiosk"];
    assert_eq!(candidates(&shop, "ipp device get "), tills);
    assert_eq!(candidates(&shop, "ipp --profile north device get "), tills);
    for line in [
        "ipp --profile south device get ",
        "ipp device get --env emulator ",
        "ipp device get --base-url=http://127.0.0.1:1 ",
        "ipp emulator phone online ",
    ] {
        assert!(candidates(&shop, line).is_empty(), "{line}");
    }
    assert_eq!(candidates(&shop, "ipp --profile "), ["north", "south"]);
    assert_eq!(candidates(&shop, "ipp profile use s"), ["south"]);
    assert!(candidates(&shop, "ipp profile add ").is_empty());
}

#[test]
fn another_key_is_another_account() {
    let server = account::server();
    let shop = Sandbox::playground(&server.address);
    shop.run("location list").expect(0);
    assert_eq!(candidates(&shop, "ipp location get "), ["North", "South"]);
    let shop = shop.with("IPP_API_KEY", "kco_test_api_OTHER");
    assert!(candidates(&shop, "ipp location get ").is_empty());
}

#[test]
fn a_key_that_is_changed_where_it_stands_is_another_account() {
    let server = account::server();
    let shop = Sandbox::new().with("IPP_BASE_URL", &server.address);
    let other = "kco_test_api_OTHER";
    let profile =
        |key: &str| format!("[profiles.shop]\nenvironment = \"playground\"\nmerchant_id = \"DM11917000\"\n{key}\n");
    let offered = || candidates(&shop, "ipp device get ").len();
    let keep = |name: &str, text: &str| {
        let path = shop.file(name, text);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("modes");
        path
    };
    let path = keep("key", TEST_KEY);
    let texts = [
        (format!("api_key = \"{TEST_KEY}\""), format!("api_key = \"{other}\"")),
        (format!("api_key_command = \"echo {TEST_KEY}\""), format!("api_key_command = \"echo {other}\"")),
    ];
    for (mine, others) in &texts {
        shop.write_config(&profile(mine));
        assert_eq!(offered(), 0, "{mine}");
        shop.run("device list").expect(0);
        assert_eq!(offered(), 3, "{mine}");
        shop.write_config(&profile(others));
        assert_eq!(offered(), 0, "{others}");
    }
    shop.write_config(&profile(&format!("api_key_file = \"{path}\"")));
    shop.run("device list").expect(0);
    assert_eq!(offered(), 3);
    keep("key", other);
    assert_eq!(offered(), 0, "another key in the same file");
    keep("key", TEST_KEY);
    assert_eq!(offered(), 3);
    for path in files(&shop) {
        let text = fs::read_to_string(&path).expect("text");
        assert!(![TEST_KEY, other].iter().any(|key| text.contains(key) || path.display().to_string().contains(key)));
    }
}

#[test]
fn two_config_files_are_two_accounts() {
    let server = account::server();
    let shop = Sandbox::playground(&server.address);
    shop.run("device list").expect(0);
    assert_eq!(candidates(&shop, "ipp device get ").len(), 3);
    let path = shop.file("other.toml", "");
    let shop = shop.with("IPP_CONFIG", &path);
    assert!(candidates(&shop, "ipp device get ").is_empty());
}

#[test]
fn a_name_of_several_never_completes_to_one_of_another_name() {
    let shop = Sandbox::emulator();
    for name in ["Kassa Åsa 🛒", "Kassa Åsa 🛒", "Kassa 東京"] {
        shop.ipp(&["dev", "create-device", "--name", name]).expect(0);
    }
    shop.run("device list").expect(0);
    let mut offered = candidates(&shop, "ipp pay --device Ka");
    offered.sort();
    assert_eq!(offered, ["Kassa Åsa 🛒", "Kassa 東京"]);
    let refused = shop.ipp(&["device", "get", "Kassa Åsa 🛒"]).expect(2).out_is("");
    refused.says(&["could be more than one device", "give its id: that is the whole name of each of them"]);
    shop.ipp(&["device", "get", "Kassa"]).expect(2).says(&["give the whole id, the whole name, or a longer beginning"]);
}

#[test]
fn the_network_is_never_asked_and_nothing_secret_is_kept() {
    let key = TEST_KEY;
    let names = [
        device(&format!("Till {key}")),
        json!({"id": "d-2", "name": "Till\t2\n"}),
        json!({"id": "d-3", "name": "Till 3"}),
    ];
    let server = Server::answering(vec![page(&names, true)]);
    let shop = Sandbox::playground(&server.address);
    shop.run("device list").expect(0);
    let asked = server.asked().len();
    let offered = candidates(&shop, "ipp device get ");
    assert_eq!(offered, [crate::support::bodies::DEVICE_ID, "d-2", "Till 3"]);
    assert_eq!(server.asked().len(), asked);
    for path in files(&shop) {
        let text = fs::read_to_string(&path).expect("text");
        assert!(!text.contains(key) && !path.display().to_string().contains(key), "{text}");
        assert_eq!(fs::metadata(&path).expect("metadata").permissions().mode() & 0o777, 0o600);
    }
    let never = Server::never();
    let elsewhere = Sandbox::playground(&never.address);
    for line in ["ipp device get ", "ipp location get ", "ipp session get ", "ipp --profile ", "ipp pay --device "] {
        assert!(candidates(&elsewhere, line).is_empty(), "{line}");
    }
    never.was_never_asked();
}

#[test]
fn open_sessions_are_offered_and_ended_ones_are_not() {
    let shop = Sandbox::emulator();
    let open = shop.id("session create --amount 100 --currency SEK --ref A -q");
    shop.run("pay --amount 200 --currency SEK --ref B --simulate-tap SUCCESS -q").expect(0);
    for line in ["ipp session get ", "ipp session cancel ", "ipp dev simulate-tap ", "ipp webhook send --session "] {
        assert_eq!(candidates(&shop, line), [open.as_str()], "{line}");
    }
    let words = ["completions", "fish", "--candidates", "--", "ipp", "session", "wait", ""];
    shop.ipp(&words)
        .expect(0)
        .err_is("")
        .out_is(&format!("{open}\t1.00 SEK, A, Simulated phone, CREATED (still open)\n"));
    shop.run(&format!("session cancel {open} -q")).expect(0);
    assert!(candidates(&shop, "ipp session get ").is_empty());
}

#[test]
fn an_attempt_that_nobody_knows_is_offered_to_recover() {
    let server = Server::answering(vec![answer(500, "{}")]);
    let shop = Sandbox::playground(&server.address);
    let device = crate::support::bodies::DEVICE_ID;
    shop.run(&format!("session create --amount 100 --currency SEK --device {device} --ref A")).expect(24);
    assert_eq!(candidates(&shop, "ipp session recover "), ["1"]);
    assert!(candidates(&shop, "ipp session get ").is_empty());
    assert!(candidates(&shop, "ipp session recover --env emulator ").is_empty());
}

#[test]
fn a_payment_writes_nothing_for_completions() {
    let shop = Sandbox::emulator();
    shop.run("pay --amount 100 --currency SEK --device Simulated --simulate-tap SUCCESS -q").expect(0);
    shop.run("session list -q").expect(0);
    assert!(files(&shop).is_empty());
}

#[test]
fn damage_is_silence() {
    let shop = Sandbox::emulator();
    shop.run("device list").expect(0);
    shop.run("session create --amount 100 --currency SEK -q").expect(0);
    let path = files(&shop).remove(0);
    for bytes in [b"\xff\x00".as_slice(), b"", b"ipp completions 1\ndevice\tx", &[b'x'; 100_000]] {
        fs::write(&path, bytes).expect("a file");
        assert!(candidates(&shop, "ipp device get ").is_empty());
    }
    fs::remove_file(&path).expect("a file");
    assert_eq!(shop.shell(&format!("mkfifo {}", path.display())).code, 0);
    assert!(candidates(&shop, "ipp device get ").is_empty());
    fs::write(shop.state_dir().join("journal.db"), "no database").expect("a file");
    assert!(candidates(&shop, "ipp session get ").is_empty());
    shop.write_config("profile = [");
    for line in ["ipp --profile ", "ipp device get ", "ipp session get ", "ipp profile use "] {
        assert!(candidates(&shop, line).is_empty(), "{line}");
    }
    assert_eq!(candidates(&shop, "ipp session ca"), ["cancel"]);
}

#[test]
fn what_cannot_be_written_is_no_fault_of_a_list() {
    let shop = Sandbox::emulator();
    shop.run("emulator status").expect(0);
    fs::create_dir_all(shop.state_dir()).expect("a folder");
    fs::write(shop.state_dir().join("completions"), "in the way").expect("a file");
    shop.run("device list -q").expect(0).err_is("");
    shop.run("location list -q").expect(0).err_is("");
    assert!(candidates(&shop, "ipp device get ").is_empty());
}

#[test]
fn words_that_make_no_sense_are_nothing_to_complain_about() {
    let shop = Sandbox::emulator();
    for line in [
        "",
        "ipp",
        "ipp nonsense ",
        "ipp --env nowhere device get ",
        "ipp device get -- ",
        "ipp -x=\u{1b}[2J ",
        "ipp device get \u{202e}",
    ] {
        candidates(&shop, line);
    }
    let run = shop.ipp(&["completions", "bash", "--candidates", "--"]).expect(0);
    run.err_is("");
    shop.ipp(&["completions", "powershell", "--candidates", "--blank", "--", "ipp", "device"])
        .expect(0)
        .err_is("")
        .shows(&["enroll\t"]);
}

#[test]
fn ten_thousand_phones_are_offered_whole() {
    let phones: Vec<_> =
        (0..10_000).map(|number| json!({"id": format!("d-{number}"), "name": format!("Till {number}")})).collect();
    let server =
        Server::answering(phones.chunks(100).enumerate().map(|(number, chunk)| page(chunk, number == 99)).collect());
    let shop = Sandbox::playground(&server.address);
    assert_eq!(shop.run("device list -o id").expect(0).out.lines().count(), 10_000);
    assert_eq!(candidates(&shop, "ipp device get ").len(), 10_000);
    assert_eq!(candidates(&shop, "ipp device get d-99").len(), 111);
}
