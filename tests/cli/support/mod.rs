//! What every test stands on: a home of its own, a cleared environment, and a server that answers as told.

pub mod account;
pub mod bodies;
pub mod folder;
pub mod pairing;
pub mod server;
pub mod started;
pub mod terminal;
pub mod tls;

use self::folder::folder;
use assert_cmd::Command;
use clap::CommandFactory;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use tempfile::TempDir;

/// A key of the playground's form, easily recognised where it must not be.
pub const TEST_KEY: &str = "kco_test_api_RECOGNISABLE";
/// A key of production's form.
pub const LIVE_KEY: &str = "kco_live_api_RECOGNISABLE";

/// Every command, with its arguments.
pub fn tree() -> clap::Command {
    let mut tree = ipp::cli::Cli::command();
    tree.build();
    tree
}

/// A machine of its own: an empty home, and nothing of this one's environment.
pub struct Sandbox {
    home: TempDir,
    variables: Vec<(String, String)>,
}

/// What a run of `ipp` left behind.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(output: &std::process::Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// stdout as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The error object: the last line of stderr, when the output is JSON.
    pub fn error(&self) -> Value {
        let line = self.err.lines().last().unwrap_or_default();
        let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        value["error"].clone()
    }

    /// Checks the exit code, and shows everything when it is another.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// Checks the whole of stdout.
    #[track_caller]
    pub fn out_is(self, text: &str) -> Self {
        assert_eq!(self.out, text, "{self:#?}");
        self
    }

    /// Checks the whole of stderr.
    #[track_caller]
    pub fn err_is(self, text: &str) -> Self {
        assert_eq!(self.err, text, "{self:#?}");
        self
    }

    /// Checks that stdout shows all of these.
    #[track_caller]
    pub fn shows(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.out.contains(text), "{text:?} is not in {self:#?}");
        }
        self
    }

    /// Checks that neither stream holds this.
    #[track_caller]
    pub fn hides(self, text: &str) -> Self {
        assert!(!self.out.contains(text) && !self.err.contains(text), "{text:?} is in {self:#?}");
        self
    }

    /// Checks that neither stream holds any of these.
    #[track_caller]
    pub fn hides_all(self, texts: &[&str]) -> Self {
        texts.iter().fold(self, |run, text| run.hides(text))
    }

    /// Checks that stderr says all of these.
    #[track_caller]
    pub fn says(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.err.contains(text), "{text:?} is not in {self:#?}");
        }
        self
    }
}

impl Sandbox {
    pub fn new() -> Self {
        Self { home: folder(), variables: Vec::new() }
    }

    /// The same with one more variable for every command.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The emulator, with nothing set up.
    pub fn emulator() -> Self {
        Self::new().with("IPP_ENV", "emulator")
    }

    /// Production whose address is `address`, with a key of the right form.
    pub fn production(address: &str) -> Self {
        Self::new()
            .with("IPP_ENV", "production")
            .with("IPP_BASE_URL", address)
            .with("IPP_API_KEY", LIVE_KEY)
            .with("IPP_MERCHANT_ID", "DM11917000")
    }

    /// A playground whose address is `address`, with a key of the right form.
    pub fn playground(address: &str) -> Self {
        Self::new().with("IPP_ENV", "playground").with("IPP_BASE_URL", address).with("IPP_API_KEY", TEST_KEY)
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Where the emulator keeps its account.
    pub fn state_dir(&self) -> PathBuf {
        self.home().join("state/ipp")
    }

    /// Where the config file is, or would be.
    pub fn config_file(&self) -> PathBuf {
        self.home().join("config/ipp/config.toml")
    }

    /// Writes the config file with the mode that `ipp` gives it.
    pub fn write_config(&self, text: &str) {
        self.write_config_with_mode(text, 0o600);
    }

    /// Writes the config file with another mode.
    pub fn write_config_with_mode(&self, text: &str, mode: u32) {
        use std::os::unix::fs::PermissionsExt;
        let path = self.config_file();
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("modes");
    }

    /// A file in the home folder.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.home().join(name);
        std::fs::write(&path, content).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    }

    /// `ipp` in this sandbox, not yet run.
    pub fn command(&self) -> Command {
        let mut command = Command::cargo_bin("ipp").expect("the binary");
        command.env_clear().current_dir(self.home()).envs(self.environment());
        command
    }

    /// The whole environment of a command in this sandbox.
    pub fn environment(&self) -> Vec<(String, String)> {
        let path = |name: &str| self.home().join(name).to_str().expect("UTF-8").to_owned();
        let mut all = vec![
            ("HOME".to_owned(), path("")),
            ("XDG_CONFIG_HOME".to_owned(), path("config")),
            ("XDG_STATE_HOME".to_owned(), path("state")),
            ("PATH".to_owned(), "/usr/bin:/bin".to_owned()),
        ];
        all.extend(self.variables.iter().cloned());
        all
    }

    /// `ipp` with a command line, not yet run.
    pub fn command_line(&self, line: &str) -> Command {
        let mut command = self.command();
        command.args(shlex::split(line).expect("words"));
        command
    }

    /// Runs `ipp` with these arguments and an empty stdin.
    pub fn ipp<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Run {
        self.ipp_reading(arguments, "")
    }

    /// Runs `ipp` with these arguments and this stdin.
    pub fn ipp_reading<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S], stdin: impl Into<Vec<u8>>) -> Run {
        let output = self.command().args(arguments).write_stdin(stdin).output().expect("a run");
        Run::of(&output)
    }

    /// Runs a command line that a person would type: split as a shell does.
    pub fn run(&self, line: &str) -> Run {
        self.ipp(&shlex::split(line).expect("words"))
    }

    /// Starts a command line, and does not wait for it.
    pub fn start(&self, line: &str) -> Child {
        std::process::Command::new(assert_cmd::cargo::cargo_bin("ipp"))
            .args(shlex::split(line).expect("words"))
            .env_clear()
            .current_dir(self.home())
            .envs(self.environment())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a run")
    }

    /// Sends a signal to what was started.
    pub fn signal(&self, child: &Child, name: &str) {
        let run = self.shell(&format!("kill -{name} {}", child.id()));
        assert_eq!(run.code, 0, "{run:?}");
    }

    /// The id that a command prints with `-o id`.
    #[track_caller]
    pub fn id(&self, line: &str) -> String {
        self.run(&format!("{line} -o id")).expect(0).out.trim_end().to_owned()
    }

    /// Runs a script with `ipp` on its path.
    pub fn shell(&self, script: &str) -> Run {
        let binary = assert_cmd::cargo::cargo_bin("ipp");
        let folder = binary.parent().expect("a folder").display().to_string();
        let output = std::process::Command::new("/bin/sh")
            .args(["-c", script])
            .env_clear()
            .current_dir(self.home())
            .envs(self.environment())
            .env("PATH", format!("{folder}:{}:/usr/bin:/bin", self.home().join("bin").display()))
            .stdin(Stdio::null())
            .output()
            .expect("a run");
        Run::of(&output)
    }
}
