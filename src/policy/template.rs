//! A policy to start from, with its test: what `iaclint policy new` writes.

use std::fmt::Write as _;

use crate::schema::{Attribute, Block, Schemas};
use crate::types::Type;

use super::file::matches;

/// What a policy to start from demands, and the mocks that hold and break it. What a mock leaves out breaks it too.
struct Demand {
    condition: String,
    message: String,
    /// What the mocks are called that hold it and break it, and their attributes.
    good: (String, String),
    bad: Option<(String, String)>,
    /// What the mock is called that says nothing.
    silent: String,
}

/// The policy and the test of a resource type, under a name in kebab case. A star stands for any part of the type.
pub fn template(name: &str, kind: &str, schemas: &Schemas) -> (String, String) {
    let label = name.replace('-', "_");
    let mocked = mocked_type(kind, schemas);
    let Demand {
        condition,
        message,
        good,
        bad,
        silent,
    } = demand(kind, schemas.resource(&mocked).map(|schema| &**schema));
    let policy = format!(
        r#"# iaclint-summary: Say in one sentence what this policy finds.
# iaclint-why: Say why that matters: every finding repeats it.
# iaclint-fix: Say what to write.
resource_policy "{kind}" "{label}" {{
  enforcement_level = "advisory"

  enforce {{
    condition     = {condition}
    error_message = "{message}"
  }}
}}
"#
    );
    let mut test = format!(
        r#"policytest {{
  targets = ["{name}.policy.hcl"]
}}

resource "{mocked}" "{}" {{
  attrs = {{
    {}
  }}
}}
"#,
        good.0, good.1
    );
    if let Some((label, attribute)) = bad {
        let _ = write!(
            test,
            r#"
resource "{mocked}" "{label}" {{
  expect_failure = true
  attrs = {{
    {attribute}
  }}
}}
"#
        );
    }
    let _ = write!(
        test,
        r#"
resource "{mocked}" "{silent}" {{
  expect_failure = true
  attrs          = {{}}
}}
"#
    );
    (policy, test)
}

/// The resource type that the test mocks: the first that fits, with tags where there is one.
fn mocked_type(kind: &str, schemas: &Schemas) -> String {
    if !kind.contains('*') {
        return kind.to_owned();
    }
    let fitting = types_that_fit(kind, schemas);
    let has_tags = |it: &&&str| schemas.resource(it).is_some_and(|it| tags(it).is_some());
    let found = fitting.iter().find(has_tags).or(fitting.first());
    // Of a provider that nobody knows.
    found.map_or_else(|| kind.replace('*', "thing"), |it| (*it).to_owned())
}

/// The known resource types that fit a pattern with a star, in order of providers.
pub fn types_that_fit<'s>(pattern: &str, schemas: &'s Schemas) -> Vec<&'s str> {
    let known = schemas.providers().into_iter();
    let all = known.flat_map(|provider| provider.resource_types().collect::<Vec<_>>());
    all.filter(|kind| matches(pattern, kind)).collect()
}

fn tags(schema: &Block) -> Option<&Attribute> {
    let tags = schema.attribute("tags")?;
    let is_given = tags.is_optional() || tags.is_required();
    (is_given && matches!(&tags.ty, Type::Map(element) if **element == Type::String))
        .then_some(tags)
}

/// What to demand of a type. What nobody knows may have tags.
fn demand(kind: &str, schema: Option<&Block>) -> Demand {
    let Some(schema) = schema.filter(|it| tags(it).is_none()) else {
        return Demand {
            condition: "core::try(attrs.tags[\"Owner\"], null) != null".to_owned(),
            message: format!("{kind} has no tag `Owner`"),
            good: ("with_owner".into(), "tags = { Owner = \"shop\" }".into()),
            bad: Some(("without_owner".into(), "tags = {}".into())),
            silent: "without_tags".to_owned(),
        };
    };
    if let Some((name, [good, bad])) = plain(schema) {
        return Demand {
            condition: format!("core::try(attrs.{name}, null) == {good}"),
            message: format!("{kind} has another `{name}` than {}", good.replace('"', "")),
            good: ("as_demanded".into(), format!("{name} = {good}")),
            bad: Some(("otherwise".into(), format!("{name} = {bad}"))),
            silent: "without_it".to_owned(),
        };
    }
    // What is left are arguments with several values, and blocks.
    let given = schema.attributes().iter().find(|it| is_given(it));
    let name = given
        .map(|it| &it.name)
        .or(schema.blocks().first().map(|it| &it.name));
    let name = name.map_or("id", |name| &**name);
    Demand {
        condition: format!("core::try(attrs.{name}, null) != null"),
        message: format!("{kind} says no `{name}`"),
        good: ("as_demanded".into(), format!("{name} = [{{}}]")),
        bad: None,
        silent: "without_it".to_owned(),
    }
}

fn is_given(attribute: &Attribute) -> bool {
    (attribute.is_optional() || attribute.is_required())
        && !attribute.is_write_only()
        && !attribute.is_deprecated()
        && !["id", "region"].contains(&&*attribute.name)
}

/// An argument with one value, and two values of its type: a switch before a text before a number, and those that the
/// provider does not fill in before those that it does.
fn plain(schema: &Block) -> Option<(&str, [&'static str; 2])> {
    let values = |ty: &Type| match ty {
        Type::Bool => Some(["true", "false"]),
        Type::String => Some(["\"wanted\"", "\"other\""]),
        Type::Number => Some(["1", "2"]),
        _ => None,
    };
    let order = |it: &&Attribute| {
        let rank = match it.ty {
            Type::Bool => 0,
            Type::String => 1,
            _ => 2,
        };
        (it.is_computed(), rank)
    };
    let all = schema.attributes().iter();
    let one = all.filter(|it| is_given(it) && values(&it.ty).is_some());
    let found = one.min_by_key(order)?;
    Some((&found.name, values(&found.ty)?))
}
