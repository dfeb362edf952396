//! The blocks of Terraform's own language: what they take.

mod forms;

use crate::address::ResourceMode;
use crate::eval::nearest;
use crate::hcl::{Block, Body, Name};
use crate::repo::{Module, Resource};

use super::super::{Facts, Problem, ProblemKind};
use forms::Form;

/// What the blocks of Terraform's own language are given that they do not take, or lack.
pub(super) fn judge(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    let at = (facts, facts.is_before_1_12(module));
    for (name, block) in &module.variables {
        Judge::new(at, block, ("var.", name)).block(block, &forms::VARIABLE, problems);
    }
    for (name, block) in &module.outputs {
        Judge::new(at, block, ("output.", name)).block(block, &forms::OUTPUT, problems);
    }
    for (address, resource) in &module.resources {
        judge_resource(at, address, resource, problems);
    }
    for (name, call) in &module.calls {
        let body = &call.block.body;
        if !body.blocks.is_empty() {
            let judge = Judge::new(at, &call.block, ("module.", name));
            judge.blocks(body, &forms::MODULE, problems);
        }
    }
    for block in &module.others {
        let form = match &*block.kind.text {
            "moved" => &forms::MOVED,
            "removed" => &forms::REMOVED,
            "import" => &forms::IMPORT,
            "check" => &forms::CHECK,
            _ => continue,
        };
        let name = block.label(0).unwrap_or_default();
        let prefix = match name {
            "" => &*block.kind.text,
            _ => "check.",
        };
        let judge = Judge::new(at, block, (prefix, name));
        judge.block(block, form, problems);
        judge.alternatives(block, problems);
    }
    for file in &module.files {
        for block in &facts.repo.syntax.get(*file).body.blocks {
            let form = match &*block.kind.text {
                "terraform" => &forms::TERRAFORM,
                // Whatever its arguments are called, they are values.
                "locals" if !block.body.blocks.is_empty() => &forms::LOCALS,
                _ => continue,
            };
            let judge = Judge::new(at, block, (&block.kind.text, ""));
            match &*block.kind.text {
                "locals" => judge.blocks(&block.body, form, problems),
                _ => judge.block(block, form, problems),
            }
        }
    }
}

/// What every resource takes, whatever its type.
fn judge_resource(
    at: (&Facts<'_>, bool),
    address: &str,
    resource: &Resource<'_>,
    problems: &mut Vec<Problem>,
) {
    let body = &resource.block.body;
    if body.blocks.is_empty() {
        return;
    }
    let judge = Judge::new(at, &resource.block, (address, ""));
    let is_managed = resource.mode == ResourceMode::Managed;
    judge.singles(body, &["lifecycle", "connection"], problems);
    for block in &body.blocks {
        match &*block.kind.text {
            "lifecycle" if is_managed => judge.block(block, &forms::LIFECYCLE, problems),
            "lifecycle" => judge.block(block, &forms::DATA_LIFECYCLE, problems),
            kind @ ("provisioner" | "connection") if !is_managed => {
                let message = format!("{address} has no block {kind}: only resources have");
                let help = "Remove it, or move it to a resource".to_owned();
                let kind = ProblemKind::UnknownArgument;
                problems.push(judge.problem(kind, block.kind.span, message, help));
            }
            "provisioner" => judge.provisioner(block, body, problems),
            _ => {}
        }
    }
}

/// What is the same for all of one block.
struct Judge<'j> {
    /// The beginning and the rest of its address.
    address: (&'j str, &'j str),
    is_json: bool,
    /// Whether an old Terraform runs it, which does not know the newest arguments.
    is_before_1_12: bool,
}

