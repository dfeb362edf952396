policytest {
  targets = ["glue-security-configuration.policy.hcl"]
}

resource "aws_glue_job" "own" {
  attrs = { security_configuration = "encrypted" }
}

resource "aws_glue_job" "empty" {
  expect_failure = true
  attrs          = { security_configuration = "" }
}

resource "aws_glue_job" "unsaid" {
  expect_failure = true
  attrs          = { name = "load" }
}

# iaclint-unknown: security_configuration
# iaclint-expect: undetermined
resource "aws_glue_job" "unknown" {
  skip  = true
  attrs = { name = "load" }
}

resource "aws_glue_crawler" "own" {
  attrs = { security_configuration = "encrypted" }
}

resource "aws_glue_crawler" "empty" {
  expect_failure = true
  attrs          = { security_configuration = "" }
}

resource "aws_glue_crawler" "unsaid" {
  expect_failure = true
  attrs          = { name = "load" }
}

# iaclint-unknown: security_configuration
# iaclint-expect: undetermined
resource "aws_glue_crawler" "unknown" {
  skip  = true
  attrs = { name = "load" }
}

resource "aws_glue_dev_endpoint" "own" {
  attrs = { security_configuration = "encrypted" }
}

resource "aws_glue_dev_endpoint" "empty" {
  expect_failure = true
  attrs          = { security_configuration = "" }
}

resource "aws_glue_dev_endpoint" "unsaid" {
  expect_failure = true
  attrs          = { name = "load" }
}

# iaclint-unknown: security_configuration
# iaclint-expect: undetermined
resource "aws_glue_dev_endpoint" "unknown" {
  skip  = true
  attrs = { name = "load" }
}
