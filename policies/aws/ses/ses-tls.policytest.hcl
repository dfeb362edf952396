policytest {
  targets = ["ses-tls.policy.hcl"]
}

resource "aws_ses_configuration_set" "required" {
  attrs = { delivery_options = [{ tls_policy = "Require" }] }
}

resource "aws_ses_configuration_set" "optional" {
  expect_failure = true
  attrs          = { delivery_options = [{ tls_policy = "Optional" }] }
}

resource "aws_ses_configuration_set" "unsaid" {
  expect_failure = true
  attrs          = { name = "shop" }
}

# iaclint-unknown: delivery_options[0].tls_policy
# iaclint-expect: undetermined
resource "aws_ses_configuration_set" "unknown" {
  skip  = true
  attrs = { delivery_options = [{ tls_policy = "Optional" }] }
}

resource "aws_sesv2_configuration_set" "required" {
  attrs = { delivery_options = [{ tls_policy = "REQUIRE" }] }
}

resource "aws_sesv2_configuration_set" "optional" {
  expect_failure = true
  attrs          = { delivery_options = [{ tls_policy = "OPTIONAL" }] }
}

resource "aws_sesv2_configuration_set" "unsaid" {
  expect_failure = true
  attrs          = { configuration_set_name = "shop" }
}
