//! See `env_mismatch.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, OptionKind, RuleOption, Severity};
use crate::plan::Plan;
use crate::repo::layout::is_inside;
use crate::repo::{Stack, StackId, words};
use crate::rule::{Check, Context, Rule};
use crate::source::{FileId, Span};

use super::arguments::{Argument, Given, HOLE, Owner, each_argument};
use super::data_texts::each_data_text;
use super::environment_inputs::{self, Input, data_input, input};
use super::environment_names::{self, Mention, Names};
use super::instances::seen_from;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-env-mismatch",
        summary: "A stack of one environment uses the name of another.",
        why: "Most often the stack was copied and a name was left behind: it then changes, overwrites or reads what \
              belongs to the other environment.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("env_mismatch.md"),
        options: &[RuleOption {
            name: "allow",
            summary: "Values that hold one of these texts are accepted, for what the environments share.",
            kind: OptionKind::Strings,
        }],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let known = environment_names::of_repository(repo);
    // What the stacks of each environment call things, collected when a doubtful word must be judged.
    let customs: BTreeMap<&str, OnceLock<Pairs>> =
        known.iter().map(|name| (*name, OnceLock::new())).collect();
    let judge = |(id, stack): &(StackId, &Stack<'_>)| {
        let own = stack.place.environment.as_deref()?;
        let mut judged = Judged {
            plan: context.plan,
            stack,
            own,
            names: Names::around(own, &known)?,
            customs: customs.get(own)?,
            allow: context.strings(&RULE.meta, "allow"),
            found: BTreeMap::new(),
        };
        each_argument(context.plan, *id, &mut |argument| judged.judge(argument));
        each_data_text(repo, stack.directory, &mut |file, given| {
            judged.judge_data(file, given);
        });
        Some(judged.found.into_values().collect())
    };
    let stacks: Vec<_> = repo.stacks().collect();
    let found: Vec<Vec<Finding>> = stacks.par_iter().filter_map(judge).collect();
    findings.extend(found.into_iter().flatten());
}

/// Words that stand side by side in the names that an environment uses.
type Pairs = BTreeSet<(String, String)>;

struct Judged<'c> {
    plan: &'c Plan<'c>,
    stack: &'c Stack<'c>,
    own: &'c str,
    names: Names<'c>,
    customs: &'c OnceLock<Pairs>,
    allow: &'c [String],
    /// One finding for each place where a foreign name is written.
    found: BTreeMap<Span, Finding>,
}

impl<'c> Judged<'c> {
    fn judge(&mut self, argument: &Argument<'_>) {
        if !environment_inputs::is_interesting(argument) {
            return;
        }
        for given in argument.texts() {
            if let Some(input) = input(argument, &given)
                && let Some(mention) = self.mention(input, &given)
            {
                // A module that is called as `prod_config` speaks of prod, whoever reads what it gives.
                let mut said = format!("{}{}", argument.visit.prefix(), given.path);
                if let Owner::Call(call) = argument.owner {
                    said = format!("{} {said}", call.name);
                }
                if !self.is_meant(&said, input, &mention) {
                    self.report(&site(argument, &given), &given, &mention);
                }
            }
        }
    }

    fn judge_data(&mut self, file: FileId, given: &Given) {
        if let Some(input) = data_input(given)
            && let Some(mention) = self.mention(input, given)
            && !self.is_meant(&given.path, input, &mention)
        {
            let site = Site {
                subject: format!(
                    "{} in {}",
                    given.name(),
                    self.plan.repo.sources.file(file).path
                ),
                address: None,
                used: None,
            };
            self.report(&site, given, &mention);
        }
    }

