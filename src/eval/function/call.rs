//! What all functions have in common: how they are called.

use crate::types::Type;

use crate::eval::convert::convert;
use crate::eval::equality::{are_of_one_type, equal};
use crate::eval::fault::FaultKind;
use crate::eval::late_type::{is_typed_later, twice};
use crate::eval::set_order::{are_told_apart, is_order_known};
use crate::eval::unknown::{Cause, Shape, Unknown};
use crate::eval::value::{Kind, Marks, Value};
use crate::eval::words::{are, counted};

use super::planned::when_planned;
use super::{Accepts, Environment, Failure, Function, Parameter, ResultType};

/// At most so many alternatives are followed where it is not known which of several values an argument is.
pub(in crate::eval) const MAX_ALTERNATIVES: usize = 8;

/// At most so many combinations of alternatives are computed for one call: each further argument multiplies them.
pub(in crate::eval) const MAX_COMBINATIONS: usize = 64;

/// More arguments than this that Terraform learns later are put in their places at once.
const MAX_ONE_BY_ONE: usize = 16;

/// Calls a function. The result is marked by the marks of the arguments; where an argument is not known and the
/// function cannot do without it, the result is not known.
pub fn call(
    function: &Function,
    environment: &Environment<'_>,
    arguments: &[Value],
) -> Result<Value, Failure> {
    if !arguments.iter().any(is_typed_later) {
        return call_once(function, environment, arguments);
    }
    // It goes by the types of its arguments, and those are others when Terraform plans.
    let compute = |arguments: &[Value]| call_once(function, environment, arguments);
    let mut refused = None;
    let result = twice(arguments, compute, |planned| {
        let planned = for_the_plan(environment, || compute(planned));
        planned.map_err(|failure| refused = Some(failure)).ok()
    });
    if refused.is_some() {
        environment.refused_when_planned.replace(refused);
    }
    result
}

/// Computes what Terraform computes when it plans. That it refuses some of what an argument may be then says nothing of
/// what comes of it.
pub(super) fn for_the_plan<T>(environment: &Environment<'_>, compute: impl FnOnce() -> T) -> T {
    let has_refused = environment.has_refused.get();
    let planned = compute();
    environment.has_refused.set(has_refused);
    planned
}

fn call_once(
    function: &Function,
    environment: &Environment<'_>,
    arguments: &[Value],
) -> Result<Value, Failure> {
    check_count(function, arguments.len())?;
    let mut marks = Marks::default();
    let mut given = Vec::with_capacity(arguments.len());
    for (at, argument) in arguments.iter().enumerate() {
        let parameter = parameter(function, at)?;
        let (argument, found) = prepare(parameter, at, argument)?;
        marks = marks.with(found);
        given.push(argument);
    }
    let result = with_alternatives(function, environment, &given);
    let result = result.map(|result| {
        if is_untyped(function, &given) {
            return result.later_of_any_kind();
        }
        when_planned(function, environment, &given, result)
    });
    let is_sensitive = || arguments.iter().any(|one| one.all_marks().sensitive);
    match result {
        Ok(result) => Ok(result.marked(marks)),
        // What is said of a value may tell it.
        Err(failure) if is_sensitive() => Err(Failure {
            message: "an argument is refused; why is not shown, since there is a sensitive one"
                .into(),
            ..failure
        }),
        Err(failure) => Err(failure),
    }
}

fn check_count(function: &Function, count: usize) -> Result<(), Failure> {
    let needed = function.parameters.len();
    if count < needed {
        let missing = function.parameters[count].name;
        return Err(Failure::new(format!(
            "it takes {}, but {count} {} given: {missing:?} is missing",
            arguments_of(needed),
            are(count as u64)
        )));
    }
    if count > needed && function.variadic.is_none() {
        return Err(Failure::of_argument(
            needed,
            format!(
                "it takes {}, but {count} {} given",
                arguments_of(needed),
                are(count as u64)
            ),
        ));
    }
    Ok(())
}

fn arguments_of(count: usize) -> String {
    match count {
        0 => "no arguments".to_owned(),
        _ => counted(count as u64, "argument"),
    }
}

