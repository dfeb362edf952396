//! What stays known of what is not wholly known.

use std::sync::Arc;

use crate::address::{ModulePath, ResourceAddress, ResourceMode};
use crate::eval::function::testing::{call, error, json};
use crate::eval::map::Map;
use crate::eval::template_value::from_parts;
use crate::eval::text::Text;
use crate::eval::unknown::{Cause, Owner, Part, PathStep, Shape, Symbol, Unknown, symbols_of};
use crate::eval::value::{Kind, Value};
use crate::types::Type;

/// An attribute of a resource that is not there yet.
fn symbol(path: &str, ty: Type) -> Value {
    let symbol = Symbol {
        owner: Arc::new(Owner {
            stack: "live".into(),
            address: ResourceAddress {
                module: ModulePath::default(),
                mode: ResourceMode::Managed,
                kind: "aws_x".into(),
                name: "y".into(),
                key: None,
            },
        }),
        path: [PathStep::Name(path.into())].into(),
    };
    let unknown = Unknown::new(ty, Cause::Apply).not_null();
    unknown.shaped(Shape::Symbol(symbol)).into()
}

fn id() -> Value {
    symbol("id", Type::String)
}

/// The text of a template, each `$` an attribute of this name.
fn template(text: &str, name: &str) -> Value {
    let mut parts = Vec::new();
    for (at, literal) in text.split('$').enumerate() {
        if at > 0 {
            parts.push(Part::Hole(symbol(name, Type::String)));
        }
        parts.push(Part::Text(Text::new(literal), None));
    }
    from_parts(parts)
}

fn path_of(value: &Value) -> String {
    value
        .as_unknown()
        .and_then(|unknown| unknown.symbol())
        .expect("a symbol")
        .to_string()
}

fn prefix_of(value: &Value) -> Option<&str> {
    value.as_unknown().unwrap().refinement.prefix.as_deref()
}

#[test]
fn what_is_not_known_keeps_its_place_in_json_and_yaml() {
    let list = Value::list(Type::String, vec![id(), Value::string("b")]);
    let set = Value::from(Kind::Set(
        Type::String,
        vec![Value::string("c"), Value::string("d")].into(),
    ));
    let map = Value::map(
        Type::String,
        Map::from_iter([("k", symbol("arn", Type::String))]),
    );
    let content = Value::object(Map::from_iter([("list", list), ("set", set), ("map", map)]));
    for (encode, decode) in [
        ("jsonencode", "jsondecode"),
        ("yamlencode", "yamldecode"),
        ("jsonencode", "yamldecode"),
    ] {
        let encoded = call(encode, std::slice::from_ref(&content)).unwrap();
        assert!(encoded.as_unknown().unwrap().refinement.not_null);
        let expected = (encode == "jsonencode").then_some("{");
        assert_eq!(prefix_of(&encoded), expected);
        assert_eq!(symbols_of(&encoded).iter().count(), 2);
        let decoded = call(decode, &[encoded]).unwrap();
        let expected = Type::object([
            ("list", Type::tuple(vec![Type::String, Type::String])),
            ("map", Type::object([("k", Type::String)])),
            ("set", Type::tuple(vec![Type::String, Type::String])),
        ]);
        assert_eq!(decoded.ty(), expected);
        let first = &decoded.get("list").unwrap().elements().unwrap()[0];
        assert_eq!(path_of(first), "aws_x.y.id");
    }
}

#[test]
fn the_beginning_of_json_is_known_where_terraform_knows_it() {
    let of = |value: &Value| call("jsonencode", std::slice::from_ref(value)).unwrap();
    assert_eq!(prefix_of(&of(&id())), Some("\""));
    assert_eq!(prefix_of(&of(&Value::tuple(vec![id()]))), Some("["));
    let nullable = Value::unknown(Type::String, Cause::Apply);
    assert_eq!(prefix_of(&of(&nullable)), None);
    assert_eq!(prefix_of(&of(&symbol("port", Type::Number))), None);
}

