policytest {
  targets = ["codebuild-privileged.policy.hcl"]
}

resource "aws_codebuild_project" "plain" {
  attrs = { environment = [{ privileged_mode = false }] }
}

resource "aws_codebuild_project" "unsaid" {
  attrs = { environment = [{ type = "LINUX_CONTAINER" }] }
}

resource "aws_codebuild_project" "privileged" {
  expect_failure = true
  attrs          = { environment = [{ privileged_mode = true }] }
}

# iaclint-unknown: environment[0].privileged_mode
# iaclint-expect: undetermined
resource "aws_codebuild_project" "unknown" {
  skip  = true
  attrs = { environment = [{ privileged_mode = false }] }
}