impl<'j> Judge<'j> {
    fn new(
        (facts, is_before_1_12): (&Facts<'_>, bool),
        block: &Block,
        address: (&'j str, &'j str),
    ) -> Self {
        Self {
            address,
            is_json: super::is_json(facts, block.span),
            is_before_1_12,
        }
    }

    fn address(&self) -> String {
        format!("{}{}", self.address.0, self.address.1)
    }

    /// How messages call a block of it: by its address, and by its kind where it lies inside.
    fn named(&self, block: &Block) -> String {
        match &*block.kind.text {
            kind @ ("terraform" | "locals" | "moved" | "removed" | "import") => {
                format!("the {kind} block")
            }
            "variable" | "output" | "check" => self.address(),
            kind => format!("the {kind} of {}", self.address()),
        }
    }

    fn block(&self, block: &Block, form: &Form, problems: &mut Vec<Problem>) {
        for given in &block.body.attributes {
            let name = &*given.name.text;
            let is_known = form.required.contains(&name) || form.optional.contains(&name);
            if is_known && self.is_too_new(block, name) {
                problems.push(self.too_new(&given.name, block));
            }
            let is_comment = self.is_json && name == "//";
            if !is_known && !is_comment {
                problems.push(self.unknown_argument(&given.name, block, form));
            }
        }
        for inner in &block.body.blocks {
            match form.blocks.iter().find(|it| it.name == &*inner.kind.text) {
                Some(known) => {
                    if let Some(form) = known.form {
                        self.block(inner, form, problems);
                    }
                }
                None => problems.push(self.unknown_block(inner, &self.named(block), form)),
            }
        }
        for inner in form.blocks.iter().filter(|inner| inner.is_single) {
            self.singles(&block.body, &[inner.name], problems);
        }
        for name in form.required {
            if !has(&block.body, name) && !is_misspelt(&block.body, form, name) {
                let message = format!("{} needs the argument {name}", self.named(block));
                let help = format!("Add `{name} = …`");
                let kind = ProblemKind::MissingArgument;
                problems.push(self.problem(kind, block.header(), message, help));
            }
        }
    }

    /// The blocks alone, where arguments may have any name.
    fn blocks(&self, body: &Body, form: &Form, problems: &mut Vec<Problem>) {
        let named = match self.address {
            ("locals", _) => "a locals block".to_owned(),
            _ => self.address(),
        };
        let is_known = |inner: &&Block| form.blocks.iter().any(|it| it.name == &*inner.kind.text);
        for inner in body.blocks.iter().filter(|inner| !is_known(inner)) {
            let mut problem = self.unknown_block(inner, &named, form);
            problem.help = format!("Write `{} = {{ … }}` with an equals sign", inner.kind.text);
            problems.push(problem);
        }
    }

    fn is_too_new(&self, block: &Block, name: &str) -> bool {
        self.is_before_1_12 && forms::SINCE_1_12.contains(&(&*block.kind.text, name))
    }

    fn too_new(&self, given: &Name, block: &Block) -> Problem {
        let message = format!(
            "{} has no argument {} in the versions of Terraform that required_version allows",
            self.named(block),
            given.text
        );
        let help = "Remove it, or require a version that has it".to_owned();
        self.problem(ProblemKind::UnknownArgument, given.span, message, help)
    }

    fn unknown_argument(&self, given: &Name, block: &Block, form: &Form) -> Problem {
        let name = &*given.text;
        let known = form.required.iter().chain(form.optional).copied();
        let help = match nearest(name, known, 4) {
            _ if form.blocks.iter().any(|it| it.name == name) => {
                format!("Write `{name} {{ … }}` without the equals sign")
            }
            Some(near) => format!("Did you mean {near}?"),
            None => "Remove it, or correct its name".to_owned(),
        };
        let message = format!("{} has no argument {name}", self.named(block));
        self.problem(ProblemKind::UnknownArgument, given.span, message, help)
    }

    fn unknown_block(&self, inner: &Block, named: &str, form: &Form) -> Problem {
        let name = &*inner.kind.text;
        let help = match nearest(name, form.blocks.iter().map(|it| it.name), 4) {
            _ if form.required.contains(&name) || form.optional.contains(&name) => {
                format!("Write `{name} = …` with an equals sign")
            }
            Some(near) => format!("Did you mean {near}?"),
            None => "Remove it, or correct its name".to_owned(),
        };
        let message = format!("{named} has no block {name}");
        let kind = ProblemKind::UnknownArgument;
        self.problem(kind, inner.kind.span, message, help)
    }

    /// Blocks of which there may be only one.
    fn singles(&self, body: &Body, names: &[&str], problems: &mut Vec<Problem>) {
        for name in names {
            let mut blocks = body.blocks_of(name);
            if let (Some(first), Some(second)) = (blocks.next(), blocks.next()) {
                let message = format!("{} has two blocks {name}", self.address());
                let help = "Put them together in one".to_owned();
                let kind = ProblemKind::BlockCount;
                let problem = self.problem(kind, second.header(), message, help);
                problems.push(problem.related(first.header(), "the first one"));
            }
        }
    }

    /// What must be there in one form or another.
    fn alternatives(&self, block: &Block, problems: &mut Vec<Problem>) {
        let (missing, help) = match &*block.kind.text {
            "import" if !has(&block.body, "id") && !has(&block.body, "identity") => {
                ("the argument id", "Add `id = …`")
            }
            "check" if block.body.blocks_of("assert").next().is_none() => {
                ("a block assert", "Add `assert { … }`")
            }
            _ => return,
        };
        if block
            .body
            .attributes
            .iter()
            .any(|it| is_near(&it.name, "id"))
        {
            return;
        }
        let message = format!("{} needs {missing}", self.named(block));
        let kind = ProblemKind::MissingArgument;
        problems.push(self.problem(kind, block.header(), message, help.to_owned()));
    }

    /// A provisioner of the kinds that Terraform still has; others may come with a plugin.
    fn provisioner(&self, block: &Block, resource: &Body, problems: &mut Vec<Problem>) {
        let form = match block.label(0) {
            Some("local-exec") => &forms::LOCAL_EXEC,
            Some("remote-exec") => &forms::REMOTE_EXEC,
            Some("file") => &forms::FILE,
            _ => return,
        };
        self.block(block, form, problems);
        let outer = resource.blocks_of("connection").next();
        // The resource's connection is judged once, with its first provisioner.
        let is_first = resource.blocks_of("provisioner").next() == Some(block);
        if let (Some(outer), true) = (outer, is_first) {
            self.block(outer, &forms::CONNECTION, problems);
            self.host(outer, None, problems);
        }
        if let Some(inner) = block.body.blocks_of("connection").next() {
            self.host(inner, outer, problems);
        }
    }

    /// A connection says to which host, or the one around it does.
    fn host(&self, block: &Block, outer: Option<&Block>, problems: &mut Vec<Problem>) {
        let mut given = outer
            .into_iter()
            .chain([block])
            .flat_map(|it| &it.body.attributes);
        if !given.any(|it| is_near(&it.name, "host")) {
            let message = format!("{} needs the argument host", self.named(block));
            let kind = ProblemKind::MissingArgument;
            problems.push(self.problem(kind, block.header(), message, "Add `host = …`".to_owned()));
        }
    }

    fn problem(
        &self,
        kind: ProblemKind,
        span: crate::source::Span,
        message: String,
        help: String,
    ) -> Problem {
        Problem::new(kind, span, message, help).address(self.address())
    }
}

fn has(body: &Body, name: &str) -> bool {
    body.attribute(name).is_some() || body.blocks_of(name).next().is_some()
}

/// Whether an argument that the block does not take is told as meant to be this.
fn is_misspelt(body: &Body, form: &Form, name: &str) -> bool {
    body.attributes.iter().any(|given| {
        let given = &*given.name.text;
        !form.required.contains(&given)
            && !form.optional.contains(&given)
            && nearest(given, [name], 4).is_some()
    })
}

fn is_near(given: &Name, name: &str) -> bool {
    nearest(&given.text, [name], 4).is_some()
}
