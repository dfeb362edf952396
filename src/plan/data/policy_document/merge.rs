//! Documents, and how several become one.

use crate::eval::{Dependencies, Map, Shape, Unknown, Value, choice};
use crate::source::Span;
use crate::types::Type;

use super::list::{differ, opaque, open};
use super::{DOCUMENT, STATEMENT};

/// A policy document.
#[derive(Default)]
pub(super) struct Document {
    pub(super) version: Option<Value>,
    pub(super) id: Option<Value>,
    /// Those that are certainly in it; in this order, where there are no others.
    pub(super) statements: Vec<Statement>,
    /// What further statements look like, of which there may be any number.
    pub(super) others: Vec<Statement>,
    /// Whether what is not known of it may give it another id.
    pub(super) may_have_id: bool,
}

/// A statement of a document.
#[derive(Clone)]
pub(super) struct Statement {
    /// A string, empty for none.
    pub(super) sid: Value,
    pub(super) content: Content,
    pub(super) origin: Option<Span>,
}

/// What is in a statement.
#[derive(Clone)]
pub(super) enum Content {
    /// Its entries but `Sid`, in the order of [`STATEMENT`].
    Entries(Vec<(&'static str, Value)>),
    /// Not even its entries are known one by one.
    Whole(Value),
}

/// Which document is merged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The one of the data source's own arguments. Its statements do not replace each other: their ids differ, or
    /// the provider refuses it.
    Own,
    /// Any other.
    Other,
}

impl Document {
    /// A document of which nothing is known but what it depends on.
    pub(super) fn opaque(of: &Value) -> Self {
        Self {
            others: vec![Statement {
                sid: Unknown::derived(Type::String, [of]).into(),
                content: Content::Whole(opaque([of])),
                origin: of.origin,
            }],
            may_have_id: true,
            ..Self::default()
        }
    }

    /// Adds another document: its id counts, the later version, and of statements with one `Sid` the later one, in
    /// the place of the earlier one.
    pub(super) fn merge(&mut self, new: Self, kind: Kind) {
        match new.id {
            Some(id) if id.is_known() || self.id.is_none() => {
                self.id = Some(id);
                self.may_have_id = false;
            }
            Some(id) => self.id = Some(opaque([&id].into_iter().chain(&self.id))),
            None => self.may_have_id |= new.may_have_id,
        }
        self.version = later(self.version.take(), new.version);
        let mut limit = self.statements.len();
        for statement in new.statements {
            if kind == Kind::Other {
                limit = self.statements.len();
            }
            limit -= self.add(statement, limit);
        }
        for other in new.others {
            self.displace(&other.sid, self.statements.len());
            self.others.push(other);
        }
    }

    /// Adds a statement, which may replace one of the first `limit`. How many of these are not certainly in it any more.
    fn add(&mut self, statement: Statement, limit: usize) -> usize {
        if is_empty(&statement.sid) {
            self.statements.push(statement);
            return 0;
        }
        let same = self.statements[..limit]
            .iter()
            .position(|one| is_same(&one.sid, &statement.sid) == Some(true));
        if let Some(at) = same {
            self.statements[at] = statement;
            return 0;
        }
        let displaced = self.displace(&statement.sid, limit);
        self.statements.push(statement);
        displaced
    }

    /// Of the first `limit` statements those that one of this id may replace are not certainly in it any more. How many
    /// these are.
    fn displace(&mut self, sid: &Value, limit: usize) -> usize {
        let before = self.statements.len();
        if is_empty(sid) {
            return 0;
        }
        let mut kept = Vec::with_capacity(self.statements.len());
        for (at, statement) in self.statements.drain(..).enumerate() {
            if at < limit && is_same(&statement.sid, sid) != Some(false) {
                self.others.push(statement);
            } else {
                kept.push(statement);
            }
        }
        self.statements = kept;
        before - self.statements.len()
    }

    /// The document as a value.
    pub(super) fn value(&self) -> Value {
        let statements = self.statements.iter().map(Statement::value).collect();
        let mut others: Vec<Value> = self.others.iter().map(Statement::value).collect();
        let statements = match others.len() {
            0 if self.statements.is_empty() => None,
            0 => Some(Value::tuple(statements)),
            1 => Some(open(statements, others.remove(0))),
            _ => {
                let of = opaque(&others);
                Some(open(statements, choice(others, &of)))
            }
        };
        let entries = [self.version.clone(), self.id.clone(), statements];
        let entries: Map = DOCUMENT
            .iter()
            .zip(entries)
            .filter_map(|(name, entry)| Some((*name, entry?)))
            .filter(|(name, _)| *name != "Id" || !self.may_have_id)
            .collect();
        if !self.may_have_id {
            return Value::object(entries);
        }
        let mut unknown = Unknown::derived(Type::Dynamic, entries.values()).not_null();
        unknown.dependencies = Dependencies::default();
        unknown.shaped(Shape::Partial(entries)).into()
    }
}

impl Statement {
    /// The statement as a value.
    pub(super) fn value(&self) -> Value {
        let value = match &self.content {
            Content::Whole(value) => value.clone(),
            Content::Entries(entries) => {
                let sid = [(STATEMENT[0], self.sid.clone())];
                let sid = sid.into_iter().filter(|(_, sid)| !is_empty(sid));
                Value::object(sid.chain(entries.iter().cloned()).collect::<Map>())
            }
        };
        match self.origin {
            Some(span) => value.or_at(span),
            None => value,
        }
    }
}

/// Whether a string is certainly empty.
pub(super) fn is_empty(text: &Value) -> bool {
    text.as_str() == Some("")
}

/// Whether two statements have one id; `None` where that is not known. Statements without an id are never the same.
fn is_same(a: &Value, b: &Value) -> Option<bool> {
    match (a.as_str(), b.as_str()) {
        (Some(a), Some(b)) => Some(a == b && !a.is_empty()),
        _ if is_empty(a) || is_empty(b) || differ(a, b) => Some(false),
        _ => crate::eval::equal(a, b),
    }
}

/// The later of two versions. That of today, which AWS has had since 2012, is taken to be the last one.
fn later(old: Option<Value>, new: Option<Value>) -> Option<Value> {
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (old, new) => return old.or(new),
    };
    match (old.as_str(), new.as_str()) {
        (Some(a), Some(b)) => Some(if b > a { new } else { old }),
        (Some("2012-10-17"), None) => Some(old),
        (None, Some("2012-10-17")) => Some(new),
        _ => {
            let of = opaque([&old, &new]);
            Some(choice(vec![old, new], &of))
        }
    }
}
