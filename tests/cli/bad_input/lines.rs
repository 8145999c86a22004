//! What no command line can mean: refused before anything happens, with what to give instead.

use crate::support::Sandbox;

/// Each line, its code, and what it is told.
const REFUSALS: [(&str, i32, &str); 22] = [
    ("webhook send 'a b' --to http://127.0.0.1:9 --dry-run", 2, "give a type such as ipp.session.finalized"),
    ("webhook send x --to ftp://a --dry-run", 2, "give an address that begins with http:// or https://"),
    ("webhook listen --path hook", 2, "give one that begins with `/`, such as /webhooks/kustom"),
    ("webhook listen --path /a?b", 2, "`/a?b` is no path"),
    ("webhook listen --until 'a b'", 2, "in which `*` stands for any letters"),
    ("webhook list --record a-file", 3, "cannot read the record in"),
    ("session list --since soon", 2, "give one such as 2h, 7d, 2026-06-05 or 2026-06-05T18:33:39Z"),
    ("pay --amount 1 --currency SEK --timeout 0s", 2, "a duration of 0 leaves no time"),
    (
        "pay --currency SEK --item x:9223372036854775807@9223372036854775807",
        2,
        "larger than the API's int64: nothing was",
    ),
    ("emulator fault add 429 --delay 1500ms", 2, "`delay` must be whole seconds for 429"),
    ("emulator fault add 503 --on get-session --count 0", 2, "`count` must be at least 1"),
    ("emulator run --fault 503,often=2 -- true", 2, "`often` is not one of on, delay, rate, count, skip, seed"),
    ("emulator run --webhook nowhere -- true", 2, "give the whole of it, such as http://127.0.0.1:8080/"),
    ("emulator status --state a-file", 3, "name another folder with `IPP_STATE_DIR`"),
    ("api GET //x", 2, "a path begins with one `/`; the host comes from the environment"),
    ("api GET /x -H 'authorization: x'", 2, "`authorization` is set from the profile and the request itself"),
    (
        "location list --env playground --base-url https://u:p@x.example",
        2,
        "a base URL has no user name and no password",
    ),
    (
        "location list --env playground --base-url https://x.example/?a=b",
        2,
        "a base URL has neither a query (`?`) nor a fragment (`#`)",
    ),
    ("location list --env playground --base-url http://x.example", 2, "plain http is for loopback only"),
    ("profile add a --env playground --api-key-file gone", 2, "gone as the file of the key: No such file"),
    ("profile add a --env playground --username 'a b'", 3, "only visible ASCII characters without spaces are allowed"),
    ("man --dir a-file/x", 2, "give a folder of your own with `--dir`"),
];

#[test]
fn each_is_refused_with_what_to_give_instead() {
    let sandbox = Sandbox::emulator();
    sandbox.file("a-file", "mine");
    for (line, code, told) in REFUSALS {
        sandbox.run(line).expect(code).out_is("").says(&["error: ", told]);
    }
    assert!(!sandbox.config_file().exists() && !sandbox.state_dir().join("journal.db").exists());
}
