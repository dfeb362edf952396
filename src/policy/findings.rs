//! All policies judged in all environments: what they say, as findings.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use crate::diagnostic::{self, Finding, Instance};
use crate::eval::{Budget, Cause, MAX_WORK, Map, Value};
use crate::graph::{Graph, NodeId};
use crate::plan::{in_deep_threads, locked};
use crate::repo::version::{Constraints, Dialect};
use crate::repo::{CALL_META, ModuleCall, ModuleSource, StackId};
use crate::rule::Context;
use crate::schema::Member;
use crate::source::Span;
use crate::types::Type;

use super::address;
use super::environment::Environment;
use super::file::{Level, Policy, PolicyFile, Target};
use super::given::{GivenLevel, Which};
use super::pack;
use super::rules::NO_SUMMARY;
use super::scope::{FileScope, SubjectScope};
use super::set::{Policies, place_in};
use super::tally::Tally;
use super::verdict::{self, Verdict, own_level};
use super::world::World;

/// What all policies together may cost, as [`Budget`] counts, and the least that one file may in one environment.
const ALL_WORK: u64 = 400_000_000;
const LEAST_WORK: u64 = 1_000_000;

/// What one file of those that come with iaclint may cost: nobody makes them costly on purpose.
const PACKED_WORK: u64 = 20_000_000;

/// What policies say of a repository.
#[derive(Debug, Default)]
pub struct Judged {
    /// Findings, as they were found.
    pub findings: Vec<Finding>,
    /// What kept policies from being judged, as sentences.
    pub errors: Vec<String>,
    /// Policies that could be evaluated for nothing that they are about, and messages that could not, as sentences.
    pub notices: Vec<String>,
    tallies: BTreeMap<String, Tally>,
}

/// Judges every policy in every environment.
pub fn judge(context: &Context<'_>, policies: &Policies) -> Judged {
    let environments: Vec<Environment<'_>> = context
        .infrastructures
        .iter()
        .map(|it| Environment::of(it, context.providers, context.sources))
        .collect();
    // The same for every file: paths are compared once for each stack.
    let which = |environment: &Environment<'_>| -> BTreeMap<StackId, Which> {
        let stacks = environment.graph.stacks.iter();
        stacks
            .map(|id| (*id, policies.given.which(context.repo.stack(*id))))
            .collect()
    };
    let which: Vec<BTreeMap<StackId, Which>> = environments.iter().map(which).collect();
    let mut work = Vec::new();
    for place in environments.iter().zip(&which) {
        let files = policies.files();
        work.extend(
            files
                .filter(|file| has_subjects(file, place.0))
                .map(|file| (place, file)),
        );
    }
    if work.is_empty() {
        return Judged::default();
    }
    let own = work
        .iter()
        .filter(|(_, file)| file.file != pack::BUILT_IN)
        .count();
    let amount = (ALL_WORK / own.max(1) as u64).clamp(LEAST_WORK, MAX_WORK);
    let results: Vec<Judged> = in_deep_threads(|stack_bytes| {
        let judge = |((environment, which), file): &(Place<'_>, &PolicyFile)| {
            let amount = if file.file == pack::BUILT_IN {
                PACKED_WORK
            } else {
                amount
            };
            let budget = Budget::of(amount).on_stack_of(stack_bytes);
            let unit = Unit {
                context,
                policies,
                environment,
                which,
                file,
                budget: &budget,
            };
            let judged = catch_unwind(AssertUnwindSafe(|| unit.judge()));
            judged.unwrap_or_else(|_| Judged {
                findings: Vec::new(),
                errors: vec![format!(
                    "judging the policies of {} broke; those of other files stand. This is a fault of iaclint: please \
                     report it",
                    file.path
                )],
                ..Judged::default()
            })
        };
        work.par_iter().map(judge).collect()
    });
    let mut all = Judged::default();
    for judged in results {
        all.findings.extend(judged.findings);
        all.errors.extend(judged.errors);
        for (id, tally) in judged.tallies {
            all.tallies.entry(id).or_default().add(tally);
        }
    }
    let notices = all.tallies.iter().flat_map(|(id, it)| it.notices(id));
    all.notices = notices.collect();
    all.errors.sort();
    all.errors.dedup();
    all
}

