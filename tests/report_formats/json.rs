//! JSON, version 1.

use iaclint::report::{Format, Options};
use serde_json::{Value, json};

use super::{everything, shop, written};

fn validator() -> jsonschema::Validator {
    let schema = include_str!("../../src/report/json.schema.json");
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
}

fn report(options: &Options) -> Value {
    let sources = shop::sources();
    let mut outcome = shop::outcome(&sources);
    outcome.errors.push(shop::error());
    serde_json::from_str(&written(Format::Json, &outcome, &sources, options)).unwrap()
}

#[test]
fn reports_hold_to_the_published_schema() {
    for options in [Options::default(), everything()] {
        let report = report(&options);
        let errors: Vec<String> = validator()
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn the_schema_refuses_what_version_1_does_not_hold() {
    let validator = validator();
    let broken = |change: fn(&mut Value)| {
        let mut report = report(&everything());
        change(&mut report);
        !validator.is_valid(&report)
    };
    assert!(broken(|r| r["version"] = json!(2)));
    assert!(broken(|r| r["findings"][0]["severity"] = json!("info")));
    assert!(broken(
        |r| r["findings"][0]["range"]["start"]["line"] = json!(0)
    ));
    assert!(broken(|r| r["findings"][0]["extra"] = json!(1)));
    assert!(broken(|r| r["undetermined"][0]["message"] = json!("x")));
    assert!(broken(|r| r["summary"]["files"] = Value::Null));
}

#[test]
fn a_finding_says_what_where_and_for_which_stack() {
    let report = report(&Options::default());
    let finding = &report["findings"][1];
    let expected = [
        ("rule", json!("ha-rds-multi-az")),
        ("verdict", json!("fail")),
        ("severity", json!("warning")),
        ("environment", json!("prod")),
        ("region", json!("us-east-1")),
        ("stack", json!("live/prod/us-east-1/rds")),
        ("address", json!("aws_db_instance.orders")),
        ("attribute", Value::Null),
        ("file", json!("live/prod/us-east-1/rds/main.tf")),
        (
            "range",
            json!({"start": {"line": 3, "column": 15}, "end": {"line": 3, "column": 20}}),
        ),
        ("fingerprint", json!("60303ae22b998861bce3b28f33eec1be")),
    ];
    for (field, value) in expected {
        assert_eq!(finding[field], value, "{field}");
    }
    assert_eq!(finding["fix"]["edits"][0]["replacement"], "true");
    assert_eq!(report["findings"][0]["trail"][2]["note"], "used here");
    assert_eq!(
        report["findings"][2]["instances"].as_array().unwrap().len(),
        5
    );
    assert_eq!(
        report["undetermined"][0]["reason"],
        "the value of `var.subnets` is not in the repository"
    );
    assert_eq!(
        report["summary"],
        json!({
            "files": 41, "stacks": 14, "modules": 7, "resources": 212,
            "findings": {"error": 1, "warning": 1, "note": 1},
            "undetermined": 1, "suppressed": 1, "values": {"known": 1900, "unknown": 12}
        })
    );
}

#[test]
fn suppressed_findings_are_listed_with_their_reason_when_asked_for() {
    assert_eq!(report(&Options::default()).get("suppressed"), None);
    let suppressed = &report(&everything())["suppressed"][0];
    assert_eq!(
        suppressed["reason"],
        "it is restored from a snapshot every night"
    );
    assert_eq!(suppressed["rule"], "ha-rds-multi-az");
}
