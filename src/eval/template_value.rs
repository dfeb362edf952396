//! Strings that are put together from known text and from strings that are not known.

use unicode_segmentation::UnicodeSegmentation;

use crate::source::Span;
use crate::types::Type;

use super::convert::convert;
use super::function::{MAX_ALTERNATIVES, choice};
use super::text::Text;
use super::unknown::{Cause, Part, PathStep, Shape, Symbol, Unknown};
use super::value::{Kind, Marks, Value};

/// The string that these parts make in order, whatever the holes turn out to be.
///
/// A hole may be any value of a primitive type, known or not, and a template itself: numbers and booleans are converted
/// to strings, known ones become text, and a template becomes its parts. What comes out is
/// - a known string, with the places of its pieces, where no hole is left;
/// - the hole itself, certain not to be `null`, where nothing stands around the only one;
/// - one of several strings, where it is not known which of a few values a hole is;
/// - otherwise a string of the shape [`Shape::Template`], not `null`, with the beginning that is certain.
///
/// It has the marks of all holes. What cannot be part of a string, such as `null` or a list, counts as a string of
/// which nothing is known: whoever calls this has reported it.
pub(super) fn from_parts(parts: Vec<Part>) -> Value {
    let mut marks = Marks::default();
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Part::Text(..) => flat.push(part),
            Part::Hole(value) => {
                let (value, found) = value.unmarked();
                marks = marks.with(found);
                flatten(&value, &mut flat);
            }
        }
    }
    with_choices(flat).marked(marks)
}

/// A string as parts: its text, the parts of a template, or one hole.
pub(super) fn parts_of(value: &Value) -> Vec<Part> {
    let mut parts = Vec::new();
    flatten(value, &mut parts);
    parts
}

fn flatten(value: &Value, into: &mut Vec<Part>) {
    match &value.kind {
        Kind::String(text) => into.push(Part::Text(text.clone(), value.origin)),
        Kind::Unknown(unknown) if unknown.ty == Type::String => match &unknown.shape {
            Shape::Template(parts) => into.extend(parts.iter().cloned()),
            _ => into.push(Part::Hole(value.clone())),
        },
        _ => match convert(value, &Type::String) {
            Ok(string) if string.is_null() => into.push(Part::Hole(failed())),
            // What converts to a string is a primitive value: this does not come back here.
            Ok(string) => match string.as_text() {
                Some(text) => into.push(Part::Text(text.clone(), value.origin)),
                None => into.push(Part::Hole(string)),
            },
            Err(_) => into.push(Part::Hole(failed())),
        },
    }
}

fn failed() -> Value {
    Value::unknown(Type::String, Cause::Failed)
}

/// One string for each combination of what the holes may be, as long as these are few.
fn with_choices(parts: Vec<Part>) -> Value {
    let Some(count) = combinations(&parts) else {
        return assemble(parts);
    };
    let planned = parts.iter().any(is_late_hole).then(|| {
        let parts = parts.iter().map(|part| match part {
            Part::Hole(hole) => Part::Hole(hole.as_planned()),
            Part::Text(..) => part.clone(),
        });
        assemble(parts.collect())
    });
    let mut all: Vec<Vec<Part>> = vec![Vec::new()];
    let mut first = None;
    for part in parts {
        let alternatives = alternatives_of(&part).map(<[Value]>::to_vec);
        let (Some(alternatives), Part::Hole(hole)) = (alternatives, &part) else {
            for parts in &mut all {
                parts.push(part.clone());
            }
            continue;
        };
        first.get_or_insert_with(|| hole.clone());
        let mut longer = Vec::with_capacity(count);
        for parts in &all {
            // An alternative that is null would be refused: it is not what happens.
            for alternative in alternatives.iter().filter(|one| !one.is_null()) {
                let mut parts = parts.clone();
                flatten(alternative, &mut parts);
                longer.push(parts);
            }
        }
        all = longer;
    }
    let strings: Vec<Value> = all.into_iter().map(assemble).collect();
    let text = match (strings.as_slice(), first) {
        ([], _) | (_, None) => failed(),
        ([only], _) => only.clone(),
        (_, Some(first)) => choice(strings, &first),
    };
    match planned {
        Some(planned) => text.later_like(&planned),
        None => text,
    }
}

