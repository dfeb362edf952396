//! Faults planted one at a time in this repository's own `live/` and `modules/`, and changes that are none: what iaclint
//! says of each, and whether Terraform agrees.
//!
//! The mutations are in `tables/`, what Terraform said of them in `verdicts.tsv`. `IACLINT_MUTATIONS=new` asks Terraform
//! about those that are not in it, `IACLINT_MUTATIONS=TEXT` about those whose name contains TEXT, and then a missing
//! terraform or provider is a failure. `TF_PLUGIN_DIR` names a folder with the AWS provider.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../mocked_apply/estate.rs"]
mod estate;
mod judge;
mod mutation;
mod oracle;
mod part;
#[path = "../mocked_apply/provider.rs"]
mod provider;
#[allow(dead_code, reason = "only the outputs are read here")]
#[path = "../mocked_apply/state.rs"]
mod state;
mod verdicts;

use std::collections::BTreeMap;
use std::sync::Mutex;

use judge::Judge;
use mutation::Mutation;
use oracle::Oracle;
use verdicts::Verdict;

/// Where iaclint and the recorded verdict may disagree: the mutation, a tab, and why.
const EXCEPTIONS: &str = include_str!("exceptions.tsv");

/// What iaclint does not judge as it should yet: the mutation, a tab, and what is amiss.
const MISSED: &str = include_str!("missed.tsv");

fn is_listed(list: &str, mutation: &Mutation) -> bool {
    let mut entries = list.lines().filter_map(|line| line.split_once('\t'));
    entries.any(|(id, _)| id == mutation.id)
}

#[test]
fn every_mutation_is_judged_as_it_should_be() {
    let judge = Judge::new(mutation::repository());
    let clean = judge.judge(judge.clean()).unwrap();
    assert!(clean.is_empty(), "the repository itself: {clean:#?}");
    let (mutations, verdicts) = (mutation::all(), verdicts::read());
    let queue = Mutex::new(mutations.iter());
    let wrong = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let next = queue.lock().unwrap().next();
            let Some(mutation) = next else { return };
            let complaints = complaints(&judge, mutation, verdicts.get(&mutation.id));
            let complaints = match (is_listed(MISSED, mutation), complaints.is_empty()) {
                (true, true) => vec!["it is not missed any more: take it off the list".to_owned()],
                (true, false) => Vec::new(),
                (false, _) => complaints,
            };
            if !complaints.is_empty() {
                wrong
                    .lock()
                    .unwrap()
                    .insert(mutation.id.as_str(), complaints);
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let wrong = wrong.into_inner().unwrap();
    let lines: Vec<String> = wrong
        .iter()
        .flat_map(|(id, complaints)| complaints.iter().map(move |it| format!("{id}: {it}")))
        .collect();
    let (count, all) = (wrong.len(), mutations.len());
    assert!(
        wrong.is_empty(),
        "{count} of {all} mutations\n{}",
        lines.join("\n")
    );
}

fn complaints(judge: &Judge, mutation: &Mutation, verdict: Option<&Verdict>) -> Vec<String> {
    let files = judge.mutated(mutation);
    let places = mutation.places(judge.clean(), &files);
    let said = match judge.judge(&files) {
        Ok(said) => said,
        Err(error) => return vec![error],
    };
    let mut complaints = judge::complaints(mutation, &places, &said);
    let Some(verdict) = verdict else {
        complaints.push("there is no verdict of Terraform".to_owned());
        return complaints;
    };
    let disagreements = judge::disagreements(mutation, verdict, &said);
    match is_listed(EXCEPTIONS, mutation) {
        true if disagreements.is_empty() => {
            complaints.push("it is no exception any more".to_owned());
        }
        true => {}
        false => complaints.extend(disagreements),
    }
    complaints
}

#[test]
fn terraform_says_what_was_recorded() {
    let mutations = mutation::all();
    let mut verdicts = verdicts::read();
    verdicts.retain(|id, _| mutations.iter().any(|mutation| mutation.id == *id));
    if let Ok(wanted) = std::env::var("IACLINT_MUTATIONS") {
        let oracle = Oracle::new().unwrap_or_else(|problem| panic!("{problem}"));
        for mutation in &mutations {
            let is_wanted = match wanted.as_str() {
                "new" => !verdicts.contains_key(&mutation.id),
                part => mutation.id.contains(part),
            };
            if is_wanted {
                let verdict: Verdict = oracle.judge(mutation);
                verdicts.insert(mutation.id.clone(), verdict);
                // Each took seconds: none is lost where a later one fails.
                verdicts::write(&verdicts);
            }
        }
    }
    let missing: Vec<&str> = mutations
        .iter()
        .map(|mutation| mutation.id.as_str())
        .filter(|id| !verdicts.contains_key(*id))
        .collect();
    assert!(missing.is_empty(), "no verdict of Terraform on {missing:?}");
}
