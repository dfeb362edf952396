//! Types as people write them.

use std::fmt;

use super::Type;

impl fmt::Display for Type {
    /// As in a `type` argument: `list(object({ name = string }))`; `any` where it is not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dynamic => f.write_str("any"),
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::String => f.write_str("string"),
            Self::List(element) => write!(f, "list({element})"),
            Self::Set(element) => write!(f, "set({element})"),
            Self::Map(element) => write!(f, "map({element})"),
            Self::Tuple(elements) => {
                f.write_str("tuple([")?;
                for (at, element) in elements.iter().enumerate() {
                    let comma = if at == 0 { "" } else { ", " };
                    write!(f, "{comma}{element}")?;
                }
                f.write_str("])")
            }
            Self::Object(object) if object.attributes.is_empty() => f.write_str("object({})"),
            Self::Object(object) => {
                f.write_str("object({ ")?;
                for (at, (name, ty)) in object.attributes.iter().enumerate() {
                    let comma = if at == 0 { "" } else { ", " };
                    if object.optional.contains(name) {
                        write!(f, "{comma}{name} = optional({ty})")?;
                    } else {
                        write!(f, "{comma}{name} = {ty}")?;
                    }
                }
                f.write_str(" })")
            }
        }
    }
}

impl Type {
    /// As it is written, over several lines where it does not fit in `width` columns. Where that makes more than
    /// `most` lines, inner objects stand as `object({…})`, the deepest first; the outermost one never does.
    pub fn to_lines(&self, width: usize, most: usize) -> String {
        let mut shown = String::new();
        // What is deeper than eight levels nobody reads.
        for depth in (1..=8).rev() {
            shown.clear();
            write_lines(self, (width, depth), 0, 0, &mut shown);
            if shown.lines().count() <= most {
                break;
            }
        }
        shown
    }

    /// The same in a sentence: `an object`, `a list of string`.
    pub fn with_article(&self) -> String {
        let name = self.friendly_name();
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {name}")
    }

    /// Much as Terraform's messages name it: `string`, `list of string`, `list of any type`, `object`, `dynamic`.
    pub fn friendly_name(&self) -> String {
        let of = |element: &Self| match element {
            Self::Dynamic => "any type".to_owned(),
            element => element.friendly_name(),
        };
        match self {
            Self::Dynamic => "dynamic".to_owned(),
            Self::Bool | Self::Number | Self::String => self.to_string(),
            Self::List(element) => format!("list of {}", of(element)),
            Self::Set(element) => format!("set of {}", of(element)),
            Self::Map(element) => format!("map of {}", of(element)),
            Self::Tuple(_) => "tuple".to_owned(),
            Self::Object(_) => "object".to_owned(),
        }
    }
}

/// Writes a type behind `before` columns of its line; objects more than `depth` deep are not written out.
fn write_lines(
    ty: &Type,
    (width, depth): (usize, usize),
    indent: usize,
    before: usize,
    text: &mut String,
) {
    let whole = match (ty, depth) {
        (Type::Object(object), 0) if !object.attributes.is_empty() => "object({…})".to_owned(),
        _ => ty.to_string(),
    };
    let inner = match ty {
        Type::List(element) => Some(("list(", element)),
        Type::Set(element) => Some(("set(", element)),
        Type::Map(element) => Some(("map(", element)),
        _ => None,
    };
    let fits = indent + before + whole.chars().count() <= width;
    if let Some((name, element)) = inner.filter(|_| !fits) {
        text.push_str(name);
        write_lines(element, (width, depth), indent, before + name.len(), text);
        text.push(')');
        return;
    }
    let break_line = |text: &mut String, indent: usize| {
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', indent));
    };
    match ty {
        Type::Object(object) if depth > 0 && !fits => {
            text.push_str("object({");
            for (name, ty) in &object.attributes {
                break_line(text, indent + 2);
                text.push_str(name);
                text.push_str(" = ");
                let limits = (width, depth - 1);
                write_lines(ty, limits, indent + 2, name.len() + 3, text);
            }
            break_line(text, indent);
            text.push_str("})");
        }
        Type::Tuple(elements) if depth > 0 && !fits => {
            text.push_str("tuple([");
            for element in elements.iter() {
                break_line(text, indent + 2);
                write_lines(element, (width, depth - 1), indent + 2, 0, text);
                text.push(',');
            }
            break_line(text, indent);
            text.push_str("])");
        }
        Type::Tuple(_) if depth == 0 && !fits => text.push_str("tuple([…])"),
        _ => text.push_str(&whole),
    }
}

#[cfg(test)]
mod tests {
    use super::Type;

    #[test]
    fn types_are_shown_as_they_are_written() {
        let ty = Type::list(Type::object([
            ("a", Type::String),
            ("b", Type::map(Type::Dynamic)),
        ]));
        assert_eq!(ty.to_string(), "list(object({ a = string, b = map(any) }))");
        assert_eq!(
            Type::tuple(vec![Type::Bool, Type::Number]).to_string(),
            "tuple([bool, number])"
        );
        assert_eq!(ty.friendly_name(), "list of object");
    }

    #[test]
    fn what_does_not_fit_on_a_line_is_broken_and_what_is_too_much_is_left_out() {
        let inner = Type::object([("cidr", Type::String), ("zone", Type::String)]);
        let ty = Type::list(Type::object([
            ("name", Type::String),
            ("subnets", Type::map(inner)),
        ]));
        let lines = "list(object({\n  name = string\n  subnets = map(object({\n    cidr = string\n    zone = string\n  }))\n}))";
        assert_eq!(ty.to_lines(30, 9), lines);
        let cut = "list(object({\n  name = string\n  subnets = map(object({…}))\n}))";
        assert_eq!(ty.to_lines(30, 5), cut);
        assert_eq!(ty.to_lines(99, 5), ty.to_string());
    }
}
