//! `ipp device enroll` of one phone, as a script runs it: nothing is asked, the phone is the answer.

use crate::support::bodies::{DEVICE_ID, LOCATION_ID, page, problem};
use crate::support::pairing::{CODE, ENROLLMENT_ID, serving, serving_with};
use crate::support::server::{Answer, Server, json as answer};
use crate::support::{LIVE_KEY, Sandbox, TEST_KEY};
use serde_json::{Value, json};

fn bodies(server: &Server, line: &str) -> Vec<Value> {
    let asked = server.asked();
    let asked = asked.iter().filter(|asked| asked.operation() == line);
    asked.map(|asked| serde_json::from_str(&asked.body).expect("JSON")).collect()
}

#[test]
fn the_phone_is_the_answer_and_has_its_name() {
    let server = serving(&["PENDING", "CONSUMED"]);
    let shop = Sandbox::playground(&server.address);
    let run = shop.run("device enroll --name \"Till 3\" --metadata floor:2 -o json").expect(0);
    let device = run.json();
    assert_eq!((&device["id"], &device["name"]), (&json!(DEVICE_ID), &json!("Till 3")));
    let told: Value = serde_json::from_str(run.err.lines().nth(1).expect("a line")).expect("JSON");
    assert_eq!(told["enrollment"]["enrollment_code"], CODE);
    let made = &bodies(&server, "POST /ipp/v1/enrollments")[0];
    assert_eq!((&made["location_id"], &made["ttl"]), (&json!(LOCATION_ID), &json!("TWO_HOURS")));
    let metadata = &made["metadata"];
    assert_eq!((&metadata["floor"], &metadata["ipp_name"]), (&json!("2"), &json!("Till 3")));
    let mark = metadata["ipp_mark"].as_str().expect("a mark");
    assert!(server.lines().iter().any(|line| line.contains(&format!("metadata=ipp_mark%3A{mark}"))));
    let written = &bodies(&server, &format!("PUT /ipp/v1/devices/{DEVICE_ID}"))[0];
    // Nothing is lost but the name that it was to have: it has it.
    let kept = json!({ "floor": "2", "ipp_mark": mark });
    assert_eq!((&written["metadata"], &written["location_id"]), (&kept, &json!(LOCATION_ID)));
}

#[test]
fn people_without_a_terminal_read_plain_lines() {
    let server = serving(&["CONSUMED"]);
    let run = Sandbox::playground(&server.address).run("device enroll --no-input").expect(0);
    run.shows(&[&format!("id        {DEVICE_ID}\n")]).says(&[
        "  code     KXMBQRTZ\n  spelled  Kilo, X-ray, Mike, Bravo, Quebec, Romeo, Tango, Zulu\n",
        "Type it into the POS app on the phone.",
        "paired: device ",
    ]);
    assert_eq!(server.count(&format!("PUT /ipp/v1/devices/{DEVICE_ID}")), 0, "no name, no write");
}

#[test]
fn the_code_is_told_even_quietly_and_in_no_log() {
    let run = Sandbox::playground(&serving(&["CONSUMED"]).address).run("device enroll -q -o id").expect(0);
    assert!(run.err.contains(CODE) && run.out == format!("{DEVICE_ID}\n"), "{run:?}");
    let run = Sandbox::playground(&serving(&["CONSUMED"]).address).run("device enroll -vv -q").expect(0);
    assert!(run.err.lines().filter(|line| line.contains(CODE)).all(|line| line == "  code     KXMBQRTZ"), "{run:?}");
}

#[test]
fn without_waiting_the_enrollment_is_the_answer() {
    let sandbox = Sandbox::emulator();
    let made = sandbox.run("device enroll --no-wait --name \"Till 3\" -o json").expect(0).json();
    assert_eq!(made["status"], "PENDING");
    let code = made["enrollment_code"].as_str().expect("a code");
    sandbox.run(&format!("emulator phone pair {code}")).expect(0);
    let waited = sandbox.run(&format!("enrollment wait {} -o json", made["enrollment_id"].as_str().expect("an id")));
    let device = waited.expect(0).json();
    assert_eq!((&device["name"], &device["metadata"]["ipp_mark"]), (&json!("Till 3"), &made["metadata"]["ipp_mark"]));
}

#[test]
fn each_end_without_a_phone_has_its_code() {
    let ended = |statuses: &[&'static str], more: &str| {
        let server = serving(statuses);
        let run = Sandbox::playground(&server.address).run(&format!("device enroll -o json {more}"));
        assert_eq!((run.out.as_str(), server.count(&format!("DELETE /ipp/v1/enrollments/{ENROLLMENT_ID}"))), ("", 0));
        (run.code, run.error()["kind"].as_str().expect("a kind").to_owned())
    };
    assert_eq!(ended(&["EXPIRED"], ""), (21, "code_expired".to_owned()));
    assert_eq!(ended(&["CANCELLED"], ""), (20, "code_cancelled".to_owned()));
    assert_eq!(ended(&["PENDING", "GONE"], ""), (20, "code_cancelled".to_owned()));
    assert_eq!(ended(&["PENDING"], "--timeout 1ms"), (23, "time_up".to_owned()));
}

