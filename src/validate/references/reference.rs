//! What a reference names, by its first words.

use crate::address::ResourceMode;
use crate::hcl::{Expression, Step, as_reference, walk_expression};
use crate::source::Span;

use super::near::{listed, near};
use super::place::{Names, Place, Repetition, View};
use super::{Judge, Problem, ProblemKind, entered};

/// What may follow `path`.
const PATHS: [&str; 3] = ["cwd", "module", "root"];

/// One reference in an expression.
#[derive(Clone, Copy)]
pub(super) struct Reference<'r> {
    pub(super) root: &'r str,
    pub(super) steps: &'r [Step],
    pub(super) span: Span,
}

impl Judge<'_> {
    /// Judges one reference. What stands in its brackets is judged by itself.
    pub(super) fn reference(&mut self, root: &str, steps: &[Step], span: Span, place: &Place<'_>) {
        if let Some(names) = place.bound(root) {
            self.iterator(names, steps, place);
            return;
        }
        let reference = Reference { root, steps, span };
        if place.view == View::OnDestroy && !is_there_on_destroy(reference) {
            self.not_on_destroy(reference, place);
            return;
        }
        let (mode, at) = match root {
            "var" | "local" | "module" | "path" | "terraform" | "tofu" | "each" | "count" => {
                match entered(steps, 0) {
                    Some(first) => self.fixed_root(reference, first, place),
                    None => self.lacks_name(reference, place),
                }
                return;
            }
            "self" => {
                self.own(reference, place);
                return;
            }
            "template" | "lazy" | "arg" => {
                self.reserved(reference, place);
                return;
            }
            "data" => (ResourceMode::Data, 1),
            "ephemeral" => (ResourceMode::Ephemeral, 1),
            "resource" => (ResourceMode::Managed, 1),
            _ => (ResourceMode::Managed, 0),
        };
        let kind = match at {
            0 => Some(root),
            _ => entered(steps, 0).map(|(kind, _)| kind),
        };
        match (kind, entered(steps, at)) {
            (Some(kind), Some(name)) => {
                self.resource(mode, kind, name, reference, &steps[at + 1..], place);
            }
            _ if at == 0 => self.bare(reference, place),
            _ => self.lacks_name(reference, place),
        }
    }

    fn fixed_root(&mut self, reference: Reference<'_>, first: (&str, &Step), place: &Place<'_>) {
        let (name, step) = first;
        match reference.root {
            "var" => {
                if !self.module.variables.contains_key(name) {
                    self.undeclared_value(reference, first, place);
                }
            }
            "local" => {
                if !self.module.locals.contains_key(name) {
                    self.undeclared_value(reference, first, place);
                }
            }
            "module" => self.called(reference, first, place),
            "each" => self.element(reference, first, place),
            "count" => {
                let is_index = name == "index";
                if !is_index || place.repetition != Repetition::Count {
                    self.not_counted(reference, is_index, place);
                }
            }
            "path" if PATHS.contains(&name) => {}
            "terraform" | "tofu" if matches!(name, "workspace" | "applying") => {}
            _ => {
                let known: &[&str] = match reference.root {
                    "path" => &PATHS,
                    _ => &["workspace"],
                };
                let root = reference.root;
                let message = format!("there is no {root}.{name}");
                let near = near(name, known.iter().copied());
                let all = known.iter().map(|known| format!("{root}.{known}"));
                let all: Vec<String> = all.collect();
                let all: Vec<&str> = all.iter().map(String::as_str).collect();
                let help = match near {
                    Some(near) => format!("Did you mean {root}.{}?", near.name),
                    None => format!("There is {}", listed(&all).unwrap_or_default()),
                };
                let span = self.name_span(step, name);
                let mut problem = Problem::new(ProblemKind::Undeclared, span, message, help);
                if let Some(near) = near.filter(|near| near.is_certain) {
                    problem = self.fixed(problem, span, name, near.name);
                }
                self.report(place, problem);
            }
        }
    }

    /// A variable or local value that is not declared.
    fn undeclared_value(
        &mut self,
        reference: Reference<'_>,
        (name, step): (&str, &Step),
        place: &Place<'_>,
    ) {
        let (root, module) = (reference.root, self.module);
        if self.is_generated(&format!("{root}.{name}")) {
            return;
        }
        let message = format!("{root}.{name} is not declared in this module");
        let is_variable = root == "var";
        let (is_other, other) = if is_variable {
            (module.locals.contains_key(name), "local")
        } else {
            (module.variables.contains_key(name), "var")
        };
        let span = self.name_span(step, name);
        if is_other {
            let root_span = self.root_span(root, reference.span);
            let help = format!("Did you mean {other}.{name}?");
            let problem = Problem::new(ProblemKind::Undeclared, root_span, message, help);
            let problem = self.fixed(problem, root_span, root, other);
            self.report(place, problem);
            return;
        }
        let near = if is_variable {
            near(name, module.variables.keys().copied())
        } else {
            near(name, module.locals.keys().copied())
        };
        let help = match near {
            Some(near) => format!("Did you mean {root}.{}?", near.name),
            None if is_variable => {
                format!(
                    "Declare it with `variable \"{name}\" {{}}`, or refer to one that is declared"
                )
            }
            None => "Declare it in `locals`, or refer to one that is declared".to_owned(),
        };
        let mut problem = Problem::new(ProblemKind::Undeclared, span, message, help);
        if let Some(near) = near.filter(|near| near.is_certain) {
            problem = self.fixed(problem, span, name, near.name);
        }
        self.report(place, problem);
    }

    /// `each.NAME`.
    fn element(
        &mut self,
        reference: Reference<'_>,
        (name, step): (&str, &Step),
        place: &Place<'_>,
    ) {
        let is_attribute = matches!(name, "key" | "value");
        if is_attribute && place.repetition == Repetition::ForEach {
            return;
        }
        if !is_attribute {
            let message = format!("there is no each.{name}");
            let span = self.name_span(step, name);
            let help = "There is each.key and each.value";
            let problem = Problem::new(ProblemKind::Undeclared, span, message, help);
            self.report(place, problem);
            return;
        }
        let message =
            format!("each.{name} is there only in a block with for_each, and this one has none");
        let root_span = self.root_span("each", reference.span);
        let iterators: Vec<&str> = iterators(place);
        let problem =
            |help: String| Problem::new(ProblemKind::Undeclared, root_span, message.clone(), help);
        let problem = match (iterators.as_slice(), place.repetition) {
            ([only], _) => {
                let problem = problem(format!("Did you mean {only}.{name}?"));
                self.fixed(problem, root_span, "each", only)
            }
            (_, Repetition::Count) => {
                problem("This block has count: count.index tells its instances apart".to_owned())
            }
            _ => problem("Give the block for_each, or refer to something else".to_owned()),
        };
        self.report(place, problem);
    }

    fn not_counted(&mut self, reference: Reference<'_>, is_index: bool, place: &Place<'_>) {
        let (message, help) = if !is_index {
            (
                "count has nothing but count.index".to_owned(),
                "Write count.index",
            )
        } else if place.repetition == Repetition::ForEach {
            (
                "count.index is there only in a block with count, and this one has for_each"
                    .to_owned(),
                "Use each.key or each.value",
            )
        } else {
            (
                "count.index is there only in a block with count, and this one has none".to_owned(),
                "Give the block count, or refer to something else",
            )
        };
        let problem = Problem::new(ProblemKind::Undeclared, reference.span, message, help);
        self.report(place, problem);
    }

    /// `self`, which is the resource around it.
    fn own(&mut self, reference: Reference<'_>, place: &Place<'_>) {
        if let Some(resource) = place.own {
            self.attribute_of(resource, reference.steps, place);
            return;
        }
        if place.view == View::OnDestroy {
            return;
        }
        let span = self.root_span("self", reference.span);
        let message = "self is there only in provisioner, connection and postcondition blocks";
        let help = "Refer to the attribute's own value, or to another block";
        let problem = Problem::new(ProblemKind::Undeclared, span, message, help);
        self.report(place, problem);
    }

    /// The iterator of a `dynamic` block has a key and a value.
    fn iterator(&mut self, names: &Names<'_>, steps: &[Step], place: &Place<'_>) {
        let Some((name, step)) = entered(steps, 0).filter(|_| names.is_iterator) else {
            return;
        };
        if matches!(name, "key" | "value") {
            return;
        }
        let iterator = names.value;
        let message = format!("{iterator} is the iterator of a dynamic block and has no {name:?}");
        let help = match near(name, ["key", "value"]) {
            Some(near) => format!("Did you mean {iterator}.{}?", near.name),
            None => format!(
                "It has {iterator}.key and {iterator}.value; attributes of the element are {iterator}.value.{name}"
            ),
        };
        let span = self.name_span(step, name);
        let mut problem = Problem::new(ProblemKind::Undeclared, span, message, help);
        if let Some(near) = near(name, ["key", "value"]).filter(|near| near.is_certain) {
            problem = self.fixed(problem, span, name, near.name);
        }
        self.report(place, problem);
    }

    /// A word that is no reference at all.
    fn bare(&mut self, reference: Reference<'_>, place: &Place<'_>) {
        let word = reference.root;
        let span = self.root_span(word, reference.span);
        let message = format!("{word:?} means nothing here");
        let module = self.module;
        let as_variable = module
            .variables
            .contains_key(word)
            .then(|| format!("var.{word}"));
        let as_local = module
            .locals
            .contains_key(word)
            .then(|| format!("local.{word}"));
        let bound = place.all_bound();
        let close = near(word, bound.iter().copied());
        let problem =
            |help: String| Problem::new(ProblemKind::Undeclared, span, message.clone(), help);
        let problem = match (close, as_variable, as_local) {
            (Some(close), ..) => {
                let problem = problem(format!("Did you mean {}?", close.name));
                if close.is_certain {
                    self.fixed(problem, span, word, close.name)
                } else {
                    problem
                }
            }
            (None, Some(variable), Some(local)) => {
                problem(format!("Did you mean {variable} or {local}?"))
            }
            (None, Some(only), None) | (None, None, Some(only)) => {
                let problem = problem(format!("Did you mean {only}?"));
                self.fixed(problem, span, word, &only)
            }
            (None, None, None) => problem(match listed(&bound) {
                Some(names) => format!("The names that are bound here: {names}"),
                None => "Put it in quotes if it is text; a reference is var.NAME, local.NAME, TYPE.NAME or the like".to_owned(),
            }),
        };
        self.report(place, problem);
    }

    /// A root that needs more words.
    fn lacks_name(&mut self, reference: Reference<'_>, place: &Place<'_>) {
        let root = reference.root;
        let form = match root {
            "data" | "ephemeral" | "resource" => format!("{root}.TYPE.NAME"),
            "each" => "each.key or each.value".to_owned(),
            "count" => "count.index".to_owned(),
            _ => format!("{root}.NAME"),
        };
        let message = format!("{root} alone is nothing that can be referred to");
        let help = format!("Write {form}");
        let problem = Problem::new(ProblemKind::Undeclared, reference.span, message, help);
        self.report(place, problem);
    }

    fn reserved(&mut self, reference: Reference<'_>, place: &Place<'_>) {
        let root = reference.root;
        let message = format!(
            "a reference cannot begin with {root:?}: Terraform keeps the word for later use"
        );
        let help = format!("For a resource of a type of this name write resource.{root}.NAME");
        let span = self.root_span(root, reference.span);
        let problem = Problem::new(ProblemKind::Undeclared, span, message, help);
        self.report(place, problem);
    }

    fn not_on_destroy(&mut self, reference: Reference<'_>, place: &Place<'_>) {
        let message =
            "what runs on destroy can refer to nothing but self, count.index and each.key";
        let help = "Keep the value in the resource, such as in triggers_replace or triggers, and read it from self";
        let problem = Problem::new(ProblemKind::Undeclared, reference.span, message, help);
        self.report(place, problem);
    }

    /// The default of a variable, which can refer to nothing.
    pub(super) fn constant(&mut self, default: &Expression, place: &Place<'_>) {
        let mut found: Option<Span> = None;
        walk_expression(default, &mut |inner| {
            if as_reference(inner).is_some() && found.is_none() {
                found = Some(inner.span);
            }
        });
        if let Some(span) = found {
            let message = "the default of a variable cannot refer to anything";
            let help = "Make the default null and decide in a local value, or write the value out";
            let problem = Problem::new(ProblemKind::Undeclared, span, message, help);
            self.report(place, problem);
        }
    }
}

/// The iterators of the `dynamic` blocks around a place, innermost first.
pub(super) fn iterators<'p>(place: &Place<'p>) -> Vec<&'p str> {
    let mut found = Vec::new();
    let mut names = place.names;
    while let Some(one) = names {
        if one.is_iterator {
            found.push(one.value);
        }
        names = one.outer;
    }
    found
}

fn is_there_on_destroy(reference: Reference<'_>) -> bool {
    match reference.root {
        "self" | "count" | "path" | "terraform" | "tofu" => true,
        "each" => entered(reference.steps, 0).is_some_and(|(name, _)| name == "key"),
        _ => false,
    }
}
