//! Recorded answers of Terraform 1.11.4.
//!
//! `golden/*.jsonl` holds one expression a line with the type and value that it had as an output, or the error; the
//! folders beside it are the modules in whose scope they were asked. `golden/unk.jsonl` and `golden/later.jsonl` were
//! planned and never applied: `{"$unknown": true}` stands where Terraform did not know, and ours must not take that for
//! known to Terraform either. `golden/settling.jsonl` and `golden/defaults.jsonl` hold both what was planned and what it
//! came to: ours must agree with that as it must with fresh answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use iaclint::types::Type;

use super::agree::check_output;
use super::compare::{
    Outcome, claims_too_much, exact, holds_infinity, known_part, not_called_late, show,
};
use super::contain::Applied;
use super::json::Json;
use super::ours::ours;
use super::terraform::{self, Files, Judged, Verdict};

/// What Terraform answered.
#[derive(Debug, PartialEq)]
enum Answer {
    Refused,
    /// It cannot be written down.
    Infinite,
    /// The type is not given where the expression was only planned, or is `null`.
    Value(Option<Type>, Json),
    /// When planned, and after apply.
    Settling(Judged),
}

struct Vector {
    expression: String,
    answer: Answer,
}

/// The recordings with the folder of their scope.
const RECORDINGS: &[(&str, &str)] = &[
    ("num", "mod"),
    ("lang", "mod"),
    ("func", "mod"),
    ("extra", "mod2"),
    ("unk", "cfg"),
    ("later", "later"),
    ("settling", "later"),
    ("defaults", "defaults"),
    ("references", "references"),
    ("failed", "references"),
    ("everyday", "everyday"),
];

/// Those that say both what was planned and what it came to.
const SETTLING: [&str; 3] = ["settling", "defaults", "everyday"];

/// Those that were planned and never applied.
const PLANNED: [&str; 2] = ["unk", "later"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluator/golden")
}

fn vectors(recording: &str) -> Vec<Vector> {
    let text = fs::read_to_string(folder().join(format!("{recording}.jsonl"))).unwrap();
    let vectors = text.lines().map(|line| {
        let mut vector = Json::read(line);
        let answer = if vector.get("error").is_some() {
            Answer::Refused
        } else if vector.get("infinite").is_some() {
            Answer::Infinite
        } else {
            let ty = vector.get("type").and_then(Json::to_type);
            let value = vector.take("value").unwrap();
            match vector.take("plan") {
                Some(planned) => Answer::Settling(Judged {
                    planned,
                    applied: Ok((ty.unwrap(), value)),
                }),
                None => Answer::Value(ty, value),
            }
        };
        let expression = vector.get("expr").and_then(Json::as_str).unwrap();
        Vector {
            expression: expression.to_owned(),
            answer,
        }
    });
    vectors.collect()
}

