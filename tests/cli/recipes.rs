//! The recipes of `docs/ci.md`: each shell part, those within the pipelines' YAML as they stand there, and the container's
//! command without a container.

use crate::support::Sandbox;

const RECIPES: &str = include_str!("../../docs/ci.md");

/// The fenced parts of one language.
fn fenced(language: &str) -> Vec<&'static str> {
    let mark = format!("```{language}\n");
    RECIPES.split(&mark).skip(1).filter_map(|part| part.split("\n```").next()).collect()
}

/// The literal blocks of a pipeline, which are what a runner hands to a shell.
fn steps(yaml: &str) -> Vec<String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = yaml.lines().collect();
    let begins = lines.iter().enumerate().filter(|(_, line)| line.ends_with("run: |") || line.trim() == "- |");
    begins
        .map(|(at, begin)| {
            let block = lines[at + 1..].iter().take_while(|line| line.is_empty() || indent(line) > indent(begin));
            block.map(|line| format!("{}\n", line.trim_start_matches(&" ".repeat(indent(begin) + 2)))).collect()
        })
        .collect()
}

/// A machine with your tests, and an archive as a release is one.
fn prepared() -> Sandbox {
    let sandbox = Sandbox::new();
    let binary = env!("CARGO_BIN_EXE_ipp");
    let script =
        format!("mkdir ipp-1 && cp {binary} ipp-1/ && tar -czf release.tar.gz ipp-1 && sha256sum release.tar.gz");
    let sum = sandbox.shell(&script).expect(0).out;
    let sum = sum.split(' ').next().expect("a sum").to_owned();
    let address = format!("file://{}", sandbox.home().join("release.tar.gz").display());
    let github_path = sandbox.home().join("github-path").display().to_string();
    let sandbox = sandbox.with("IPP_RELEASE", &address).with("IPP_RELEASE_SHA256", &sum);
    let sandbox = sandbox.with("GITHUB_PATH", &github_path);
    sandbox.shell(fenced("sh")[0]).expect(0);
    sandbox
}

#[test]
fn every_shell_recipe_runs() {
    let sandbox = prepared();
    let recipes = fenced("sh");
    assert!(recipes.len() >= 6, "{recipes:?}");
    for recipe in recipes {
        let run = sandbox.shell(&format!("set -eu\n{recipe}")).expect(0);
        assert!(!recipe.contains("payments.sh") || !run.err.contains("error:"), "{recipe}\n\n{run:#?}");
    }
}

/// What is pasted into a script of `sh` has to end with what it was to find out: without the first block, which writes the
/// tests, each is run as it stands with tests that fail, and where it has none, with an `ipp` that does.
#[test]
fn every_recipe_ends_with_the_failure_of_what_it_tests() {
    let sandbox = prepared();
    sandbox.shell("printf '#!/bin/sh\\nexit 77\\n' > tests/payments.sh; mkdir broken").expect(0);
    sandbox.shell("cp tests/payments.sh broken/ipp").expect(0);
    let pipelines = fenced("yaml").into_iter().flat_map(|pipeline| steps(pipeline).split_off(1));
    let recipes: Vec<String> = fenced("sh")[1..].iter().map(|recipe| (*recipe).to_owned()).chain(pipelines).collect();
    assert!(recipes.len() >= 10, "{recipes:?}");
    for recipe in recipes {
        let is_of_tests = recipe.contains("tests/payments.sh");
        let before = if is_of_tests { "" } else { "PATH=$PWD/broken:$PATH\n" };
        let run = sandbox.shell(&format!("{before}{recipe}"));
        assert!(if is_of_tests { run.code == 77 } else { run.code != 0 }, "{recipe}\n\n{run:#?}");
    }
}

#[test]
fn every_step_of_the_pipelines_runs() {
    let pipelines = fenced("yaml");
    assert_eq!(pipelines.len(), 2);
    for pipeline in pipelines {
        let sandbox = prepared();
        let steps = steps(pipeline);
        assert!(steps.len() >= 2, "{pipeline}");
        for step in steps {
            sandbox.shell(&step).expect(0);
        }
        assert!(sandbox.home().join("ipp/ipp").exists(), "nothing was installed by {pipeline}");
    }
}

#[test]
fn an_archive_that_is_another_is_not_installed() {
    for pipeline in fenced("yaml") {
        let sandbox = prepared().with("IPP_RELEASE_SHA256", &"0".repeat(64));
        let run = sandbox.shell(&steps(pipeline).remove(0));
        assert_ne!(run.code, 0, "{run:#?}");
        assert!(run.err.contains("did NOT match"), "{run:#?}");
        assert!(!sandbox.home().join("ipp").exists(), "{run:#?}");
    }
}

#[test]
fn your_tests_fail_where_the_emulator_does() {
    let sandbox = prepared();
    for operation in ["list-devices", "create-session", "simulate-tap", "get-session"] {
        let run = sandbox.shell(&format!("ipp emulator run --fault 500,on={operation} -- tests/payments.sh"));
        assert_ne!(run.code, 0, "{operation}: {run:#?}");
        assert!(run.err.contains("500"), "{operation}: {run:#?}");
    }
    let nobody = sandbox.with("IPP_BASE_URL", "http://127.0.0.1:9").with("IPP_API_KEY", "kco_test_api_any");
    let run = nobody.shell("tests/payments.sh");
    assert!(run.code != 0 && run.err.contains("127.0.0.1 port 9"), "{run:#?}");
}

/// The word of a Dockerfile, as often as it stands there, with what follows it.
fn instructions<'a>(file: &'a str, word: &str) -> Vec<&'a str> {
    file.lines().filter_map(|line| line.strip_prefix(word)?.strip_prefix(' ')).collect()
}

#[test]
fn what_the_container_runs_needs_nothing_but_the_image() {
    let file = fenced("dockerfile")[0];
    let [copied] = instructions(file, "COPY")[..] else { panic!("{file}") };
    let (_, program) = copied.split_once(' ').expect("a source and a target");
    let [entry] = instructions(file, "ENTRYPOINT")[..] else { panic!("{file}") };
    assert_eq!(serde_json::from_str::<Vec<String>>(entry).expect("words"), [program]);
    let console = fenced("console").concat();
    let line = console.lines().find_map(|line| line.strip_prefix("$ docker run ")).expect("a run");
    let (options, arguments) = line.split_once(" ipp ").expect("the image and its arguments");
    assert!(options.contains("--network none") && options.contains("--tmpfs /tmp"), "{options}");
    // The image has no variable but its own, and no file but the program and what is mounted.
    let sandbox = Sandbox::new();
    let [variable] = instructions(file, "ENV")[..] else { panic!("{file}") };
    let variable = variable.replace("/tmp", &sandbox.home().display().to_string());
    let program = env!("CARGO_BIN_EXE_ipp");
    sandbox.shell(&format!("exec env -i {variable} {program} {arguments}")).expect(0).shows(&["FINALIZED"]);
}
