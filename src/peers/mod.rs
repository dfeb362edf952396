//! What other linters call what iaclint finds: by their ids one finds its rules and policies.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::policy::{Policies, pack};

/// A linter that others come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    /// Checkov: `CKV_AWS_20`, `CKV2_AWS_6`.
    Checkov,
    /// KICS: the UUID of a query.
    Kics,
    /// `TFLint` with its ruleset for AWS: `aws_iam_policy_sid_invalid_characters`.
    Tflint,
    /// Trivy: `AWS-0086`, also `AVD-AWS-0086` and `aws-s3-block-public-acls`.
    Trivy,
}

impl Tool {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Checkov, Self::Kics, Self::Tflint, Self::Trivy];

    /// Its name, in small letters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Checkov => "checkov",
            Self::Kics => "kics",
            Self::Tflint => "tflint",
            Self::Trivy => "trivy",
        }
    }

    /// The tool of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|tool| tool.as_str().eq_ignore_ascii_case(name))
    }

    /// An id in the one form in which it is looked for.
    fn plain(self, id: &str) -> String {
        match self {
            Self::Checkov => id.to_ascii_uppercase(),
            Self::Kics | Self::Tflint => id.to_ascii_lowercase(),
            Self::Trivy => {
                let name = id.to_ascii_lowercase();
                let id = TRIVY_IDS.get(&*name).copied().unwrap_or(id);
                let id = id.to_ascii_uppercase();
                id.strip_prefix("AVD-").unwrap_or(&id).to_owned()
            }
        }
    }
}

/// A rule's id, and what others call the same, a line each. Policies say it themselves.
const RULES: &str = include_str!("rules.tsv");

/// What others find and iaclint does not, on purpose: their ids, and why.
const LEFT: &str = include_str!("left.tsv");

/// A name of a check of Trivy, and its id, a line each.
const TRIVY_NAMES: &str = include_str!("trivy_names.tsv");

static TRIVY_IDS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| lines(TRIVY_NAMES).collect());

/// An id of another tool in its one form.
type Peer = (Tool, String);

struct Names {
    /// By what others call them: iaclint's ids, sorted.
    ours: BTreeMap<Peer, Vec<&'static str>>,
    /// By iaclint's id: what others call it, as it is written.
    theirs: BTreeMap<&'static str, Vec<&'static str>>,
    left: BTreeMap<Peer, &'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut theirs: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for (id, peers) in lines(RULES) {
        theirs.entry(id).or_default().extend(listed(peers));
    }
    for (id, peers) in pack::peers() {
        let known = theirs.entry(id).or_default();
        known.extend(peers);
    }
    let mut ours: BTreeMap<Peer, Vec<&'static str>> = BTreeMap::new();
    for (id, peers) in &mut theirs {
        peers.sort_unstable();
        peers.dedup();
        for peer in peers.iter().filter_map(|peer| read(peer)) {
            ours.entry(peer).or_default().push(id);
        }
    }
    let left = lines(LEFT).flat_map(|(peers, why)| {
        let peers = listed(peers).filter_map(read);
        peers.map(move |peer| (peer, why))
    });
    Names {
        ours,
        left: left.collect(),
        theirs,
    }
});

/// The two columns of each line that is no comment.
fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t'))
}

