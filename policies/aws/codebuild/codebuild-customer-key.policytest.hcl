policytest {
  targets = ["codebuild-customer-key.policy.hcl"]
}

resource "aws_codebuild_project" "own" {
  attrs = {
    artifacts      = [{ type = "S3" }]
    encryption_key = "arn:aws:kms:us-east-1:123456789012:key/main"
  }
}

resource "aws_codebuild_project" "unsaid" {
  expect_failure = true
  attrs          = { artifacts = [{ type = "S3" }] }
}

resource "aws_codebuild_project" "none" {
  attrs = { artifacts = [{ type = "NO_ARTIFACTS" }] }
}

# iaclint-unknown: encryption_key
# iaclint-expect: undetermined
resource "aws_codebuild_project" "unknown" {
  skip  = true
  attrs = { artifacts = [{ type = "S3" }] }
}
