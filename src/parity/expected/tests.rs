use super::{Expected, Use, apply};
use crate::config;
use crate::diagnostic::Severity;
use crate::parity::{Both, Consequence, Difference, Form, Label, Level, Standing, Which};
use crate::source::{Sources, Span};

fn difference(path: &str, shown: [Option<&str>; 2]) -> Difference {
    let [reference, other] = shown.map(|text| text.map(str::to_owned));
    let shown = Both::new(reference, other);
    Difference {
        rule: "parity-input-value",
        level: Level::Declarations,
        form: super::form(&shown),
        weaker: None,
        stack: "us-east-1/ecs".to_owned(),
        path: path.to_owned(),
        shown,
        places: Both::default(),
        severity: Severity::Warning,
        follows: Vec::new(),
        standing: Standing::Unexpected,
        reason: String::new(),
    }
}

/// What became of one difference and of the entries.
fn judged(entries: &str, difference: &Difference) -> (Standing, Expected) {
    judged_between(["prod", "test"], entries, difference)
}

fn judged_between(
    [reference, other]: [&str; 2],
    entries: &str,
    difference: &Difference,
) -> (Standing, Expected) {
    let config = config::parse("iaclint.toml", entries).unwrap_or_else(|it| panic!("{it:?}"));
    let label = |name: &str| Label {
        name: name.to_owned(),
        ..Label::default()
    };
    let labels = Both::new(label(reference), label(other));
    let mut differences = [difference.clone()];
    let entries = config.parity.unwrap_or_default().expect;
    let sources = Sources::from_memory([("main.tf", "")]);
    let expected = apply(&entries, &labels, &sources, &mut differences);
    let [difference] = differences;
    (difference.standing, expected)
}

fn entry(more: &str) -> String {
    format!("[[parity.expect]]\nreason = \"r\"\n{more}\n")
}

#[test]
fn an_entry_names_a_stack_with_its_region_also_where_regions_are_compared() {
    let cpu = Difference {
        stack: "ecs".to_owned(),
        ..difference("module.ecs.cpu", [Some("512"), Some("256")])
    };
    for (stack, met) in [
        ("us-east-1/ecs", true),
        ("ecs", true),
        ("eu-west-1/ecs", false),
    ] {
        let entries = entry(&format!("what = \"*\"\nstack = \"{stack}\"\nprod = 512"));
        let sides = ["prod/us-east-1", "test/us-east-1"];
        let (standing, _) = judged_between(sides, &entries, &cpu);
        assert_eq!(standing != Standing::Unexpected, met, "{stack}");
    }
}

#[test]
fn an_entry_declares_what_it_matches_in_stack_path_values_and_side() {
    let cpu = difference("module.ecs.cpu", [Some("512"), Some("256")]);
    let shield = difference("resource.aws_shield_protection.web", [Some("1"), None]);
    for (difference, more, met) in [
        (&cpu, "what = \"module.ecs.cpu\"", true),
        (&cpu, "what = \"module.ecs.*\"\nstack = \"*/ecs\"", true),
        (&cpu, "what = \"*\"\nstack = \"ecs\"", false),
        (&cpu, "what = \"module.ecs\"", false),
        (&cpu, "what = \"*\"\nprod = 512\ntest = 256", true),
        (&cpu, "what = \"*\"\nprod = 512.0", true),
        (&cpu, "what = \"*\"\ntest = \"256\"", true),
        (&cpu, "what = \"*\"\ntest = 512", false),
        (&cpu, "what = \"*\"\nonly = \"prod\"", false),
        (
            &shield,
            "what = \"resource.aws_shield_protection.*\"\nonly = \"prod\"",
            true,
        ),
        (
            &shield,
            "what = \"aws_shield_protection.*\"\nonly = \"prod\"",
            true,
        ),
        (&shield, "what = \"*\"\nonly = \"test\"", false),
        (&shield, "what = \"*\"\ntest = \"null\"", true),
        (&shield, "what = \"*\"\nstage = 1", false),
    ] {
        let (standing, _) = judged(&entry(more), difference);
        assert_eq!(
            standing == Standing::Declared(0),
            met,
            "{more}: {standing:?}"
        );
    }
}

