//! Circles among what a stack declares, as Terraform finds them before it evaluates anything: between whole blocks and
//! whole local values, whatever their values are and however many instances they have.

use std::collections::BTreeMap;

use crate::eval::{Fault, FaultKind};
use crate::hcl::{
    Block, Body, Expression, Step, StepKind, as_reference, step_name, walk_body, walk_expression,
};
use crate::repo::{Module, ModuleCall, ModuleId, Repo, Stack};
use crate::source::{FileId, Span};

use super::PlanFault;
use super::components::components;
use super::evaluation::MAX_CALL_DEPTH;
use super::provider::{ProviderName, passed_as};
use crate::address::ModulePath;

/// At most so many declarations of one stack are looked at.
const MAX_NODES: usize = 200_000;

/// A module as it is called at one place, whatever its instances are.
struct Frame<'f> {
    path: ModulePath,
    module: &'f Module<'f>,
    /// The frame of each call, by its name.
    calls: BTreeMap<&'f str, usize>,
    /// The call that leads here: the frame that it stands in, and its node.
    caller: Option<Caller<'f>>,
    /// The node of each declaration: `var.x`, `local.x`, `output.x`, `module.x`, a resource's address.
    nodes: BTreeMap<String, usize>,
    /// The node of the module as a whole, which is there once everything in it is: `depends_on` waits for it.
    whole: usize,
}

/// The call of a module.
#[derive(Clone, Copy)]
struct Caller<'f> {
    frame: usize,
    node: usize,
    call: &'f ModuleCall<'f>,
}

/// A declaration.
struct Node {
    frame: usize,
    /// Its address in the stack, as Terraform names it in a circle.
    address: String,
    span: Span,
    /// Whether it is a module as a whole, which nobody declares.
    is_whole: bool,
}

struct Graph<'f> {
    repo: &'f Repo<'f>,
    frames: Vec<Frame<'f>>,
    nodes: Vec<Node>,
    edges: Vec<Vec<usize>>,
    /// The first reference of each declaration to itself.
    own: BTreeMap<usize, Span>,
    /// The calls that lead into the module that they are in, or into one that calls it.
    endless: Vec<PlanFault>,
}

/// The circles of a stack, each as one fault at its first declaration, or at the reference where one refers to itself.
pub(super) fn find(repo: &Repo<'_>, stack: &Stack<'_>) -> Vec<PlanFault> {
    let mut graph = Graph {
        repo,
        frames: Vec::new(),
        nodes: Vec::new(),
        edges: Vec::new(),
        own: BTreeMap::new(),
        endless: Vec::new(),
    };
    graph.add_frame(&ModulePath::default(), stack.module, None, &mut Vec::new());
    if graph.nodes.len() >= MAX_NODES {
        return graph.endless;
    }
    for frame in 0..graph.frames.len() {
        graph.connect(frame);
    }
    let mut faults: Vec<PlanFault> = components(&graph.edges)
        .into_iter()
        .filter_map(|circle| graph.fault(circle))
        .collect();
    faults.append(&mut graph.endless);
    faults.sort_by_key(|fault| fault.fault.span);
    faults
}

impl<'f> Graph<'f> {
    fn add_node(&mut self, frame: usize, name: String, span: Span) -> usize {
        let id = self.nodes.len();
        let address = format!("{}{name}", self.frames[frame].path.prefix());
        self.nodes.push(Node {
            frame,
            address,
            span,
            is_whole: false,
        });
        self.edges.push(Vec::new());
        self.frames[frame].nodes.insert(name, id);
        id
    }

    /// The node of a module as a whole.
    fn add_whole(&mut self, frame: usize, path: &ModulePath) -> usize {
        self.nodes.push(Node {
            frame,
            address: path.to_string(),
            span: Span::file_start(FileId(0)),
            is_whole: true,
        });
        self.edges.push(Vec::new());
        self.nodes.len() - 1
    }

    fn add_frame(
        &mut self,
        path: &ModulePath,
        module: ModuleId,
        caller: Option<Caller<'f>>,
        above: &mut Vec<ModuleId>,
    ) -> usize {
        let repo = self.repo;
        let module_id = module;
        let module = repo.module(module);
        let id = self.frames.len();
        self.frames.push(Frame {
            path: path.clone(),
            module,
            calls: BTreeMap::new(),
            caller,
            nodes: BTreeMap::new(),
            whole: 0,
        });
        self.frames[id].whole = self.add_whole(id, path);
        for (name, block) in &module.variables {
            self.add_node(id, format!("var.{name}"), block.header());
        }
        for (name, local) in &module.locals {
            self.add_node(id, format!("local.{name}"), local.name.span);
        }
        for (name, block) in &module.outputs {
            self.add_node(id, format!("output.{name}"), block.header());
        }
        for (address, resource) in &module.resources {
            self.add_node(id, address.clone(), resource.block.header());
        }
        for provider in &module.providers {
            let name = node_of_provider(provider.name, provider.alias);
            self.add_node(id, name, provider.block.header());
        }
        above.push(module_id);
        for (name, call) in &module.calls {
            let node = self.add_node(id, format!("module.{name}"), call.block.header());
            let Some(target) = repo.called_module_id(call) else {
                continue;
            };
            if above.contains(&target) {
                self.note_endless(path, module_id, target, call);
                continue;
            }
            if above.len() > MAX_CALL_DEPTH || self.nodes.len() >= MAX_NODES {
                continue;
            }
            let path = path.child(&(*name).into(), None);
            let caller = Caller {
                frame: id,
                node,
                call,
            };
            let frame = self.add_frame(&path, target, Some(caller), above);
            self.frames[id].calls.insert(name, frame);
        }
        above.pop();
        id
    }

