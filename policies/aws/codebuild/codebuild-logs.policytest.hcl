policytest {
  targets = ["codebuild-logs.policy.hcl"]
}

resource "aws_codebuild_project" "unsaid" {
  attrs = { name = "build" }
}

resource "aws_codebuild_project" "cloudwatch" {
  attrs = { logs_config = [{ cloudwatch_logs = [{ status = "ENABLED" }] }] }
}

resource "aws_codebuild_project" "bucket" {
  attrs = { logs_config = [{ cloudwatch_logs = [{ status = "DISABLED" }], s3_logs = [{ status = "ENABLED" }] }] }
}

resource "aws_codebuild_project" "nothing" {
  expect_failure = true
  attrs          = { logs_config = [{ cloudwatch_logs = [{ status = "DISABLED" }] }] }
}

resource "aws_codebuild_project" "neither" {
  expect_failure = true
  attrs          = { logs_config = [{ cloudwatch_logs = [{ status = "DISABLED" }], s3_logs = [{ status = "DISABLED" }] }] }
}

# iaclint-unknown: logs_config[0].cloudwatch_logs[0].status
# iaclint-expect: undetermined
resource "aws_codebuild_project" "unknown" {
  skip  = true
  attrs = { logs_config = [{ cloudwatch_logs = [{ status = "DISABLED" }] }] }
}
