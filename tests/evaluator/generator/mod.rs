//! Random expressions, by the type that they are meant to have: about four of five are valid.

mod binding;
mod grammar;
mod literal;
mod pools;
mod rng;
mod template;

use iaclint::types::Type;

pub(crate) use literal::{to_expression, to_hcl};
pub(crate) use rng::Rng;

use super::unit::{Node, Part};
use binding::{Bound, element_of};
use grammar::Forms;

/// What an expression may refer to.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    /// As it is written.
    pub(crate) path: String,
    /// What it has for a type.
    pub(crate) ty: Type,
    /// Whether Terraform knows it when planning.
    pub(crate) is_known: bool,
}

/// Makes expressions.
pub(crate) struct Generator<'r> {
    pub(crate) rng: &'r mut Rng,
    /// What is in scope.
    pub(crate) names: Vec<Name>,
    /// Only what is valid nearly always: for expressions that many others depend on.
    pub(crate) careful: bool,
    /// Only what Terraform knows when planning.
    pub(crate) known_only: bool,
    /// Names of `for` that are in scope, and how many there have been.
    locals: usize,
    /// Whether heredocs may stand here.
    multiline: bool,
}

/// How deep constructors of a bare literal go.
const LITERAL_DEPTH: u32 = 1;

impl<'r> Generator<'r> {
    pub(crate) fn new(rng: &'r mut Rng, names: Vec<Name>) -> Self {
        Self {
            rng,
            names,
            careful: false,
            known_only: false,
            locals: 0,
            multiline: true,
        }
    }

    /// An expression of any type.
    pub(crate) fn any(&mut self, depth: u32) -> Node {
        if !self.careful && depth > 0 && self.rng.chance(25) {
            let form = self.rng.pick(grammar::ODD);
            return self.fill(form, &Type::String, depth);
        }
        let ty = self.some_type(2);
        self.of(&ty, depth)
    }

    /// An expression of this type, or of one that becomes it.
    pub(crate) fn of(&mut self, ty: &Type, depth: u32) -> Node {
        if !self.careful && self.rng.chance(1) {
            let other = self.some_type(1);
            return self.of(&other, depth.min(1));
        }
        if depth == 0 || self.rng.chance(15) {
            return self.leaf(ty);
        }
        if self.rng.chance(25) {
            return self.form(&grammar::ANY, ty, depth);
        }
        match ty {
            Type::Bool => self.form(&grammar::BOOL, ty, depth),
            Type::Number => self.form(&grammar::NUMBER, ty, depth),
            Type::String if self.rng.chance(30) => self.template(depth),
            Type::String if !self.careful && self.rng.chance(10) => self.format_call(depth),
            Type::String => self.form(&grammar::STRING, ty, depth),
            Type::List(of) => self.list(of, depth),
            Type::Set(of) => self.form(&grammar::SET, of, depth),
            Type::Map(of) => self.map(of, depth),
            Type::Tuple(types) => {
                let types = types.iter();
                let items = types.map(|ty| self.of(ty, depth - 1)).collect();
                bracketed("[", items, "]")
            }
            Type::Object(object) => {
                let attributes = object.attributes.iter();
                let entries = attributes.map(|(name, ty)| {
                    Node::other(vec![
                        format!("{name} = ").into(),
                        self.of(ty, depth - 1).into(),
                    ])
                });
                let entries = entries.collect();
                bracketed("{ ", entries, " }")
            }
            Type::Dynamic => self.any(depth),
        }
    }

    fn list(&mut self, of: &Type, depth: u32) -> Node {
        match of {
            Type::String if self.rng.chance(50) => self.form(&grammar::LIST_OF_STRING, of, depth),
            Type::Number if self.rng.chance(35) => self.form(&grammar::LIST_OF_NUMBER, of, depth),
            _ => self.form(&grammar::LIST, of, depth),
        }
    }

    fn map(&mut self, of: &Type, depth: u32) -> Node {
        match of {
            Type::List(inner) if self.rng.chance(40) => {
                let is_string = **inner == Type::String && self.rng.chance(50);
                let forms = if is_string {
                    grammar::GROUPS_OF_STRING
                } else {
                    grammar::GROUPS
                };
                let form = self.rng.pick(forms);
                self.fill(form, inner, depth)
            }
            _ => self.form(&grammar::MAP, of, depth),
        }
    }

