policytest {
  targets = ["ec2-secret-in-user-data.policy.hcl"]
}

resource "aws_launch_template" "harmless" {
  attrs = { user_data = core::base64encode("#!/bin/sh\necho ECS_CLUSTER=shop") }
}

resource "aws_launch_template" "without" {
  attrs = { name = "shop" }
}

resource "aws_launch_template" "example" {
  attrs = { user_data = core::base64encode("# export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE") }
}

resource "aws_launch_template" "not_text" {
  attrs = { user_data = "H4sIAAAAAAAA/w==" }
}

resource "aws_launch_template" "access_key" {
  expect_failure = true
  attrs          = { user_data = core::base64encode("export AWS_ACCESS_KEY_ID=AKIA2E0A8F3B244C9986") }
}

resource "aws_launch_template" "not_encoded" {
  expect_failure = true
  attrs          = { user_data = "export AWS_ACCESS_KEY_ID=AKIA2E0A8F3B244C9986" }
}

resource "aws_launch_template" "secret_key" {
  expect_failure = true
  attrs          = { user_data = core::base64encode("aws_secret_access_key = hJ3kLm9/QwErTyUiOpAsDfGhJkLzXcVbNm12+456") }
}

# iaclint-unknown: user_data
# iaclint-expect: undetermined
resource "aws_launch_template" "unknown" {
  skip  = true
  attrs = { user_data = "" }
}

resource "aws_instance" "harmless" {
  attrs = { user_data = "echo shop", user_data_base64 = null }
}

resource "aws_instance" "private_key" {
  expect_failure = true
  attrs          = { user_data = "cat > /root/key <<END\n-----BEGIN RSA PRIVATE KEY-----\nMII" }
}

resource "aws_instance" "encoded" {
  expect_failure = true
  attrs          = { user_data_base64 = core::base64encode("export AWS_ACCESS_KEY_ID=AKIA2E0A8F3B244C9986") }
}

resource "aws_launch_configuration" "harmless" {
  attrs = { name = "shop" }
}

resource "aws_launch_configuration" "access_key" {
  expect_failure = true
  attrs          = { user_data = "export AWS_ACCESS_KEY_ID=AKIA2E0A8F3B244C9986" }
}
