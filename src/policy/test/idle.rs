//! What in a test file tests nothing, or speaks of what there is not: a test that is green for that is worse than none.

use std::collections::BTreeSet;

use crate::diagnostic::ConfigError;
use crate::hcl::{Expression, ExpressionKind, Step, each_reference, step_name, walk_expression};
use crate::policy::file::{PolicyFile, matches};
use crate::policy::names::{missing_type, provider_of};
use crate::policy::read::Faults;
use crate::repo::words::{misspelt, nearest};
use crate::schema::{Block, Member, Schemas};

use super::CaseResult;
use super::case::Ran;
use super::file::{Mock, MockKind, Test};

/// Tells what is wrong with a test by the policies that it targets and by what providers have.
pub(super) fn check(
    test: &Test,
    targets: &[&PolicyFile],
    schemas: &Schemas,
    faults: &mut Faults<'_>,
) {
    if test.mocks.iter().all(|mock| mock.kind == MockKind::Data) {
        let message = "no block `resource`, `module` or `provider` mocks what a policy judges, so that nothing is tested";
        faults.errors.push(ConfigError::whole(faults.path, message));
    }
    check_inputs(test, targets, faults);
    let uses = Uses::of(test, targets);
    check_doubles(test, &uses, faults);
    let place = Place {
        targets,
        schemas,
        uses: &uses,
    };
    for mock in &test.mocks {
        place.check_type(mock, faults);
        place.check_attributes(mock, faults);
        place.check_use(mock, faults);
    }
}

/// Tells mocks that no policy is about, and that nothing needs: as a fault where no other mock is judged.
pub(super) fn check_judged(
    test: &Test,
    targets: &[&PolicyFile],
    ran: &Ran<'_>,
    faults: &mut Faults<'_>,
) {
    let skipped = ran
        .cases
        .iter()
        .filter(|it| it.result == CaseResult::Skipped);
    let judged = ran.cases.len() - skipped.count() - ran.unjudged.len();
    if judged == 0 && !ran.unjudged.is_empty() {
        let message =
            "no policy of the targets is about any mock of this file, so that nothing is tested";
        faults.errors.push(ConfigError::whole(faults.path, message));
        return;
    }
    let uses = Uses::of(test, targets);
    for mock in &ran.unjudged {
        // Whoever expects a failure is told that it does not come.
        if !mock.expect_failure && !uses.is_needed(mock) {
            faults.doubt(mock.span, useless(mock));
        }
    }
}

fn useless(mock: &Mock) -> String {
    format!(
        "no policy of the targets judges `{}` or looks for it, so that this mock does nothing",
        mock.of
    )
}

/// Inputs that no target has.
fn check_inputs(test: &Test, targets: &[&PolicyFile], faults: &mut Faults<'_>) {
    let names = || targets.iter().flat_map(|file| file.inputs.keys());
    for (name, span) in &test.input_names {
        if !names().any(|known| known == name) {
            let near = nearest(name, names().map(|known| &**known));
            let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            let message = format!("no policy of the targets has an input `{name}`{hint}");
            faults.tell(*span, message);
        }
    }
}

/// Mocks of one address. HashiCorp's runner judges each, so that it is a fault only where something refers to one of them.
fn check_doubles(test: &Test, uses: &Uses<'_>, faults: &mut Faults<'_>) {
    let mut known = BTreeSet::new();
    for mock in &test.mocks {
        if known.insert(address(mock)) {
            continue;
        }
        let name = format!("{} {}.{}", mock.kind.block(), mock.of, mock.label);
        if uses.is_referred_to(mock) {
            faults.tell(
                mock.span,
                format!("there are two mocks `{name}`, and something refers to one of them: give this one another name"),
            );
        } else {
            faults.doubt(
                mock.span,
                format!("there are two mocks `{name}`: give this one another name"),
            );
        }
    }
}

type Address<'t> = (MockKind, &'t str, &'t str);

fn address(mock: &Mock) -> Address<'_> {
    (mock.kind, &mock.of, &mock.label)
}

/// What the policies of a test look for, and what its own expressions refer to.
pub(super) struct Uses<'t> {
    /// The types that policies look for, with whether they are of data sources; a star stands for any part.
    wanted: BTreeSet<(bool, String)>,
    /// Whether a policy looks for a type that is not written out.
    is_any_wanted: bool,
    /// The attributes that policies read. One that a policy may read, also as `attrs["…"]` because only another version of
    /// the provider has it, a mock may have.
    read: BTreeSet<String>,
    referred: BTreeSet<Address<'t>>,
}

