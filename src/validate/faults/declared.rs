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
    let blocks = blocks(module).find(|(_, block)| is_inside(block, span));
    let Some((address, block)) = blocks else {
        return Declared::default();
    };
    Declared {
        address: Some(address),
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

fn blocks<'m>(module: &'m Module<'_>) -> impl Iterator<Item = (String, &'m Block)> {
    let named = |what: &'static str| move |name: &str| format!("{what}.{name}");
    let variables = module.variables.iter();
    let variables = variables.map(move |(name, block)| (named("var")(name), &**block));
    let outputs = module.outputs.iter();
    let outputs = outputs.map(move |(name, block)| (named("output")(name), &**block));
    let resources = module.resources.iter();
    let resources = resources.map(|(address, it)| (address.clone(), &*it.block));
    let calls = module.calls.iter();
    let calls = calls.map(move |(name, call)| (named("module")(name), &*call.block));
    let providers = module.providers.iter().map(|provider| {
        let alias = provider
            .alias
            .map_or(String::new(), |alias| format!(".{alias}"));
        (
            format!("provider.{}{alias}", provider.name),
            &*provider.block,
        )
    });
    let others = module.others.iter().map(|block| {
        let label = block
            .label(0)
            .map_or(String::new(), |label| format!(".{label}"));
        (format!("{}{label}", block.kind.text), *block)
    });
    variables
        .chain(outputs)
        .chain(resources)
        .chain(calls)
        .chain(providers)
        .chain(others)
}

/// A block may have parts of override files, which lie outside of its own span.
fn is_inside(block: &Block, span: Span) -> bool {
    block.header().contains(span)
        || block.span.contains(span)
        || path_to(&block.body, span).is_some()
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
