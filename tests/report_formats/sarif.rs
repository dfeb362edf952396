//! SARIF, validated without a network: by its schema, and by what GitHub's upload refuses beyond it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use iaclint::diagnostic::{Finding, Note, Severity};
use iaclint::engine::Outcome;
use iaclint::report::{Format, Options};
use iaclint::source::{FileId, Sources, Span};
use serde_json::{Value, json};

use super::{everything, shop, written};

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = include_str!("../data/sarif-2.1.0.schema.json");
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
});

/// The log, after every check that can be made of it here.
fn sarif(outcome: &Outcome, sources: &Sources, options: &Options) -> Value {
    let log = serde_json::from_str(&written(Format::Sarif, outcome, sources, options)).unwrap();
    assert_eq!(faults(&log, sources), Vec::<String>::new());
    log
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

/// What the schema or GitHub would refuse, or show wrongly.
pub(super) fn faults(log: &Value, sources: &Sources) -> Vec<String> {
    let schema = SCHEMA.iter_errors(log);
    let mut faults: Vec<String> = schema
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    let run = &log["runs"][0];
    if log["runs"].as_array().unwrap().len() != 1 || run["columnKind"] != "unicodeCodePoints" {
        faults.push("not one run that says how it counts columns".to_owned());
    }
    if results(log).len() > 25_000 {
        faults.push("too many results".to_owned());
    }
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    faults.extend(rules.iter().filter_map(rule_fault));
    let mut seen = BTreeSet::new();
    for result in results(log) {
        faults.extend(result_faults(result, rules, sources));
        let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        let hash = &result["partialFingerprints"]["primaryLocationLineHash"];
        let silenced = result.get("suppressions").is_some();
        let identity = format!("{} {place} {hash} {silenced}", result["ruleId"]);
        if !hash.is_null() && !seen.insert(identity.clone()) {
            faults.push(format!("two results would be one alert: {identity}"));
        }
    }
    faults
}

fn rule_fault(rule: &Value) -> Option<String> {
    let severity = &rule["properties"]["security-severity"];
    let number = severity.as_str().map(str::parse::<f64>);
    let proper = severity.is_null() || matches!(number, Some(Ok(n)) if n > 0.0 && n <= 10.0);
    let text = |field: &str| {
        rule[field]["text"]
            .as_str()
            .unwrap_or_default()
            .chars()
            .count()
    };
    let described = ["shortDescription", "fullDescription", "help"];
    let described = described.iter().all(|f| (1..=1_024).contains(&text(f)));
    let tags = rule["properties"]["tags"].as_array().unwrap().len();
    (!proper || !described || tags > 10).then(|| rule["id"].to_string())
}

fn result_faults(result: &Value, rules: &[Value], sources: &Sources) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |good: bool, what: &str| {
        if !good {
            faults.push(format!("{what}: {result}"));
        }
    };
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    check(
        rules[index]["id"] == result["ruleId"],
        "the index of another rule",
    );
    let place = &result["locations"][0]["physicalLocation"];
    let uri = place["artifactLocation"]["uri"].as_str().unwrap();
    check(sources.find_file(&decoded(uri)).is_some(), "no such file");
    check(
        !uri.starts_with(['/', '.']) && !uri.contains([':', '?', '#', ' ']),
        "not a path below the root",
    );
    let region = |field: &str| place["region"][field].as_u64().unwrap();
    let start = (region("startLine"), region("startColumn"));
    let end = (region("endLine"), region("endColumn"));
    check(
        start >= (1, 1) && start.1 >= 1 && end.1 >= 1 && start <= end,
        "bad region",
    );
    let message = result["message"]["text"].as_str().unwrap();
    check(!message.trim().is_empty(), "no message");
    let related = result["relatedLocations"].as_array().map_or(0, Vec::len);
    for link in message
        .match_indices("](")
        .filter(|(at, _)| !message[..*at].ends_with('\\'))
    {
        let id = message[link.0 + 2..].split(')').next().unwrap();
        let id: usize = id.parse().unwrap_or_default();
        check((1..=related).contains(&id), "a link to nothing");
    }
    faults
}