#[test]
fn a_list_that_skips_the_code_once_ends_nothing() {
    let server = serving(&["PENDING", "GONE", "CONSUMED"]);
    Sandbox::playground(&server.address).run("device enroll -o id").expect(0).out_is(&format!("{DEVICE_ID}\n"));
}

#[test]
fn passing_faults_end_nothing_and_refusals_do() {
    for (fault, code) in [(problem(503, "later"), 0), (Answer::Close, 0), (problem(401, "no"), 4)] {
        let strikes = std::sync::atomic::AtomicBool::new(true);
        let server = serving_with(&["CONSUMED"], move |asked| {
            let is_look = asked.operation() == "GET /ipp/v1/enrollments";
            (is_look && strikes.swap(false, std::sync::atomic::Ordering::SeqCst)).then(|| fault.clone())
        });
        Sandbox::playground(&server.address).run("device enroll --retries 0 -q -o id").expect(code);
    }
}

#[test]
fn a_lost_answer_makes_no_second_code() {
    let stalls = std::sync::Mutex::new(None::<String>);
    // The code is made; its answer is lost. The list shows it.
    let server = serving_with(&["CONSUMED"], move |asked| match asked.operation().as_str() {
        "POST /ipp/v1/enrollments" => {
            let body: Value = serde_json::from_str(&asked.body).expect("JSON");
            *stalls.lock().expect("a body") = Some(body["metadata"].to_string());
            Some(problem(500, "lost"))
        }
        "GET /ipp/v1/enrollments" | "GET /ipp/v1/devices" => {
            let metadata: Value = serde_json::from_str(stalls.lock().expect("a body").as_deref()?).expect("JSON");
            let is_list = asked.operation().ends_with("enrollments");
            let code = json!({ "enrollment_id": ENROLLMENT_ID, "enrollment_code": CODE, "status": "CONSUMED", "metadata": metadata });
            let device = json!({ "id": DEVICE_ID, "metadata": metadata });
            Some(page(&[if is_list { code } else { device }], true))
        }
        _ => None,
    });
    let run = Sandbox::playground(&server.address).run("device enroll -o id").expect(0);
    run.out_is(&format!("{DEVICE_ID}\n")).says(&["looking for the code by its mark", CODE]);
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 1);
}

#[test]
fn a_lost_answer_that_is_not_found_is_unknown() {
    let server = serving_with(&["GONE"], |asked| (asked.method == "POST").then(|| problem(500, "lost")));
    let run = Sandbox::playground(&server.address).run("device enroll -o json").expect(24).out_is("");
    assert_eq!((&run.error()["kind"], server.count("POST /ipp/v1/enrollments")), (&json!("outcome_unknown"), 1));
}

#[test]
fn a_phone_that_cannot_be_named_is_paired_all_the_same() {
    let server = serving_with(&["CONSUMED"], |asked| (asked.method == "PUT").then(|| problem(400, "no such name")));
    let run = Sandbox::playground(&server.address).run("device enroll --name \"Till 3\" -o id").expect(6);
    run.out_is(&format!("{DEVICE_ID}\n")).says(&["is paired as device", "could not be named `Till 3`", "no such name"]);
}

#[test]
fn a_used_code_whose_phone_is_not_found_says_so() {
    let server = serving_with(&["CONSUMED"], |asked| {
        (asked.operation() == "GET /ipp/v1/devices").then(|| page(&[json!({ "id": DEVICE_ID, "metadata": {} })], true))
    });
    // Given up after ten looks, a second apart; the time is up before.
    Sandbox::playground(&server.address).run("device enroll --timeout 500ms").expect(23).out_is("");
}

#[test]
fn which_shop_is_said_or_the_only_one() {
    let shops = || {
        let shops: Vec<Value> = ["Malmö", "Lund"]
            .iter()
            .zip([LOCATION_ID, DEVICE_ID])
            .map(|(name, id)| json!({ "id": id, "name": name }))
            .collect();
        serving_with(&["CONSUMED"], move |asked| (asked.path.contains("/locations")).then(|| page(&shops, true)))
    };
    let server = shops();
    let shop = Sandbox::playground(&server.address);
    let run = shop.run("device enroll -o json").expect(2).out_is("");
    let error = run.error();
    assert!(error["message"].as_str().expect("a text").contains("Malmö"), "{error}");
    assert_eq!(error["hint"], "name one with `--location`");
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 0);
    shop.run("device enroll --location Ystad").expect(5).says(&["there is no location"]);
    shop.run("device enroll --location Lu -o id").expect(0).says(&["`Lu` is taken as Lund"]);
    assert_eq!(bodies(&server, "POST /ipp/v1/enrollments")[0]["location_id"], DEVICE_ID);
}

