//! Ignore comments: which findings they silence, and which of them do not do what they seem to.

mod comment;
mod compat;
mod scope;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostic::{Finding, of_cause};
use crate::hcl;
use crate::peers::{Peers, Tool};
use crate::policy::pack;
use crate::repo::words::nearest;
use crate::rule::{Context, Rule};
use crate::rules::ignore::{expired, malformed, unused};
use crate::source::{FileId, FileKind, Span};

pub use crate::diagnostic::Date;
use comment::{Directive, Named};
use scope::Scope;

/// A finding that a comment silences, and the reason it gives.
#[derive(Debug, Clone)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// The comment's reason.
    pub reason: String,
}

/// Findings after the comments were applied.
#[derive(Debug, Default)]
pub struct Judged {
    /// What still counts, and what is said about the comments themselves.
    pub findings: Vec<Finding>,
    /// What is silenced.
    pub suppressed: Vec<Suppressed>,
}

/// A comment that can be applied: what it names, and where it counts.
struct Ignore {
    directive: Directive,
    scope: Scope,
    used: BTreeSet<usize>,
}

/// Applies every ignore comment of the repository to `findings`. `rules` are those that ran, and `peers` says what other
/// linters call them.
pub fn apply(
    context: &Context<'_>,
    (rules, peers): (&[&'static Rule], &Peers),
    today: Date,
    findings: Vec<Finding>,
) -> Judged {
    let mut judged = Judged::default();
    let mut ignores = Vec::new();
    for directive in directives(context, peers) {
        match fault(context, peers, &directive) {
            Some((span, message, help)) => {
                judged
                    .findings
                    .push(Finding::new(&malformed::RULE.meta, span, message, help));
            }
            None if directive.until.is_some_and(|until| until < today) => {
                if directive.is_of_other {
                    continue;
                }
                judged.findings.push(expired_finding(&directive));
            }
            None => {
                let scope = scope::of(context, &directive);
                ignores.push(Ignore {
                    directive,
                    scope,
                    used: BTreeSet::new(),
                });
            }
        }
    }
    let by_rule = by_rule(&ignores);
    for finding in findings {
        let named = by_rule.get(finding.meta.id).map_or(&[][..], Vec::as_slice);
        silence(context, &mut ignores, named, finding, &mut judged);
    }
    judged.findings.extend(
        ignores
            .iter()
            .filter(|ignore| !ignore.directive.is_of_other)
            .flat_map(|ignore| unused_findings(context, rules, ignore)),
    );
    judged
}

/// Every ignore comment, in order of file and place.
fn directives(context: &Context<'_>, peers: &Peers) -> Vec<Directive> {
    let mut files: BTreeSet<FileId> = context.repo.files();
    let data = context
        .sources
        .files()
        .filter(|(_, file)| file.kind == FileKind::Yaml);
    let roots = context.repo.layout.live_roots();
    let in_live = |path: &str| {
        roots
            .iter()
            .any(|root| crate::repo::layout::is_inside(path, root))
    };
    files.extend(
        data.filter(|(_, file)| in_live(&file.path))
            .map(|(id, _)| id),
    );
    files.extend(&context.pipelines.files);
    files.extend(context.dockerfiles.files.iter().map(|it| it.file));
    let files: Vec<FileId> = files.into_iter().collect();
    let found: Vec<Vec<Directive>> = files
        .par_iter()
        .map(|file| of_file(context, peers, *file))
        .collect();
    found.into_iter().flatten().collect()
}

fn of_file(context: &Context<'_>, peers: &Peers, file: FileId) -> Vec<Directive> {
    let text = &context.sources.text(file).content;
    let mut found = of_others(context, peers, (file, text));
    if !comment::may_hold(text) {
        return found;
    }
    found.extend(own(context, file, text));
    found.sort_by_key(|directive| directive.span);
    found
}

/// Comments of other linters that count.
fn of_others(context: &Context<'_>, peers: &Peers, (file, text): (FileId, &str)) -> Vec<Directive> {
    let tools = &context.config.compatible_ignores;
    let tools: Vec<Tool> = tools
        .iter()
        .filter_map(|it| Tool::named(&it.value))
        .collect();
    let is_native = context.sources.file(file).kind == FileKind::Terraform;
    if !is_native || !compat::may_hold(&tools, text) {
        return Vec::new();
    }
    let first = text
        .lines()
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len() + 1;
            Some((start, line.trim_start()))
        })
        .find(|(_, line)| !line.is_empty() && !line.starts_with(['#', '/']))
        .map_or(text.len(), |(start, _)| start);
    let comments = hcl::comments(file, text);
    let read = |it: &hcl::Comment| {
        let is_at_top = (it.span.start as usize) < first;
        compat::read((&tools, peers), (it, is_at_top), text)
    };
    comments.iter().flat_map(read).collect()
}

fn own(context: &Context<'_>, file: FileId, text: &str) -> Vec<Directive> {
    match context.sources.file(file).kind {
        FileKind::TerraformJson | FileKind::VariablesJson => comment::of_json(file, text),
        FileKind::Yaml | FileKind::Other => comment::of_lines(file, text),
        _ => hcl::comments(file, text)
            .iter()
            .filter_map(|it| comment::read(it, text))
            .collect(),
    }
}

