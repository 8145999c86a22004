//! The shipped scripts in the shells themselves: at a terminal, with the keys that a person presses, and names that nobody
//! would give a phone.

use crate::support::Sandbox;
use crate::support::terminal::Terminal;
use std::path::Path;

/// A name that must never be run, with everything that shells take for their own but what none can be asked to type.
const HOSTILE: &str = "Till $(touch pwned) `touch pwned`; touch pwned & 'a' \"b\" \\ * ~";

fn shop() -> Sandbox {
    let shop = Sandbox::emulator();
    shop.ipp(&["dev", "create-device", "--name", HOSTILE]).expect(0);
    for name in ["O'Neill", "レジ 3", "Kassa: 1=a"] {
        shop.ipp(&["dev", "create-device", "--name", name]).expect(0);
    }
    shop.run("device list -q").expect(0);
    shop
}

fn script(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("completions").join(name).display().to_string()
}

/// The shell without anybody's settings, with `ipp` on its path and the script read.
fn open<'a>(shop: &'a Sandbox, shell: &str) -> Terminal<'a> {
    let start = match shell {
        "bash" => format!(
            "exec bash --norc --noprofile --rcfile {} -i",
            shop.file("rc", format!("PS1='ready> '\nsource {}\n", script("ipp.bash")))
        )
        .replace("--norc ", ""),
        "zsh" => {
            shop.file(
                ".zshrc",
                format!("PS1='ready> '\nautoload -Uz compinit\ncompinit -u -D\nsource {}\n", script("_ipp")),
            );
            format!("ZDOTDIR={} exec zsh -d -i", shop.home().display())
        }
        _ => {
            let setting = format!(
                "function fish_prompt; echo 'ready> '; end; set -g fish_greeting; source {}",
                script("ipp.fish")
            );
            shop.file("rc.fish", setting);
            "exec fish --no-config -i -C 'source rc.fish'".to_owned()
        }
    };
    let line = format!("export PATH=\"$(dirname \"$IPP\"):$PATH\" LANG=C.UTF-8; {start}");
    let mut terminal = Terminal::shell(shop, 200, &line);
    terminal.until("ready>");
    terminal
}

/// Types this at a prompt, with a Tab in it, until that is on the screen.
#[track_caller]
fn completes(shell: &str, shop: &Sandbox, typed: &str, shown: &str, id: &str) {
    let mut terminal = open(shop, shell);
    terminal.types(typed).types("\t");
    terminal.until(shown);
    terminal.types("-q -o id\r").until(id);
    assert!(!shop.home().join("pwned").exists(), "{shell}: a name was run");
}

#[test]
fn names_are_completed_as_text_whatever_is_in_them() {
    let shop = shop();
    let id = |name: &str| shop.ipp(&["device", "get", name, "-o", "id"]).expect(0).out.trim().to_owned();
    for shell in ["bash", "zsh", "fish"] {
        completes(shell, &shop, "ipp device get Ti", "touch", &id(HOSTILE));
        completes(shell, &shop, "ipp device get \"Ti", "touch", &id(HOSTILE));
        completes(shell, &shop, "ipp device get 'Ti", "touch", &id(HOSTILE));
        completes(shell, &shop, "ipp device get O", "Neill", &id("O'Neill"));
        completes(shell, &shop, "ipp device get レ", "3", &id("レジ 3"));
        completes(shell, &shop, "ipp device get Kassa", "1=a", &id("Kassa: 1=a"));
    }
}

#[test]
fn sessions_flags_and_values_behind_an_equals_sign_are_completed() {
    let shop = shop();
    let session = shop.id("session create --amount 100 --currency SEK --device \"O'Neill\" -q");
    for shell in ["bash", "zsh", "fish"] {
        completes(shell, &shop, "ipp session get ", &session, &format!("{session}\n"));
        completes(shell, &shop, "ipp session list --device=O", "Neill", &session);
    }
}

#[test]
fn bash_lists_candidates_without_a_terminal() {
    let shop = shop();
    let ask = format!(
        "source {}; complete -p ipp; COMP_LINE='ipp session c'; COMP_POINT=${{#COMP_LINE}}; _ipp ipp c session; \
         echo \"${{COMPREPLY[@]}}\"; COMP_LINE='ipp device get O'; COMP_POINT=16; _ipp; echo \"${{COMPREPLY[@]}}\"",
        script("ipp.bash")
    );
    shop.file("try.sh", ask);
    let run = shop.shell("exec bash try.sh").expect(0).err_is("");
    run.out_is("complete -o nosort -F _ipp ipp\ncreate cancel\nO\\'Neill\n");
}

#[test]
fn fish_lists_candidates_with_a_word_about_each() {
    let shop = shop();
    shop.write_config("[profiles.demo]\nenvironment = \"emulator\"\n[profiles.live]\nenvironment = \"playground\"\n");
    let ask = |line: &str| {
        shop.file("ask.fish", format!("source {}; complete -C \"{line}\"", script("ipp.fish")));
        shop.shell("exec fish --no-config ask.fish").expect(0).err_is("").out
    };
    assert_eq!(ask("ipp --profile "), "demo\temulator\nlive\tplayground\n");
    assert!(ask("ipp device ge").starts_with("get\t"));
}

#[test]
fn a_machine_without_ipp_has_no_candidates_and_no_error() {
    let shop = Sandbox::new();
    shop.file(
        "try.sh",
        format!(
            "source {}; COMP_LINE='ipp '; COMP_POINT=4; PATH=/nowhere; _ipp; echo \"${{#COMPREPLY[@]}}\"",
            script("ipp.bash")
        ),
    );
    shop.shell("exec bash try.sh").expect(0).err_is("").out_is("0\n");
}