/// Whether a policy of the file judges anything in the environment: what has no subject costs nothing.
fn has_subjects(file: &PolicyFile, environment: &Environment<'_>) -> bool {
    let graph = environment.graph;
    file.policies.iter().any(|policy| match policy.target {
        _ if !policy.is_about_creation => false,
        Target::Resource => kinds(policy, graph).next().is_some(),
        Target::Module | Target::Provider => !graph.stacks.is_empty(),
    })
}

/// The resource types of the environment that a policy judges.
fn kinds<'g>(policy: &'g Policy, graph: &'g Graph<'g>) -> impl Iterator<Item = &'g str> {
    graph.kinds().filter(|kind| policy.is_about(kind))
}

/// An environment, and which overrides count for each of its stacks.
type Place<'p> = (&'p Environment<'p>, &'p BTreeMap<StackId, Which>);

/// The policies of one file in one environment.
struct Unit<'u> {
    context: &'u Context<'u>,
    policies: &'u Policies,
    environment: &'u Environment<'u>,
    /// Which overrides count for each of its stacks.
    which: &'u BTreeMap<StackId, Which>,
    file: &'u PolicyFile,
    budget: &'u Budget,
}

/// What a policy judges, and where it is told.
struct Subject<'s> {
    attrs: &'s Value,
    meta: &'s Value,
    node: Option<NodeId>,
    /// Whether it stands for any number of instances, also none.
    is_any: bool,
    /// The address of its block, and of this instance, where it is no resource.
    addresses: Option<(String, String)>,
    stack: StackId,
    /// Where it is told if no attribute is meant.
    span: Span,
}

