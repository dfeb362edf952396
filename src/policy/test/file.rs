//! From the text of a `.policytest.hcl` file to mocks.

use std::collections::BTreeMap;

use crate::diagnostic::ConfigError;
use crate::eval::PathStep;
use crate::hcl::{self, Block, Body, Comment, Expression, ExpressionKind};
use crate::policy::comments::OF_MOCKS;
use crate::policy::read::{Faults, hint};
use crate::source::{FileId, Span};

/// What a test file says.
#[derive(Debug, Default)]
pub(super) struct Test {
    /// The policies that it is about; all where it does not say.
    pub(super) targets: Option<Vec<(String, Span)>>,
    /// What it gives to all of them.
    pub(super) inputs: BTreeMap<Box<str>, Expression>,
    /// The names of all inputs, also of those that a mock is given.
    pub(super) input_names: Vec<(Box<str>, Span)>,
    /// Its own values.
    pub(super) locals: BTreeMap<Box<str>, Expression>,
    /// In order.
    pub(super) mocks: Vec<Mock>,
}

/// What a mock stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MockKind {
    Resource,
    Data,
    Module,
    Provider,
}

impl MockKind {
    /// The type of its block.
    pub(super) fn block(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::Data => "data",
            Self::Module => "module",
            Self::Provider => "provider",
        }
    }
}

/// One mock.
#[derive(Debug)]
pub(super) struct Mock {
    pub(super) kind: MockKind,
    /// The first label: a type, a source or a provider.
    pub(super) of: Box<str>,
    /// The second one.
    pub(super) label: Box<str>,
    pub(super) span: Span,
    pub(super) attrs: Option<Expression>,
    pub(super) prior_attrs: Option<Expression>,
    pub(super) meta: Option<Expression>,
    pub(super) expect_failure: bool,
    pub(super) skip: bool,
    /// Paths of attributes that nobody knows, from comments: HashiCorp's runner has no such mocks.
    pub(super) unknown: Vec<Path>,
    /// Whether a comment says that it cannot be decided.
    pub(super) is_open: bool,
    pub(super) inputs: BTreeMap<Box<str>, Expression>,
}

/// The way to an attribute of a mock, such as `rule[0].status`.
pub(super) type Path = Vec<PathStep>;

const BLOCKS: [(&str, usize); 7] = [
    ("policytest", 0),
    ("inputs", 0),
    ("locals", 0),
    ("resource", 2),
    ("data", 2),
    ("module", 2),
    ("provider", 2),
];

/// Reads a test file.
pub(super) fn read((path, file, text): (&str, FileId, &str)) -> (Test, Vec<ConfigError>) {
    let parsed = hcl::parse_native(file, text);
    let mut faults = Faults::new(path, text);
    faults.tell_syntax(&parsed.errors);
    let mut found = Test::default();
    if parsed.errors.is_empty() {
        for attribute in &parsed.body.attributes {
            let message = format!(
                "`{}` cannot stand at the top of a test file",
                attribute.name.text
            );
            faults.tell(attribute.name.span, message);
        }
        let comments = hcl::comments(file, text);
        for block in &parsed.body.blocks {
            take((block, &comments), &mut found, &mut faults);
        }
    }
    (found, faults.errors)
}

fn take((block, comments): (&Block, &[Comment]), test: &mut Test, faults: &mut Faults<'_>) {
    let kind = &*block.kind.text;
    let Some(labels) = faults.block_at_top(block, &BLOCKS, "test file") else {
        return;
    };
    if block.labels.len() != labels {
        let wanted = if labels == 0 {
            "no label"
        } else {
            "two labels"
        };
        faults.tell(
            block.header(),
            format!(
                "`{kind}` has {wanted}, but this one has {}",
                block.labels.len()
            ),
        );
        return;
    }
    match kind {
        "policytest" => targets(block, test, faults),
        "inputs" => {
            test.input_names.extend(names(&block.body));
            values(&block.body, &mut test.inputs);
        }
        "locals" => values(&block.body, &mut test.locals),
        _ => mock((block, comments), test, faults),
    }
}

fn values(body: &Body, into: &mut BTreeMap<Box<str>, Expression>) {
    let all = body.attributes.iter();
    into.extend(all.map(|it| (it.name.text.clone(), it.value.clone())));
}

