//! The profile as it is going to be: what is there, and what flags and answers change. Nothing is written from here.
//!
//! What holds with it is worked out as every other command does, from the text that the file would have.

use super::SetupArgs;
use crate::config::edit::{self, NewProfile};
use crate::config::file;
use crate::config::paths::Paths;
use crate::config::profile::Profile;
use crate::config::resolve;
use crate::config::{Entry, Flags, ProfileName, Settings, Variables, variables};
use crate::context::Context;
use crate::error::Error;
use crate::model::environment::Environment;
use crate::output::harmless;
use std::path::Path;

/// Variables that go before what a profile says.
const ABOVE: [&str; 7] = [
    variables::PROFILE,
    variables::ENVIRONMENT,
    variables::BASE_URL,
    variables::API_KEY,
    variables::MERCHANT_ID,
    variables::LOCATION,
    variables::DEVICE,
];

/// One profile, not yet written.
pub(super) struct Draft {
    pub name: ProfileName,
    /// What is to change, and of a new one all there is.
    pub profile: NewProfile,
    /// As the file has it now.
    pub there: Option<Profile>,
    paths: Paths,
    variables: Variables,
    /// What ids stand for.
    names: Vec<(&'static str, String)>,
}

impl Draft {
    pub(super) fn new(
        name: ProfileName,
        environment: Environment,
        there: Option<Profile>,
        paths: Paths,
        variables: Variables,
    ) -> Self {
        Self { name, profile: NewProfile::new(environment), there, paths, variables, names: Vec::new() }
    }

    /// What the flags say.
    pub(super) async fn take(&mut self, ctx: &mut Context, args: &SetupArgs) -> Result<(), Error> {
        let flags = ctx.flags();
        self.profile.base_url = flags.base_url.clone();
        self.profile.proxy = flags.proxy.clone();
        self.profile.ca_file = flags.ca_file.as_deref().map(whole).transpose()?;
        self.profile.connect_timeout = flags.connect_timeout;
        self.profile.request_timeout = flags.request_timeout;
        self.profile.retries = flags.retries;
        self.profile.merchant_id = args.merchant_id.clone();
        self.profile.key = args.key.given(ctx).await?;
        Ok(())
    }

    /// The config file, which may not exist.
    pub(super) fn path(&self) -> &Path {
        &self.paths.config_file
    }

    /// Whether the profile itself says where its key comes from.
    pub(super) fn has_key(&self) -> bool {
        self.profile.key.is_some() || self.there.as_ref().is_some_and(|there| there.key.is_some())
    }

    /// Whether a variable brings a key.
    pub(super) fn variable_has_key(&self) -> bool {
        self.variables.get(variables::API_KEY).is_some()
    }

    /// What would hold if it were written. Of the variables only the key's counts, and only where the profile has none.
    pub(super) fn settings(&self, ctx: &Context) -> Result<Settings, Error> {
        let file = edit::planned(self.path(), &self.name, &self.profile)?;
        self.resolved(ctx, &file)
    }

    fn resolved(&self, ctx: &Context, file: &file::ConfigFile) -> Result<Settings, Error> {
        let flags = Flags { profile: Some(self.name.to_string()), env: None, ..ctx.flags().clone() };
        let counted: &[&str] = if self.has_key() { &[] } else { &[variables::API_KEY] };
        Ok(resolve::resolve(&flags, &self.variables.clone().only(counted), file, &self.paths)?)
    }

    /// A new default: `location` or `device`, and what its id stands for.
    pub(super) fn set(&mut self, key: &'static str, id: &str, name: Option<&str>) {
        let place = if key == "location" { &mut self.profile.location } else { &mut self.profile.device };
        *place = Some(id.to_owned());
        self.names.extend(name.map(|name| (key, harmless(name))));
    }

    /// Shows what is about to be written, never a key; `false` when that is what is there.
    pub(super) fn show(&self, ctx: &mut Context) -> Result<bool, Error> {
        let is_of_profile = |entry: &Entry| entry.origin.starts_with("profile ");
        let listed = |file: &file::ConfigFile| -> Result<Vec<Entry>, Error> {
            let flags = Flags { profile: Some(self.name.to_string()), ..Flags::default() };
            let settings = resolve::resolve(&flags, &self.variables.clone().only(&[]), file, &self.paths)?;
            Ok(settings.entries().into_iter().filter(is_of_profile).collect())
        };
        let before = if self.there.is_some() { listed(&file::load(self.path())?)? } else { Vec::new() };
        let after = listed(&edit::planned(self.path(), &self.name, &self.profile)?)?;
        let lines = self.lines(&before, &after);
        let changes = self.profile.key.is_some() || lines.iter().any(|line| line.is_new);
        if changes {
            ctx.ui.note(&format!("profile {}:", self.name));
            lines.iter().for_each(|line| ctx.ui.note(&line.text));
        }
        Ok(changes)
    }

    fn lines(&self, before: &[Entry], after: &[Entry]) -> Vec<Line> {
        let value = |entries: &[Entry], key: &str| {
            entries.iter().find(|entry| entry.key == key).and_then(|entry| entry.value.clone())
        };
        let gone = before.iter().filter(|entry| value(after, entry.key).is_none());
        after
            .iter()
            .map(|entry| (entry.key, entry.value.clone(), value(before, entry.key)))
            .chain(gone.map(|entry| (entry.key, None, entry.value.clone())))
            .map(|(key, now, was)| {
                let name = self.names.iter().find(|(named, _)| *named == key).map(|(_, name)| format!("  {name}"));
                let (is_new, is_change) = (now != was, now != was && was.is_some());
                let was = was
                    .filter(|_| is_change)
                    .map(|was| format!("  (was {})", without_prefix(&was)))
                    .unwrap_or_default();
                let now = now.as_deref().map_or("none", without_prefix);
                Line { text: format!("  {key:<12} {now}{}{was}", name.unwrap_or_default()), is_new }
            })
            .collect()
    }

    /// A profile is not the last word.
    pub(super) fn tell_of_variables(&self, ctx: &mut Context) {
        let set: Vec<&str> = ABOVE.into_iter().filter(|name| self.variables.get(name).is_some()).collect();
        if !set.is_empty() {
            ctx.ui.note(&format!("{} is set, and goes before what a profile says", set.join(", ")));
        }
    }
}

/// What is left of a masked key is its end: its beginning would be masked once more.
fn without_prefix(value: &str) -> &str {
    value.strip_prefix("kco_test_").or_else(|| value.strip_prefix("kco_live_")).unwrap_or(value)
}

/// One setting of the plan.
struct Line {
    text: String,
    is_new: bool,
}

/// A relative path in the file begins in the file's folder, and one that is typed in the current one.
fn whole(path: &Path) -> Result<String, Error> {
    let whole = std::path::absolute(path).map_err(|error| Error::usage(format!("{}: {error}", path.display())))?;
    Ok(whole.display().to_string())
}