    /// A call that would call itself without end, whatever `count` says: Terraform reads all modules before it
    /// evaluates anything. It is told once for the modules that are part of the circle.
    fn note_endless(
        &mut self,
        path: &ModulePath,
        from: ModuleId,
        to: ModuleId,
        call: &ModuleCall<'_>,
    ) {
        let span = call.source_span;
        if self.endless.iter().any(|found| found.fault.span == span) {
            return;
        }
        let module = if from == to {
            "the module that it is in".to_owned()
        } else {
            format!(
                "{}, which calls the module that it is in",
                self.repo.module(to).path
            )
        };
        let message = format!(
            "module.{} calls {module}: Terraform would read it again and again without end",
            call.name
        );
        self.endless.push(PlanFault {
            module: path.clone(),
            key: None,
            fault: Fault::new(FaultKind::Cycle, span, message),
        });
    }

    /// Adds the edges of everything declared in a frame.
    fn connect(&mut self, frame: usize) {
        let module = self.frames[frame].module;
        let own_call = self.frames[frame].caller.map(|caller| caller.node);
        let node = |graph: &Self, name: &str| graph.frames[frame].nodes.get(name).copied();
        self.connect_whole(frame);
        // Everything in a module is made when it is known how many instances it has.
        for (name, local) in &module.locals {
            let from = node(self, &format!("local.{name}"));
            self.refer(from, frame, &local.value);
            self.edge(from, own_call);
        }
        for (name, block) in &module.outputs {
            let from = node(self, &format!("output.{name}"));
            self.refer_body(from, frame, &block.body);
            self.edge(from, own_call);
        }
        for (address, resource) in &module.resources {
            let from = node(self, address);
            self.refer_body(from, frame, &resource.block.body);
            self.edge(from, own_call);
            // And a resource when its provider is configured.
            let provider = self.provider(frame, ProviderName::of_resource(resource));
            self.edge(from, provider);
        }
        for provider in &module.providers {
            let from = node(self, &node_of_provider(provider.name, provider.alias));
            self.refer_body(from, frame, &provider.block.body);
        }
        for (name, call) in &module.calls {
            let call_node = node(self, &format!("module.{name}"));
            self.edge(call_node, own_call);
            for expansion in ["count", "for_each", "depends_on"] {
                if let Some(attribute) = call.block.body.attribute(expansion) {
                    self.refer(call_node, frame, &attribute.value);
                }
            }
            self.wait(call_node, frame, &call.block.body);
            let Some(child) = self.frames[frame].calls.get(name).copied() else {
                continue;
            };
            let variables: Vec<&str> = self.frames[child]
                .module
                .variables
                .keys()
                .copied()
                .collect();
            for variable in variables {
                let to = self.frames[child]
                    .nodes
                    .get(&format!("var.{variable}"))
                    .copied();
                // What repeats the call repeats its arguments.
                self.edge(to, call_node);
                if let Some(argument) = call.block.body.attribute(variable) {
                    self.refer(to, frame, &argument.value);
                }
            }
        }
    }

    /// The node of the configuration that a provider has in a frame: the one that is passed on to it, its own, or its
    /// caller's default one.
    fn provider(&self, mut frame: usize, mut wanted: ProviderName) -> Option<usize> {
        loop {
            let here = &self.frames[frame];
            let caller = here.caller;
            let passed = caller.and_then(|caller| passed_as(caller.call, &wanted));
            let name = node_of_provider(&wanted.name, wanted.alias.as_deref());
            match (passed, here.nodes.get(&name)) {
                (Some(passed), _) => wanted = passed,
                (None, Some(node)) => return Some(*node),
                (None, None) if wanted.alias.is_none() => {}
                (None, None) => return None,
            }
            frame = caller?.frame;
        }
    }

    fn edge(&mut self, from: Option<usize>, to: Option<usize>) {
        if let (Some(from), Some(to)) = (from, to) {
            self.edges[from].push(to);
        }
    }

    /// A module is there once all that it declares is, and the modules that it calls are.
    fn connect_whole(&mut self, frame: usize) {
        let here = &self.frames[frame];
        let called = here.calls.values().map(|child| self.frames[*child].whole);
        let all: Vec<usize> = here.nodes.values().copied().chain(called).collect();
        let whole = here.whole;
        self.edges[whole].extend(all);
    }

