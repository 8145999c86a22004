//! Where a signing secret comes from: one source, never an argument, never shown.

use super::handlers::SECRET;
use crate::support::{Run, Sandbox};
use std::os::unix::fs::PermissionsExt;

const VERIFY: &str = "webhook verify body --id msg_1 --timestamp 1760000000 --at 1760000000 \
                      --signature v1,gZ2pOlBYdMPkXrihUg4WAK+3cIRUisH49UvzCWuB8nE=";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("body", r#"{"type":"ipp.session.finalized","data":{"session_id":"s-1"}}"#);
    sandbox
}

fn verify(sandbox: &Sandbox, flags: &str) -> Run {
    sandbox.run(&format!("{VERIFY} {flags}")).hides("aXBwLXRlc3Q")
}

fn profile(environment: &str, line: &str) -> String {
    format!("[profiles.shop]\nenvironment = \"{environment}\"\n{line}\n")
}

#[test]
fn every_source_that_can_be_named_is_read() {
    let sandbox = sandbox().with("MY_SECRET", SECRET);
    sandbox.file("secret", format!("  {SECRET} \r\nnotes\n"));
    for source in ["env:MY_SECRET", "file:secret", "file:~/secret", "'command:cat secret'"] {
        verify(&sandbox, &format!("--secret-from {source}")).expect(0).err_is("");
    }
    let words = shlex::split(&format!("{VERIFY} --secret-from -")).expect("words");
    sandbox.ipp_reading(&words, format!("{SECRET}\n")).expect(0).err_is("").shows(&["secret     stdin"]);
    sandbox.write_config(&profile("playground", &format!("webhook_secret = \"{SECRET}\"")));
    verify(&sandbox, "").expect(0).shows(&["secret     webhook_secret"]);
    for source in ["profile", "profile:shop"] {
        verify(&sandbox, &format!("--secret-from {source}")).expect(0);
    }
    verify(&sandbox, "--secret-from profile:shpo").expect(3).out_is("").says(&["no profile `shpo`"]);
}

#[test]
fn the_variable_wins_over_the_profile_and_a_flag_over_both() {
    let other = "whsec_b3RoZXI=";
    let sandbox = sandbox().with("IPP_WEBHOOK_SECRET", other);
    sandbox.write_config(&profile("playground", &format!("webhook_secret = \"{SECRET}\"")));
    verify(&sandbox, "").expect(30);
    verify(&sandbox, "--secret-from profile").expect(0);
    let shown = sandbox.run("profile show --origin -o json").expect(0).hides("b3RoZXI");
    assert_eq!(shown.json()["webhook_secret"]["origin"], "IPP_WEBHOOK_SECRET");
}

#[test]
fn the_emulator_has_its_own_and_both_of_them_during_a_rotation() {
    let sandbox = sandbox();
    let sign = |sandbox: &Sandbox| {
        let secret = sandbox.run("emulator secret -o id").expect(0).out.trim().to_owned();
        let body = std::fs::read(sandbox.home().join("body")).expect("a body");
        let secret = ipp::secret::Secret::new(secret);
        ipp::webhook::signature::header(&[secret], "msg_1", 1_760_000_000, &body).expect("signed")
    };
    let before = sign(&sandbox);
    sandbox.run("emulator rotate-secret").expect(0);
    let after = sign(&sandbox);
    for (signature, secret) in [(before, "the emulator's own, from before the rotation"), (after, "the emulator's own")]
    {
        for from in ["--env emulator", "--secret-from emulator"] {
            let line = format!("webhook verify body --id msg_1 --timestamp 1760000000 --at 1760000000 {from} -o json");
            let words = shlex::split(&line).expect("words");
            let words: Vec<&str> = words.iter().map(String::as_str).chain(["--signature", &signature]).collect();
            assert_eq!(sandbox.ipp(&words).expect(0).json()["secret"], secret);
        }
    }
}

