//! Random trees of modules: a part of the root module that calls a module, which may call another. Resources are
//! Terraform's own `terraform_data`, whose `id` and `output` are not known when planning.

mod render;

use std::collections::BTreeMap;

use iaclint::types::Type;

use super::generator::{Generator, Name, Rng, to_expression};
use super::json::Json;
use super::unit::{Node, Unit};
use super::world::constraint;
use render::{overrides, render, render_json};

/// What a module declares.
#[derive(Default)]
struct Module {
    variables: Vec<Variable>,
    locals: Vec<(String, Node)>,
    /// Locals whose value an override file replaces.
    overrides: Vec<(String, Node)>,
    resources: Vec<Block>,
    calls: Vec<Block>,
    outputs: Vec<(String, Node)>,
}

struct Variable {
    name: String,
    constraint: String,
    ty: Type,
    default: Option<Json>,
    /// Further arguments, such as `nullable = false`.
    more: &'static str,
    /// Whether it is given only values that are known when planning.
    is_known: bool,
}

/// A resource or a call of a module.
struct Block {
    name: String,
    repeat: Repeat,
    arguments: Vec<(String, Node)>,
}

/// How many instances a block has.
enum Repeat {
    Once,
    /// With `count`, and whether there is one at least.
    Count(Node, bool),
    /// With `for_each`, and a key that is there for certain.
    Each(Node, Option<&'static str>, Type),
}

/// What a caller must know of a module.
struct Interface {
    variables: Vec<(String, Type, bool, bool)>,
    outputs: Vec<(String, Type)>,
}

/// A tree of modules as one unit.
pub(crate) fn tree(rng: &mut Rng) -> Unit {
    let mut files = BTreeMap::new();
    let child = child(rng, "@/m", 2, &mut files);
    let (module, _) = build(rng, "@_", Some(("m", &format!("./{}", "@/m"), &child)), 3);
    for variable in &module.variables {
        if rng.chance(50) {
            let mut generator = careful(rng, Vec::new());
            let value = generator.constant(&variable.ty);
            let text = format!("{} = {}\n", variable.name, to_expression(rng, &value));
            files.insert(format!("{}.auto.tfvars", variable.name), Node::leaf(text));
        }
    }
    if let Some(node) = overrides(&module) {
        files.insert("@_override.tf".to_owned(), node);
    }
    files.insert("@.tf".to_owned(), render(&module, true));
    Unit { files }
}

/// A module in this folder, with those that it calls.
fn child(rng: &mut Rng, folder: &str, depth: u32, files: &mut BTreeMap<String, Node>) -> Interface {
    let inner =
        (depth > 0 && rng.chance(50)).then(|| child(rng, &format!("{folder}/n"), depth - 1, files));
    let call = inner.as_ref().map(|inner| ("n", "./n", inner));
    let (module, interface) = build(rng, "", call, 2);
    if let Some(node) = overrides(&module) {
        files.insert(format!("{folder}/some_override.tf"), node);
    }
    if rng.chance(20) {
        files.insert(format!("{folder}/main.tf.json"), render_json(&module));
    } else {
        files.insert(format!("{folder}/main.tf"), render(&module, false));
    }
    interface
}

fn careful(rng: &mut Rng, names: Vec<Name>) -> Generator<'_> {
    let mut generator = Generator::new(rng, names);
    generator.careful = true;
    generator
}

/// An expression that is seldom at fault: many others fall with it.
fn expression(rng: &mut Rng, names: &[Name], ty: &Type, depth: u32) -> Node {
    let mut generator = Generator::new(rng, names.to_vec());
    generator.careful = !generator.rng.chance(2);
    generator.of(ty, depth)
}

