//! What is to be run: every file read and checked, so that a mistake in the last one is found before the first one begins.

use super::TestArgs;
use super::check;
use super::file::{self, Action, File, Given, Scenario, Source, all};
use super::kept::Kept;
use super::row::{Listed, Row, Verdict};
use crate::config::{self, variables};
use crate::context::Context;
use crate::error::Error;
use crate::model::environment::Environment;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The most files of one run.
const MOST_FILES: usize = 1_000;

/// What is to be run.
pub(super) struct Plan {
    files: Vec<File>,
    only: Vec<String>,
    run: String,
    /// What is not repeated of the environment.
    kept: Kept,
    /// `None`: none is chosen, and none is needed for a list.
    environment: Option<Environment>,
}

/// A scenario with its file.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub file: &'a str,
    pub scenario: &'a Scenario,
    environment: Option<Environment>,
}

/// `NAME=VALUE`
pub(super) fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("give a name and a value, such as amount=99.00".to_owned()),
    }
}

/// Where it runs. A list needs no environment, but where one is to be chosen, it has to be right.
pub(super) fn environment(ctx: &mut Context, is_list: bool) -> Result<Option<Environment>, Error> {
    match ctx.settings() {
        Ok(settings) => Ok(Some(settings.environment.value)),
        Err(Error::Config(config::Error::NoEnvironment { .. })) if is_list => Ok(None),
        Err(error) => Err(error),
    }
}

impl Plan {
    /// Reads and checks everything.
    pub async fn make(ctx: &mut Context, args: &TestArgs) -> Result<Self, Error> {
        let kept = RefCell::default();
        let plan = Self::read(ctx, args, &kept).await;
        let kept = kept.into_inner();
        match plan {
            Ok(plan) => Ok(Self { kept, ..plan }),
            Err(error) => Err(kept.error(error)),
        }
    }

    async fn read(ctx: &mut Context, args: &TestArgs, kept: &RefCell<Kept>) -> Result<Self, Error> {
        if args.files.len() > MOST_FILES {
            return Err(Error::usage(format!("more than {MOST_FILES} files at once")));
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = args.files.iter().find(|path| !seen.insert(*path)) {
            return Err(Error::usage(format!("`{twice}` is given twice: nothing was sent")));
        }
        let environment = environment(ctx, args.list)?;
        let run = new_name();
        let flags: BTreeMap<String, String> = args.var.iter().cloned().collect();
        let here = environment.map_or("${environment}", Environment::name);
        let known = [("run", run.as_str()), ("environment", here)];
        let given = Given {
            known: known.map(|(name, value)| (name.to_owned(), value.into())).into(),
            flags: &flags,
            environment: &|name| {
                let value = variables::named(name)?.expose().to_owned();
                kept.borrow_mut().keep(&value);
                Some(value)
            },
        };
        let files = read_all(ctx, &args.files, &given, environment.is_some()).await?;
        let plan = Self { files, only: args.only.clone(), run, kept: Kept::default(), environment };
        plan.check_names()?;
        Ok(plan)
    }

    fn check_names(&self) -> Result<(), Error> {
        let there = |name: &String| self.everything().any(|scene| scene.scenario.name == *name);
        match self.only.iter().find(|name| !there(name)) {
            Some(name) => Err(Error::NotFound {
                what: format!("there is no scenario `{name}` in what was given: nothing was sent"),
                hint: "see them with `--list`".to_owned(),
            }),
            None => Ok(()),
        }
    }

    fn everything(&self) -> impl Iterator<Item = Scene<'_>> {
        let environment = self.environment;
        self.files.iter().flat_map(move |file| of_file(file, environment))
    }

