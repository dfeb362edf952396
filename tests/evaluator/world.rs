//! A random root module whose names the expressions refer to: variables with values in several files, locals that
//! refer to each other, resources that are not created yet, and files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use iaclint::types::{ObjectType, Type};

use super::generator::{Generator, Name, Rng, to_expression, to_hcl};
use super::json::Json;
use super::terraform::{Files, Judged, Judgement, Verdict, judge};
use super::unit::{Node, Unit};

/// A root module without faults.
pub(crate) struct World {
    /// Files that belong to no declaration.
    pub(crate) shared: Files,
    /// The declarations, each with its files and an output that is its value.
    pub(crate) declarations: BTreeMap<String, Unit>,
    /// What Terraform says of them.
    pub(crate) judgement: Judgement,
    /// What expressions may refer to.
    pub(crate) names: Vec<Name>,
    /// What the declarations are when planned, and of which type after apply, by `var.name` or `local.name`.
    values: BTreeMap<String, (Type, Json)>,
}

const VARIABLES: usize = 10;
const LOCALS: usize = 14;

/// Files for functions, and resources for what is not known when planning.
pub(crate) const SHARED: &[(&str, &str)] = &[
    (
        "tpl/a.tftpl",
        "Hello ${name}!\n%{ for i, v in items ~}\n${i}=${v}\n%{ endfor ~}\n",
    ),
    (
        "tpl/o.tftpl",
        "%{ if on ~}\n  ${o.a} is on\n%{ else ~}\n  ${upper(o.a)} ${o[\"b\"] + 1}\n%{ endif ~}\n$${x} %%{y}\n",
    ),
    ("tpl/b.txt", "plain file\n"),
    (
        "tpl/c.yaml",
        "a: 1\nb: [x, \"y\", 1.5, null, true, ~]\nc: {d: \"e\"}\nm: |\n  multi\n  line\n",
    ),
    ("tpl/d.csv", "id,name\n1,foo\n2,\"b,ar\"\n"),
    (
        "tpl/e.json",
        "{\"list\": [1, 2.50, {\"x\": null}], \"s\": \"\\u00e9\"}\n",
    ),
    ("sub/x.txt", "no newline at the end, é"),
    (
        "shared.tf",
        r#"locals {
  template = "hello $${who}, %%{ if n == 1 }one%%{ else }many%%{ endif }"
}
resource "terraform_data" "u" {
  input = "known"
}
resource "terraform_data" "n" {
  input = 7
}
resource "terraform_data" "o" {
  input = { a = "x", l = [1, 2] }
}
resource "terraform_data" "c" {
  count = 2
  input = count.index
}
resource "terraform_data" "f" {
  for_each = toset(["x", "y"])
  input    = each.key
}
resource "terraform_data" "none" {
  count = 0
}
"#,
    ),
];

/// What the resources offer.
pub(crate) fn resource_names() -> Vec<Name> {
    let string = || Type::list(Type::String);
    let names = [
        ("terraform_data.u.id", Type::String, false),
        ("terraform_data.u.output", Type::String, false),
        ("terraform_data.u.input", Type::String, true),
        ("terraform_data.n.output", Type::Number, false),
        ("terraform_data.n.input", Type::Number, true),
        ("terraform_data.o.output.a", Type::String, false),
        (
            "terraform_data.o.output.l",
            Type::tuple(vec![Type::Number, Type::Number]),
            false,
        ),
        (
            "terraform_data.o.input.l",
            Type::tuple(vec![Type::Number, Type::Number]),
            true,
        ),
        ("terraform_data.c[*].id", string(), false),
        ("terraform_data.c[1].id", Type::String, false),
        ("terraform_data.c[*].input", Type::list(Type::Number), true),
        ("terraform_data.f[\"x\"].id", Type::String, false),
        ("terraform_data.f[\"y\"].output", Type::String, false),
        ("values(terraform_data.f)[*].id", string(), false),
        ("keys(terraform_data.f)", string(), true),
        (
            "{ for k, r in terraform_data.f : k => r.id }",
            Type::map(Type::String),
            false,
        ),
        ("one(terraform_data.none[*].id)", Type::Dynamic, true),
        ("terraform_data.c", Type::Dynamic, false),
        ("terraform_data.f[\"x\"]", Type::Dynamic, false),
    ];
    let names = names.into_iter().map(|(path, ty, is_known)| Name {
        path: path.to_owned(),
        ty,
        is_known,
    });
    names.collect()
}