impl Unit<'_> {
    fn judge(&self) -> Judged {
        let mut judged = Judged::default();
        let different: BTreeSet<&Which> = self.which.values().collect();
        let scopes: BTreeMap<&Which, FileScope<'_>> = different
            .into_iter()
            .map(|which| {
                let inputs = self.policies.given.inputs(which, self.file);
                let means = (self.environment as &dyn World, self.budget);
                (which, FileScope::new(inputs, &self.file.locals, means))
            })
            .collect();
        for policy in self
            .file
            .policies
            .iter()
            .filter(|policy| policy.is_about_creation)
        {
            let mut levels: BTreeMap<&Which, Option<Level>> = BTreeMap::new();
            let tally = judged.tallies.entry(policy.id.clone()).or_default();
            self.each_subject(policy, &mut |subject| {
                let Some(which) = self.which.get(&subject.stack) else {
                    return;
                };
                let Some(scope) = scopes.get(which) else {
                    return;
                };
                let level = levels
                    .entry(which)
                    .or_insert_with(|| self.level(policy, which, scope, &mut judged.errors));
                if let Some(level) = *level {
                    let found = self.findings(policy, level, scope, subject, tally);
                    judged.findings.extend(found);
                }
            });
        }
        judged
    }

    /// The level of a policy; `None` where it is switched off.
    fn level(
        &self,
        policy: &Policy,
        which: &Which,
        scope: &FileScope<'_>,
        errors: &mut Vec<String>,
    ) -> Option<Level> {
        match self.policies.given_level(which, &policy.id) {
            Some(GivenLevel::Off) => return None,
            Some(GivenLevel::At(level)) => return Some(level),
            None => {}
        }
        Some(own_level(policy, scope).unwrap_or_else(|why| {
            errors.push(format!(
                "{}: the policy `{}`: {why}",
                self.file.path, policy.label
            ));
            Level::Mandatory
        }))
    }

    /// Calls `judge` for all that a policy judges.
    fn each_subject(&self, policy: &Policy, judge: &mut dyn FnMut(&Subject<'_>)) {
        match policy.target {
            Target::Resource => self.each_resource(policy, judge),
            Target::Module => self.each_call(policy, judge),
            Target::Provider => self.each_provider(policy, judge),
        }
    }

    fn each_resource(&self, policy: &Policy, judge: &mut dyn FnMut(&Subject<'_>)) {
        let graph = self.environment.graph;
        for kind in kinds(policy, graph) {
            for candidate in self.environment.resources(kind).iter() {
                let Some(id) = candidate.node else { continue };
                let node = graph.node(id);
                judge(&Subject {
                    attrs: &candidate.attrs,
                    meta: &candidate.meta,
                    node: Some(id),
                    is_any: candidate.is_any,
                    addresses: None,
                    stack: node.stack,
                    span: node.header(),
                });
            }
        }
    }

    fn each_call(&self, policy: &Policy, judge: &mut dyn FnMut(&Subject<'_>)) {
        for stack in &self.environment.graph.stacks {
            let walk = self.context.plan.walk(*stack);
            for visit in walk.visits() {
                for call in visit.module.calls.values() {
                    let (written, source) = source_of(call);
                    if !policy.is_about(&source) && !policy.is_about(&written) {
                        continue;
                    }
                    let address = format!("{}module.{}", visit.prefix(), call.name);
                    let arguments = call.block.body.attributes.iter();
                    let arguments = arguments.filter(|it| !CALL_META.contains(&&*it.name.text));
                    let attrs = arguments.map(|it| (&*it.name.text, visit.evaluate(&it.value)));
                    let entries = [
                        ("address", Value::string(&address)),
                        ("source", Value::string(&source)),
                        ("version", module_version(call)),
                    ];
                    judge(&Subject {
                        attrs: &Value::object(attrs.collect::<Map>()).applied(),
                        meta: &Value::object(entries.into_iter().collect::<Map>()),
                        node: None,
                        is_any: false,
                        addresses: Some((format!("module.{}", call.name), address)),
                        stack: *stack,
                        span: call.source_span,
                    });
                }
            }
        }
    }

    fn each_provider(&self, policy: &Policy, judge: &mut dyn FnMut(&Subject<'_>)) {
        let repo = self.context.repo;
        for stack in &self.environment.graph.stacks {
            let module = repo.module(repo.stack(*stack).module);
            let root = self.context.plan.stack(*stack).root();
            for provider in module
                .providers
                .iter()
                .filter(|it| policy.is_about(it.name))
            {
                let name = match provider.alias {
                    Some(alias) => format!("{}.{alias}", provider.name),
                    None => provider.name.to_owned(),
                };
                let attrs = root.providers.get(&name).map_or_else(
                    || Value::unknown(Type::Dynamic, Cause::Default),
                    Value::applied,
                );
                let source = module.provider_address(provider.name).unwrap_or_default();
                let namespace = source.rsplit('/').nth(1).unwrap_or_default();
                let version = locked(repo, module, provider.name).map_or_else(
                    || Value::unknown(Type::String, Cause::Environment),
                    |it| Value::string(it.to_string()),
                );
                let entries = [
                    (
                        "alias",
                        provider.alias.map_or_else(Value::null, Value::string),
                    ),
                    ("name", Value::string(provider.name)),
                    ("namespace", Value::string(namespace)),
                    (
                        "source",
                        Value::string(format!("registry.terraform.io/{source}")),
                    ),
                    ("tfe_stack", Value::unknown(Type::Dynamic, Cause::Workspace)),
                    (
                        "tfe_workspace",
                        Value::unknown(Type::Dynamic, Cause::Workspace),
                    ),
                    ("type", Value::string(provider.name)),
                    ("version", version),
                ];
                let address = format!("provider.{name}");
                judge(&Subject {
                    attrs: &attrs,
                    meta: &Value::object(entries.into_iter().collect::<Map>()),
                    node: None,
                    is_any: false,
                    addresses: Some((address.clone(), address)),
                    stack: *stack,
                    span: provider.block.header(),
                });
            }
        }
    }

    fn findings(
        &self,
        policy: &Policy,
        level: Level,
        scope: &FileScope<'_>,
        subject: &Subject<'_>,
        tally: &mut Tally,
    ) -> Vec<Finding> {
        let given = (subject.attrs, None, subject.meta);
        let own = SubjectScope::new(scope, &policy.locals, given, subject.node);
        let Some(verdicts) = verdict::judge(policy, &own) else {
            return Vec::new();
        };
        let mut findings: Vec<Finding> = Vec::new();
        tally.count(&verdicts, &|at| self.place_of(at));
        for (at, verdict) in verdicts.into_iter().enumerate() {
            let attributes = policy.enforce.get(at).map_or(&[][..], |it| &it.attributes);
            let finding = self.finding(policy, level, (subject, attributes), verdict);
            let Some(mut finding) = finding else { continue };
            if finding.verdict == diagnostic::Verdict::Fail {
                finding.demand = format!("{}.{at}", policy.label);
            }
            // What several demands say of one place is one finding.
            let known = findings
                .iter_mut()
                .find(|it| it.verdict == finding.verdict && it.span == finding.span);
            match known {
                Some(known) => add_to(known, &finding, policy),
                None => findings.push(finding),
            }
        }
        for finding in &mut findings {
            address::name(finding);
        }
        findings
    }

    fn finding(
        &self,
        policy: &Policy,
        level: Level,
        (subject, attributes): (&Subject<'_>, &[String]),
        verdict: Verdict,
    ) -> Option<Finding> {
        if verdict == Verdict::Pass {
            return None;
        }
        let meta = &policy.rule(level).meta;
        let attribute = self.attribute(subject, attributes);
        let place = || match (subject.node, &attribute) {
            (Some(id), Some(path)) => self.environment.graph.node(id).place(path),
            _ => subject.span,
        };
        let addresses = match (&subject.addresses, subject.node) {
            (None, Some(id)) => {
                let node = self.environment.graph.node(id);
                (node.declaration.address(), node.address())
            }
            (addresses, _) => addresses.clone().unwrap_or_default(),
        };
        let open = |reason: String, at: Option<Span>| {
            let at = at.filter(|span| span.file != self.file.file);
            let message = format!("{}{reason}", not_known(policy));
            Finding::undetermined(meta, at.unwrap_or_else(place), message)
        };
        let finding = match verdict {
            Verdict::Pass => return None,
            Verdict::Fail(_) if subject.is_any => open(
                format!("how many of {} there are is not known", addresses.1),
                Some(subject.span),
            ),
            Verdict::Fail(failure) => {
                let message = failure.message;
                let mut finding = Finding::new(meta, subject.span, message, &policy.fix);
                if let (Some(id), Some(path)) = (subject.node, &attribute) {
                    let written = self.environment.graph.written(id, path);
                    finding.span = written.span;
                    finding.related = written.trail;
                }
                finding
            }
            Verdict::Open(it) => {
                let reason = it.reason.clone();
                let mut finding = open(it.reason, it.at);
                // What a module outside decides, it decides of many.
                finding.cause = it.outside.map(|module| diagnostic::Cause {
                    key: module.to_string(),
                    span: finding.span,
                    address: String::new(),
                    message: reason,
                    help: String::new(),
                    follows: asked(policy),
                });
                finding
            }
            Verdict::Broken(broken) => {
                let at = self.place_of(broken.at);
                let reason = format!(
                    "the policy cannot be evaluated for it ({at}): {}",
                    broken.message
                );
                open(reason, None)
            }
        };
        let stack = self.context.repo.stack(subject.stack);
        let mut finding = finding.address(&addresses.0);
        finding.subject.attribute = attribute;
        finding.instances.push(Instance {
            environment: stack.place.environment.clone(),
            stack: stack.path.clone(),
            address: Some(addresses.1.clone()),
        });
        Some(finding)
    }

    /// A place in the policy's file, as messages name it.
    fn place_of(&self, at: Span) -> String {
        place_in(self.context.sources, self.file, at)
    }

    /// Whether a block of this type can say something of this name.
    fn can_write(&self, kind: &str, name: &str) -> bool {
        let schema = self.context.providers.resource(kind);
        match schema.and_then(|schema| schema.member(name)) {
            Some(Member::Attribute(attribute)) => {
                attribute.is_required() || (attribute.is_optional() && name != "id")
            }
            Some(Member::Block(_)) | None => true,
        }
    }

    /// The attribute that is meant: the only one that is asked for, or the only one of them that the block says.
    fn attribute(&self, subject: &Subject<'_>, attributes: &[String]) -> Option<String> {
        let node = self.environment.graph.node(subject.node?);
        let body = &node.declaration.block.body;
        let first = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
        let is_written = |path: &&String| {
            let name = first(path);
            node.argument(&name).is_some() || body.blocks_of(&name).next().is_some()
        };
        let written: Vec<&String> = attributes.iter().filter(is_written).collect();
        let names: BTreeSet<String> = written.iter().map(|path| first(path)).collect();
        match (&written[..], names.len(), attributes) {
            ([only], ..) => Some((*only).clone()),
            ([_, ..], 1, _) => names.into_iter().next(),
            // What nobody can write is no place to mend anything.
            ([], _, [only]) => self
                .can_write(node.kind(), &first(only))
                .then(|| only.clone()),
            _ => None,
        }
    }
}

/// Adds what another demand says of the same place, unless it says the same.
fn add_to(known: &mut Finding, other: &Finding, policy: &Policy) {
    let reason = other.message.strip_prefix(&*not_known(policy));
    if known.message.contains(reason.unwrap_or(&other.message)) {
        return;
    }
    match reason {
        Some(reason) => known.message = format!("{}, and because {reason}", known.message),
        None => {
            known.message = format!("{}; {}", known.message, other.message);
            known.demand = format!("{} {}", known.demand, other.demand);
        }
    }
    // What has several causes follows from none of them alone.
    known.cause = known.cause.take().filter(|it| {
        let other = other.cause.as_ref();
        other.is_some_and(|other| other.key == it.key)
    });
}

/// How the message of a finding that is not decided begins: its reason follows.
fn not_known(policy: &Policy) -> String {
    format!("{} is not known, because ", asked(policy))
}

/// What a policy asks, as a clause: its id, and its summary, which says what is wrong where it fails.
fn asked(policy: &Policy) -> String {
    match verdict::summary(policy) {
        NO_SUMMARY => format!("whether `{}` fails", policy.id),
        summary => format!("whether `{}` fails ({summary})", policy.id),
    }
}

/// The source of a module call as it is written, and as Terraform names it.
pub(super) fn source_of(call: &ModuleCall<'_>) -> (String, String) {
    let written = call
        .block
        .body
        .attribute("source")
        .and_then(|it| it.value.as_str())
        .unwrap_or_default();
    let full = match &call.source {
        ModuleSource::Registry(address)
            if address
                .split("//")
                .next()
                .is_some_and(|it| it.split('/').count() == 3) =>
        {
            format!("registry.terraform.io/{address}")
        }
        _ => written.to_owned(),
    };
    (written.to_owned(), full)
}

/// The version of the module that a call means: `null` where it has none, not known where only constraints are written.
fn module_version(call: &ModuleCall<'_>) -> Value {
    let Some(version) = call.block.body.attribute("version") else {
        return Value::null_of(Type::String);
    };
    let text = version.value.as_str();
    let constraints = text.and_then(|text| Constraints::parse(text, Dialect::TerraformOrModule));
    let exact = constraints.as_ref().and_then(Constraints::exact);
    exact.map_or_else(
        || Value::unknown(Type::String, Cause::Environment).at(version.value.span),
        |exact| Value::string(exact.to_string()),
    )
}
