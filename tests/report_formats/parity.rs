//! What differs between environments, in every form: comparisons made by hand.

use std::collections::BTreeSet;

use iaclint::config::Tier;
use iaclint::diagnostic::Severity;
use iaclint::parity::{
    Both, Comparison, Consequence, Difference, Form, Label, Level, Parity, Stale, Standing,
    Uncertain, Which,
};
use iaclint::report::{Options, ParityFormat, write_parity};
use iaclint::source::{Sources, Span};
use serde_json::Value;

const PROD: &str = "live/prod/us-east-1/ecs/main.tf";
const TEST: &str = "live/test/us-east-1/ecs/main.tf";

fn sources() -> Sources {
    let main = "module \"ecs\" {\n  rollback = true\n  cpu      = 512 # iaclint:expect-diff tasks are larger | in prod\n}\n";
    Sources::from_memory([
        (PROD, main),
        (TEST, main),
        ("iaclint.toml", "[parity]\n[[parity.expect]]\n"),
    ])
}

/// A line of a file.
fn line(sources: &Sources, path: &str, line: u32) -> Span {
    let file = sources.find_file(path).unwrap();
    let range = sources.text(file).line_range(line);
    Span::new(file, range.start, range.end)
}

fn difference(path: &str, form: Form, shown: [Option<&str>; 2]) -> Difference {
    let [reference, other] = shown.map(|text| text.map(str::to_owned));
    Difference {
        rule: "parity-input-value",
        level: Level::Declarations,
        form,
        weaker: None,
        stack: "us-east-1/ecs".to_owned(),
        path: path.to_owned(),
        shown: Both::new(reference, other),
        places: Both::default(),
        severity: Severity::Warning,
        follows: Vec::new(),
        standing: Standing::Unexpected,
        reason: String::new(),
    }
}

const POLICY: [&str; 2] = [
    r#"{"Statement":[{"Action":["ecs:UpdateService"],"Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}"#,
    r#"{"Statement":[{"Action":["ecs:DeleteService"],"Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}"#,
];

fn differences(sources: &Sources) -> Vec<Difference> {
    let mut alarm = difference(
        "alarm:AWS/ApplicationELB UnHealthyHostCount",
        Form::Only(Which::Other),
        [None, Some("> 0")],
    );
    alarm.rule = "parity-alarm-missing";
    alarm.severity = Severity::Error;
    alarm.level = Level::Meaning;
    alarm.places.other = Some(line(sources, TEST, 1));
    let mut rollback = difference(
        "module.ecs.rollback",
        Form::Different,
        [Some("false"), Some("true")],
    );
    rollback.weaker = Some(Which::Reference);
    rollback.places = Both::new(Some(line(sources, PROD, 2)), Some(line(sources, TEST, 2)));
    rollback.follows = ["a", "b"]
        .map(|name| Consequence {
            stack: "us-east-1/ecs".to_owned(),
            path: format!("module.ecs.aws_ecs_service.{name}"),
            shown: Both::new(Some("false".to_owned()), Some("true".to_owned())),
        })
        .to_vec();
    let mut policy = difference("module.ecs.policy", Form::Different, POLICY.map(Some));
    policy.rule = "parity-policy";
    policy.places.other = Some(line(sources, TEST, 3));
    let mut cpu = difference(
        "module.ecs.cpu",
        Form::Different,
        [Some("512"), Some("256")],
    );
    let prod = line(sources, PROD, 3);
    let comment = sources.text(prod.file).content.find('#').unwrap();
    cpu.standing = Standing::Commented(Span::new(prod.file, comment, prod.end as usize));
    let mut nat = difference(
        "module.vpc.single_nat_gateway",
        Form::Different,
        [Some("false"), Some("true")],
    );
    nat.standing = Standing::Declared(0);
    vec![alarm, rollback, policy, cpu, nat]
}

fn parity(sources: &Sources) -> Parity {
    let label = |name: &str, tier: Tier| Label {
        name: name.to_owned(),
        tier: Some(tier),
        folder: format!("live/{name}"),
    };
    let comparison = Comparison {
        sides: Both::new(
            label("prod", Tier::Production),
            label("test", Tier::NonProduction),
        ),
        differences: differences(sources),
        uncertain: vec![Uncertain {
            stack: "us-east-1/ecs".to_owned(),
            path: "module.ecs.image".to_owned(),
            places: Both::new(Some(line(sources, PROD, 1)), None),
            reason: "prod's comes from SSM".to_owned(),
        }],
        ..Comparison::default()
    };
    Parity {
        comparisons: vec![comparison],
        stale: vec![Stale {
            lacks_reason: false,
            entry: Some(2),
            subject: "us-east-1/ecs module.ecs.memory".to_owned(),
            problem: "it matches no difference".to_owned(),
            place: Some(line(sources, "iaclint.toml", 2)),
        }],
        reasons: vec!["one NAT gateway is enough for test".to_owned()],
        ..Parity::default()
    }
}

