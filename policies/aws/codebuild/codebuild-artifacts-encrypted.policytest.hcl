policytest {
  targets = ["codebuild-artifacts-encrypted.policy.hcl"]
}

resource "aws_codebuild_project" "encrypted" {
  attrs = { artifacts = [{ type = "S3", encryption_disabled = false }] }
}

resource "aws_codebuild_project" "unsaid" {
  attrs = { artifacts = [{ type = "S3" }] }
}

resource "aws_codebuild_project" "plain" {
  expect_failure = true
  attrs          = { artifacts = [{ type = "S3", encryption_disabled = true }] }
}

resource "aws_codebuild_project" "second" {
  expect_failure = true
  attrs = {
    artifacts           = [{ type = "S3" }]
    secondary_artifacts = [{ type = "S3", encryption_disabled = true }]
  }
}

resource "aws_codebuild_project" "set" {
  expect_failure = true
  attrs = {
    artifacts           = [{ type = "S3" }]
    secondary_artifacts = core::toset([{ type = "S3", encryption_disabled = true }])
  }
}

resource "aws_codebuild_project" "none" {
  attrs = { artifacts = [{ type = "NO_ARTIFACTS", encryption_disabled = true }] }
}

# iaclint-unknown: artifacts[0].encryption_disabled
# iaclint-expect: undetermined
resource "aws_codebuild_project" "unknown" {
  skip  = true
  attrs = { artifacts = [{ type = "S3", encryption_disabled = true }] }
}