fn parameter(function: &Function, at: usize) -> Result<&Parameter, Failure> {
    let found = function.parameters.get(at).or(function.variadic.as_ref());
    found.ok_or_else(|| Failure::of_argument(at, "there is no such parameter"))
}

/// The argument as the function takes it, and the marks that go to the result.
fn prepare(parameter: &Parameter, at: usize, argument: &Value) -> Result<(Value, Marks), Failure> {
    let (argument, marks) = if parameter.marked {
        (argument.clone(), Marks::default())
    } else {
        argument.clone().unmarked()
    };
    let wanted = parameter.accepts.ty();
    let converted = convert(&argument, &wanted).map_err(|mismatch| {
        let message = format!("the argument {:?}: {mismatch}", parameter.name);
        Failure::of_argument(at, message).kind(FaultKind::Type)
    })?;
    if let Some(found) = kept_type(&argument, &wanted) {
        let message = format!(
            "the argument {:?}: as long as it is not known how many elements the set has, they stay {}",
            parameter.name,
            found.friendly_name()
        );
        return Err(Failure::of_argument(at, message).kind(FaultKind::Type));
    }
    if converted.is_null() && !parameter.null {
        let message = format!("the argument {:?} must not be null", parameter.name);
        return Err(Failure::of_argument(at, message).kind(FaultKind::Null));
    }
    Ok((converted, marks))
}

/// The type of the elements of a set that stay what they are, and are refused, where a list of others is wanted: while
/// Terraform does not know how many elements there are, it does not convert them.
fn kept_type<'v>(set: &'v Value, wanted: &Type) -> Option<&'v Type> {
    let (Kind::Set(found, elements), Type::List(wanted)) = (&set.kind, wanted) else {
        return None;
    };
    let is_kept = **wanted != Type::Dynamic && found != &**wanted;
    (is_kept && !is_order_known(elements) && are_told_apart(elements)).then_some(found)
}

/// Whether Terraform does not even tell the type of the result when it plans, since it does not know that of an argument.
fn is_untyped(function: &Function, given: &[Value]) -> bool {
    let is_untyped = |(at, value): (usize, &Value)| {
        value.is_late_and_untyped()
            && parameter(function, at).is_ok_and(|it| it.accepts == Accepts::Any && !it.untyped)
    };
    given.iter().enumerate().any(is_untyped)
}

/// Computes the result for each combination of what the arguments may be, unless there are too many.
pub(super) fn with_alternatives(
    function: &Function,
    environment: &Environment<'_>,
    given: &[Value],
) -> Result<Value, Failure> {
    if let Some(result) = all_at_once(function, environment, given) {
        return result;
    }
    let counts = given.iter().filter_map(alternatives).map(<[Value]>::len);
    let combinations = counts.fold(1, usize::saturating_mul);
    let choice_at = |(at, value)| Some((at, alternatives(value)?));
    let Some((at, possible)) = given.iter().enumerate().find_map(choice_at) else {
        return compute(function, environment, given);
    };
    if combinations > MAX_COMBINATIONS {
        return compute(function, environment, given);
    }
    let mut results = Vec::new();
    let mut failure = None;
    for alternative in possible {
        let mut given = given.to_vec();
        given[at] = alternative.clone().marked(given[at].marks);
        let refused = alternative.is_null() && !parameter(function, at)?.null;
        if refused {
            let refusal = Failure::of_argument(at, "an argument must not be null");
            failure = Some(refusal.kind(FaultKind::Null));
            continue;
        }
        let result = with_alternatives(function, environment, &given);
        // It need not be the one of several that Terraform refuses when it plans.
        if possible.len() > 1 && environment.refused_when_planned.take().is_some() {
            environment.has_refused.set(true);
        }
        match result {
            Ok(result) => results.push(result),
            Err(found) => failure = Some(found),
        }
    }
    match failure {
        Some(failure) if results.is_empty() => Err(failure),
        refused => {
            if refused.is_some() {
                environment.has_refused.set(true);
            }
            let result = choice(results, &given[at]);
            Ok(typed_by_argument(function, environment, given, at, result))
        }
    }
}

