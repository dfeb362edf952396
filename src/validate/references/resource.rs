//! References to resources, data sources and ephemeral resources.

use crate::address::ResourceMode;
use crate::hcl::Step;
use crate::repo::Module;
use crate::source::Span;

use super::near::{Near, listed, near};
use super::place::Place;
use super::reference::{Reference, iterators};
use super::{Judge, Problem, ProblemKind};

/// A resource as a reference names it.
struct Wanted<'r> {
    mode: ResourceMode,
    kind: &'r str,
    name: &'r str,
}

/// What is likely meant, and the change that writes it.
struct Guess {
    meant: String,
    /// The span's text, and what takes its place.
    edit: Option<(Span, String, String)>,
}

impl Judge<'_> {
    pub(super) fn resource(
        &mut self,
        mode: ResourceMode,
        kind: &str,
        (name, step): (&str, &Step),
        reference: Reference<'_>,
        rest: &[Step],
        place: &Place<'_>,
    ) {
        if let Some(resource) = self.resources.get(&(mode, kind, name)).copied() {
            self.instance(resource, reference, rest, place);
            return;
        }
        let wanted = Wanted { mode, kind, name };
        if mode == ResourceMode::Data && place.check.is_some_and(|it| holds(it, &wanted)) {
            return;
        }
        let address = format!("{}{kind}.{name}", mode.prefix());
        if self.is_generated(&address) {
            return;
        }
        let mut others = self.module.others.iter();
        if mode == ResourceMode::Data
            && let Some(check) = others.find(|block| holds(block, &wanted))
        {
            let check = check.label(0).unwrap_or_default().to_owned();
            let message =
                format!("{address} can be read only inside check {check:?}, which declares it");
            let help = "Declare the data source outside of the check block";
            let problem = Problem::new(ProblemKind::Undeclared, reference.span, message, help);
            self.report(place, problem);
            return;
        }
        let span = self.name_span(step, name);
        let message = message(&wanted, &address, reference, place);
        let guess = self.guess(&wanted, reference, span, place);
        let problem = match guess {
            Some(Guess { meant, edit }) => {
                let help = format!("Did you mean {meant}?");
                let at = edit.as_ref().map_or(span, |(at, ..)| *at);
                let problem = Problem::new(ProblemKind::Undeclared, at, message, help);
                match edit {
                    Some((at, old, new)) if !new.is_empty() => self.fixed(problem, at, &old, &new),
                    _ => problem,
                }
            }
            None => {
                let help = self.help(&wanted);
                let has_others = !self.names_of(mode, kind).is_empty();
                let at = if !has_others && reference.span.contains(span) {
                    Span {
                        end: span.end,
                        ..reference.span
                    }
                } else {
                    span
                };
                Problem::new(ProblemKind::Undeclared, at, message, help)
            }
        };
        self.report(place, problem);
    }

    fn guess(
        &self,
        wanted: &Wanted<'_>,
        reference: Reference<'_>,
        name_span: Span,
        place: &Place<'_>,
    ) -> Option<Guess> {
        let Wanted { mode, kind, name } = *wanted;
        let is_plain = reference.root == kind;
        let root_span = self.root_span(reference.root, reference.span);
        if is_plain {
            let edit = |new: &str| Some((root_span, kind.to_owned(), new.to_owned()));
            if let Some(root) = misspelt_root(self.module, kind, name) {
                let meant = format!("{root}.{name}");
                return Some(Guess {
                    meant,
                    edit: edit(root),
                });
            }
            let own = iterators(place);
            if let ([only], true) = (own.as_slice(), matches!(name, "key" | "value")) {
                let meant = format!("{only}.{name}");
                return Some(Guess {
                    meant,
                    edit: edit(only),
                });
            }
            if let Some(Near {
                name: bound,
                is_certain,
            }) = near(kind, place.all_bound())
            {
                let meant = format!("{bound}.{name}");
                let edit = edit(if is_certain { bound } else { "" });
                return Some(Guess { meant, edit });
            }
        }
        self.same_in_other_mode(wanted, reference, root_span)
            .or_else(|| self.same_kind(mode, kind, name, name_span))
            .or_else(|| self.same_name(wanted, reference, root_span))
    }

    /// `aws_vpc.this` where there is `data.aws_vpc.this`, or the other way round.
    fn same_in_other_mode(
        &self,
        wanted: &Wanted<'_>,
        reference: Reference<'_>,
        root_span: Span,
    ) -> Option<Guess> {
        let Wanted { mode, kind, name } = *wanted;
        let all = [
            ResourceMode::Managed,
            ResourceMode::Data,
            ResourceMode::Ephemeral,
        ];
        let other = all
            .into_iter()
            .find(|other| *other != mode && self.resources.contains_key(&(*other, kind, name)))?;
        let meant = format!("{}{kind}.{name}", other.prefix());
        // A prefix is put before the type or in place of another; taking one away would leave its dot.
        let edit = match (reference.root == kind, other) {
            (true, _) => Some((
                root_span,
                kind.to_owned(),
                format!("{}{kind}", other.prefix()),
            )),
            (false, ResourceMode::Managed) => {
                Some((root_span, reference.root.to_owned(), "resource".to_owned()))
            }
            (false, _) => {
                let new = other.prefix().trim_end_matches('.').to_owned();
                Some((root_span, reference.root.to_owned(), new))
            }
        };
        Some(Guess { meant, edit })
    }

    /// Another name of the same type: the nearest, or the only one there is.
    fn same_kind(&self, mode: ResourceMode, kind: &str, name: &str, span: Span) -> Option<Guess> {
        let names = self.names_of(mode, kind);
        let guess = |meant: &str, is_certain: bool| Guess {
            meant: format!("{}{kind}.{meant}", mode.prefix()),
            edit: Some((
                span,
                name.to_owned(),
                if is_certain { meant } else { "" }.to_owned(),
            )),
        };
        match (near(name, names.iter().copied()), names.as_slice()) {
            (Some(near), _) => Some(guess(near.name, near.is_certain)),
            (None, [only]) => Some(guess(only, false)),
            _ => None,
        }
    }

    fn names_of(&self, mode: ResourceMode, kind: &str) -> Vec<&str> {
        let from = self.resources.range((mode, kind, "")..);
        let same = from.take_while(|((found, of, _), _)| *found == mode && *of == kind);
        same.map(|((_, _, name), _)| *name).collect()
    }

    /// The same name of another type that is written like this one.
    fn same_name(
        &self,
        wanted: &Wanted<'_>,
        reference: Reference<'_>,
        root_span: Span,
    ) -> Option<Guess> {
        let of_name = |(mode, _, name): &&(ResourceMode, &str, &str)| {
            *mode == wanted.mode && *name == wanted.name
        };
        let kinds = self
            .resources
            .keys()
            .filter(of_name)
            .map(|(_, kind, _)| *kind);
        let near = near(wanted.kind, kinds)?;
        let meant = format!("{}{}.{}", wanted.mode.prefix(), near.name, wanted.name);
        let is_plain = reference.root == wanted.kind;
        let edit = is_plain.then(|| {
            let new = if near.is_certain { near.name } else { "" };
            (root_span, wanted.kind.to_owned(), new.to_owned())
        });
        Some(Guess { meant, edit })
    }

    fn help(&self, wanted: &Wanted<'_>) -> String {
        let names = self.names_of(wanted.mode, wanted.kind);
        match listed(&names) {
            Some(names) => format!("Of {} there is {names}", wanted.kind),
            None => "Declare it, or refer to one that is declared".to_owned(),
        }
    }
}

