policytest {
  targets = ["ssm-not-encrypted.policy.hcl"]
}

resource "aws_ssm_parameter" "encrypted" {
  attrs = { name = "/shop/url", type = "SecureString" }
}

resource "aws_ssm_parameter" "text" {
  expect_failure = true
  attrs          = { name = "/shop/url", type = "String" }
}

resource "aws_ssm_parameter" "list" {
  expect_failure = true
  attrs          = { name = "/shop/urls", type = "StringList" }
}

# iaclint-unknown: type
# iaclint-expect: undetermined
resource "aws_ssm_parameter" "unknown" {
  skip  = true
  attrs = { name = "/shop/url" }
}
