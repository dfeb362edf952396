//! From the text of a `.policy.hcl` file to policies. Every fault is told with its place; a policy with a fault is left
//! out, and the others stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::ConfigError;
use crate::eval::{Cause, Constraint, Value};
use crate::hcl::{self, Attribute, Block, Body, Comment, Expression, ExpressionKind, SyntaxError};
use crate::plan::constant;
use crate::repo::words::nearest;
use crate::schema::Schemas;
use crate::source::{FileId, Span};

use super::POLICY_ENDING;
use super::comments::{self, Told};
use super::enforce;
use super::file::{Enforce, Input, Level, Policy, PolicyFile, Target};
use super::names::{self, Known};
use super::rules::{Parts, rules_of};

/// The blocks that a file may hold, and how many labels they have.
const BLOCKS: [(&str, usize); 6] = [
    ("policy", 0),
    ("input", 1),
    ("locals", 0),
    ("resource_policy", 2),
    ("module_policy", 2),
    ("provider_policy", 2),
];

/// What may stand in each kind of block.
const INPUT: &[&str] = &["type", "default", "description", "nullable", "sensitive"];
const POLICY: &[&str] = &["filter", "enforcement_level"];
const RESOURCE_POLICY: &[&str] = &["filter", "enforcement_level", "operations"];

/// The operations that a policy may be about.
const OPERATIONS: &[&str] = &["create", "update", "delete"];

/// What is collected about one file.
pub(super) struct Faults<'f> {
    pub(super) path: &'f str,
    text: &'f str,
    pub(super) errors: Vec<ConfigError>,
    /// What is no fault and yet hardly meant.
    pub(super) doubts: Vec<ConfigError>,
}

impl<'f> Faults<'f> {
    pub(super) fn new(path: &'f str, text: &'f str) -> Self {
        Self {
            path,
            text,
            errors: Vec::new(),
            doubts: Vec::new(),
        }
    }

    /// Tells what is no fault and yet hardly meant.
    pub(super) fn doubt(&mut self, span: Span, message: String) {
        let doubt = ConfigError::at(self.path, self.text, span.start as usize, message);
        self.doubts.push(doubt);
    }

    /// Tells a fault at a place.
    pub(super) fn tell(&mut self, span: Span, message: impl Into<String>) {
        let error = ConfigError::at(self.path, self.text, span.start as usize, message);
        self.errors.push(error);
    }

    /// What comments right above a block say under these keys.
    pub(super) fn told_above(
        &mut self,
        comments: &[Comment],
        block: &Block,
        keys: &'static [&'static str],
    ) -> Told {
        let line_of = line_of(self.text);
        let mut found = Vec::new();
        let place = (&line_of as &dyn Fn(Span) -> u32, line_of(block.span));
        let told = comments::above(comments, place, keys, &mut found);
        for (span, message) in found {
            self.tell(span, message);
        }
        told
    }

    /// Tells what is no HCL.
    pub(super) fn tell_syntax(&mut self, errors: &[SyntaxError]) {
        for error in errors {
            let help = if error.help.is_empty() {
                String::new()
            } else {
                format!("; {}", error.help)
            };
            self.tell(error.span, format!("{}{help}", error.message));
        }
    }

    /// Which of these blocks, each with its number of labels, a block at the top is; `None`, told, where it is none.
    /// `file` says what it stands in.
    pub(super) fn block_at_top(
        &mut self,
        block: &Block,
        known: &[(&'static str, usize)],
        file: &str,
    ) -> Option<usize> {
        let kind = &*block.kind.text;
        let names = known.iter().map(|(name, _)| *name);
        let labels = known.iter().find(|(name, _)| *name == kind);
        if labels.is_none() {
            let message = format!("a {file} has no block `{kind}`; {}", hint(kind, names));
            self.tell(block.kind.span, message);
        }
        labels.map(|(_, labels)| *labels)
    }
}

/// What a file of policies is read with.
#[derive(Clone, Copy)]
pub(super) struct Means<'m> {
    /// What names are checked by; they are not without it.
    pub(super) providers: Option<&'m Schemas>,
    /// The text of a file of the repository, by its root-relative path.
    pub(super) text: &'m dyn Fn(&str) -> Option<String>,
}

