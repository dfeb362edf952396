//! A policy to start from, with its test: what `iaclint policy new` writes.

/// The policy and the test of a resource type, under a name in kebab case.
pub fn template(name: &str, kind: &str) -> (String, String) {
    let label = name.replace('-', "_");
    let policy = format!(
        r#"# iaclint-summary: Say in one sentence what this policy finds.
# iaclint-why: Say why that matters: every finding repeats it.
# iaclint-fix: Say what to write.
# iaclint-controls:
resource_policy "{kind}" "{label}" {{
  enforcement_level = "advisory"

  enforce {{
    condition     = core::try(attrs.tags["Owner"], null) != null
    error_message = "{kind} has no tag `Owner`"
  }}
}}
"#
    );
    let policy = policy.replace("# iaclint-controls:\n", "");
    let test = format!(
        r#"policytest {{
  targets = ["{name}.policy.hcl"]
}}

resource "{kind}" "with_owner" {{
  attrs = {{
    tags = {{ Owner = "shop" }}
  }}
}}

resource "{kind}" "without_owner" {{
  expect_failure = true
  attrs = {{
    tags = {{}}
  }}
}}

resource "{kind}" "without_tags" {{
  expect_failure = true
  attrs          = {{}}
}}
"#
    );
    (policy, test)
}