/// The result where there are many arguments that Terraform learns later and that are known here: they are put in
/// their places at once. `None` where they are few: each is looked at by itself then, for the type of the result.
fn all_at_once(
    function: &Function,
    environment: &Environment<'_>,
    given: &[Value],
) -> Option<Result<Value, Failure>> {
    let only = |(at, value): (usize, &Value)| match alternatives(value)? {
        [only] if !only.is_null() || parameter(function, at).is_ok_and(|it| it.null) => {
            Some((at, only.clone().marked(value.marks)))
        }
        _ => None,
    };
    let known: Vec<(usize, Value)> = given.iter().enumerate().filter_map(only).collect();
    if known.len() <= MAX_ONE_BY_ONE {
        return None;
    }
    // The result is learned as late as the latest of them: with one of them Terraform does not even know the type.
    let is_untyped = |at: &usize| given[*at].is_late_and_untyped();
    let mut places = known.iter().map(|(at, _)| *at);
    let latest = places.clone().find(is_untyped).or(places.next())?;
    let mut settled = given.to_vec();
    for (at, value) in known {
        settled[at] = value;
    }
    let result = with_alternatives(function, environment, &settled);
    Some(result.map(|result| choice(vec![result], &given[latest])))
}

/// Alternatives of different types are of the type that the result has for any argument of the type that the argument
/// at `at` has.
fn typed_by_argument(
    function: &Function,
    environment: &Environment<'_>,
    given: &[Value],
    at: usize,
    result: Value,
) -> Value {
    of_type_for_any(result, &given[at], |any| {
        let mut given = given.to_vec();
        given[at] = any;
        let result = with_alternatives(function, environment, &given).ok()?;
        Some(result.ty())
    })
}

/// A result that has been found for each of what `of` may be. Where those are of different types, Terraform goes by the
/// type that `of` has: `type_for` tells the type of the result for a value of which nothing else is known.
pub(in crate::eval) fn of_type_for_any(
    result: Value,
    of: &Value,
    type_for: impl FnOnce(Value) -> Option<Type>,
) -> Value {
    let unknown = result.as_unknown().filter(|it| it.ty == Type::Dynamic);
    let (Some(unknown), ty) = (unknown, of.ty()) else {
        return result;
    };
    if ty == Type::Dynamic || !matches!(unknown.shape, Shape::Choice(_)) {
        return result;
    }
    let any = Value::from(Unknown::derived(ty, [of]).not_null());
    let Some(ty) = type_for(any) else {
        return result;
    };
    let unknown = Unknown {
        ty,
        ..(**unknown).clone()
    };
    Value::from(unknown).in_place_of(&result)
}

fn alternatives(value: &Value) -> Option<&[Value]> {
    match &value.as_unknown()?.shape {
        Shape::Choice(alternatives) => Some(alternatives),
        _ => None,
    }
}

/// One of several values, in the place of `of`. Those that are certainly the same count once; where only one is left,
/// that is the value, which Terraform learns as late as it learns `of`. Where they are too many, only what they are computed from is known.
pub(crate) fn choice(alternatives: Vec<Value>, of: &Value) -> Value {
    let chosen = choice_within(alternatives, of);
    match chosen.as_unknown() {
        // Of what it does not know, Terraform does not know what is in it either.
        Some(unknown) if of.is_late() => {
            let mut unknown = (**unknown).clone().late();
            unknown.refinement.not_null = false;
            Value::from(unknown).in_place_of(&chosen)
        }
        _ => chosen.learned_with(of),
    }
}

