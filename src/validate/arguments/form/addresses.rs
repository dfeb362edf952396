//! Addresses in `moved`, `removed` and `import` blocks.

use crate::hcl::{Block, Expression, ExpressionKind, Step, StepKind, as_reference};
use crate::source::Span;

use super::super::super::Problem;
use super::Judge;

/// What an address is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Module,
    Resource,
    Data,
}

/// An address as it is written.
struct Address {
    kind: Kind,
    /// The first index in it.
    index: Option<Span>,
}

impl Judge<'_> {
    /// `from` and `to` are both addresses, of the same kind.
    pub(super) fn moved(&self, block: &Block, problems: &mut Vec<Problem>) {
        let from = self.argument(block, "from", problems);
        let to = self.argument(block, "to", problems);
        if let (Some((from, _)), Some((to, span))) = (from, to)
            && (from.kind == Kind::Module) != (to.kind == Kind::Module)
        {
            let message = "from and to of the moved block are not both resources or both modules";
            let help = "Write one block for each resource that moved";
            problems.push(self.form(span, message.to_owned(), help));
        }
    }

    /// `from` is a resource or module as a whole.
    pub(super) fn removed(&self, block: &Block, problems: &mut Vec<Problem>) {
        let Some((address, span)) = self.argument(block, "from", problems) else {
            return;
        };
        if address.kind == Kind::Data {
            let message = "from of the removed block is a data source, which is never destroyed";
            problems.push(self.form(span, message.to_owned(), "Remove the block"));
        } else if let Some(index) = address.index {
            let message = "from of the removed block has an index, but takes all instances";
            problems.push(self.form(index, message.to_owned(), "Remove the index"));
        }
    }

    /// `to` is a resource.
    pub(super) fn import(&self, block: &Block, problems: &mut Vec<Problem>) {
        if let Some((address, span)) = self.argument(block, "to", problems)
            && address.kind != Kind::Resource
        {
            let message = "to of the import block is no resource, and nothing else is imported";
            problems.push(self.form(span, message.to_owned(), "Write the resource's address"));
        }
    }

    fn argument(
        &self,
        block: &Block,
        name: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<(Address, Span)> {
        let given = block.body.attribute(name)?;
        let kind = &*block.kind.text;
        // With for_each an import may choose the instance.
        match read(&given.value, kind == "import") {
            Ok(address) => Some((address, given.value.span)),
            Err((span, why)) => {
                let message = format!("{name} of the {kind} block is no address: {why}");
                let help = "Write it as in aws_subnet.this[0] or module.vpc, without quotes";
                problems.push(self.form(span, message, help));
                None
            }
        }
    }
}

/// What an address is of, or where it is none and why.
fn read(written: &Expression, computed: bool) -> Result<Address, (Span, &'static str)> {
    let Some((root, steps)) = as_reference(written) else {
        let why = match written.as_str() {
            Some(_) => "it stands in quotes",
            None => "it is computed",
        };
        return Err((written.span, why));
    };
    let mut index = None;
    let mut rest = steps.iter().peekable();
    let mut root = root;
    let name = |step: Option<&Step>| match step.map(|step| &step.kind) {
        Some(StepKind::Attribute(_)) => Ok(()),
        _ => Err((written.span, "a name is missing")),
    };
    let mut instance = |rest: &mut std::iter::Peekable<std::slice::Iter<'_, Step>>| {
        let Some(step) = rest.next_if(|step| is_index(step)) else {
            return Ok(());
        };
        index = index.or(Some(step.span));
        match &step.kind {
            StepKind::Index(key) if !computed && !is_literal(key) => {
                Err((key.span, "its index is computed"))
            }
            _ => Ok(()),
        }
    };
    while root == "module" {
        name(rest.next())?;
        instance(&mut rest)?;
        match rest.next().map(|step| &step.kind) {
            None => {
                let kind = Kind::Module;
                return Ok(Address { kind, index });
            }
            Some(StepKind::Attribute(next)) => root = next,
            Some(_) => return Err((written.span, "a name is missing")),
        }
    }
    let kind = match root {
        // The word may stand before any resource's address.
        "resource" => {
            name(rest.next())?;
            Kind::Resource
        }
        "data" => {
            name(rest.next())?;
            Kind::Data
        }
        _ => Kind::Resource,
    };
    name(rest.next())?;
    instance(&mut rest)?;
    match rest.next() {
        None => Ok(Address { kind, index }),
        Some(step) => Err((step.span, "it goes on behind the resource")),
    }
}

fn is_index(step: &Step) -> bool {
    matches!(step.kind, StepKind::Index(_) | StepKind::LegacyIndex(_))
}

fn is_literal(key: &Expression) -> bool {
    matches!(
        key.kind,
        ExpressionKind::Number(_) | ExpressionKind::String(_)
    )
}
