//! How a session is shown.

use crate::journal::Mark;
use crate::model::money::{Currency, Money};
use crate::model::order::OrderLine;
use crate::model::session::{Session, SessionStatus};
use crate::output::{Field, Record, Tone};

impl Record for Session {
    const PLURAL: &'static str = "sessions";
    const COLUMNS: &'static [&'static str] = &["SESSION", "STATUS", "AMOUNT", "REFERENCE"];
    const CSV: &'static [&'static str] = &[
        "session_id",
        "status",
        "order_amount",
        "order_tax_amount",
        "purchase_currency",
        "device_id",
        "order_id",
        "merchant_reference1",
        "purchase_started_at",
        "purchase_completed_at",
    ];
    const MEMBERS: &'static [(&'static str, &'static [&'static str])] = &[
        ("SESSION", &["session_id"]),
        ("AMOUNT", &["order_amount", "purchase_currency"]),
        ("REFERENCE", &["merchant_reference1"]),
    ];

    fn cells(&self) -> Vec<Field> {
        let reference = self.merchant_reference1.clone().unwrap_or_default();
        vec![self.session_id.as_str().into(), status(&self.status), amount(self).into(), reference.into()]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        let text = |field: &Option<String>| Field::from(field.clone().unwrap_or_default());
        vec![
            ("session", self.session_id.as_str().into()),
            ("status", status(&self.status)),
            ("amount", amount(self).into()),
            ("tax", units(self, self.order_tax_amount).into()),
            ("lines", lines(self).into()),
            ("order", text(&self.order_id)),
            ("device", self.device_id.as_ref().map(ToString::to_string).unwrap_or_default().into()),
            ("reference", text(&self.merchant_reference1)),
            ("reference 2", text(&self.merchant_reference2)),
            ("merchant data", merchants_own(self).into()),
            ("started", Field::time(self.purchase_started_at.as_deref())),
            ("completed", Field::time(self.purchase_completed_at.as_deref())),
        ]
    }

    fn id(&self) -> String {
        self.session_id.to_string()
    }
}

/// Without the journal's mark, where that is all there is.
fn merchants_own(session: &Session) -> &str {
    session.merchant_data.as_deref().filter(|data| !Mark::is_all_of(data)).unwrap_or_default()
}

fn status(status: &SessionStatus) -> Field {
    let (meaning, tone) = match status {
        SessionStatus::Finalized => (" (paid)", Tone::Good),
        SessionStatus::Created | SessionStatus::Active => ("", Tone::Busy),
        SessionStatus::Cancelled | SessionStatus::Expired | SessionStatus::Failed => (" (not paid)", Tone::Bad),
        SessionStatus::Unknown(_) => ("", Tone::Plain),
    };
    Field::toned(format!("{status}{meaning}"), tone)
}

/// The amount for people; in minor units where the currency is not known.
pub fn amount(session: &Session) -> String {
    units(session, session.order_amount)
}

fn units(session: &Session, minor: Option<i64>) -> String {
    let Some(minor) = minor else { return String::new() };
    let code = session.purchase_currency.as_deref().unwrap_or_default();
    match code.parse::<Currency>() {
        Ok(currency) => Money { minor, currency }.to_string(),
        Err(_) => format!("{minor} minor units {code}").trim_end().to_owned(),
    }
}

fn lines(session: &Session) -> String {
    let line = |line: &OrderLine| {
        format!(
            "{} x {}  {}",
            line.quantity.unwrap_or(1),
            line.name.replace('\n', " "),
            units(session, Some(line.total_amount))
        )
    };
    session.order_items.iter().map(line).collect::<Vec<_>>().join("\n")
}
