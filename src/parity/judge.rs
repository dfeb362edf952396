//! Whether two environments may differ in something, and which of them is the weaker for it.

use std::cmp::Ordering;

use crate::aws::network::Prefix;
use crate::config::Tier;
use crate::diagnostic::Severity;
use crate::eval::Value;

use super::argument::{
    are_own_arns, class_at, class_path, is_key, is_thing_missing, plain, rule_of,
};
use super::both::{Both, Which};
use super::class::{Class, Order, order_of};
use super::leaf::{Leaf, LeafKind};
use super::side::Pairing;

/// Resources of which there are as many as a system is large: a zone more, a subnet more.
const OF_SIZE: &[&str] = &[
    "aws_eip",
    "aws_instance",
    "aws_nat_gateway",
    "aws_network_interface",
    "aws_rds_cluster_instance",
    "aws_docdb_cluster_instance",
    "aws_neptune_cluster_instance",
    "aws_elasticache_cluster",
    "aws_route",
    "aws_route_table",
    "aws_route_table_association",
    "aws_subnet",
];

/// Why a version may be the later outside of production.
pub(super) const TRIED_OUT: &str = "a version is tried out before it comes to production";

/// What is made of one consequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    /// The rule that it breaks if it is unexpected.
    pub(super) rule: &'static str,
    pub(super) severity: Severity,
    pub(super) weaker: Option<Which>,
    /// Why it matters, or why it may be.
    pub(super) reason: &'static str,
}

/// Whether a consequence may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// It only comes with another.
    Accompanies,
    /// It may be.
    Legitimate,
    /// It may be: it is how large the system is.
    OfSize,
    /// It may not be, unless its cause is one of size.
    Loose,
    /// It may not be.
    Unexpected,
}

/// The side that customers use; the reference where that cannot be told.
pub(super) fn production(pairing: &Pairing<'_>) -> Which {
    let tiers = pairing.sides.map(|side| side.label.tier);
    let is_production = |tier: Option<Tier>| tier == Some(Tier::Production);
    if is_production(tiers.other) && !is_production(tiers.reference) {
        Which::Other
    } else {
        Which::Reference
    }
}

/// Whether neither side comes before the other: both are of production, or regions of one environment. Then neither may
/// be the smaller.
pub(super) fn are_peers(pairing: &Pairing<'_>) -> bool {
    let sides = pairing.sides.as_ref();
    let names = sides.map(|side| side.scope.environment.name.as_str());
    let is_production = |which: Which| sides.get(which).label.tier == Some(Tier::Production);
    names.reference == names.other || Which::ALL.into_iter().all(is_production)
}

/// What to think of instances of a block that `which` alone has.
pub(super) fn of_existence(
    pairing: &Pairing<'_>,
    kind: &str,
    which: Which,
    count: Both<usize>,
) -> Judged {
    let production = production(pairing);
    let fewer = if count.reference < count.other {
        Which::Reference
    } else {
        Which::Other
    };
    let is_on_both = count.reference > 0 && count.other > 0;
    if is_on_both && OF_SIZE.contains(&kind) {
        return ordered(pairing, Some(fewer), false);
    }
    let lacks = which.opposite();
    let severity = if lacks == production {
        Severity::Warning
    } else {
        Severity::Error
    };
    Judged {
        verdict: if is_on_both {
            Verdict::Loose
        } else {
            Verdict::Unexpected
        },
        rule: "parity-resource-missing",
        severity,
        weaker: None,
        reason: if lacks == production {
            "what production does not have is tested for nothing"
        } else {
            "what only production has was never tested"
        },
    }
}

