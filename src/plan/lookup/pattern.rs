//! Patterns: EC2 takes `*` for any text and `?` for any character in what is asked for. Other services do not.

use crate::eval::Value;

/// The resources that EC2 finds, whose data sources ask by patterns.
const KINDS: &[&str] = &[
    "aws_vpc",
    "aws_subnet",
    "aws_security_group",
    "aws_route_table",
    "aws_nat_gateway",
    "aws_internet_gateway",
];

/// Whether what is wanted may be a pattern, and no text that is meant as it stands.
pub(super) fn is_pattern(wanted: &Value) -> bool {
    wanted
        .as_str()
        .is_some_and(|text| text.contains(['*', '?']))
}

/// Whether a value of a resource of a kind is as a pattern wants it; `None` where that is not known.
pub(super) fn fits(kind: &str, value: &Value, pattern: &Value) -> Option<bool> {
    let (text, pattern) = (value.as_str()?, pattern.as_str()?);
    // A backslash takes the meaning from what follows it.
    let is_plain = KINDS.contains(&kind) && !pattern.contains('\\');
    is_plain.then(|| is_like(text, pattern))
}

/// Whether a text is as a pattern says. Where a `*` took too little, only the last one needs to take more, so that the
/// work is at most the product of the lengths.
fn is_like(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let pattern: Vec<char> = pattern.chars().collect();
    let (mut at, mut by) = (0, 0);
    let mut last: Option<(usize, usize)> = None;
    while at < text.len() {
        match (pattern.get(by), last) {
            (Some('*'), _) => {
                last = Some((at, by));
                by += 1;
            }
            (Some(one), _) if *one == '?' || *one == text[at] => {
                at += 1;
                by += 1;
            }
            (_, Some((from, star))) => {
                last = Some((from + 1, star));
                (at, by) = (from + 1, star + 1);
            }
            (_, None) => return false,
        }
    }
    pattern[by..].iter().all(|one| *one == '*')
}

#[cfg(test)]
mod tests {
    use super::super::tests::{BY_NAME, RANGE, VPC, between, is_found};
    use super::is_like;

    #[test]
    fn a_star_is_any_text_and_a_question_mark_any_character() {
        for (text, pattern) in [
            ("", "*"),
            ("private", "private"),
            ("private", "*"),
            ("private", "pri*"),
            ("private-a", "*private*"),
            ("prod-private-a", "*-private-?"),
            ("aab", "*ab"),
            ("abcabd", "a*bd"),
            ("é", "?"),
        ] {
            assert!(is_like(text, pattern), "{text} {pattern}");
        }
        for (text, pattern) in [
            ("", "?"),
            ("private", "private?"),
            ("private", "pub*"),
            ("Private", "private*"),
            ("private-ab", "*-private-?"),
            ("abc", "*b"),
            ("abc", ""),
        ] {
            assert!(!is_like(text, pattern), "{text} {pattern}");
        }
    }

    #[test]
    fn patterns_find_what_ec2_has_and_nothing_of_other_services() {
        let like = |pattern: &str| BY_NAME.replace("\"main\"", pattern);
        assert_eq!(between(VPC, &like("\"ma*\"")), RANGE);
        assert_eq!(between(VPC, &like("\"?ain\"")), RANGE);
        assert!(!is_found(&between(VPC, &like("\"pub*\""))));
        // The star may be meant as it stands.
        assert!(!is_found(&between(VPC, &like("\"\\\\ma*\""))));
        let two = format!("{VPC}\n{}", VPC.replace("main", "mains"));
        assert!(!is_found(&between(&two, &like("\"ma*\""))));
        let subnets = r#"
resource "aws_subnet" "all" {
  for_each   = toset(["prod-private-a", "prod-private-b", "prod-public-a"])
  vpc_id     = "vpc-1"
  cidr_block = "10.0.1.0/24"
  tags       = { Name = each.key }
}
"#;
        let app = r#"
data "aws_subnets" "it" {
  filter {
    name   = "tag:Name"
    values = ["*private*"]
  }
}
output "found" { value = data.aws_subnets.it.ids }
"#;
        let shown = between(subnets, app);
        for (name, is_there) in [
            ("private-a", true),
            ("private-b", true),
            ("public-a", false),
        ] {
            assert_eq!(shown.contains(&format!("prod-{name}")), is_there, "{shown}");
        }
        let topic = "resource \"aws_sns_topic\" \"t\" {\n  name = \"alarms\"\n}\n";
        let app = "data \"aws_sns_topic\" \"it\" {\n  name = \"al*\"\n}\noutput \"found\" {\n  value = data.aws_sns_topic.it.arn\n}\n";
        assert_eq!(between(topic, app), "<data.aws_sns_topic.it.arn>");
    }
}
