//! Well-known modules of the public registry, as far as rules must know them.
//!
//! Such a module is not in the repository, but many repositories consist of little else. For each that is known there
//! is a folder here with a module of our own, in Terraform's language, that makes what that one makes, under the same
//! addresses, as far as it matters to networks, placement and reach: what a call of it leads to is then evaluated like
//! any other module. What stands in differs from the original in what nobody asks here, so it is never judged itself
//! (only the infrastructure that comes of it is), and no finding lies in it: see [`Sources::visible`].
//!
//! - `inputs.txt` names every input that any version takes. A call that passes another one is not understood, and the
//!   module stays unknown. An input that `main.tf` declares is used; any other one is without meaning here.
//! - `outputs.txt` names every output that any version has. Those that `main.tf` does not declare are not known.
//! - A variable without default that a call does not set has a value that is not known.
//! - Defaults that changed with a version stand in `before_N.tf` and `from_N.tf`; neither is taken where the version
//!   is not known.

mod modules;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::hcl::{each_reference, step_name};
use crate::source::{Sources, Span};

use super::module::{CALL_META, Module, ModuleCall, ModuleId};
use super::module_source::{ModuleSource, normalise_url, split_subfolder};
use super::syntax::Syntax;
use super::version::{Constraints, Dialect, Version};
use super::{Repo, id, parsed_files};

use modules::{ALL, Known};

/// How many calls are followed into such modules.
const MAX_CALLS: usize = 512;

/// A variable that nobody gives: its value is what no version says, or what is more than is known here.
const NOT_MODELLED: &str = "not_modelled";

/// What a call asks for.
#[derive(Debug, Clone)]
enum Asked {
    /// One version.
    Exactly(Version),
    /// The newest version that meets these, or the newest of all.
    Newest(Option<Constraints>),
    /// Some version.
    Unsaid,
}

impl Asked {
    /// Whether it is a version before this one; `None` where that is not known.
    fn is_before(&self, limit: &Version) -> Option<bool> {
        match self {
            Self::Exactly(version) => Some(version < limit),
            Self::Newest(None) => Some(false),
            Self::Newest(Some(constraints)) => Some(constraints.allow_only_before(limit)),
            Self::Unsaid => None,
        }
    }
}

/// The modules that stand for what calls of known modules lead to: one for each call.
#[derive(Debug, Default)]
pub(super) struct KnownModules<'a> {
    pub(super) modules: Vec<Module<'a>>,
    by_call: BTreeMap<Span, usize>,
}

/// Loads what stands for the known modules that `modules` call and, in rounds, for those that such a one calls.
pub(super) fn load<'m, 'a: 'm>(
    sources: &'a Sources,
    syntax: &'a Syntax<'a>,
    modules: impl Iterator<Item = &'m Module<'a>>,
) -> KnownModules<'a> {
    let mut found = KnownModules::default();
    let mut pending: Vec<Wanted> = modules.flat_map(all_wanted).collect();
    while let Some(next) = (!pending.is_empty()).then(|| std::mem::take(&mut pending)) {
        for wanted in next {
            let Wanted { known, at, .. } = wanted;
            if found.by_call.contains_key(&at) || found.modules.len() == MAX_CALLS {
                continue;
            }
            let Some(directory) = sources.add_stand_in(known.source, at, texts(&wanted)) else {
                continue;
            };
            syntax.parse_all(&parsed_files(sources, &[directory]));
            let classify = |source: &str| ModuleSource::Remote(source.to_owned());
            let Some(module) = Module::load(sources, syntax, directory, &classify) else {
                continue;
            };
            let outputs = outputs_asked(&module);
            pending.extend(module.calls.values().filter_map(|call| {
                let ModuleSource::Remote(folder) = &call.source else {
                    return None;
                };
                let source = format!("{}//{}", known.source, folder.trim_start_matches("./"));
                let known = ALL.iter().find(|known| known.source == source)?;
                let asked = wanted.asked.clone();
                Some(Wanted::new((known, asked), call, &outputs))
            }));
            found.by_call.insert(at, found.modules.len());
            found.modules.push(module);
        }
    }
    found
}

/// A call that is to be followed.
struct Wanted {
    known: &'static Known,
    asked: Asked,
    /// The inputs that it passes and that mean nothing here.
    ignored: Vec<String>,
    /// The outputs that its module reads and that are not known.
    unknown: Vec<String>,
    /// The call's first line.
    at: Span,
}