/// What makes a comment useless, where something does: the place, what is wrong, what to do.
fn fault(
    context: &Context<'_>,
    peers: &Peers,
    directive: &Directive,
) -> Option<(Span, String, String)> {
    const FORM: &str = "Write `iaclint:ignore[rule] -- reason`; `iaclint explain malformed-ignore` shows all forms";
    if let Some(problem) = &directive.problem {
        return Some((directive.span, problem.clone(), FORM.to_owned()));
    }
    let unknown = directive
        .rules
        .iter()
        .find(|named| !ids(context).any(|id| id == named.id))?;
    let near = || nearest(&unknown.id, ids(context)).map(|near| format!("Did you mean `{near}`?"));
    // Other tools tell ids apart by their case.
    let written = context.sources.snippet(unknown.span);
    let said = peers.said_of(written).map(|said| capitalised(&said));
    let help = said
        .or_else(near)
        .unwrap_or_else(|| "`iaclint rules` lists every rule".to_owned());
    Some((
        unknown.span,
        format!("the comment names the rule `{written}`, which does not exist"),
        help,
    ))
}

/// A clause as a sentence begins.
fn capitalised(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Every rule that a comment may name: iaclint's own, the repository's policies, and those that come with iaclint, also
/// where they are not judged.
fn ids(context: &Context<'_>) -> impl Iterator<Item = &'static str> + Clone {
    let all = crate::rules::ALL.iter().chain(context.policies);
    all.map(|rule| rule.meta.id).chain(pack::ids())
}

fn expired_finding(directive: &Directive) -> Finding {
    let until = directive
        .until
        .map(|until| until.to_string())
        .unwrap_or_default();
    let message = format!("this comment silenced its rules until {until} and no longer does");
    let help = "Mend what it put off and remove it, or set a later day with a reason that holds";
    Finding::new(&expired::RULE.meta, directive.span, message, help)
}

fn unused_findings(
    context: &Context<'_>,
    rules: &[&'static Rule],
    ignore: &Ignore,
) -> Vec<Finding> {
    let ran = |named: &Named| rules.iter().any(|rule| rule.meta.id == named.id);
    let unused = ignore
        .directive
        .rules
        .iter()
        .enumerate()
        .filter(|(at, named)| !ignore.used.contains(at) && ran(named));
    let finding = |named: &Named| {
        let (message, help) = if is_fixed(context, &named.id) {
            (
                format!(
                    "this comment cannot silence `{}`: the configuration forbids it",
                    named.id
                ),
                "Mend what it is about, or remove `ignorable = false` from the rule in iaclint.toml",
            )
        } else {
            (
                format!("this comment silences no finding of `{}`", named.id),
                "Remove it; if it was meant for something near, put it on that line or on the line above",
            )
        };
        Finding::new(&unused::RULE.meta, named.span, message, help).attribute(named.id.clone())
    };
    unused.map(|(_, named)| finding(named)).collect()
}

/// For each rule, the ignores that name it, and where in their lists they do.
fn by_rule(ignores: &[Ignore]) -> BTreeMap<String, Vec<(usize, usize)>> {
    let mut found: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, ignore) in ignores.iter().enumerate() {
        for (place, named) in ignore.directive.rules.iter().enumerate() {
            found.entry(named.id.clone()).or_default().push((at, place));
        }
    }
    found
}

/// Moves a finding, or what of it a comment covers, to the silenced ones. `named` are the ignores that name its rule,
/// as [`by_rule`] gives them.
fn silence(
    context: &Context<'_>,
    ignores: &mut [Ignore],
    named: &[(usize, usize)],
    finding: Finding,
    judged: &mut Judged,
) {
    let left = if is_fixed(context, finding.meta.id) {
        Some(finding)
    } else {
        unsilenced(ignores, named, finding, &mut judged.suppressed)
    };
    judged.findings.extend(left);
}

/// What of a finding no comment covers.
fn unsilenced(
    ignores: &mut [Ignore],
    named: &[(usize, usize)],
    finding: Finding,
    suppressed: &mut Vec<Suppressed>,
) -> Option<Finding> {
    let mut finding = finding;
    for (ignore, at) in named {
        let (ignore, at) = (&mut ignores[*ignore], *at);
        if ignore.scope.covers(finding.span) {
            ignore.used.insert(at);
            let reason = ignore.directive.reason.clone();
            suppressed.push(Suppressed { finding, reason });
            return None;
        }
        // What stands for several is silenced by what each of them is.
        if !finding.parts.is_empty() {
            continue;
        }
        let covered: Vec<_> = finding
            .instances
            .iter()
            .filter(|it| ignore.scope.covers_instance(it))
            .cloned()
            .collect();
        if covered.is_empty() {
            continue;
        }
        ignore.used.insert(at);
        let mut silenced = finding.clone();
        finding
            .instances
            .retain(|instance| !covered.contains(instance));
        silenced.instances = covered;
        suppressed.push(Suppressed {
            finding: silenced,
            reason: ignore.directive.reason.clone(),
        });
        if finding.instances.is_empty() {
            return None;
        }
    }
    if finding.parts.is_empty() {
        return Some(finding);
    }
    let parts = std::mem::take(&mut finding.parts);
    let left = parts
        .into_iter()
        .filter_map(|part| unsilenced(ignores, named, part, suppressed));
    of_cause(left.collect())
}

/// Whether the configuration lets no comment silence a rule.
fn is_fixed(context: &Context<'_>, rule: &str) -> bool {
    let settings = context.config.rules.get(rule);
    settings.is_some_and(|settings| settings.ignorable == Some(false))
}
