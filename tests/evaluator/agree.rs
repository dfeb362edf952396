//! Whether ours agrees with Terraform on units.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use iaclint::eval::{Kind, Map, Value, make_set};
use iaclint::types::Type;

use super::compare::{
    Outcome, claims_too_much, exact, holds_infinity, known_part, knows_as_much, leaves_order_open,
    not_called_late, show, value_of,
};
use super::contain::{Applied, contains, entry_type, item_type, may_be_type, to_json};
use super::json::Json;
use super::ours::{Ours, is_refused_unseen, is_wrong_by_itself, ours};
use super::tally::Tally;
use super::terraform::{
    Files, Judged, Judgement, Verdict, evaluates_when_settled, judge, judge_settled,
};
use super::unit::Unit;
use super::world::World;

/// What ours says of the units, compared with what Terraform said: a reason for each that differs.
pub(crate) fn differences(
    world: &World,
    units: &BTreeMap<String, Unit>,
    judgement: &Judgement,
    tally: &mut Tally,
) -> BTreeMap<String, String> {
    let base = world.files();
    // What Terraform accepts is evaluated together, and what it refuses by itself: a fault may spoil the whole module.
    let mut accepted = base.clone();
    let mut outputs = BTreeSet::new();
    for (name, verdict) in judgement {
        if let Verdict::Planned(judged, _) = verdict {
            accepted.extend(units[name].render(name));
            outputs.extend(judged.keys().cloned());
        }
    }
    let together = evaluate(&accepted, &outputs, tally);
    let mut found = BTreeMap::new();
    for (name, verdict) in judgement {
        let files = units[name].render(name);
        let outcome = match (verdict, &together) {
            (Verdict::Unclear(_), _) => Ok(()),
            (Verdict::Planned(..), Ok(ours)) => check(verdict, &files, ours, tally),
            (verdict, _) => {
                let mut all = base.clone();
                all.extend(files.clone());
                let outputs = match verdict {
                    Verdict::Planned(outputs, _) => outputs.keys().cloned().collect(),
                    _ => outputs_in(&files),
                };
                let ours = evaluate(&all, &outputs, tally);
                ours.and_then(|ours| check(verdict, &files, &ours, tally))
            }
        };
        if let Err(reason) = outcome {
            found.insert(name.clone(), reason);
        }
    }
    without_consequences(world, units, found)
}

