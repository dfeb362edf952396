//! What Terraform 1.11.4 computes.

mod expression;
mod limits;

use super::{Number, NumberForm};
use expression::evaluate;

/// A line is an expression, a tabulator, and the text of what Terraform 1.11.4 computes, or `error` where it refuses.
const MEASURED: &str = include_str!("measured.tsv");

#[test]
fn arithmetic_is_that_of_terraform() {
    for line in MEASURED.lines() {
        let (expression, expected) = line.split_once('\t').unwrap();
        let found = evaluate(expression).unwrap_or_else(|| "error".to_owned());
        assert_eq!(found, expected, "of {expression}");
    }
}

fn parsed(text: &str) -> Number {
    Number::parse(text).unwrap()
}

#[test]
fn zeros_are_equal_and_order_ignores_precision() {
    assert_eq!(parsed("-0"), Number::from(0));
    assert_eq!(Number::from(7), parsed("7.0"));
    let mut numbers: Vec<Number> = ["inf", "0.5", "-1e400", "1e-400", "2", "-inf", "1p70", "-3"]
        .map(parsed)
        .to_vec();
    numbers.sort();
    let sorted: Vec<String> = numbers.iter().map(Number::to_short_text).collect();
    assert_eq!(
        sorted,
        [
            "-Inf",
            "-1e+400",
            "-3",
            "1e-400",
            "0.5",
            "2",
            "1.180591621e+21",
            "+Inf"
        ]
    );
}

#[test]
fn integers_convert_where_they_fit() {
    let largest = parsed("9223372036854775807");
    assert_eq!(largest.to_i64(), Some(i64::MAX));
    assert_eq!(parsed("9223372036854775808").to_i64(), None);
    assert_eq!(parsed("-9223372036854775808").to_i64(), Some(i64::MIN));
    assert_eq!(parsed("18446744073709551615").to_u64(), Some(u64::MAX));
    assert_eq!(parsed("18446744073709551616").to_u64(), None);
    assert_eq!(parsed("-0").to_i64(), Some(0));
    assert_eq!(parsed("1e3").to_u64(), Some(1000));
    assert_eq!(parsed("-1").to_u64(), None);
    assert_eq!(parsed("1.5").to_i64(), None);
    assert_eq!(parsed("inf").to_i64(), None);
    assert_eq!(Number::from(u64::MAX).to_string(), u64::MAX.to_string());
}

#[test]
fn numbers_say_what_they_are() {
    let properties = |text: &str| {
        let number = parsed(text);
        let is = [
            number.is_integer(),
            number.is_infinite(),
            number.is_negative(),
            number.is_zero(),
        ];
        is.map(u8::from)
    };
    assert_eq!(properties("-0"), [1, 0, 0, 1]);
    assert_eq!(properties("-1e30"), [1, 0, 1, 0]);
    assert_eq!(properties("0.5"), [0, 0, 0, 0]);
    assert_eq!(properties("-inf"), [0, 1, 1, 0]);
}

#[test]
fn the_general_form_orders_sets_of_objects() {
    let short = |text: &str| parsed(text).to_short_text();
    assert_eq!(short("1234567890"), "1234567890");
    assert_eq!(short("12345678905"), "1.23456789e+10");
    assert_eq!(short("0.00001"), "1e-05");
    assert_eq!(short("-0"), "-0");
    assert_eq!(short("1000"), "1000");
    let third = parsed("1").divide(&parsed("3")).unwrap();
    assert_eq!(third.to_short_text(), "0.3333333333");
}

#[test]
fn radixes_are_those_of_format() {
    assert_eq!(parsed("255").to_radix_text(16).as_deref(), Some("ff"));
    assert_eq!(parsed("-5").to_radix_text(2).as_deref(), Some("-101"));
    assert_eq!(parsed("0.5").to_radix_text(10), None);
    assert_eq!(parsed("inf").to_radix_text(10), None);
    let fixed = |text, places| parsed(text).to_digits(NumberForm::Fixed, places).unwrap();
    assert_eq!(fixed("2.5", Some(0)), "2");
    assert_eq!(fixed("1e5", Some(2)), "100000.00");
}