#[test]
fn collections_that_are_not_known_come_back_as_what_they_may_be() {
    let back = |value: Value| {
        let encoded = call("jsonencode", &[value]).unwrap();
        call("jsondecode", &[encoded]).unwrap()
    };
    let list = back(symbol("subnet_ids", Type::list(Type::String)));
    let unknown = list.as_unknown().unwrap();
    assert_eq!(unknown.ty, Type::Dynamic);
    let Shape::Open { known, each } = &unknown.shape else {
        panic!("{list:?}")
    };
    assert!(known.is_empty());
    assert_eq!(path_of(each), "aws_x.y.subnet_ids[*]");
    // Two elements that are not known may be one, and their order is not known.
    let set = back(Kind::Set(Type::String, vec![id(), symbol("arn", Type::String)].into()).into());
    assert!(
        matches!(&set.as_unknown().unwrap().shape, Shape::Open { known, .. } if known.len() == 2)
    );
    let map = back(symbol("tags", Type::map(Type::String)));
    assert_eq!(map.ty(), Type::Dynamic);
    assert_eq!(symbols_of(&map).iter().count(), 1);
}

#[test]
fn json_in_a_template_keeps_the_holes_in_its_strings() {
    let value = call(
        "jsondecode",
        &[template(r#"{"a":"$","b":["x-$/*",1]}"#, "arn")],
    )
    .unwrap();
    assert_eq!(path_of(value.get("a").unwrap()), "aws_x.y.arn");
    let list = value.get("b").unwrap().elements().unwrap();
    let Shape::Template(parts) = &list[0].as_unknown().unwrap().shape else {
        panic!("{list:?}")
    };
    assert_eq!(parts.len(), 3);
    assert_eq!(json(&list[1]), "1");
    // A description may hold a quote, and what stands outside of strings may be anything.
    for (text, name) in [
        (r#"{"a":"$"}"#, "description"),
        (r#"{"a":$}"#, "id"),
        (r#"{"$":1}"#, "id"),
        (r#"["\$"]"#, "id"),
        (r#"["\u00$41"]"#, "id"),
        ("[1$]", "id"),
        ("[tr$ue]", "id"),
        ("[] $", "id"),
        ("[1,$]", "id"),
        ("[$", "id"),
        ("[1 2 $]", "id"),
    ] {
        let value = call("jsondecode", &[template(text, name)]).unwrap();
        let unknown = value.as_unknown().unwrap_or_else(|| panic!("{text}"));
        assert!(matches!(unknown.shape, Shape::Opaque));
        assert_eq!(unknown.ty, Type::Dynamic);
        assert_eq!(unknown.dependencies.iter().count(), 1);
    }
}

#[test]
fn json_in_a_template_may_hold_encoded_json() {
    let inner = Value::tuple(vec![id()]);
    let encoded = call("jsonencode", &[inner]).unwrap();
    let text = |text: &str| Part::Text(Text::new(text), None);
    let parts = vec![text(r#"{"a": "#), Part::Hole(encoded), text("}")];
    let value = call("jsondecode", &[from_parts(parts)]).unwrap();
    let list = value.get("a").unwrap().elements().unwrap();
    assert_eq!(path_of(&list[0]), "aws_x.y.id");
}

#[test]
fn a_template_that_cannot_be_json_is_refused_as_by_terraform() {
    for text in ["x $", "+$", "]$", "'$"] {
        assert!(error("jsondecode", &[template(text, "id")]).contains("begins"));
    }
    let type_of = |text: &str| call("jsondecode", &[template(text, "id")]).unwrap().ty();
    assert_eq!(type_of("true $"), Type::Bool);
    assert_eq!(type_of("\"a $"), Type::String);
    assert_eq!(type_of("1 $"), Type::Number);
    assert_eq!(type_of("n $"), Type::Dynamic);
    assert_eq!(type_of(" { $"), Type::Dynamic);
}
