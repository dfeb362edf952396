//! In what environments may differ, by argument.
//!
//! `arguments.tsv` lists the arguments of the AWS provider that are more than substance: the resource types (`*` for
//! any, `**` for any at any depth), the argument, its class, and what it is where it is omitted, if the documentation
//! says so. What is not listed is substance; substance is listed where it is known what it is when omitted: to write that
//! out is to say nothing, and to say `false` of what is `true` otherwise is to say something.
//!
//! The class is that of a value which both sides give. That only one of them has a tag, a key or a name at all is a
//! matter of substance.

mod instance;
mod strength;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::eval::Value;

use super::both::Both;

/// What a difference of an argument's value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// It says what something is called, to whom it belongs, where it is reached: environments have their own.
    Identity,
    /// It is a range of addresses: environments have their own of the same size.
    Address,
    /// It says how much there is: production has at least as much as others.
    Size(Order),
    /// It keeps from loss or harm: production is at least as strict as others.
    Safety(Order),
    /// It keeps others out: the same everywhere, and where it is not, one side is open to more.
    Security(Order),
    /// It says which version runs: it comes to production last. The numbers of versions are ordered.
    Version,
    /// The same of what has no order: an id, a digest.
    Promotion,
    /// It makes the system what it is: the same everywhere.
    Substance,
}

/// Which of two values is the stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The larger number, or `true`.
    More,
    /// The larger number, of which this one stands for no limit.
    MoreOrUnlimited(i64),
    /// The smaller number, or `false`.
    Less,
    /// The later of these words, as in `MUTABLE<IMMUTABLE`.
    Words(&'static str),
    /// The larger instance, such as `db.r6g.large`: within a family by its size, else by processors and memory.
    InstanceSize,
    /// The later of the earliest versions of TLS that are let in, as in `ELBSecurityPolicy-TLS13-1-2-2021-06`.
    Tls,
    /// Neither: it depends on the rest which is the better.
    Neither,
}

/// What is known of an argument.
#[derive(Debug, Clone, Copy)]
struct Entry {
    class: Class,
    /// What it is where it is omitted.
    omitted: Option<&'static str>,
}

/// The table, by resource type and by path.
#[derive(Debug, Default)]
struct Table {
    of_type: BTreeMap<(&'static str, &'static str), Entry>,
    at_top: BTreeMap<&'static str, Entry>,
    at_any_depth: BTreeMap<&'static str, Entry>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for (kinds, path, entry) in rows() {
        match kinds {
            "*" => drop(table.at_top.insert(path, entry)),
            "**" => drop(table.at_any_depth.insert(path, entry)),
            kinds => {
                let kinds = kinds.split(' ');
                table
                    .of_type
                    .extend(kinds.map(|kind| ((kind, path), entry)));
            }
        }
    }
    table
});

/// The rows of the table: types, path, entry.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, Entry)> {
    let lines = include_str!("arguments.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (kinds, path) = (columns.next()?, columns.next()?);
            let class = class(columns.next()?)?;
            let omitted = columns.next();
            Some((kinds, path, Entry { class, omitted }))
        })
}

fn class(text: &'static str) -> Option<Class> {
    match text {
        "identity" => Some(Class::Identity),
        "address" => Some(Class::Address),
        "promotion" => Some(Class::Promotion),
        "version" => Some(Class::Version),
        "substance" => Some(Class::Substance),
        _ => {
            let (class, order) = text.split_once(':')?;
            let order = order_named(order)?;
            match class {
                "size" => Some(Class::Size(order)),
                "safety" => Some(Class::Safety(order)),
                "security" => Some(Class::Security(order)),
                _ => None,
            }
        }
    }
}

fn order_named(text: &'static str) -> Option<Order> {
    if let Some(unlimited) = text.strip_prefix("more-or:") {
        return unlimited.parse().ok().map(Order::MoreOrUnlimited);
    }
    match text {
        "more" => Some(Order::More),
        "less" => Some(Order::Less),
        "class" => Some(Order::InstanceSize),
        "tls" => Some(Order::Tls),
        "any" => Some(Order::Neither),
        _ if text.contains('<') => Some(Order::Words(text)),
        _ => None,
    }
}

fn entry(kind: &str, path: &str) -> Option<Entry> {
    let last = path.rsplit('.').next().unwrap_or(path);
    let table = &*TABLE;
    let of_type = table.of_type.get(&(kind, path));
    let found = of_type
        .or_else(|| table.at_top.get(path))
        .or_else(|| table.at_any_depth.get(last));
    found.copied()
}

/// The class of an argument of a resource type, by its path without positions and keys, such as
/// `scaling_configuration.max_capacity`.
pub fn class_of(kind: &str, path: &str) -> Class {
    if !kind.starts_with("aws_") && path != "lifecycle.prevent_destroy" {
        return Class::Substance;
    }
    entry(kind, path).map_or(Class::Substance, |entry| entry.class)
}

/// What an argument of a resource type is where it is omitted, as Terraform converts it to text, where that is known.
pub(super) fn omitted(kind: &str, path: &str) -> Option<&'static str> {
    let is_known = kind.starts_with("aws_") || path == "lifecycle.prevent_destroy";
    entry(kind, path).filter(|_| is_known)?.omitted
}

/// How strong the reference's value of an argument is beside the other's, by the order of its class. What is omitted
/// counts as what the provider's documentation says of it. `None` where that cannot be told.
pub(super) fn order_of(kind: &str, path: &str, values: Both<&Value>) -> Option<Ordering> {
    let order = match class_of(kind, path) {
        Class::Size(order) | Class::Safety(order) | Class::Security(order) => order,
        Class::Version => return versions(values),
        _ => return None,
    };
    let omitted = entry(kind, path)?.omitted.map(Value::string);
    let given = |value: &'_ Value| match (value.is_null(), &omitted) {
        (true, Some(omitted)) => omitted.clone(),
        _ => value.clone(),
    };
    compared(order, &given(values.reference), &given(values.other))
}

/// How strong a value is beside another. `None` where that cannot be told.
fn compared(order: Order, reference: &Value, other: &Value) -> Option<Ordering> {
    let (reference, other) = (single(reference), single(other));
    match order {
        Order::InstanceSize => instance::compared(reference.as_str()?, other.as_str()?),
        order => strength::of(order, reference)?.partial_cmp(&strength::of(order, other)?),
    }
}

/// Which of two versions is the later.
fn versions(values: Both<&Value>) -> Option<Ordering> {
    let text = |value: &Value| match value.as_number() {
        Some(number) => Some(number.to_string()),
        None => value.as_str().map(str::to_owned),
    };
    strength::versions(&text(values.reference)?, &text(values.other)?)
}

/// The only element of a collection, such as the one type of `instance_types`; else the value itself.
fn single(value: &Value) -> &Value {
    match value.elements().map(|it| &**it) {
        Some([only]) => only,
        _ => value,
    }
}
