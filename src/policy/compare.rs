//! Expressions in policies that come out the same whatever a resource says, by what is written out and by the provider's
//! schema: a text is never equal to `true`, and a number never to a text. Terraform converts neither side. A condition
//! that is a number is no condition, and a text is no object.

use crate::hcl::{BinaryOperator, Expression, ExpressionKind, Step, as_reference, step_name};
use crate::schema::{Block, Member, Nesting};
use crate::source::Span;
use crate::types::Type;

/// The place and the fault of a comparison that decides nothing; `None` where it may decide something, and where an
/// expression is none.
pub(super) fn idle(expression: &Expression, schema: &Block) -> Option<(Span, String)> {
    let ExpressionKind::Binary(binary) = &expression.kind else {
        return None;
    };
    let comes_to = match binary.operator {
        BinaryOperator::Equal => "holds for none",
        BinaryOperator::NotEqual => "holds for all",
        _ => return None,
    };
    let sides = [(&binary.left, &binary.right), (&binary.right, &binary.left)];
    let (name, ty, literal) = sides.into_iter().find_map(|(side, other)| {
        let literal = literal(other)?;
        let (name, ty) = attribute(side, &literal, schema)?;
        (ty != literal.ty).then_some((name, ty, literal))
    })?;
    let hint = match (&ty, &literal.ty) {
        (Type::String, _) => format!("; write \"{}\"", literal.text),
        (_, Type::String) if is_of(&ty, &literal.text) => format!("; write {}", literal.text),
        _ => String::new(),
    };
    let message = format!(
        "`attrs.{name}` is a {ty}, and this compares it with a {}, so that it {comes_to}{hint}",
        literal.ty
    );
    Some((expression.span, message))
}

/// Why an expression is neither true nor false whatever the subject; `None` where it may be.
pub(super) fn no_truth(expression: &Expression) -> Option<String> {
    let is = match &expression.kind {
        ExpressionKind::Parentheses(inner) => return no_truth(inner),
        // Terraform takes "true" for true.
        ExpressionKind::String(text) if matches!(&**text, "true" | "false") => return None,
        ExpressionKind::Null => "null",
        _ => kind(expression)?,
    };
    Some(format!("it must be true or false, but this is {is}"))
}

/// What an expression is that is no object, by itself or by the schema of the attribute that it asks for; `None` where it
/// may be one.
pub(super) fn no_object(expression: &Expression, schema: Option<&Block>) -> Option<String> {
    if let ExpressionKind::Parentheses(inner) = &expression.kind {
        return no_object(inner, schema);
    }
    if let Some((root, steps)) = as_reference(expression) {
        let (name, ty) = of_steps(steps, schema?).filter(|_| root == "attrs")?;
        return Some(format!("`attrs.{name}`, a {ty}"));
    }
    match &expression.kind {
        ExpressionKind::Object(_) => None,
        ExpressionKind::Bool(_) => Some("a bool".to_owned()),
        _ => kind(expression).map(str::to_owned),
    }
}

/// The kind of value that is written out, with its article, where that is neither a truth nor `null`.
fn kind(expression: &Expression) -> Option<&'static str> {
    match &expression.kind {
        ExpressionKind::Number(_) => Some("a number"),
        ExpressionKind::String(_) => Some("a string"),
        ExpressionKind::Tuple(_) => Some("a list"),
        ExpressionKind::Object(_) => Some("an object"),
        _ => None,
    }
}

/// A value that is written out.
#[derive(PartialEq, Eq)]
struct Literal {
    ty: Type,
    text: String,
}

fn literal(expression: &Expression) -> Option<Literal> {
    let (ty, text) = match &expression.kind {
        ExpressionKind::Bool(value) => (Type::Bool, value.to_string()),
        ExpressionKind::Number(text) => (Type::Number, text.to_string()),
        ExpressionKind::String(text) => (Type::String, text.to_string()),
        ExpressionKind::Parentheses(inner) => return literal(inner),
        _ => return None,
    };
    Some(Literal { ty, text })
}

/// Whether a text is a value of this type as it is written out.
fn is_of(ty: &Type, text: &str) -> bool {
    match ty {
        Type::Bool => matches!(text, "true" | "false"),
        Type::Number => text.parse::<f64>().is_ok_and(f64::is_finite),
        _ => false,
    }
}

/// The name and the type of the attribute that an expression is, also behind `core::try` with another default than what
/// it is compared with.
fn attribute(
    expression: &Expression,
    compared: &Literal,
    schema: &Block,
) -> Option<(String, Type)> {
    match &expression.kind {
        ExpressionKind::Parentheses(inner) => attribute(inner, compared, schema),
        ExpressionKind::Call(call) if &*call.name.text == "core::try" => {
            let [tried, default] = &*call.arguments else {
                return None;
            };
            let is_other = match &default.kind {
                ExpressionKind::Null => true,
                _ => literal(default).is_some_and(|default| default != *compared),
            };
            attribute(tried, compared, schema).filter(|_| is_other)
        }
        _ => {
            let (root, steps) = as_reference(expression)?;
            (root == "attrs").then(|| of_steps(steps, schema))?
        }
    }
}

/// The attribute that steps lead to, by way of blocks only: what is below another attribute may be anything.
fn of_steps(steps: &[Step], schema: &Block) -> Option<(String, Type)> {
    let name = step_name(steps, 0)?;
    match schema.member(name)? {
        Member::Attribute(attribute) if steps.len() == 1 => {
            let ty = attribute.value_type();
            matches!(ty, Type::Bool | Type::Number | Type::String).then(|| (name.to_owned(), ty))
        }
        Member::Attribute(_) => None,
        Member::Block(nested) => {
            let is_repeated = !matches!(nested.nesting, Nesting::Single | Nesting::Group);
            let (at, rest) = steps[1..].split_at_checked(usize::from(is_repeated))?;
            // A number picks one; a splat is a list.
            let picks = at.iter().all(|step| match &step.kind {
                crate::hcl::StepKind::Index(index) => literal(index).is_some(),
                crate::hcl::StepKind::LegacyIndex(_) => true,
                _ => false,
            });
            let (inner, ty) = of_steps(rest, &nested.block).filter(|_| picks)?;
            let index = if is_repeated { "[0]" } else { "" };
            Some((format!("{name}{index}.{inner}"), ty))
        }
    }
}
