//! Findings as plain data: what was judged, where, and in which words. No behaviour beyond building them and reading what they say.

mod cause;
mod config_error;
mod date;

use std::fmt;

use crate::source::Span;

pub use cause::{Cause, of_cause};
pub use config_error::{ConfigError, place};
pub use date::Date;

/// How much a finding matters. The order is that of the gate: an error is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never fails a run by default.
    Note,
    /// Likely a fault, or one that hurts later.
    Warning,
    /// A fault: what is written cannot work, or endangers what runs.
    Error,
}

impl Severity {
    /// The word used in every output: `error`, `warning` or `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a rule decided about its subject. A rule that passes reports nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It fails whatever the values are that cannot be known.
    Fail,
    /// It cannot be decided from the repository alone; the finding's message says why.
    Undetermined,
}

/// The severity that a rule gives its findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultSeverity {
    /// The same in every environment.
    Always(Severity),
    /// The first in environments of the production tier, the second in all others. `None` is silent.
    ByTier(Severity, Option<Severity>),
    /// The first, unless what is found is worse or milder: then one of the others, which the rule gives.
    ByCase(Severity, &'static [Severity]),
}

/// What is fixed about a rule, whatever it finds.
#[derive(Debug)]
pub struct Meta {
    /// Kebab case; final once published.
    pub id: &'static str,
    /// What the rule finds, in one sentence with a full stop.
    pub summary: &'static str,
    /// Why that matters, in one or two sentences. Every finding repeats it.
    pub why: &'static str,
    /// Before configuration.
    pub severity: DefaultSeverity,
    /// Only where the rule is about security: how bad a finding is, from `"0.1"` to `"10.0"` as in CVSS. Code
    /// scanning shows 9.5 as critical, 8.0 as high, 5.5 as medium and 2.0 as low.
    pub security: Option<&'static str>,
    /// The rule's page in Markdown: Why, Bad, Good, Fix, Options.
    pub page: &'static str,
    /// What may be set under `[rules] "id" = { … }` besides `severity` and `ignorable`.
    pub options: &'static [RuleOption],
}

impl Meta {
    /// The rule's page for people: the marks by which its examples are tested are put in words.
    pub fn page_for_readers(&self) -> String {
        let found = format!("expect: {}", self.id);
        let open = format!("undetermined: {}", self.id);
        self.page
            .replace(&found, "<- found here")
            .replace(&open, "<- cannot be decided here")
    }
}

/// One option of a rule.
#[derive(Debug)]
pub struct RuleOption {
    /// The key.
    pub name: &'static str,
    /// What it does and what holds without it.
    pub summary: &'static str,
    /// What may be written.
    pub kind: OptionKind,
}

/// The form of an option's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// `true` or `false`.
    Bool,
    /// A list of strings.
    Strings,
}

/// A place with a short text about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Where.
    pub span: Span,
    /// What is there, a few words.
    pub text: String,
}

/// Where in the world of environments a finding stands. Every part may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The environment's name.
    pub environment: Option<String>,
    /// The region's name; `None` for what is global or has none.
    pub region: Option<String>,
    /// The stack's root-relative folder.
    pub stack: Option<String>,
    /// Terraform's address of what was judged.
    pub address: Option<String>,
    /// The path of the attribute inside it, such as `network_configuration[0].subnets`.
    pub attribute: Option<String>,
}

/// One of the places that a finding stands for: the same cause seen from another stack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instance {
    /// The environment's name.
    pub environment: Option<String>,
    /// The stack's root-relative folder.
    pub stack: String,
    /// Terraform's address there.
    pub address: Option<String>,
}

/// Text to put in place of a span.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub replacement: String,
}

/// A change that certainly mends the finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// What it does, in the imperative.
    pub description: String,
    /// Applied together; they do not overlap.
    pub edits: Vec<Edit>,
}

/// What a rule has to say about one subject.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub meta: &'static Meta,
    /// Set by the rule through its `meta`, changed by configuration.
    pub severity: Severity,
    /// Fail or undetermined.
    pub verdict: Verdict,
    /// What it is about.
    pub subject: Subject,
    /// Which demand of the rule is not met, where one rule makes several of one subject; empty where it makes one.
    /// Findings of different demands are told apart.
    pub demand: String,
    /// Where to edit: no larger than what must change.
    pub span: Span,
    /// What is wrong, as one sentence without a full stop at its end.
    pub message: String,
    /// What to do, as the smallest change; empty where there is nothing to advise.
    pub help: String,
    /// A few words shown under the marked code; empty to mark it only.
    pub label: String,
    /// Other places that matter.
    pub related: Vec<Note>,
    /// From where a value was written to where it is used.
    pub trail: Vec<Note>,
    /// All places of one cause; filled in when findings of one cause are folded.
    pub instances: Vec<Instance>,
    /// What it follows from, where others may follow from the same.
    pub cause: Option<Cause>,
    /// The findings that it stands for, where it is told of their cause.
    pub parts: Vec<Finding>,
    /// A change that certainly mends it.
    pub fix: Option<Fix>,
    /// Of rule, path, address, attribute and ordinal: it survives moved lines. Set by the engine; 32 hexadecimal digits.
    pub fingerprint: String,
}

impl Finding {
    /// Whether the message holds an address that does not go on there: one of its attributes may follow.
    pub fn names(&self, address: &str) -> bool {
        let text = &*self.message;
        let is_of_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
        text.match_indices(address).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + address.len()..]);
            let begins = !before.ends_with(is_of_name) && !before.ends_with('.');
            begins && !after.starts_with(is_of_name) && !after.starts_with('[')
        })
    }

    /// A failure of `meta`'s rule at `span`: what is wrong, and what to do.
    pub fn new(
        meta: &'static Meta,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let severity = match meta.severity {
            DefaultSeverity::Always(severity)
            | DefaultSeverity::ByTier(severity, _)
            | DefaultSeverity::ByCase(severity, _) => severity,
        };
        Self {
            meta,
            severity,
            verdict: Verdict::Fail,
            subject: Subject::default(),
            demand: String::new(),
            span,
            message: message.into(),
            help: help.into(),
            label: String::new(),
            related: Vec::new(),
            trail: Vec::new(),
            instances: Vec::new(),
            cause: None,
            parts: Vec::new(),
            fix: None,
            fingerprint: String::new(),
        }
    }

    /// A subject of `meta`'s rule that cannot be decided, with the reason and the place of what is unknown.
    pub fn undetermined(meta: &'static Meta, span: Span, reason: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Undetermined,
            ..Self::new(meta, span, reason, "")
        }
    }

    /// The same finding about `address`.
    pub fn address(mut self, address: impl Into<String>) -> Self {
        self.subject.address = Some(address.into());
        self
    }

    /// The same finding about the attribute at `path`.
    pub fn attribute(mut self, path: impl Into<String>) -> Self {
        self.subject.attribute = Some(path.into());
        self
    }

    /// The same finding with a few words under the marked code.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same finding with another place that matters.
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Note {
            span,
            text: text.into(),
        });
        self
    }

    /// The same finding with a severity of its own, where a rule knows several.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same finding with a change that certainly mends it.
    pub fn fix(
        mut self,
        description: impl Into<String>,
        span: Span,
        replacement: impl Into<String>,
    ) -> Self {
        let edits = vec![Edit {
            span,
            replacement: replacement.into(),
        }];
        self.fix = Some(Fix {
            description: description.into(),
            edits,
        });
        self
    }
}
