//! What Terraform said of each mutation, as it was recorded.

use std::collections::BTreeMap;
use std::fs;

use super::mutation::folder;

const HEAD: &str = "# What Terraform says of each mutation: by what it refuses it, and its summary of the first error.\n# Made by IACLINT_MUTATIONS=new (or a part of ids' names) cargo test --test mutations; see CONTRIBUTING.md.\n";

/// What refuses a mutation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// `terraform validate`.
    Validate,
    /// A plan, when values are known.
    Plan,
    /// Nothing, but something was warned of.
    Warning,
    /// Nothing.
    Nothing,
}

/// What Terraform said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) stage: Stage,
    /// The summary of the first error or warning.
    pub(crate) summary: String,
}

const STAGES: &[(&str, Stage)] = &[
    ("validate", Stage::Validate),
    ("plan", Stage::Plan),
    ("warning", Stage::Warning),
    ("nothing", Stage::Nothing),
];

impl Verdict {
    pub(crate) fn new(stage: Stage, summary: String) -> Self {
        Self { stage, summary }
    }

    /// Whether Terraform refuses it.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(self.stage, Stage::Validate | Stage::Plan)
    }
}

/// The recorded verdicts by mutation.
pub(crate) fn read() -> BTreeMap<String, Verdict> {
    let text = fs::read_to_string(folder().join("verdicts.tsv")).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let verdict = |line: &str| {
        let mut cells = line.split('\t');
        let mut next = || cells.next().unwrap_or_default().to_owned();
        let (id, stage, summary) = (next(), next(), next());
        let stage = STAGES.iter().find(|(name, _)| *name == stage).unwrap().1;
        (id, Verdict::new(stage, summary))
    };
    lines.map(verdict).collect()
}

/// Writes the verdicts down.
pub(crate) fn write(verdicts: &BTreeMap<String, Verdict>) {
    let mut text = HEAD.to_owned();
    for (id, verdict) in verdicts {
        let stage = STAGES.iter().find(|(_, stage)| *stage == verdict.stage);
        let (stage, summary) = (stage.unwrap().0, &verdict.summary);
        text.push_str(format!("{id}\t{stage}\t{summary}").trim_end());
        text.push('\n');
    }
    fs::write(folder().join("verdicts.tsv"), text).unwrap();
}