    /// Adds an edge to each module that `depends_on` names as a whole: for one of its outputs it waits for that alone.
    fn wait(&mut self, from: Option<usize>, frame: usize, body: &Body) {
        let (Some(from), Some(list)) = (from, body.attribute("depends_on")) else {
            return;
        };
        let mut awaited = Vec::new();
        walk_expression(&list.value, &mut |inner| {
            let is_name = |step: &Step| matches!(step.kind, StepKind::Attribute(_));
            if let Some(("module", steps)) = as_reference(inner)
                && let Some(name) = step_name(steps, 0)
                && !steps[1..].iter().any(is_name)
                && let Some(child) = self.frames[frame].calls.get(name)
            {
                awaited.push(self.frames[*child].whole);
            }
        });
        self.edges[from].extend(awaited);
    }

    fn refer_body(&mut self, from: Option<usize>, frame: usize, body: &Body) {
        self.wait(from, frame, body);
        let mut found = Vec::new();
        collect(body, &mut found);
        for expression in found {
            self.refer(from, frame, expression);
        }
    }

    /// Adds an edge to everything that an expression refers to.
    fn refer(&mut self, from: Option<usize>, frame: usize, expression: &Expression) {
        let Some(from) = from else { return };
        let mut targets = Vec::new();
        let mut own = None;
        walk_expression(expression, &mut |inner| {
            if let Some((root, steps)) = as_reference(inner) {
                let before = targets.len();
                self.targets(frame, root, steps, &mut targets);
                if targets[before..].contains(&from) {
                    own = own.or(Some(inner.span));
                }
            }
        });
        if let Some(span) = own {
            self.own.entry(from).or_insert(span);
        }
        self.edges[from].extend(targets);
    }

    fn targets(&self, frame: usize, root: &str, steps: &[Step], into: &mut Vec<usize>) {
        let here = &self.frames[frame];
        let Some(name) = step_name(steps, 0) else {
            return;
        };
        let address = match root {
            "var" | "local" => format!("{root}.{name}"),
            "data" | "ephemeral" => match step_name(steps, 1) {
                Some(second) => format!("{root}.{name}.{second}"),
                None => return,
            },
            "module" => return self.module_targets(frame, name, &steps[1..], into),
            _ => format!("{root}.{name}"),
        };
        into.extend(here.nodes.get(&address));
    }

    /// A reference to a module leads to the output that it names, or to all.
    fn module_targets(&self, frame: usize, name: &str, steps: &[Step], into: &mut Vec<usize>) {
        let here = &self.frames[frame];
        into.extend(here.nodes.get(&format!("module.{name}")));
        let Some(child) = here.calls.get(name) else {
            return;
        };
        let child = &self.frames[*child];
        let named = (0..steps.len().min(2))
            .filter_map(|at| step_name(steps, at))
            .find_map(|name| child.nodes.get(&format!("output.{name}")));
        match named {
            Some(node) => into.push(*node),
            None => into.extend(
                child
                    .module
                    .outputs
                    .keys()
                    .filter_map(|name| child.nodes.get(&format!("output.{name}"))),
            ),
        }
    }

    fn fault(&self, mut circle: Vec<usize>) -> Option<PlanFault> {
        circle.retain(|node| !self.nodes[*node].is_whole);
        circle.sort_by_key(|node| (self.nodes[*node].span, *node));
        let first = &self.nodes[*circle.first()?];
        let mut span = first.span;
        let message = if let [only] = circle.as_slice() {
            span = self.own.get(only).copied().unwrap_or(span);
            format!("{} refers to itself", first.address)
        } else {
            let names: Vec<&str> = circle
                .iter()
                .take(8)
                .map(|node| self.nodes[*node].address.as_str())
                .collect();
            let more = if circle.len() > 8 {
                format!(" and {} more", circle.len() - 8)
            } else {
                String::new()
            };
            format!(
                "these depend on each other in a circle: {}{more}",
                names.join(", ")
            )
        };
        Some(PlanFault {
            module: self.frames[first.frame].path.clone(),
            key: None,
            fault: Fault::new(FaultKind::Cycle, span, message),
        })
    }
}

/// The name of the node of a provider's configuration.
fn node_of_provider(name: &str, alias: Option<&str>) -> String {
    match alias {
        Some(alias) => format!("provider.{name}.{alias}"),
        None => format!("provider.{name}"),
    }
}

/// The expressions of a body that are evaluated before its block is made.
fn collect<'b>(body: &'b Body, found: &mut Vec<&'b Expression>) {
    for attribute in &body.attributes {
        // Configurations of providers are passed on, not computed.
        if !matches!(&*attribute.name.text, "provider" | "providers") {
            found.push(&attribute.value);
        }
    }
    let evaluated = |block: &&Block| match &*block.kind.text {
        // These speak of the resource itself.
        "provisioner" | "connection" | "lifecycle" => false,
        _ => true,
    };
    for block in body.blocks.iter().filter(evaluated) {
        walk_body(&block.body, &mut |expression| found.push(expression));
    }
}