/// Whether Terraform certainly does not know a part when it plans, and so not the whole.
fn is_late_hole(part: &Part) -> bool {
    match part {
        Part::Hole(hole) => hole.is_late(),
        Part::Text(..) => false,
    }
}

fn alternatives_of(part: &Part) -> Option<&[Value]> {
    match part {
        Part::Hole(hole) => match hole.as_unknown().map(|unknown| &unknown.shape) {
            Some(Shape::Choice(alternatives)) => Some(alternatives),
            _ => None,
        },
        Part::Text(..) => None,
    }
}

/// How many strings the parts may make; `None` where that is one or too many to follow, and for a hole that stands
/// alone.
fn combinations(parts: &[Part]) -> Option<usize> {
    let mut count: usize = 1;
    let mut is_choice = false;
    for alternatives in parts.iter().filter_map(alternatives_of) {
        is_choice = true;
        count = count.saturating_mul(alternatives.len());
    }
    (is_choice && parts.len() > 1 && count <= MAX_ALTERNATIVES).then_some(count)
}

/// The string of parts of which no hole is a template.
fn assemble(parts: Vec<Part>) -> Value {
    let mut parts = merged(parts);
    if parts.len() > 1 {
        return template(parts);
    }
    match parts.pop() {
        None => Value::string(""),
        Some(Part::Text(text, origin)) => Value {
            origin,
            ..Kind::String(text).into()
        },
        Some(Part::Hole(hole)) => not_null(hole),
    }
}

/// A string that was put together is not `null`: Terraform refuses to put `null` into one.
fn not_null(hole: Value) -> Value {
    match &hole.kind {
        Kind::Unknown(unknown) if !unknown.refinement.not_null => Value {
            marks: hole.marks,
            origin: hole.origin,
            ..Value::from((**unknown).clone().not_null())
        },
        _ => hole,
    }
}

/// The same with adjacent texts as one, and without empty ones.
fn merged(parts: Vec<Part>) -> Vec<Part> {
    let mut result = Vec::with_capacity(parts.len());
    let mut run: Vec<(Text, Option<Span>)> = Vec::new();
    for part in parts {
        match part {
            Part::Text(text, _) if text.as_str().is_empty() => {}
            Part::Text(text, origin) => run.push((text, origin)),
            Part::Hole(_) => {
                result.extend(joined(&mut run));
                result.push(part);
            }
        }
    }
    result.extend(joined(&mut run));
    result
}

/// All texts of a run as one, which leaves the run empty.
fn joined(run: &mut Vec<(Text, Option<Span>)>) -> Option<Part> {
    if run.len() > 1 {
        let texts = run.iter().map(|(text, origin)| (text, *origin));
        let text = Text::join(texts);
        run.clear();
        return Some(Part::Text(text, None));
    }
    run.pop().map(|(text, origin)| Part::Text(text, origin))
}

fn template(parts: Vec<Part>) -> Value {
    let first = parts.iter().find_map(|part| match part {
        Part::Hole(hole) => hole.as_unknown(),
        Part::Text(..) => None,
    });
    let (cause, at) = first.map_or((Cause::Apply, None), |hole| (hole.cause.clone(), hole.at));
    let prefix = certain_prefix(&parts);
    let mut unknown = Unknown::new(Type::String, cause).not_null();
    unknown.at = at;
    unknown.is_late = parts.iter().any(is_late_hole);
    unknown.refinement.prefix = (!prefix.is_empty()).then(|| prefix.into());
    unknown.shaped(Shape::Template(parts.into())).into()
}

