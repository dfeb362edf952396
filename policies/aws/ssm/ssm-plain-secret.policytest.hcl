policytest {
  targets = ["ssm-plain-secret.policy.hcl"]
}

resource "aws_ssm_parameter" "secure" {
  attrs = { name = "/shop/db/password", type = "SecureString" }
}

resource "aws_ssm_parameter" "plain" {
  expect_failure = true
  attrs          = { name = "/shop/db/password", type = "String" }
}

resource "aws_ssm_parameter" "upper_case" {
  expect_failure = true
  attrs          = { name = "SHOP_API_KEY", type = "StringList" }
}

resource "aws_ssm_parameter" "no_secret" {
  attrs = { name = "/shop/db/host", type = "String" }
}

resource "aws_ssm_parameter" "name_of_a_secret" {
  attrs = { name = "/shop/db/password_arn", type = "String" }
}

# iaclint-unknown: type
# iaclint-expect: undetermined
resource "aws_ssm_parameter" "unknown" {
  skip  = true
  attrs = { name = "/shop/token", type = "String" }
}
