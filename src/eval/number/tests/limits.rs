//! What is too large, too small, or a machine number.

use proptest::prelude::{any, prop_assert_eq, proptest};

use super::super::{Number, NumberForm};
use super::parsed;

#[test]
fn a_number_is_small() {
    assert_eq!(size_of::<Number>(), 16);
    assert_eq!(size_of::<Option<Number>>(), 16);
}

#[test]
fn huge_numbers_are_counted_with_but_not_written_out() {
    let huge = parsed("1e600000000");
    assert!(huge > parsed("1e599999999"));
    assert_eq!(huge.to_text(), None);
    assert_eq!(huge.to_digits(NumberForm::Exponent, Some(3)), None);
    assert_eq!(huge.to_string(), "1e+600000000");
    assert_eq!(parsed("-25e-600000001").to_string(), "-2.5e-600000000");
    assert_eq!(huge.add(&Number::from(1)), Some(huge.clone()));
    assert_eq!(huge.floor(), huge);
    assert_eq!(huge.to_radix_text(2), None);
    assert!(huge.to_f64().is_infinite());
    assert_eq!(huge.divide(&huge), Some(Number::from(1)));
    assert_eq!(huge.remainder(&parsed("7")), Some(Number::from(0)));
    assert_eq!(parsed("7").remainder(&huge), Some(parsed("7")));
    assert!(huge.multiply(&huge).unwrap().is_infinite());
    let tiny = parsed("1e-600000000");
    assert!(tiny.multiply(&tiny).unwrap().is_zero());
    assert_eq!(tiny.ceiling(), Number::from(1));
    assert_eq!(tiny.negate().floor(), Number::from(-1));
    assert_eq!(tiny.to_f64().to_bits(), 0);
    assert_eq!(huge.power(&Number::from(2)).map(|it| it.to_string()), None);
}

#[test]
fn numbers_are_written_out_up_to_some_twenty_thousand_digits() {
    assert_eq!(
        parsed("1e19000").to_text().map(|text| text.len()),
        Some(19_001)
    );
    assert_eq!(parsed("1e20000").to_text(), None);
    let tiny = parsed("1e-19000").to_text().unwrap();
    assert_eq!((tiny.len(), tiny.ends_with("01")), (19_002, true));
}

#[test]
fn long_texts_are_read_in_a_moment() {
    let long = "9".repeat(4_000_000);
    let number = parsed(&format!("0.{long}"));
    assert_eq!(number, Number::from(1));
    assert!(parsed(&long).to_text().is_none());
    assert_eq!(
        parsed(&format!("{}1", "0".repeat(100_000))),
        Number::from(1)
    );
    assert!(Number::from_integer_text(&long, 10).is_none());
    let longest = "z".repeat(Number::LONGEST_INTEGER_TEXT);
    assert!(Number::from_integer_text(&longest, 36).is_some());
}

#[test]
fn what_is_behind_a_tie_decides_it_however_far_behind() {
    // Two to the power of 512 and one half of the last bit: the even neighbour is the power itself.
    let power = (0..512).fold(Number::from(1), |it, _| it.add(&it).unwrap());
    let tie = Number::from_integer_text(&format!("1{}1", "0".repeat(511)), 2).unwrap();
    let tie = tie.to_text().unwrap();
    assert_eq!(parsed(&tie), power);
    let above = format!("{tie}.{}1", "0".repeat(10_000));
    assert!(parsed(&above) > power);
}

#[test]
fn texts_that_are_no_numbers_are_refused() {
    for text in [
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "0x1F",
        "0b1",
        "1_000",
        " 1",
        "1 ",
        "NaN",
        "INF",
        "infinity",
        "1e5.5",
        "1.2.3",
        "--1",
        "+-1",
        "١",
        "1é",
        "é",
        "1e99999999999999999999",
    ] {
        assert!(Number::parse(text).is_none(), "{text}");
    }
    for (text, radix) in [
        ("", 10),
        ("-", 10),
        ("2", 2),
        ("1", 1),
        ("1", 63),
        ("é", 36),
        ("1_0", 10),
    ] {
        assert!(Number::from_integer_text(text, radix).is_none(), "{text}");
    }
}

proptest! {
    #[test]
    fn machine_numbers_come_back(bits in any::<u64>()) {
        let value = f64::from_bits(bits);
        match Number::from_f64(value) {
            Some(number) => {
                prop_assert_eq!(number.to_f64().to_bits(), bits);
                let text = number.to_string().replace("Inf", "inf");
                prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), bits);
                prop_assert_eq!(Number::parse(&text).unwrap().to_f64().to_bits(), bits);
            }
            None => assert!(value.is_nan()),
        }
    }

    #[test]
    fn integers_count_as_wider_integers_do(left in any::<i64>(), right in any::<i64>()) {
        let (a, b) = (Number::from(left), Number::from(right));
        let (wide_left, wide_right) = (i128::from(left), i128::from(right));
        prop_assert_eq!(a.cmp(&b), left.cmp(&right));
        prop_assert_eq!(a.to_string(), left.to_string());
        let wide = |value: i128| Number::parse(&value.to_string()).unwrap();
        prop_assert_eq!(a.multiply(&b).unwrap(), wide(wide_left * wide_right));
        let (c, d) = (wide(wide_left * 4), wide(wide_right * 4));
        prop_assert_eq!(c.add(&d).unwrap().to_string(), ((wide_left + wide_right) * 4).to_string());
        prop_assert_eq!(c.subtract(&d).unwrap(), wide((wide_left - wide_right) * 4));
        if right != 0 {
            prop_assert_eq!(a.remainder(&b).unwrap().to_string(), (wide_left % wide_right).to_string());
        }
    }

    #[test]
    fn no_text_panics(text in "[-+]?[0-9.eEpPinfI_é]{0,40}") {
        if let Some(number) = Number::parse(&text)
            && let Some(shown) = number.to_text()
        {
            prop_assert_eq!(Number::parse(&shown).unwrap(), number);
        }
    }
}
