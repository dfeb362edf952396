//! `rules` and `explain`.

use std::fmt::Write as _;

use serde::Serialize;

use super::arguments::{ExplainArguments, ListFormat, Place, RulesArguments};
use super::{Failure, Status, check, output, schema};
use crate::config;
use crate::diagnostic::{DefaultSeverity, Meta};
use crate::engine;
use crate::peers::{self, Tool};
use crate::policy::pack;
use crate::repo::words::nearest;
use crate::rules;
use crate::source::{Sources, walk};

/// A rule or a policy in the list.
struct Listed {
    meta: &'static Meta,
    /// The groups of a policy that comes with iaclint.
    groups: &'static [String],
    /// Whether it is judged here.
    is_on: bool,
}

/// `iaclint rules`: every rule and policy in the order of its id, also those of the repository.
pub(super) fn list(arguments: &RulesArguments) -> Result<Status, Failure> {
    let mut all = of_repository(&arguments.place)?;
    if let Some(peer) = &arguments.from {
        match same_as(peer)? {
            Wanted::Ours(ids) => all.retain(|it| ids.contains(&it.meta.id)),
            Wanted::Left(why) => {
                let text = format!("Nothing in iaclint finds what {peer} does: {why}\n");
                output::print(text.as_bytes())?;
                return Ok(Status::Clean);
            }
        }
    }
    let text = match arguments.format {
        ListFormat::Terminal => terminal_list(&all),
        ListFormat::Markdown => markdown_list(&all),
        ListFormat::Json => json_list(&all)?,
    };
    output::print(text.as_bytes())?;
    Ok(Status::Clean)
}

/// What a check of another tool comes to here.
enum Wanted {
    /// The same is found by these.
    Ours(&'static [&'static str]),
    /// Nothing finds it, and why.
    Left(&'static str),
}

/// What finds the same as `TOOL:ID`.
fn same_as(peer: &str) -> Result<Wanted, Failure> {
    let tools = Tool::ALL.map(Tool::as_str);
    let fault = |message: String| Failure::one(format!("--from {peer}: {message}"));
    let Some((name, id)) = peer.split_once(':') else {
        let message = "it must be a tool and its check, such as checkov:CKV_AWS_51";
        return Err(fault(message.to_owned()));
    };
    let tool = Tool::named(name).ok_or_else(|| {
        fault(format!(
            "`{name}` is not known here; there are {}",
            tools.join(", ")
        ))
    })?;
    let ours = peers::ours(tool, id);
    if !ours.is_empty() {
        return Ok(Wanted::Ours(ours));
    }
    if let Some(why) = peers::left(tool, id) {
        return Ok(Wanted::Left(why));
    }
    let near = nearest(id, peers::known(tool));
    let hint = near.map_or(String::new(), |near| {
        format!("; did you mean `{}:{near}`?", tool.as_str())
    });
    Err(fault(format!("no check of this name is known here{hint}")))
}

/// `iaclint explain RULE`: the rule's page.
pub(super) fn explain(arguments: &ExplainArguments) -> Result<Status, Failure> {
    let id = arguments.rule.to_ascii_lowercase();
    let own = of_iaclint();
    // What comes with iaclint needs no repository.
    let all = if own.iter().any(|it| it.meta.id == id) {
        own
    } else {
        of_repository(&arguments.place)?
    };
    let Some(Listed { meta, groups, .. }) = all.iter().find(|it| it.meta.id == id) else {
        let near = nearest(&id, all.iter().map(|it| it.meta.id));
        let hint = near.map_or("`iaclint rules` lists them".to_owned(), |near| {
            format!("did you mean `{near}`?")
        });
        return Err(Failure::one(format!("there is no rule `{id}`; {hint}")));
    };
    let page = meta.page_for_readers();
    let mut line = format!("{}\n\nSeverity: {}.\n", meta.summary, severity(meta));
    if !groups.is_empty() {
        let _ = writeln!(line, "Groups: {}.", groups.join(", "));
    }
    let mut page = page.replacen(&format!("{}\n", meta.summary), &line, 1);
    let theirs = peers::theirs(meta.id);
    if !theirs.is_empty() {
        page.push_str("\n## In other tools\n\n");
        for peer in theirs {
            let _ = writeln!(page, "- {}", peer.replacen(':', " ", 1));
        }
    }
    output::print(page.as_bytes())?;
    Ok(Status::Clean)
}

