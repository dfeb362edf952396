policytest {
  targets = ["cognito-mfa.policy.hcl"]
}

resource "aws_cognito_user_pool" "token" {
  attrs = { mfa_configuration = "ON", software_token_mfa_configuration = [{ enabled = true }] }
}

resource "aws_cognito_user_pool" "token_off" {
  expect_failure = true
  attrs          = { mfa_configuration = "ON", software_token_mfa_configuration = [{ enabled = false }] }
}

resource "aws_cognito_user_pool" "sms" {
  attrs = { mfa_configuration = "OPTIONAL", sms_configuration = [{ external_id = "shop" }] }
}

resource "aws_cognito_user_pool" "off" {
  expect_failure = true
  attrs          = { mfa_configuration = "OFF" }
}

resource "aws_cognito_user_pool" "unsaid" {
  expect_failure = true
  attrs          = { name = "shop" }
}

resource "aws_cognito_user_pool" "without_a_factor" {
  expect_failure = true
  attrs          = { mfa_configuration = "ON" }
}

# iaclint-unknown: mfa_configuration
# iaclint-expect: undetermined
resource "aws_cognito_user_pool" "unknown" {
  skip  = true
  attrs = { software_token_mfa_configuration = [{ enabled = true }] }
}
