policytest {
  targets = ["cognito-guests.policy.hcl"]
}

resource "aws_cognito_identity_pool" "members" {
  attrs = { allow_unauthenticated_identities = false }
}

resource "aws_cognito_identity_pool" "unsaid" {
  attrs = { identity_pool_name = "shop" }
}

resource "aws_cognito_identity_pool" "guests" {
  expect_failure = true
  attrs          = { allow_unauthenticated_identities = true }
}

# iaclint-unknown: allow_unauthenticated_identities
# iaclint-expect: undetermined
resource "aws_cognito_identity_pool" "unknown" {
  skip  = true
  attrs = { identity_pool_name = "shop" }
}