/// The outputs that files of the root module declare.
fn outputs_in(files: &Files) -> BTreeSet<String> {
    let of_root = files.iter().filter(|(path, _)| !path.contains('/'));
    let lines = of_root.flat_map(|(_, text)| text.lines());
    let names = lines.filter_map(|line| line.strip_prefix("output \""));
    names
        .filter_map(|rest| rest.split_once('"'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// Whether ours differs even from what Terraform says once all resources are there. Until then Terraform may take an
/// unknown value for one of any type, and leaves alone what cannot succeed; ours knows the types of resources, and
/// what `terraform_data` will give.
pub(crate) fn is_confirmed(world: &World, unit: &Unit) -> bool {
    let name = "c";
    let mut tally = Tally::default();
    let base = world.files();
    let units = BTreeMap::from([(name.to_owned(), unit.clone())]);
    let files = unit.render(name);
    let mut judgement = judge(&base, &units);
    let first = judgement.remove(name);
    let (planned, applied) = match first {
        Some(Verdict::Planned(planned, applied)) => (planned, applied),
        Some(Verdict::Refused(reason)) => {
            return !is_refused_in_ignorance(world, &files, &reason)
                && !evaluates_when_settled(&base, &files);
        }
        // What it cannot write down it may know already, and leave alone the rest, which it refuses once it knows it.
        Some(Verdict::Infinite(_)) => {
            let outputs = outputs_in(&files);
            let mut all = base.clone();
            all.extend(files.clone());
            let is_refused =
                evaluate(&all, &outputs, &mut tally).is_ok_and(|ours| !ours.faults.is_empty());
            return !is_refused || evaluates_when_settled(&base, &files);
        }
        _ => return true,
    };
    let mut all = base.clone();
    all.extend(files.clone());
    let outputs = planned.keys().cloned().collect();
    let Ok(ours) = evaluate(&all, &outputs, &mut tally) else {
        return true;
    };
    let differs = |(output, judged): &(&String, &Judged)| {
        let (output, judged) = (*output, *judged);
        let value = ours.values.get(output);
        value.is_none_or(|value| {
            check_output(value, judged, &applied).is_err()
                || not_called_late(value, &judged.planned).is_err()
        })
    };
    // Among many, Terraform may leave out why one has no value.
    if ours.faults.is_empty() && !planned.iter().any(|one| differs(&one)) {
        return false;
    }
    let settled = judge_settled(&base, name, &files);
    let (settled, later) = match settled {
        Verdict::Planned(settled, later) => (settled, later),
        Verdict::Infinite(named) => return !may_be_infinite_in(&ours, &named),
        // What Terraform refuses once it knows more it planned in ignorance: ours need not know it.
        _ => {
            let is_known =
                |output: &String| ours.values.get(output).is_none_or(Value::is_wholly_known);
            let mut differing = planned.iter().filter(differs);
            return ours.faults.is_empty() && differing.any(|(output, _)| is_known(output));
        }
    };
    if !ours.faults.is_empty() {
        return true;
    }
    // What a local value came to in one plan may be of another type in the next.
    let behind = world.with_declarations(&files);
    if formats_bare_null(&behind) {
        return false;
    }
    planned.iter().any(|(output, judged)| {
        let (Some(value), Some(settled)) = (ours.values.get(output), settled.get(output)) else {
            return true;
        };
        // What Terraform claimed to know may be known to be otherwise now: `matchkeys` takes a searched value that is
        // not known for none of the keys, and `coalesce` passes over a list of one text that becomes no boolean. Where
        // ours knows less, it must be for a reason that Terraform has.
        let is_refuted =
            matches!(&settled.applied, Ok((ty, now)) if !judged.planned.may_become(now, ty));
        let is_called_late = not_called_late(value, &judged.planned).is_err();
        let is_claimed = finds_nothing(&behind) || loses_its_place(&behind);
        if is_called_late && !is_refuted && !is_claimed {
            return true;
        }
        if check_output(value, judged, &applied).is_ok() {
            return false;
        }
        let is_allowed =
            knows_as_much(value, &judged.planned) || is_refuted || finds_nothing(&behind);
        let settled = Judged {
            planned: Json::Unknown,
            applied: settled.applied.clone(),
        };
        let agrees = |value: &Value| {
            let value = match &settled.applied {
                Ok((ty, now)) => {
                    let value = as_converted(value, &judged.planned, ty, now);
                    // What is empty may be so long before it is known what it would be a list of.
                    if value.is_wholly_known() && may_be_type(&value.ty(), ty) {
                        value_of(ty, &to_json(&value))
                    } else {
                        value
                    }
                }
                Err(_) => value.clone(),
            };
            check_output(&value, &settled, &later).is_ok()
        };
        // Beside a branch of no known type the other one stays as it is until Terraform applies, and then comes to one
        // type with it: which of the two it is depends on whether Terraform claims to know the branch.
        let of_other_type = || {
            let is_undecided = !judged.planned.is_wholly_known() || finds_nothing(&behind);
            is_undecided.then(|| of_undecided_type(&behind, value, &settled))?
        };
        !is_allowed || !(agrees(value) || of_other_type().as_ref().is_some_and(agrees))
    })
}

/// Whether Terraform refuses something for what it does not know yet: before it plans, it validates without the values of
/// variables and resources, and modules without instances too. What it refuses then ours refuses as well, when it is told
/// as little.
fn is_refused_in_ignorance(world: &World, files: &Files, reason: &str) -> bool {
    let mut all = world.files();
    all.extend(files.clone());
    is_elsewhere(reason) || is_wrong_by_itself(&all, files) || is_refused_unseen(&all, files)
}

fn may_be_infinite(value: &Value) -> bool {
    holds_infinity(value) || !value.is_wholly_known()
}

/// Whether each of the outputs that Terraform names may hold an infinite number, or any output where it names none.
fn may_be_infinite_in(ours: &Ours, named: &BTreeSet<String>) -> bool {
    if named.is_empty() {
        return ours.values.values().any(may_be_infinite);
    }
    let mut named = named.iter().map(|name| ours.values.get(name));
    named.all(|value| value.is_some_and(may_be_infinite))
}

/// Whether there is no file of an absolute path, which depends on the machine, or in a hidden folder, as those are that
/// programs make and that are in no repository.
fn is_elsewhere(reason: &str) -> bool {
    let of_machine =
        reason.contains("failed: open /") && reason.contains("no such file or directory");
    let missing = reason.split("no file exists at \"").nth(1);
    let is_inside = |path: &str| path.starts_with("./") || path.starts_with("..");
    let is_hidden = |path: &str| path.starts_with('.') && !is_inside(path);
    of_machine || missing.is_some_and(|path| path.starts_with('/') || is_hidden(path))
}

/// Whether there is something that Terraform never learns: what `format` and `formatlist` make of a bare `null`, as that of
/// `one([])`, of which it does not know the type. It plans as if it were to learn it, but the state then says `null`.
fn formats_bare_null(files: &Files) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    files.values().any(|text| {
        ["format(", "formatlist("].iter().any(|call| {
            text.match_indices(call).any(|(at, call)| {
                let mut depth = 1;
                let arguments = text[at + call.len()..].split(|c| {
                    depth += i32::from(c == '(') - i32::from(c == ')');
                    depth == 0
                });
                let arguments = arguments.take(1).flat_map(|it| it.split(|c| !is_name(c)));
                arguments
                    .into_iter()
                    .any(|word| word == "null" || word == "one")
            })
        })
    })
}

/// Whether Terraform may find nothing when it plans and something when it applies, and take both for known: what it searches
/// it does not know before.
fn finds_nothing(files: &Files) -> bool {
    files.values().any(|text| text.contains("matchkeys("))
}

/// Whether Terraform may take elements of lists together that do not stand at the same place: past one that is not
/// known, `formatlist` goes on in that list and those before it only.
fn loses_its_place(files: &Files) -> bool {
    files.values().any(|text| text.contains("formatlist("))
}

/// The value as one of the type that Terraform comes to, where that may be another one than it planned with: while the
/// branch that a condition does not take is not known, or not known to fail, the result may be of another type than
/// later.
fn of_undecided_type(files: &Files, value: &Value, settled: &Judged) -> Option<Value> {
    if !files.values().any(|text| text.contains(" ? ")) {
        return None;
    }
    let (ty, _) = settled.applied.as_ref().ok()?;
    if value.is_wholly_known() {
        return Some(value_of(ty, &to_json(value)));
    }
    // What was made a collection then may stay what it was written as, and its parts too.
    let as_written = as_written(value, ty);
    Some(iaclint::eval::convert(&as_written, ty).unwrap_or(as_written))
}

/// Lists as tuples and maps as objects where `ty` says so.
fn as_written(value: &Value, ty: &Type) -> Value {
    let items = |items: &[Value]| -> Vec<Value> {
        let items = items.iter().enumerate();
        items
            .map(|(at, item)| as_written(item, &item_type(ty, at)))
            .collect()
    };
    let entries = |entries: &Map| -> Map {
        let entries = entries.iter();
        entries
            .map(|(name, entry)| (name.clone(), as_written(entry, &entry_type(ty, name))))
            .collect()
    };
    match (&value.kind, ty) {
        (Kind::List(_, of) | Kind::Tuple(of), Type::Tuple(_)) => Value::tuple(items(of)),
        (Kind::Map(_, of) | Kind::Object(of), Type::Object(_)) => Value::object(entries(of)),
        _ => value.clone(),
    }
}

/// Leaves out what refers to a declaration that differs itself.
fn without_consequences(
    world: &World,
    units: &BTreeMap<String, Unit>,
    mut found: BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let differing: Vec<String> = found
        .keys()
        .filter(|name| world.declarations.contains_key(*name))
        .flat_map(|name| [format!("var.{name}"), format!("local.{name}")])
        .collect();
    found.retain(|name, _| {
        let files = units[name].render(name);
        // A declaration's own output refers to it.
        let own = [format!("var.{name}"), format!("local.{name}")];
        let mut others = differing.iter().filter(|path| !own.contains(path));
        !others.any(|path| files.values().any(|text| text.contains(path)))
    });
    found
}

/// `Err` where ours panics.
fn evaluate(files: &Files, outputs: &BTreeSet<String>, tally: &mut Tally) -> Result<Ours, String> {
    let start = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| ours(files, outputs)));
    tally.evaluating += start.elapsed();
    result.map_err(|_| "ours panics".to_owned())
}

