policytest {
  targets = ["ec2-static-keys.policy.hcl"]
}

resource "aws_instance" "empty" {
  attrs = { user_data = "AWS_ACCESS_KEY_ID=\nAWS_SECRET_ACCESS_KEY=`cat /run/secret`" }
}

resource "aws_instance" "compared" {
  attrs = { user_data = "[ \"$AWS_ACCESS_KEY_ID\" = none ] && exit 1" }
}

resource "aws_instance" "keys" {
  expect_failure = true
  attrs = {
    user_data = "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=my-key-id\nexport AWS_SECRET_ACCESS_KEY=my-secret"
  }
}

resource "aws_instance" "asked_for" {
  attrs = { user_data = "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=$(curl -s http://keys.internal/id)" }
}

resource "aws_instance" "looked_up" {
  attrs = { user_data = "#!/usr/bin/python3\nsession = boto3.Session(aws_access_key_id=keys[\"AccessKeyId\"], aws_secret_access_key=keys.secret)" }
}

resource "aws_instance" "of_the_environment" {
  attrs = { user_data = "set AWS_ACCESS_KEY_ID=%KEY_ID%" }
}

resource "aws_instance" "encoded" {
  expect_failure = true
  attrs = {
    user_data_base64 = core::base64encode("#!/bin/sh\nexport AWS_ACCESS_KEY_ID=my-key-id\nexport AWS_SECRET_ACCESS_KEY=my-secret")
  }
}

resource "aws_instance" "without" {
  attrs = {}
}

resource "aws_instance" "harmless" {
  attrs = { user_data_base64 = core::base64encode("#!/bin/sh\napt-get update") }
}

# iaclint-unknown: user_data
# iaclint-expect: undetermined
resource "aws_instance" "unknown" {
  skip  = true
  attrs = {}
}

resource "aws_launch_configuration" "empty" {
  attrs = { user_data = "AWS_ACCESS_KEY_ID=\nAWS_SECRET_ACCESS_KEY=`cat /run/secret`" }
}

resource "aws_launch_configuration" "compared" {
  attrs = { user_data = "[ \"$AWS_ACCESS_KEY_ID\" = none ] && exit 1" }
}

resource "aws_launch_configuration" "keys" {
  expect_failure = true
  attrs = {
    user_data = "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=my-key-id\nexport AWS_SECRET_ACCESS_KEY=my-secret"
  }
}

resource "aws_launch_configuration" "asked_for" {
  attrs = { user_data = "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=$(curl -s http://keys.internal/id)" }
}

resource "aws_launch_configuration" "encoded" {
  expect_failure = true
  attrs = {
    user_data_base64 = core::base64encode("#!/bin/sh\nexport AWS_ACCESS_KEY_ID=my-key-id\nexport AWS_SECRET_ACCESS_KEY=my-secret")
  }
}

resource "aws_launch_configuration" "without" {
  attrs = {}
}

resource "aws_launch_configuration" "harmless" {
  attrs = { user_data_base64 = core::base64encode("#!/bin/sh\napt-get update") }
}

# iaclint-unknown: user_data
# iaclint-expect: undetermined
resource "aws_launch_configuration" "unknown" {
  skip  = true
  attrs = {}
}

resource "aws_launch_template" "encoded" {
  expect_failure = true
  attrs = {
    user_data = core::base64encode("#!/bin/sh\nexport AWS_ACCESS_KEY_ID=my-key-id\nexport AWS_SECRET_ACCESS_KEY=my-secret")
  }
}

resource "aws_launch_template" "without" {
  attrs = {}
}

resource "aws_launch_template" "harmless" {
  attrs = { user_data = core::base64encode("#!/bin/sh\napt-get update") }
}

# iaclint-unknown: user_data
# iaclint-expect: undetermined
resource "aws_launch_template" "unknown" {
  skip  = true
  attrs = {}
}
