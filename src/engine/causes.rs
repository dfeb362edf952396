//! Findings that follow from one cause become one, placed where that is.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Subject, Verdict, of_cause};

/// Folds the findings of a rule whose causes are the same. One that is alone with its cause stays as it is: its own
/// place and words say more.
pub(super) fn fold(findings: Vec<Finding>) -> Vec<Finding> {
    fold_those(findings, &|it| it.verdict == Verdict::Fail, of_cause)
}

/// Folds what policies leave undetermined for one cause, such as a module that is not in the repository: it is told once
/// for each policy, with the number of what is concerned.
pub(super) fn fold_undetermined(
    findings: Vec<Finding>,
    is_policy: &dyn Fn(&str) -> bool,
) -> Vec<Finding> {
    let is_open = |it: &Finding| it.verdict == Verdict::Undetermined && is_policy(it.meta.id);
    fold_those(findings, &is_open, |parts| of_undetermined(&parts))
}

/// Makes one of those findings of a rule that share a cause, in the place of the first.
fn fold_those(
    findings: Vec<Finding>,
    is_meant: &dyn Fn(&Finding) -> bool,
    one_of: impl Fn(Vec<Finding>) -> Option<Finding>,
) -> Vec<Finding> {
    let mut groups: Vec<Vec<Finding>> = Vec::with_capacity(findings.len());
    let mut first: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for finding in findings {
        let cause = finding.cause.as_ref().filter(|_| is_meant(&finding));
        let key = cause.map(|cause| (finding.meta.id, cause.key.clone()));
        let known = key.map(|key| *first.entry(key).or_insert(groups.len()));
        match known.and_then(|at| groups.get_mut(at)) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    let told = groups.into_iter().filter_map(|mut group| {
        if group.len() > 1 {
            one_of(group)
        } else {
            group.pop()
        }
    });
    told.collect()
}

fn of_undetermined(parts: &[Finding]) -> Option<Finding> {
    let first = parts.first()?;
    let cause = first.cause.as_ref()?;
    let mut told = Finding::undetermined(first.meta, cause.span, "");
    let instances = parts.iter().flat_map(|part| &part.instances);
    told.instances.extend(instances.cloned());
    told.instances.sort();
    told.instances.dedup();
    told.message = format!(
        "{} is not known for {} resources, because {}",
        cause.follows,
        told.instances.len().max(parts.len()),
        cause.message
    );
    let severities = parts.iter().map(|part| part.severity);
    told.severity = severities.max().unwrap_or(told.severity);
    let (subject, own) = (&mut told.subject, &first.subject);
    let is_of_all =
        |of: fn(&Subject) -> &Option<String>| parts.iter().all(|part| of(&part.subject) == of(own));
    if is_of_all(|it| &it.environment) {
        subject.environment.clone_from(&own.environment);
    }
    if is_of_all(|it| &it.region) {
        subject.region.clone_from(&own.region);
    }
    if is_of_all(|it| &it.stack) {
        subject.stack.clone_from(&own.stack);
    }
    Some(told)
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
