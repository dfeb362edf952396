//! Functions of iaclint's own, `iaclint::…`: what follows from the whole of an environment, which the language has no
//! words for. HashiCorp's engine has none of them.

use crate::eval::{Cause, Fault, FaultKind, Kind, Shape, Unknown, Value};
use crate::source::Span;
use crate::types::Type;

use super::world::World;

/// Their names, sorted.
pub(super) const NAMES: [&str; 3] = [
    "iaclint::environment",
    "iaclint::subnet_class",
    "iaclint::zones",
];

/// What a function of this name gives; `None` where there is none.
pub(super) fn call(
    name: &str,
    arguments: &[Value],
    span: Span,
    world: &dyn World,
) -> Option<Result<Value, Fault>> {
    let wrong = |wanted: &str| {
        let given = arguments.len();
        let message = format!("{name}(): it takes {wanted}, but is given {given}");
        Err(Fault::new(FaultKind::Function, span, message))
    };
    Some(match (name, arguments) {
        ("iaclint::environment", []) => Ok(world.environment()),
        ("iaclint::environment", _) => wrong("nothing"),
        ("iaclint::subnet_class", [subnet]) => Ok(world.subnet_class(subnet)),
        ("iaclint::subnet_class", _) => wrong("the id of a subnet"),
        ("iaclint::zones", [subnets]) => Ok(world.zones(subnets)),
        ("iaclint::zones", _) => wrong("a list of ids of subnets"),
        _ => return None,
    })
}

/// What is not known for this reason, a clause that reads after "because".
pub(super) fn open(ty: Type, reason: &str, at: Option<Span>) -> Value {
    let unknown = Unknown::new(ty, Cause::Unsettled(reason.into())).not_null();
    Unknown { at, ..unknown }.into()
}

/// A list of which these are certainly elements, and whose number of different ones lies between these.
pub(super) fn open_list(
    known: Vec<Value>,
    (least, most): (usize, Option<usize>),
    (reason, at): (&str, Option<Span>),
) -> Value {
    let cause = Cause::Unsettled(reason.into());
    let mut unknown = Unknown::new(Type::list(Type::String), cause.clone()).not_null();
    unknown.at = at;
    unknown.refinement.min_length = least as u64;
    unknown.refinement.max_length = most.map(|most| most as u64);
    let each = Value::unknown(Type::String, cause);
    // Two of those that are known may be one.
    let known = if known.len() <= least {
        known
    } else {
        Vec::new()
    };
    let shape = Shape::Open {
        known: known.into(),
        each: std::sync::Arc::new(each),
    };
    Kind::Unknown(std::sync::Arc::new(unknown.shaped(shape))).into()
}