/// The policies of a file, and what is wrong with it.
pub(super) fn read(
    (path, file, text): (&str, FileId, &str),
    means: Means<'_>,
) -> (PolicyFile, Vec<ConfigError>) {
    let parsed = hcl::parse_native(file, text);
    let mut faults = Faults::new(path, text);
    let mut found = PolicyFile {
        path: path.to_owned(),
        file,
        inputs: BTreeMap::new(),
        locals: BTreeMap::new(),
        policies: Vec::new(),
        open: BTreeSet::new(),
        doubts: Vec::new(),
    };
    if !parsed.errors.is_empty() {
        // What stands behind an error may be missing: nothing of the file is judged.
        faults.tell_syntax(&parsed.errors);
        return (found, faults.errors);
    }
    check_top(&parsed.body, &mut faults);
    let mut broken = BTreeSet::new();
    for block in parsed.body.blocks_of("input") {
        input(block, &mut found, &mut faults);
    }
    for block in parsed.body.blocks_of("locals") {
        locals(block, &mut found.locals, &mut faults);
    }
    let known = means
        .providers
        .map(|schemas| Known::of(&parsed.body, &found, schemas));
    if let Some(known) = &known {
        names::check_locals(known, &found.locals, &mut faults, &mut broken);
    }
    let open = known.as_ref().map(Known::open_providers);
    let comments = hcl::comments(file, text);
    let mut policies = Vec::new();
    let blocks = parsed.body.blocks.iter();
    let blocks: Vec<(&Block, Target)> = blocks
        .filter_map(|block| Some((block, target(block)?)))
        .filter(|(block, _)| block.labels.len() == 2)
        .collect();
    let top = told_at_top(&comments, &parsed.body, text, &mut faults);
    let mut labels: Vec<&str> = blocks.iter().filter_map(|(it, _)| it.label(1)).collect();
    labels.dedup();
    let is_only = labels.len() == 1;
    let mut written = Vec::new();
    for (block, target) in blocks {
        let before = faults.errors.len();
        let told = faults.told_above(&comments, block, comments::OF_POLICIES);
        let told = told.or(&top);
        let id = told.get("id").map(str::to_owned);
        written.push(Written {
            block,
            target,
            id: id.unwrap_or_else(|| id_of(path, block.label(1).unwrap_or_default(), is_only)),
            told,
            is_whole: faults.errors.len() == before,
        });
    }
    for one in &written {
        let before = faults.errors.len();
        // Policies of one id are one rule, whose page shows all of them.
        let same = written.iter().filter(|it| it.id == one.id);
        let texts = same.map(|it| text.get(it.block.span.range()).unwrap_or_default());
        let texts = if written.iter().all(|it| it.id == one.id) {
            text.trim_end().to_owned()
        } else {
            texts.collect::<Vec<_>>().join("\n\n")
        };
        let Some(mut policy) = policy(one, (path, &texts), means, &mut faults) else {
            continue;
        };
        for at in 0..policy.enforce.len() {
            let found = names::attributes(&policy, &found, &policy.enforce[at].condition);
            policy.enforce[at].attributes = found;
        }
        if let Some(known) = &known {
            names::check_policy(known, &policy, &mut faults);
        }
        let is_whole = one.is_whole && faults.errors.len() == before;
        let uses_broken = |known: &Known<'_>| !known.locals_used(&policy).is_disjoint(&broken);
        if is_whole && !known.as_ref().is_some_and(uses_broken) {
            policies.push(policy);
        }
    }
    twins(&policies, &mut faults);
    found.policies = policies;
    found.open = open.unwrap_or_default();
    found.doubts = std::mem::take(&mut faults.doubts);
    (found, faults.errors)
}

fn target(block: &Block) -> Option<Target> {
    [Target::Resource, Target::Module, Target::Provider]
        .into_iter()
        .find(|target| target.block() == &*block.kind.text)
}

fn check_top(body: &Body, faults: &mut Faults<'_>) {
    for attribute in &body.attributes {
        faults.tell(
            attribute.name.span,
            format!(
                "`{}` cannot stand at the top of a policy file: values belong into a `locals` block",
                attribute.name.text
            ),
        );
    }
    for block in &body.blocks {
        let kind = &*block.kind.text;
        let Some(labels) = faults.block_at_top(block, &BLOCKS, "policy file") else {
            continue;
        };
        if block.labels.len() != labels {
            let wanted = match (labels, kind) {
                (0, _) => "no label",
                (1, _) => "one label, its name",
                (_, "resource_policy") => "two labels, the resource type and its name",
                (_, "module_policy") => "two labels, the module's source and its name",
                _ => "two labels, the provider and its name",
            };
            faults.tell(
                block.header(),
                format!(
                    "`{kind}` has {wanted}, but this one has {}",
                    block.labels.len()
                ),
            );
        }
    }
}