/// A module whose names begin with `prefix`, and which calls this one: its name, source and interface.
fn build(
    rng: &mut Rng,
    prefix: &str,
    call: Option<(&str, &str, &Interface)>,
    outputs: usize,
) -> (Module, Interface) {
    let mut module = Module::default();
    let mut names = declare_values(rng, prefix, &mut module);
    for at in 0..rng.below(3) {
        let name = format!("{prefix}r{at}");
        let resource = resource(rng, &mut names, name);
        module.resources.push(resource);
    }
    if let Some((name, source, interface)) = call {
        let block = call_block(
            rng,
            &mut names,
            &format!("{prefix}{name}"),
            source,
            interface,
        );
        module.calls.push(block);
    }
    let declared = declare_outputs(rng, prefix, &names, &mut module, outputs);
    let variables = module.variables.iter().map(|variable| {
        let is_required = variable.default.is_none();
        (
            variable.name.clone(),
            variable.ty.clone(),
            is_required,
            variable.is_known,
        )
    });
    let interface = Interface {
        variables: variables.collect(),
        outputs: declared,
    };
    (module, interface)
}

/// Variables and locals; their names.
fn declare_values(rng: &mut Rng, prefix: &str, module: &mut Module) -> Vec<Name> {
    let mut names = Vec::new();
    for at in 0..=rng.below(3) {
        let variable = variable(rng, format!("{prefix}v{at}"));
        names.push(Name {
            path: format!("var.{}", variable.name),
            ty: variable.ty.without_optional(),
            is_known: variable.is_known,
        });
        module.variables.push(variable);
    }
    if prefix.is_empty() {
        let template = Node::leaf("\"$${n} of $${who}\"");
        module.locals.push(("template".to_owned(), template));
    }
    for at in 0..rng.below(3) {
        let name = format!("{prefix}l{at}");
        let mut generator = careful(rng, names.clone());
        let ty = generator.some_type(2);
        let node = generator.of(&ty, 2);
        if generator.rng.chance(10) {
            let other = generator.of(&ty, 1);
            module.overrides.push((name.clone(), other));
        }
        names.push(unknown(format!("local.{name}"), ty));
        module.locals.push((name, node));
    }
    names
}

/// Outputs; their names and types.
fn declare_outputs(
    rng: &mut Rng,
    prefix: &str,
    names: &[Name],
    module: &mut Module,
    number: usize,
) -> Vec<(String, Type)> {
    let mut declared = Vec::new();
    for at in 0..number + rng.below(3) {
        // An output of the root module belongs to its unit by its name.
        let letter = if prefix.is_empty() { "o" } else { "" };
        let name = format!("{prefix}{letter}{at}");
        let (node, ty) = match module.calls.first() {
            Some(call) if at == 0 => (Node::leaf(format!("module.{}", call.name)), Type::Dynamic),
            _ => {
                let ty = careful(rng, Vec::new()).some_type(2);
                (expression(rng, names, &ty, 3), ty)
            }
        };
        declared.push((name.clone(), ty));
        module.outputs.push((name, node));
    }
    declared
}

fn unknown(path: String, ty: Type) -> Name {
    Name {
        path,
        ty,
        is_known: false,
    }
}

fn variable(rng: &mut Rng, name: String) -> Variable {
    let mut generator = careful(rng, Vec::new());
    let is_known = generator.rng.chance(40);
    let (constraint, ty) = match generator.rng.below(4) {
        0 if is_known => ("number".to_owned(), Type::Number),
        1 if is_known => ("set(string)".to_owned(), Type::set(Type::String)),
        _ => constraint(&mut generator, 2),
    };
    let more = match generator.rng.below(20) {
        0 | 1 => "  nullable = false\n",
        2 | 3 => "  sensitive = true\n",
        _ => "",
    };
    // Those of the root module have no one to give them a value, but for a file that may be there.
    let is_root = name.starts_with('@');
    let default = (is_root || generator.rng.chance(50)).then(|| generator.constant(&ty));
    Variable {
        name,
        constraint,
        ty,
        default,
        more,
        is_known,
    }
}

