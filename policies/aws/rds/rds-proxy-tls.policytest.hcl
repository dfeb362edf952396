policytest {
  targets = ["rds-proxy-tls.policy.hcl"]
}

resource "aws_db_proxy" "required" {
  attrs = { require_tls = true }
}

resource "aws_db_proxy" "not" {
  expect_failure = true
  attrs          = { require_tls = false }
}

resource "aws_db_proxy" "unsaid" {
  expect_failure = true
  attrs          = { engine_family = "MYSQL" }
}

# iaclint-unknown: require_tls
# iaclint-expect: undetermined
resource "aws_db_proxy" "unknown" {
  skip  = true
  attrs = { engine_family = "MYSQL" }
}
