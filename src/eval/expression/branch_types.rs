//! The type that the branches of a condition come to, when Terraform plans and in the end.

use crate::eval::convert::{common_type, convert, of_several_types, unify};
use crate::eval::function::{MAX_COMBINATIONS, choice, is_never_null};
use crate::eval::late_type::{computed_twice, is_typed_later};
use crate::eval::unknown::Cause;
use crate::eval::value::{Kind, Value};
use crate::eval::words::counted;
use crate::types::Type;

use super::beside::refused_early;
use super::conditional::Branch;

/// At most so many attributes are named.
const MAX_NAMED: usize = 5;

/// The type of a condition's result. A bare `null` takes the type of the other branch; beside a branch whose type is
/// not known, the other one stays what it is.
pub(super) fn type_of_branches(yes: &Value, no: &Value) -> Option<Type> {
    let [yes, no] = [yes, no].map(Value::as_planned);
    if yes.is_untyped() || no.is_untyped() {
        return Some(Type::Dynamic);
    }
    type_of_either(&yes, &no)
}

fn type_of_either(yes: &Value, no: &Value) -> Option<Type> {
    match (&yes.kind, &no.kind) {
        (Kind::Null(Type::Dynamic), _) => Some(no.ty()),
        (_, Kind::Null(Type::Dynamic)) => Some(yes.ty()),
        _ => common_type(&[yes.clone(), no.clone()]),
    }
}

/// The type that both branches come to once Terraform applies, where it learns that of one only then, or that one fails: what
/// fails fits anything else.
pub(super) fn type_of_settled(yes: &Branch, no: &Branch) -> Option<Type> {
    let is_open = |branch: &Branch| is_typed_later(&branch.value) || !branch.faults.is_empty();
    if !is_open(yes) && !is_open(no) {
        return None;
    }
    let [yes, no] = [yes, no].map(|branch| {
        let settled = branch.value.applied();
        if branch.faults.is_empty() {
            settled
        } else {
            with_failed_of_any_type(&settled)
        }
    });
    match (yes.has_failed(), no.has_failed()) {
        (true, false) if !no.is_untyped() => return Some(no.ty()),
        (false, true) if !yes.is_untyped() => return Some(yes.ty()),
        _ => {}
    }
    if yes.is_untyped() || no.is_untyped() {
        return None;
    }
    type_of_either(&yes, &no)
}

/// How two types are named that do not go together: of objects and tuples what is in them tells them apart.
pub(super) fn told_apart(one: &Type, other: &Type) -> [String; 2] {
    match (one, other) {
        (Type::Object(a), Type::Object(b)) => {
            if a.attributes.keys().eq(b.attributes.keys()) {
                let mut pairs = a.attributes.iter().zip(b.attributes.values());
                let apart =
                    pairs.find(|((_, a), b)| unify(&[(*a).clone(), (*b).clone()]).is_none());
                if let Some(((name, a), b)) = apart {
                    return [a, b]
                        .map(|ty| format!("object with {name} of {}", ty.friendly_name()));
                }
            }
            [a, b].map(|object| {
                let names: Vec<&str> = object.attributes.keys().map(|name| &**name).collect();
                match names.len() {
                    0 => "object without attributes".to_owned(),
                    1..=MAX_NAMED => format!("object with {}", names.join(", ")),
                    _ => format!(
                        "object with {} and {} more",
                        names[..MAX_NAMED].join(", "),
                        names.len() - MAX_NAMED
                    ),
                }
            })
        }
        (Type::Tuple(a), Type::Tuple(b)) if a.len() != b.len() => {
            [a, b].map(|items| format!("tuple of {}", counted(items.len() as u64, "element")))
        }
        _ => [one, other].map(Type::friendly_name),
    }
}

/// Why Terraform cannot convert a branch, as it has it when it plans, to the type that it and the other one come to by what
/// it knows then.
pub(super) fn refused_when_planned(
    branch: &Value,
    other: &Value,
    planned: &Type,
) -> Option<String> {
    if !branch.is_known() || !branch.holds_late {
        return None;
    }
    if let Some(refused) = refused_early(branch, other, planned) {
        return Some(refused.to_owned());
    }
    if !planned.has_dynamic() {
        return None;
    }
    let mismatch = convert(&branch.as_planned(), planned).err()?;
    Some(mismatch.to_string())
}

/// The same where what fails is of no known type.
fn with_failed_of_any_type(value: &Value) -> Value {
    if value.has_failed() {
        return Value::unknown(Type::Dynamic, Cause::Failed);
    }
    Value::from(value.kind.with_parts(with_failed_of_any_type)).in_place_of(value)
}

/// The branch as it is once Terraform applies, and knows the type that both come to.
fn converted_later(branch: &Value, ty: &Type, when: &Planned<'_>) -> Option<Value> {
    if !branch.is_known() {
        return learned_as(branch, convert(branch.settled(), ty).ok()?, when);
    }
    if is_typed_later(branch) {
        return learned_as(branch, convert(&branch.applied(), ty).ok()?, when);
    }
    convert(branch, ty).ok()
}

