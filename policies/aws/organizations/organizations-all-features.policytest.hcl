policytest {
  targets = ["organizations-all-features.policy.hcl"]
}

resource "aws_organizations_organization" "unsaid" {
  attrs = {}
}

resource "aws_organizations_organization" "all" {
  attrs = { feature_set = "ALL" }
}

resource "aws_organizations_organization" "bill" {
  expect_failure = true
  attrs          = { feature_set = "CONSOLIDATED_BILLING" }
}

# iaclint-unknown: feature_set
# iaclint-expect: undetermined
resource "aws_organizations_organization" "unknown" {
  skip  = true
  attrs = {}
}
