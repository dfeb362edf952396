policytest {
  targets = ["rds-alarms.policy.hcl"]
}

resource "aws_db_instance" "watched" {
  attrs = { identifier = "watched" }
}

resource "aws_cloudwatch_metric_alarm" "processor" {
  skip = true
  attrs = {
    metric_name = "CPUUtilization"
    dimensions  = { DBInstanceIdentifier = aws_db_instance.watched.attrs.identifier }
  }
}

resource "aws_cloudwatch_metric_alarm" "storage" {
  skip = true
  attrs = {
    metric_name  = null
    metric_query = [{ id = "m", metric = [{ metric_name = "FreeStorageSpace", dimensions = { DBInstanceIdentifier = "watched" } }] }]
  }
}

resource "aws_db_instance" "half" {
  expect_failure = true
  attrs          = { identifier = "half" }
}

resource "aws_cloudwatch_metric_alarm" "half" {
  skip = true
  attrs = {
    metric_name = "CPUUtilization"
    dimensions  = { DBInstanceIdentifier = "half" }
  }
}

resource "aws_db_instance" "other_half" {
  expect_failure = true
  attrs          = { identifier = "other-half" }
}

resource "aws_cloudwatch_metric_alarm" "other_half" {
  skip = true
  attrs = {
    metric_name = "FreeStorageSpace"
    dimensions  = { DBInstanceIdentifier = "other-half" }
  }
}

resource "aws_db_instance" "not_at_all" {
  expect_failure = true
  attrs          = { identifier = "not-at-all" }
}

# iaclint-unknown: identifier
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "postgres" }
}