/// `did you mean`, or what there is.
pub(super) fn hint<'n>(name: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    match nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let all: Vec<&str> = known.take(12).collect();
            format!("there is {}", all.join(", "))
        }
    }
}

/// The attributes of a block, of which none may have another name than these.
pub(super) fn check_body(
    body: &Body,
    kind: &str,
    attributes: &[&str],
    blocks: &[&str],
    faults: &mut Faults<'_>,
) {
    let all = || attributes.iter().chain(blocks).copied();
    for attribute in &body.attributes {
        let name = &*attribute.name.text;
        if blocks.contains(&name) {
            faults.tell(
                attribute.name.span,
                format!("`{name}` is a block: write it without `=`"),
            );
        } else if !attributes.contains(&name) {
            let message = format!("`{kind}` has no argument `{name}`; {}", hint(name, all()));
            faults.tell(attribute.name.span, message);
        }
    }
    for block in &body.blocks {
        let name = &*block.kind.text;
        if attributes.contains(&name) {
            faults.tell(
                block.kind.span,
                format!("`{name}` is an argument: write `{name} = …`"),
            );
        } else if !blocks.contains(&name) {
            let message = format!("`{kind}` has no block `{name}`; {}", hint(name, all()));
            faults.tell(block.kind.span, message);
        } else if let Some(label) = block.labels.first() {
            faults.tell(label.span, format!("`{name}` has no label"));
        }
    }
}

fn input(block: &Block, found: &mut PolicyFile, faults: &mut Faults<'_>) {
    let Some(label) = block.labels.first() else {
        return;
    };
    check_body(&block.body, "input", INPUT, &[], faults);
    let body = &block.body;
    let constraint = match body.attribute("type") {
        Some(ty) => match Constraint::read(&ty.value, &constant) {
            Ok(constraint) => constraint,
            Err(fault) => {
                faults.tell(
                    fault.span,
                    format!("`type` of `{}`: {}", label.text, fault.message),
                );
                Constraint::any()
            }
        },
        None => Constraint::any(),
    };
    let default = body.attribute("default").map(|default| {
        converted(&constraint, &constant(&default.value)).unwrap_or_else(|why| {
            let message = format!("the default of `{}` is not of its type: {why}", label.text);
            faults.tell(default.value.span, message);
            Value::unknown(constraint.ty.clone(), Cause::Failed)
        })
    });
    let span = label.span;
    let made = Input {
        constraint,
        default,
        span,
    };
    if found.inputs.insert(label.text.clone(), made).is_some() {
        faults.tell(span, format!("there are two inputs `{}`", label.text));
    }
}

/// A value as an input of this type.
pub(super) fn converted(constraint: &Constraint, value: &Value) -> Result<Value, String> {
    constraint.apply(value)
}

fn locals(block: &Block, into: &mut BTreeMap<Box<str>, Expression>, faults: &mut Faults<'_>) {
    for inner in &block.body.blocks {
        faults.tell(inner.kind.span, "`locals` holds arguments only");
    }
    for local in &block.body.attributes {
        if into
            .insert(local.name.text.clone(), local.value.clone())
            .is_some()
        {
            faults.tell(
                local.name.span,
                format!("there are two locals `{}`", local.name.text),
            );
        }
    }
}

/// A policy as it is written.
struct Written<'w> {
    block: &'w Block,
    target: Target,
    id: String,
    told: Told,
    /// Whether nothing is wrong with its comments.
    is_whole: bool,
}

