//! Names: how long AWS lets them be, and of which characters.

use std::sync::LazyLock;

use regex::Regex;

use crate::eval::{Part, Shape, Value};

use super::super::{Problem, ProblemKind};
use super::subject::Subject;

/// One argument a line, in order: the resource's type, the argument, the least and the greatest number of characters,
/// the form of the name, and where that is documented: an action of AWS's API reference, or the provider.
const NAMES: &str = include_str!("names.tsv");

/// What a name may be.
struct Limit {
    kind: &'static str,
    attribute: &'static str,
    least: usize,
    most: usize,
    form: &'static Form,
}

/// Of which characters a name is.
struct Form {
    name: &'static str,
    /// What every such name matches.
    pattern: &'static str,
    /// The same in words.
    words: &'static str,
    /// What none of them begins or ends with, and why in words.
    never: &'static [(&'static str, &'static str)],
}

const FORMS: &[Form] = &[
    form("any", "(?s).*", "", &[]),
    form(
        "alias",
        "alias/[a-zA-Z0-9/_-]+",
        "alias/ and letters, digits, slashes, underscores and hyphens",
        &[("^alias/aws/", "alias/aws/ is for keys of AWS")],
    ),
    form(
        "bucket",
        "[a-z0-9.-]+",
        "lower-case letters, digits, dots and hyphens",
        &[
            (
                "^[.-]|[.-]$",
                "it must begin and end with a letter or digit",
            ),
            ("[.][.]", "two dots must not follow each other"),
            (
                "^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$",
                "it must not look like an IP address",
            ),
            (
                "^(xn--|sthree-|amzn-s3-demo-)",
                "AWS keeps this beginning for itself",
            ),
            (
                "(-s3alias|--ol-s3|[.]mrap|--x-s3|--table-s3)$",
                "AWS keeps this ending for itself",
            ),
        ],
    ),
    form(
        "bucket-prefix",
        "[a-z0-9.-]+",
        "lower-case letters, digits, dots and hyphens",
        &[("^[.-]", "it must begin with a letter or digit")],
    ),
    form(
        "bus",
        "[/.a-zA-Z0-9_-]+",
        "letters, digits, slashes, dots, underscores and hyphens",
        &[],
    ),
    form(
        "domain",
        "[a-z][a-z0-9-]+",
        "lower-case letters, digits and hyphens, beginning with a letter",
        &[],
    ),
    form(
        "dotted",
        "[.a-zA-Z0-9_-]+",
        "letters, digits, dots, underscores and hyphens",
        &[],
    ),
    form(
        "eks",
        "[0-9A-Za-z][A-Za-z0-9_-]*",
        "letters, digits, underscores and hyphens, beginning with a letter or digit",
        &[],
    ),
    form(
        "function",
        "(arn:[^ ]*|[a-zA-Z0-9_:-]+)",
        "letters, digits, underscores and hyphens",
        &[],
    ),
    form(
        "iam",
        "[a-zA-Z0-9+=,.@_-]+",
        "letters, digits and any of +=,.@_-",
        &[],
    ),
    form(
        "identifier",
        "[a-zA-Z0-9-]+",
        "letters, digits and hyphens",
        &[
            ("^[^a-zA-Z]", "it must begin with a letter"),
            ("-$", "it must not end with a hyphen"),
            ("--", "two hyphens must not follow each other"),
        ],
    ),
    form(
        "identifier-prefix",
        "[a-zA-Z0-9-]+",
        "letters, digits and hyphens",
        &[
            ("^[^a-zA-Z]", "it must begin with a letter"),
            ("--", "two hyphens must not follow each other"),
        ],
    ),
    form(
        "launch-template",
        "[a-zA-Z0-9().\\-/_]+",
        "letters, digits and any of ().-/_",
        &[],
    ),
    form(
        "layer",
        "[a-zA-Z0-9_:-]+",
        "letters, digits, underscores and hyphens",
        &[],
    ),
    form(
        "lb",
        "[a-zA-Z0-9-]+",
        "letters, digits and hyphens",
        &[
            ("^-|-$", "it must not begin or end with a hyphen"),
            ("^internal-", "AWS keeps the beginning internal- for itself"),
        ],
    ),
    form(
        "lb-prefix",
        "[a-zA-Z0-9-]+",
        "letters, digits and hyphens",
        &[("^-", "it must not begin with a hyphen")],
    ),
    form(
        "log-group",
        "[.\\-_/#A-Za-z0-9]+",
        "letters, digits and any of .-_/#",
        &[],
    ),
    form("log-stream", "[^:*]+", "any characters but : and *", &[]),
    form(
        "parameter",
        "[a-zA-Z0-9_.\\-/:]+",
        "letters, digits and any of _.-/",
        &[],
    ),
    form(
        "pipeline",
        "[A-Za-z0-9.@_-]+",
        "letters, digits and any of .@_-",
        &[],
    ),
    form(
        "pool",
        "[\\w\\s+=,.@-]+",
        "letters, digits, spaces and any of +=,.@-",
        &[],
    ),
    form(
        "project",
        "[A-Za-z0-9][A-Za-z0-9_-]+",
        "letters, digits, underscores and hyphens, beginning with a letter or digit",
        &[],
    ),
    form(
        "queue",
        "[a-zA-Z0-9_-]+([.]fifo)?",
        "letters, digits, underscores and hyphens",
        &[],
    ),
    form(
        "repository",
        "[a-z0-9._/-]+",
        "lower-case letters, digits and any of ._-/",
        &[
            (
                "^[^a-z0-9]|[^a-z0-9]$",
                "it must begin and end with a letter or digit",
            ),
            ("//", "two slashes must not follow each other"),
        ],
    ),
    form(
        "secret",
        "[a-zA-Z0-9/_+=.@-]+",
        "letters, digits and any of /_+=.@-",
        &[],
    ),
    form(
        "security-group",
        "[a-zA-Z0-9 ._:/()#,@\\[\\]+=&;{}!$*-]+",
        "letters, digits, spaces and any of ._-:/()#,@[]+=&;{}!$*",
        &[("^sg-", "it must not begin with sg-")],
    ),
    form(
        "subnet-group",
        "[a-zA-Z0-9 ._-]+",
        "letters, digits, spaces, dots, underscores and hyphens",
        &[],
    ),
    form(
        "target-group",
        "[a-zA-Z0-9-]+",
        "letters, digits and hyphens",
        &[("^-|-$", "it must not begin or end with a hyphen")],
    ),
    form(
        "target-group-prefix",
        "[a-zA-Z0-9-]+",
        "letters, digits and hyphens",
        &[("^-", "it must not begin with a hyphen")],
    ),
    form(
        "topic",
        "[a-zA-Z0-9_-]+([.]fifo)?",
        "letters, digits, underscores and hyphens",
        &[],
    ),
    form(
        "trail",
        "[a-zA-Z0-9][a-zA-Z0-9._-]*",
        "letters, digits, dots, underscores and hyphens",
        &[],
    ),
    form(
        "vault",
        "[a-zA-Z0-9_-]+",
        "letters, digits, underscores and hyphens",
        &[],
    ),
    form(
        "word",
        "[a-zA-Z0-9_-]+",
        "letters, digits, underscores and hyphens",
        &[],
    ),
];

