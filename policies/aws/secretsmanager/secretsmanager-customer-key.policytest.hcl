policytest {
  targets = ["secretsmanager-customer-key.policy.hcl"]
}

resource "aws_kms_key" "shop" {
  skip  = true
  attrs = { id = "1234", key_id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_secretsmanager_secret" "own" {
  attrs = { kms_key_id = aws_kms_key.shop.attrs.key_id }
}

resource "aws_secretsmanager_secret" "own_by_arn" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/5678" }
}

resource "aws_secretsmanager_secret" "of_aws" {
  expect_failure = true
  attrs          = { kms_key_id = "alias/aws/secretsmanager" }
}

resource "aws_secretsmanager_secret" "unsaid" {
  expect_failure = true
  attrs          = { name = "shop" }
}

resource "aws_secretsmanager_secret" "replicas" {
  attrs = {
    kms_key_id = "alias/shop"
    replica    = [{ region = "eu-west-1", kms_key_id = "alias/shop" }]
  }
}

resource "aws_secretsmanager_secret" "replica_of_aws" {
  expect_failure = true
  attrs = {
    kms_key_id = "alias/shop"
    replica    = [{ region = "eu-west-1" }]
  }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_secretsmanager_secret" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