fn written(format: ParityFormat, parity: &Parity, sources: &Sources, all: bool) -> String {
    let mut bytes = Vec::new();
    let options = Options {
        show_undetermined: all,
        ..Options::default()
    };
    write_parity(format, parity, sources, (&options, all), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_terminal_says_it_in_one_line_and_then_what_is_missing_before_what_is_different() {
    let sources = sources();
    let text = written(ParityFormat::Terminal, &parity(&sources), &sources, false);
    let expected = "\
prod ≠ test: 3 unexpected   (2 expected, 1 stale expectation, 1 undetermined)  live/prod ⇄ live/test

missing in prod
us-east-1/ecs
  alarm:AWS/ApplicationELB UnHealthyHostCount   > 0   only in live/test/us-east-1/ecs/main.tf:1

different              prod   test
us-east-1/ecs
  module.ecs.policy    …      …
      - …{\"Action\":[\"ecs:UpdateService\"],\"Effect\":\"All…
      + …{\"Action\":[\"ecs:DeleteService\"],\"Effect\":\"All…
      live/test/us-east-1/ecs/main.tf:3
  module.ecs.rollback  false  true   ← prod is weaker
      2 differences follow · live/prod/us-east-1/ecs/main.tf:2

stale
  parity.expect #3 (us-east-1/ecs module.ecs.memory)   iaclint.toml:2
      it matches no difference
";
    assert_eq!(text, expected, "\n{text}");
    let all = written(ParityFormat::Terminal, &parity(&sources), &sources, true);
    for part in [
        "expected: one NAT gateway is enough for test",
        "expected: tasks are larger | in prod",
        "↳ module.ecs.aws_ecs_service.a",
        "module.ecs.image",
        "prod's comes from SSM",
    ] {
        assert!(all.contains(part), "{part}: {all}");
        assert!(!text.contains(part), "{part}: {text}");
    }
}

#[test]
fn nothing_unexpected_is_one_line() {
    let sources = sources();
    let mut parity = parity(&sources);
    parity.comparisons[0]
        .differences
        .retain(|it| !it.is_unexpected());
    parity.comparisons[0].uncertain.clear();
    parity.stale.clear();
    let text = written(ParityFormat::Terminal, &parity, &sources, false);
    assert!(
        text.starts_with("prod = test: nothing unexpected   (2 expected)"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 1, "{text}");
}

#[test]
fn lines_of_long_names_and_values_fit_the_terminal() {
    let sources = sources();
    let mut parity = parity(&sources);
    let long = "x日".repeat(300);
    for difference in &mut parity.comparisons[0].differences {
        difference.path.push_str(&long);
        difference.stack = long.clone();
        let both = [&mut difference.shown.reference, &mut difference.shown.other];
        for shown in both.into_iter().flatten() {
            shown.push_str(&long);
        }
    }
    parity.stale[0].subject.clone_from(&long);
    let text = written(ParityFormat::Terminal, &parity, &sources, true);
    let columns = |line: &str| -> usize {
        let wide = line.chars().filter(|c| *c == '日').count();
        line.chars().count() + wide
    };
    for line in text.lines() {
        assert!(columns(line) <= 100, "{}: {line}", columns(line));
    }
}

#[test]
fn json_holds_to_its_published_schema() {
    let schema = include_str!("../../src/report/parity/json.schema.json");
    let schema = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let sources = sources();
    let text = written(ParityFormat::Json, &parity(&sources), &sources, false);
    let report: Value = serde_json::from_str(&text).unwrap();
    let errors: Vec<String> = schema
        .iter_errors(&report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    let comparison = &report["comparisons"][0];
    assert_eq!(
        (&comparison["unexpected"], &comparison["expected"]),
        (&3.into(), &2.into())
    );
    let all = comparison["differences"].as_array().unwrap();
    let kinds: Vec<&str> = all.iter().map(|it| it["kind"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        ["missing", "weaker", "different", "different", "different"]
    );
    assert_eq!(all[1]["weaker"], "prod");
    assert_eq!(all[1]["edit"]["file"], PROD);
    assert_eq!(all[3]["expected"]["by"], "comment");
    assert_eq!(all[3]["expected"]["reason"], "tasks are larger | in prod");
    assert_eq!(
        (&all[4]["expected"]["by"], &all[4]["expected"]["entry"]),
        (&"entry".into(), &1.into())
    );
    let mut broken = report.clone();
    broken["comparisons"][0]["differences"][0]["kind"] = "gone".into();
    assert!(!schema.is_valid(&broken));
}

#[test]
fn sarif_points_at_the_side_that_must_change_and_links_to_the_other() {
    let sources = sources();
    let text = written(ParityFormat::Sarif, &parity(&sources), &sources, false);
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(super::sarif::faults(&log, &sources), Vec::<String>::new());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let told: BTreeSet<(&str, &str, u64)> = results
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            (
                result["ruleId"].as_str().unwrap(),
                place["artifactLocation"]["uri"].as_str().unwrap(),
                place["region"]["startLine"].as_u64().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("parity-alarm-missing", TEST, 1),
        ("parity-expectation-stale", "iaclint.toml", 2),
        ("parity-input-value", PROD, 2),
        ("parity-policy", TEST, 3),
    ];
    assert_eq!(told, expected.into());
    let rollback = results
        .iter()
        .find(|it| it["ruleId"] == "parity-input-value")
        .unwrap();
    let related = &rollback["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["artifactLocation"]["uri"], TEST);
    assert_eq!(related["message"]["text"], "true in test");
    let message = rollback["message"]["text"].as_str().unwrap();
    assert!(
        message.contains("is false in prod and true in test, so that prod is weaker"),
        "{message}"
    );
}

#[test]
fn nothing_that_is_compared_acts_in_any_form() {
    let sources = sources();
    let mut parity = parity(&sources);
    let hostile = "</code><script>alert(1)</script>\u{1b}[2J|`*_[x](y)\u{202e}\r\n\0@all";
    for difference in &mut parity.comparisons[0].differences {
        difference.path = hostile.to_owned();
        difference.stack = hostile.to_owned();
        difference.reason = hostile.to_owned();
        difference.shown = difference
            .shown
            .map(|it| it.as_ref().map(|_| hostile.repeat(2)));
    }
    parity.comparisons[0].sides.other.name = hostile.to_owned();
    parity.comparisons[0].uncertain[0].reason = hostile.to_owned();
    parity.stale[0].problem = hostile.to_owned();
    parity.reasons[0] = hostile.to_owned();
    for format in ParityFormat::ALL {
        let text = written(*format, &parity, &sources, true);
        assert!(!text.contains(['\u{1b}', '\0']), "{format:?}: {text}");
        // In data a text is what it was, as long as nobody prints it.
        let is_data = matches!(format, ParityFormat::Json | ParityFormat::Sarif);
        assert!(is_data || !text.contains('\u{202e}'), "{format:?}: {text}");
        if *format == ParityFormat::Html {
            assert!(!text.contains("<script"), "{text}");
            let ends = text.matches("</code>").count();
            assert_eq!(text.matches("<code>").count(), ends, "{text}");
        }
        assert_eq!(
            text,
            written(*format, &parity, &sources, true),
            "{format:?}"
        );
    }
}

#[test]
fn markdown_is_made_of_tables() {
    let sources = sources();
    let text = written(ParityFormat::Markdown, &parity(&sources), &sources, true);
    for part in [
        "### prod ≠ test: 3 unexpected\n",
        "**missing in prod**\n",
        "| us-east-1/ecs | `alarm:AWS/ApplicationELB UnHealthyHostCount` | `> 0`; `live/test/us-east-1/ecs/main.tf:1` |",
        "| us-east-1/ecs | `module.ecs.rollback` | `false` | `true` | **prod is weaker**; 2 differences follow; `live/prod/us-east-1/ecs/main.tf:2` |",
        "```diff\n- …{\"Action\":[\"ecs:UpdateService\"]",
        "<details><summary>Expected</summary>",
        "expected: tasks are larger \\| in prod",
        "- parity.expect &#35;3 (us-east-1/ecs module.ecs.memory): it matches no difference (`iaclint.toml:2`)",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}