fn decoded(uri: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), uri.as_bytes());
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let hex = std::str::from_utf8(&tail[..2]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_log_holds_to_the_schema_and_to_what_github_asks() {
    let sources = shop::sources();
    sarif(&Outcome::default(), &sources, &Options::default());
    let mut outcome = shop::outcome(&sources);
    let log = sarif(&outcome, &sources, &Options::default());
    let run = &log["runs"][0];
    assert_eq!(results(&log).len(), 3);
    assert_eq!(run["invocations"], json!([{"executionSuccessful": true}]));
    assert_eq!(run.get("automationDetails"), None);
    assert_eq!(
        run["originalUriBaseIds"],
        json!({"%SRCROOT%": {"description": {"text": "The repository's root."}}})
    );
    outcome.findings.insert(2, shop::neighbour(&sources));
    outcome.errors.push(shop::error());
    sarif(&outcome, &sources, &everything());
}

#[test]
fn the_schema_is_strict_enough_to_find_what_is_planted() {
    let sources = shop::sources();
    let log = sarif(&shop::outcome(&sources), &sources, &Options::default());
    let broken = |change: fn(&mut Value)| {
        let mut log = log.clone();
        change(&mut log["runs"][0]["results"][0]);
        !faults(&log, &sources).is_empty()
    };
    assert!(broken(|r| r["level"] = json!("info")));
    assert!(broken(|r| r["extra"] = json!(1)));
    assert!(broken(|r| r["message"]["text"] = json!("see [x](9)")));
    let region = "/locations/0/physicalLocation/region/startLine";
    assert_eq!(
        log["runs"][0]["results"][0].pointer(region),
        Some(&json!(8))
    );
    assert!(broken(
        |r| r["locations"][0]["physicalLocation"]["region"]["startLine"] = json!(0)
    ));
}

#[test]
fn rules_are_all_that_ran_by_id_and_security_is_a_string_on_security_rules_only() {
    let sources = shop::sources();
    let log = sarif(&shop::outcome(&sources), &sources, &Options::default());
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    let ids: Vec<&str> = rules.iter().map(|r| r["id"].as_str().unwrap()).collect();
    let expected = [
        "alb-https-only",
        "ecr-lifecycle-policy",
        "ecs-private-subnets",
        "ha-rds-multi-az",
    ];
    assert_eq!(ids, expected);
    assert_eq!(rules[2]["name"], "EcsPrivateSubnets");
    assert_eq!(
        rules[2]["properties"],
        json!({"tags": ["ecs", "security", "terraform"], "precision": "high",
               "problem.severity": "error", "security-severity": "8.0"})
    );
    assert_eq!(rules[3]["defaultConfiguration"]["level"], "warning");
    assert_eq!(rules[1]["properties"]["problem.severity"], "recommendation");
}

#[test]
fn a_result_has_its_place_its_trail_and_links_to_related_places() {
    let sources = shop::sources();
    let log = sarif(&shop::outcome(&sources), &sources, &Options::default());
    let result = &results(&log)[0];
    assert_eq!(
        result["message"]["text"],
        "Service `api` runs in 3 public subnets: a.public\\[\"a\"\\], a.public\\[\"b\"\\] and \
         a.public\\[\"c\"\\]. Set `subnets` to `module.vpc.private_subnet_ids` and `assign_public_ip` to false. \
         See [this route makes them public](1)."
    );
    assert_eq!(result["properties"]["address"], "aws_ecs_service.api");
    let steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
        .as_array()
        .unwrap();
    assert_eq!(steps.len(), 3);
    assert_eq!(steps[2]["location"]["message"]["text"], "used here");
    assert_eq!(
        result["partialFingerprints"]["iaclint/v1"],
        "9f86d081884c7d659a2feaa0c55ad015"
    );
    let uri = &results(&log)[2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "modules/aws/ecr%20registry/main.tf");
}

#[test]
fn a_trail_of_one_step_is_a_related_place_and_no_flow() {
    let sources = shop::sources();
    let mut finding = shop::database(&sources);
    finding.trail = vec![Note {
        span: finding.span,
        text: "written here".to_owned(),
    }];
    let outcome = Outcome {
        findings: vec![finding],
        ..Outcome::default()
    };
    let log = sarif(&outcome, &sources, &Options::default());
    assert_eq!(results(&log)[0].get("codeFlows"), None);
    assert_eq!(results(&log)[0]["relatedLocations"][0]["id"], 1);
}

#[test]
fn two_findings_of_one_rule_on_one_line_are_one_result_that_names_both() {
    let sources = shop::sources();
    let first = shop::database(&sources).severity(Severity::Note);
    let second = shop::neighbour(&sources).severity(Severity::Error);
    let outcome = Outcome {
        findings: vec![first, second],
        ..Outcome::default()
    };
    let log = sarif(&outcome, &sources, &Options::default());
    assert_eq!(results(&log).len(), 1);
    let result = &results(&log)[0];
    assert_eq!(result["level"], "error");
    assert_eq!(
        result["message"]["text"],
        "Database `orders` stands in one zone. Set `multi_az` to true. Also on this line: the comment \
         \\[sic\\](1) on `orders` says nothing. Delete it."
    );
    let fixes = result["fixes"].as_array().unwrap();
    assert_eq!(fixes.len(), 2);
    let changes = fixes[1]["artifactChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0]["replacements"][0]["insertedContent"]["text"], "");
}

#[test]
fn silenced_findings_are_in_the_log_only_when_asked_for() {
    let sources = shop::sources();
    let outcome = shop::outcome(&sources);
    let plain = sarif(&outcome, &sources, &Options::default());
    assert!(!plain.to_string().contains("suppressions"));
    let log = sarif(&outcome, &sources, &everything());
    let result = results(&log).last().unwrap();
    assert_eq!(
        result["suppressions"],
        json!([{"kind": "inSource", "status": "accepted",
                "justification": "it is restored from a snapshot every night"}])
    );
}

#[test]
fn what_is_undetermined_is_open_and_of_no_level() {
    let sources = shop::sources();
    let outcome = shop::outcome(&sources);
    let log = sarif(&outcome, &sources, &everything());
    let open: Vec<&Value> = results(&log)
        .iter()
        .filter(|r| r["kind"] == "open")
        .collect();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0]["level"], "none");
    let text = open[0]["message"]["text"].as_str().unwrap();
    assert_eq!(
        text,
        "Undetermined: the value of `var.subnets` is not in the repository."
    );
}

