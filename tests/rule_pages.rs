//! Every rule has a page of the agreed form, and the page's examples are judged as it says they are.
//!
//! An example is the fenced blocks of one `## Bad`, `## Good` or `###` section: one repository. The line before a
//! fence names the file in backticks. `expect: ID` on a line says that the rule reports a finding that begins on that
//! line, `undetermined: ID` that it cannot decide there; where a file has no comments, the label says it:
//! `` `a.json`, expect on line 3 `` or `undetermined on line 3`. A label `` `a.tf`, a link to `../b.tf` `` makes a symbolic link. Anything else that the rule reports, or a mark it does not meet, fails.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use iaclint::config::{self, Config};
use iaclint::diagnostic::Verdict;
use iaclint::engine::{self, Request};
use iaclint::rule::Rule;
use iaclint::rules;
use iaclint::source::Sources;
use iaclint::suppress::Date;

struct File {
    path: String,
    content: String,
    /// Where it is a symbolic link, what it points to.
    link: Option<String>,
    /// Lines from 1 on which a finding must begin, and whether it is an undetermined one.
    expected: BTreeSet<(u32, bool)>,
}

struct Example {
    title: String,
    files: Vec<File>,
}

/// The examples of a page, in order.
fn examples(rule: &str, page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut label = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line
            .strip_prefix("## ")
            .or_else(|| line.strip_prefix("### "))
        {
            examples.push(Example {
                title: title.to_owned(),
                files: Vec::new(),
            });
        } else if line.starts_with("```") {
            let content: Vec<&str> = lines
                .by_ref()
                .take_while(|line| !line.starts_with("```"))
                .collect();
            if let Some(path) = label.split('`').nth(1).filter(|_| label.starts_with('`')) {
                let file = file(rule, path, &label, &content);
                examples
                    .last_mut()
                    .unwrap_or_else(|| panic!("{rule}: a fence before any heading"))
                    .files
                    .push(file);
            }
            label.clear();
        } else if !line.trim().is_empty() {
            line.clone_into(&mut label);
        }
    }
    examples.retain(|example| !example.files.is_empty());
    examples
}

fn file(rule: &str, path: &str, label: &str, content: &[&str]) -> File {
    let mut expected = BTreeSet::new();
    for (at, line) in content.iter().enumerate() {
        let number = u32::try_from(at + 1).unwrap();
        let marks = |word: &str| line.contains(&format!("{word}: {rule}"));
        if marks("expect") || line.contains(&format!("expect {rule} here")) {
            expected.insert((number, false));
        }
        if marks("undetermined") {
            expected.insert((number, true));
        }
    }
    for (words, is_open) in [("expect on line ", false), ("undetermined on line ", true)] {
        for number in label.split(words).skip(1) {
            let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
            expected.insert((digits.parse().unwrap(), is_open));
        }
    }
    let link = label.split_once("a link to `");
    let link = link.and_then(|(_, rest)| rest.split('`').next());
    File {
        path: path.to_owned(),
        link: link.map(str::to_owned),
        content: content.join("\n") + "\n",
        expected,
    }
}

