//! What Terraform 1.11.4 computes, and what is known of strings that it does not know.

mod unknown;

use std::sync::Arc;

use crate::address::{Key, ModulePath, ResourceAddress, ResourceMode};
use crate::eval::budget::Budget;
use crate::eval::expression::Evaluator;
use crate::eval::fault::{Fault, FaultKind};
use crate::eval::function::testing::NoFiles;
use crate::eval::function::{Environment, call, find};
use crate::eval::scope::{Files, Resolved, Scope};
use crate::eval::unknown::{Cause, Owner, PathStep, Shape, Symbol, Unknown};
use crate::eval::value::{Kind, Value};
use crate::hcl::{Step, parse_expression};
use crate::source::{FileId, Span};
use crate::types::{Type, to_json};

/// A line is an expression, its type and its value as Terraform 1.11.4 has them in JSON, or `error` where it refuses.
const MEASURED: &str = include_str!("measured.tsv");

/// The names that expressions of the tests use.
struct Names;

impl Scope for Names {
    fn resolve(&self, root: &str, _: &[Step], span: Span) -> Result<Resolved, Fault> {
        let unknown = |ty: Type| Unknown::new(ty, Cause::Apply).not_null();
        let value = match root {
            "vpc_id" => attribute("aws_vpc", None, "id"),
            "role_arn" => attribute("aws_iam_role", None, "arn"),
            "ids" => Value::list(
                Type::String,
                vec![
                    attribute("aws_subnet", Some(Key::Index(0)), "id"),
                    attribute("aws_subnet", Some(Key::Index(1)), "id"),
                ],
            ),
            "acl_id" => attribute("aws_s3_bucket_acl", None, "id"),
            "tag_id" => attribute("aws_ec2_tag", None, "id"),
            "text" => unknown(Type::String).into(),
            "number" => unknown(Type::Number).into(),
            "unknown" => Unknown::new(Type::Dynamic, Cause::Apply).into(),
            "some_ids" => unknown(Type::list(Type::String))
                .shaped(Shape::Open {
                    known: Arc::new([]),
                    each: Arc::new(attribute("aws_subnet", Some(Key::Any), "id")),
                })
                .into(),
            "either" => unknown(Type::String)
                .shaped(Shape::Choice(Arc::new([
                    Value::string("blue"),
                    Value::string("green"),
                ])))
                .into(),
            "none" => Value::null_of(Type::String),
            _ => {
                let message = format!("{root} is not declared");
                return Err(Fault::new(FaultKind::Reference, span, message));
            }
        };
        Ok(Resolved { value, steps: 0 })
    }

    fn files(&self) -> &dyn Files {
        &NoFiles
    }
}

/// An attribute of a resource that is called `main`.
fn attribute(kind: &str, key: Option<Key>, name: &str) -> Value {
    let address = ResourceAddress {
        module: ModulePath::default(),
        mode: ResourceMode::Managed,
        kind: kind.into(),
        name: "main".into(),
        key,
    };
    let symbol = Symbol {
        owner: Arc::new(Owner {
            stack: "network".into(),
            address,
        }),
        path: Arc::new([PathStep::Name(name.into())]),
    };
    Unknown::new(Type::String, Cause::Apply)
        .not_null()
        .shaped(Shape::Symbol(symbol))
        .into()
}

/// The value of an expression, or `None` where something is at fault.
fn evaluate(expression: &str) -> Option<Value> {
    evaluate_within(expression, &Budget::default())
}

fn evaluate_within(expression: &str, budget: &Budget) -> Option<Value> {
    let parsed = parse_expression(FileId(0), expression).expect(expression);
    let (value, faults) = Evaluator::new(&Names, budget).evaluate_once(&parsed);
    faults.is_empty().then_some(value)
}