/// What to think of a leaf in which an argument of a resource of this type differs.
pub(super) fn of_leaf(pairing: &Pairing<'_>, kind: &str, leaf: &Leaf) -> Judged {
    if let LeafKind::Of(..) = leaf.kind {
        return Judged {
            verdict: Verdict::Accompanies,
            rule: "parity-resource-value",
            severity: Severity::Note,
            weaker: None,
            reason: "it follows from what only one side has",
        };
    }
    let path = plain(&leaf.path);
    if let Some(weaker) = stops_less(kind, &path, leaf) {
        return secured(pairing, Some(weaker), (&path, leaf));
    }
    let class = match class_at(kind, &path, leaf) {
        Class::Identity if is_thing_missing(&path, leaf) => Class::Substance,
        class => class,
    };
    match class {
        Class::Identity => legitimate("each environment has its own names, accounts and addresses"),
        Class::Promotion => legitimate("a version reaches production last"),
        Class::Address => address(&leaf.values),
        Class::Version => version(pairing, order(kind, &path, leaf)),
        Class::Size(wanted) | Class::Safety(wanted) | Class::Security(wanted) => of_order(
            pairing,
            (class, wanted),
            order(kind, &path, leaf),
            (&path, leaf),
        ),
        Class::Substance if is_key(&path) && is_thing_missing(&path, leaf) => {
            let lacks = if leaf.values.reference.is_none() {
                Which::Reference
            } else {
                Which::Other
            };
            secured(pairing, Some(lacks), (&path, leaf))
        }
        Class::Substance if are_own_arns(&leaf.values) => {
            legitimate("each environment has its own names, accounts and addresses")
        }
        Class::Substance => substance(&path, leaf),
    }
}

/// The same of a part of a policy, of which one side's is open to more.
pub(super) fn of_policy(pairing: &Pairing<'_>, judged: Judged, open: Which) -> Judged {
    if judged.rule != "parity-policy" || judged.verdict < Verdict::Loose {
        return judged;
    }
    let is_production = open == production(pairing);
    Judged {
        weaker: Some(open),
        severity: if is_production || are_peers(pairing) {
            Severity::Error
        } else {
            judged.severity
        },
        reason: if is_production {
            "production lets more be done than the environment that tests it"
        } else {
            judged.reason
        },
        ..judged
    }
}

/// Why it cannot be told whether a difference in size may be: of two that are not ordered either may be the larger.
pub(super) fn doubt(kind: &str, leaf: &Leaf) -> Option<String> {
    let path = plain(&leaf.path);
    let Class::Size(wanted) = class_at(kind, &path, leaf) else {
        return None;
    };
    let is_open = wanted != Order::Neither
        && leaf.kind == LeafKind::Value
        && order(kind, &path, leaf).is_none();
    let is_given = leaf.values.reference.is_some() && leaf.values.other.is_some();
    is_open.then(|| {
        if is_given {
            "which of the two is the larger cannot be told".to_owned()
        } else {
            "only one environment says how large it is, and what it is otherwise is not known"
                .to_owned()
        }
    })
}

fn order(kind: &str, path: &str, leaf: &Leaf) -> Option<Ordering> {
    let null = Value::null();
    let values = leaf.values.as_ref();
    let values = values.map(|value| value.as_ref().unwrap_or(&null));
    order_of(kind, class_path(path), values)
}

/// What to think of two values of which one may be the weaker.
fn of_order(
    pairing: &Pairing<'_>,
    (class, wanted): (Class, Order),
    order: Option<Ordering>,
    (path, leaf): (&str, &Leaf),
) -> Judged {
    let weaker = match order {
        Some(Ordering::Less) => Some(Which::Reference),
        Some(Ordering::Greater) => Some(Which::Other),
        Some(Ordering::Equal) | None => None,
    };
    let is_one_omitted = leaf.values.reference.is_none() || leaf.values.other.is_none();
    match (class, order) {
        (Class::Size(_) | Class::Safety(_), Some(Ordering::Equal)) => {
            legitimate("both come to the same")
        }
        (Class::Security(_), Some(Ordering::Equal)) if is_one_omitted => {
            legitimate("both come to the same")
        }
        (Class::Security(_), _) => secured(pairing, weaker, (path, leaf)),
        (Class::Safety(_), None) => substance(path, leaf),
        (Class::Size(_), None) if wanted == Order::Neither && are_peers(pairing) => {
            substance(path, leaf)
        }
        (Class::Size(_), None) => Judged {
            verdict: Verdict::OfSize,
            ..legitimate("how much is enough hangs on how large an environment is")
        },
        _ => ordered(pairing, weaker, matches!(class, Class::Safety(_))),
    }
}

