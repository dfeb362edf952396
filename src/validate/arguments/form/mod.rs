//! Forms that Terraform wants of its own arguments, whatever their values are.

mod addresses;
mod condition;
mod constant;
mod dynamic;
mod provisioner;
mod references;
mod settings;
mod types;
mod variable;

use crate::hcl::Block;
use crate::repo::{Module, ModuleCall, ModuleSource};
use crate::source::Span;

use super::super::{Facts, Problem, ProblemKind};

/// What is not written in the form that Terraform wants.
pub(super) fn judge(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    let at = (facts, module);
    for (name, block) in &module.variables {
        variable::judge(at, name, block, problems);
    }
    for (name, block) in &module.outputs {
        let judge = Judge::new(at, block, ("output.", name));
        judge.flag(block, "sensitive", problems);
        judge.flag(block, "ephemeral", problems);
        judge.text(block, "description", problems);
        judge.depends_on(block, problems);
        judge.conditions(block, &["precondition"], problems);
    }
    for (address, resource) in &module.resources {
        let block = &resource.block;
        let judge = Judge::new(at, block, ("", address));
        judge.repeated(block, problems);
        judge.provider(block, problems);
        judge.depends_on(block, problems);
        for inner in &block.body.blocks {
            match &*inner.kind.text {
                "lifecycle" => judge.lifecycle(inner, problems),
                "provisioner" => judge.provisioner(inner, problems),
                "connection" => {}
                _ => judge.dynamic(inner, true, problems),
            }
        }
    }
    for (name, call) in &module.calls {
        let judge = Judge::new(at, &call.block, ("module.", name));
        judge.repeated(&call.block, problems);
        judge.source_of_call(call, problems);
        judge.version_of_call(call, problems);
        judge.depends_on(&call.block, problems);
        judge.providers(&call.block, problems);
    }
    for provider in &module.providers {
        let judge = Judge::new(at, &provider.block, ("provider.", provider.name));
        judge.alias(&provider.block, problems);
        judge.reserved(&provider.block, problems);
    }
    for block in &module.others {
        let judge = Judge::new(at, block, ("", &block.kind.text));
        match &*block.kind.text {
            "moved" => judge.moved(block, problems),
            "removed" => {
                judge.removed(block, problems);
                judge.removed_provisioners(block, problems);
            }
            "import" => judge.import(block, problems),
            "check" => judge.check(block, problems),
            _ => {}
        }
    }
    overriding_nothing(facts, module, problems);
    settings::judge(facts, module, problems);
}

/// What override files declare that is not there to be overridden.
fn overriding_nothing(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    for found in &module.overriding_nothing {
        let address = &found.address;
        if found.is_possible && facts.generated().may_declare(address) {
            continue;
        }
        let (message, help) = if found.is_possible {
            (
                format!("there is no {address} that this override file could override"),
                "Correct the name, or declare it in a file whose name does not end in override.tf",
            )
        } else {
            (
                format!("an override file cannot hold {address} blocks"),
                "Write it in a file whose name does not end in override.tf",
            )
        };
        problems.push(Problem::new(ProblemKind::Form, found.span, message, help));
    }
}

/// What is the same for all of one block.
struct Judge<'j> {
    module: &'j Module<'j>,
    /// The beginning and the rest of its address.
    address: (&'j str, &'j str),
    is_json: bool,
}

impl<'j> Judge<'j> {
    fn new(
        (facts, module): (&Facts<'_>, &'j Module<'j>),
        block: &Block,
        address: (&'j str, &'j str),
    ) -> Self {
        Self {
            module,
            address,
            is_json: super::is_json(facts, block.span),
        }
    }

    fn address(&self) -> String {
        format!("{}{}", self.address.0, self.address.1)
    }

    fn form(&self, span: Span, message: String, help: &str) -> Problem {
        Problem::new(ProblemKind::Form, span, message, help).address(self.address())
    }

    /// A source that is neither a path, nor an address of a registry, nor one that tells how to fetch it (measured with
    /// 1.11.4).
    fn source_of_call(&self, call: &ModuleCall<'_>, problems: &mut Vec<Problem>) {
        let ModuleSource::Remote(source) = &call.source else {
            return;
        };
        let is_fetched = source.contains(':')
            || source.starts_with('/')
            || [".amazonaws.com/", "googleapis.com/"]
                .iter()
                .any(|host| source.contains(host));
        if is_fetched {
            return;
        }
        let message = format!(
            "the source {source:?} of {} is neither a path nor an address of a registry",
            self.address()
        );
        let help = format!(
            "Write \"./{source}\" if that folder is meant, or NAMESPACE/NAME/PROVIDER for a module of a registry"
        );
        problems.push(self.form(call.source_span, message, &help));
    }

    /// A registry's versions mean nothing to a folder.
    fn version_of_call(&self, call: &ModuleCall<'_>, problems: &mut Vec<Problem>) {
        let version = call.block.body.attribute("version");
        if let (Some(version), ModuleSource::Local(_)) = (version, &call.source) {
            let message = format!(
                "{} has a version, but its source is a folder",
                self.address()
            );
            let help = "Remove version, or name a module of a registry";
            problems.push(self.form(version.name.span, message, help));
        }
    }

    /// `count` and `for_each` exclude each other.
    fn repeated(&self, block: &Block, problems: &mut Vec<Problem>) {
        let count = block.body.attribute("count");
        let each = block.body.attribute("for_each");
        if let (Some(count), Some(each)) = (count, each) {
            let (first, second) = if count.name.span.start < each.name.span.start {
                (count, each)
            } else {
                (each, count)
            };
            let message = format!("{} has both count and for_each", self.address());
            let help = "Keep the one that says how many instances there are";
            let problem = self.form(second.name.span, message, help);
            problems.push(problem.related(first.name.span, "the other one"));
        }
    }
}
