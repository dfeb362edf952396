policytest {
  targets = ["sns-encrypted.policy.hcl"]
}

resource "aws_sns_topic" "own" {
  attrs = { kms_master_key_id = "alias/shop" }
}

resource "aws_sns_topic" "empty" {
  expect_failure = true
  attrs          = { kms_master_key_id = "" }
}

resource "aws_sns_topic" "unsaid" {
  expect_failure = true
  attrs          = { name = "shop" }
}

# iaclint-unknown: kms_master_key_id
# iaclint-expect: undetermined
resource "aws_sns_topic" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
