//! `rules` and `explain`.

mod from;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;

use super::arguments::{ExplainArguments, ListFormat, Place, RulesArguments};
use super::{Failure, Status, check, output, schema};
use crate::config::{self, Config, Level};
use crate::diagnostic::{DefaultSeverity, Meta};
use crate::engine;
use crate::peers::{Here, Peers};
use crate::policy::{self, Policies, pack};
use crate::repo::words::nearest;
use crate::rules;
use crate::source::{Sources, walk};
use from::{Asked, here, left_line, lines_to_paste, not_known};

/// A rule or a policy in the list.
struct Listed {
    meta: &'static Meta,
    /// The groups of a policy that comes with iaclint.
    groups: &'static [String],
    /// Whether it is judged here.
    is_on: bool,
    /// Its severity here, in words.
    severity: String,
    /// The level that a policy that comes with iaclint has by itself.
    level: Option<policy::Level>,
}

impl Listed {
    /// Whether it is off because nobody asks for it.
    fn is_unchosen(&self) -> bool {
        !self.is_on && !self.severity.starts_with("off")
    }
}

/// Everything that can be listed or explained.
#[derive(Default)]
struct Catalogue {
    /// Rules and policies, by id.
    all: Vec<Listed>,
    peers: Peers,
    /// What keeps policies of the repository from being among them, and settings from counting.
    faults: Vec<String>,
}

/// `iaclint rules`: every rule and policy in the order of its id, also those of the repository.
pub(super) fn list(arguments: &RulesArguments) -> Result<Status, Failure> {
    let mut catalogue = of_repository(&arguments.place)?;
    for fault in &catalogue.faults {
        super::complain(fault);
    }
    let asked = Asked::of(&arguments.from, &catalogue.peers);
    let is_asked = !arguments.from.is_empty();
    if is_asked {
        catalogue.all.retain(|it| asked.ours.contains(it.meta.id));
    }
    for message in &asked.faults {
        super::complain(&format!("--from {message}"));
    }
    let is_terminal = arguments.format == ListFormat::Terminal;
    if !is_terminal {
        asked.left.iter().for_each(|line| super::complain(line));
    }
    let text = match arguments.format {
        // What nothing finds needs no empty list.
        ListFormat::Terminal if is_asked && catalogue.all.is_empty() => asked.left_lines(),
        ListFormat::Terminal if is_asked => {
            terminal_list(&catalogue.all) + &asked.left_lines() + &lines_to_paste(&catalogue.all)
        }
        ListFormat::Terminal => terminal_list(&catalogue.all),
        ListFormat::Markdown => markdown_list(&catalogue.all),
        ListFormat::Json => json_list(&catalogue)?,
    };
    output::print(text.as_bytes())?;
    Ok(if asked.faults.is_empty() {
        Status::Clean
    } else {
        Status::Failed
    })
}

/// `iaclint explain RULE`: the rule's page, also by what another tool calls it.
pub(super) fn explain(arguments: &ExplainArguments) -> Result<Status, Failure> {
    let id = arguments.rule.to_ascii_lowercase();
    let own = Catalogue {
        all: of_iaclint(),
        ..Catalogue::default()
    };
    let catalogue = match of_repository(&arguments.place) {
        Ok(catalogue) => catalogue,
        // What comes with iaclint needs no repository.
        Err(_) if own.all.iter().any(|it| it.meta.id == id) => own,
        Err(failure) => return Err(failure),
    };
    if let Some(found) = catalogue.all.iter().find(|it| it.meta.id == id) {
        output::print(page(found, &catalogue.peers).as_bytes())?;
        return Ok(Status::Clean);
    }
    let peer = arguments.rule.as_str();
    let is_of_other = peer.contains(':') || !catalogue.peers.tools_with(peer).is_empty();
    if is_of_other {
        return explain_peer(&catalogue, peer);
    }
    for fault in &catalogue.faults {
        super::complain(fault);
    }
    let near = || nearest(&id, catalogue.all.iter().map(|it| it.meta.id));
    let hint = match catalogue.peers.said_of(peer) {
        Some(said) => said,
        None => near().map_or("`iaclint rules` lists them".to_owned(), |near| {
            format!("did you mean `{near}`?")
        }),
    };
    Err(Failure::one(format!("there is no rule `{peer}`; {hint}")))
}

/// What finds the same as a check of another tool: the page of the only one, or a list of several.
fn explain_peer(catalogue: &Catalogue, peer: &str) -> Result<Status, Failure> {
    let ids = match here(&catalogue.peers, peer) {
        Ok(Here::Ours(ids)) => ids,
        Ok(Here::Left(why)) => {
            output::print((left_line(peer, why) + "\n").as_bytes())?;
            return Ok(Status::Clean);
        }
        Ok(Here::NotKnown) => return Err(Failure::one(format!("{peer}: {}", not_known()))),
        Err(message) => return Err(Failure::one(format!("{peer}: {message}"))),
    };
    let found = catalogue.all.iter().filter(|it| ids.contains(it.meta.id));
    let found: Vec<&Listed> = found.collect();
    let text = match &found[..] {
        [only] => format!(
            "What {peer} finds is found by `{}`.\n\n{}",
            only.meta.id,
            page(only, &catalogue.peers)
        ),
        several => format!(
            "What {peer} finds is found by several.\n\n{}",
            terminal_list(several.iter().copied())
        ),
    };
    output::print(text.as_bytes())?;
    Ok(Status::Clean)
}