const fn form(
    name: &'static str,
    pattern: &'static str,
    words: &'static str,
    never: &'static [(&'static str, &'static str)],
) -> Form {
    Form {
        name,
        pattern,
        words,
        never,
    }
}

static LIMITS: LazyLock<Vec<Limit>> =
    LazyLock::new(|| NAMES.lines().filter_map(Limit::parse).collect());

impl Limit {
    fn parse(line: &'static str) -> Option<Self> {
        let mut fields = line.split('\t');
        let (kind, attribute) = (fields.next()?, fields.next()?);
        let (least, most) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        let name = fields.next()?;
        let form = FORMS.iter().find(|form| form.name == name)?;
        Some(Self {
            kind,
            attribute,
            least,
            most,
            form,
        })
    }
}

/// Names of a resource that AWS does not take.
pub(super) fn judge(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let kind = subject.kind();
    let start = LIMITS.partition_point(|limit| limit.kind < kind);
    for limit in LIMITS[start..]
        .iter()
        .take_while(|limit| limit.kind == kind)
    {
        let Some(value) = subject.attribute(limit.attribute) else {
            continue;
        };
        let Some((message, help)) = limit.refuses(value) else {
            continue;
        };
        // A name of several pieces is mended where they are put together.
        let place = value.origin.or_else(|| value.place());
        let span = place.unwrap_or_else(|| subject.argument(limit.attribute));
        let message = format!("{} of {} {message}", limit.attribute, subject.address);
        let kind = ProblemKind::Name;
        problems.push(subject.problem(kind, limit.attribute, span, (message, help)));
    }
}

