policytest {
  targets = ["rds-performance-insights.policy.hcl"]
}

resource "aws_db_instance" "seen" {
  attrs = {
    instance_class               = "db.m7g.large"
    performance_insights_enabled = true
  }
}

resource "aws_db_instance" "off" {
  expect_failure = true
  attrs = {
    instance_class               = "db.m7g.large"
    performance_insights_enabled = false
  }
}

resource "aws_db_instance" "unsaid" {
  expect_failure = true
  attrs          = { instance_class = "db.m7g.large" }
}

resource "aws_db_instance" "small" {
  attrs = { instance_class = "db.t4g.micro" }
}

# iaclint-unknown: performance_insights_enabled
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { instance_class = "db.m7g.large" }
}

resource "aws_rds_cluster_instance" "seen" {
  attrs = {
    cluster_identifier           = "main"
    performance_insights_enabled = true
  }
}

resource "aws_rds_cluster_instance" "off" {
  expect_failure = true
  attrs          = { cluster_identifier = "main" }
}

resource "aws_rds_cluster_instance" "by_cluster" {
  attrs = { cluster_identifier = "seen" }
}

resource "aws_rds_cluster" "seen" {
  skip = true
  attrs = {
    id                           = "seen"
    performance_insights_enabled = true
  }
}