impl<'t> Uses<'t> {
    pub(super) fn of(test: &'t Test, targets: &[&PolicyFile]) -> Self {
        let mut uses = Self {
            wanted: BTreeSet::new(),
            is_any_wanted: false,
            read: BTreeSet::new(),
            referred: BTreeSet::new(),
        };
        for file in targets {
            file.locals.values().for_each(|it| uses.look(it));
            for policy in &file.policies {
                let parts = policy.locals.values().chain(&policy.filter);
                parts.chain(&policy.level).for_each(|it| uses.look(it));
                for enforce in &policy.enforce {
                    uses.look(&enforce.condition);
                    enforce.error_message.iter().for_each(|it| uses.look(it));
                }
            }
        }
        let own = test.locals.values().chain(test.inputs.values());
        own.for_each(|it| uses.refer(it));
        for mock in &test.mocks {
            let parts = [&mock.attrs, &mock.prior_attrs, &mock.meta];
            let parts = parts.into_iter().flatten().chain(mock.inputs.values());
            parts.for_each(|it| uses.refer(it));
        }
        uses
    }

    /// Adds what an expression of a policy looks for.
    fn look(&mut self, expression: &Expression) {
        each_reference(expression, &mut |root, steps, _| {
            if let Some(name) = step_name(steps, 0).filter(|_| root == "attrs") {
                self.read.insert(name.to_owned());
            }
        });
        walk_expression(expression, &mut |inner| {
            let ExpressionKind::Call(call) = &inner.kind else {
                return;
            };
            let name = &*call.name.text;
            let is_data = match name.strip_prefix("core::").unwrap_or(name) {
                "getresources" => false,
                "getdatasource" => true,
                "iaclint::zones" | "iaclint::subnet_class" => {
                    self.wanted.insert((false, "aws_subnet".to_owned()));
                    return;
                }
                _ => return,
            };
            match call.arguments.first().and_then(Expression::as_str) {
                Some(kind) => {
                    self.wanted.insert((is_data, kind.to_owned()));
                }
                None => self.is_any_wanted = true,
            }
        });
    }

    /// Adds the mocks that an expression of the test refers to.
    fn refer(&mut self, expression: &'t Expression) {
        each_reference(expression, &mut |root, steps, _| {
            self.referred.extend(mock_of(root, steps));
        });
    }

    fn is_referred_to(&self, mock: &Mock) -> bool {
        self.referred.contains(&address(mock))
    }

    /// Whether something but a judgement needs the mock.
    pub(super) fn is_needed(&self, mock: &Mock) -> bool {
        let is_data = mock.kind == MockKind::Data;
        let is_wanted = |(data, kind): &(bool, String)| *data == is_data && matches(kind, &mock.of);
        let may_be_wanted = is_data || mock.kind == MockKind::Resource;
        self.is_referred_to(mock)
            || (may_be_wanted && (self.is_any_wanted || self.wanted.iter().any(is_wanted)))
    }
}

/// The mock that a reference leads to.
fn mock_of<'t>(root: &'t str, steps: &'t [Step]) -> Option<Address<'t>> {
    let name = |at: usize| step_name(steps, at);
    match root {
        "local" | "input" => None,
        "data" => Some((MockKind::Data, name(0)?, name(1)?)),
        "module" => Some((MockKind::Module, name(0)?, name(1)?)),
        _ => Some((MockKind::Resource, root, name(0)?)),
    }
}

struct Place<'p> {
    targets: &'p [&'p PolicyFile],
    schemas: &'p Schemas,
    uses: &'p Uses<'p>,
}

