use crate::eval::unknown::Cause;
use crate::eval::value::Value;
use crate::types::Type;

use super::super::testing::{call, error};

/// Function, arguments and result of Terraform 1.11.4; `!` where it fails.
const MEASURED: &str = include_str!("measured.tsv");

#[test]
fn times_are_computed_as_terraform_computes_them() {
    let mut count = 0;
    for line in MEASURED.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [function, first, second, expected] = cells.as_slice() else {
            panic!("{line}");
        };
        match call(function, &[first, second].map(Value::string)) {
            Err(_) => assert_eq!(*expected, "!", "{line}"),
            Ok(value) => {
                let found = value.as_number().map(ToString::to_string);
                let found = found.or(value.as_str().map(str::to_owned));
                assert_eq!(found.as_deref(), Some(*expected), "{line}");
            }
        }
        count += 1;
    }
    assert!(count > 200, "{count}");
}

#[test]
fn the_time_of_a_run_is_not_known() {
    for function in ["timestamp", "plantimestamp"] {
        let found = call(function, &[]).unwrap();
        let unknown = found.as_unknown().unwrap();
        assert_eq!(unknown.ty, Type::String);
        assert!(matches!(unknown.cause, Cause::Impure(name) if name == function));
        assert!(unknown.refinement.not_null);
    }
    assert!(call("timestamp", &[Value::number(1)]).is_err());
}

#[test]
fn messages_say_what_is_wrong() {
    let arguments = ["YYY", "2018-01-02T23:12:01Z"].map(Value::string);
    assert_eq!(
        error("formatdate", &arguments),
        "\"YYY\" must be YY or YYYY"
    );
    let arguments = ["YYYY", "2023-02-29T00:00:00Z"].map(Value::string);
    assert_eq!(
        error("formatdate", &arguments),
        "\"2023-02-29T00:00:00Z\" is no timestamp such as 2024-01-31T23:59:59Z: the day must be between 1 and 28"
    );
    let arguments = ["2023-02-28T00:00:00Z", "1d"].map(Value::string);
    assert_eq!(
        error("timeadd", &arguments),
        "\"1d\" is no duration such as 1h30m or -10s: \"d\" is no unit: there are ns, us, ms, s, m and h"
    );
}
