//! One folder of Terraform configuration and everything it declares.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::address::ResourceMode;
use crate::hcl::{Attribute, Block, Body, Expression, ExpressionKind};
use crate::source::{DirectoryId, FileId, FileKind, Sources, Span};

use super::merge;
use super::module_source::ModuleSource;
use super::syntax::Syntax;

/// The index of a module in [`super::Repo::modules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleId(pub u32);

/// A folder with configuration files: a stack's root module, or one that others call.
#[derive(Debug)]
pub struct Module<'a> {
    /// Its folder.
    pub directory: DirectoryId,
    /// The folder's root-relative path.
    pub path: String,
    /// Its configuration files in the order Terraform loads them: overrides last.
    pub files: Vec<FileId>,
    /// `variable` blocks by name.
    pub variables: BTreeMap<&'a str, Cow<'a, Block>>,
    /// `locals` entries by name.
    pub locals: BTreeMap<&'a str, &'a Attribute>,
    /// `output` blocks by name.
    pub outputs: BTreeMap<&'a str, Cow<'a, Block>>,
    /// `resource`, `data` and `ephemeral` blocks by address.
    pub resources: BTreeMap<String, Resource<'a>>,
    /// `module` blocks by name.
    pub calls: BTreeMap<&'a str, ModuleCall<'a>>,
    /// `provider` blocks in source order.
    pub providers: Vec<ProviderConfiguration<'a>>,
    /// What its `terraform` blocks say.
    pub settings: Settings<'a>,
    /// Declarations of one address that stand twice outside of override files, in source order.
    pub duplicates: Vec<Duplicate>,
    /// All other blocks: `moved`, `import`, `removed`, `check`.
    pub others: Vec<&'a Block>,
    /// What override files declare that is not there to be overridden, or that cannot be.
    pub overriding_nothing: Vec<Overriding>,
}

/// A `resource`, `data` or `ephemeral` block.
#[derive(Debug)]
pub struct Resource<'a> {
    /// Which of the three.
    pub mode: ResourceMode,
    /// Such as `aws_vpc`.
    pub kind: &'a str,
    /// The second label.
    pub name: &'a str,
    /// The block, overrides merged in.
    pub block: Cow<'a, Block>,
}

/// The arguments of a `module` block that are Terraform's own and not given to the module.
pub const CALL_META: &[&str] = &[
    "source",
    "version",
    "providers",
    "count",
    "for_each",
    "depends_on",
];

/// The blocks that mean the same in every resource and are no part of it.
pub const RESOURCE_META_BLOCKS: &[&str] = &["lifecycle", "provisioner", "connection"];

/// A `module` block.
#[derive(Debug)]
pub struct ModuleCall<'a> {
    /// Its label.
    pub name: &'a str,
    /// The block, overrides merged in.
    pub block: Cow<'a, Block>,
    /// What `source` says.
    pub source: ModuleSource,
    /// Where `source` is written; the block's header where it is missing.
    pub source_span: Span,
}

/// A `provider` block.
#[derive(Debug)]
pub struct ProviderConfiguration<'a> {
    /// Its label.
    pub name: &'a str,
    /// The value of `alias`; `None` for the default configuration.
    pub alias: Option<&'a str>,
    /// The block, overrides merged in.
    pub block: Cow<'a, Block>,
}

/// What the `terraform` blocks of a module say together.
#[derive(Debug, Default)]
pub struct Settings<'a> {
    /// Every `required_version`.
    pub required_version: Vec<&'a Attribute>,
    /// `required_providers` entries by local name.
    pub required_providers: BTreeMap<&'a str, &'a Attribute>,
    /// The `backend` block in force.
    pub backend: Option<&'a Block>,
    /// The `cloud` block in force.
    pub cloud: Option<&'a Block>,
}

/// One address declared twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// Such as `aws_vpc.this` or `var.name`.
    pub address: String,
    /// The declaration that stands first.
    pub first: Span,
    /// The one that repeats it.
    pub second: Span,
}

/// A declaration in an override file that overrides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overriding {
    /// Such as `aws_vpc.this` or `var.name`; the block's type where none of that type can be overridden.
    pub address: String,
    /// Where it stands.
    pub span: Span,
    /// Whether a block of its type can be overridden at all.
    pub is_possible: bool,
}

impl<'a> Module<'a> {
    /// The provider that the module means by a name, as `hashicorp/aws`; `None` where its source is not written out
    /// or not in that form.
    pub fn provider_address(&self, name: &str) -> Option<String> {
        let usual = || Some(format!("hashicorp/{name}"));
        let Some(required) = self.settings.required_providers.get(name) else {
            return usual();
        };
        let ExpressionKind::Object(items) = &required.value.kind else {
            return usual();
        };
        let mut sources = items.iter();
        let Some(source) = sources.find(|item| item.key.as_str() == Some("source")) else {
            return usual();
        };
        let source = source.value.as_str()?.to_ascii_lowercase();
        let source = source
            .strip_prefix("registry.terraform.io/")
            .unwrap_or(&source);
        match source.split('/').count() {
            1 => Some(format!("hashicorp/{source}")),
            2 | 3 => Some(source.to_owned()),
            _ => None,
        }
    }

