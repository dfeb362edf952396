policytest {
  targets = ["secretsmanager-rotation-days.policy.hcl"]
}

resource "aws_secretsmanager_secret_rotation" "monthly" {
  attrs = { rotation_rules = [{ automatically_after_days = 30 }] }
}

resource "aws_secretsmanager_secret_rotation" "limit" {
  attrs = { rotation_rules = [{ automatically_after_days = 90 }] }
}

resource "aws_secretsmanager_secret_rotation" "yearly" {
  expect_failure = true
  attrs          = { rotation_rules = [{ automatically_after_days = 365 }] }
}

resource "aws_secretsmanager_secret_rotation" "by_rate" {
  attrs = { rotation_rules = [{ schedule_expression = "rate(10 days)" }] }
}

resource "aws_secretsmanager_secret_rotation" "by_low_rate" {
  expect_failure = true
  attrs          = { rotation_rules = [{ automatically_after_days = null, schedule_expression = "rate(180 days)" }] }
}

resource "aws_secretsmanager_secret_rotation" "by_hours" {
  attrs = { rotation_rules = [{ schedule_expression = "rate(100 hours)" }] }
}

resource "aws_secretsmanager_secret_rotation" "by_cron" {
  attrs = { rotation_rules = [{ schedule_expression = "cron(0 16 1,15 * ? *)" }] }
}

# iaclint-unknown: rotation_rules[0].automatically_after_days
# iaclint-expect: undetermined
resource "aws_secretsmanager_secret_rotation" "unknown" {
  skip  = true
  attrs = { rotation_rules = [{ automatically_after_days = 30 }] }
}