#[test]
fn what_became_of_an_entry_says_why_it_is_stale() {
    let cpu = difference("module.ecs.cpu", [Some("512"), Some("256")]);
    let uses = |more: &str| judged(&entry(more), &cpu).1.entries.remove(0);
    assert_eq!(uses("what = \"module.ecs.cpu\""), Use::Met);
    assert_eq!(uses("what = \"module.ecs.memory\""), Use::Unmet);
    assert_eq!(uses("what = \"module.ecs.cpu\"\nstage = 1"), Use::Foreign);
    assert_eq!(
        uses("what = \"module.ecs.cpu\"\nonly = \"stage\""),
        Use::Foreign
    );
    let now = "module.ecs.cpu is 512 in prod and 256 in test".to_owned();
    assert_eq!(
        uses("what = \"module.ecs.cpu\"\nprod = 1024"),
        Use::Changed(now)
    );
}

#[test]
fn a_cause_is_declared_where_all_that_follows_from_it_is() {
    let mut cause = difference("var.small", [Some("false"), Some("true")]);
    let follow = |name: &str| Consequence {
        stack: "us-east-1/ecs".to_owned(),
        path: format!("aws_ecs_service.{name}"),
        shown: Both::new(Some("2".to_owned()), Some("1".to_owned())),
    };
    cause.follows = vec![follow("a"), follow("b")];
    let one = entry("what = \"aws_ecs_service.a\"");
    let (standing, expected) = judged(&one, &cause);
    assert_eq!(
        (standing, expected.entries),
        (Standing::Unexpected, vec![Use::Met])
    );
    let both = one + &entry("what = \"aws_ecs_service.b\"\nprod = 2");
    let (standing, expected) = judged(&both, &cause);
    assert_eq!(
        (standing, expected.entries),
        (Standing::Declared(0), vec![Use::Met, Use::Met])
    );
}

#[test]
fn an_entry_without_a_day_counts_before_one_with() {
    let cpu = difference("module.ecs.cpu", [Some("512"), Some("256")]);
    let dated = |day: &str| entry(&format!("what = \"*\"\nuntil = \"{day}\""));
    let all = dated("2026-01-01") + &dated("2027-01-01");
    assert_eq!(judged(&all, &cpu).0, Standing::Declared(1));
    let all = all + &entry("what = \"*\"");
    assert_eq!(judged(&all, &cpu).0, Standing::Declared(2));
}

#[test]
fn what_may_be_by_its_kind_stays_so_and_its_entry_is_of_use() {
    let mut cpu = difference("module.ecs.cpu", [Some("512"), Some("256")]);
    cpu.standing = Standing::Legitimate("production is the larger");
    let (standing, expected) = judged(&entry("what = \"*\""), &cpu);
    assert_eq!(standing, cpu.standing);
    assert_eq!(expected.entries, [Use::Met]);
}

#[test]
fn a_comment_declares_what_stands_on_its_line_or_below() {
    let text = "# iaclint:expect-diff above\na = 1\nb = 1 # iaclint:expect-diff: behind\nc = 1\n\
                // iaclint:expect-diff\nd = 1\n# iaclint:expect-different x\ne = 1\n";
    let sources = Sources::from_memory([("main.tf", text)]);
    let file = sources.find_file("main.tf").unwrap();
    let label = Both::<Label>::default();
    for (name, met) in [
        ("a", true),
        ("b", true),
        ("c", false),
        ("d", false),
        ("e", false),
    ] {
        let at = text.find(&format!("{name} = 1")).unwrap();
        let mut one = difference(name, [Some("1"), Some("2")]);
        one.places.other = Some(Span::new(file, at, at + 1));
        one.form = Form::Different;
        let mut all = [one];
        let expected = apply(&[], &label, &sources, &mut all);
        assert_eq!(expected.comments.len(), usize::from(met), "{name}");
        assert_eq!(all[0].is_unexpected(), !met, "{name}");
        assert_eq!(all[0].lagging(), Which::Other);
    }
}
