//! What no single command explains. Each topic is a text as it is printed: lines indented by four are commands, and a
//! test runs them as they stand.

/// One of them.
#[derive(Debug)]
pub struct Topic {
    /// The word after `ipp help`.
    pub name: &'static str,
    /// What it is printed as, at most 80 columns wide.
    pub text: &'static str,
    /// What somebody may look for who means it.
    pub meant_by: &'static [&'static str],
}

/// The promise that scripts build on. One test per row.
const EXIT_CODES: Topic = Topic {
    name: "exit-codes",
    text: include_str!("topics/exit-codes.txt"),
    meant_by: &["codes", "errors", "exitcode", "exitcodes"],
};

/// The one of this name.
pub fn named(name: &str) -> Option<&'static Topic> {
    ALL.iter().find(|topic| topic.name == name)
}

/// All of them, in the order in which `ipp help` lists them.
pub static ALL: [Topic; 5] = [
    EXIT_CODES,
    Topic {
        name: "money",
        text: include_str!("topics/money.txt"),
        meant_by: &["amounts", "duplicates", "payments", "unknown"],
    },
    Topic {
        name: "environment",
        text: include_str!("topics/environment.txt"),
        meant_by: &["config", "settings", "variables"],
    },
    Topic {
        name: "webhooks",
        text: include_str!("topics/webhooks.txt"),
        meant_by: &["callbacks", "events", "signatures"],
    },
    Topic {
        name: "testing",
        text: include_str!("topics/testing.txt"),
        meant_by: &["ci", "faults", "scenario", "scenarios", "tests"],
    },
];