    /// Where the part of the value that matters names another environment.
    fn mention(&self, input: Input, given: &Given) -> Option<Mention<'c>> {
        let text = given.as_str();
        let is_allowed = self
            .allow
            .iter()
            .any(|allowed| text.contains(allowed.as_str()));
        let text = &text[..input.end(given)];
        (!is_allowed).then(|| self.names.mention(text, environment_inputs::start(given)))?
    }

    /// Whether the other environment is named on purpose, as `said` says, or the word is no name of it here.
    fn is_meant(&self, said: &str, input: Input, mention: &Mention<'_>) -> bool {
        if self.names.names(said, mention.name) {
            return true;
        }
        // Words such as "test" are the name of an environment only where the own one stands in the same company.
        let is_doubtful = match input {
            Input::Environment => false,
            Input::Name => mention.is_ordinary(),
            Input::LogGroup | Input::Image | Input::Secret => {
                mention.is_ordinary() && mention.is_compound()
            }
        };
        is_doubtful && !self.is_custom(mention)
    }

    /// Whether this environment's names put its own name where this text has the other's.
    fn is_custom(&self, mention: &Mention<'_>) -> bool {
        let pairs = self.customs.get_or_init(|| customs(self.plan, self.own));
        let words: Vec<String> = words::tokens(self.own)
            .into_iter()
            .map(|(_, it)| it)
            .collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return false;
        };
        match (&mention.before, &mention.after) {
            (Some(before), _) => pairs.contains(&(before.clone(), first.clone())),
            (None, Some(after)) => pairs.contains(&(last.clone(), after.clone())),
            (None, None) => false,
        }
    }

    fn report(&mut self, site: &Site, given: &Given, mention: &Mention<'_>) {
        let Some(span) = given.place(mention.offset) else {
            return;
        };
        if let Some(known) = self.found.get_mut(&span) {
            if let Some(used) = site.used.filter(|used| !span.contains(*used))
                && known.related.len() < MOST_USES
                && !known.related.iter().any(|related| related.span == used)
            {
                *known = known.clone().related(used, "used here");
            }
            return;
        }
        let shown = shortened(&given.shown());
        let consequence = if shown == mention.name {
            "the name of another environment".to_owned()
        } else {
            format!("which names {}", mention.name)
        };
        let message = format!(
            "{} ({}) sets {} to \"{shown}\", {consequence}",
            self.stack.path, self.own, site.subject
        );
        let mut finding = Finding::new(&RULE.meta, span, message, self.help(span, given, mention))
            .attribute(given.path.clone())
            .label(format!("names {}, not {}", mention.name, self.own));
        finding.subject.address.clone_from(&site.address);
        if let Some(used) = site.used.filter(|used| used.file != span.file) {
            finding = finding.related(used, "used here");
        }
        self.found.insert(span, seen_from(finding, self.stack));
    }

    fn help(&self, span: Span, given: &Given, mention: &Mention<'_>) -> String {
        let path = &self.plan.repo.sources.file(span.file).path;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_own = is_inside(
            folder,
            &self.plan.repo.sources.directory(self.stack.directory).path,
        );
        let text = given.as_str();
        let (before, rest) = text.split_at(mention.offset);
        let corrected = format!("{before}{}{}", self.own, &rest[mention.length..]);
        if is_own && corrected.contains(HOLE) {
            format!(
                "Write \"{}\" in the place of \"{}\"",
                self.own, mention.name
            )
        } else if is_own {
            format!("Write \"{}\"", shortened(&corrected))
        } else {
            format!("Let {} pass the name of its environment", self.stack.path)
        }
    }
}

/// What uses a name, in words.
struct Site {
    /// For the message.
    subject: String,
    address: Option<String>,
    /// Where the value is used.
    used: Option<Span>,
}

fn site(argument: &Argument<'_>, given: &Given) -> Site {
    let address = format!("{}{}", argument.visit.prefix(), argument.owner.address());
    let subject = match argument.owner {
        Owner::Variable(_) | Owner::Local(_) => address.clone(),
        _ => format!("{} of {address}", given.path),
    };
    Site {
        subject,
        address: Some(address),
        used: Some(argument.expression.span),
    }
}

/// How many uses of one wrong value are shown.
const MOST_USES: usize = 3;

/// At most 80 characters of a text.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The pairs of neighbouring words in everything that the stacks of an environment give to modules, providers,
/// variables and their backend.
fn customs(plan: &Plan<'_>, environment: &str) -> Pairs {
    let repo = plan.repo;
    let mut pairs = Pairs::new();
    let mut add = |text: &str| {
        let words: Vec<String> = words::tokens(text).into_iter().map(|(_, it)| it).collect();
        let neighbours = words
            .windows(2)
            .map(|pair| (pair[0].clone(), pair[1].clone()));
        pairs.extend(neighbours);
    };
    let found = repo.environments.iter().find(|it| it.name == environment);
    for id in found.iter().flat_map(|it| &it.stacks) {
        for value in plan.backend(*id).arguments.values() {
            value
                .texts()
                .iter()
                .for_each(|(_, text)| add(text.as_str()));
        }
        each_argument(plan, *id, &mut |argument| {
            let is_root = argument.visit.is_root();
            if is_root && !matches!(argument.owner, Owner::Resource(_)) {
                argument
                    .texts()
                    .iter()
                    .for_each(|given| add(given.as_str()));
            }
        });
    }
    pairs
}
