//! A person at a terminal: the real binary behind a pseudo-terminal, which is read as it comes and never slept on.
//!
//! Whatever does not show up in time is a failure that shows the screen.

use super::Sandbox;
use portable_pty::{ChildKiller, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

pub use vt100::Color;

/// As long as it takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// So high that nothing scrolls away.
const ROWS: u16 = 300;
/// A pseudo-terminal that another child inherits by accident would never hang up, so they are opened one by one.
static OPENING: Mutex<()> = Mutex::new(());

pub const CTRL_C: &str = "\u{3}";
pub const ESCAPE: &str = "\u{1b}";
pub const DOWN: &str = "\u{1b}[B";
pub const ENTER: &str = "\r";

/// A command that runs on a terminal, for as long as there is its sandbox.
pub struct Terminal<'a> {
    _sandbox: &'a Sandbox,
    master: Box<dyn MasterPty + Send>,
    /// Only once something is typed: going away, it would press Enter.
    writer: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    listens: Arc<AtomicBool>,
    code: Receiver<u32>,
    killer: Box<dyn ChildKiller + Send + Sync>,
    pid: u32,
    parser: vt100::Parser,
    raw: Vec<u8>,
    deadline: Instant,
}

/// What is left when the command has ended.
pub struct Seen {
    pub code: u32,
    /// Without the blanks at the ends.
    pub text: String,
    /// Every byte that came.
    pub raw: String,
    pub has_cursor: bool,
    screen: vt100::Screen,
}

impl<'a> Terminal<'a> {
    /// Runs `ipp` with the words of this line.
    pub fn run(sandbox: &'a Sandbox, columns: u16, line: &str) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_ipp"));
        command.args(shlex::split(line).expect("words"));
        Self::open(sandbox, columns, command)
    }

    /// Runs a line of the shell, in which `$IPP` is the binary.
    pub fn shell(sandbox: &'a Sandbox, columns: u16, line: &str) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", line]);
        Self::open(sandbox, columns, command)
    }

    fn open(sandbox: &'a Sandbox, columns: u16, mut command: CommandBuilder) -> Self {
        command.env_clear();
        command.env("IPP", env!("CARGO_BIN_EXE_ipp"));
        command.env("TERM", "xterm-256color");
        sandbox.environment().into_iter().for_each(|(name, value)| command.env(name, value));
        command.cwd(sandbox.home());
        let size = PtySize { rows: ROWS, cols: columns, pixel_width: 0, pixel_height: 0 };
        let opening = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut child = pair.slave.spawn_command(command).expect("a child");
        let reader = pair.master.try_clone_reader().expect("a reader");
        drop((pair.slave, opening));
        let pid = child.process_id().expect("a process");
        let (killer, (tell, code)) = (child.clone_killer(), mpsc::channel());
        thread::spawn(move || tell.send(child.wait().expect("a status").exit_code()));
        let listens = Arc::new(AtomicBool::new(true));
        Self {
            _sandbox: sandbox,
            master: pair.master,
            writer: None,
            output: listen(reader, Arc::clone(&listens)),
            listens,
            code,
            killer,
            pid,
            parser: vt100::Parser::new(ROWS, columns, 0),
            raw: Vec::new(),
            deadline: Instant::now() + PATIENCE,
        }
    }

    /// Waits until the screen shows this.
    #[track_caller]
    pub fn until(&mut self, text: &str) -> &mut Self {
        while !says(&self.parser.screen().contents(), text) {
            assert!(self.hears(), "{text:?} did not come:\n{}", self.parser.screen().contents());
        }
        self
    }

    /// Waits until the screen shows this question and the keys go to it: the terminal echoes them no longer.
    #[track_caller]
    pub fn until_asked(&mut self, question: &str) -> &mut Self {
        self.until(question);
        while self.echoes() {
            assert!(Instant::now() < self.deadline, "nobody listens:\n{}", self.parser.screen().contents());
            thread::yield_now();
        }
        self
    }

    fn echoes(&self) -> bool {
        let flags = self.master.get_termios().expect("a terminal").local_flags;
        format!("{flags:?}").split(['(', ')', ' ', '|']).any(|flag| flag == "ECHO")
    }

