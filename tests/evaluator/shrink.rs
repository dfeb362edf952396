//! Making a unit smaller for as long as it still shows the same kind of fault.

use std::collections::BTreeMap;
use std::time::Instant;

use super::unit::{Node, Part, Role, Unit};

/// How many variants are tried at a time. A tree of modules takes Terraform much longer than an expression.
const AT_ONCE: usize = 120;
const TREES_AT_ONCE: usize = 12;
const ROUNDS: usize = 15;

/// How many of those at a time are looked at again.
const CONFIRMED: usize = 5;

/// Gives a reason for each unit, by name, that shows the fault.
type Differs<'d> = dyn Fn(&BTreeMap<String, Unit>) -> BTreeMap<String, String> + 'd;

/// The smallest variant of `unit` for which `differs` gives a reason, with that reason, as far as it is found before
/// the deadline.
pub(crate) fn shrink(
    unit: &Unit,
    reason: String,
    deadline: Instant,
    differs: &Differs<'_>,
    is_confirmed: &dyn Fn(&Unit) -> bool,
) -> (Unit, String) {
    let mut best = (unit.clone(), reason);
    for _ in 0..ROUNDS {
        let mut smaller = variants(&best.0);
        smaller.retain(|unit| unit.size() < best.0.size());
        smaller.sort_by_key(Unit::size);
        let at_once = if unit.files.len() > 1 {
            TREES_AT_ONCE
        } else {
            AT_ONCE
        };
        let mut found = None;
        // The smallest ones first; of trees only so many rounds of them, spread over the sizes.
        let rounds = smaller
            .chunks(at_once)
            .take(if unit.files.len() > 1 { 8 } else { 4 });
        for chunk in rounds.take_while(|_| Instant::now() < deadline) {
            let units = chunk.iter().enumerate();
            let units: BTreeMap<String, Unit> = units
                .map(|(at, unit)| (format!("s{at:03}"), unit.clone()))
                .collect();
            let mut reasons = differs(&units);
            reasons.retain(|_, reason| kind(reason) == kind(&best.1));
            let confirmed = |(name, _): &(String, String)| is_confirmed(&units[name]);
            if let Some((name, reason)) = reasons.into_iter().take(CONFIRMED).find(confirmed) {
                found = Some((units[&name].clone(), reason));
                break;
            }
        }
        match found {
            Some(smaller) => best = smaller,
            None => break,
        }
    }
    best
}

/// What a reason says apart from the values it names: a unit must not become one with another fault.
fn kind(reason: &str) -> &str {
    match reason.strip_prefix("Terraform refuses it: ") {
        Some(rest) => rest.split(':').next().unwrap_or_default(),
        None if reason.starts_with("ours refuses it: ") => "ours refuses it",
        None if reason.contains("cannot become") => "cannot become",
        None if reason.contains("is of type") => "type",
        None => "value",
    }
}

/// The unit with one thing left out or replaced.
fn variants(unit: &Unit) -> Vec<Unit> {
    let mut found = Vec::new();
    for (path, node) in &unit.files {
        let with = |node: Option<Node>| {
            let mut unit = unit.clone();
            match node {
                Some(node) => unit.files.insert(path.clone(), node),
                None => unit.files.remove(path),
            };
            unit
        };
        if unit.files.len() > 1 {
            found.push(with(None));
        }
        found.extend(node_variants(node).into_iter().map(|node| with(Some(node))));
    }
    found
}

fn node_variants(node: &Node) -> Vec<Node> {
    let mut found = Vec::new();
    for (at, part) in node.parts.iter().enumerate() {
        let with = |part: Option<Part>| {
            let mut node = node.clone();
            match part {
                Some(part) => node.parts[at] = part,
                None => {
                    node.parts.remove(at);
                }
            }
            node
        };
        let (inner, wrap): (&Node, fn(Node) -> Part) = match part {
            Part::Text(_) => continue,
            Part::Node(inner) => (inner, Part::Node),
            Part::Optional(inner) => {
                found.push(with(None));
                (inner, Part::Optional)
            }
        };
        if inner.role == Role::Expression {
            for simple in ["0", "\"\"", "[]", "{}", "true", "\"a\"", "[0]"] {
                found.push(with(Some(wrap(Node::leaf(simple)))));
            }
            let within = inner.expressions().into_iter();
            found.extend(within.map(|node| with(Some(wrap(node.clone())))));
        }
        let smaller = node_variants(inner).into_iter();
        found.extend(smaller.map(|node| with(Some(wrap(node)))));
    }
    found
}

#[test]
fn a_unit_shrinks_to_what_matters() {
    let call = Node::expression(vec![
        "upper(".into(),
        Node::expression(vec![
            "md5(".into(),
            Node::leaf("\"long text\"").into(),
            ")".into(),
        ])
        .into(),
        ")".into(),
    ]);
    let item = Node::other(vec![call.into(), ", ".into()]);
    let other = Node::other(vec![Node::leaf("1").into(), ", ".into()]);
    let list = Node::expression(vec![
        "[".into(),
        Part::Optional(other),
        Part::Optional(item),
        "]".into(),
    ]);
    let differs = |units: &BTreeMap<String, Unit>| {
        let units = units.iter();
        let bad =
            units.filter(|(name, unit)| unit.render(name).values().any(|it| it.contains("md5(")));
        bad.map(|(name, _)| (name.clone(), "has md5".to_owned()))
            .collect()
    };
    let deadline = Instant::now() + std::time::Duration::from_secs(60);
    let (unit, _) = shrink(
        &Unit::expression(list),
        String::new(),
        deadline,
        &differs,
        &|_| true,
    );
    let text = unit.render("u").into_values().next().unwrap();
    assert!(text.contains("value = md5(0)\n"), "{text}");
}
