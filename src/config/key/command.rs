//! `api_key_command` and its kin: a password manager or keyring tool that prints a key or a secret.
//!
//! Run without a shell and without standard input, for 10 s at most. What it prints on stdout is never shown.

use super::first_line;
use crate::config::{text, variables};
use crate::secret::Secret;
use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::str::FromStr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};

/// How long a command may take.
const LIMIT: Duration = Duration::from_secs(10);

/// How much of each of its streams is read, in bytes. A command that prints more finds a closed pipe.
const LARGEST: u64 = 64 * 1024;

/// How much of its stderr is shown, in characters.
const SHOWN: usize = 300;

/// A command, split as a shell splits words: quotes and backslashes, and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyCommand {
    program: String,
    arguments: Vec<String>,
    text: String,
    /// Variables that it does not find.
    hidden: Vec<String>,
}

impl KeyCommand {
    /// With the keys that may stand in it.
    pub(super) fn as_written(&self) -> &str {
        &self.text
    }
}

impl FromStr for KeyCommand {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words = shlex::split(text).ok_or("a quote or a backslash has no end")?;
        match words.split_first() {
            Some((program, arguments)) if !program.is_empty() => Ok(Self {
                program: program.clone(),
                arguments: arguments.to_vec(),
                text: text.to_owned(),
                hidden: Vec::new(),
            }),
            _ => Err("it is empty".to_owned()),
        }
    }
}

/// As it was written, except for keys.
impl fmt::Display for KeyCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::safe(&self.text))
    }
}

impl fmt::Debug for KeyCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Programs that read what a shell reads, in one of their arguments.
const SHELLS: [&str; 6] = ["sh", "bash", "dash", "zsh", "ksh", "fish"];

/// What a command left behind.
struct Ended {
    status: ExitStatus,
    stdout: Secret,
    stderr: String,
}

impl KeyCommand {
    /// The same for somebody who gets no secret: without the key, the signing secret, and this variable.
    pub fn without(mut self, variable: Option<&str>) -> Self {
        self.hidden =
            [variables::API_KEY, variables::WEBHOOK_SECRET].into_iter().chain(variable).map(str::to_owned).collect();
        self
    }

    /// Whether there is such a program, before anything hangs on it.
    pub fn find(&self) -> io::Result<()> {
        let is_there = |path: &Path| std::fs::metadata(path).is_ok_and(|found| found.is_file());
        match self.program.contains(std::path::MAIN_SEPARATOR) {
            true if is_there(Path::new(&self.program)) => Ok(()),
            false
                if variables::program_folders()
                    .is_none_or(|folders| folders.iter().any(|folder| is_there(&folder.join(&self.program)))) =>
            {
                Ok(())
            }
            _ => Err(io::Error::new(io::ErrorKind::NotFound, "no such command")),
        }
    }

    /// The first line that the command prints, or what the command did instead.
    pub async fn run(&self) -> Result<Secret, String> {
        self.run_within(LIMIT, &[]).await
    }

    /// The same with these variables besides its own.
    pub async fn run_with(&self, variables: &[(&str, &str)]) -> Result<Secret, String> {
        self.run_within(LIMIT, variables).await
    }

    pub(super) async fn run_within(&self, limit: Duration, variables: &[(&str, &str)]) -> Result<Secret, String> {
        let ended = self.end_within(limit, variables).await?;
        first_line(&ended.stdout).ok_or_else(|| format!("printed nothing on its first line{}", said(&ended.stderr)))
    }

    /// The program alone: arguments may hold what nobody else is to read.
    pub fn program(&self) -> String {
        text::safe(&self.program)
    }

    /// Refuses what only a shell would read, and this would hand on as a word: a probe of `echo x | grep -q y` is one of
    /// `echo`, which always ends well.
    pub fn without_shell(self) -> Result<Self, String> {
        let name = Path::new(&self.program).file_name().and_then(OsStr::to_str);
        match shell_sign(&self.text, name.is_some_and(|name| SHELLS.contains(&name))) {
            Some(sign) => Err(format!(
                "it is run without a shell, which alone would read `{sign}`: wrap it, as in `sh -c '...'`, or put that in \
                 single quotes"
            )),
            None => Ok(self),
        }
    }

    /// Whether the command ends well with these variables besides its own, whatever it prints; or what it did instead.
    pub async fn agrees(&self, variables: &[(&str, &str)]) -> Result<(), String> {
        self.end_within(LIMIT, variables).await.map(drop)
    }

    async fn end_within(&self, limit: Duration, variables: &[(&str, &str)]) -> Result<Ended, String> {
        let child = self.spawn(variables).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => "was not found".to_owned(),
            _ => format!("could not be started: {error}"),
        })?;
        let ended = match tokio::time::timeout(limit, wait(child)).await {
            Err(_) => return Err(format!("did not end within {limit:?}")),
            Ok(ended) => ended.map_err(|error| format!("printed what cannot be used: {error}"))?,
        };
        match ended.status.success() {
            true => Ok(ended),
            false => Err(format!("ended with {}{}", ended.status, said(&ended.stderr))),
        }
    }

    fn spawn(&self, variables: &[(&str, &str)]) -> io::Result<Child> {
        let mut command = Command::new(&self.program);
        for name in &self.hidden {
            command.env_remove(name);
        }
        command
            .args(&self.arguments)
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
    }
}

/// The first letter that is not quoted and means something to a shell. Between double quotes that is a variable or another
/// command's output, unless a shell is what is run.
fn shell_sign(text: &str, runs_shell: bool) -> Option<char> {
    let (mut quote, mut letters) = (None, text.chars());
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (None | Some('"'), '\\') => drop(letters.next()),
            (None, '\'' | '"') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            (None, '|' | '&' | ';' | '<' | '>' | '$' | '`') => return Some(letter),
            (Some('"'), '$' | '`') if !runs_shell => return Some(letter),
            _ => {}
        }
    }
    None
}

/// Reads both streams while the command runs. Dropping it on the way kills the command.
async fn wait(mut child: Child) -> io::Result<Ended> {
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (stdout, stderr, status) = tokio::try_join!(read(stdout), read(stderr), child.wait())?;
    let stdout = String::from_utf8(stdout).map_err(|_| io::Error::other("it is not UTF-8"))?;
    Ok(Ended { status, stdout: Secret::new(stdout), stderr: String::from_utf8_lossy(&stderr).into_owned() })
}

async fn read(stream: Option<impl AsyncRead + Unpin>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(stream) = stream {
        stream.take(LARGEST).read_to_end(&mut bytes).await?;
    }
    Ok(bytes)
}

fn said(stderr: &str) -> String {
    let shown: String = stderr.trim().chars().take(SHOWN).collect();
    if shown.is_empty() { String::new() } else { format!(": {shown}") }
}
