//! Ignore comments of other linters, read where `[compat] ignores` names those: what each says of its own checks is
//! taken for the rules and policies here that find the same.
//!
//! - Checkov: `#checkov:skip=CKV_AWS_20:reason` anywhere in a block counts for that block.
//! - `TFLint`: `# tflint-ignore: rule, rule` counts for its line, or for what follows; `tflint-ignore-file` for the file.
//! - Trivy: `#trivy:ignore:AVD-AWS-0086` (or `tfsec:`, several on one line, with `:exp:DATE`) likewise. One with
//!   parameters or a workspace is passed over: what it is about is not known here.
//! - KICS: `# kics-scan ignore-line` and `ignore-block` count for what follows, `ignore` at the top for the file, all of
//!   every query; `disable=UUID` at the top for the file.

use crate::diagnostic::Date;
use crate::hcl::Comment;
use crate::peers::{Peers, Tool};

use super::comment::{Directive, Form, Named};

/// What a comment of each tool holds.
const MARKS: [(Tool, &[&str]); 4] = [
    (
        Tool::Checkov,
        &["checkov:skip=", "bridgecrew:skip=", "cortex:skip="],
    ),
    (Tool::Kics, &["kics-scan "]),
    (Tool::Tflint, &["tflint-ignore"]),
    (Tool::Trivy, &["trivy:ignore:", "tfsec:ignore:"]),
];

/// Whether a text can hold a comment of one of these tools at all.
pub(super) fn may_hold(tools: &[Tool], text: &str) -> bool {
    let marks = MARKS.iter().filter(|(tool, _)| tools.contains(tool));
    marks
        .flat_map(|(_, marks)| *marks)
        .any(|mark| text.contains(mark))
}

/// What a comment says for each of these tools. `is_at_top` says whether nothing but comments stands before it.
pub(super) fn read(
    (tools, peers): (&[Tool], &Peers),
    (comment, is_at_top): (&Comment, bool),
    text: &str,
) -> Vec<Directive> {
    let Some(whole) = text.get(comment.span.range()) else {
        return Vec::new();
    };
    let body = whole.trim_start_matches(['#', '/', '*', ' ', '\t']);
    let mut said = Vec::new();
    for tool in tools {
        match tool {
            Tool::Checkov => said.extend(checkov(body)),
            Tool::Kics => said.extend(kics(body, is_at_top)),
            Tool::Tflint => said.extend(tflint(body)),
            Tool::Trivy => said.extend(trivy(body)),
        }
    }
    said.into_iter()
        .map(|said| directive(comment, said, peers))
        .collect()
}

/// What one comment of a tool says.
struct Said {
    tool: Tool,
    /// Ids of the tool's checks, or all of them.
    checks: Checks,
    reach: Reach,
    until: Option<Date>,
    reason: String,
}

enum Checks {
    All,
    Of(Vec<String>),
}

/// How far it reaches.
enum Reach {
    /// The line of the code that it stands behind, or what follows.
    Here,
    /// The block that it stands in.
    Block,
    File,
}

fn checkov(body: &str) -> Option<Said> {
    let marks = MARKS[0].1;
    let rest = marks.iter().find_map(|mark| body.strip_prefix(mark))?;
    let (ids, reason) = rest.split_once(':').unwrap_or((rest, ""));
    Some(Said {
        tool: Tool::Checkov,
        checks: Checks::Of(list(ids, ',')),
        reach: Reach::Block,
        until: None,
        reason: reason.trim().to_owned(),
    })
}

fn kics(body: &str, is_at_top: bool) -> Option<Said> {
    let rest = body.strip_prefix("kics-scan ")?.trim();
    let (checks, reach) = match rest.split_once('=') {
        Some(("disable", ids)) if is_at_top => (Checks::Of(list(ids, ',')), Reach::File),
        None if rest == "ignore" && is_at_top => (Checks::All, Reach::File),
        None if rest == "ignore-line" || rest == "ignore-block" => (Checks::All, Reach::Here),
        _ => return None,
    };
    Some(Said {
        tool: Tool::Kics,
        checks,
        reach,
        until: None,
        reason: String::new(),
    })
}

fn tflint(body: &str) -> Option<Said> {
    let rest = body.strip_prefix("tflint-ignore")?;
    let (rest, reach) = match rest.strip_prefix("-file") {
        Some(rest) => (rest, Reach::File),
        None => (rest, Reach::Here),
    };
    let rest = rest.strip_prefix(':')?;
    // A second mark begins a reason.
    let end = rest.find(['#', '/']).unwrap_or(rest.len());
    let (rules, reason) = rest.split_at(end);
    let rules = list(rules.trim_end_matches("*/"), ',');
    let checks = if rules.iter().any(|rule| rule == "all") {
        Checks::All
    } else {
        Checks::Of(rules)
    };
    Some(Said {
        tool: Tool::Tflint,
        checks,
        reach,
        until: None,
        reason: reason.trim_matches(['#', '/', '*', ' ']).to_owned(),
    })
}