fn judge(
    rule: &'static Rule,
    example: &Example,
    faults: &mut Vec<String>,
) -> BTreeSet<(String, u32, bool)> {
    let settings = example
        .files
        .iter()
        .find(|file| file.path == "iaclint.toml");
    let text = settings.map_or("", |file| file.content.as_str());
    let config = match settings {
        Some(file) => config::parse(&file.path, &file.content)
            .unwrap_or_else(|e| panic!("{}: {e:?}", rule.meta.id)),
        None => Config::default(),
    };
    let mut sources = Sources::from_memory(
        example
            .files
            .iter()
            .filter(|file| file.link.is_none())
            .map(|file| (file.path.clone(), file.content.clone())),
    );
    for file in &example.files {
        if let Some(target) = &file.link {
            sources.add_link(&file.path, target);
        }
    }
    sources.git.tracked = Some(example.files.iter().map(|file| file.path.clone()).collect());
    // The rules about ignore comments judge what other rules left.
    let is_engine = matches!(rule.check, iaclint::rule::Check::Engine);
    let alone = [rule];
    let schemas = engine::load_schemas(&sources, &config, text)
        .unwrap_or_else(|e| panic!("{}: {e:?}", rule.meta.id));
    let request = Request {
        schemas: &schemas,
        providers: &iaclint::schema::Schemas::embedded(),
        policies: iaclint::policy::Policies::none(),
        rules: if is_engine { rules::ALL } else { &alone },
        config_text: text,
        paths: &[],
        honour_ignores: is_engine,
        today: Date {
            year: 2026,
            month: 6,
            day: 1,
        },
    };
    let outcome = engine::check(&sources, &config, &request).unwrap();
    assert!(
        outcome.errors.is_empty(),
        "{}: {:?}",
        rule.meta.id,
        outcome.errors
    );
    let all = outcome.findings.iter().chain(&outcome.undetermined);
    let own = all.filter(|finding| finding.meta.id == rule.meta.id);
    own.map(|finding| {
        if finding.message.is_empty() || finding.message.ends_with('.') {
            faults.push(format!(
                "{}: a message is a sentence without its full stop: {}",
                rule.meta.id, finding.message
            ));
        }
        let failed = finding.verdict == Verdict::Fail;
        if failed && finding.help.is_empty() {
            faults.push(format!(
                "{} says nothing to do: {}",
                rule.meta.id, finding.message
            ));
        }
        let line = sources
            .text(finding.span.file)
            .line_column(finding.span.start)
            .line;
        (sources.file(finding.span.file).path.clone(), line, !failed)
    })
    .collect()
}

#[test]
fn every_page_example_is_judged_as_it_is_marked() {
    let mut faults = Vec::new();
    for rule in rules::ALL {
        let id = rule.meta.id;
        let examples = examples(id, rule.meta.page);
        let has = |title: &str| examples.iter().any(|example| example.title == title);
        if !has("Bad") || !has("Good") {
            faults.push(format!(
                "{id}: the page needs an example under `## Bad` and one under `## Good`"
            ));
        }
        for example in &examples {
            let expected: BTreeSet<_> = example
                .files
                .iter()
                .flat_map(|file| {
                    file.expected
                        .iter()
                        .map(|(line, open)| (file.path.clone(), *line, *open))
                })
                .collect();
            let found = judge(rule, example, &mut faults);
            if expected != found {
                faults.push(format!(
                    "{id}, `{}`: marked {expected:?}, found {found:?}",
                    example.title
                ));
            }
            if example.title == "Good" && !expected.is_empty() {
                faults.push(format!("{id}: `## Good` must have no marks"));
            }
            if example.title == "Bad" && expected.is_empty() {
                faults.push(format!("{id}: `## Bad` must have a mark"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_rule_is_described_in_the_agreed_form() {
    let ids: Vec<&str> = rules::ALL.iter().map(|rule| rule.meta.id).collect();
    let distinct: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "two rules share an id");
    for rule in rules::ALL {
        let meta = &rule.meta;
        let kebab = meta
            .id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(kebab, "{} is not in kebab case", meta.id);
        assert!(
            meta.summary.ends_with('.') && meta.why.ends_with('.'),
            "{}: sentences end with a full stop",
            meta.id
        );
        assert!(
            meta.page
                .starts_with(&format!("# {}\n\n{}\n", meta.id, meta.summary)),
            "{}: the page must begin with the id and the summary",
            meta.id
        );
        for heading in ["## Why", "## Bad", "## Good", "## Fix"] {
            assert!(meta.page.contains(heading), "{}: no `{heading}`", meta.id);
        }
        for option in meta.options {
            assert!(
                meta.page.contains("## Options") && meta.page.contains(option.name),
                "{}: option {}",
                meta.id,
                option.name
            );
        }
    }
}