    /// One of these forms.
    fn form(&mut self, forms: &Forms, ty: &Type, depth: u32) -> Node {
        let is_risky = !self.careful && self.rng.chance(22);
        let among = if is_risky { forms.risky } else { forms.safe };
        let form = self.rng.pick(among);
        self.fill(form, ty, depth)
    }

    /// A name of this type or a constant.
    pub(crate) fn leaf(&mut self, ty: &Type) -> Node {
        if self.rng.chance(60)
            && let Some(name) = self.name_of(ty)
        {
            return Node::leaf(name);
        }
        match ty {
            Type::Dynamic => {
                let ty = self.some_type(1);
                self.leaf(&ty)
            }
            Type::Bool | Type::Number | Type::String => {
                let (careful, odd) = (self.careful, 1);
                if !careful && self.rng.chance(odd) {
                    return Node::leaf("null");
                }
                let constant = match ty {
                    Type::Bool => self.rng.chance(50).to_string(),
                    Type::Number => self.some_number().to_string(),
                    _ => {
                        let text = self.some_string();
                        literal::quote(self.rng, text)
                    }
                };
                Node::leaf(constant)
            }
            Type::List(of) | Type::Set(of) => {
                let count = self.rng.below(4);
                let items = (0..count).map(|_| self.leaf(of)).collect();
                bracketed("[", items, "]")
            }
            Type::Map(of) => {
                let count = 1 + self.rng.below(2);
                let entries = ["a", "b"].iter().take(count).map(|name| {
                    Node::other(vec![format!("{name} = ").into(), self.leaf(of).into()])
                });
                let entries = entries.collect();
                bracketed("{ ", entries, " }")
            }
            Type::Tuple(_) | Type::Object(_) => self.of(ty, LITERAL_DEPTH),
        }
    }

    /// A name whose value is of this type or becomes it.
    fn name_of(&mut self, ty: &Type) -> Option<String> {
        let known_only = self.known_only;
        let fitting: Vec<&Name> = self
            .names
            .iter()
            .filter(|name| (name.is_known || !known_only) && fits(&name.ty, ty))
            .collect();
        if fitting.is_empty() {
            return None;
        }
        // The innermost names are few and the most telling.
        let recent = &fitting[fitting.len().saturating_sub(3)..];
        let from = if self.rng.chance(30) {
            recent
        } else {
            &fitting[..]
        };
        Some(self.rng.pick(from).path.clone())
    }

    /// A form with its parts filled in.
    pub(crate) fn fill(&mut self, form: &str, ty: &Type, depth: u32) -> Node {
        let in_scope = self.names.len();
        let depth = depth.saturating_sub(1);
        let mut parts = Vec::new();
        let mut number = None;
        let mut bound = Bound::default();
        for (at, piece) in form.split(['«', '»']).enumerate() {
            if at % 2 == 0 {
                parts.push(Part::from(piece));
                bound.read(piece);
                if bound.is_complete {
                    self.bind(number, &bound, ty);
                    bound = Bound::default();
                }
                continue;
            }
            match piece {
                "v" | "k" | "v template" => {
                    let number = *number.get_or_insert_with(|| {
                        self.locals += 1;
                        self.locals
                    });
                    match piece {
                        "v template" => parts.push(format!("${{v{number}}}").into()),
                        name => {
                            bound.names.push(name.to_owned());
                            parts.push(format!("{name}{number}").into());
                        }
                    }
                }
                piece => {
                    bound.element = Some(element_of(piece, ty));
                    parts.push(self.part(piece, ty, depth));
                }
            }
        }
        self.names.truncate(in_scope);
        Node::expression(parts)
    }

    /// Brings the names of a `for` into scope.
    fn bind(&mut self, number: Option<usize>, bound: &Bound, ty: &Type) {
        let number = number.unwrap_or_default();
        let (key, value) = match &bound.element {
            Some((key, value)) if !bound.is_computed => (key.clone(), value.clone()),
            Some(_) => (Type::Dynamic, Type::Dynamic),
            None => (Type::Number, ty.clone()),
        };
        for name in &bound.names {
            self.names.push(Name {
                path: format!("{name}{number}"),
                ty: if name == "v" {
                    value.clone()
                } else {
                    key.clone()
                },
                is_known: self.known_only,
            });
        }
    }