#[test]
fn without_one_the_ways_on_are_named() {
    let run = verify(&sandbox(), "").expect(3).out_is("");
    run.says(&["no signing secret is known", "`--secret-from`", "`IPP_WEBHOOK_SECRET`", "`--env emulator`"]);
    let run = verify(&sandbox(), "--env playground -o json").expect(3).out_is("");
    assert_eq!(run.error()["kind"], "configuration");
}

#[test]
fn what_is_no_secret_is_refused_and_not_repeated() {
    for (text, said) in [
        ("RECOGNISABLE", "does not begin with `whsec_`"),
        ("whsec_RECOGNISABLE aXBw", "holds a space"),
        (" whsec_aXBwRECOGNISABLE", "holds a space"),
        ("whsec_", "is not base64"),
        ("whsec_RECOGNISABLE!", "is not base64"),
    ] {
        let run = verify(&sandbox().with("IPP_WEBHOOK_SECRET", text), "").expect(3).out_is("").hides("RECOGNISABLE");
        run.says(&["the signing secret from `IPP_WEBHOOK_SECRET` ", said]);
    }
    let words = shlex::split(&format!("{VERIFY} --secret-from -")).expect("words");
    sandbox().ipp_reading(&words, "").expect(3).out_is("").says(&["from stdin is empty"]);
    let run = sandbox().ipp_reading(&words, b"whsec_RECOGNISABLE\xff".to_vec()).expect(2).out_is("");
    run.hides("RECOGNISABLE").says(&["what is on stdin is no signing secret"]);
    verify(&sandbox(), "--secret-from env:NOT_SET").expect(3).out_is("").says(&["the variable is not set"]);
    verify(&sandbox(), "--secret-from file:missing")
        .expect(3)
        .out_is("")
        .says(&["cannot read the signing secret from"]);
    verify(&sandbox(), "--secret-from command:false")
        .expect(3)
        .out_is("")
        .says(&["--secret-from command:", "exit status: 1"]);
    verify(&sandbox(), "--secret-from \"command:'\"").expect(2).out_is("").says(&["has no end"]);
}

#[test]
fn a_secret_as_an_argument_is_refused_and_not_repeated() {
    for flags in ["--secret-from whsec_RECOGNISABLE", "--secret-from RECOGNISABLE=", "--secret whsec_RECOGNISABLE"] {
        verify(&sandbox(), flags).expect(2).out_is("").hides("RECOGNISABLE");
        verify(&sandbox(), &format!("{flags} -o json")).expect(2).out_is("").hides("RECOGNISABLE");
    }
    verify(&sandbox(), "--secret-from whsec_x").expect(2).says(&["never an argument", "env:NAME"]);
}

#[test]
fn a_profile_has_one_source_which_is_shown_and_guarded() {
    let sandbox = sandbox();
    sandbox.write_config(&profile("playground", "webhook_secret = \"whsec_a\"\nwebhook_secret_file = \"x\""));
    let run = sandbox.run("profile show").expect(3).out_is("");
    run.says(&["config.toml:4: `webhook_secret_file`: a profile has one source of its signing secret", "on line 3"]);
    sandbox.write_config(&profile("production", &format!("webhook_secret = \"{SECRET}\"")));
    verify(&sandbox, "").expect(0);
    let shown = sandbox.run("profile show --origin").expect(0).hides("aXBwLXRlc3Q");
    shown.shows(&["webhook_secret", "whsec_…ZXk=", "[profile shop (config.toml:3)]"]);
    sandbox.write_config_with_mode(&profile("production", &format!("webhook_secret = \"{SECRET}\"")), 0o644);
    verify(&sandbox, "").expect(3).out_is("").says(&["holds production's signing secret", "chmod 600"]);
    sandbox.write_config(&profile("production", "webhook_secret_file = \"secret\""));
    let path = sandbox.config_file().with_file_name("secret");
    std::fs::write(&path, SECRET).expect("a file");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).expect("a mode");
    verify(&sandbox, "").expect(3).out_is("").says(&["holds production's signing secret"]);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).expect("a mode");
    verify(&sandbox, "").expect(0).shows(&["secret     webhook_secret_file"]);
}
