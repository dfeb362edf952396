//! Fresh cases, asked of both.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::agree::{check_output, differences, is_confirmed};
use super::compare::value_of;
use super::generator::{Generator, Rng};
use super::json::Json;
use super::modules;
use super::shrink::shrink;
use super::tally::Tally;
use super::terraform::{self, Verdict, judge};
use super::unit::Unit;
use super::world::World;

/// What Terraform is asked about in one process, and how much of that are trees of modules. It writes its state anew
/// for each resource, so that more resources at a time take longer for each.
const BATCH: usize = 200;
const TREES: usize = 14;

/// How many differences are shown, each made small first, and how long that may take.
const SHOWN: usize = 12;
const SHRINKING: Duration = Duration::from_secs(120);

/// Whether to go on: `false`, said aloud, where there is no Terraform.
pub(crate) fn terraform_or_skip(what: &str) -> bool {
    if terraform::is_there() {
        return true;
    }
    assert!(
        std::env::var_os("IACLINT_REQUIRE_TERRAFORM").is_none(),
        "terraform is not installed, and IACLINT_REQUIRE_TERRAFORM is set"
    );
    say(&format!(
        "********************************************************************************\n\
         SKIPPED tests/evaluator: terraform is not installed.\n\
         {what} This is not a pass.\n\
         ********************************************************************************"
    ));
    false
}

/// Writes to the terminal itself: the test harness keeps what passing tests print to itself.
pub(crate) fn say(message: &str) {
    let _ = writeln!(std::io::stderr(), "\n{message}");
}

/// The random units of a batch.
fn units(world: &World, rng: &mut Rng, cases: usize) -> BTreeMap<String, Unit> {
    let trees = cases * TREES / BATCH;
    let mut units = BTreeMap::new();
    for at in 0..cases - trees {
        let mut generator = Generator::new(rng, world.names.clone());
        let depth = [1, 2, 2, 3, 3, 4][generator.rng.below(6)];
        units.insert(format!("e{at}"), Unit::expression(generator.any(depth)));
    }
    for at in 0..trees {
        units.insert(format!("t{at}"), modules::tree(rng));
    }
    units
}

/// A unit on which ours differs.
struct Difference {
    world: Arc<World>,
    unit: Unit,
    reason: String,
}

/// One world with its units.
fn batch(seed: u64, cases: usize) -> (Tally, Vec<Difference>) {
    let mut rng = Rng::new(seed);
    let mut tally = Tally::default();
    let start = Instant::now();
    let world = Arc::new(World::new(&mut rng));
    let mut units = units(&world, &mut rng, cases);
    tally.making = start.elapsed();
    let start = Instant::now();
    let mut judgement = judge(&world.files(), &units);
    tally.asking = start.elapsed();
    judgement.extend(world.judgement.clone());
    units.extend(world.declarations.clone());
    tally.count(&judgement);
    let mut found = differences(&world, &units, &judgement, &mut tally);
    let number = found.len();
    found.retain(|name, _| {
        // A variable has been looked at with its name, by which it gets its values.
        let is_variable = world.declarations.contains_key(name) && name.starts_with('v');
        is_variable || is_confirmed(&world, &units[name])
    });
    tally.known_to_be_otherwise = number - found.len();
    let found = found.into_iter().map(|(name, reason)| Difference {
        world: world.clone(),
        unit: units[&name].clone(),
        reason,
    });
    (tally, found.collect())
}

impl Difference {
    /// In words, made small.
    fn explain(&self, deadline: Instant) -> String {
        let differs = |units: &BTreeMap<String, Unit>| {
            let judgement = judge(&self.world.files(), units);
            differences(&self.world, units, &judgement, &mut Tally::default())
        };
        let confirmed = |unit: &Unit| is_confirmed(&self.world, unit);
        let reason = self.reason.clone();
        let (unit, reason) = shrink(&self.unit, reason, deadline, &differs, &confirmed);
        let mut text = String::new();
        for (path, content) in unit.render("u") {
            let _ = writeln!(text, "# {path}\n{content}");
        }
        let behind = self.world.behind(&text);
        format!("{reason}\n{text}{behind}")
    }
}

