//! What checks of other tools are called here: `rules --from`, and `explain` by another tool's id.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Listed;
use crate::peers::{self, Here, Peers, Tool};
use crate::policy::Level;

pub(super) fn left_line(peer: &str, why: &str) -> String {
    format!("Nothing in iaclint finds what {peer} does: {why}")
}

/// What a check of another tool comes to here: `TOOL:ID`, or the id alone. `Err` says what is wrong with it.
pub(super) fn here<'p>(peers: &'p Peers, peer: &str) -> Result<Here<'p>, String> {
    let names = Tool::ALL.map(Tool::as_str).join(", ");
    let (tools, id) = match peer.split_once(':') {
        Some((name, id)) => {
            let tool = Tool::named(name)
                .ok_or_else(|| format!("`{name}` is not known here; there are {names}"))?;
            (vec![tool], id.trim())
        }
        None => (peers.tools_with(peer), peer),
    };
    Ok(peers.here(&tools, id))
}

/// What is said of a check that nobody knows.
pub(super) fn not_known() -> String {
    format!(
        "{}; `iaclint rules --format json` lists what other tools call each",
        peers::NOT_KNOWN
    )
}

/// What checks of other tools come to here, together.
#[derive(Default)]
pub(super) struct Asked {
    /// The ids of what finds the same.
    pub(super) ours: BTreeSet<String>,
    /// What nothing finds, and why, a sentence each.
    pub(super) left: Vec<String>,
    /// What no tool is known to have.
    pub(super) faults: Vec<String>,
}

impl Asked {
    pub(super) fn of(from: &[String], peers: &Peers) -> Self {
        let mut asked = Self::default();
        for peer in from.iter().map(|it| it.trim()).filter(|it| !it.is_empty()) {
            match here(peers, peer) {
                Ok(Here::Ours(ids)) => asked.ours.extend(ids.into_iter().map(str::to_owned)),
                Ok(Here::Left(why)) => asked.left.push(left_line(peer, why)),
                Ok(Here::NotKnown) => asked.faults.push(format!("{peer}: {}", not_known())),
                Err(message) => asked.faults.push(format!("{peer}: {message}")),
            }
        }
        asked
    }

    pub(super) fn left_lines(&self) -> String {
        self.left.iter().map(|line| format!("{line}\n")).collect()
    }
}

/// The lines of `iaclint.toml` that switch on those policies that are off because nobody asks for them.
pub(super) fn lines_to_paste(all: &[Listed]) -> String {
    let off = all.iter().filter(|it| it.is_unchosen());
    let off: Vec<(&Listed, Level)> = off.filter_map(|it| Some((it, it.level?))).collect();
    if off.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "\nThese lines of iaclint.toml switch on what is off; `groups = [\"…\"]` below `[policies]` takes whole groups.\n\n\
         [policies.levels]\n",
    );
    let width = off
        .iter()
        .map(|(it, level)| it.meta.id.len() + level.as_str().len());
    let width = width.max().unwrap_or_default() + 5;
    for (it, level) in off {
        let line = format!("{} = \"{}\"", it.meta.id, level.as_str());
        let _ = writeln!(text, "{line:width$}  # {}", it.groups.join(", "));
    }
    text
}
