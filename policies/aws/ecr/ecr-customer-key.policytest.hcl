policytest {
  targets = ["ecr-customer-key.policy.hcl"]
}

resource "aws_ecr_repository" "own" {
  attrs = { encryption_configuration = [{ encryption_type = "KMS", kms_key = "arn:aws:kms:us-east-1:123456789012:key/main" }] }
}

resource "aws_ecr_repository" "of_aws" {
  expect_failure = true
  attrs          = { encryption_configuration = [{ encryption_type = "KMS" }] }
}

resource "aws_ecr_repository" "of_s3" {
  expect_failure = true
  attrs          = { encryption_configuration = [{ encryption_type = "AES256" }] }
}

resource "aws_ecr_repository" "unsaid" {
  expect_failure = true
  attrs          = { name = "web" }
}

# iaclint-unknown: encryption_configuration[0].kms_key
# iaclint-expect: undetermined
resource "aws_ecr_repository" "unknown" {
  skip  = true
  attrs = { encryption_configuration = [{ encryption_type = "KMS", kms_key = "arn:aws:kms:us-east-1:123456789012:key/main" }] }
}
