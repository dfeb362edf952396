//! Findings that follow from one cause become one, placed where that is.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Verdict, of_cause};

/// Folds the findings of a rule whose causes are the same. One that is alone with its cause stays as it is: its own
/// place and words say more.
pub(super) fn fold(findings: Vec<Finding>) -> Vec<Finding> {
    let mut groups: Vec<Vec<Finding>> = Vec::with_capacity(findings.len());
    let mut first: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for finding in findings {
        let known = key(&finding).map(|key| *first.entry(key).or_insert(groups.len()));
        match known.and_then(|at| groups.get_mut(at)) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    let told = groups.into_iter().filter_map(|mut group| {
        if group.len() > 1 {
            of_cause(group)
        } else {
            group.pop()
        }
    });
    told.collect()
}

fn key(finding: &Finding) -> Option<(&'static str, String)> {
    let cause = finding.cause.as_ref()?;
    let fails = finding.verdict == Verdict::Fail;
    fails.then(|| (finding.meta.id, cause.key.clone()))
}

#[cfg(test)]
mod tests {
    use super::fold;
    use crate::diagnostic::{Cause, DefaultSeverity, Finding, Instance, Meta, Severity};
    use crate::source::{FileId, Span};

    static RULE: Meta = Meta {
        id: "a-rule",
        summary: "",
        why: "",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: "",
        options: &[],
    };

    fn at(start: usize) -> Span {
        Span::new(FileId(0), start, start + 1)
    }

    fn finding(place: usize, stack: &str, key: Option<&str>) -> Finding {
        let mut finding = Finding::new(&RULE, at(place), stack, "");
        finding.instances.push(Instance {
            environment: None,
            stack: stack.to_owned(),
            address: None,
        });
        finding.cause = key.map(|key| Cause {
            key: key.to_owned(),
            span: at(100),
            address: "aws_route_table.a".to_owned(),
            message: "the cause".to_owned(),
            help: "mend it".to_owned(),
            follows: format!("{stack} follows"),
        });
        finding
    }

    #[test]
    fn what_shares_a_cause_is_told_once_where_the_cause_is() {
        let folded = fold(vec![
            finding(1, "a", Some("one")),
            finding(2, "b", None),
            finding(3, "c", Some("one")),
            finding(4, "d", Some("other")),
        ]);
        let messages: Vec<&str> = folded.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(messages, ["the cause", "b", "d"]);
        let one = &folded[0];
        assert_eq!((one.span, one.help.as_str()), (at(100), "mend it"));
        let related: Vec<_> = one
            .related
            .iter()
            .map(|it| (it.span, it.text.as_str()))
            .collect();
        assert_eq!(related, [(at(1), "a follows"), (at(3), "c follows")]);
        let stacks: Vec<&str> = one.instances.iter().map(|it| it.stack.as_str()).collect();
        assert_eq!(stacks, ["a", "c"]);
    }

    #[test]
    fn the_gravest_of_them_counts() {
        let grave = finding(1, "a", Some("one")).severity(Severity::Error);
        let folded = fold(vec![finding(2, "b", Some("one")), grave]);
        assert_eq!(folded.len(), 1);
        assert_eq!(folded[0].severity, Severity::Error);
    }
}
