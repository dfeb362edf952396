policytest {
  targets = ["eventbridge-topic-policy.policy.hcl"]
}

resource "aws_sns_topic" "allowed" {
  skip  = true
  attrs = { arn = "arn:aws:sns:eu-west-1:111122223333:allowed" }
}

resource "aws_sns_topic_policy" "allowed" {
  skip = true
  attrs = {
    arn = aws_sns_topic.allowed.attrs.arn
    policy = core::jsonencode({
      Statement = [{ Effect = "Allow", Action = "sns:Publish", Principal = { Service = ["events.amazonaws.com"] } }]
    })
  }
}

resource "aws_cloudwatch_event_target" "allowed" {
  attrs = { arn = aws_sns_topic.allowed.attrs.arn }
}

resource "aws_sns_topic" "own_policy" {
  skip = true
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:own-policy"
    policy = core::jsonencode({
      Statement = { Effect = "Allow", Action = "sns:Publish", Principal = "*" }
    })
  }
}

resource "aws_cloudwatch_event_target" "own_policy" {
  attrs = { arn = aws_sns_topic.own_policy.attrs.arn }
}

resource "aws_sns_topic" "new" {
  skip  = true
  attrs = { arn = "arn:aws:sns:eu-west-1:111122223333:new" }
}

resource "aws_cloudwatch_event_target" "new" {
  expect_failure = true
  attrs          = { arn = aws_sns_topic.new.attrs.arn }
}

resource "aws_cloudwatch_event_target" "by_role" {
  attrs = { arn = aws_sns_topic.new.attrs.arn, role_arn = "arn:aws:iam::111122223333:role/events" }
}

resource "aws_sns_topic" "others" {
  skip  = true
  attrs = { arn = "arn:aws:sns:eu-west-1:111122223333:others" }
}

resource "aws_sns_topic_policy" "others" {
  skip = true
  attrs = {
    arn = "arn:aws:sns:eu-west-1:111122223333:others"
    policy = core::jsonencode({
      Statement = [
        { Effect = "Allow", Action = "sns:Publish", Principal = { Service = "s3.amazonaws.com" } },
        { Effect = "Deny", Action = "sns:Publish", Principal = { Service = "events.amazonaws.com" } },
      ]
    })
  }
}

resource "aws_cloudwatch_event_target" "others" {
  expect_failure = true
  attrs          = { arn = aws_sns_topic.others.attrs.arn }
}

resource "aws_cloudwatch_event_target" "function" {
  attrs = { arn = "arn:aws:lambda:eu-west-1:111122223333:function:nightly" }
}

# iaclint-unknown: policy
resource "aws_sns_topic" "mystery" {
  skip  = true
  attrs = { arn = "arn:aws:sns:eu-west-1:111122223333:mystery" }
}

# iaclint-expect: undetermined
resource "aws_cloudwatch_event_target" "mystery" {
  skip  = true
  attrs = { arn = aws_sns_topic.mystery.attrs.arn }
}
