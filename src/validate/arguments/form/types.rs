//! Type constraints as strictly as Terraform reads them.

use crate::hcl::{Call, Expression, ExpressionKind, ObjectItem, ObjectKey};
use crate::source::Span;

use super::constant::computed;

type Fault = Option<(Span, String)>;

/// What is wrong with a type that can be understood. Only as a whole may it be `list` or `map` alone.
pub(super) fn type_fault(written: &Expression) -> Fault {
    match &written.kind {
        ExpressionKind::Variable(name) if matches!(&**name, "list" | "map") => None,
        _ => of_type(written),
    }
}

fn of_type(written: &Expression) -> Fault {
    match &written.kind {
        ExpressionKind::Variable(name) => match &**name {
            "string" | "number" | "bool" | "any" => None,
            name => Some((written.span, format!("{name} alone is no type"))),
        },
        ExpressionKind::Call(call) => of_call(call, written.span),
        _ => Some((written.span, "this is no type".to_owned())),
    }
}

fn of_call(call: &Call, span: Span) -> Fault {
    let name = &*call.name.text;
    let [inner] = call.arguments.as_slice() else {
        return Some((span, format!("{name} takes one type")));
    };
    match (name, &inner.kind) {
        ("list" | "set" | "map", _) => of_type(inner),
        ("tuple", ExpressionKind::Tuple(items)) => items.iter().find_map(of_type),
        ("object", ExpressionKind::Object(items)) => of_object(items),
        _ => Some((span, format!("{name} cannot stand here"))),
    }
}

fn of_object(items: &[ObjectItem]) -> Fault {
    let mut seen: Vec<&str> = Vec::with_capacity(items.len());
    items.iter().find_map(|item| {
        let ObjectKey::Name(name) = &item.key else {
            let why = "an attribute's name stands in quotes or is computed";
            return Some((item.key.span(), why.to_owned()));
        };
        if seen.contains(&&*name.text) {
            return Some((name.span, format!("{} stands twice", name.text)));
        }
        seen.push(&name.text);
        match &item.value.kind {
            ExpressionKind::Call(call) if &*call.name.text == "optional" => {
                match call.arguments.as_slice() {
                    [of] => of_type(of),
                    [of, default] => of_type(of).or_else(|| {
                        let span = computed(default)?;
                        Some((span, "the default of optional is computed".to_owned()))
                    }),
                    _ => {
                        let why = "optional takes a type and a default";
                        Some((item.value.span, why.to_owned()))
                    }
                }
            }
            _ => of_type(&item.value),
        }
    })
}