/// A known value as JSON, with all digits of its numbers.
fn json(value: &Value) -> String {
    let list = |items: &[Value]| items.iter().map(json).collect::<Vec<_>>().join(",");
    match &value.kind {
        Kind::Null(_) => "null".to_owned(),
        Kind::Bool(flag) => flag.to_string(),
        Kind::Number(number) => number.to_string(),
        Kind::String(text) => serde_json::to_string(text.as_str()).unwrap(),
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            format!("[{}]", list(items))
        }
        Kind::Map(_, entries) | Kind::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(name, entry)| format!("{name:?}:{}", json(entry)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        Kind::Unknown(unknown) => format!("not known: {:?}", unknown.cause),
    }
}

/// What iaclint does not claim to know: `\B` with text that is not ASCII, and classes that may be scripts.
fn is_beyond(expression: &str) -> bool {
    [
        r"\\B",
        r"\\p{Letter}",
        r"\\p{Lowercase}",
        r"\\p{White_Space}",
    ]
    .iter()
    .any(|part| expression.contains(part))
}

#[test]
fn functions_are_those_of_terraform() {
    let mut wrong = Vec::new();
    for line in MEASURED.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[expression, ty, expected] = columns.as_slice() else {
            panic!("{line}");
        };
        let found = evaluate(expression);
        let is_right = match &found {
            None => ty == "error",
            Some(value) if !value.is_wholly_known() => is_beyond(expression),
            Some(value) => {
                let found = serde_json::to_string(&to_json(&value.ty())).unwrap();
                ty.replace(' ', "") == found && json(value) == expected
            }
        };
        if !is_right {
            wrong.push(format!("{line}\n    {:?}", found.map(|value| json(&value))));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_odd(
        odd in r"[ab(|)*?+\[\]\\{}0-9,^$.:=!P<>pQEdwsbBxiU&é%#'/ -]{0,24}",
        text in "[ab-é👍🏽🇩🇪\u{301}\n ]{0,12}",
    ) {
        let budget = Budget::default();
        let files = NoFiles;
        let environment = Environment::new(&files, Span::new(FileId(0), 0, 0), &budget);
        let [odd, text] = [Value::string(odd), Value::string(text)];
        let slashes = Value::string(format!("/{}/", odd.as_str().unwrap()));
        let arguments: [(&str, &[&Value]); 9] = [
            ("regex", &[&odd, &text]),
            ("regexall", &[&odd, &text]),
            ("replace", &[&text, &slashes, &odd]),
            ("replace", &[&text, &odd, &text]),
            ("format", &[&odd, &text]),
            ("formatlist", &[&odd, &text, &odd]),
            ("split", &[&odd, &text]),
            ("trim", &[&text, &odd]),
            ("title", &[&text]),
        ];
        for (name, arguments) in arguments {
            let arguments: Vec<Value> = arguments.iter().copied().cloned().collect();
            // Whatever it gives, it gives something.
            let _ = call(find(name).unwrap(), &environment, &arguments);
        }
    }
}

#[test]
fn large_results_are_bounded() {
    let ten = r#"format("%1000000s", "")"#;
    assert!(evaluate(ten).is_some());
    let budget = Budget::of(10_000);
    for expression in [
        ten,
        r#"format("%.100000f", 1)"#,
        r#"indent(1000000, "a\nb")"#,
        r#"replace("aaaaaaaaaaaaaaaaaaaa", "a", format("%5000s", ""))"#,
        r#"regexall("(?:)", format("%9000s", ""))"#,
    ] {
        assert!(
            evaluate_within(expression, &budget).is_none(),
            "{expression}"
        );
    }
    // What is too large for iaclint is not for Terraform.
    for expression in [
        r#"regex("[\\pL\\pN]{900}", "a")"#,
        r#"format("%s", 1e30000)"#,
        r#"format("%q", 1e30000)"#,
        r#"format("%d", 1e30000)"#,
        r#"format("%v", 1e30000)"#,
        r#"format("%1000001d", 1)"#,
    ] {
        let value = evaluate(expression).expect(expression);
        assert!(!value.is_known(), "{expression}");
    }
}
