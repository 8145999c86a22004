//! JUnit XML, as pipelines read it: one suite, a case a row. A pure function of the cases.

use super::record::Record;
use std::time::Duration;

/// How a case ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
    /// Well.
    Passed,
    /// What was wrong, and what to do.
    Failed {
        /// In short.
        message: String,
        /// At length.
        details: String,
    },
    /// Why it was not run, and need not have been.
    Skipped(String),
    /// Why it could not be run, though nothing is proved without it.
    Error(String),
}

/// One row of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    /// What pipelines call it.
    pub name: String,
    /// How long it took.
    pub duration: Duration,
    /// How it ended.
    pub ending: Ending,
}

impl Case {
    /// The same where nothing at all was run: what was skipped is an error then.
    pub fn unproved(self) -> Self {
        let ending = match self.ending {
            Ending::Skipped(why) => Ending::Error(why),
            other => other,
        };
        Self { ending, ..self }
    }
}

/// A record that is a row of a report.
pub trait Reported: Record {
    /// The row as a test case.
    fn case(&self) -> Case;
}

/// The whole document.
pub fn document(suite: &str, cases: &[Case]) -> String {
    let failures = cases.iter().filter(|case| matches!(case.ending, Ending::Failed { .. })).count();
    let skipped = cases.iter().filter(|case| matches!(case.ending, Ending::Skipped(_))).count();
    let errors = cases.iter().filter(|case| matches!(case.ending, Ending::Error(_))).count();
    let time = seconds(cases.iter().map(|case| case.duration).sum());
    let (count, name) = (cases.len(), escaped(suite));
    let counts =
        format!("tests=\"{count}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\" time=\"{time}\"");
    let rows: String = cases.iter().map(|case| row(&name, case)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {counts}>\n  <testsuite name=\"{name}\" {counts}>\n{rows}  \
         </testsuite>\n</testsuites>\n"
    )
}

fn row(suite: &str, case: &Case) -> String {
    let (name, time) = (escaped(&case.name), seconds(case.duration));
    let head = format!("    <testcase classname=\"{suite}\" name=\"{name}\" time=\"{time}\"");
    match &case.ending {
        Ending::Passed => format!("{head}/>\n"),
        Ending::Failed { message, details } => format!(
            "{head}>\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
            escaped(message),
            escaped(details)
        ),
        Ending::Skipped(why) => format!("{head}>\n      <skipped message=\"{}\"/>\n    </testcase>\n", escaped(why)),
        Ending::Error(why) => format!("{head}>\n      <error message=\"{}\"/>\n    </testcase>\n", escaped(why)),
    }
}

fn seconds(duration: Duration) -> String {
    format!("{}.{:03}", duration.as_secs(), duration.subsec_millis())
}

/// What XML has no place for, not even escaped, becomes a replacement character.
fn escaped(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => clean.push_str("&amp;"),
            '<' => clean.push_str("&lt;"),
            '>' => clean.push_str("&gt;"),
            '"' => clean.push_str("&quot;"),
            '\n' => clean.push_str("&#10;"),
            _ if super::escape::is_dangerous(letter) || matches!(letter, '\u{fffe}' | '\u{ffff}') => {
                clean.push('\u{fffd}')
            }
            _ => clean.push(letter),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_counts_its_cases_and_escapes_their_texts() {
        let case = |name: &str, ending| Case { name: name.to_owned(), duration: Duration::from_millis(1_002), ending };
        let text = document(
            "a \"b\"",
            &[
                case("good", Ending::Passed),
                case(
                    "<bad>",
                    Ending::Failed { message: "\u{1b}[31m & \u{ffff}".to_owned(), details: "a\nb".to_owned() },
                ),
                case("late", Ending::Skipped("why".to_owned())),
                case("lost", Ending::Error("how".to_owned())),
            ],
        );
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\" time=\"4.008\">
  <testsuite name=\"a &quot;b&quot;\" tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\" time=\"4.008\">
    <testcase classname=\"a &quot;b&quot;\" name=\"good\" time=\"1.002\"/>
    <testcase classname=\"a &quot;b&quot;\" name=\"&lt;bad&gt;\" time=\"1.002\">
      <failure message=\"\u{fffd}[31m &amp; \u{fffd}\">a&#10;b</failure>
    </testcase>
    <testcase classname=\"a &quot;b&quot;\" name=\"late\" time=\"1.002\">
      <skipped message=\"why\"/>
    </testcase>
    <testcase classname=\"a &quot;b&quot;\" name=\"lost\" time=\"1.002\">
      <error message=\"how\"/>
    </testcase>
  </testsuite>
</testsuites>
";
        assert_eq!(text, expected);
    }
}
