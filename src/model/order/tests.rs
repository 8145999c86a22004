//! The documented order, and every way in which lines can fail to add up.

use super::*;
use proptest::prelude::*;

fn sek() -> Currency {
    "SEK".parse().expect("SEK is a currency")
}

fn line(item: &str) -> OrderLine {
    let item: Item = item.parse().expect(item);
    item.draft(sek()).expect("a price").complete(0, TaxRate::default()).expect("sums")
}

#[test]
fn the_documented_order_comes_out_to_the_digit() {
    let lines = [line("T-Shirt:2@1000.00:25%:SKU-001"), line("Socks:1@400.00:25%:SKU-002")];
    assert_eq!(totals(&lines), (240_000, 48_000));
    assert_eq!(check(&lines, 240_000, 48_000), Ok(()));
    assert_eq!(lines[0].reference.as_deref(), Some("SKU-001"));
    assert_eq!((lines[0].unit_price, lines[0].total_tax_amount, lines[1].total_tax_amount), (100_000, 40_000, 8_000));
}

#[test]
fn names_and_references_may_hold_colons() {
    let odd = line("Size: L:1@500:25%:a:b");
    assert_eq!((odd.name.as_str(), odd.reference.as_deref()), ("Size: L", Some("a:b")));
    assert_eq!(line("mail@home:1@500").name, "mail@home");
}

#[test]
fn what_is_no_line_is_refused() {
    for text in [
        "",
        "T-Shirt",
        "T-Shirt:2",
        ":2@10",
        " :2@10",
        "T:0@10",
        "T:-1@10",
        "T:+1@10",
        "T:1@10:25",
        "T:1@10:101%",
        "2@10",
        "T:99999999999999999999@1",
    ] {
        assert!(text.parse::<Item>().is_err(), "{text}");
    }
    for price in ["1,0", "1.5", "", "-5", "0"] {
        let item: Item = format!("T:1@{price}").parse().expect(price);
        assert!(item.draft(sek()).is_err(), "{price}");
    }
}

#[test]
fn errors_name_the_line_and_how_far_it_is_off() {
    let mut lines = vec![line("T-Shirt:2@1000.00:25%"), line("Socks:1@400.00:25%")];
    lines[1].total_amount = 40_001;
    let error = check(&lines, 240_001, 48_000).expect_err("off by one");
    assert_eq!(error.to_string(), "line 2 (`Socks`): total_amount is 40001, off by 1 minor units");
    lines[1] = line("Socks:1@400.00:25%");
    lines[1].total_tax_amount = 8_002;
    assert!(
        check(&lines, 240_000, 48_002).expect_err("tax").to_string().contains("total_tax_amount is 8002, off by 2")
    );
    lines[1].total_tax_amount = 8_001;
    assert_eq!(check(&lines, 240_000, 48_001), Ok(()), "within one minor unit");
    let error = check(&lines, 250_000, 48_001).expect_err("sum");
    assert_eq!(error.to_string(), "the lines add up to 240000 minor units, but order_amount is 250000: off by 10000");
}

#[test]
fn rates_over_100_percent_and_sums_beyond_int64_are_refused() {
    let mut wrong = line("T:1@10:25%");
    wrong.tax_rate = 10_001;
    assert!(matches!(check(&[wrong], 10, 2), Err(OrderError::Rate { .. })));
    let huge: Item = "T:3@9223372036854775807:25%".parse().expect("a line");
    let error = huge.draft(sek()).expect("a price").complete(0, TaxRate::default());
    assert!(matches!(error, Err(OrderError::TooLarge { .. })));
    let half = line("T:1@9223372036854775807");
    assert!(matches!(check(&[half.clone(), half], i64::MAX, 0), Err(OrderError::Sum { .. })));
}

#[test]
fn discounts_are_negative_lines() {
    let draft: DraftLine =
        serde_json::from_str(r#"{"type":"discount","name":"Bonus","unit_price":-5000,"tax_rate":2500,"x":1}"#)
            .expect("json");
    let bonus = draft.complete(0, TaxRate::default()).expect("sums");
    assert_eq!((bonus.total_amount, bonus.total_tax_amount), (-5000, -1000));
    assert_eq!(bonus.extra["x"], 1);
}

proptest! {
    #[test]
    fn completed_lines_always_check(price in -1_000_000_000i64..1_000_000_000, quantity in 1i64..1000, discount in 0i64..1000, points in 0i64..=10_000) {
        let json = serde_json::json!({"name": "x", "unit_price": price, "quantity": quantity, "total_discount_amount": discount, "tax_rate": points});
        let draft: DraftLine = serde_json::from_value(json).expect("a draft");
        let lines = [draft.complete(0, TaxRate::default()).expect("sums")];
        let (amount, tax) = totals(&lines);
        prop_assert_eq!(check(&lines, amount as i64, tax as i64), Ok(()));
    }

    #[test]
    fn no_text_panics(text in ".*") {
        let _ = text.parse::<Item>();
    }
}