    /// Reads the folder's configuration. `None` where it has none.
    pub fn load(
        sources: &'a Sources,
        syntax: &'a Syntax<'a>,
        directory: DirectoryId,
        classify: &dyn Fn(&str) -> ModuleSource,
    ) -> Option<Self> {
        let files = configuration_files(sources, directory);
        if files.is_empty() {
            return None;
        }
        let path = sources.directory(directory).path.clone();
        let mut module = Self {
            directory,
            path,
            files: files.iter().map(|(id, _)| *id).collect(),
            variables: BTreeMap::new(),
            locals: BTreeMap::new(),
            outputs: BTreeMap::new(),
            resources: BTreeMap::new(),
            calls: BTreeMap::new(),
            providers: Vec::new(),
            settings: Settings::default(),
            duplicates: Vec::new(),
            others: Vec::new(),
            overriding_nothing: Vec::new(),
        };
        for (file, is_override) in &files {
            let body = &syntax.get(*file).body;
            if *is_override {
                merge::apply(&mut module, body, classify);
            } else {
                module.declare(body, classify);
            }
        }
        Some(module)
    }

    fn declare(&mut self, body: &'a Body, classify: &dyn Fn(&str) -> ModuleSource) {
        for block in &body.blocks {
            match (&*block.kind.text, block.label(0), block.label(1)) {
                ("variable", Some(name), None) => {
                    let first = self.variables.get(name).map(|found| found.header());
                    if !self.repeats(format!("var.{name}"), first, block.header()) {
                        self.variables.insert(name, Cow::Borrowed(block));
                    }
                }
                ("output", Some(name), None) => {
                    let first = self.outputs.get(name).map(|found| found.header());
                    if !self.repeats(format!("output.{name}"), first, block.header()) {
                        self.outputs.insert(name, Cow::Borrowed(block));
                    }
                }
                ("locals", None, None) => self.declare_locals(&block.body),
                ("resource" | "data" | "ephemeral", Some(_), Some(_)) => {
                    self.declare_resource(block);
                }
                ("module", Some(name), None) => {
                    let first = self.calls.get(name).map(|found| found.block.header());
                    if !self.repeats(format!("module.{name}"), first, block.header()) {
                        self.calls
                            .insert(name, ModuleCall::new(name, Cow::Borrowed(block), classify));
                    }
                }
                ("provider", Some(name), None) => self.declare_provider(name, block),
                ("terraform", None, None) => self.declare_settings(&block.body),
                _ => self.others.push(block),
            }
        }
    }

    /// Whether `first` is there already; if so the repetition is recorded.
    fn repeats(&mut self, address: String, first: Option<Span>, second: Span) -> bool {
        if let Some(first) = first {
            self.duplicates.push(Duplicate {
                address,
                first,
                second,
            });
        }
        first.is_some()
    }

    fn declare_locals(&mut self, body: &'a Body) {
        for attribute in &body.attributes {
            let name = &*attribute.name.text;
            let first = self.locals.get(name).map(|found| found.name.span);
            if !self.repeats(format!("local.{name}"), first, attribute.name.span) {
                self.locals.insert(name, attribute);
            }
        }
    }

    fn declare_resource(&mut self, block: &'a Block) {
        let (mode, prefix) = match &*block.kind.text {
            "data" => (ResourceMode::Data, "data."),
            "ephemeral" => (ResourceMode::Ephemeral, "ephemeral."),
            _ => (ResourceMode::Managed, ""),
        };
        let (kind, name) = (&*block.labels[0].text, &*block.labels[1].text);
        let address = format!("{prefix}{kind}.{name}");
        let first = self
            .resources
            .get(&address)
            .map(|found| found.block.header());
        if !self.repeats(address.clone(), first, block.header()) {
            self.resources.insert(
                address,
                Resource {
                    mode,
                    kind,
                    name,
                    block: Cow::Borrowed(block),
                },
            );
        }
    }

    pub(super) fn declare_provider(&mut self, name: &'a str, block: &'a Block) {
        let alias = block
            .body
            .attribute("alias")
            .and_then(|attribute| attribute.value.as_str());
        let same = |found: &&ProviderConfiguration| found.name == name && found.alias == alias;
        let first = self
            .providers
            .iter()
            .find(same)
            .map(|found| found.block.header());
        let address = alias.map_or(format!("provider.{name}"), |alias| {
            format!("provider.{name}.{alias}")
        });
        if !self.repeats(address, first, block.header()) {
            self.providers.push(ProviderConfiguration {
                name,
                alias,
                block: Cow::Borrowed(block),
            });
        }
    }