impl World {
    /// A world that Terraform accepts: what it refuses of the declarations is left out.
    pub(crate) fn new(rng: &mut Rng) -> Self {
        let shared = SHARED.iter();
        let mut shared: Files = shared
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect();
        let mut declarations = BTreeMap::new();
        let mut names = Vec::new();
        for number in 0..VARIABLES {
            let name = format!("v{number}");
            let (unit, ty) = variable(rng);
            declarations.insert(name.clone(), unit);
            names.push(Name {
                path: format!("var.{name}"),
                ty,
                is_known: true,
            });
        }
        for path in ["terraform.tfvars", "terraform.tfvars.json"] {
            shared.insert(path.to_owned(), common_values(rng, &names, path));
        }
        names.extend(resource_names());
        for number in 0..LOCALS {
            let name = format!("l{number:02}");
            let (unit, ty) = local(rng, &names);
            declarations.insert(name.clone(), unit);
            // What refers to a resource may be unknown; the values that come back say more.
            names.push(Name {
                path: format!("local.{name}"),
                ty,
                is_known: false,
            });
        }
        let verdicts = judge(&shared, &declarations);
        let mut names = Vec::new();
        let mut values = BTreeMap::new();
        let mut judgement = Judgement::new();
        // Those that cannot be applied stood beside those that refer to them, which come later in order of names.
        let mut removed: Vec<String> = Vec::new();
        for (name, verdict) in verdicts {
            let files = declarations[&name].render(&name);
            let refers = |path: &String| files.values().any(|text| text.contains(path));
            let judged = match &verdict {
                Verdict::Planned(outputs, _) if !removed.iter().any(refers) => {
                    outputs.values().next().cloned()
                }
                _ => None,
            };
            let kind = if name.starts_with('v') {
                "var"
            } else {
                "local"
            };
            if let Some(Judged {
                planned,
                applied: Ok((ty, _)),
            }) = judged
            {
                let path = format!("{kind}.{name}");
                collect_names(&path, &ty, &planned, 2, &mut names);
                values.insert(path, (ty, planned));
                judgement.insert(name, verdict);
            } else {
                declarations.remove(&name);
                removed.push(format!("{kind}.{name}"));
            }
        }
        names.extend(resource_names());
        Self {
            shared,
            declarations,
            judgement,
            names,
            values,
        }
    }

    /// All files.
    pub(crate) fn files(&self) -> Files {
        let declarations = self.declarations.iter();
        let declared = declarations.flat_map(|(name, unit)| unit.render(name));
        self.shared.clone().into_iter().chain(declared).collect()
    }

    /// Files with those of the declarations that they refer to, directly or through one another.
    pub(crate) fn with_declarations(&self, files: &Files) -> Files {
        let mut all = files.clone();
        loop {
            let missing = self.declarations.iter().filter(|(name, unit)| {
                let is_there = unit.render(name).keys().all(|path| all.contains_key(path));
                let paths = [format!("var.{name}"), format!("local.{name}")];
                let refers = |text: &String| paths.iter().any(|path| text.contains(path));
                !is_there && all.values().any(refers)
            });
            let missing: Vec<Files> = missing.map(|(name, unit)| unit.render(name)).collect();
            if missing.is_empty() {
                return all;
            }
            all.extend(missing.into_iter().flatten());
        }
    }

    /// The declarations that a text refers to, with their types and planned values.
    pub(crate) fn behind(&self, text: &str) -> String {
        let mut found = String::new();
        if text.contains("\nvariable ") {
            for (path, file) in self
                .shared
                .iter()
                .filter(|(path, _)| path.contains("tfvars"))
            {
                let _ = writeln!(found, "# {path}\n{file}");
            }
        }
        for (path, (ty, planned)) in &self.values {
            if text.contains(path) {
                let _ = writeln!(found, "# {path} is {planned} of type {ty}");
            }
        }
        let given = Files::from([(String::new(), text.to_owned())]);
        let behind = self.with_declarations(&given);
        for (path, declared) in behind.iter().filter(|(path, _)| !path.is_empty()) {
            let _ = writeln!(found, "# {path}\n{declared}");
        }
        found
    }
}

/// The ways into a value, by which an expression may refer to parts of it.
fn collect_names(path: &str, ty: &Type, value: &Json, depth: u32, into: &mut Vec<Name>) {
    if *value == Json::Null {
        return;
    }
    into.push(Name {
        path: path.to_owned(),
        ty: ty.clone(),
        is_known: value.is_wholly_known(),
    });
    if depth == 0 {
        return;
    }
    match (ty, value) {
        (Type::Object(object), Json::Object(entries)) => {
            for (name, ty) in &object.attributes {
                let is_plain = name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                if let Some(entry) = entries.get(&**name).filter(|_| is_plain) {
                    collect_names(&format!("{path}.{name}"), ty, entry, depth - 1, into);
                }
            }
        }
        (Type::Map(of), Json::Object(entries)) => {
            for (name, entry) in entries.iter().take(2) {
                if name.chars().all(|c| c.is_ascii_alphanumeric()) {
                    collect_names(&format!("{path}[\"{name}\"]"), of, entry, depth - 1, into);
                }
            }
        }
        (Type::List(of), Json::Array(items)) if !items.is_empty() => {
            collect_names(&format!("{path}[0]"), of, &items[0], depth - 1, into);
        }
        (Type::Tuple(types), Json::Array(items)) => {
            for (at, (ty, item)) in types.iter().zip(items).enumerate().take(2) {
                collect_names(&format!("{path}[{at}]"), ty, item, depth - 1, into);
            }
        }
        _ => {}
    }
}