/// The side whose web firewall stops less: that which does not block, or only counts, what the other blocks.
fn stops_less(kind: &str, path: &str, leaf: &Leaf) -> Option<Which> {
    let (rest, action) = path.rsplit_once('.')?;
    let is_action = rest.ends_with("action") || rest.ends_with("action_to_use");
    if !kind.starts_with("aws_wafv2_") || !is_action {
        return None;
    }
    let has = match (&leaf.values.reference, &leaf.values.other) {
        (Some(_), None) => Which::Reference,
        (None, Some(_)) => Which::Other,
        _ => return None,
    };
    match action {
        "block" => Some(has.opposite()),
        "allow" | "count" => Some(has),
        _ => None,
    }
}

/// What is no matter of how large or how well guarded an environment is: it is the same everywhere.
fn substance(path: &str, leaf: &Leaf) -> Judged {
    Judged {
        verdict: match leaf.kind {
            LeafKind::Element => Verdict::Loose,
            _ => Verdict::Unexpected,
        },
        rule: rule_of(path),
        severity: Severity::Warning,
        weaker: None,
        reason: "what runs in one environment is not what was tried in the other",
    }
}

/// The same of what keeps others out, with the side that lets more in.
fn secured(pairing: &Pairing<'_>, weaker: Option<Which>, (path, leaf): (&str, &Leaf)) -> Judged {
    if weaker.is_some() && (weaker == Some(production(pairing)) || are_peers(pairing)) {
        return ordered(pairing, weaker, true);
    }
    Judged {
        weaker,
        ..substance(path, leaf)
    }
}

/// A version comes to production last.
fn version(pairing: &Pairing<'_>, order: Option<Ordering>) -> Judged {
    let behind = match order {
        Some(Ordering::Less) => Which::Reference,
        Some(Ordering::Greater) => Which::Other,
        Some(Ordering::Equal) | None => return legitimate("a version reaches production last"),
    };
    let are_peers = are_peers(pairing);
    if behind == production(pairing) && !are_peers {
        return legitimate(TRIED_OUT);
    }
    Judged {
        verdict: Verdict::Unexpected,
        rule: "parity-promotion-old",
        severity: Severity::Error,
        weaker: Some(behind),
        reason: if are_peers {
            "both are to be the same, and one of them runs an older version"
        } else {
            "what production has first was tried nowhere"
        },
    }
}

fn legitimate(reason: &'static str) -> Judged {
    Judged {
        verdict: Verdict::Legitimate,
        rule: "parity-resource-value",
        severity: Severity::Note,
        weaker: None,
        reason,
    }
}

/// What to think of sizes, or of how well both are guarded, with the side that has less of it.
fn ordered(pairing: &Pairing<'_>, weaker: Option<Which>, is_safety: bool) -> Judged {
    let are_peers = are_peers(pairing);
    let is_wrong = weaker.is_some() && (are_peers || weaker == Some(production(pairing)));
    let verdict = match (is_wrong, is_safety) {
        (true, _) => Verdict::Unexpected,
        (false, true) => Verdict::Legitimate,
        (false, false) => Verdict::OfSize,
    };
    Judged {
        verdict,
        rule: "parity-prod-weaker",
        severity: if is_safety {
            Severity::Error
        } else {
            Severity::Warning
        },
        weaker,
        reason: match (is_wrong, are_peers, is_safety) {
            (true, true, true) => "both are to be the same, and one of them is guarded less",
            (true, true, false) => "both are to be the same, and one of them is smaller",
            (true, false, true) => "production is guarded less than the environment that tests it",
            (true, false, false) => "production is smaller than the environment that tests it",
            (false, _, true) => "production is the stricter",
            (false, _, false) => "production is the larger",
        },
    }
}

/// Ranges of addresses of one size may lie anywhere.
fn address(values: &Both<Option<Value>>) -> Judged {
    let lengths = values.map(|value| {
        let text = value.as_ref()?.as_str()?;
        Prefix::parse(text).map(Prefix::length)
    });
    if lengths.reference == lengths.other {
        return legitimate("each environment has its own addresses");
    }
    Judged {
        verdict: Verdict::Unexpected,
        rule: "parity-resource-value",
        severity: Severity::Note,
        weaker: None,
        reason: "networks of different sizes run out of addresses at different times",
    }
}
