policytest {
  targets = ["elb-classic-logs.policy.hcl"]
}

resource "aws_elb" "logged" {
  attrs = { access_logs = [{ bucket = "logs" }] }
}

resource "aws_elb" "said" {
  attrs = { access_logs = [{ bucket = "logs", enabled = true }] }
}

resource "aws_elb" "off" {
  expect_failure = true
  attrs          = { access_logs = [{ bucket = "logs", enabled = false }] }
}

resource "aws_elb" "left_out" {
  expect_failure = true
  attrs          = { name = "web" }
}

# iaclint-unknown: access_logs[0].enabled
# iaclint-expect: undetermined
resource "aws_elb" "unknown" {
  skip  = true
  attrs = { access_logs = [{ bucket = "logs", enabled = true }] }
}
