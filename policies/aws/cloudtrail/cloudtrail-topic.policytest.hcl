policytest {
  targets = ["cloudtrail-topic.policy.hcl"]
}

resource "aws_cloudtrail" "told" {
  attrs = { sns_topic_name = "trail" }
}

resource "aws_cloudtrail" "unsaid" {
  expect_failure = true
  attrs          = { name = "all" }
}

# iaclint-unknown: sns_topic_name
# iaclint-expect: undetermined
resource "aws_cloudtrail" "unknown" {
  skip  = true
  attrs = { name = "all" }
}