/// The page of one, with what is not the same everywhere.
fn page(listed: &Listed, peers: &Peers) -> String {
    let meta = listed.meta;
    let usual = severity(meta);
    let mut line = format!("{}\n\nSeverity: {usual}.\n", meta.summary);
    if listed.severity != usual {
        let _ = writeln!(line, "By iaclint.toml: {}.", listed.severity);
    }
    if !listed.groups.is_empty() {
        let _ = writeln!(line, "Groups: {}.", listed.groups.join(", "));
    }
    let page = meta.page_for_readers();
    let mut page = page.replacen(&format!("{}\n", meta.summary), &line, 1);
    let theirs = peers.theirs(meta.id);
    if !theirs.is_empty() {
        page.push_str("\n## In other tools\n\n");
        for peer in theirs {
            let _ = writeln!(page, "- {}", peer.replacen(':', " ", 1));
        }
    }
    page
}

/// Everything that comes with iaclint, by id.
fn of_iaclint() -> Vec<Listed> {
    let rules = rules::ALL.iter().map(|rule| Listed {
        meta: &rule.meta,
        groups: &[],
        is_on: true,
        severity: severity(&rule.meta),
        level: None,
    });
    let policies = pack::packed().into_iter().map(|it| Listed {
        meta: &it.rule.meta,
        groups: it.groups,
        is_on: it.groups.iter().any(|group| group == pack::DEFAULT),
        severity: severity(&it.rule.meta),
        level: Some(it.level),
    });
    let mut all: Vec<Listed> = rules.chain(policies).collect();
    all.sort_by_key(|it| it.meta.id);
    all
}

/// Everything that comes with iaclint, and the policies of the repository that one stands in, as its configuration has
/// them.
fn of_repository(place: &Place) -> Result<Catalogue, Failure> {
    let mut all = of_iaclint();
    let root = check::root(place.root.as_deref())?;
    let (config, text) =
        config::load(&root, place.config.as_deref()).map_err(check::config_failure)?;
    let sources = if config.policies.folders.is_empty() {
        Sources::from_memory::<String, String>([])
    } else {
        walk::walk(&root)
            .map_err(|error| Failure::one(format!("cannot list {}: {error}", root.display())))?
    };
    let providers = schema::load(&root).map_err(check::config_failure)?;
    let text = text.unwrap_or_default();
    let mut faults = Vec::new();
    let (config, policies) = match engine::load_policies(&sources, &config, &text, &providers) {
        Ok(policies) => (config, policies),
        // Whoever asks for the list may want to mend what is said of a policy that does not exist.
        Err(errors) => {
            faults.extend(errors.iter().map(ToString::to_string));
            let config = without_settings(config);
            let policies = engine::load_policies(&sources, &config, &text, &providers);
            (config, policies.map_err(check::config_failure)?)
        }
    };
    faults.extend(policies.errors.iter().map(ToString::to_string));
    let judged = policies.rules();
    let is_judged = |id: &str| judged.iter().any(|rule| rule.meta.id == id);
    for one in all.iter_mut().filter(|it| !it.groups.is_empty()) {
        one.is_on = is_judged(one.meta.id);
    }
    for rule in &judged {
        let own = || Listed {
            meta: &rule.meta,
            groups: &[],
            is_on: true,
            severity: severity(&rule.meta),
            level: None,
        };
        match all.iter_mut().find(|it| it.meta.id == rule.meta.id) {
            None => all.push(own()),
            // At another level its page is the same.
            Some(known) if known.meta.page == rule.meta.page => {
                known.severity = severity(&rule.meta);
            }
            // One of the repository's own takes the place of one that comes with iaclint.
            Some(known) => *known = own(),
        }
    }
    for one in all.iter_mut().filter(|it| it.is_on) {
        set(one, &config, &policies);
    }
    all.sort_by_key(|it| it.meta.id);
    let peers = Peers::of(&policies);
    Ok(Catalogue { all, peers, faults })
}

/// A configuration without what it says of single policies.
fn without_settings(config: Config) -> Config {
    Config {
        policies: config::Policies {
            everywhere: config::PolicySettings::default(),
            overrides: Vec::new(),
            ..config.policies
        },
        overrides: Vec::new(),
        ..config
    }
}