fn listed(peers: &'static str) -> impl Iterator<Item = &'static str> {
    peers
        .split(',')
        .map(str::trim)
        .filter(|peer| !peer.is_empty())
}

fn read(peer: &str) -> Option<Peer> {
    let (tool, id) = peer.split_once(':')?;
    let tool = Tool::named(tool)?;
    Some((tool, tool.plain(id.trim())))
}

/// Whether this is how a check of another tool is named: `checkov:CKV_AWS_20`.
pub fn is_one(peer: &str) -> bool {
    read(peer).is_some_and(|(_, id)| !id.is_empty())
}

/// What a check of another tool comes to here.
pub enum Here<'p> {
    /// The same is found by these.
    Ours(BTreeSet<&'p str>),
    /// Nothing finds it, and why.
    Left(&'static str),
    /// Nobody knows it.
    NotKnown,
}

/// What is said of an id of another tool that is not known here.
pub const NOT_KNOWN: &str = "no rule or policy is known by it";

/// Whether an id that is not known here looks like those that other tools number: `CKV_GCP_1`, `AVD-AZU-0001`, `aws-0001`,
/// the UUID of a query. No id of iaclint does.
fn is_like_one(id: &str) -> bool {
    let id = id.to_ascii_lowercase();
    let is_of_checkov = ["ckv_", "ckv2_", "ckv3_", "bc_"];
    let is_number = |text: &str| text.len() == 4 && text.bytes().all(|it| it.is_ascii_digit());
    let is_of_trivy = || {
        let (_, number) = id.rsplit_once('-')?;
        Some(id.starts_with("avd-") || (is_number(number) && id.matches('-').count() == 1))
    };
    let is_uuid = || {
        let lengths = id.split('-').map(str::len);
        let is_hex = |it: u8| it.is_ascii_hexdigit() || it == b'-';
        lengths.eq([8, 4, 4, 4, 12]) && id.bytes().all(is_hex)
    };
    is_of_checkov.iter().any(|start| id.starts_with(start))
        || is_of_trivy() == Some(true)
        || is_uuid()
}

/// Why nothing of iaclint finds what this check of another tool finds, where that is on purpose.
pub fn left(tool: Tool, id: &str) -> Option<&'static str> {
    NAMES.left.get(&(tool, tool.plain(id))).copied()
}

/// What others call the rules and policies that there are: those that come with iaclint, and those of a repository.
#[derive(Debug, Default)]
pub struct Peers {
    /// Ids of the repository's policies, by what others call them.
    ours: BTreeMap<Peer, BTreeSet<String>>,
    /// What others call them, by their ids.
    theirs: BTreeMap<String, BTreeSet<String>>,
}

impl Peers {
    /// With those that policies name in comments.
    pub fn of(policies: &Policies) -> Self {
        let mut all = Self::default();
        for policy in policies.all() {
            for (peer, text) in policy.peers.iter().filter_map(|it| Some((read(it)?, it))) {
                let (ours, theirs) = (&mut all.ours, &mut all.theirs);
                ours.entry(peer).or_default().insert(policy.id.clone());
                let theirs = theirs.entry(policy.id.clone()).or_default();
                theirs.insert(text.clone());
            }
        }
        all
    }

    /// The rules and policies that find what this check of another tool finds, sorted.
    pub fn ours(&self, tool: Tool, id: &str) -> BTreeSet<&str> {
        let peer = (tool, tool.plain(id));
        let own = self.ours.get(&peer).into_iter().flatten();
        let known = NAMES.ours.get(&peer).into_iter().flatten();
        own.map(String::as_str).chain(known.copied()).collect()
    }

    /// What others call a rule or policy, such as `checkov:CKV_AWS_20`, sorted.
    pub fn theirs(&self, id: &str) -> BTreeSet<&str> {
        let own = self.theirs.get(id).into_iter().flatten();
        let known = NAMES.theirs.get(id).into_iter().flatten();
        own.map(String::as_str).chain(known.copied()).collect()
    }

    /// What is said of an id of another tool where one of iaclint is wanted: what finds the same here, as a clause.
    /// `None` for what is no such id. No nearest one is named: what is written alike finds something else.
    pub fn said_of(&self, id: &str) -> Option<String> {
        let (tools, name) = match id.split_once(':') {
            Some((tool, name)) => (vec![Tool::named(tool)?], name.trim()),
            None => (self.tools_with(id), id),
        };
        let Some(tool) = tools.first() else {
            return is_like_one(id).then(|| NOT_KNOWN.to_owned());
        };
        let does = format!("what {}:{name} does", tool.as_str());
        Some(match self.here(&[*tool], name) {
            Here::Ours(ids) => {
                let ids: Vec<String> = ids.into_iter().map(|id| format!("`{id}`")).collect();
                match &ids[..] {
                    [only] => format!("{only} finds {does}"),
                    all => format!("{} find {does}", all.join(" and ")),
                }
            }
            Here::Left(why) => {
                let why = why.trim_end_matches('.');
                format!("nothing in iaclint finds {does}: {why}")
            }
            Here::NotKnown => NOT_KNOWN.to_owned(),
        })
    }

    /// What a check of one of these tools comes to.
    pub fn here(&self, tools: &[Tool], id: &str) -> Here<'_> {
        let ours: BTreeSet<&str> = tools.iter().flat_map(|it| self.ours(*it, id)).collect();
        if !ours.is_empty() {
            return Here::Ours(ours);
        }
        let left = tools.iter().find_map(|it| left(*it, id));
        left.map_or(Here::NotKnown, Here::Left)
    }

    /// The ids of a tool that are known here, also those that are left.
    pub fn known(&self, tool: Tool) -> impl Iterator<Item = &str> {
        let all = NAMES.ours.keys().chain(self.ours.keys());
        let all = all.chain(NAMES.left.keys());
        all.filter(move |(of, _)| *of == tool).map(|(_, id)| &**id)
    }

    /// The tools that have a check of this name which is known here: ids of different tools look different, so that one
    /// is hardly ever of two.
    pub fn tools_with(&self, id: &str) -> Vec<Tool> {
        let has = |tool: &Tool| left(*tool, id).is_some() || !self.ours(*tool, id).is_empty();
        Tool::ALL.into_iter().filter(has).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        LEFT, NAMES, NOT_KNOWN, Peers, RULES, Tool, is_like_one, left, lines, listed, read,
    };
    use crate::policy::pack;

    fn ours(tool: Tool, id: &str) -> Vec<String> {
        let peers = Peers::default();
        peers
            .ours(tool, id)
            .into_iter()
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn an_id_is_found_in_every_form_that_its_tool_knows() {
        assert_eq!(ours(Tool::Checkov, "ckv_aws_16"), ["rds-encrypted"]);
        assert_eq!(ours(Tool::Trivy, "AVD-AWS-0080"), ["rds-encrypted"]);
        assert_eq!(ours(Tool::Trivy, "aws-0080"), ["rds-encrypted"]);
        assert_eq!(
            ours(Tool::Trivy, "aws-rds-encrypt-instance-storage-data"),
            ["rds-encrypted"]
        );
        assert!(ours(Tool::Checkov, "CKV_AWS_999999").is_empty());
        assert_eq!(left(Tool::Checkov, "CKV_AWS_999999"), None);
    }

    #[test]
    fn an_id_alone_says_whose_it_is() {
        let peers = Peers::default();
        for (id, tool) in [
            ("CKV_AWS_16", Tool::Checkov),
            ("avd-aws-0080", Tool::Trivy),
            ("afecd1f1-6378-4f7e-bb3b-60c35801fdd4", Tool::Kics),
            ("aws_iam_role_deprecated_policy_attributes", Tool::Tflint),
            // What is left is known too.
            ("CKV2_AWS_5", Tool::Checkov),
        ] {
            assert_eq!(peers.tools_with(id), [tool], "{id}");
        }
        assert!(peers.tools_with("rds-encrypted").is_empty());
        for (tool, id) in NAMES.ours.keys().chain(NAMES.left.keys()) {
            assert_eq!(peers.tools_with(id), [*tool], "{id}");
        }
    }

    #[test]
    fn what_is_said_of_an_id_of_another_tool_is_what_is_so() {
        let peers = Peers::default();
        let said = |id: &str| peers.said_of(id);
        let finds = Some("`rds-encrypted` finds what checkov:CKV_AWS_16 does");
        assert_eq!(said("CKV_AWS_16").as_deref(), finds);
        assert_eq!(said("checkov:CKV_AWS_16").as_deref(), finds);
        let several = said("CKV_AWS_103").unwrap_or_default();
        assert!(
            several.contains("` and `") && several.ends_with(" find what checkov:CKV_AWS_103 does"),
            "{several}"
        );
        let left = said("CKV2_AWS_5").unwrap_or_default();
        assert!(
            left.starts_with("nothing in iaclint finds what checkov:CKV2_AWS_5 does: A group"),
            "{left}"
        );
        for id in [
            "CKV_AWS_9999",
            "CKV_GCP_1",
            "checkov:CKV_AWS_9999",
            "AVD-GCP-0001",
            "aws-9999",
            "01234567-89ab-cdef-0123-456789abcdef",
        ] {
            assert_eq!(said(id).as_deref(), Some(NOT_KNOWN), "{id}");
        }
        for id in ["rds-encrypted", "rds-encripted", "snyk:X", "state"] {
            assert_eq!(said(id), None, "{id}");
        }
        for rule in crate::rules::ALL {
            assert!(!is_like_one(rule.meta.id), "{}", rule.meta.id);
        }
        assert!(pack::ids().all(|id| !is_like_one(id)));
    }

    #[test]
    fn every_line_names_a_rule_and_ids_of_tools() {
        for (id, peers) in lines(RULES) {
            let is_rule = crate::rules::ALL.iter().any(|rule| rule.meta.id == id);
            assert!(is_rule, "there is no rule {id}");
            assert!(
                listed(peers).all(|peer| read(peer).is_some()),
                "{id}: {peers}"
            );
        }
        for (peers, why) in lines(LEFT) {
            assert!(listed(peers).all(|peer| read(peer).is_some()), "{peers}");
            assert!(why.ends_with('.'), "{peers}: {why}");
        }
        for (id, peers) in pack::peers() {
            assert!(
                peers.iter().all(|peer| read(peer).is_some()),
                "{id}: {peers:?}"
            );
        }
        for peer in NAMES.left.keys() {
            assert!(!NAMES.ours.contains_key(peer), "{peer:?} is found and left");
        }
    }
}