/// The same inside of a function, of which is known otherwise what Terraform knows of its result.
pub(in crate::eval) fn choice_within(alternatives: Vec<Value>, of: &Value) -> Value {
    let mut flat: Vec<Value> = Vec::new();
    for alternative in alternatives {
        match alternative.as_unknown().map(|unknown| &unknown.shape) {
            Some(Shape::Choice(inner)) => {
                let marks = alternative.marks;
                flat.extend(inner.iter().map(|one| one.clone().marked(marks)));
            }
            _ => flat.push(alternative),
        }
    }
    // What lies inside keeps its own.
    let marks = flat
        .iter()
        .fold(Marks::default(), |marks, value| marks.with(value.marks));
    let mut flat = each_once(flat);
    if flat.len() == 1 {
        return flat.swap_remove(0).marked(marks);
    }
    let types: Vec<Type> = flat.iter().map(Value::ty).collect();
    let ty = match types.as_slice() {
        [first, rest @ ..] if rest.iter().all(|ty| ty == first) => first.clone(),
        _ => Type::Dynamic,
    };
    let sources: Vec<&Value> = flat.iter().chain([of]).collect();
    let mut unknown = Unknown::derived(ty, sources);
    unknown.refinement.not_null = flat.iter().all(is_never_null);
    if let Some(source) = of.as_unknown() {
        (unknown.cause, unknown.at) = (source.cause.clone(), source.at);
    }
    if flat.len() <= MAX_ALTERNATIVES {
        unknown.shape = Shape::Choice(flat.into());
    }
    Value::from(unknown).marked(marks)
}

/// Whether a value is certainly not `null`.
pub(in crate::eval) fn is_never_null(value: &Value) -> bool {
    match &value.kind {
        Kind::Null(_) => false,
        Kind::Unknown(unknown) => unknown.refinement.not_null,
        _ => true,
    }
}

/// The values without those that are certainly the same as one before, in value and type.
fn each_once(values: Vec<Value>) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::with_capacity(values.len());
    for value in values {
        let is_same =
            |other: &Value| equal(other, &value) == Some(true) && are_of_one_type(other, &value);
        // Beyond what can be a choice, the first ones tell enough.
        if !kept.iter().take(2 * MAX_ALTERNATIVES).any(is_same) {
            kept.push(value);
        }
    }
    kept
}

fn compute(
    function: &Function,
    environment: &Environment<'_>,
    given: &[Value],
) -> Result<Value, Failure> {
    let needs = |(at, value): (usize, &Value)| {
        !value.is_known() && parameter(function, at).is_ok_and(|parameter| !parameter.unknown)
    };
    if given.iter().enumerate().any(needs) {
        let ty = result_type(function, given)?;
        return Ok(Unknown::derived(ty, given).not_null().into());
    }
    (function.compute)(environment, given)
}

/// The type of a function's result for arguments that may not be known.
fn result_type(function: &Function, given: &[Value]) -> Result<Type, Failure> {
    match function.result {
        ResultType::Bool => Ok(Type::Bool),
        ResultType::Number => Ok(Type::Number),
        ResultType::String => Ok(Type::String),
        ResultType::Dynamic => Ok(Type::Dynamic),
        ResultType::Of(of) => {
            // Of arguments whose own type is not known, nothing can be said.
            let open = |(at, value): (usize, &Value)| {
                !value.is_known()
                    && value.ty() == Type::Dynamic
                    && parameter(function, at).is_ok_and(|it| it.accepts == Accepts::Any)
            };
            if given.iter().enumerate().any(open) {
                return Ok(Type::Dynamic);
            }
            of(given)
        }
    }
}

impl Accepts {
    /// The type that arguments are converted to.
    pub fn ty(self) -> Type {
        match self {
            Self::Any => Type::Dynamic,
            Self::Bool => Type::Bool,
            Self::Number => Type::Number,
            Self::String => Type::String,
            Self::ListOfAny => Type::list(Type::Dynamic),
            Self::ListOfBool => Type::list(Type::Bool),
            Self::ListOfString => Type::list(Type::String),
            Self::SetOfAny => Type::set(Type::Dynamic),
            Self::SetOfString => Type::set(Type::String),
            Self::MapOfAny => Type::map(Type::Dynamic),
            Self::MapOfListOfString => Type::map(Type::list(Type::String)),
        }
    }
}

/// A result that is not known because a function gives another one at each run.
pub(super) fn impure(function: &'static str, ty: Type) -> Value {
    Value::from(Unknown::new(ty, Cause::Impure(function)).not_null())
}
