policytest {
  targets = ["sns-not-action.policy.hcl"]
}

resource "aws_sns_topic_policy" "listed" {
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "sns:Publish" } })
  }
}

resource "aws_sns_topic_policy" "all_but" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "111122223333" }, NotAction = "sns:DeleteTopic" } })
  }
}

resource "aws_sns_topic_policy" "denied" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", NotAction = ["sns:Publish"] }] })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_sns_topic_policy" "unknown" {
  skip  = true
  attrs = { policy = "" }
}

resource "aws_sns_topic" "without" {
  attrs = { name = "x" }
}

resource "aws_sns_topic" "all_but" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, NotAction = ["sns:DeleteTopic"] }] })
  }
}