fn policy(
    written: &Written<'_>,
    (path, texts): (&str, &str),
    means: Means<'_>,
    faults: &mut Faults<'_>,
) -> Option<Policy> {
    let Written {
        block,
        target,
        id,
        told,
        ..
    } = written;
    let arguments = if *target == Target::Resource {
        RESOURCE_POLICY
    } else {
        POLICY
    };
    check_body(
        &block.body,
        target.block(),
        arguments,
        &["locals", "enforce"],
        faults,
    );
    let (pattern, label) = (block.label(0)?, block.label(1)?);
    let mut own = BTreeMap::new();
    for inner in block.body.blocks_of("locals") {
        locals(inner, &mut own, faults);
    }
    let enforce: Vec<Enforce> = block
        .body
        .blocks_of("enforce")
        .filter_map(|inner| enforce::read(inner, means, faults))
        .collect();
    if block.body.blocks_of("enforce").next().is_none() {
        faults.tell(
            block.header(),
            "the policy has no `enforce` block, so that it demands nothing",
        );
    }
    let attribute = |name: &str| block.body.attribute(name).map(|it| it.value.clone());
    if let Some(level) = block.body.attribute("enforcement_level") {
        check_level(level, faults);
    }
    let operations = block.body.attribute("operations");
    let is_about_creation =
        operations.is_none_or(|operations| is_about_creation(operations, faults));
    let message = enforce
        .iter()
        .find_map(|it| it.error_message.as_ref()?.as_str());
    let rules = rules_of(&Parts {
        id,
        told,
        message,
        path,
        text: texts,
    });
    Some(Policy {
        id: id.clone(),
        target: *target,
        pattern: pattern.to_owned(),
        label: label.to_owned(),
        header: block.header(),
        filter: attribute("filter"),
        locals: own,
        enforce,
        level: attribute("enforcement_level"),
        fix: told.get("fix").unwrap_or_default().to_owned(),
        groups: told.list("groups").map(str::to_owned).collect(),
        peers: told.list("peers").map(str::to_owned).collect(),
        is_about_creation,
        rules,
    })
}

fn check_level(level: &Attribute, faults: &mut Faults<'_>) {
    if let Some(name) = level.value.as_str()
        && Level::named(name).is_none()
    {
        faults.tell(level.value.span, unknown_level(name));
    }
}

/// That there is no such level.
pub(super) fn unknown_level(name: &str) -> String {
    let names = Level::ALL.map(Level::as_str);
    format!(
        "there is no enforcement level `{name}`; {}",
        hint(name, names.into_iter())
    )
}

/// Whether a policy of these operations judges what is created. By itself a policy is about what is created or updated.
fn is_about_creation(operations: &Attribute, faults: &mut Faults<'_>) -> bool {
    let ExpressionKind::Tuple(items) = &operations.value.kind else {
        faults.tell(
            operations.value.span,
            "`operations` must be a list such as [\"create\", \"update\"]",
        );
        return true;
    };
    let mut creates = false;
    for item in items {
        match item.as_str() {
            Some(name) if OPERATIONS.contains(&name) => creates |= name == "create",
            Some(name) => {
                let known = OPERATIONS.iter().copied();
                faults.tell(
                    item.span,
                    format!("there is no operation `{name}`; {}", hint(name, known)),
                );
            }
            None => faults.tell(item.span, "an operation must be written out"),
        }
    }
    creates
}

/// The id of a policy that no comment gives one: the file's name, and its own where the file has several names.
fn id_of(path: &str, label: &str, is_only: bool) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(POLICY_ENDING).unwrap_or(name);
    let text = if is_only {
        stem.to_owned()
    } else {
        format!("{stem}-{label}")
    };
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    let id: String = text.chars().map(plain).collect();
    let parts: Vec<&str> = id.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// The line that a place is on, from 0.
fn line_of(text: &str) -> impl Fn(Span) -> u32 + '_ {
    // A file has few comments, and is read once.
    let starts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    move |span: Span| {
        let before = starts.partition_point(|at| *at < span.start as usize);
        u32::try_from(before).unwrap_or(u32::MAX)
    }
}

/// What the first lines of the file say of all of its policies, unless they stand right above a policy.
fn told_at_top(comments: &[Comment], body: &Body, text: &str, faults: &mut Faults<'_>) -> Told {
    let line_of = line_of(text);
    let Some(first) = body.blocks.iter().min_by_key(|block| block.span.start) else {
        return Told::default();
    };
    let line = line_of(first.span);
    // What stands right above a policy is that policy's.
    let end = if target(first).is_some() {
        comments::first_above(comments, (&line_of, line))
    } else {
        line
    };
    let mut found = Vec::new();
    let told = comments::at_top(comments, &line_of, end, &mut found);
    for (span, message) in found {
        faults.tell(span, message);
    }
    told
}

/// Policies of one file that share a name or an id.
fn twins(policies: &[Policy], faults: &mut Faults<'_>) {
    let mut names = BTreeSet::new();
    for policy in policies {
        if !names.insert((policy.target, &policy.pattern, &policy.label)) {
            faults.tell(
                policy.header,
                format!(
                    "there are two policies `{}` of `{}` in this file",
                    policy.label, policy.pattern
                ),
            );
        }
    }
}
