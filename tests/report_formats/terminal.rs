//! The report for people.

use iaclint::diagnostic::Finding;
use iaclint::engine::{Outcome, Summary};
use iaclint::report::{Format, Options};
use iaclint::source::{FileId, Sources, Span};

use super::{shop, written};

fn plain(outcome: &Outcome, sources: &Sources) -> String {
    written(Format::Terminal, outcome, sources, &Options::default())
}

fn one(finding: Finding) -> Outcome {
    Outcome {
        findings: vec![finding],
        ..Outcome::default()
    }
}

#[test]
fn a_finding_shows_the_code_why_it_matters_what_to_do_and_where_it_is() {
    let sources = shop::sources();
    let expected = "\
warning[ha-rds-multi-az]: database `orders` stands in one zone
  ┌─ live/prod/us-east-1/rds/main.tf:3:15
  │
3 │     multi_az   = false # 日本
  │                  ^^^^^
  │
  = why: When that zone fails, the database is away until somebody restores it.
  = help: set `multi_az` to true
  = fix: keep a standby in a second zone
      3 -     multi_az   = false # 日本
      3 +     multi_az   = true # 日本
  = in: prod · us-east-1 · live/prod/us-east-1/rds · aws_db_instance.orders

1 warning in 0 files of 0 stacks and 0 modules
";
    assert_eq!(plain(&one(shop::database(&sources)), &sources), expected);
}