fn trivy(body: &str) -> Vec<Said> {
    let mut said = Vec::new();
    for word in body.split_whitespace() {
        let word = word.trim_start_matches(['#', '/', '*']);
        let Some(rest) = MARKS[3].1.iter().find_map(|mark| word.strip_prefix(mark)) else {
            // What stands behind the first other word is text.
            break;
        };
        let mut parts = rest.split(':');
        let id = parts.next().unwrap_or_default();
        let mut until = None;
        let mut is_clear = !id.contains(['[', '?']) && (id == "*" || !id.contains('*'));
        while let Some(key) = parts.next() {
            match (key, parts.next()) {
                ("exp", Some(day)) => {
                    until = Date::parse(day);
                    is_clear &= until.is_some();
                }
                _ => is_clear = false,
            }
        }
        if is_clear {
            said.push(Said {
                tool: Tool::Trivy,
                checks: if id == "*" {
                    Checks::All
                } else {
                    Checks::Of(vec![id.to_owned()])
                },
                reach: Reach::Here,
                until,
                reason: String::new(),
            });
        }
    }
    said
}

fn list(text: &str, separator: char) -> Vec<String> {
    let parts = text.split(separator).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn directive(comment: &Comment, said: Said, peers: &Peers) -> Directive {
    let mut ids: Vec<&str> = match &said.checks {
        Checks::All => peers
            .known(said.tool)
            .flat_map(|id| peers.ours(said.tool, id))
            .collect(),
        Checks::Of(checks) => checks
            .iter()
            .flat_map(|id| peers.ours(said.tool, id))
            .collect(),
    };
    ids.sort_unstable();
    ids.dedup();
    let named = |id: &str| Named {
        id: id.to_owned(),
        span: comment.span,
    };
    let form = match said.reach {
        Reach::Block => Form::Inside,
        Reach::File => Form::File,
        Reach::Here if comment.own_line => Form::OwnLine,
        Reach::Here => Form::Trailing,
    };
    let reason = if said.reason.is_empty() {
        format!("A comment of {} says so.", said.tool.as_str())
    } else {
        said.reason
    };
    Directive {
        form,
        rules: ids.into_iter().map(named).collect(),
        until: said.until,
        reason,
        span: comment.span,
        is_of_other: true,
        problem: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Directive, Form, Peers, Tool, read};
    use crate::hcl;
    use crate::source::FileId;

    fn all(text: &str) -> Vec<Directive> {
        let comments = hcl::comments(FileId(0), text);
        comments
            .iter()
            .flat_map(|comment| {
                let known = (&Tool::ALL[..], &Peers::default());
                read(known, (comment, comment.span.start == 0), text)
            })
            .collect()
    }

    fn shown(text: &str) -> Vec<String> {
        let line = |it: &Directive| {
            let ids: Vec<&str> = it.rules.iter().map(|named| named.id.as_str()).collect();
            let until = it
                .until
                .map(|day| format!(" until {day}"))
                .unwrap_or_default();
            format!("{:?} {}{until}: {}", it.form, ids.join(","), it.reason)
        };
        all(text).iter().map(line).collect()
    }

    #[test]
    fn each_tools_comments_are_read_for_what_they_say() {
        assert_eq!(
            shown("a {\n  #checkov:skip=CKV_AWS_16,CKV_AWS_999:by the platform: see #4\n}\n"),
            ["Inside rds-encrypted: by the platform: see #4"]
        );
        assert_eq!(
            shown(
                "#trivy:ignore:AVD-AWS-0080:exp:2027-01-01 trivy:ignore:aws-0090 for now\na {}\n"
            ),
            [
                "OwnLine rds-encrypted until 2027-01-01: A comment of trivy says so.",
                "OwnLine s3-versioning: A comment of trivy says so.",
            ]
        );
        assert_eq!(
            shown("a = 1 # tfsec:ignore:AVD-AWS-0080\n"),
            ["Trailing rds-encrypted: A comment of trivy says so."]
        );
        assert!(
            shown("# trivy:ignore:aws-0080[name=x]\n# trivy:ignore:aws-0080:ws:dev\n").is_empty()
        );
        assert_eq!(
            shown("# tflint-ignore: none_such, other # because\n"),
            ["OwnLine : because"]
        );
        assert!(shown("a {}\n# kics-scan ignore\n# kics-scan enable=x\n").is_empty());
        let kics = all("# kics-scan ignore\n");
        assert!(
            kics[0].form == Form::File && kics[0].rules.iter().any(|it| it.id == "rds-encrypted")
        );
    }
}