/// What is said of a resource that is not declared.
fn message(
    wanted: &Wanted<'_>,
    address: &str,
    reference: Reference<'_>,
    place: &Place<'_>,
) -> String {
    let is_element = matches!(wanted.name, "key" | "value");
    let own = iterators(place);
    if is_element && let ([inner, ..], true) = (own.as_slice(), reference.root == wanted.kind) {
        return format!(
            "{:?} is no iterator here: that of this dynamic block is {inner:?}",
            wanted.kind
        );
    }
    format!("{address} is not declared in this module")
}

/// `var`, `local` or `module` where it is written another way and the name is declared.
fn misspelt_root(module: &Module<'_>, root: &str, name: &str) -> Option<&'static str> {
    let is = |right: &str, others: &[&str]| {
        others.contains(&root) || (root.len() > 2 && strsim::damerau_levenshtein(root, right) == 1)
    };
    if module.variables.contains_key(name) && is("var", &["variable", "variables"]) {
        return Some("var");
    }
    if module.locals.contains_key(name) && is("local", &["locals"]) {
        return Some("local");
    }
    (module.calls.contains_key(name) && is("module", &["modules", "mod"])).then_some("module")
}

/// Whether a `check` block declares the data source.
fn holds(check: &crate::hcl::Block, wanted: &Wanted<'_>) -> bool {
    &*check.kind.text == "check"
        && check
            .body
            .blocks_of("data")
            .any(|data| data.label(0) == Some(wanted.kind) && data.label(1) == Some(wanted.name))
}
