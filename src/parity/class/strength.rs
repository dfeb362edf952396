//! How strong a value is, as a number that is compared with another of the same argument.

use std::cmp::Ordering;

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
        Order::Tls => tls(value.as_str()?),
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

/// Which of two versions is the later: the first number in which they differ decides. `None` where a word differs before
/// that, as between two engines, or where one says no more than the other's beginning.
pub(super) fn versions(reference: &str, other: &str) -> Option<Ordering> {
    let (left, right) = (pieces(reference), pieces(other));
    for (left, right) in left.iter().zip(&right) {
        match (left.parse::<u64>(), right.parse::<u64>()) {
            (Ok(left), Ok(right)) if left != right => return Some(left.cmp(&right)),
            (Ok(_), Ok(_)) => {}
            _ if left == right => {}
            _ => return None,
        }
    }
    (left.len() == right.len()).then_some(Ordering::Equal)
}

/// A text in runs of digits and of anything else.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim().trim_start_matches('v');
    while let Some(first) = rest.chars().next() {
        let is_alike = |c: char| c.is_ascii_digit() == first.is_ascii_digit();
        let end = rest.find(|c| !is_alike(c)).unwrap_or(rest.len());
        found.push(&rest[..end]);
        rest = &rest[end..];
    }
    found
}

/// The earliest version of TLS that a policy lets in: those of load balancers, CloudFront, API Gateway and search
/// domains. Of two of CloudFront that let in the same, the later one has the stronger ciphers.
fn tls(text: &str) -> Option<f64> {
    const MINOR: f64 = 10.0;
    const YEAR: f64 = 100_000.0;
    let minor = |text: &str| text.chars().next()?.to_digit(10).map(f64::from);
    if text == "SSLv3" {
        return Some(0.0);
    }
    if let Some(rest) = text.strip_prefix("TLSv1") {
        let (version, year) = rest.split_once('_').unwrap_or((rest, "0"));
        let version = version.strip_prefix('.').map_or(Some(0.0), minor)?;
        return Some(1.0 + version / MINOR + plain(year)? / YEAR);
    }
    for prefix in ["TLS_1_", "Policy-Min-TLS-1-"] {
        if let Some(rest) = text.strip_prefix(prefix) {
            return Some(1.0 + minor(rest)? / MINOR);
        }
    }
    let policy = text.strip_prefix("ELBSecurityPolicy-")?;
    for prefix in ["TLS13-1-", "TLS-1-", "FS-1-"] {
        if let Some(rest) = policy.strip_prefix(prefix) {
            return Some(1.0 + minor(rest)? / MINOR);
        }
    }
    matches!(
        policy,
        "2016-08" | "2015-05" | "2015-03" | "2015-02" | "FS-2018-06"
    )
    .then_some(1.0)
}
