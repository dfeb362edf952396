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

resource "aws_cloudtrail" "empty" {
  expect_failure = true
  attrs          = { sns_topic_name = "" }
}

resource "aws_sns_topic" "trail" {
  skip  = true
  attrs = { id = "arn:aws:sns:eu-central-1:111122223333:trail" }
}

resource "aws_cloudtrail" "by_reference" {
  attrs = { sns_topic_name = aws_sns_topic.trail.attrs.id }
}

# iaclint-unknown: sns_topic_name
# iaclint-expect: undetermined
resource "aws_cloudtrail" "unknown" {
  skip  = true
  attrs = { name = "all" }
}