    pub fn types(&mut self, keys: &str) -> &mut Self {
        let master = &self.master;
        let writer = self.writer.get_or_insert_with(|| master.take_writer().expect("a writer"));
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).expect("keys");
        self
    }

    /// Sends a signal to the command, and to the shell that has started it.
    pub fn signal(&self, name: &str) {
        let script = format!("kill -s {name} -- -{}", self.pid);
        let status = std::process::Command::new("/bin/sh").args(["-c", &script]).status().expect("a shell");
        assert!(status.success());
    }

    /// Makes the window so many columns wide.
    pub fn resize(&mut self, columns: u16) -> &mut Self {
        let size = PtySize { rows: ROWS, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("a size");
        self.parser.screen_mut().set_size(ROWS, columns);
        self
    }

    /// What the screen shows now.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// Waits until the command has ended.
    #[track_caller]
    pub fn end(&mut self) -> Seen {
        while self.hears() {}
        let code = self.exit_code();
        let screen = self.parser.screen().clone();
        Seen {
            code,
            text: screen.contents().trim_end().to_owned(),
            raw: String::from_utf8_lossy(&self.raw).into_owned(),
            has_cursor: !screen.hide_cursor(),
            screen,
        }
    }

    /// Closes the window, and gives the exit code.
    #[track_caller]
    pub fn hang_up(mut self) -> u32 {
        assert!(self.writer.is_none(), "the writer would press Enter");
        self.listens.store(false, Ordering::SeqCst);
        let name = self.master.tty_name().expect("a name");
        std::fs::OpenOptions::new().write(true).open(name).and_then(|mut tty| tty.write_all(b"!")).expect("a wake-up");
        while self.hears() {}
        let (code, deadline) = (self.code, self.deadline);
        drop(self.master);
        code.recv_timeout(deadline.saturating_duration_since(Instant::now())).unwrap_or_else(|_| {
            let _ = self.killer.kill();
            panic!("it hangs")
        })
    }

    /// Takes in what comes; `false` when nothing more does.
    fn hears(&mut self) -> bool {
        match self.output.recv_timeout(self.deadline.saturating_duration_since(Instant::now())) {
            Ok(bytes) => {
                self.parser.process(&bytes);
                self.raw.extend(bytes);
                true
            }
            Err(_) => false,
        }
    }

    #[track_caller]
    fn exit_code(&mut self) -> u32 {
        self.code.recv_timeout(self.deadline.saturating_duration_since(Instant::now())).unwrap_or_else(|_| {
            let _ = self.killer.kill();
            panic!("it did not end:\n{}", self.parser.screen().contents())
        })
    }
}

fn listen(mut reader: Box<dyn Read + Send>, listens: Arc<AtomicBool>) -> Receiver<Vec<u8>> {
    let (tell, output) = mpsc::channel();
    thread::spawn(move || {
        let mut part = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut part) {
            if !listens.load(Ordering::SeqCst) || tell.send(part[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    output
}

/// Whether it is there, also where a line was broken between its words.
fn says(screen: &str, text: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    screen.contains(text) || !text.contains('\n') && words(screen).contains(&words(text))
}

impl Seen {
    /// Checks the exit code, and that the cursor is there again.
    #[track_caller]
    pub fn expect(self, code: u32) -> Self {
        assert_eq!(self.code, code, "{}", self.text);
        assert!(self.has_cursor, "the cursor is gone:\n{}", self.text);
        self
    }

    /// Checks that the screen shows all of these.
    #[track_caller]
    pub fn shows(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(says(&self.text, text), "{text:?} is not on the screen:\n{}", self.text);
        }
        self
    }

    /// Checks that the screen shows none of these.
    #[track_caller]
    pub fn hides(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(!says(&self.text, text), "{text:?} is on the screen:\n{}", self.text);
        }
        self
    }

    /// Checks that no line went on in the next.
    #[track_caller]
    pub fn fits(self) -> Self {
        assert!(self.too_wide().is_empty(), "{:?} are too wide:\n{}", self.too_wide(), self.text);
        self
    }

    /// The lines that went on in the next.
    pub fn too_wide(&self) -> Vec<String> {
        let (_, columns) = self.screen.size();
        let rows = self.screen.rows(0, columns).zip(0..ROWS);
        rows.filter(|(_, row)| self.screen.row_wrapped(*row)).map(|(line, _)| line).collect()
    }

    /// The colour in which this text is shown.
    #[track_caller]
    pub fn color(&self, text: &str) -> Color {
        let (_, columns) = self.screen.size();
        let rows = self.screen.rows(0, columns).collect::<Vec<_>>();
        let place = rows.iter().enumerate().find_map(|(row, line)| line.find(text).map(|at| (row, &line[..at])));
        let (row, before) = place.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{}", self.text));
        let (row, column) = (row as u16, before.chars().count() as u16);
        self.screen.cell(row, column).expect("a cell").fgcolor()
    }

    /// In which column of a row this text begins, wide letters counted as they are shown.
    #[track_caller]
    pub fn column_of(&self, row: u16, text: &str) -> u16 {
        let (_, columns) = self.screen.size();
        let begins = |column: &u16| {
            let rest = (*column..columns).filter_map(|at| self.screen.cell(row, at)).map(vt100::Cell::contents);
            rest.collect::<String>().starts_with(text)
        };
        (0..columns).find(begins).unwrap_or_else(|| panic!("{text:?} is not in row {row}:\n{}", self.text))
    }

    /// Whether any cell is coloured, bold or otherwise painted.
    pub fn is_painted(&self) -> bool {
        self.raw.contains("\u{1b}[") && self.screen_cells().any(|cell| cell.bold() || cell.fgcolor() != Color::Default)
    }

    fn screen_cells(&self) -> impl Iterator<Item = &vt100::Cell> {
        let (rows, columns) = self.screen.size();
        (0..rows).flat_map(move |row| (0..columns).filter_map(move |column| self.screen.cell(row, column)))
    }
}