/// One unit.
fn check(verdict: &Verdict, files: &Files, ours: &Ours, tally: &mut Tally) -> Outcome {
    let mut paths = files.keys();
    let fault = paths.find_map(|path| ours.faults.get(path));
    match (verdict, fault) {
        (Verdict::Unclear(_), _) => Ok(()),
        // It was evaluated by itself, and what is wrong may stand in a template that it reads.
        (Verdict::Refused(_), _) if !ours.faults.is_empty() => Ok(()),
        (Verdict::Refused(reason), _) => Err(format!("Terraform refuses it: {reason}")),
        (Verdict::Infinite(_), Some(fault)) => Err(format!("ours refuses it: {fault}")),
        (Verdict::Infinite(named), None) => {
            if may_be_infinite_in(ours, named) {
                Ok(())
            } else {
                Err("it is infinite for Terraform".to_owned())
            }
        }
        (Verdict::Planned(outputs, applied), fault) => {
            if let Some(fault) = fault {
                let fails_later = outputs.values().any(|judged| judged.applied.is_err());
                return if fails_later {
                    Ok(())
                } else {
                    Err(format!("ours refuses it: {fault}"))
                };
            }
            for (name, judged) in outputs {
                let Some(value) = ours.values.get(name) else {
                    return Err(format!("{name} has no value"));
                };
                check_output(value, judged, applied)
                    .and_then(|()| not_called_late(value, &judged.planned))
                    .and_then(|()| planned_type(files, value, judged))
                    .map_err(|reason| format!("{name} {reason}"))?;
                if let Ok((ty, now)) = &judged.applied {
                    let is_contradicted = judged.planned.is_contradicted(now, ty);
                    tally.contradicted += usize::from(is_contradicted);
                }
                if !judged.planned.is_wholly_known() {
                    if value.settled_throughout().is_wholly_known() {
                        tally.known_better += 1;
                    } else {
                        tally.unknown_to_both += 1;
                    }
                    let is_taken_for_known = claims_too_much(value, &judged.planned);
                    tally.taken_for_known += usize::from(is_taken_for_known);
                }
            }
            Ok(())
        }
    }
}