impl Limit {
    /// What is wrong with a name and what to do.
    fn refuses(&self, value: &Value) -> Option<(String, String)> {
        let Some(text) = value.as_str() else {
            return self.refuses_template(value);
        };
        let length = text.chars().count();
        if length > self.most {
            return Some(self.too_long(&format!("is {length} characters long")));
        }
        // The provider takes an empty name for none.
        if text.is_empty() {
            return None;
        }
        if length < self.least {
            return Some((
                format!(
                    "is {text:?}, and AWS takes no name of less than {} characters",
                    self.least
                ),
                "Lengthen it".to_owned(),
            ));
        }
        self.form.refuses(text)
    }

    fn too_long(&self, what: &str) -> (String, String) {
        let most = self.most;
        let help = if self.attribute.ends_with("prefix") {
            format!("Shorten it to {most} characters: the provider adds its own to a prefix")
        } else {
            format!("Shorten it to {most} characters")
        };
        (format!("{what}, and AWS takes at most {most}"), help)
    }

    /// Of a name with parts that are not known, the known ones may be too many already.
    fn refuses_template(&self, value: &Value) -> Option<(String, String)> {
        let Shape::Template(parts) = &value.as_unknown()?.shape else {
            return None;
        };
        let known = |part: &Part| match part {
            Part::Text(text, _) => text.as_str().chars().count(),
            Part::Hole(_) => 0,
        };
        let length: usize = parts.iter().map(known).sum();
        (length > self.most)
            .then(|| self.too_long(&format!("is at least {length} characters long")))
    }
}

impl Form {
    fn refuses(&'static self, text: &str) -> Option<(String, String)> {
        let patterns = PATTERNS.get(self.name)?;
        if !patterns.whole.is_match(text) {
            let message = format!("is {text:?}, and AWS takes only {}", self.words);
            return Some((message, "Use other characters".to_owned()));
        }
        let mut never = patterns.never.iter();
        let (_, why) = never.find(|(pattern, _)| pattern.is_match(text))?;
        let message = format!("is {text:?}, and AWS refuses it: {why}");
        Some((message, "Choose another name".to_owned()))
    }
}

struct Patterns {
    whole: Regex,
    never: Vec<(Regex, &'static str)>,
}

/// A test compiles each.
static PATTERNS: LazyLock<std::collections::BTreeMap<&'static str, Patterns>> =
    LazyLock::new(|| {
        let compile = |form: &'static Form| {
            let whole = Regex::new(&format!("^(?:{})$", form.pattern)).ok()?;
            let never = form
                .never
                .iter()
                .map(|(pattern, why)| Some((Regex::new(pattern).ok()?, *why)));
            let never: Option<Vec<_>> = never.collect();
            Some((
                form.name,
                Patterns {
                    whole,
                    never: never?,
                },
            ))
        };
        FORMS.iter().filter_map(compile).collect()
    });

#[cfg(test)]
mod tests {
    use super::{FORMS, LIMITS, Limit, NAMES, PATTERNS};
    use crate::eval::Value;
    use crate::schema::Schemas;
    use crate::types::Type;

    #[test]
    fn every_line_is_read_and_names_a_string() {
        let schemas = Schemas::embedded();
        assert_eq!(PATTERNS.len(), FORMS.len());
        for line in NAMES.lines() {
            let limit = Limit::parse(line).unwrap_or_else(|| panic!("{line}"));
            let block = schemas.resource(limit.kind).unwrap();
            let attribute = block.attribute(limit.attribute).unwrap();
            assert_eq!(attribute.ty, Type::String, "{line}");
            assert!(
                line.split('\t')
                    .nth(5)
                    .is_some_and(|source| !source.is_empty()),
                "{line}"
            );
        }
        assert!(NAMES.lines().is_sorted());
    }

