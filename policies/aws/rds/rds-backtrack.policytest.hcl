policytest {
  targets = ["rds-backtrack.policy.hcl"]
}

resource "aws_rds_cluster" "day" {
  attrs = {
    engine           = "aurora-mysql"
    backtrack_window = 86400
  }
}

resource "aws_rds_cluster" "off" {
  expect_failure = true
  attrs = {
    engine           = "aurora-mysql"
    backtrack_window = 0
  }
}

resource "aws_rds_cluster" "unsaid" {
  expect_failure = true
  attrs          = { engine = "aurora-mysql" }
}

resource "aws_rds_cluster" "postgresql" {
  attrs = { engine = "aurora-postgresql" }
}

resource "aws_rds_cluster" "global" {
  attrs = {
    engine                    = "aurora-mysql"
    global_cluster_identifier = "world"
  }
}

resource "aws_rds_cluster" "serverless" {
  attrs = {
    engine                             = "aurora-mysql"
    serverlessv2_scaling_configuration = [{ min_capacity = 0.5 }]
  }
}

# iaclint-unknown: backtrack_window
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "aurora-mysql" }
}