/// What the string begins with for certain, in normal form.
pub(super) fn certain_prefix(parts: &[Part]) -> String {
    let mut prefix = String::new();
    for part in parts {
        match part {
            Part::Text(text, _) => prefix.push_str(text.as_str()),
            Part::Hole(hole) => {
                let known = hole
                    .as_unknown()
                    .and_then(|unknown| unknown.refinement.prefix.clone());
                prefix.push_str(known.as_deref().unwrap_or_default());
                break;
            }
        }
    }
    certain_beginning(Text::new(&prefix).as_str()).to_owned()
}

/// The text of a part as far as it stays as it is, whatever the holes beside it become. Empty for a hole.
pub(super) fn certain_text(parts: &[Part], at: usize) -> &str {
    let Some(Part::Text(text, _)) = parts.get(at) else {
        return "";
    };
    let is_open = |part: Option<&Part>| match part {
        Some(Part::Hole(hole)) => !is_identifier(hole),
        _ => false,
    };
    let mut text = text.as_str();
    if is_open(parts.get(at + 1)) {
        text = certain_beginning(text);
    }
    if at > 0 && is_open(parts.get(at - 1)) {
        text = certain_end(text);
    }
    text
}

/// Whether a value that is not known is the identifier that a service gives to a resource: its `id` or `arn`, or an
/// attribute that is named as one of another resource.
///
/// No provider says what its identifiers are made of. This takes for granted that they are not empty, begin and end
/// with a visible ASCII character, and hold none of those that [`never_holds`] names.
pub(super) fn is_identifier(hole: &Value) -> bool {
    identifier(hole).is_some()
}

/// The resource whose attribute it is, and the attribute's name.
fn identifier(hole: &Value) -> Option<(&Symbol, &str)> {
    let symbol = hole.as_unknown()?.symbol()?;
    let PathStep::Name(name) = symbol.path.last()? else {
        return None;
    };
    let is_named_so = |what: &str| **name == *what || name.ends_with(&format!("_{what}"));
    (is_named_so("arn") || is_named_so("id")).then_some((symbol, name))
}

/// Resources whose `id` AWS chooses, or that is a name without commas or an ARN. Others join several texts by commas, as
/// `aws_ec2_tag`, `aws_s3_bucket_acl` and `aws_ssoadmin_account_assignment` do, or are names of any characters.
const OF_ONE_ID: [&str; 40] = [
    "aws_acm_certificate",
    "aws_alb",
    "aws_alb_listener",
    "aws_alb_target_group",
    "aws_ami",
    "aws_customer_gateway",
    "aws_default_network_acl",
    "aws_default_route_table",
    "aws_default_security_group",
    "aws_default_subnet",
    "aws_default_vpc",
    "aws_ebs_volume",
    "aws_ec2_transit_gateway",
    "aws_ec2_transit_gateway_vpc_attachment",
    "aws_ecs_cluster",
    "aws_efs_file_system",
    "aws_egress_only_internet_gateway",
    "aws_eip",
    "aws_flow_log",
    "aws_instance",
    "aws_internet_gateway",
    "aws_kms_key",
    "aws_launch_template",
    "aws_lb",
    "aws_lb_listener",
    "aws_lb_target_group",
    "aws_nat_gateway",
    "aws_network_acl",
    "aws_network_interface",
    "aws_route53_zone",
    "aws_route_table",
    "aws_s3_bucket",
    "aws_secretsmanager_secret",
    "aws_security_group",
    "aws_subnet",
    "aws_vpc",
    "aws_vpc_dhcp_options",
    "aws_vpc_endpoint",
    "aws_vpc_peering_connection",
    "terraform_data",
];

