policytest {
  targets = ["codebuild-logs-encrypted.policy.hcl"]
}

resource "aws_codebuild_project" "encrypted" {
  attrs = { logs_config = [{ s3_logs = [{ status = "ENABLED", encryption_disabled = false }] }] }
}

resource "aws_codebuild_project" "unsaid" {
  attrs = { name = "build" }
}

resource "aws_codebuild_project" "none" {
  attrs = { logs_config = [{ cloudwatch_logs = [{ status = "ENABLED" }] }] }
}

resource "aws_codebuild_project" "plain" {
  expect_failure = true
  attrs          = { logs_config = [{ s3_logs = [{ status = "ENABLED", encryption_disabled = true }] }] }
}

resource "aws_codebuild_project" "off" {
  attrs = { logs_config = [{ s3_logs = [{ status = "DISABLED", encryption_disabled = true }] }] }
}

# iaclint-unknown: logs_config[0].s3_logs[0].encryption_disabled
# iaclint-expect: undetermined
resource "aws_codebuild_project" "unknown" {
  skip  = true
  attrs = { logs_config = [{ s3_logs = [{ status = "ENABLED", encryption_disabled = true }] }] }
}