#[test]
fn a_trail_through_files_is_numbered_and_its_code_shown() {
    let sources = shop::sources();
    let expected = "\
error[ecs-private-subnets]: service `api` runs in 3 public subnets: a.public[\"a\"], a.public[\"b\"] and
  a.public[\"c\"]
  ┌─ live/prod/us-east-1/ecs/main.tf:8:24
  │
8 │     subnets          = module.vpc.public_subnet_ids
  │                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ public subnets; 3. used here
  │
  ┌─ modules/aws/vpc/routes.tf:2:28
  │
2 │   for_each               = aws_subnet.public
  │                            ----------------- 1. subnets written here
3 │   destination_cidr_block = \"0.0.0.0/0\"
4 │   gateway_id             = aws_internet_gateway.this.id
  │                            ---------------------------- this route makes them public
  │
  ┌─ modules/aws/vpc/outputs.tf:2:21
  │
2 │   value = [for s in aws_subnet.public : s.id]
  │                     ----------------- 2. passed on here
  │
  = why: A task in a public subnet can be reached from the internet whenever a security group is
         opened by mistake; in a private one it cannot.
";
    let report = plain(&one(shop::service(&sources)), &sources);
    assert!(report.starts_with(expected), "{report}");
}

#[test]
fn other_stacks_of_the_same_cause_are_counted_and_named() {
    let sources = shop::sources();
    let report = plain(&one(shop::registry(&sources)), &sources);
    let expected = "  = in: prod · live/prod/global/ecr\n  \
                      = also: in 4 other stacks: live/test/a, live/test/b, live/test/c, live/test/d\n";
    assert!(report.contains(expected), "{report}");
}

#[test]
fn the_closing_line_counts_what_was_found_and_what_was_judged() {
    let sources = shop::sources();
    let mut outcome = shop::outcome(&sources);
    outcome.findings.push(shop::service(&sources));
    let last = |outcome: &Outcome| plain(outcome, &sources).lines().last().unwrap().to_owned();
    assert_eq!(
        last(&outcome),
        "2 errors, 1 warning, 1 note in 41 files of 14 stacks and 7 modules (1 suppressed, 1 undetermined)"
    );
    outcome.findings.clear();
    outcome.suppressed.clear();
    assert_eq!(
        last(&outcome),
        "No findings: 4 rules judged 41 files of 14 stacks and 7 modules (1 undetermined)"
    );
    outcome.undetermined.clear();
    outcome.errors.push(shop::error());
    outcome.summary = Summary {
        files: 1,
        stacks: 1,
        modules: 1,
        ..Summary::default()
    };
    assert_eq!(
        last(&outcome),
        "No findings: 4 rules judged 1 file of 1 stack and 1 module (not complete: 1 problem on the way)"
    );
}

#[test]
fn what_is_suppressed_or_undetermined_is_listed_only_when_asked_for() {
    let sources = shop::sources();
    let outcome = shop::outcome(&sources);
    let report = plain(&outcome, &sources);
    assert!(!report.contains("suppressed:") && !report.contains("undetermined:"));
    let options = Options {
        show_undetermined: true,
        show_suppressed: true,
        ..Options::default()
    };
    let report = written(Format::Terminal, &outcome, &sources, &options);
    assert!(report.contains("  = suppressed: it is restored from a snapshot every night\n"));
    let undetermined = "note[ecs-private-subnets]: undetermined: the value of `var.subnets` is not in the repository\n";
    assert!(report.contains(undetermined), "{report}");
}

#[test]
fn colour_adds_escapes_and_changes_no_word() {
    let sources = shop::sources();
    let outcome = shop::outcome(&sources);
    let options = Options {
        color: true,
        ..Options::default()
    };
    let colored = written(Format::Terminal, &outcome, &sources, &options);
    assert!(colored.starts_with("\x1b[1;31merror[ecs-private-subnets]\x1b[0m\x1b[1m: service"));
    let mut stripped = String::new();
    let mut parts = colored.split('\x1b');
    stripped += parts.next().unwrap();
    for part in parts {
        stripped += part.split_once('m').unwrap().1;
    }
    assert_eq!(stripped, plain(&outcome, &sources));
}

#[test]
fn an_empty_span_shows_its_line_and_an_empty_file_its_name() {
    let sources = Sources::from_memory([("a.tf", "one\ntwo\n"), ("b.tf", "")]);
    let at =
        |file, offset| Finding::new(&shop::LIFECYCLE, Span::new(file, offset, offset), "m", "");
    let report = plain(&one(at(FileId(0), 4)), &sources);
    assert!(
        report.contains("a.tf:2:1\n  │\n2 │ two\n  │ ^\n"),
        "{report}"
    );
    let report = plain(&one(at(FileId(0), 8)), &sources);
    assert!(report.contains("a.tf:3:1\n  │\n3 │ \n  │ ^\n"), "{report}");
    let report = plain(&one(at(FileId(1), 0)), &sources);
    assert!(report.contains("b.tf:1:1\n  │\n1 │ \n  │ ^\n"), "{report}");
}

#[test]
fn a_file_that_is_gone_when_its_text_is_asked_for_is_still_named() {
    let root = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("report_gone");
    std::fs::create_dir_all(&root).unwrap();
    std::fs::write(root.join("gone.tf"), "x = 1\n").unwrap();
    let sources = iaclint::source::walk::walk(&root).unwrap();
    std::fs::remove_file(root.join("gone.tf")).unwrap();
    let file = sources.find_file("gone.tf").unwrap();
    let outcome = one(Finding::new(
        &shop::LIFECYCLE,
        Span::new(file, 3, 9),
        "m",
        "",
    ));
    for format in Format::ALL {
        let report = written(*format, &outcome, &sources, &Options::default());
        assert!(report.contains("gone.tf"), "{format}");
        // Without its text the line's hash would be that of an empty file.
        assert!(!report.contains("primaryLocationLineHash"), "{format}");
    }
    let report = plain(&outcome, &sources);
    assert!(
        report.contains("gone.tf:1:1\n  │\n1 │ \n  │ ^\n"),
        "{report}"
    );
}

#[test]
fn a_block_is_marked_whole_while_short_and_by_its_first_line_when_long() {
    let block =
        |lines: usize| format!("resource \"a\" \"b\" {{\n{}}}\n", "  x = 1\n".repeat(lines));
    let report = |lines| {
        let content = block(lines);
        let span = Span::new(FileId(0), 0, content.len());
        let sources = Sources::from_memory([("a.tf", content)]);
        plain(
            &one(Finding::new(&shop::LIFECYCLE, span, "m", "")),
            &sources,
        )
    };
    let short = report(1);
    assert!(short.contains("3 │ │ }\n  │ ╰─^\n"), "{short}");
    let long = report(50);
    let first = "1 │ resource \"a\" \"b\" {\n  │ ^^^^^^^^^^^^^^^^^^\n";
    assert!(long.contains(first), "{long}");
    assert!(!long.contains("x = 1"));
}

#[test]
fn a_line_of_megabytes_is_cut_around_what_is_marked() {
    let content = format!(
        "[{}\"needle\"{}]",
        "\"a\",".repeat(2_000_000),
        ",\"b\"".repeat(2_000_000)
    );
    let at = content.find("needle").unwrap();
    let sources = Sources::from_memory([("a.tf.json", content)]);
    let span = Span::new(FileId(0), at, at + 6);
    let outcome = one(Finding::new(&shop::LIFECYCLE, span, "m", "").label("here"));
    let report = plain(&outcome, &sources);
    assert!(report.len() < 1_000, "{} bytes", report.len());
    assert!(report.contains("a.tf.json:1:8000003\n"), "{report}");
    let lines: Vec<&str> = report.lines().collect();
    assert!(
        lines[3].starts_with("1 │ …") && lines[3].ends_with('…'),
        "{report}"
    );
    let column = |line: &str, what: &str| line[..line.find(what).unwrap()].chars().count();
    assert_eq!(column(lines[3], "needle"), column(lines[4], "^^^^^^ here"));
}
