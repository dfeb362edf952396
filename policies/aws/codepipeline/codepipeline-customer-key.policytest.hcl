policytest {
  targets = ["codepipeline-customer-key.policy.hcl"]
}

resource "aws_codepipeline" "own" {
  attrs = { artifact_store = [{ type = "S3", encryption_key = [{ id = "arn:aws:kms:us-east-1:123456789012:key/main", type = "KMS" }] }] }
}

resource "aws_codepipeline" "unsaid" {
  expect_failure = true
  attrs          = { artifact_store = [{ type = "S3" }] }
}

resource "aws_codepipeline" "second" {
  expect_failure = true
  attrs = { artifact_store = [
    { region = "us-east-1", encryption_key = [{ id = "arn:aws:kms:us-east-1:123456789012:key/main" }] },
    { region = "us-west-2", encryption_key = [] },
  ] }
}

# iaclint-unknown: artifact_store[0].encryption_key
# iaclint-expect: undetermined
resource "aws_codepipeline" "unknown" {
  skip  = true
  attrs = { artifact_store = [{ type = "S3", encryption_key = [] }] }
}
