policytest {
  targets = ["secretsmanager-rotation.policy.hcl"]
}

resource "aws_secretsmanager_secret" "rotated" {
  attrs = { id = "arn:1", arn = "arn:1" }
}

resource "aws_secretsmanager_secret_rotation" "rotated" {
  skip  = true
  attrs = { secret_id = aws_secretsmanager_secret.rotated.attrs.arn }
}

resource "aws_secretsmanager_secret" "not_rotated" {
  expect_failure = true
  attrs          = { id = "arn:2", arn = "arn:2" }
}

# iaclint-unknown: id, arn
# iaclint-expect: undetermined
resource "aws_secretsmanager_secret" "unknown" {
  skip  = true
  attrs = { name = "x" }
}
