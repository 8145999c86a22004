//! The recipes of `docs/ci.md`, run as they stand there: each shell part, those within the pipelines' YAML as well.

use crate::support::Sandbox;
use std::path::Path;

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

#[test]
fn every_step_of_the_pipelines_runs() {
    let pipelines = fenced("yaml");
    assert_eq!(pipelines.len(), 2);
    for pipeline in pipelines {
        let sandbox = prepared();
        let steps = steps(pipeline);
        assert!(steps.len() >= 2, "{pipeline}");
        for step in steps {
            sandbox.shell(&format!("set -eu\n{step}")).expect(0);
        }
        assert!(sandbox.home().join("ipp/ipp").exists(), "nothing was installed by {pipeline}");
    }
}

#[test]
fn an_archive_that_is_another_is_not_installed() {
    let sandbox = prepared().with("IPP_RELEASE_SHA256", &"0".repeat(64));
    let install = steps(fenced("yaml")[0]).remove(0);
    let run = sandbox.shell(&format!("set -eu\n{install}"));
    assert!(run.code != 0 && !sandbox.home().join("ipp").exists(), "{run:#?}");
}

#[test]
fn your_tests_fail_where_there_is_no_emulator() {
    let sandbox = prepared();
    let run = sandbox.shell("tests/payments.sh");
    assert_ne!(run.code, 0, "{run:#?}");
    assert!(Path::new(&sandbox.home().join("tests/payments.sh")).exists());
}
