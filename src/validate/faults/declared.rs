//! Which declaration of a module a place is in.

use crate::hcl::{Block, Body};
use crate::repo::Module;
use crate::source::Span;

/// A place by the declaration that it is in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Declared {
    /// Such as `aws_subnet.private`, `output.id`, `local.zones`.
    pub(super) address: Option<String>,
    /// The way to the attribute in the block, such as `ingress.cidr_blocks`.
    pub(super) attribute: Option<String>,
}

/// The declaration of `module` that holds `span`.
pub(super) fn find(module: &Module<'_>, span: Span) -> Declared {
    if let Some((name, _)) = module
        .locals
        .iter()
        .find(|(_, it)| it.span().contains(span))
    {
        return Declared {
            address: Some(format!("local.{name}")),
            attribute: None,
        };
    }
    let holding = |holds: fn(&Block, Span) -> bool| {
        let mut all = blocks(module);
        all.find(|(_, block)| holds(block, span))
    };
    // Few modules have override files, so few blocks are searched for parts of them.
    let Some((name, block)) = holding(is_within).or_else(|| holding(is_inside)) else {
        return Declared::default();
    };
    Declared {
        address: Some(name.address()),
        attribute: path_to(&block.body, span),
    }
}

/// The variable whose default holds `span`.
pub(super) fn variable_with_default<'m>(module: &Module<'m>, span: Span) -> Option<&'m str> {
    let holds = |block: &Block| {
        let default = block.body.attribute("default");
        default.is_some_and(|default| default.value.span.contains(span))
    };
    let mut variables = module.variables.iter();
    variables
        .find(|(_, block)| holds(block))
        .map(|(name, _)| *name)
}

/// Whether `span` is part of the default of the variable that a validation at `condition` is of.
pub(super) fn is_default_of(module: &Module<'_>, span: Span, condition: Span) -> bool {
    let variable = variable_with_default(module, span).and_then(|name| module.variables.get(name));
    variable.is_some_and(|block| is_inside(block, condition))
}

/// Whether `span` is part of the type of a variable.
pub(super) fn is_in_type(module: &Module<'_>, span: Span) -> bool {
    let mut variables = module.variables.values();
    variables.any(|block| {
        let ty = block.body.attribute("type");
        ty.is_some_and(|ty| ty.value.span.contains(span))
    })
}

/// What a block declares; its address is only written down where somebody asks for it.
enum Name<'m> {
    Of(&'static str, &'m str),
    Resource(&'m str),
    Provider(&'m str, Option<&'m str>),
    Other(&'m Block),
}

impl Name<'_> {
    fn address(&self) -> String {
        let with = |name: Option<&str>| name.map_or(String::new(), |name| format!(".{name}"));
        match self {
            Self::Of(what, name) => format!("{what}.{name}"),
            Self::Resource(address) => (*address).to_owned(),
            Self::Provider(name, alias) => format!("provider.{name}{}", with(*alias)),
            Self::Other(block) => format!("{}{}", block.kind.text, with(block.label(0))),
        }
    }
}

fn blocks<'m>(module: &'m Module<'_>) -> impl Iterator<Item = (Name<'m>, &'m Block)> {
    let variables = module.variables.iter();
    let variables = variables.map(|(name, block)| (Name::Of("var", name), &**block));
    let outputs = module.outputs.iter();
    let outputs = outputs.map(|(name, block)| (Name::Of("output", name), &**block));
    let resources = module.resources.iter();
    let resources = resources.map(|(address, it)| (Name::Resource(address), &*it.block));
    let calls = module.calls.iter();
    let calls = calls.map(|(name, call)| (Name::Of("module", name), &*call.block));
    let providers = module.providers.iter();
    let providers = providers.map(|it| (Name::Provider(it.name, it.alias), &*it.block));
    let others = module.others.iter();
    let others = others.map(|block| (Name::Other(block), *block));
    variables
        .chain(outputs)
        .chain(resources)
        .chain(calls)
        .chain(providers)
        .chain(others)
}

fn is_within(block: &Block, span: Span) -> bool {
    block.header().contains(span) || block.span.contains(span)
}

/// A block may have parts of override files, which lie outside of its own span.
fn is_inside(block: &Block, span: Span) -> bool {
    is_within(block, span) || path_to(&block.body, span).is_some()
}

fn path_to(body: &Body, span: Span) -> Option<String> {
    let own = body.attributes.iter().find(|it| it.span().contains(span));
    if let Some(attribute) = own {
        return Some(attribute.name.text.to_string());
    }
    body.blocks.iter().find_map(|block| {
        let inside = path_to(&block.body, span)?;
        let name = match &*block.kind.text {
            "dynamic" => block.label(0).unwrap_or("dynamic"),
            kind => kind,
        };
        // The content of a dynamic block stands for the block itself.
        let inside = inside.strip_prefix("content.").unwrap_or(&inside);
        Some(format!("{name}.{inside}"))
    })
}
