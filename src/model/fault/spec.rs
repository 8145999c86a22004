//! A fault in one word for a command line: `KIND[,NAME=VALUE]...`, such as `lost-answer,on=create-session,count=1`.
//!
//! The names are those of the flags of `ipp emulator fault add`.

use super::NewFault;
use crate::model::duration;
use std::str::FromStr;

impl FromStr for NewFault {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split(',');
        let mut fault = Self::new(parts.next().unwrap_or_default().parse()?);
        for part in parts {
            let (name, value) = part.split_once('=').ok_or_else(|| format!("`{part}` is no NAME=VALUE"))?;
            fault.set(name, value)?;
        }
        // Whatever is wrong is said where the fault is read, and the values are completed where it is kept.
        fault.clone().complete().map_err(|wrong| in_words(&wrong))?;
        Ok(fault)
    }
}

impl NewFault {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "on" => self.on.push(value.to_owned()),
            "delay" => self.delay_ms = Some(milliseconds(value)?),
            "rate" => self.rate = number(name, value)?,
            "count" => self.count = Some(number(name, value)?),
            "skip" => self.skip = number(name, value)?,
            "seed" => self.seed = Some(number(name, value)?),
            _ => return Err(format!("`{name}` is not one of on, delay, rate, count, skip, seed")),
        }
        Ok(())
    }
}

fn milliseconds(value: &str) -> Result<u64, String> {
    duration::parse(value).map(|delay| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX))
}

fn number<T: FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("`{name}={value}` is not a whole number"))
}

fn in_words(wrong: &[(String, String)]) -> String {
    wrong.iter().map(|(field, message)| format!("`{field}` {message}")).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::super::{CallbackFault, FaultKind, RequestFault};
    use super::*;

    fn read(text: &str) -> NewFault {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn every_kind_is_read_by_its_name() {
        for kind in FaultKind::ALL {
            assert_eq!(read(kind.name()), NewFault::new(kind));
        }
    }

    #[test]
    fn everything_can_be_said() {
        let fault = read("latency,on=get-session,on=create-session,delay=1500ms,rate=20,count=3,skip=1,seed=7");
        let expected = NewFault {
            kind: FaultKind::Request(RequestFault::Latency),
            on: vec!["get-session".to_owned(), "create-session".to_owned()],
            delay_ms: Some(1500),
            rate: 20,
            count: Some(3),
            skip: 1,
            seed: Some(7),
        };
        assert_eq!(fault, expected);
        let fault = read("callback-late,on=ipp.session.finalized").complete().expect("complete");
        assert_eq!(fault.kind, FaultKind::Callback(CallbackFault::Late));
        assert_eq!((fault.delay_ms, fault.seed), (Some(5000), Some(0)));
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_words() {
        for (text, word) in [
            ("", "`` is not a fault"),
            ("404", "give one of latency"),
            ("500,", "NAME=VALUE"),
            ("500,often", "NAME=VALUE"),
            ("500,when=now", "`when`"),
            ("500,rate=0", "from 1 to 100"),
            ("500,rate=101", "from 1 to 100"),
            ("500,rate=0.5", "not a whole number"),
            ("500,rate=-1", "not a whole number"),
            ("500,count=0", "at least 1"),
            ("500,count=99999999999999999999", "not a whole number"),
            ("500,on=sessions", "create-session"),
            ("500,on=ipp.session.created", "create-session"),
            ("callback-lost,on=create-session", "ipp.session.created"),
            ("500,delay=1s", "means nothing"),
            ("429,delay=1500ms", "whole seconds"),
            ("latency,delay=2", "unit"),
            ("latency,delay=0s", "0"),
            ("latency,delay=25h", "day"),
        ] {
            let error = text.parse::<NewFault>().expect_err(text);
            assert!(error.contains(word), "{text}: {error}");
        }
    }
}
