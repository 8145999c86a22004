//! Amounts of money: whole minor units of one currency.
//!
//! No floating point, ever. Text becomes money here and nowhere else.

use std::fmt;
use std::str::FromStr;

/// A currency of ISO 4217 that payments can be made in. `XXX`, `XAU` and the like are not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Currency(iso_currency::Currency);

/// An amount in minor units (ören, cents) of its currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Money {
    /// Minor units; negative for discounts.
    pub minor: i64,
    /// What the units are of.
    pub currency: Currency,
}

/// Why a text is no amount or no currency.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not three letters of a currency that can be paid in.
    #[error("`{0}` is not a currency that can be paid in; give an ISO 4217 code such as SEK, NOK or EUR")]
    Currency(String),
    /// Neither digits, nor digits with a point and the currency's decimals.
    #[error(
        "`{text}` is not an amount; give {form}",
        form = major_form(*decimals)
    )]
    Amount {
        /// What was given.
        text: String,
        /// How many decimals the currency has.
        decimals: usize,
    },
    /// Zero where something has to be paid.
    #[error("an amount of 0 cannot be paid; give at least 1 minor unit")]
    Zero,
    /// Beyond the int64 of the API.
    #[error("`{0}` is too large; the API takes at most 9223372036854775807 minor units")]
    TooLarge(String),
}

fn major_form(decimals: usize) -> String {
    match decimals {
        0 => "whole units such as 2400: this currency has no decimals".to_owned(),
        n => format!(
            "minor units such as 240000, or major units with exactly {n} decimals such as 2400.{}",
            "0".repeat(n)
        ),
    }
}

impl Currency {
    /// How many decimals the major unit has: 2 for SEK, 0 for JPY, 3 for KWD.
    pub fn decimals(self) -> usize {
        self.0.exponent().map_or(0, usize::from)
    }

    /// The three letters, upper case.
    pub fn code(self) -> &'static str {
        self.0.code()
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        iso_currency::Currency::from_code(&text.to_ascii_uppercase())
            .filter(|currency| currency.exponent().is_some() && !currency.is_special())
            .map(Self)
            .ok_or_else(|| MoneyError::Currency(text.to_owned()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Money {
    /// Reads an amount to be paid: minor units (`240000`), or major units with exactly the currency's decimals (`2400.00`).
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let decimals = currency.decimals();
        let wrong = || MoneyError::Amount { text: text.to_owned(), decimals };
        let digits = match text.split_once('.') {
            None => text.to_owned(),
            Some((whole, cents)) if decimals > 0 && cents.len() == decimals && !whole.is_empty() => {
                format!("{whole}{cents}")
            }
            Some(_) => return Err(wrong()),
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        match digits.parse() {
            Ok(0) => Err(MoneyError::Zero),
            Ok(minor) => Ok(Self { minor, currency }),
            Err(_) => Err(MoneyError::TooLarge(text.to_owned())),
        }
    }
}

/// For people: `2,400.00 SEK`. Machines get the minor units.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = self.currency.decimals();
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = decimals + 1);
        let (whole, cents) = digits.split_at(digits.len() - decimals);
        let sign = if self.minor < 0 { "-" } else { "" };
        let point = if decimals > 0 { "." } else { "" };
        write!(f, "{sign}{}{point}{cents} {}", grouped(whole), self.currency)
    }
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap_or_else(|error| panic!("{code}: {error}"))
    }

    fn minor(text: &str, code: &str) -> Option<i64> {
        Money::parse(text, currency(code)).ok().map(|money| money.minor)
    }

    #[test]
    fn minor_and_major_units_are_told_apart_by_the_point() {
        assert_eq!(minor("240000", "SEK"), Some(240_000));
        assert_eq!(minor("2400.00", "SEK"), Some(240_000));
        assert_eq!(minor("2400", "JPY"), Some(2400));
        assert_eq!(minor("2.400", "KWD"), Some(2400));
        assert_eq!(minor("9223372036854775807", "SEK"), Some(i64::MAX));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "2,400",
            "2400.5",
            "2400.000",
            "1e3",
            "-5",
            "+5",
            "0",
            "0.00",
            "",
            " 5",
            "٣٤",
            ".50",
            "5.",
            "9223372036854775808",
            "1.2.3",
        ] {
            assert_eq!(minor(text, "SEK"), None, "{text}");
        }
        assert_eq!(minor("2400.00", "JPY"), None);
        assert_eq!(minor("2.40", "KWD"), None);
    }

    #[test]
    fn currencies_are_iso_4217_and_payable() {
        assert_eq!(currency("sek").code(), "SEK");
        for text in ["XXX", "XTS", "XAU", "SE", "", "SEKK", "S€K"] {
            assert!(text.parse::<Currency>().is_err(), "{text}");
        }
    }

    #[test]
    fn people_read_separators_and_the_currency() {
        let shown = |minor, code| Money { minor, currency: currency(code) }.to_string();
        assert_eq!(shown(240_000, "SEK"), "2,400.00 SEK");
        assert_eq!(shown(5, "SEK"), "0.05 SEK");
        assert_eq!(shown(-123_456_789, "EUR"), "-1,234,567.89 EUR");
        assert_eq!(shown(1_000, "JPY"), "1,000 JPY");
        assert_eq!(shown(1_234, "KWD"), "1.234 KWD");
        assert_eq!(shown(i64::MIN, "SEK"), "-92,233,720,368,547,758.08 SEK");
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(minor in 1..=i64::MAX, code in prop::sample::select(vec!["SEK", "JPY", "KWD"])) {
            let money = Money { minor, currency: currency(code) };
            let shown = money.to_string().replace(',', "");
            let number = shown.trim_end_matches(code).trim_end();
            prop_assert_eq!(Money::parse(number, currency(code)), Ok(money));
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = Money::parse(&text, currency("SEK"));
        }
    }
}