/// Everything that comes with iaclint, by id.
fn of_iaclint() -> Vec<Listed> {
    let rules = rules::ALL.iter().map(|rule| Listed {
        meta: &rule.meta,
        groups: &[],
        is_on: true,
    });
    let policies = pack::packed().into_iter().map(|it| Listed {
        meta: &it.rule.meta,
        groups: it.groups,
        is_on: it.groups.iter().any(|group| group == pack::DEFAULT),
    });
    let mut all: Vec<Listed> = rules.chain(policies).collect();
    all.sort_by_key(|it| it.meta.id);
    all
}

/// Everything that comes with iaclint, and the policies of the repository that one stands in, by id.
fn of_repository(place: &Place) -> Result<Vec<Listed>, Failure> {
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
    // Whoever asks for the list may want to mend what is said of a policy that does not exist.
    let config = config::Config {
        policies: config::Policies {
            everywhere: config::PolicySettings::default(),
            overrides: Vec::new(),
            ..config.policies
        },
        overrides: Vec::new(),
        ..config
    };
    let policies = engine::load_policies(&sources, &config, &text, &providers)
        .map_err(check::config_failure)?;
    for error in &policies.errors {
        super::complain(&error.to_string());
    }
    let judged = policies.rules();
    let is_judged = |id: &str| judged.iter().any(|rule| rule.meta.id == id);
    for one in all.iter_mut().filter(|it| !it.groups.is_empty()) {
        one.is_on = is_judged(one.meta.id);
    }
    for rule in judged {
        let own = || Listed {
            meta: &rule.meta,
            groups: &[],
            is_on: true,
        };
        match all.iter_mut().find(|it| it.meta.id == rule.meta.id) {
            None => all.push(own()),
            // One that comes with iaclint says the same; one of the repository's own takes its place.
            Some(known) if known.meta.page != rule.meta.page => *known = own(),
            Some(_) => {}
        }
    }
    all.sort_by_key(|it| it.meta.id);
    Ok(all)
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

fn terminal_list(all: &[Listed]) -> String {
    let width = all
        .iter()
        .map(|it| it.meta.id.len())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for Listed {
        meta,
        groups,
        is_on,
    } in all
    {
        let when = if *is_on {
            severity(meta)
        } else {
            format!("off; in {}", groups.join(", "))
        };
        let summary = meta.summary.trim_end_matches('.');
        let _ = writeln!(text, "{:width$}  {summary} ({when})", meta.id);
    }
    let off = all.iter().filter(|it| !it.is_on).count();
    let _ = writeln!(
        text,
        "\n{} rules and policies{}. `iaclint explain RULE` shows the page of one.",
        all.len(),
        if off == 0 {
            String::new()
        } else {
            format!(
                ", of which {off} are off: `[policies] groups` of iaclint.toml switches groups of them on"
            )
        }
    );
    text
}

fn markdown_list(all: &[Listed]) -> String {
    let mut text = String::from("| rule | severity | what it finds |\n| --- | --- | --- |\n");
    for it in all {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} |",
            it.meta.id,
            severity(it.meta),
            it.meta.summary
        );
    }
    text
}

fn json_list(all: &[Listed]) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct Entry {
        id: &'static str,
        severity: String,
        summary: &'static str,
        why: &'static str,
        /// Whether it is judged here.
        on: bool,
        /// Of a policy that comes with iaclint.
        groups: &'static [String],
        /// The same in other tools.
        peers: &'static [&'static str],
    }
    let entry = |it: &Listed| Entry {
        id: it.meta.id,
        severity: severity(it.meta),
        summary: it.meta.summary,
        why: it.meta.why,
        on: it.is_on,
        groups: it.groups,
        peers: peers::theirs(it.meta.id),
    };
    let entries: Vec<Entry> = all.iter().map(entry).collect();
    let text = serde_json::to_string_pretty(&entries);
    text.map(|text| text + "\n")
        .map_err(|error| Failure::one(format!("cannot write the list: {error}")))
}