impl Place<'_> {
    /// Whether a target may speak of other versions of a provider than its schema.
    fn is_open(&self, provider: &str) -> bool {
        self.targets.iter().any(|it| it.open.contains(provider))
    }

    /// Whether a target names the mock's type, so that it is known as far as a policy may name it.
    fn is_named(&self, mock: &Mock) -> bool {
        let policies = self.targets.iter().flat_map(|file| &file.policies);
        let is_data = mock.kind == MockKind::Data;
        let wanted = &self.uses.wanted;
        policies
            .filter(|policy| policy.target.block().starts_with(mock.kind.block()))
            .any(|policy| *policy.pattern == *mock.of)
            || wanted.contains(&(is_data, mock.of.to_string()))
    }

    /// Tells a type that its provider does not have.
    fn check_type(&self, mock: &Mock, faults: &mut Faults<'_>) {
        let is_data = match mock.kind {
            MockKind::Resource => false,
            MockKind::Data => true,
            MockKind::Provider => return self.check_provider(mock, faults),
            MockKind::Module => return,
        };
        if self.is_named(mock) {
            return;
        }
        let is_open = self.is_open(provider_of(&mock.of));
        let message = missing_type(self.schemas, &mock.of, (is_data, is_open));
        if let Some(message) = message {
            faults.tell(mock.span, message);
        }
    }

    /// Tells a provider that is another one misspelt. There are more than anybody here knows.
    fn check_provider(&self, mock: &Mock, faults: &mut Faults<'_>) {
        let known = self.schemas.providers();
        let names: Vec<&str> = known
            .iter()
            .filter_map(|it| it.address().rsplit('/').next())
            .collect();
        if names.contains(&&*mock.of) || self.is_named(mock) {
            return;
        }
        if let Some(near) = misspelt(&mock.of, names) {
            let message = format!("there is no provider `{}`; did you mean `{near}`?", mock.of);
            faults.tell(mock.span, message);
        }
    }

    /// Tells attributes that the type does not have. HashiCorp's runner takes anything, so that they are no faults.
    fn check_attributes(&self, mock: &Mock, faults: &mut Faults<'_>) {
        let kind = &*mock.of;
        let (provider, schema) = match mock.kind {
            MockKind::Resource => (provider_of(kind), self.schemas.resource(kind)),
            MockKind::Data => (provider_of(kind), self.schemas.data_source(kind)),
            MockKind::Provider => (kind, self.schemas.provider(kind)),
            MockKind::Module => return,
        };
        if let (Some(schema), Some(attrs)) = (schema, &mock.attrs) {
            let names = Names {
                kind,
                is_open: self.is_open(provider),
                read: &self.uses.read,
            };
            names.check(attrs, schema, faults);
        }
    }

    /// Tells a mock that is only to be found, and that nobody looks for.
    fn check_use(&self, mock: &Mock, faults: &mut Faults<'_>) {
        let is_only_found = mock.kind == MockKind::Data || (mock.skip && !mock.is_open);
        if is_only_found && !self.uses.is_needed(mock) && !self.is_judged(mock) {
            faults.doubt(mock.span, useless(mock));
        }
    }

    fn is_judged(&self, mock: &Mock) -> bool {
        let mut policies = self.targets.iter().flat_map(|file| &file.policies);
        policies.any(|policy| {
            policy.target.block().starts_with(mock.kind.block()) && policy.is_about(&mock.of)
        })
    }
}

/// The names of attributes of one type.
struct Names<'n> {
    kind: &'n str,
    /// Whether a policy may speak of another version than the schema, which then tells only what is misspelt.
    is_open: bool,
    /// What policies read of it.
    read: &'n BTreeSet<String>,
}

impl Names<'_> {
    /// Tells the names in an object that a block of this schema does not have, also in the blocks inside.
    fn check(&self, expression: &Expression, schema: &Block, faults: &mut Faults<'_>) {
        let items = match &expression.kind {
            ExpressionKind::Object(items) => items,
            ExpressionKind::Tuple(blocks) => {
                for block in blocks {
                    self.check(block, schema, faults);
                }
                return;
            }
            _ => return,
        };
        for item in items {
            let Some(name) = item.key.as_str() else {
                continue;
            };
            match schema.member(name) {
                Some(Member::Block(nested)) => self.check(&item.value, &nested.block, faults),
                Some(Member::Attribute(_)) => {}
                None if self.read.contains(name) => {}
                None => {
                    if let Some(message) = self.missing(name, schema) {
                        faults.doubt(item.key.span(), message);
                    }
                }
            }
        }
    }

    fn missing(&self, name: &str, schema: &Block) -> Option<String> {
        let names: Vec<_> = schema.members().map(|it| it.name().clone()).collect();
        let hint = match nearest(name, names.iter().map(|it| &**it)) {
            Some(near) => format!("; did you mean `{near}`?"),
            None if self.is_open => return None,
            None => String::new(),
        };
        let kind = self.kind;
        Some(format!("`{kind}` has no attribute `{name}` there{hint}"))
    }
}