    /// What stands for one pair of guillemets.
    fn part(&mut self, kind: &str, ty: &Type, depth: u32) -> Part {
        if !self.careful && kind.len() < 3 && self.rng.chance(1) {
            let odd = if self.rng.chance(50) {
                Node::leaf("null")
            } else {
                self.any(depth.min(1))
            };
            return odd.into();
        }
        let wanted = match kind {
            "t" => ty.clone(),
            "l" => Type::list(ty.clone()),
            "m" => Type::map(ty.clone()),
            "e" => Type::set(ty.clone()),
            "s" => Type::String,
            "n" => Type::Number,
            "b" => Type::Bool,
            "ls" => Type::list(Type::String),
            "ln" => Type::list(Type::Number),
            "ms" => Type::map(Type::String),
            "x" => return self.any(depth).into(),
            "i" => return self.small(depth).into(),
            "date" => return Part::from(*self.rng.pick(pools::DATES)),
            kind => return Part::from(self.pool(kind)),
        };
        self.of(&wanted, depth).into()
    }

    /// A small integer.
    fn small(&mut self, depth: u32) -> Node {
        if depth > 0 && self.rng.chance(15) {
            return self.fill("length(«ls»)", &Type::String, depth);
        }
        let from = ["0", "1", "2", "3", "4", "8", "16", "-1", "1.5", "\"1\""];
        let among = if self.careful { 3 } else { from.len() };
        Node::leaf(from[self.rng.below(among)])
    }
}

/// Items between brackets, each of which may be left out.
fn bracketed(open: &str, items: Vec<Node>, close: &str) -> Node {
    let mut parts = vec![Part::from(open)];
    for item in items {
        let item = Node::other(vec![item.into(), ", ".into()]);
        parts.push(Part::Optional(item));
    }
    parts.push(close.into());
    Node::expression(parts)
}

/// Whether a value of type `from` does where `wanted` is expected.
fn fits(from: &Type, wanted: &Type) -> bool {
    match (from, wanted) {
        (_, Type::Dynamic) => true,
        (Type::Number | Type::Bool, Type::String) => true,
        (Type::List(from), Type::List(wanted) | Type::Set(wanted))
        | (Type::Set(from), Type::Set(wanted))
        | (Type::Map(from), Type::Map(wanted)) => fits(from, wanted),
        (Type::Tuple(types), Type::List(wanted) | Type::Set(wanted)) => {
            types.iter().all(|from| fits(from, wanted))
        }
        (Type::Object(object), Type::Map(wanted)) => {
            object.attributes.values().all(|from| fits(from, wanted))
        }
        (Type::Tuple(from), Type::Tuple(wanted)) => {
            let mut pairs = from.iter().zip(wanted.iter());
            from.len() == wanted.len() && pairs.all(|(from, wanted)| fits(from, wanted))
        }
        (Type::Object(from), Type::Object(wanted)) => {
            let mut wanted = wanted.attributes.iter();
            wanted.all(|(name, ty)| from.attributes.get(name).is_some_and(|from| fits(from, ty)))
        }
        _ => from == wanted,
    }
}

#[test]
fn a_seed_gives_the_same_expressions() {
    let expressions = || {
        let mut rng = Rng::new(4);
        let mut texts = Vec::new();
        for at in 0..200 {
            let name = Name {
                path: "local.a".to_owned(),
                ty: Type::String,
                is_known: true,
            };
            let mut generator = Generator::new(&mut rng, vec![name]);
            texts.push(generator.any(1 + at % 4).render("u"));
        }
        texts
    };
    let texts = expressions();
    assert_eq!(texts, expressions());
    let different: std::collections::BTreeSet<&String> = texts.iter().collect();
    assert!(different.len() > 150);
}

/// Those that give another result at each run or on each machine, and those whose result says nothing.
#[cfg(test)]
const LEFT_OUT: &[&str] = &[
    "abspath",
    "base64gzip",
    "bcrypt",
    "pathexpand",
    "plantimestamp",
    "rsadecrypt",
    "timestamp",
    "uuid",
];

#[test]
fn every_function_is_asked_for() {
    let text = format!("{}{}", grammar::TEXT, include_str!("template.rs"));
    let names = iaclint::eval::function::names().into_iter();
    let missing = names.filter(|name| {
        // `formatlist` is made of `format` and `list`.
        !LEFT_OUT.contains(name) && !text.contains(&format!("{name}("))
    });
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new());
}