/// Puts in what the configuration says of the severity, also for some places only.
fn set(one: &mut Listed, config: &Config, policies: &Policies) {
    let id = one.meta.id;
    let given = config.rules.get(id).and_then(|rule| rule.severity);
    let word = |level: Level| match level {
        Level::At(severity) => severity.as_str(),
        Level::Off => "off",
    };
    match given {
        Some(level) => word(level).clone_into(&mut one.severity),
        None if policies.is_off(id) => word(Level::Off).clone_into(&mut one.severity),
        None => {}
    }
    let mut elsewhere = Vec::new();
    for (environments, paths, level) in policies.levels_of_some(id) {
        // A severity counts for every level.
        if given.is_none() || level == "off" {
            let all: Vec<&str> = environments
                .iter()
                .chain(paths)
                .map(|it| &*it.value)
                .collect();
            elsewhere.push(format!("{level} in {}", all.join(", ")));
        }
    }
    for one in &config.overrides {
        if let Some(level) = one.rules.get(id) {
            let paths: Vec<&str> = one.paths.iter().map(|it| &*it.value).collect();
            elsewhere.push(format!("{} in {}", word(level.value), paths.join(", ")));
        }
    }
    one.is_on = one.severity != "off" || elsewhere.iter().any(|it| !it.starts_with("off "));
    for more in elsewhere {
        let _ = write!(one.severity, "; {more}");
    }
}

/// The table of iaclint's own rules that the documentation holds; a test compares the two.
pub(super) fn documented() -> String {
    let mut rules = of_iaclint();
    rules.retain(|it| it.groups.is_empty());
    markdown_list(&rules)
}

/// The table of the policies that come with iaclint, likewise.
pub(super) fn documented_policies() -> String {
    let mut text =
        String::from("| policy | severity | groups | what it finds |\n| --- | --- | --- | --- |\n");
    for it in of_iaclint().iter().filter(|it| !it.groups.is_empty()) {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} |",
            it.meta.id,
            severity(it.meta),
            it.groups.join(", "),
            it.meta.summary
        );
    }
    text
}

/// The severity in words: `error`, `error or warning`, or `error in production, else note`.
fn severity(meta: &Meta) -> String {
    match meta.severity {
        DefaultSeverity::Always(severity) => severity.to_string(),
        DefaultSeverity::ByTier(production, Some(other)) => {
            format!("{production} in production, else {other}")
        }
        DefaultSeverity::ByTier(production, None) => format!("{production} in production only"),
        DefaultSeverity::ByCase(usual, others) => {
            let mut all = vec![usual.to_string()];
            all.extend(others.iter().map(ToString::to_string));
            all.join(" or ")
        }
    }
}

fn terminal_list<'l>(all: impl IntoIterator<Item = &'l Listed>) -> String {
    let all: Vec<&Listed> = all.into_iter().collect();
    let width = all.iter().map(|it| it.meta.id.len()).max();
    let width = width.unwrap_or_default();
    let mut text = String::new();
    for it in &all {
        let when = if it.is_unchosen() {
            format!("off; in {}", it.groups.join(", "))
        } else {
            it.severity.clone()
        };
        let summary = it.meta.summary.trim_end_matches('.');
        let _ = writeln!(text, "{:width$}  {summary} ({when})", it.meta.id);
    }
    let off = all.iter().filter(|it| !it.is_on).count();
    let hint = if all.iter().any(|it| it.is_unchosen()) {
        ": `[policies] groups` of iaclint.toml switches groups of them on"
    } else {
        ""
    };
    let off = match off {
        0 => String::new(),
        1 => format!(", of which 1 is off{hint}"),
        off => format!(", of which {off} are off{hint}"),
    };
    let count = match all.len() {
        1 => "1 rule or policy".to_owned(),
        count => format!("{count} rules and policies"),
    };
    let _ = writeln!(
        text,
        "\n{count}{off}. `iaclint explain RULE` shows the page of one."
    );
    text
}

fn markdown_list(all: &[Listed]) -> String {
    let mut text = String::from("| rule | severity | what it finds |\n| --- | --- | --- |\n");
    for it in all {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} |",
            it.meta.id, it.severity, it.meta.summary
        );
    }
    text
}

fn json_list(catalogue: &Catalogue) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct Entry<'l> {
        id: &'static str,
        /// Here, in words.
        severity: &'l str,
        summary: &'static str,
        why: &'static str,
        /// Whether it is judged here.
        on: bool,
        /// Of a policy that comes with iaclint.
        groups: &'static [String],
        /// The same in other tools.
        peers: BTreeSet<&'l str>,
    }
    let entries = catalogue.all.iter().map(|it| Entry {
        id: it.meta.id,
        severity: &it.severity,
        summary: it.meta.summary,
        why: it.meta.why,
        on: it.is_on,
        groups: it.groups,
        peers: catalogue.peers.theirs(it.meta.id),
    });
    let entries: Vec<Entry<'_>> = entries.collect();
    let text = serde_json::to_string_pretty(&entries);
    text.map(|text| text + "\n")
        .map_err(|error| Failure::one(format!("cannot write the list: {error}")))
}
