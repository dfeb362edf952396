use crate::eval::value::Value;

use super::super::testing::{call, error, text};

/// Function, arguments and result of Terraform 1.11.4; `!` where it fails.
const MEASURED: &str = include_str!("measured.tsv");

#[test]
fn ranges_are_divided_as_terraform_divides_them() {
    let mut count = 0;
    let mut open = Vec::new();
    for line in MEASURED.lines() {
        let mut cells = line.split('\t');
        let function = cells.next().unwrap();
        let expected = cells.next_back().unwrap();
        let arguments: Vec<Value> = cells.map(Value::string).collect();
        match call(function, &arguments) {
            Err(_) => assert_eq!(expected, "!", "{line}"),
            Ok(value) => {
                if let Some(found) = value.as_str() {
                    assert_eq!(found, expected, "{line}");
                } else if let Some(items) = value.elements() {
                    let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                    assert_eq!(items.join(" "), expected, "{line}");
                } else {
                    // Only what reaches into the addresses that IPv6 has for IPv4 is left open.
                    open.push(line.split('\t').nth(1).unwrap());
                }
            }
        }
        count += 1;
    }
    assert!(count > 180, "{count}");
    let expected = [
        "::1:0:0:0/80",
        "::1:0:0:0/112",
        "::fffe:0:0/95",
        "::fffe:0:0/95",
    ];
    assert_eq!(open, expected);
}

#[test]
fn the_type_is_known_where_the_subnets_are_not() {
    use crate::eval::unknown::Cause;
    use crate::types::Type;
    let unknown = Value::unknown(Type::String, Cause::Apply);
    let found = call("cidrsubnets", &[unknown, Value::number(4)]).unwrap();
    assert_eq!(found.ty(), Type::list(Type::String));
    assert!(!found.is_known());
}

#[test]
fn messages_say_what_is_wrong() {
    let arguments = ["10.0.0.0/16", "8", "256"].map(Value::string);
    assert_eq!(
        error("cidrsubnet", &arguments),
        "8 more bits of prefix do not give 10.0.0.0/16 a subnet of the number 256"
    );
    let arguments = ["10.0.0.0/16", "17", "0"].map(Value::string);
    assert_eq!(
        error("cidrsubnet", &arguments),
        "the prefix of 10.0.0.0/16 cannot be extended by 17 bits: an address has 32"
    );
    assert_eq!(
        error("cidrnetmask", &[Value::string("10.0.0.0")]),
        "\"10.0.0.0\" is no range of addresses such as 10.0.0.0/16 or fd00::/64"
    );
    let arguments = ["10.1.0.0/16", "1", "1", "1"].map(Value::string);
    assert_eq!(
        error("cidrsubnets", &arguments),
        "no room is left in 10.1.0.0/16 for a subnet with a /17"
    );
    assert_eq!(
        text("cidrnetmask", &[Value::string("172.16.0.0/12")]),
        "255.240.0.0"
    );
}