/// Whether an identifier is one of those that hold no comma.
fn is_without_commas(symbol: &Symbol, name: &str) -> bool {
    /// Names in IAM, which its ARNs end with, may hold commas.
    const OF_IAM: [&str; 5] = [
        "group_arn",
        "policy_arn",
        "profile_arn",
        "role_arn",
        "user_arn",
    ];
    let kind = &*symbol.owner.address.kind;
    match name {
        "id" => OF_ONE_ID.contains(&kind),
        "arn" => !kind.starts_with("aws_iam_"),
        _ if name.ends_with("_arn") => !OF_IAM.iter().any(|of_iam| name.ends_with(of_iam)),
        // It names another resource.
        _ => name.strip_suffix("_id").is_some_and(|other| {
            let kind = OF_ONE_ID
                .iter()
                .any(|kind| kind.strip_prefix("aws_") == Some(other));
            kind || matches!(other, "allocation" | "association" | "owner" | "zone")
        }),
    }
}

/// Whether a text is certainly neither in a hole nor begins or ends in one.
pub(super) fn never_holds(hole: &Value, text: &str) -> bool {
    let is_foreign = |character: char| matches!(character, ',' | ';' | '"' | '\n' | '\r' | '\t');
    let Some((symbol, name)) = identifier(hole) else {
        return false;
    };
    // A space may be in a name that serves as an identifier, but not at an end of it.
    text.contains(is_foreign)
        && text.chars().all(|c| is_foreign(c) || c == ' ')
        && (!text.contains(',') || is_without_commas(symbol, name))
}

/// The part of a text that stays as it is whatever follows. Its last character may merge with a combining character
/// that follows: `e` with an accent becomes `é`.
pub(super) fn certain_beginning(text: &str) -> &str {
    let may_merge = |last: char| !last.is_ascii() || last.is_ascii_alphabetic();
    match text.chars().next_back() {
        Some(last) if may_merge(last) || matches!(last, '<' | '=' | '>') => {
            let start = text.grapheme_indices(true).next_back();
            &text[..start.map_or(0, |(at, _)| at)]
        }
        _ => text,
    }
}

/// The part of a text that stays as it is whatever comes before: from its first character that never merges with one
/// before it.
pub(super) fn certain_end(text: &str) -> &str {
    let start = text.find(|character: char| character.is_ascii());
    &text[start.unwrap_or(text.len())..]
}

#[cfg(test)]
mod tests {
    use super::{
        Cause, Part, Shape, Text, Type, Value, certain_beginning, certain_end, from_parts,
    };

    fn text(text: &str) -> Part {
        Part::Text(Text::new(text), None)
    }

    #[test]
    fn a_hole_may_change_the_characters_beside_it() {
        assert_eq!(certain_beginning("pre-"), "pre-");
        assert_eq!(certain_beginning("pre"), "pr");
        assert_eq!(certain_beginning("a👍🏽"), "a");
        assert_eq!(certain_end("\u{301}-post"), "-post");
    }

    #[test]
    fn parts_are_merged_and_holes_converted() {
        let number = Part::Hole(Value::number(5));
        assert_eq!(
            from_parts(vec![text("a"), number, text("b")]).as_str(),
            Some("a5b")
        );
        assert_eq!(from_parts(Vec::new()).as_str(), Some(""));
        let mut secret = Value::unknown(Type::String, Cause::Apply);
        secret.marks.sensitive = true;
        let inner = from_parts(vec![text("a"), text("b-"), Part::Hole(secret)]);
        assert!(inner.marks.sensitive);
        let outer = from_parts(vec![text("c"), Part::Hole(inner), text("")]);
        let unknown = outer.as_unknown().unwrap();
        let Shape::Template(parts) = &unknown.shape else {
            panic!("{outer:?}");
        };
        assert!(
            matches!(&**parts, [Part::Text(text, _), Part::Hole(_)] if text.as_str() == "cab-")
        );
        assert_eq!(unknown.refinement.prefix.as_deref(), Some("cab-"));
        assert!(outer.marks.sensitive && unknown.refinement.not_null);
    }
}