    /// Those that were chosen.
    pub fn scenes(&self) -> Vec<Scene<'_>> {
        self.everything().filter(|scene| self.only.is_empty() || self.only.contains(&scene.scenario.name)).collect()
    }

    /// Names this run, in references and addresses.
    pub fn run(&self) -> &str {
        &self.run
    }

    /// What is not repeated of the environment.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    pub fn expects_callbacks(&self) -> bool {
        let steps = self.scenes().into_iter().filter(|scene| scene.elsewhere().is_none());
        let mut steps =
            steps.flat_map(|scene| all(&scene.scenario.steps).into_iter().chain(all(&scene.scenario.finally)));
        steps.any(|step| matches!(step.action, Action::Callback { .. }))
    }

    pub fn listed(&self) -> Vec<Listed> {
        let listed = |scene: Scene<'_>| {
            self.kept.listed(Listed {
                file: scene.file.to_owned(),
                line: scene.scenario.place.line,
                scenario: scene.scenario.name.clone(),
                steps: all(&scene.scenario.steps).len(),
                environments: scene.scenario.environments.iter().map(ToString::to_string).collect(),
            })
        };
        self.scenes().into_iter().map(listed).collect()
    }

    /// Every step, as one that was not done.
    pub fn not_run(&self, why: &str) -> Vec<Row> {
        let rows = |scene: Scene<'_>| {
            let why = scene.elsewhere().unwrap_or_else(|| why.to_owned());
            let steps = all(&scene.scenario.steps).into_iter().chain(all(&scene.scenario.finally));
            let row = |step: &file::Step| {
                Row::not_run(scene.file, &scene.scenario.name, (step.number.clone(), step.place), &step.what, &why)
            };
            steps.map(row).map(|row| self.kept.row(row)).collect::<Vec<_>>()
        };
        self.scenes().into_iter().flat_map(rows).collect()
    }
}

fn of_file(file: &File, environment: Option<Environment>) -> impl Iterator<Item = Scene<'_>> {
    file.scenarios.iter().map(move |scenario| Scene { file: &file.source.name, scenario, environment })
}

impl Scene<'_> {
    /// Why it is not run here, if it is not.
    pub fn elsewhere(&self) -> Option<String> {
        let wanted = &self.scenario.environments;
        let is_here = wanted.is_empty() || self.environment.is_none_or(|here| wanted.contains(&here));
        let names = || wanted.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ");
        (!is_here).then(|| format!("it is for {} only", names()))
    }

    /// The whole of it, as one that was not run.
    pub fn skipped(&self, why: String) -> Row {
        Row::not_run(self.file, &self.scenario.name, (String::new(), self.scenario.place), "", &why)
    }

    /// The whole of it, as one that somebody has stopped.
    pub fn interrupted(&self) -> Row {
        Row { result: Verdict::Interrupted, ..self.skipped("stopped before its end".to_owned()) }
    }
}

/// Reads and checks each file; what is wrong with any of them is told at once.
async fn read_all(ctx: &mut Context, paths: &[String], given: &Given<'_>, is_to_run: bool) -> Result<Vec<File>, Error> {
    let (mut files, mut wrong, mut is_unclear) = (Vec::new(), Vec::new(), false);
    for path in paths {
        let source = match Source::read(path).await {
            Ok(source) => source,
            Err(problem) => {
                wrong.push(problem);
                continue;
            }
        };
        match read(ctx, source, given, is_to_run).await {
            Ok(file) => files.push(file),
            Err(problems) => {
                is_unclear = true;
                wrong.extend(problems);
            }
        }
    }
    if wrong.is_empty() {
        let declared: Vec<String> = files.iter().flat_map(|file| file.variables.clone()).collect();
        let unknown = given.flags.keys().filter(|name| !declared.contains(name));
        wrong.extend(unknown.map(|name| file::unknown(name, &declared)));
    }
    if wrong.is_empty() {
        return Ok(files);
    }
    let hint = "`ipp test --help` shows every step, and `ipp test --examples` what ipp brings";
    let what = format!("{}\nnothing was sent", wrong.join("\n"));
    Err(Error::Usage { what, hint: is_unclear.then(|| hint.to_owned()) })
}

async fn read(ctx: &mut Context, source: Source, given: &Given<'_>, is_to_run: bool) -> Result<File, Vec<String>> {
    let file = file::parse(source, given)?;
    if is_to_run {
        check::check(ctx, &file).await?;
    }
    Ok(file)
}

/// How the steps of a run are marked in the journal: what each step's mark begins with.
pub(super) fn mark(run: &str) -> String {
    format!("{run}/")
}

/// Eight characters that no other run has, most likely.
pub(super) fn new_name() -> String {
    uuid::Uuid::new_v4().simple().to_string().chars().take(8).collect()
}
