//! One run: parse, model, judge, filter, sort.

mod base;
mod broken;
mod causes;
mod context;
mod delivery;
mod fold;
mod notices;
mod outcome;
mod parity;
mod places;
mod policies;
mod schemas;
mod settings;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use crate::address::ResourceMode;
use crate::config::{Config, ConfigError};
use crate::data::schema::Schema;
use crate::diagnostic::{Finding, Verdict};
use crate::peers::Peers;
use crate::plan::Plan;
use crate::policy::Policies;
use crate::repo::{Module, StackId};
use crate::rule::{Check, Context, Rule};
use crate::schema::Schemas;
use crate::source::{FileId, Sources};
use crate::suppress::{self, Date};

pub use base::keep_new;
use context::Depth;
pub use outcome::{Outcome, RunError, Summary};
pub use parity::parity_outcome;
pub use policies::load_policies;
pub use schemas::load_schemas;

pub use crate::suppress::Suppressed;

/// What a run is asked to do.
#[derive(Debug)]
pub struct Request<'r> {
    /// The rules that may run; the configuration can switch some of them off.
    pub rules: &'r [&'static Rule],
    /// Root-relative files and folders whose findings are wanted; all where it is empty. Nothing less is read.
    pub paths: &'r [String],
    /// The schemas of `[[schemas]]`, compiled, in the configuration's order: see [`load_schemas`].
    pub schemas: &'r [Schema],
    /// What providers' resources and data sources take.
    pub providers: &'r Schemas,
    /// The repository's own policies: see [`load_policies`].
    pub policies: &'r Policies,
    /// The text of the configuration's file, for the places of its faults.
    pub config_text: &'r str,
    /// Whether ignore comments count.
    pub honour_ignores: bool,
    /// The day on which ignore comments are judged to have expired or not.
    pub today: Date,
}

/// Judges a repository. `Err` is a fault of the configuration; everything else is in the outcome.
pub fn check(
    sources: &Sources,
    config: &Config,
    request: &Request<'_>,
) -> Result<Outcome, Vec<ConfigError>> {
    check_and_look(sources, config, request, |_, _| ()).map(|(outcome, ())| outcome)
}