    fn declare_settings(&mut self, body: &'a Body) {
        self.settings
            .required_version
            .extend(body.attribute("required_version"));
        for block in &body.blocks {
            match &*block.kind.text {
                "required_providers" => {
                    for entry in &block.body.attributes {
                        let name = &*entry.name.text;
                        let first = self
                            .settings
                            .required_providers
                            .get(name)
                            .map(|found| found.name.span);
                        if !self.repeats(
                            format!("required provider {name}"),
                            first,
                            entry.name.span,
                        ) {
                            self.settings.required_providers.insert(name, entry);
                        }
                    }
                }
                "backend" | "cloud" => {
                    let first = self
                        .settings
                        .backend
                        .or(self.settings.cloud)
                        .map(Block::header);
                    if self.repeats("backend".to_owned(), first, block.header()) {
                        continue;
                    }
                    if &*block.kind.text == "cloud" {
                        self.settings.cloud = Some(block);
                    } else {
                        self.settings.backend = Some(block);
                    }
                }
                _ => {}
            }
        }
    }

    /// Its folder as messages name it: `.` for the repository's root.
    pub fn name(&self) -> &str {
        if self.path.is_empty() {
            "."
        } else {
            &self.path
        }
    }

    /// The first file, by which the module as a whole can be shown.
    pub fn anchor(&self) -> Span {
        Span::file_start(self.files[0])
    }

    /// The default configuration of a provider.
    pub fn default_provider(&self, name: &str) -> Option<&ProviderConfiguration<'a>> {
        self.providers
            .iter()
            .find(|found| found.name == name && found.alias.is_none())
    }

    /// Calls `visit` with every expression of the module, in no particular order: attribute values at any depth
    /// of blocks, but not the expressions inside those.
    pub fn each_expression(&self, visit: &mut dyn FnMut(&Expression)) {
        let blocks = self.variables.values().chain(self.outputs.values());
        let blocks = blocks.chain(self.resources.values().map(|resource| &resource.block));
        let blocks = blocks.chain(self.calls.values().map(|call| &call.block));
        let blocks = blocks.chain(self.providers.iter().map(|provider| &provider.block));
        for block in blocks {
            each_expression_of(&block.body, visit);
        }
        for block in &self.others {
            each_expression_of(&block.body, visit);
        }
        for local in self.locals.values() {
            visit(&local.value);
        }
        for entry in self.settings.required_providers.values() {
            visit(&entry.value);
        }
    }
}

fn each_expression_of(body: &Body, visit: &mut dyn FnMut(&Expression)) {
    for attribute in &body.attributes {
        visit(&attribute.value);
    }
    for block in &body.blocks {
        each_expression_of(&block.body, visit);
    }
}

impl Resource<'_> {
    /// Its address in its module, such as `data.aws_region.current`.
    pub fn address(&self) -> String {
        format!("{}{}.{}", self.mode.prefix(), self.kind, self.name)
    }
}

impl<'a> ModuleCall<'a> {
    pub(super) fn new(
        name: &'a str,
        block: Cow<'a, Block>,
        classify: &dyn Fn(&str) -> ModuleSource,
    ) -> Self {
        let attribute = block.body.attribute("source");
        let source_span = attribute.map_or(block.header(), |attribute| attribute.value.span);
        let source = match attribute.map(|attribute| attribute.value.as_str()) {
            Some(Some(text)) => classify(text),
            Some(None) => ModuleSource::Computed,
            None => ModuleSource::Missing,
        };
        Self {
            name,
            block,
            source,
            source_span,
        }
    }
}

/// The configuration files of a folder in the order Terraform loads them, each with whether it is an override.
/// A `.tofu` file stands for the `.tf` file of the same name, as in OpenTofu.
fn configuration_files(sources: &Sources, directory: DirectoryId) -> Vec<(FileId, bool)> {
    let entries = &sources.directory(directory).files;
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    let mut files: Vec<(FileId, bool)> = Vec::new();
    for (name, id) in entries {
        let kind = FileKind::of(name);
        let replaced = [(".tf", ".tofu"), (".tf.json", ".tofu.json")]
            .iter()
            .any(|(old, new)| {
                name.strip_suffix(old).is_some_and(|stem| {
                    names
                        .binary_search(&format!("{stem}{new}").as_str())
                        .is_ok()
                })
            });
        if kind.is_configuration() && !replaced {
            let stem = [".tf", ".tofu", ".tf.json", ".tofu.json"]
                .iter()
                .find_map(|end| name.strip_suffix(end));
            let is_override =
                stem.is_some_and(|stem| stem == "override" || stem.ends_with("_override"));
            files.push((*id, is_override));
        }
    }
    files.sort_by_key(|(_, is_override)| *is_override);
    files
}
