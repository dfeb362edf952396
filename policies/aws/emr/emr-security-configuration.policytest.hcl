policytest {
  targets = ["emr-security-configuration.policy.hcl"]
}

resource "aws_emr_cluster" "secured" {
  attrs = { security_configuration = "strict" }
}

resource "aws_emr_cluster" "unsaid" {
  expect_failure = true
  attrs          = { name = "spark" }
}

# iaclint-unknown: security_configuration
# iaclint-expect: undetermined
resource "aws_emr_cluster" "unknown" {
  skip  = true
  attrs = { name = "spark" }
}
