//! See `region_mismatch.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::address::ResourceMode;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::{Frame, Repo, Stack, StackId, words};
use crate::rule::{Check, Context, Rule};
use crate::source::{FileId, Span};

use super::arguments::{Argument, Given, Owner, each_argument, is_passed_providers};
use super::data_texts::each_data_text;
use super::instances::seen_from;
use super::named_regions::{self, Named, named, named_in_data};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-region-mismatch",
        summary: "A stack names another region than the folder it lies in.",
        why: "It is applied to a region where nobody looks for it, or refers to what does not exist in its own.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Note]),
        security: None,
        page: include_str!("region_mismatch.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let image_regions = OnceLock::new();
    let judge = |(id, stack): &(StackId, &Stack<'_>)| {
        let region = stack.place.region.as_deref()?;
        let mut judged = Judged {
            repo,
            stack,
            region,
            image_regions: &image_regions,
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

struct Judged<'c> {
    repo: &'c Repo<'c>,
    stack: &'c Stack<'c>,
    region: &'c str,
    /// The regions in which some stack makes image repositories, once somebody asks.
    image_regions: &'c OnceLock<BTreeSet<String>>,
    /// One finding for each place where a foreign region is written.
    found: BTreeMap<Span, Finding>,
}

impl Judged<'_> {
    fn judge_data(&mut self, file: FileId, given: &Given) {
        let Some(named) = named_in_data(given) else {
            return;
        };
        let is_kept = named.is_registry && self.keeps_images_in(named.region);
        if named.region != self.region && !is_kept {
            let site = Site {
                subject: format!("{} in {}", given.name(), self.repo.sources.file(file).path),
                address: None,
                used: None,
                kind: SiteKind::Other,
            };
            self.report(&site, given, &named);
        }
    }

    fn judge(&mut self, argument: &Argument<'_>) {
        if !named_regions::is_interesting(argument) || works_elsewhere(argument) {
            return;
        }
        for given in argument.texts() {
            let Some(named) = named(argument, &given) else {
                continue;
            };
            if named.region != self.region && !self.is_deliberate(argument, &given, &named) {
                self.report(&site(argument, &given), &given, &named);
            }
        }
    }

    /// Whether this region is meant although it is not the folder's.
    fn is_deliberate(&self, argument: &Argument<'_>, given: &Given, named: &Named<'_>) -> bool {
        if named.is_registry && self.keeps_images_in(named.region) {
            return true;
        }
        let Owner::Provider(provider) = argument.owner else {
            let name = format!("{}.{}", argument.owner.address(), given.path);
            return says_elsewhere(&name, named.region);
        };
        // A second configuration in us-east-1 serves what AWS keeps only there, such as certificates of CloudFront.
        provider
            .alias
            .is_some_and(|alias| says_elsewhere(alias, named.region) || named.region == HOME_REGION)
    }

    /// Whether a stack of this region makes image repositories: then others may well pull from there.
    fn keeps_images_in(&self, region: &str) -> bool {
        let regions = self.image_regions.get_or_init(|| image_regions(self.repo));
        regions.contains(region)
    }

    fn report(&mut self, site: &Site, given: &Given, named: &Named<'_>) {
        let Some(span) = given.place(named.offset) else {
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
        let (path, region) = (&self.stack.path, self.region);
        let message = format!(
            "{path} lies in {region}, but {} {}",
            site.subject,
            named.verb()
        );
        let mut finding = Finding::new(&RULE.meta, span, message, self.help(site, named))
            .attribute(given.path.clone())
            .label(format!("not {region}"));
        finding.subject.address.clone_from(&site.address);
        if site.kind == SiteKind::SecondProvider {
            finding = finding.severity(Severity::Note);
        }
        if let Some(used) = site.used.filter(|used| used.file != span.file) {
            finding = finding.related(used, "used here");
        }
        self.found.insert(span, seen_from(finding, self.stack));
    }

    fn help(&self, site: &Site, named: &Named<'_>) -> String {
        let write = format!("Write \"{}\"", named.corrected(self.region));
        match site.kind {
            SiteKind::SecondProvider => format!(
                "If that is meant, name the alias after the region; else write \"{}\"",
                self.region
            ),
            SiteKind::StackRegion => match moved(&self.stack.path, self.region, named.region) {
                Some(path) => format!("{write}, or move the stack to {path}"),
                None => write,
            },
            SiteKind::Other => write,
        }
    }
}

/// What names a region, in words.
struct Site {
    /// For the message.
    subject: String,
    address: Option<String>,
    /// Where the value is used.
    used: Option<Span>,
    kind: SiteKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SiteKind {
    /// What decides the region of the whole stack.
    StackRegion,
    /// A configuration of the provider with an alias.
    SecondProvider,
    Other,
}

fn site(argument: &Argument<'_>, given: &Given) -> Site {
    let address = format!("{}{}", argument.visit.prefix(), argument.owner.address());
    let (subject, kind) = match argument.owner {
        Owner::Provider(provider) => {
            let kind = match provider.alias {
                Some(_) => SiteKind::SecondProvider,
                None => SiteKind::StackRegion,
            };
            (
                format!("its {}", address.replacen("provider.", "provider ", 1)),
                kind,
            )
        }
        Owner::Variable(_) => (address.clone(), SiteKind::StackRegion),
        Owner::Local(_) => (address.clone(), SiteKind::Other),
        Owner::Call(_) | Owner::Resource(_) => {
            (format!("{} of {address}", given.path), SiteKind::Other)
        }
    };
    Site {
        subject,
        address: Some(address),
        used: Some(argument.expression.span),
        kind,
    }
}

fn image_regions(repo: &Repo<'_>) -> BTreeSet<String> {
    let keeps_images = |stack: &Stack<'_>| {
        let mut keeps = false;
        Frame::root(repo, stack).each(repo, &mut |frame| {
            let mut resources = frame.module.resources.values();
            keeps |= resources.any(|resource| {
                resource.kind == "aws_ecr_repository" && resource.mode == ResourceMode::Managed
            });
        });
        keeps
    };
    let stacks = repo.stacks.iter().filter(|stack| keeps_images(stack));
    stacks
        .filter_map(|stack| stack.place.region.clone())
        .collect()
}

/// How many uses of one wrong value are shown.
const MOST_USES: usize = 3;

/// Where AWS keeps what has no region of its own, and what CloudFront uses.
const HOME_REGION: &str = "us-east-1";

/// Whether the argument belongs to something that is made with another configuration of the provider than the
/// default one.
fn works_elsewhere(argument: &Argument<'_>) -> bool {
    let passes = |block: &crate::hcl::Block, name: &str| block.body.attribute(name).is_some();
    let own = match argument.owner {
        Owner::Resource(resource) => passes(&resource.block, "provider"),
        Owner::Call(call) => passes(&call.block, "providers"),
        _ => false,
    };
    own || is_passed_providers(argument.visit)
}

/// Words by which people say that something is meant for another place.
const ELSEWHERE: &[&str] = &[
    "replica",
    "replication",
    "secondary",
    "dr",
    "disaster",
    "recovery",
    "failover",
    "backup",
    "peer",
    "peering",
    "remote",
    "source",
    "destination",
    "global",
    "cloudfront",
    "edge",
    "waf",
];

/// Whether a name says itself that `region`, or another place, is meant.
fn says_elsewhere(name: &str, region: &str) -> bool {
    let words: Vec<String> = words::tokens(&name.replace('.', " "))
        .into_iter()
        .map(|(_, word)| word)
        .collect();
    let parts: Vec<&str> = region.split('-').collect();
    let holds = |wanted: &[&str]| words.windows(wanted.len()).any(|window| window == wanted);
    let short: String = match parts.as_slice() {
        [area, side, number] => format!("{area}{}{number}", &side[..1]),
        _ => parts.concat(),
    };
    holds(&parts)
        || holds(&[&parts.concat()])
        || holds(&[&short])
        || words.iter().any(|word| ELSEWHERE.contains(&word.as_str()))
}

/// The stack's folder with another region in the place of its own.
fn moved(path: &str, region: &str, other: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let at = parts.iter().position(|part| *part == region)?;
    let mut parts = parts;
    parts[at] = other;
    Some(parts.join("/"))
}
