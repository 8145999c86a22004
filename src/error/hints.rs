//! The next step for a person: what each part's own errors are to be followed by. Names commands, and never tells anybody to
//! throw away what says how money stands.

use crate::api::{self, Refusal};
use crate::emulator::{OpenError, WorldError};
use crate::journal;
use crate::webhook::claim::{Fault, FaultKind};
use std::io;

pub(super) fn open(error: &OpenError) -> String {
    let first = match error {
        OpenError::Create { .. } | OpenError::Open { .. } => {
            "see to it that there is room, and that the folder and the file can be written"
        }
        OpenError::Damaged { .. } | OpenError::Foreign { .. } => "move the file away",
        OpenError::Newer { .. } => "use the newer `ipp`",
    };
    format!("{first}, or name another folder with `IPP_STATE_DIR`")
}

/// It remembers what was asked for, so nobody is told to throw it away.
pub(super) fn journal(error: &journal::Error) -> String {
    match error {
        journal::Error::Open(OpenError::Create { .. } | OpenError::Open { .. }) => {
            "see to it that there is room, and that the folder and the file can be written"
        }
        journal::Error::Open(OpenError::Newer { .. }) => "use the newer `ipp`, which made it",
        journal::Error::Open(_) => {
            "keep the file: it says what was asked for. Moved away with its `-wal`, or with another folder in \
             `IPP_STATE_DIR`, a new one is begun, which knows nothing of those payments"
        }
        journal::Error::Failed { .. } => "mend that, and try again",
    }
    .to_owned()
}

/// Of a command that was to be run.
pub(super) fn not_run(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::NotFound => {
            "it is a program and its arguments, not a line for a shell: a name has to be where this machine looks for \
             programs, and a path, or the interpreter that the file there names, has to be there"
        }
        _ => "see that it is a program that may be run (`chmod +x`), or put what runs it before it, such as `sh`",
    }
}

pub(super) fn belief(fault: &Fault, explained: bool) -> Option<String> {
    let text = match fault.kind() {
        FaultKind::WrongSignature if explained => "do not act on it",
        FaultKind::WrongSignature => {
            "do not act on it; `--explain` tries the usual mistakes and names the one that it is"
        }
        FaultKind::Stale => "do not act on it; `--at` judges a recorded one as of its own time",
        FaultKind::Malformed => {
            "do not act on it; Kustom sends `webhook-id`, `webhook-timestamp` and `webhook-signature`"
        }
    };
    Some(text.to_owned())
}

pub(super) fn world(error: &WorldError) -> Option<String> {
    match error {
        WorldError::NotFound { what: "fault", .. } => Some("`ipp emulator fault list` says what there is".to_owned()),
        WorldError::NotFound { what: "delivery", .. } => {
            Some("`ipp emulator deliveries` says what there is".to_owned())
        }
        WorldError::NotFound { what: "destination of delivery", .. } => {
            Some("it was removed: add it again with `ipp emulator destination add URL`".to_owned())
        }
        WorldError::NotFound { .. } => Some("`ipp emulator status` says what there is".to_owned()),
        WorldError::UnknownCode | WorldError::EnrollmentEnded { .. } => {
            Some("`ipp enrollment create --env emulator` makes a new code".to_owned())
        }
        WorldError::Unavailable(_) => {
            Some("nothing was changed: mend that and try again; `ipp emulator status` names the folder".to_owned())
        }
        WorldError::Store(_) => Some(
            "nothing was replaced; to begin anew, move `emulator.db` away: it is in the folder of `--state` or \
             IPP_STATE_DIR, or else in this user's own state folder"
                .to_owned(),
        ),
        _ => None,
    }
}

pub(super) fn api(error: &api::Error) -> Option<String> {
    let text = match error {
        api::Error::Setup { .. } => return None,
        _ if error.may_have_happened() => "it may have happened: look at what is there before doing it again",
        api::Error::NotSent { reason: api::Unreached::UnknownAuthority, .. } => {
            "if the authority is one that you trust, such as your company's own, name its file with `--ca-file`"
        }
        api::Error::NotSent { reason: api::Unreached::WrongCertificate, .. } => {
            "do not go on until you know who answers there: check the address, and this machine's clock"
        }
        api::Error::NotSent { .. } => {
            "check the network and the address: `ipp profile show --origin` says where it comes from"
        }
        api::Error::NoAnswer { .. } | api::Error::Unreadable { .. } => {
            "nothing was changed; try again, with `-vv` to see what came"
        }
        api::Error::Refused(refusal) => return refused(refusal),
    };
    Some(text.to_owned())
}

fn refused(refusal: &Refusal) -> Option<String> {
    let text = match refusal.status {
        401 => "the key was refused: `ipp profile show --origin` says where it comes from",
        403 if refusal.excerpt.is_some() => {
            "this looks like a firewall, which turns away callers outside the supported regions"
        }
        403 => "the key is not allowed to do this: ask Kustom whether In-Person Payments is enabled for the account",
        404 => "check the id, and that it belongs to this environment",
        429 => "the server asks for patience: try again later",
        300..=399 => "redirects are never followed: check the base URL with `ipp profile show --origin`",
        500.. => "the fault is on the server's side: try again later",
        _ => return None,
    };
    Some(text.to_owned())
}
