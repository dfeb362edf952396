policytest {
  targets = ["rds-enhanced-monitoring.policy.hcl"]
}

resource "aws_db_instance" "watched" {
  attrs = { monitoring_interval = 60 }
}

resource "aws_db_instance" "off" {
  expect_failure = true
  attrs          = { monitoring_interval = 0 }
}

resource "aws_db_instance" "unsaid" {
  expect_failure = true
  attrs          = { engine = "postgres" }
}

# iaclint-unknown: monitoring_interval
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "postgres" }
}

resource "aws_rds_cluster_instance" "watched" {
  attrs = {
    cluster_identifier  = "main"
    monitoring_interval = 30
  }
}

resource "aws_rds_cluster_instance" "off" {
  expect_failure = true
  attrs          = { cluster_identifier = "main" }
}

resource "aws_rds_cluster_instance" "by_cluster" {
  attrs = { cluster_identifier = "watched" }
}

resource "aws_rds_cluster" "watched" {
  skip = true
  attrs = {
    id                  = "watched"
    monitoring_interval = 60
  }
}

resource "aws_rds_cluster" "main" {
  skip  = true
  attrs = { id = "main" }
}
