//! Where the config file and the state folder are. Never in the current folder, unless a variable says so.

use super::error::Error;
use super::variables::{self, Variables};
use directories::ProjectDirs;
use std::env;
use std::path::{Path, PathBuf};

/// The two places of `ipp` on a machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paths {
    /// `config.toml`, or what `IPP_CONFIG` names. It may not exist.
    pub config_file: PathBuf,
    /// The state folder, or what `IPP_STATE_DIR` names. It may not exist.
    pub state_dir: PathBuf,
}

/// Finds both; creates neither. Without a home folder, the variables are needed.
pub fn find(variables: &Variables) -> Result<Paths, Error> {
    Ok(Paths {
        config_file: match named(variables, variables::CONFIG)? {
            Some(path) => path,
            None => platform("the config file", variables::CONFIG)?.config_dir().join("config.toml"),
        },
        state_dir: match named(variables, variables::STATE_DIR)? {
            Some(path) => path,
            None => state_dir(&platform("the state folder", variables::STATE_DIR)?),
        },
    })
}

fn named(variables: &Variables, name: &'static str) -> Result<Option<PathBuf>, Error> {
    variables
        .get(name)
        .map(|text| std::path::absolute(text).map_err(Error::access("find", Path::new(text))))
        .transpose()
}

fn platform(what: &'static str, variable: &'static str) -> Result<ProjectDirs, Error> {
    ProjectDirs::from("", "", "ipp").ok_or(Error::NoHome { what, variable })
}

fn state_dir(folders: &ProjectDirs) -> PathBuf {
    folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_owned()
}

/// This user's home folder, for `~/` in the config file.
pub fn home() -> Option<PathBuf> {
    env::home_dir().filter(|home| home.is_absolute())
}

/// A path as the config file gives it: `~/` is the home folder, and a relative one begins in the file's own folder.
pub fn expand(text: &str, folder: &Path, home: Option<&Path>) -> Result<PathBuf, String> {
    match text.strip_prefix("~/") {
        _ if text.is_empty() => Err("it is empty".to_owned()),
        _ if text.contains('\0') => Err("it is not a path".to_owned()),
        None => Ok(folder.join(text)),
        Some(rest) => home.map(|home| home.join(rest)).ok_or_else(|| "no home folder is known for `~/`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_name_both_places() {
        let variables: Variables = [("IPP_CONFIG", "/etc/ipp.toml"), ("IPP_STATE_DIR", "here")].into_iter().collect();
        let paths = find(&variables).expect("no home is needed");
        assert_eq!(paths.config_file, Path::new("/etc/ipp.toml"));
        assert!(paths.state_dir.is_absolute() && paths.state_dir.ends_with("here"));
    }

    #[test]
    fn paths_in_the_file_do_not_depend_on_the_current_folder() {
        let expand = |text, home| expand(text, Path::new("/etc/ipp"), home);
        assert_eq!(expand("key", None), Ok("/etc/ipp/key".into()));
        assert_eq!(expand("/run/key", None), Ok("/run/key".into()));
        assert_eq!(expand("~/key", Some(Path::new("/home/a"))), Ok("/home/a/key".into()));
        assert!(expand("~/key", None).is_err());
        assert!(expand("", None).is_err());
    }
}