/// A type constraint as it is written, and the type that values have.
pub(crate) fn constraint(generator: &mut Generator<'_>, depth: u32) -> (String, Type) {
    let bound = if depth == 0 { 5 } else { 12 };
    let within = |generator: &mut Generator<'_>, kind: &str, make: fn(Type) -> Type| {
        let (text, ty) = constraint(generator, depth - 1);
        (format!("{kind}({text})"), make(ty))
    };
    match generator.rng.below(bound) {
        0 => ("number".to_owned(), Type::Number),
        1 => ("bool".to_owned(), Type::Bool),
        2 | 3 => ("string".to_owned(), Type::String),
        4 if !generator.careful && generator.rng.chance(50) => ("any".to_owned(), Type::Dynamic),
        4 => ("string".to_owned(), Type::String),
        5 | 6 => within(generator, "list", Type::list),
        7 => within(generator, "map", Type::map),
        8 => within(generator, "set", Type::set),
        9 => {
            let (a, first) = constraint(generator, depth - 1);
            let (b, second) = constraint(generator, depth - 1);
            (
                format!("tuple([{a}, {b}])"),
                Type::tuple(vec![first, second]),
            )
        }
        _ => object_constraint(generator, depth),
    }
}

fn object_constraint(generator: &mut Generator<'_>, depth: u32) -> (String, Type) {
    let mut text = Vec::new();
    let mut object = ObjectType::default();
    for name in ["a", "b", "name"].iter().take(1 + generator.rng.below(3)) {
        let (constraint, ty) = constraint(generator, depth - 1);
        if generator.rng.chance(60) {
            object.optional.insert((*name).into());
            let has_default = generator.rng.chance(60);
            let default = generator.constant(&ty);
            let default = to_hcl(generator.rng, &default);
            text.push(if has_default {
                format!("{name} = optional({constraint}, {default})")
            } else {
                format!("{name} = optional({constraint})")
            });
        } else {
            text.push(format!("{name} = {constraint}"));
        }
        object.attributes.insert((*name).into(), ty);
    }
    let ty = Type::Object(std::sync::Arc::new(object));
    (format!("object({{ {} }})", text.join(", ")), ty)
}

/// A variable `@` with what gives it values, and its type.
fn variable(rng: &mut Rng) -> (Unit, Type) {
    let mut generator = Generator::new(rng, Vec::new());
    let mut text = "variable \"@\" {\n".to_owned();
    let (constraint, ty) = constraint(&mut generator, 2);
    if generator.rng.chance(90) {
        let _ = writeln!(text, "  type = {constraint}");
    }
    let mut files = BTreeMap::new();
    // In the order in which they count.
    for path in ["@.auto.tfvars", "z@.auto.tfvars.json", "za@.auto.tfvars"] {
        if !generator.rng.chance(25) {
            continue;
        }
        let value = generator.constant(&ty);
        let value = if path.contains(".json") {
            format!("{{\"@\": {value}}}\n")
        } else {
            format!("@ = {}\n", to_expression(generator.rng, &value))
        };
        files.insert(path.to_owned(), Node::leaf(value));
    }
    if files.is_empty() || generator.rng.chance(70) {
        let value = generator.constant(&ty);
        let value = to_expression(generator.rng, &value);
        let _ = writeln!(text, "  default = {value}");
    }
    for (chance, line) in [
        (15, "  nullable = false\n"),
        (10, "  sensitive = true\n"),
        (5, "  nullable = true\n"),
    ] {
        if generator.rng.chance(chance) {
            text.push_str(line);
            break;
        }
    }
    text.push_str("}\noutput \"@_0\" {\n  sensitive = true\n  value = var.@\n}\n");
    files.insert("@.tf".to_owned(), Node::leaf(text));
    (Unit { files }, ty.without_optional())
}

/// A file with values of some of the variables.
fn common_values(rng: &mut Rng, variables: &[Name], path: &str) -> String {
    let mut generator = Generator::new(rng, Vec::new());
    // It belongs to no one variable: what is wrong with it would be wrong for all.
    generator.careful = true;
    let mut values = BTreeMap::new();
    for variable in variables {
        let name = variable.path.trim_start_matches("var.");
        if generator.rng.chance(25) {
            values.insert(name.to_owned(), generator.constant(&variable.ty));
        }
    }
    if path.contains(".json") {
        return Json::Object(values).to_string();
    }
    let lines = values.iter();
    let lines = lines.map(|(name, value)| format!("{name} = {}\n", to_hcl(rng, value)));
    lines.collect()
}

/// A local `@`, and the type that it is meant to have.
fn local(rng: &mut Rng, names: &[Name]) -> (Unit, Type) {
    let mut generator = Generator::new(rng, names.to_vec());
    generator.careful = generator.rng.chance(70);
    let ty = generator.some_type(2);
    let node = generator.of(&ty, 3);
    let parts = vec![
        "locals {\n  @ = ".into(),
        node.into(),
        "\n}\noutput \"@_0\" {\n  sensitive = true\n  value = local.@\n}\n".into(),
    ];
    let files = BTreeMap::from([("@.tf".to_owned(), Node::other(parts))]);
    (Unit { files }, ty)
}