#[test]
fn wrong_values_are_refused_before_anything_is_sent() {
    let server = Server::never();
    let shop = Sandbox::playground(&server.address);
    let long = "x".repeat(101);
    for (more, problem) in [
        ("--name \"\"", "cannot be without a name"),
        ("--name \" \"", "cannot be without a name"),
        (&format!("--name {long}"), "at most 100 characters"),
        ("--name \"a\nb\"", "no control characters"),
        ("--metadata ipp_mark:1", "used by `ipp` itself"),
        ("--metadata a:1 --metadata a:2", "given twice"),
        ("--expires-in 3h", "2h, 24h, 48h or 72h"),
        ("--no-wait --timeout 3s", "cannot be used with"),
        ("--no-wait --test-payment", "cannot be used with"),
    ] {
        shop.run(&format!("device enroll {more}")).expect(2).out_is("").says(&[problem]);
    }
    server.was_never_asked();
}

#[test]
fn production_needs_somebody_who_agrees() {
    let server = serving(&["CONSUMED"]);
    let shop = Sandbox::production(&server.address);
    shop.run("device enroll --name \"Till 3\"").expect(9).out_is("").says(&["nobody has agreed", "`--yes`"]);
    shop.run("device enroll --test-payment --yes").expect(9).says(&["a test payment does not exist in production"]);
    server.was_never_asked();
    shop.run("device enroll --yes -o id").expect(0).out_is(&format!("{DEVICE_ID}\n")).hides(LIVE_KEY);
}

#[test]
fn policy_holds() {
    let server = serving(&["CONSUMED"]);
    let shop = |rule: &str| {
        let shop = Sandbox::new().with("IPP_API_KEY", TEST_KEY);
        let address = &server.address;
        shop.write_config(&format!(
            "profile = \"a\"\n[profiles.a]\nenvironment = \"playground\"\nbase_url = \"{address}\"\n{rule}\n"
        ));
        shop
    };
    shop("read_only = true").run("device enroll").expect(9).says(&["`read_only`"]);
    shop(&format!("locations = [\"{DEVICE_ID}\"]")).run("device enroll").expect(9).says(&["`locations`"]);
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 0);
}

#[test]
fn the_request_is_shown_without_a_key() {
    let shop = Sandbox::new().with("IPP_ENV", "playground");
    let shown = shop.run("device enroll --name \"Till 3\" --dry-run -o json").expect(0).json();
    assert_eq!((&shown["method"], &shown["body"]["metadata"]["ipp_name"]), (&json!("POST"), &json!("Till 3")));
    assert!(shop.run("device enroll --curl").expect(0).out.starts_with("curl -sS -X POST "));
}

#[test]
fn a_test_payment_follows_where_it_is_asked_for() {
    let sandbox = Sandbox::emulator();
    let mut child = sandbox.start("device enroll --name \"Till 3\" --test-payment -o jsonl");
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().expect("stderr")));
    let told = lines.by_ref().map(|line| line.expect("a line")).find(|line| line.contains("enrollment_code"));
    let told: Value = serde_json::from_str(&told.expect("a code")).expect("JSON");
    let code = told["enrollment"]["enrollment_code"].as_str().expect("a code");
    sandbox.run(&format!("emulator phone pair {code}")).expect(0);
    let rest = std::thread::spawn(move || lines.count());
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success() && rest.join().is_ok());
    let answers: Vec<Value> =
        String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((&answers[0]["name"], &answers[1]["status"]), (&json!("Till 3"), &json!("FINALIZED")));
    assert_eq!(answers[1]["device_id"], answers[0]["id"]);
}

#[test]
fn a_signal_in_a_script_leaves_the_code() {
    let server = serving(&["PENDING"]);
    let shop = Sandbox::playground(&server.address);
    let child = shop.start("device enroll -o json");
    server.wait_for("GET /ipp/v1/enrollments", 1);
    shop.signal(&child, "TERM");
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(130));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("can still be used") && err.contains("ipp enrollment wait"), "{err}");
    assert_eq!(server.count(&format!("DELETE /ipp/v1/enrollments/{ENROLLMENT_ID}")), 0);
}

#[test]
fn an_answer_that_cannot_be_printed_is_said() {
    let server = serving(&["CONSUMED"]);
    let shop = Sandbox::playground(&server.address);
    let run = shop.shell("ipp device enroll -o json > /dev/full");
    assert_eq!(run.code, 1, "{run:?}");
    let lying = serving_with(&["CONSUMED"], |asked| {
        (asked.method == "POST").then(|| answer(201, &json!({ "enrollment_id": ENROLLMENT_ID }).to_string()))
    });
    let run = Sandbox::playground(&lying.address).run("device enroll -o json").expect(8).out_is("");
    assert!(run.error()["message"].as_str().expect("a text").contains("no code was told"), "{run:?}");
}
