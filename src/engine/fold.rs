//! Findings in their final form: one per cause, in one order, with fingerprints.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Instance, Verdict};
use crate::source::{LineColumn, Sources};

/// Folds findings of one cause: the same rule, place, verdict and address, seen from several stacks.
pub(super) fn fold(findings: Vec<Finding>) -> Vec<Finding> {
    let mut folded: Vec<Finding> = Vec::new();
    let mut first: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for finding in findings {
        let subject = &finding.subject;
        let cause = (
            finding.meta.id,
            finding.span,
            finding.verdict,
            subject.address.clone(),
            subject.attribute.as_deref().map(without_names),
            finding.demand.clone(),
            finding
                .instances
                .is_empty()
                .then(|| finding.message.clone()),
        );
        let known = first.entry(cause).or_default();
        match known.iter().find(|at| is_same(&folded[**at], &finding)) {
            Some(at) => {
                let known = &mut folded[*at];
                known.severity = known.severity.max(finding.severity);
                // What stands for several causes follows from none of them alone.
                known.cause = known.cause.take().filter(|it| {
                    let other = finding.cause.as_ref();
                    other.is_some_and(|other| other.key == it.key)
                });
                known.instances.extend(finding.instances);
            }
            None => {
                known.push(folded.len());
                folded.push(finding);
            }
        }
    }
    for finding in &mut folded {
        finding.instances.sort();
        finding.instances.dedup();
        if let [
            Instance {
                environment, stack, ..
            },
        ] = finding.instances.as_slice()
        {
            finding.subject.environment.clone_from(environment);
            finding.subject.stack = Some(stack.clone());
        }
    }
    folded
}

/// Whether one finding can stand for another of its place: it is about the same part, or about that of other instances.
/// What is not known of one instance for several reasons is told with each of them.
fn is_same(known: &Finding, other: &Finding) -> bool {
    let is_there = |instance| known.instances.contains(instance);
    let says_the_same = known.verdict == Verdict::Fail || known.message == other.message;
    (known.subject.attribute == other.subject.attribute && says_the_same)
        || !other.instances.iter().any(is_there)
}

/// The path of an attribute without the names in brackets, which each instance may have of its own.
fn without_names(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut depth = 0_u32;
    for letter in path.chars() {
        match letter {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain
}

/// What findings are sorted by: path, place, rule, address, message.
pub(super) fn order(sources: &Sources, finding: &Finding) -> Order {
    let text = sources.text(finding.span.file);
    (
        sources.file(finding.span.file).path.clone(),
        text.line_column(finding.span.start),
        finding.meta.id,
        finding.subject.address.clone(),
        finding.message.clone(),
    )
}

type Order = (String, LineColumn, &'static str, Option<String>, String);

/// Puts findings into the one total order.
pub(super) fn sort(sources: &Sources, findings: &mut [Finding]) {
    findings.sort_by_cached_key(|finding| order(sources, finding));
}

/// Gives each of some sorted findings its fingerprint: of rule, path, address, attribute and, where those are the
/// same, a running number. Lines are no part of it, so it survives when code moves.
pub(super) fn fingerprint<'f>(sources: &Sources, findings: impl Iterator<Item = &'f mut Finding>) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for finding in findings {
        let subject = &finding.subject;
        let identity = [
            finding.meta.id,
            &sources.file(finding.span.file).path,
            subject.address.as_deref().unwrap_or_default(),
            subject.attribute.as_deref().unwrap_or_default(),
        ]
        .join("\0");
        let ordinal = seen.entry(identity.clone()).or_default();
        finding.fingerprint = format!(
            "{:032x}",
            fnv1a(format!("{identity}\0{ordinal}").as_bytes())
        );
        *ordinal += 1;
    }
}

/// The 128-bit FNV-1a hash: the same on every machine and in every version.
fn fnv1a(bytes: &[u8]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(OFFSET, |hash, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(PRIME)
    })
}

#[cfg(test)]
mod tests {
    use super::fnv1a;

    /// Vectors of the FNV specification (draft-eastlake-fnv).
    #[test]
    fn fnv1a_agrees_with_the_published_vectors() {
        assert_eq!(fnv1a(b""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(fnv1a(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
