policytest {
  targets = ["sso-user.policy.hcl"]
}

resource "aws_identitystore_user" "jane" {
  expect_failure = true
  attrs          = { user_name = "jane" }
}