/// All files of the scope.
fn scope(name: &str) -> Files {
    let root = folder().join(name);
    let mut files = Files::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                files.insert(name.to_owned(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

/// The file of an expression, and its output.
fn file(at: usize, expression: &str) -> (String, String, String) {
    let name = format!("e{at}_0");
    let text = format!("output \"{name}\" {{\n  sensitive = true\n  value = {expression}\n}}\n");
    (format!("e{at}.tf"), text, name)
}

/// Whether ours agrees on one expression.
fn check(scope: &Files, vector: &Vector, is_planned_only: bool) -> Outcome {
    let (path, text, output) = file(0, &vector.expression);
    let mut files = scope.clone();
    files.insert(path, text);
    let mut found = ours(&files, &BTreeSet::from([output.clone()]));
    // What is wrong may stand in a template that it reads.
    match (&vector.answer, found.faults.pop_first()) {
        (Answer::Refused, Some(_)) => return Ok(()),
        (Answer::Refused, None) => return Err("is not refused".to_owned()),
        (_, Some((_, fault))) => return Err(format!("is refused: {fault}")),
        (_, None) => {}
    }
    let Some(value) = found.values.remove(&output) else {
        return Err("has no value".to_owned());
    };
    if let (Answer::Value(_, theirs), true) = (&vector.answer, is_planned_only) {
        not_called_late(&value, theirs)?;
        if claims_too_much(&value, theirs) {
            return Err(format!(
                "is not known to Terraform when it plans, and ours is {}",
                show(&value)
            ));
        }
    }
    match &vector.answer {
        Answer::Infinite if holds_infinity(&value) => Ok(()),
        Answer::Infinite => Err("is not infinite".to_owned()),
        Answer::Value(ty, theirs) if theirs.is_wholly_known() => exact(&value, ty.as_ref(), theirs),
        Answer::Value(_, theirs) => known_part(&value, theirs),
        Answer::Settling(judged) => check_output(&value, judged, &Applied::new())
            .and_then(|()| not_called_late(&value, &judged.planned)),
        Answer::Refused => Ok(()),
    }
}

/// The expressions on which ours may differ, each with the reason.
fn deviations() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluator/deviations.txt");
    let text = fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let lines = lines.map(|line| line.split_once('\t').expect("expression, tab, reason"));
    lines
        .map(|(expression, reason)| (expression.to_owned(), reason.to_owned()))
        .collect()
}

#[test]
fn every_recorded_answer_is_ours_or_a_listed_deviation() {
    let mut allowed = deviations();
    let mut faults = Vec::new();
    for (recording, scope_name) in RECORDINGS {
        let scope = scope(scope_name);
        for vector in vectors(recording) {
            let expression = &vector.expression;
            let is_planned_only = PLANNED.contains(recording);
            let outcome = check(&scope, &vector, is_planned_only);
            match (outcome, allowed.remove(expression)) {
                (Ok(()), None) | (Err(_), Some(_)) => {}
                (Ok(()), Some(_)) => faults.push(format!(
                    "{expression}\n    agrees, and is still listed in deviations.txt"
                )),
                (Err(difference), None) => {
                    faults.push(format!("{recording}: {expression}\n    {difference}"));
                }
            }
        }
    }
    faults.extend(
        allowed
            .keys()
            .map(|it| format!("deviations.txt names what is not recorded: {it}")),
    );
    assert!(
        faults.is_empty(),
        "{} differences:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn the_recordings_are_read_whole() {
    let counts = RECORDINGS.iter().map(|(name, _)| vectors(name).len());
    assert_eq!(
        counts.collect::<Vec<_>>(),
        [72, 209, 249, 27, 135, 636, 937, 51, 119, 201, 445]
    );
    assert!(scope("mod").contains_key("tpl/a.tftpl"));
    let all: Vec<Vector> = RECORDINGS
        .iter()
        .flat_map(|(name, _)| vectors(name))
        .collect();
    let count = |test: fn(&Answer) -> bool| all.iter().filter(|it| test(&it.answer)).count();
    assert_eq!(count(|answer| matches!(answer, Answer::Infinite)), 2);
    assert_eq!(count(|answer| *answer == Answer::Refused), 615);
}

/// The recordings hold, and so does what asks Terraform for fresh ones.
#[test]
fn terraform_still_gives_the_recorded_answers() {
    if !super::differential::terraform_or_skip("The recorded answers were not asked for again.") {
        return;
    }
    // It is the time at which Terraform was asked.
    let volatile = ["plantimestamp()"];
    let mut faults = Vec::new();
    for (recording, scope_name) in RECORDINGS {
        let vectors = vectors(recording);
        let units = vectors.iter().enumerate().map(|(at, vector)| {
            let (path, text, _) = file(at, &vector.expression);
            (format!("e{at}"), Files::from([(path, text)]))
        });
        let judgement = terraform::judge_files(&scope(scope_name), units.collect());
        for (at, vector) in vectors.iter().enumerate() {
            let fresh = answer(&judgement[&format!("e{at}")], recording);
            let is_same = match (&vector.answer, &fresh) {
                (Answer::Value(None, a), Answer::Value(_, b)) => a == b,
                (a, b) => a == b,
            };
            if !is_same && !volatile.contains(&vector.expression.as_str()) {
                let (expression, recorded) = (&vector.expression, &vector.answer);
                faults.push(format!("{expression}\n    {recorded:?}\n    {fresh:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn answer(verdict: &Verdict, recording: &str) -> Answer {
    let outputs = match verdict {
        Verdict::Infinite(_) => return Answer::Infinite,
        Verdict::Planned(outputs, _) => outputs,
        Verdict::Refused(_) | Verdict::Unclear(_) => return Answer::Refused,
    };
    let judged = outputs.values().next().unwrap();
    match &judged.applied {
        _ if PLANNED.contains(&recording) => Answer::Value(None, judged.planned.clone()),
        _ if SETTLING.contains(&recording) => Answer::Settling(judged.clone()),
        Ok((ty, value)) => Answer::Value(Some(ty.clone()), value.clone()),
        Err(_) => Answer::Refused,
    }
}

/// A line of a recording.
fn line(expression: &str, answer: &Answer) -> String {
    let mut entries = BTreeMap::from([("expr", Json::String(expression.to_owned()))]);
    let of_type = |ty: &Type| Json::read(&iaclint::types::to_json(ty).to_string());
    match answer {
        Answer::Refused => drop(entries.insert("error", Json::String("refused".to_owned()))),
        Answer::Infinite => drop(entries.insert("infinite", Json::Bool(true))),
        Answer::Value(ty, value) => {
            entries.extend(ty.iter().map(|ty| ("type", of_type(ty))));
            entries.insert("value", value.clone());
        }
        Answer::Settling(Judged { planned, applied }) => {
            entries.insert("plan", planned.clone());
            if let Ok((ty, value)) = applied {
                entries.extend([("type", of_type(ty)), ("value", value.clone())]);
            }
        }
    }
    let entries = entries.into_iter();
    let entries: Vec<String> = entries
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}}}", entries.join(","))
}

/// Asks Terraform about the expressions in the file `IACLINT_ASK`, one a line, in the scope of the recording
/// `IACLINT_RECORDING`, or in the folder that it names. Its answers go to that file's name with `.jsonl`, as they are
/// recorded; where ours differs, and what Terraform refuses or comes to only by failing, goes to the one with `.told`.
#[test]
#[ignore = "it is no test: it asks about expressions of one's own"]
fn ask_terraform() {
    let [path, recording] = ["IACLINT_ASK", "IACLINT_RECORDING"]
        .map(|name| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set")));
    let named = RECORDINGS.iter().find(|(name, _)| *name == recording);
    let scope = scope(named.map_or(&*recording, |(_, scope)| scope));
    let recording = if named.is_some() {
        &*recording
    } else {
        SETTLING[0]
    };
    let text = fs::read_to_string(&path).unwrap();
    let expressions: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let units = expressions.iter().enumerate().map(|(at, expression)| {
        let (path, text, _) = file(at, expression);
        (format!("e{at}"), Files::from([(path, text)]))
    });
    let judgement = terraform::judge_files(&scope, units.collect());
    let none = String::new();
    let (mut answers, mut told) = (String::new(), String::new());
    for (at, expression) in expressions.into_iter().enumerate() {
        let verdict = &judgement[&format!("e{at}")];
        let answer = answer(verdict, recording);
        let reason = match (verdict, &answer) {
            (Verdict::Refused(reason) | Verdict::Unclear(reason), _) => reason,
            (_, Answer::Settling(judged)) => judged.applied.as_ref().err().unwrap_or(&none),
            _ => &none,
        };
        let reason = reason.replace('\n', " ");
        answers += &line(expression, &answer);
        answers.push('\n');
        let expression = expression.to_owned();
        let vector = Vector { expression, answer };
        let outcome = check(&scope, &vector, PLANNED.contains(&recording));
        let difference = outcome.err().unwrap_or_default();
        let expression = vector.expression;
        let _ = writeln!(told, "{expression}\t{difference}\t{reason}");
    }
    fs::write(format!("{path}.jsonl"), answers).unwrap();
    fs::write(format!("{path}.told"), told).unwrap();
}
