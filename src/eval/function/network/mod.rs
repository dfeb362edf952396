//! Ranges of IP addresses, as Terraform divides them. Its arithmetic has limits that show: numbers are checked by
//! their lowest 64 bits only, and an IPv6 address that holds an IPv4 one (`::ffff:10.0.0.0`) is written as IPv4.
//! These are kept, as what Terraform computes is what is applied.

mod integer;
mod range;
#[cfg(test)]
mod tests;

use crate::types::Type;

use crate::eval::number::Number;
use crate::eval::unknown::Cause;
use crate::eval::value::Value;

use super::{Accepts, Environment, Failure, Function, Parameter, ResultType};

use integer::Integer;
use range::Range;

const PREFIX: Parameter = Parameter::new("prefix", Accepts::String);
const NEW_BITS: Parameter = Parameter::new("newbits", Accepts::Number);

/// By how many bits at most `cidrsubnets` extends a prefix.
const MAX_EXTENSION: i64 = 32;

pub(super) const ALL: &[Function] = &[
    Function {
        name: "cidrhost",
        parameters: &[PREFIX, Parameter::new("hostnum", Accepts::Number)],
        variadic: None,
        result: ResultType::String,
        compute: cidr_host,
    },
    Function {
        name: "cidrnetmask",
        parameters: &[PREFIX],
        variadic: None,
        result: ResultType::String,
        compute: cidr_netmask,
    },
    Function {
        name: "cidrsubnet",
        parameters: &[PREFIX, NEW_BITS, Parameter::new("netnum", Accepts::Number)],
        variadic: None,
        result: ResultType::String,
        compute: cidr_subnet,
    },
    Function {
        name: "cidrsubnets",
        parameters: &[PREFIX],
        variadic: Some(NEW_BITS),
        result: ResultType::Of(|_| Ok(Type::list(Type::String))),
        compute: cidr_subnets,
    },
];

fn cidr_host(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let range = range(given)?;
    let number = given[1].as_number().and_then(Integer::of);
    let number =
        number.ok_or_else(|| Failure::of_argument(1, "the number of a host must be whole"))?;
    let host = range.host(number).ok_or_else(|| {
        let message = format!("{range} has no address of the number {}", shown(&given[1]));
        Failure::of_argument(1, message)
    })?;
    Ok(Value::string(range::show_address(range.bits, host)))
}

fn cidr_netmask(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let range = range(given)?;
    if !range.is_ipv4() {
        let message = format!("{range} is IPv6, and only IPv4 has netmasks");
        return Err(Failure::of_argument(0, message));
    }
    let mask = range::mask(range.bits, range.prefix);
    Ok(Value::string(range::show_address(range.bits, mask)))
}

fn cidr_subnet(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let range = range(given)?;
    let new_bits = whole(&given[1], 1)?;
    let number = given[2].as_number().and_then(Integer::of);
    let number =
        number.ok_or_else(|| Failure::of_argument(2, "the number of a subnet must be whole"))?;
    // Terraform adds without a check as well.
    let prefix = i64::from(range.prefix).wrapping_add(new_bits);
    if prefix > i64::from(range.bits) {
        let message = format!(
            "the prefix of {range} cannot be extended by {new_bits} bits: an address has {}",
            range.bits
        );
        return Err(Failure::of_argument(1, message));
    }
    let address = range
        .subnet_address(new_bits, prefix, number)
        .ok_or_else(|| {
            let message = format!(
                "{new_bits} more bits of prefix do not give {range} a subnet of the number {}",
                shown(&given[2])
            );
            Failure::of_argument(2, message)
        })?;
    let text = match u32::try_from(prefix) {
        Ok(prefix) => Range {
            address,
            prefix,
            ..range
        }
        .to_string(),
        // What Terraform answers where the prefix would be shorter than nothing.
        Err(_) => "<nil>".to_owned(),
    };
    Ok(Value::string(text))
}

fn cidr_subnets(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let range = range(given)?;
    environment.spend(given.len())?;
    let element = Type::String;
    let mut subnets = Vec::with_capacity(given.len());
    let mut previous: Option<Range> = None;
    for (at, argument) in given.iter().enumerate().skip(1) {
        let prefix = extended(&range, argument, at)?;
        let next = range.subnet_after(previous.as_ref(), prefix);
        let next = next.ok_or_else(|| {
            let message = format!("no room is left in {range} for a subnet with a /{prefix}");
            Failure::of_argument(at, message)
        })?;
        if range.is_odd(&next) {
            let cause = Cause::Function("cidrsubnets".into());
            return Ok(Value::unknown(Type::list(element), cause));
        }
        subnets.push(Value::string(next.to_string()));
        previous = Some(next);
    }
    Ok(Value::list(element, subnets))
}

/// The length of the prefix with as many more bits as an argument of `cidrsubnets` says.
fn extended(range: &Range, argument: &Value, at: usize) -> Result<u32, Failure> {
    let bits = whole(argument, at)?;
    if bits < 1 {
        let message = "a prefix must be extended by at least one bit";
        return Err(Failure::of_argument(at, message));
    }
    if bits > MAX_EXTENSION {
        let message = format!("a prefix cannot be extended by more than {MAX_EXTENSION} bits");
        return Err(Failure::of_argument(at, message));
    }
    let prefix = range
        .prefix
        .saturating_add(u32::try_from(bits).unwrap_or(u32::MAX));
    if prefix > range.bits {
        let message = format!(
            "the prefix of {range} cannot be extended by {bits} bits: an address has {}",
            range.bits
        );
        return Err(Failure::of_argument(at, message));
    }
    Ok(prefix)
}

fn range(given: &[Value]) -> Result<Range, Failure> {
    let text = given[0].as_str().unwrap_or_default();
    Range::parse(text).ok_or_else(|| {
        let message = format!("{text:?} is no range of addresses such as 10.0.0.0/16 or fd00::/64");
        Failure::of_argument(0, message)
    })
}

fn whole(value: &Value, at: usize) -> Result<i64, Failure> {
    let number = value.as_number().and_then(Number::to_i64);
    number.ok_or_else(|| {
        Failure::of_argument(at, "the number of further bits must be whole and not huge")
    })
}

fn shown(value: &Value) -> String {
    value.as_number().map(Number::to_string).unwrap_or_default()
}
