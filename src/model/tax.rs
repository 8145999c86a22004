//! Tax: a rate in basis points, and the tax inside an amount that includes it.

use std::fmt;
use std::str::FromStr;

/// A rate in basis points: 2500 is 25 %. From 0 to 100 %.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TaxRate(u16);

/// One hundred percent, in basis points.
const WHOLE: i64 = 10_000;

impl TaxRate {
    /// No tax.
    pub const NONE: Self = Self(0);

    /// Takes basis points as the API does, if they are a rate at all.
    pub fn from_basis_points(points: i64) -> Option<Self> {
        u16::try_from(points).ok().filter(|points| i64::from(*points) <= WHOLE).map(Self)
    }

    /// The number that the API takes.
    pub fn basis_points(self) -> i64 {
        i64::from(self.0)
    }

    /// The tax inside `total`: `total - total * 10000 / (10000 + rate)`, rounded to the nearest minor unit, halves away from zero.
    pub fn tax_in(self, total: i64) -> i64 {
        let (rate, divisor) = (i128::from(self.0), i128::from(WHOLE) + i128::from(self.0));
        let twice = 2 * i128::from(total) * rate;
        let rounded = (twice.abs() + divisor) / (2 * divisor);
        let signed = if total < 0 { -rounded } else { rounded };
        i64::try_from(signed).unwrap_or(total)
    }
}

impl fmt::Display for TaxRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match part {
            0 => write!(f, "{whole}%"),
            part if part % 10 == 0 => write!(f, "{whole}.{}%", part / 10),
            part => write!(f, "{whole}.{part:02}%"),
        }
    }
}

/// Reads `25%`, `6.5%` or `12.25%`.
impl FromStr for TaxRate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a tax rate; give a percentage from 0% to 100%, such as 25% or 6.5%");
        let number = text.strip_suffix('%').ok_or_else(wrong)?;
        let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
        let digits =
            |text: &str, most| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole, 3) || !digits(part, 2) {
            return Err(wrong());
        }
        let points = format!("{whole}{part:0<2}").parse().map_err(|_| wrong())?;
        Self::from_basis_points(points).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn percentages_become_basis_points() {
        for (text, points) in
            [("25%", 2500), ("0%", 0), ("6.5%", 650), ("12.25%", 1225), ("100%", 10_000), ("06.05%", 605)]
        {
            assert_eq!(text.parse::<TaxRate>().map(TaxRate::basis_points), Ok(points), "{text}");
        }
        for text in ["25", "", "%", "-5%", "100.01%", "101%", "1e1%", "2.555%", "٢%", ".5%", "5.%"] {
            assert!(text.parse::<TaxRate>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_documented_order_comes_out_to_the_digit() {
        let rate = TaxRate(2500);
        assert_eq!((rate.tax_in(200_000), rate.tax_in(40_000)), (40_000, 8_000));
    }

    #[test]
    fn extremes_do_not_overflow() {
        assert_eq!(TaxRate(10_000).tax_in(i64::MAX), i64::MAX / 2 + 1);
        assert_eq!(TaxRate(10_000).tax_in(i64::MIN), i64::MIN / 2);
    }

    proptest! {
        #[test]
        fn tax_is_within_one_unit_of_the_contracts_formula(total in -1_000_000_000_000i64..1_000_000_000_000, points in 0u16..=10_000) {
            let tax = TaxRate(points).tax_in(total);
            let formula = total - total * 10_000 / (10_000 + i64::from(points));
            prop_assert!((tax - formula).abs() <= 1);
        }

        #[test]
        fn shown_rates_read_back(points in 0u16..=10_000) {
            prop_assert_eq!(TaxRate(points).to_string().parse(), Ok(TaxRate(points)));
        }
    }
}
