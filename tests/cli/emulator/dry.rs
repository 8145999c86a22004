//! A dry run of what makes no request is refused, and changes nothing.

use crate::support::Sandbox;

#[test]
fn nothing_is_changed_by_a_dry_run() {
    let sandbox = Sandbox::new();
    sandbox.run("emulator destination add http://127.0.0.1:9/a").expect(0);
    let before = sandbox.run("emulator secret -q").expect(0).out;
    for line in [
        "emulator reset --yes",
        "emulator rotate-secret",
        "emulator fault add 503",
        "emulator fault clear",
        "emulator destination add http://127.0.0.1:9/b",
        "emulator destination remove http://127.0.0.1:9/a",
        "emulator deliveries --redeliver 1",
        "emulator serve --port 0",
        "emulator run -- true",
    ] {
        for flag in ["--dry-run", "--curl"] {
            let (command, rest) = line.split_once(" -- ").unwrap_or((line, ""));
            let rest = if rest.is_empty() { String::new() } else { format!(" -- {rest}") };
            sandbox.run(&format!("{command} {flag}{rest}")).expect(2).out_is("").says(&["nothing was changed"]);
        }
    }
    assert_eq!(sandbox.run("emulator destination list -o id").expect(0).out.lines().count(), 1);
    assert_eq!(sandbox.run("emulator secret -q").expect(0).out, before);
}