/// What Terraform has of a branch when it plans.
struct Planned<'p> {
    /// The type that both branches come to for it then.
    ty: &'p Type,
    /// Whether it learns only later which branch is taken: nothing is planned of either then.
    is_chosen_later: bool,
}

/// The branch that is `settled` in the end.
fn learned_as(branch: &Value, settled: Value, when: &Planned<'_>) -> Option<Value> {
    if branch.is_known() {
        if when.is_chosen_later {
            return Some(settled);
        }
        let planned = convert(&branch.as_planned(), when.ty).ok()?;
        return Some(computed_twice(settled, &planned));
    }
    let value = settled.marked(branch.marks).learned_with(branch);
    Some(if is_never_null(branch) {
        value.never_null()
    } else {
        value
    })
}

/// What both branches come to in the end, where Terraform learns it only when it applies.
pub(super) enum Later {
    /// They come to this type.
    Type(Type),
    /// They come to one in each of several ways.
    Ways(Vec<Way>),
    /// It learns nothing more, or what it comes to is not known.
    Nothing,
}

impl Later {
    /// `settled` is the type that both come to in the end, and `taken` the branch that certainly is.
    pub(super) fn of(
        [yes, no]: [&Branch; 2],
        settled: Option<Type>,
        condition: &Value,
        taken: Option<&Value>,
    ) -> Self {
        let is_any_typed_later = is_typed_later(&yes.value) || is_typed_later(&no.value);
        let is_learned_later =
            |taken: &Value| is_typed_later(taken) || is_any_typed_later && taken.is_late();
        if !condition.is_late() && !taken.is_some_and(is_learned_later) {
            return Self::Nothing;
        }
        match settled {
            Some(ty) => Self::Type(ty),
            None => settled_ways(yes, no).map_or(Self::Nothing, Self::Ways),
        }
    }

    /// The one type that they come to.
    pub(super) fn ty(&self) -> Option<&Type> {
        match self {
            Self::Type(ty) => Some(ty),
            _ => None,
        }
    }

    /// A branch as it is in the end; before, it is converted to `planned`, unless Terraform learns only later which is taken.
    pub(super) fn converted(
        &self,
        branch: &Value,
        is_yes: bool,
        planned: &Type,
        is_chosen_later: bool,
    ) -> Option<Value> {
        let when = Planned {
            ty: planned,
            is_chosen_later,
        };
        match self {
            Self::Type(ty) => converted_later(branch, ty, &when),
            Self::Ways(ways) => converted_in_ways(branch, is_yes, ways, &when),
            Self::Nothing => None,
        }
    }
}

/// The type that the result has for Terraform when it plans, where the branches come to `planned`: the branch that is taken
/// keeps its own beside one of no known type.
pub(super) fn type_when_planned(planned: &Type, condition: &Value, taken: Option<&Value>) -> Type {
    match taken {
        Some(taken) if !condition.is_late() => {
            let taken = convert(&taken.as_planned(), planned);
            taken.map_or_else(|_| planned.clone(), |taken| taken.ty())
        }
        _ => planned.clone(),
    }
}

/// What both branches are in the end in one of several ways, and the type that they come to then.
pub(super) struct Way {
    yes: Value,
    no: Value,
    ty: Type,
}

/// The ways that branches may come to, where Terraform learns only when it applies which of several types one is of. `None`
/// where that is not so, or not all of their types are known.
fn settled_ways(yes: &Branch, no: &Branch) -> Option<Vec<Way>> {
    if !yes.faults.is_empty() || !no.faults.is_empty() {
        return None;
    }
    let [all_yes, all_no] = [yes, no].map(|branch| alternatives_of(&branch.value));
    let (all_yes, all_no) = (all_yes?, all_no?);
    let count = all_yes.len().saturating_mul(all_no.len());
    if !(2..=MAX_COMBINATIONS).contains(&count) {
        return None;
    }
    let pairs = all_yes
        .iter()
        .flat_map(|yes| all_no.iter().map(move |no| (yes, no)));
    // Where they come to none, Terraform finds that out when it applies.
    let way = |(yes, no): (&Value, &Value)| {
        Some(Way {
            ty: type_of_either(yes, no)?,
            yes: yes.clone(),
            no: no.clone(),
        })
    };
    let ways: Vec<Way> = pairs.filter_map(way).collect();
    (!ways.is_empty()).then_some(ways)
}

/// What a branch may be in the end, each of a known type.
fn alternatives_of(branch: &Value) -> Option<Vec<Value>> {
    let applied = branch.applied();
    let alternatives = match of_several_types(&applied) {
        Some(alternatives) => alternatives.to_vec(),
        None => vec![applied],
    };
    let mut each = alternatives.iter();
    (!each.any(Value::is_untyped)).then_some(alternatives)
}

/// The branch as it is in the end, in each of these ways.
fn converted_in_ways(
    branch: &Value,
    is_yes: bool,
    ways: &[Way],
    when: &Planned<'_>,
) -> Option<Value> {
    let one = |way: &Way| convert(if is_yes { &way.yes } else { &way.no }, &way.ty).ok();
    let settled: Vec<Value> = ways.iter().filter_map(one).collect();
    if settled.is_empty() {
        return None;
    }
    learned_as(branch, choice(settled, branch), when)
}