#[test]
fn what_could_not_be_done_is_a_notification_and_no_result() {
    let sources = shop::sources();
    let outcome = Outcome {
        errors: vec![shop::error()],
        ..Outcome::default()
    };
    let log = sarif(&outcome, &sources, &Options::default());
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert_eq!(notification["level"], "error");
    let uri = "/locations/0/physicalLocation/artifactLocation/uri";
    let uri = notification.pointer(uri).unwrap();
    assert_eq!(uri, "live/prod/us-east-1/my%20stack/main.tf");
    assert!(results(&log).is_empty());
}

#[test]
fn a_category_ends_in_a_slash_so_that_github_takes_it_for_one() {
    let sources = shop::sources();
    for category in ["infra/prod", "infra/prod/"] {
        let options = Options {
            sarif_category: Some(category.to_owned()),
            ..Options::default()
        };
        let log = sarif(&Outcome::default(), &sources, &options);
        assert_eq!(log["runs"][0]["automationDetails"]["id"], "infra/prod/");
    }
}

#[test]
fn of_too_many_results_the_most_severe_are_kept_in_their_order_and_it_is_said() {
    let lines = 25_003;
    let sources = Sources::from_memory([("a.tf", "x\n".repeat(lines))]);
    let at = |line: usize| Span::new(FileId(0), line * 2, line * 2 + 1);
    let mut findings: Vec<Finding> = (0..lines)
        .map(|line| Finding::new(&shop::MULTI_AZ, at(line), "m", ""))
        .collect();
    findings[7].severity = Severity::Note;
    let last = findings.last_mut().unwrap();
    last.severity = Severity::Error;
    let outcome = Outcome {
        findings,
        ..Outcome::default()
    };
    let options = Options::default();
    let log = written(Format::Sarif, &outcome, &sources, &options);
    let log: Value = serde_json::from_str(&log).unwrap();
    assert_eq!(results(&log).len(), 25_000);
    let line = |result: &Value| {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        region["startLine"].as_u64().unwrap()
    };
    let kept: Vec<u64> = results(&log).iter().map(line).collect();
    assert!(kept.is_sorted() && !kept.contains(&8));
    assert_eq!(kept[24_998..], [25_000, 25_003]);
    let notification = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    let text = notification["message"]["text"].as_str().unwrap();
    assert!(text.starts_with("3 results are left out"), "{text}");
}