impl Wanted {
    fn new(
        (known, asked): (&'static Known, Asked),
        call: &ModuleCall<'_>,
        outputs: &Outputs,
    ) -> Self {
        let passed = call.block.body.attributes.iter();
        let ignored = passed
            .map(|argument| argument.name.text.to_string())
            .filter(|name| !CALL_META.contains(&&**name) && !declares(known, "variable", name));
        let has: BTreeSet<&str> = known.outputs.lines().collect();
        let read = outputs.get(call.name).into_iter().flatten();
        let unknown =
            read.filter(|name| has.contains(&***name) && !declares(known, "output", name));
        Self {
            known,
            asked,
            ignored: ignored.collect(),
            unknown: unknown.cloned().collect(),
            at: call.block.header(),
        }
    }
}

/// The names that a module reads of each of its calls.
type Outputs = BTreeMap<String, BTreeSet<String>>;

fn outputs_asked(module: &Module<'_>) -> Outputs {
    let mut asked = Outputs::new();
    module.each_expression(&mut |expression| {
        each_reference(expression, &mut |root, steps, _| {
            let Some(name) = (root == "module").then(|| step_name(steps, 0)).flatten() else {
                return;
            };
            let of_call = asked.entry(name.to_owned()).or_default();
            of_call.extend(
                (1..steps.len())
                    .filter_map(|at| step_name(steps, at))
                    .map(str::to_owned),
            );
        });
    });
    asked
}

/// What the calls of known modules in a module ask for.
fn all_wanted(module: &Module<'_>) -> Vec<Wanted> {
    let calls: Vec<_> = module
        .calls
        .values()
        .filter_map(|call| Some((call, wanted(call)?)))
        .collect();
    if calls.is_empty() {
        return Vec::new();
    }
    let outputs = outputs_asked(module);
    let calls = calls.into_iter();
    calls
        .map(|(call, asked)| Wanted::new(asked, call, &outputs))
        .collect()
}

/// The module that a call leads to, and what it asks for; `None` for another module, or one of which too little is
/// known.
fn wanted(call: &ModuleCall<'_>) -> Option<(&'static Known, Asked)> {
    let (known, asked) = known(call)?;
    let since = Version::parse(known.since)?;
    // A commit may be of any version: only where those that are left out are too old to be in use is it one of these.
    let is_new = asked
        .is_before(&since)
        .map_or(known.is_of_any_version, |is_before| !is_before);
    (is_new && is_understood(known, call)).then_some((known, asked))
}

impl Repo<'_> {
    /// The module that a call's values come from: the one that it leads to where that is in this repository, or what
    /// stands for a known one.
    pub fn evaluated_module_id(&self, call: &ModuleCall<'_>) -> Option<ModuleId> {
        self.called_module_id(call).or_else(|| {
            let at = self.known.by_call.get(&call.block.header())?;
            let first = self.modules.len() + self.past.modules.len();
            Some(ModuleId(id(first + at)))
        })
    }

    /// Whether a module only stands for one that is not here.
    pub fn is_stand_in(&self, module: &Module<'_>) -> bool {
        let first = module.files.first();
        first.is_some_and(|file| self.sources.stands_for(*file).is_some())
    }
}

/// The known module that a call names, and which version it asks for.
fn known(call: &ModuleCall<'_>) -> Option<(&'static Known, Asked)> {
    match &call.source {
        ModuleSource::Registry(address) => {
            let address = address
                .strip_prefix("registry.terraform.io/")
                .unwrap_or(address);
            let known = ALL.iter().find(|known| known.source == address)?;
            let version = call.block.body.attribute("version");
            let asked = match version.map(|version| version.value.as_str()) {
                None => Asked::Newest(None),
                Some(None) => Asked::Unsaid,
                Some(Some(text)) => match Constraints::parse(text, Dialect::TerraformOrModule) {
                    Some(constraints) => Asked::Newest(Some(constraints)),
                    None => Asked::Unsaid,
                },
            };
            Some((known, asked))
        }
        ModuleSource::Git(address, reference) => {
            let address = address.split_once('?').map_or(&**address, |(url, _)| url);
            let (package, folder) = split_subfolder(address);
            let url = normalise_url(package);
            let is_named = |known: &&Known| {
                let (source, inner) = split_subfolder(known.source);
                let mut parts = source.split('/');
                let (owner, name, provider) = (parts.next(), parts.next(), parts.next());
                let [Some(owner), Some(name), Some(provider)] = [owner, name, provider] else {
                    return false;
                };
                folder.trim_matches('/') == inner
                    && url == format!("github.com/{owner}/terraform-{provider}-{name}")
            };
            let known = ALL.iter().find(is_named)?;
            let asked = match reference {
                None => Asked::Newest(None),
                Some(reference) => match Version::parse(reference) {
                    Some(version) => Asked::Exactly(version),
                    None => Asked::Unsaid,
                },
            };
            Some((known, asked))
        }
        _ => None,
    }
}

/// Whether every input that a call passes is one that the module is known to take.
fn is_understood(known: &Known, call: &ModuleCall<'_>) -> bool {
    let inputs: BTreeSet<&str> = known.inputs.lines().collect();
    let body = &call.block.body;
    body.blocks.is_empty()
        && body.attributes.iter().all(|argument| {
            let name = &*argument.name.text;
            CALL_META.contains(&name) || inputs.contains(name)
        })
}

/// Whether the text that stands for a module declares a variable or an output.
fn declares(known: &Known, kind: &str, name: &str) -> bool {
    known.main.contains(&format!("{kind} \"{name}\" {{"))
}

/// The files of what stands for a module.
fn texts(wanted: &Wanted) -> Vec<(String, String)> {
    let Wanted { known, asked, .. } = wanted;
    let mut others = format!("variable \"{NOT_MODELLED}\" {{}}\n");
    for name in &wanted.ignored {
        let _ = writeln!(others, "variable \"{name}\" {{\n  default = null\n}}");
    }
    for name in &wanted.unknown {
        let _ = writeln!(
            others,
            "output \"{name}\" {{\n  value = var.{NOT_MODELLED}\n}}"
        );
    }
    let mut texts = vec![
        ("main.tf".to_owned(), known.main.to_owned()),
        ("others.tf".to_owned(), others),
    ];
    for change in known.changes {
        let Some(limit) = Version::parse(change.version) else {
            continue;
        };
        let Some(is_before) = asked.is_before(&limit) else {
            continue;
        };
        let text = if is_before {
            change.before
        } else {
            change.from
        };
        texts.push((format!("{}_override.tf", change.version), text.to_owned()));
    }
    texts
}
