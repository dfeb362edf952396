//! How strong a value is, as a number that is compared with another of the same argument.

use crate::eval::Value;

use super::Order;

/// How strong a value is in an order; `None` where it is not known or not of the order.
pub(super) fn of(order: Order, value: &Value) -> Option<f64> {
    match order {
        Order::More => amount(value),
        Order::Less => amount(value).map(|amount| -amount),
        Order::MoreOrUnlimited(unlimited) => {
            let amount = amount(value)?;
            let is_unlimited = amount.to_string() == unlimited.to_string();
            Some(if is_unlimited { f64::INFINITY } else { amount })
        }
        Order::Words(words) => {
            let text = value.as_str()?;
            let at = words
                .split('<')
                .position(|word| word.eq_ignore_ascii_case(text))?;
            u32::try_from(at).ok().map(f64::from)
        }
        Order::InstanceSize | Order::Neither => None,
    }
}

/// A number, also where it is written as a text; `true` is more than `false`.
fn amount(value: &Value) -> Option<f64> {
    if let Some(number) = value.as_number() {
        return Some(number.to_f64());
    }
    if let Some(flag) = value.as_bool() {
        return Some(if flag { 1.0 } else { 0.0 });
    }
    let text = value.as_str()?.trim();
    match text {
        "true" => Some(1.0),
        "false" => Some(0.0),
        _ => plain(text).or_else(|| with_unit(text)),
    }
}

fn plain(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// How Fargate's sizes may be written: `1 vCPU` is 1024 units, `2 GB` are 2048 MiB.
fn with_unit(text: &str) -> Option<f64> {
    const UNITS: f64 = 1024.0;
    let text = text.to_ascii_lowercase();
    let number = text
        .strip_suffix("vcpu")
        .or_else(|| text.strip_suffix("gb"))?;
    plain(number.trim()).map(|number| number * UNITS)
}

/// How large two instances of one family are; `None` where their families differ or a size is not ordered.
pub(super) fn sizes(reference: &str, other: &str) -> Option<(f64, f64)> {
    let (reference, other) = (instance(reference)?, instance(other)?);
    (reference.0 == other.0).then_some((reference.1, other.1))
}

/// The family of `cache.r6g.large`, and how large it is. What stands behind the size belongs to the family, as in
/// `m5.large.search`.
fn instance(text: &str) -> Option<(Vec<&str>, f64)> {
    let parts: Vec<&str> = text.split('.').collect();
    let ranked = parts.iter().enumerate();
    let mut ranked = ranked.filter_map(|(at, part)| Some((at, rank(part)?)));
    let (at, rank) = ranked.next()?;
    let others = parts.iter().enumerate();
    let family = others.filter(|(index, _)| *index != at);
    Some((family.map(|(_, part)| *part).collect(), rank))
}

/// Where a size stands among those of a family.
fn rank(size: &str) -> Option<f64> {
    const BELOW: [&str; 6] = ["nano", "micro", "small", "medium", "large", "xlarge"];
    if let Some(at) = BELOW.iter().position(|word| *word == size) {
        return u32::try_from(at).ok().map(f64::from);
    }
    let times: u16 = size.strip_suffix("xlarge")?.parse().ok()?;
    // `2xlarge` comes next after `xlarge`.
    (times > 1).then(|| f64::from(times) + 4.0)
}