/// How often a block is repeated, from what is known when planning.
fn repeat(rng: &mut Rng, names: &[Name]) -> Repeat {
    let choice = rng.below(10);
    let mut generator = careful(rng, names.to_vec());
    generator.known_only = true;
    match choice {
        0 => Repeat::Count(Node::leaf("2"), true),
        1 => Repeat::Count(Node::leaf(generator.rng.below(2).to_string()), false),
        2 => Repeat::Count(generator.fill("(«b» ? 1 : 0)", &Type::Bool, 1), false),
        3 => Repeat::Count(generator.fill("length(«l»)", &Type::String, 1), false),
        4 => Repeat::Each(Node::leaf("toset([\"a\", \"b\"])"), Some("a"), Type::String),
        5 => {
            let ty = generator.some_type(1);
            let node = generator.fill("{ a = «t», \"x y\" = «t» }", &ty, 1);
            Repeat::Each(node, Some("a"), ty)
        }
        6 => {
            let form = "{ for «v» in toset(«ls») : \"k-${«v»}\" => «n» }";
            Repeat::Each(generator.fill(form, &Type::Number, 1), None, Type::Number)
        }
        _ => Repeat::Once,
    }
}

/// What may be named inside the block besides.
fn repeated_names(names: &[Name], repeat: &Repeat) -> Vec<Name> {
    let known = |path: &str, ty: Type| Name {
        path: path.to_owned(),
        ty,
        is_known: true,
    };
    let mut names = names.to_vec();
    match repeat {
        Repeat::Once => {}
        Repeat::Count(..) => names.push(known("count.index", Type::Number)),
        Repeat::Each(_, _, ty) => {
            names.push(known("each.key", Type::String));
            names.push(unknown("each.value".to_owned(), ty.clone()));
        }
    }
    names
}

/// The ways to an attribute of a block that may be repeated.
fn paths(base: &str, repeat: &Repeat, attribute: &str, ty: &Type, into: &mut Vec<Name>) {
    let list = || Type::list(ty.clone());
    match repeat {
        Repeat::Once => into.push(unknown(format!("{base}.{attribute}"), ty.clone())),
        Repeat::Count(_, is_some) => {
            into.push(unknown(format!("{base}[*].{attribute}"), list()));
            into.push(unknown(
                format!("one(slice({base}[*].{attribute}, 0, 0))"),
                Type::Dynamic,
            ));
            if *is_some {
                into.push(unknown(format!("{base}[1].{attribute}"), ty.clone()));
            }
        }
        Repeat::Each(_, key, _) => {
            into.push(unknown(format!("values({base})[*].{attribute}"), list()));
            let form = format!("{{ for k, r in {base} : k => r.{attribute} }}");
            into.push(unknown(form, Type::map(ty.clone())));
            if let Some(key) = key {
                into.push(unknown(
                    format!("{base}[\"{key}\"].{attribute}"),
                    ty.clone(),
                ));
            }
        }
    }
}

fn resource(rng: &mut Rng, names: &mut Vec<Name>, name: String) -> Block {
    let repeat = repeat(rng, names);
    let within = repeated_names(names, &repeat);
    let mut generator = careful(rng, within);
    let ty = generator.some_type(1);
    let mut arguments = vec![("input".to_owned(), generator.of(&ty, 2))];
    if generator.rng.chance(20) {
        arguments.push(("triggers_replace".to_owned(), generator.any(1)));
    }
    let base = format!("terraform_data.{name}");
    for (attribute, ty) in [("id", &Type::String), ("output", &ty), ("input", &ty)] {
        paths(&base, &repeat, attribute, ty, names);
    }
    Block {
        name,
        repeat,
        arguments,
    }
}

fn call_block(
    rng: &mut Rng,
    names: &mut Vec<Name>,
    name: &str,
    source: &str,
    interface: &Interface,
) -> Block {
    let repeat = repeat(rng, names);
    let within = repeated_names(names, &repeat);
    let mut arguments = vec![("source".to_owned(), Node::leaf(format!("\"{source}\"")))];
    for (variable, ty, is_required, is_known) in &interface.variables {
        if *is_required || rng.chance(70) {
            let mut generator = careful(rng, within.clone());
            generator.known_only = *is_known;
            let node = match is_known {
                true => generator.leaf(ty),
                false => generator.of(ty, 2),
            };
            arguments.push((variable.clone(), node));
        }
    }
    let base = format!("module.{name}");
    for (output, ty) in &interface.outputs {
        paths(&base, &repeat, output, ty, names);
    }
    names.push(unknown(base, Type::Dynamic));
    Block {
        name: name.to_owned(),
        repeat,
        arguments,
    }
}