/// Whether what an output comes to is of the type that ours plans with, which Terraform does not tell. A branch that
/// fails leaves the other one as it is.
fn planned_type(files: &Files, value: &Value, judged: &Judged) -> Outcome {
    let has_branches = || files.values().any(|text| text.contains(" ? "));
    match &judged.applied {
        Ok((ty, theirs)) if *theirs != Json::Null => {
            let planned = value.ty();
            if may_be_type(&planned, ty) || has_branches() {
                return Ok(());
            }
            Err(format!("is planned as {planned}, and becomes {ty}"))
        }
        _ => Ok(()),
    }
}

/// The value with what Terraform knew when it planned as it is in the end, where it is the same of another type: a number
/// beside something of no known type is a text when that turns out to be one, and what was made a list beside it may stay
/// a tuple. Ours need only be what Terraform knew. `ty` and `applied` are what it came to.
fn as_converted(value: &Value, planned: &Json, ty: &Type, applied: &Json) -> Value {
    converted(value, planned, ty, applied).unwrap_or_else(|| value.clone())
}

/// The same; `None` where nothing is of another type.
fn converted(value: &Value, planned: &Json, ty: &Type, applied: &Json) -> Option<Value> {
    // A tuple beside something of no known type is a list when that turns out to be one.
    let is_same = planned == applied && planned.is_wholly_known() && value.is_wholly_known();
    if is_same && value.ty() != *ty && known_part(value, planned).is_ok() {
        return Some(value_of(ty, applied));
    }
    match (&value.kind, planned, applied) {
        (Kind::List(_, items) | Kind::Tuple(items), Json::Array(planned), Json::Array(applied))
            if planned.len() == items.len() && applied.len() == items.len() =>
        {
            let mut is_changed = false;
            let others = planned.iter().zip(applied);
            let items = items.iter().zip(others).enumerate();
            let items = items.map(|(at, (item, (planned, applied)))| {
                let new = converted(item, planned, &item_type(ty, at), applied);
                is_changed |= new.is_some();
                new.unwrap_or_else(|| item.clone())
            });
            let items: Vec<Value> = items.collect();
            is_changed.then(|| match ty {
                Type::List(of) => Value::list((**of).clone(), items),
                _ => Value::tuple(items),
            })
        }
        (
            Kind::Map(_, entries) | Kind::Object(entries),
            Json::Object(planned),
            Json::Object(applied),
        ) => {
            let mut is_changed = false;
            let entries = entries.iter().map(|(name, entry)| {
                let new = match (planned.get(&**name), applied.get(&**name)) {
                    (Some(planned), Some(applied)) => {
                        converted(entry, planned, &entry_type(ty, name), applied)
                    }
                    _ => None,
                };
                is_changed |= new.is_some();
                (name.clone(), new.unwrap_or_else(|| entry.clone()))
            });
            let entries: Map = entries.collect();
            is_changed.then(|| match ty {
                Type::Map(of) => Value::map((**of).clone(), entries),
                _ => Value::object(entries),
            })
        }
        (Kind::Set(_, items), Json::Array(planned), Json::Array(applied)) => {
            let of = ty.element()?;
            let new = |item: &Value| {
                let mut pairs = planned
                    .iter()
                    .flat_map(|a| applied.iter().map(move |b| (a, b)));
                pairs.find_map(|(planned, applied)| converted(item, planned, of, applied))
            };
            let new: Vec<Option<Value>> = items.iter().map(new).collect();
            let is_changed = new.iter().any(Option::is_some);
            let items = new.into_iter().zip(items.iter());
            let items = items.map(|(new, item)| new.unwrap_or_else(|| item.clone()));
            is_changed.then(|| make_set(of.clone(), items.collect()))
        }
        (Kind::Number(_) | Kind::Bool(_) | Kind::String(_), ..) => {
            let text = planned.text().filter(|_| planned != applied);
            // A plan that is written down loses the sign of zero.
            let own = value.as_number().map(ToString::to_string);
            let is_same = text.is_some()
                && (text == applied.text() || own.is_some() && own == applied.text());
            (is_same && known_part(value, planned).is_ok()).then(|| value_of(ty, applied))
        }
        _ => None,
    }
}

/// What Terraform knows when it plans must be ours; what it learns when it applies must lie within ours, unless that
/// contradicts what it planned.
pub(crate) fn check_output(value: &Value, judged: &Judged, applied: &Applied) -> Outcome {
    let planned = &judged.planned;
    let is_known = planned.is_wholly_known() && !leaves_order_open(value);
    let outcome = match (&judged.applied, is_known) {
        // The type of an output that is null is not recorded.
        (_, true) if *planned == Json::Null => exact(value, None, planned),
        (Ok((ty, theirs)), _) if planned.is_contradicted(theirs, ty) => known_part(value, planned),
        (Ok((ty, applied)), true) => exact(value, Some(ty), applied),
        // Where apply fails there is no value that ours would have to allow.
        (Err(_), _) => Ok(()),
        (Ok((ty, theirs)), false) => known_part(value, planned).and_then(|()| {
            let ty = if *theirs == Json::Null {
                value.ty()
            } else {
                ty.clone()
            };
            contains(
                &as_converted(value, planned, &ty, theirs),
                &ty,
                theirs,
                applied,
            )
        }),
    };
    outcome.map_err(|reason| format!("{reason}\n    ours: {}\n    plan: {planned}", show(value)))
}
