//! Types in the JSON form that `terraform providers schema -json` and `terraform output -json` use:
//! `"string"`, `["list", "string"]`, `["object", {"a": "number"}]`.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{ObjectType, Type};

/// Reads a type; `None` where the text is not one.
pub fn from_json(json: &Json) -> Option<Type> {
    match json {
        Json::String(name) => match name.as_str() {
            "dynamic" => Some(Type::Dynamic),
            "bool" => Some(Type::Bool),
            "number" => Some(Type::Number),
            "string" => Some(Type::String),
            _ => None,
        },
        Json::Array(parts) => match (parts.first()?.as_str()?, parts.get(1)?) {
            ("list", element) => Some(Type::list(from_json(element)?)),
            ("set", element) => Some(Type::set(from_json(element)?)),
            ("map", element) => Some(Type::map(from_json(element)?)),
            ("tuple", Json::Array(elements)) => {
                let elements = elements.iter().map(from_json);
                Some(Type::tuple(elements.collect::<Option<Vec<Type>>>()?))
            }
            ("object", Json::Object(attributes)) => {
                let attributes = attributes
                    .iter()
                    .map(|(name, ty)| Some((Arc::from(name.as_str()), from_json(ty)?)));
                let names = parts.get(2).and_then(Json::as_array).into_iter().flatten();
                let optional: BTreeSet<Arc<str>> = names
                    .filter_map(|name| Some(Arc::from(name.as_str()?)))
                    .collect();
                Some(Type::Object(Arc::new(ObjectType {
                    attributes: attributes.collect::<Option<_>>()?,
                    optional,
                })))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The type in the same form, without optional attributes.
pub fn to_json(ty: &Type) -> Json {
    match ty {
        Type::Dynamic => json!("dynamic"),
        Type::Bool | Type::Number | Type::String => json!(ty.to_string()),
        Type::List(element) => json!(["list", to_json(element)]),
        Type::Set(element) => json!(["set", to_json(element)]),
        Type::Map(element) => json!(["map", to_json(element)]),
        Type::Tuple(elements) => {
            json!(["tuple", elements.iter().map(to_json).collect::<Vec<_>>()])
        }
        Type::Object(object) => {
            let attributes = object.attributes.iter();
            let attributes: serde_json::Map<String, Json> = attributes
                .map(|(name, ty)| (name.to_string(), to_json(ty)))
                .collect();
            json!(["object", attributes])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{from_json, to_json};

    #[test]
    fn types_are_read_and_written_as_terraform_does() {
        for text in [
            r#""dynamic""#,
            r#"["list","string"]"#,
            r#"["object",{"a":["set","number"],"b":["tuple",["bool","dynamic"]]}]"#,
        ] {
            let json = serde_json::from_str(text).unwrap();
            let ty = from_json(&json).unwrap();
            assert_eq!(to_json(&ty), json, "{text}");
        }
        assert_eq!(from_json(&serde_json::json!(["list"])), None);
        assert_eq!(from_json(&serde_json::json!("text")), None);
    }
}