/// The names that a block gives values to, and where they stand.
fn names(body: &Body) -> impl Iterator<Item = (Box<str>, Span)> {
    let all = body.attributes.iter();
    all.map(|it| (it.name.text.clone(), it.name.span))
}

fn targets(block: &Block, test: &mut Test, faults: &mut Faults<'_>) {
    let Some(targets) = block.body.attribute("targets") else {
        return;
    };
    let ExpressionKind::Tuple(items) = &targets.value.kind else {
        faults.tell(targets.value.span, "`targets` must be a list of paths");
        return;
    };
    let found = test.targets.get_or_insert_default();
    for item in items {
        match item.as_str() {
            Some(path) => found.push((path.to_owned(), item.span)),
            None => faults.tell(item.span, "a target must be written out"),
        }
    }
}

fn mock((block, comments): (&Block, &[Comment]), test: &mut Test, faults: &mut Faults<'_>) {
    let kinds = [
        MockKind::Resource,
        MockKind::Data,
        MockKind::Module,
        MockKind::Provider,
    ];
    let Some(kind) = kinds
        .into_iter()
        .find(|kind| kind.block() == &*block.kind.text)
    else {
        return;
    };
    let arguments: &[&str] = match kind {
        MockKind::Resource => &["attrs", "prior_attrs", "meta", "expect_failure", "skip"],
        MockKind::Data => &["attrs"],
        MockKind::Module | MockKind::Provider => &["attrs", "meta", "expect_failure"],
    };
    for attribute in &block.body.attributes {
        let name = &*attribute.name.text;
        if !arguments.contains(&name) {
            let known = arguments.iter().copied();
            let message = format!(
                "`{}` has no argument `{name}`; {}",
                kind.block(),
                hint(name, known)
            );
            faults.tell(attribute.name.span, message);
        }
    }
    let mut inputs = BTreeMap::new();
    for inner in &block.body.blocks {
        match &*inner.kind.text {
            "inputs" if kind != MockKind::Data => {
                test.input_names.extend(names(&inner.body));
                values(&inner.body, &mut inputs);
            }
            name if arguments.contains(&name) => {
                faults.tell(
                    inner.kind.span,
                    format!("`{name}` is an argument: write `{name} = {{ … }}`"),
                );
            }
            name => faults.tell(
                inner.kind.span,
                format!("`{}` has no block `{name}`", kind.block()),
            ),
        }
    }
    let mut flag = |name: &str| match block.body.attribute(name).map(|it| &it.value) {
        None => false,
        Some(value) => match value.kind {
            ExpressionKind::Bool(value) => value,
            _ => {
                faults.tell(value.span, format!("`{name}` must be true or false"));
                false
            }
        },
    };
    let (expect_failure, skip) = (flag("expect_failure"), flag("skip"));
    let told = faults.told_above(comments, block, OF_MOCKS);
    let mut unknown = Vec::new();
    for path in told.list("unknown") {
        match path_of(path) {
            Some(path) => unknown.push(path),
            None => faults.tell(
                block.header(),
                format!("`{path}` is no way to an attribute, such as `rule[0].status`"),
            ),
        }
    }
    let argument = |name: &str| block.body.attribute(name).map(|it| it.value.clone());
    test.mocks.push(Mock {
        kind,
        of: block.labels[0].text.clone(),
        label: block.labels[1].text.clone(),
        span: block.header(),
        attrs: argument("attrs"),
        prior_attrs: argument("prior_attrs"),
        meta: argument("meta"),
        expect_failure,
        skip,
        unknown,
        is_open: told.get("expect").is_some(),
        inputs,
    });
}

/// `rule[0].status` as steps.
fn path_of(text: &str) -> Option<Path> {
    let mut steps = Vec::new();
    for part in text.split('.') {
        let (name, mut rest) = part.split_at(part.find('[').unwrap_or(part.len()));
        let is_name = |name: &str| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || it == b'_')
        };
        if !is_name(name) {
            return None;
        }
        steps.push(PathStep::Name(name.into()));
        while let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']')?;
            steps.push(PathStep::Index(index.parse().ok()?));
            rest = after;
        }
        if !rest.is_empty() {
            return None;
        }
    }
    Some(steps)
}