/// The same, and lets `look` see what was judged before it is forgotten.
pub fn check_and_look<T>(
    sources: &Sources,
    config: &Config,
    request: &Request<'_>,
    look: impl FnOnce(&Context<'_>, &Outcome) -> T,
) -> Result<(Outcome, T), Vec<ConfigError>> {
    context::read(sources, config, request, Depth::Whole, |context, errors| {
        let outcome = judge_all(context, request, errors);
        let seen = look(context, &outcome);
        (outcome, seen)
    })
}

/// Lets `look` see a repository of which no rule is asked, with what kept iaclint from reading all of it.
pub fn look<T>(
    sources: &Sources,
    config: &Config,
    request: &Request<'_>,
    look: impl FnOnce(&Context<'_>, Vec<RunError>) -> T,
) -> Result<T, Vec<ConfigError>> {
    context::read(sources, config, request, Depth::Values, look)
}

fn judge_all(context: &Context<'_>, request: &Request<'_>, read: Vec<RunError>) -> Outcome {
    let (sources, config, repo) = (context.sources, context.config, context.repo);
    let rules: Vec<&'static Rule> = request
        .rules
        .iter()
        .copied()
        .filter(|rule| settings::may_run(config, &rule.meta))
        .filter(|rule| config.parity.is_some() || !parity::is_about(&rule.meta))
        .chain(context.policies.iter().copied())
        .collect();
    let mut outcome = Outcome {
        rules: rules.iter().map(|rule| &rule.meta).collect(),
        ..Outcome::default()
    };
    outcome.rules.sort_by_key(|meta| meta.id);

    let (mut findings, errors) = run_rules(context, &rules);
    outcome.errors = read;
    outcome.errors.extend(errors);
    let (of_policies, errors, notices_of_policies) =
        policies::judge(context, request.policies, request.config_text);
    findings.extend(of_policies);
    outcome.errors.extend(errors);

    broken::drop_consequences(repo, sources, &mut findings);
    let (differences, notices, parity_broke) = parity::judge(context, &rules, request.today);
    findings.extend(differences);
    outcome.errors.extend(parity_broke);
    outcome.errors.extend(settings::lost_stacks(context));
    outcome.errors.sort();
    outcome.errors.dedup();
    let findings = settings::apply(context, findings);
    let findings = causes::fold(fold::fold(findings));
    let mut judged = if request.honour_ignores {
        let peers = Peers::of(request.policies);
        suppress::apply(context, (&rules, &peers), request.today, findings)
    } else {
        suppress::Judged {
            findings,
            suppressed: Vec::new(),
        }
    };
    judged.findings = settings::apply_to_engine_findings(context, judged.findings);
    // After the comments, which are about single resources.
    let is_policy = |id: &str| context.policies.iter().any(|rule| rule.meta.id == id);
    judged.findings = causes::fold_undetermined(judged.findings, &is_policy);
    finish(sources, request, judged, &mut outcome);
    outcome.summary = summary(context.plan);
    outcome.notices = settings::unused(context);
    outcome.notices.extend(repo.absence_notice());
    let limits = notices::limits(context.plan, request.providers);
    outcome.notices.extend(limits);
    outcome.notices.extend(notices);
    outcome
        .notices
        .extend(request.policies.notices.iter().cloned());
    outcome.notices.extend(notices_of_policies);
    outcome
}

/// One rule and the one thing it judges.
enum Subject<'r> {
    File(FileId),
    Module(&'r Module<'r>),
    Stack(StackId),
    Environment(usize),
    Infrastructure(usize),
    Repository,
}

fn run_rules(context: &Context<'_>, rules: &[&'static Rule]) -> (Vec<Finding>, Vec<RunError>) {
    let repo = context.repo;
    let files: Vec<FileId> = repo.files().into_iter().collect();
    let mut work: Vec<(&'static Rule, Subject<'_>)> = Vec::new();
    for rule in rules {
        match rule.check {
            Check::File(_) => work.extend(files.iter().map(|file| (*rule, Subject::File(*file)))),
            Check::Module(_) => {
                work.extend(repo.modules.iter().map(|it| (*rule, Subject::Module(it))));
            }
            Check::Stack(_) => {
                work.extend(repo.stacks().map(|(id, _)| (*rule, Subject::Stack(id))));
            }
            Check::Environment(_) => {
                work.extend(
                    (0..repo.environments.len()).map(|at| (*rule, Subject::Environment(at))),
                );
            }
            Check::Infrastructure(_) => {
                let all = 0..context.infrastructures.len();
                work.extend(all.map(|at| (*rule, Subject::Infrastructure(at))));
            }
            Check::Repository(_) => work.push((*rule, Subject::Repository)),
            Check::Engine | Check::Policy => {}
        }
    }
    let places = places::Places::of(repo);
    let judge = |(rule, subject): &(&'static Rule, Subject<'_>)| {
        let judged = catch_unwind(AssertUnwindSafe(|| judge(context, rule, subject)));
        let mut findings = judged.map_err(|_| broken_rule(rule))?;
        let is_cut = match subject {
            Subject::Infrastructure(at) => context.infrastructures[*at].is_cut(),
            _ => false,
        };
        if is_cut {
            findings.retain(|finding| finding.verdict != Verdict::Fail);
        }
        if let Check::Infrastructure(_) = rule.check {
            for finding in &mut findings {
                show_calls(context.sources, finding);
            }
        }
        // What was published once stays as it is: nobody can act on a finding there.
        findings.retain(|finding| !context.sources.is_past(finding.span.file));
        for finding in &mut findings {
            places.complete(
                context,
                subject_module(context, subject),
                subject_stack(subject),
                finding,
            );
        }
        Ok(findings)
    };
    let results: Vec<Result<Vec<Finding>, RunError>> = work.par_iter().map(judge).collect();
    let (mut findings, mut errors) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(found) => findings.extend(found),
            Err(error) => errors.push(error),
        }
    }
    (findings, errors)
}

/// Moves what lies in a text that stands for a module to the call of that module.
fn show_calls(sources: &Sources, finding: &mut Finding) {
    finding.span = sources.visible(finding.span);
    for notes in [&mut finding.related, &mut finding.trail] {
        for note in &mut *notes {
            note.span = sources.visible(note.span);
        }
    }
}

fn judge(context: &Context<'_>, rule: &'static Rule, subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    match (rule.check, subject) {
        (Check::File(check), Subject::File(file)) => check(context, *file, &mut findings),
        (Check::Module(check), Subject::Module(module)) => check(context, module, &mut findings),
        (Check::Stack(check), Subject::Stack(stack)) => check(context, *stack, &mut findings),
        (Check::Environment(check), Subject::Environment(at)) => {
            check(context, &context.repo.environments[*at], &mut findings);
        }
        (Check::Infrastructure(check), Subject::Infrastructure(at)) => {
            check(context, &context.infrastructures[*at], &mut findings);
        }
        (Check::Repository(check), Subject::Repository) => check(context, &mut findings),
        _ => {}
    }
    findings
}

fn subject_module<'c>(context: &Context<'c>, subject: &Subject<'c>) -> Option<&'c Module<'c>> {
    match subject {
        Subject::Module(module) => Some(module),
        Subject::Stack(id) => Some(context.repo.module(context.repo.stack(*id).module)),
        _ => None,
    }
}

fn subject_stack(subject: &Subject<'_>) -> Option<StackId> {
    match subject {
        Subject::Stack(id) => Some(*id),
        _ => None,
    }
}