    /// How many characters the provider itself takes, one argument of `names.tsv` a line: the resource's type, the
    /// argument, what refuses a longer one, and the longest name that passes.
    ///
    /// Measured with Terraform 1.11.4 and the provider 5.100.0: a resource for each argument with a name as long as
    /// `names.tsv` says and one a character longer, all other arguments that are required filled in, through
    /// `terraform validate`; what passed with both was halved down to the longest that passes, from 5,000 characters,
    /// and planned in the same way without credentials. Where neither refuses a name of 5,000 characters there is a
    /// `-`: what AWS takes is then only in its documentation.
    const MEASURED: &str = include_str!("names_measured.tsv");

    /// Arguments for which AWS takes less than the provider lets pass: a prefix that is continued by 26 characters, and
    /// a domain name.
    const STRICTER: &[(&str, &str)] = &[
        ("aws_cloudwatch_event_rule", "name_prefix"),
        ("aws_service_discovery_private_dns_namespace", "name"),
    ];

    #[test]
    fn limits_are_those_that_the_provider_was_seen_to_have() {
        let limits = NAMES.lines().filter_map(Limit::parse);
        let mut measured = 0;
        for (limit, line) in limits.zip(MEASURED.lines()) {
            let [kind, attribute, by, longest] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}");
            };
            assert_eq!((limit.kind, limit.attribute), (kind, attribute));
            if by == "-" {
                continue;
            }
            measured += 1;
            let longest: usize = longest.parse().unwrap();
            if STRICTER.contains(&(kind, attribute)) {
                assert!(limit.most < longest, "{line}");
            } else {
                assert_eq!(limit.most, longest, "{line}");
            }
        }
        assert_eq!(MEASURED.lines().count(), NAMES.lines().count());
        assert_eq!(measured, 73);
    }

    fn refused(kind: &str, attribute: &str, name: &str) -> bool {
        let limit = LIMITS
            .iter()
            .find(|limit| limit.kind == kind && limit.attribute == attribute)
            .unwrap();
        limit.refuses(&Value::string(name)).is_some()
    }

    #[test]
    fn names_have_limits() {
        let cases = [
            ("aws_lb", "name", "shop-prod", false),
            ("aws_lb", "name", "internal-shop", true),
            ("aws_lb", "name", "shop_prod", true),
            ("aws_lb", "name", "shop-", true),
            ("aws_lb_target_group", "name", "internal-shop", false),
            ("aws_s3_bucket", "bucket", "Shop", true),
            ("aws_s3_bucket", "bucket", "ab", true),
            ("aws_s3_bucket", "bucket", "shop..logs", true),
            ("aws_s3_bucket", "bucket", "10.0.0.1", true),
            ("aws_s3_bucket", "bucket", "shop.example.com", false),
            ("aws_iam_role", "name", "a/b", true),
            ("aws_iam_role", "name", "a.b@c=d,e+f_g-h", false),
            ("aws_sqs_queue", "name", "jobs.fifo", false),
            ("aws_sqs_queue", "name", "jobs.other", true),
            ("aws_db_instance", "identifier", "shop--db", true),
            ("aws_db_instance", "identifier", "1shop", true),
            ("aws_kms_alias", "name", "alias/aws/s3", true),
            ("aws_kms_alias", "name", "shop", true),
            ("aws_kms_alias", "name", "alias/shop", false),
            ("aws_cloudwatch_log_group", "name", "/ecs/shop", false),
            ("aws_cloudwatch_log_group", "name", "a b", true),
        ];
        for (kind, attribute, name, is_refused) in cases {
            assert_eq!(refused(kind, attribute, name), is_refused, "{kind} {name}");
        }
        let long = "a".repeat(65);
        assert!(refused("aws_iam_role", "name", &long));
        assert!(!refused("aws_iam_role", "name", &long[1..]));
    }
}