fn setting(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name} must be a number")),
    )
}

/// Which cases are made up: of the clock, or of a number that repeats a run.
fn seed() -> Option<u64> {
    match std::env::var("IACLINT_SEED").ok()?.as_str() {
        "clock" => Some(
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap()
                .as_secs(),
        ),
        _ => setting("IACLINT_SEED"),
    }
}

#[test]
fn fresh_cases_have_the_answers_of_terraform() {
    if !terraform_or_skip("No fresh case was compared.") {
        return;
    }
    let Some(seed) = seed() else {
        say(
            "SKIPPED: fresh cases are compared with IACLINT_SEED=clock or a number. No fresh case was compared.\n",
        );
        return;
    };
    let cases = usize::try_from(setting("IACLINT_CASES").unwrap_or(2000)).unwrap();
    let start = Instant::now();
    let batches = cases.div_ceil(BATCH);
    let run = |first: usize| {
        let mut tally = Tally::default();
        let mut found = Vec::new();
        for at in (first..batches).step_by(2) {
            let size = BATCH.min(cases - at * BATCH);
            // Far apart, so that two seeds that follow each other share no batch.
            let seed = seed.wrapping_mul(1 << 20).wrapping_add(at as u64);
            let (counts, differing) = batch(seed, size);
            tally.add(counts);
            found.extend(differing);
        }
        (tally, found)
    };
    let (tally, mut found) = std::thread::scope(|scope| {
        let other = scope.spawn(|| run(1));
        let (mut tally, mut found) = run(0);
        let (counts, differing) = other.join().unwrap();
        tally.add(counts);
        found.extend(differing);
        (tally, found)
    });
    say(&tally.summary(seed, start.elapsed()));
    let number = found.len();
    found.sort_by_key(|difference| difference.unit.size());
    found.truncate(SHOWN);
    let deadline = Instant::now() + SHRINKING;
    let mut shown: Vec<String> = found.iter().map(|it| it.explain(deadline)).collect();
    shown.dedup();
    let shown = shown.join("\n----\n");
    assert!(
        number == 0,
        "{number} differences with IACLINT_SEED={seed} IACLINT_CASES={cases}:\n{shown}"
    );
}

/// What Terraform said, held as the evaluator would hold it, agrees; with one digit or letter changed it does not.
#[test]
fn terraforms_own_answers_agree_and_altered_ones_do_not() {
    if !terraform_or_skip("The comparison itself was not tried.") {
        return;
    }
    let mut rng = Rng::new(20);
    let world = World::new(&mut rng);
    let units = units(&world, &mut rng, 60);
    let mut compared = 0;
    for (name, verdict) in judge(&world.files(), &units) {
        let Verdict::Planned(outputs, applied) = verdict else {
            continue;
        };
        for judged in outputs.values() {
            let Ok((ty, value)) = &judged.applied else {
                continue;
            };
            // As Terraform has it after apply, and as it has it before.
            for known in [value, &judged.planned] {
                assert_eq!(
                    check_output(&value_of(ty, known), judged, &applied),
                    Ok(()),
                    "{name}"
                );
            }
            if let Some(other) = altered(value) {
                let other = value_of(ty, &other);
                assert!(
                    check_output(&other, judged, &applied).is_err(),
                    "{name}: {judged:?}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 40, "{compared}");
}

/// The same with its first leaf changed.
fn altered(value: &Json) -> Option<Json> {
    match value {
        Json::Null | Json::Unknown => None,
        Json::Bool(flag) => Some(Json::Bool(!flag)),
        Json::Number(text) => Some(Json::Number(format!("1{}", text.trim_start_matches('-')))),
        Json::String(text) => Some(Json::String(format!("{text}x"))),
        Json::Array(items) => {
            let at = items.iter().position(|item| altered(item).is_some())?;
            let mut items = items.clone();
            items[at] = altered(&items[at])?;
            Some(Json::Array(items))
        }
        Json::Object(entries) => {
            let (name, item) = entries.iter().find(|(_, item)| altered(item).is_some())?;
            let mut entries = entries.clone();
            entries.insert(name.clone(), altered(item)?);
            Some(Json::Object(entries))
        }
    }
}