fn broken_rule(rule: &Rule) -> RunError {
    let message = format!(
        "the rule {} broke; its other findings stand. This is a fault of iaclint: please report it",
        rule.meta.id
    );
    RunError {
        path: None,
        message,
        ..RunError::default()
    }
}

/// Sorts, numbers and splits what is reported.
fn finish(
    sources: &Sources,
    request: &Request<'_>,
    judged: suppress::Judged,
    outcome: &mut Outcome,
) {
    let wanted = |finding: &Finding| {
        let inside = |path: &str| {
            request
                .paths
                .iter()
                .any(|wanted| crate::repo::layout::is_inside(path, wanted))
        };
        // Behind the folder of a root that is applied several times stands in brackets which stack is meant.
        let holds = |stack: &str| {
            let folder = stack.rsplit_once(" (").filter(|_| stack.ends_with(')'));
            inside(stack) || folder.is_some_and(|(folder, _)| inside(folder))
        };
        let stacks = finding
            .instances
            .iter()
            .map(|instance| instance.stack.as_str());
        request.paths.is_empty()
            || inside(&sources.file(finding.span.file).path)
            || finding.subject.stack.as_deref().is_some_and(holds)
            || stacks.into_iter().any(holds)
    };
    let mut findings = judged.findings;
    fold::sort(sources, &mut findings);
    fold::fingerprint(sources, findings.iter_mut());
    findings.retain(&wanted);
    let (failed, undetermined) = findings
        .into_iter()
        .partition(|it| it.verdict == Verdict::Fail);
    outcome.findings = failed;
    outcome.undetermined = undetermined;
    let mut suppressed = judged.suppressed;
    suppressed.sort_by_cached_key(|one| fold::order(sources, &one.finding));
    suppressed.retain(|one| wanted(&one.finding) && one.finding.verdict == Verdict::Fail);
    fold::fingerprint(sources, suppressed.iter_mut().map(|one| &mut one.finding));
    outcome.suppressed = suppressed;
}

fn summary(plan: &Plan<'_>) -> Summary {
    let repo = plan.repo;
    let roots: BTreeSet<_> = repo.stacks.iter().map(|stack| stack.directory).collect();
    let resources = repo
        .modules
        .iter()
        .flat_map(|module| module.resources.values());
    let stacks: Vec<StackId> = repo.stacks().map(|(id, _)| id).collect();
    let values: Vec<(usize, usize)> = stacks
        .par_iter()
        .map(|id| count_values(plan, *id))
        .collect();
    Summary {
        files: repo.files().len(),
        stacks: repo.stacks.len(),
        modules: repo.modules.len() - roots.len(),
        resources: resources
            .filter(|it| it.mode == ResourceMode::Managed)
            .count(),
        values_known: values.iter().map(|(known, _)| known).sum(),
        values_unknown: values.iter().map(|(_, unknown)| unknown).sum(),
    }
}

/// How many attributes of a stack's root module have a value that is known, and how many have not.
fn count_values(plan: &Plan<'_>, id: StackId) -> (usize, usize) {
    let walk = plan.walk(id);
    let root = walk.root();
    let (mut known, mut unknown) = (0, 0);
    root.module.each_expression(&mut |expression| {
        if root.evaluate(expression).is_known() {
            known += 1;
        } else {
            unknown += 1;
        }
    });
    (known, unknown)
}

#[cfg(test)]
mod tests {
    use super::context::{broken_stacks, infrastructures};
    use super::run_rules;
    use crate::config::Config;
    use crate::docker::Dockerfiles;
    use crate::pipeline::Pipelines;
    use crate::plan::Plan;
    use crate::repo::{Repo, Syntax};
    use crate::rule::Context;
    use crate::schema::Schemas;
    use crate::source::Sources;
    use crate::validate::Validation;

    #[test]
    fn rules_run_where_nothing_could_be_evaluated() {
        let main = "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = var.k\n  }\n}\n\
                    module \"m\" {\n  source = \"../../modules/m\"\n  name = each.key\n}\n";
        let sources = Sources::from_memory([
            ("live/prod/main.tf", main),
            ("modules/m/main.tf", "variable \"name\" {}\n"),
        ]);
        let (syntax, config) = (Syntax::new(&sources), Config::default());
        let repo = Repo::build(&sources, &syntax, &config);
        let (plan, providers) = (Plan::broken(&repo), Schemas::embedded());
        let context = Context {
            sources: &sources,
            repo: &repo,
            plan: &plan,
            validation: &Validation::default(),
            infrastructures: &infrastructures(&plan).0,
            pipelines: &Pipelines::read(&sources),
            dockerfiles: &Dockerfiles::read(&sources),
            config: &config,
            schemas: &[],
            providers: &providers,
            policies: &[],
        };
        let (_, errors) = run_rules(&context, crate::rules::ALL);
        assert_eq!(errors, []);
        let told = broken_stacks(&plan);
        assert_eq!(told.len(), 1);
        assert!(told[0].message.contains("live/prod"), "{told:?}");
    }
}
