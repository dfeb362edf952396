policytest {
  targets = ["lambda-dead-letter.policy.hcl"]
}

resource "aws_lambda_function" "queue" {
  attrs = {
    arn                = "arn:aws:lambda:eu-west-1:111122223333:function:queue"
    function_name      = "queue"
    dead_letter_config = [{ target_arn = "arn:aws:sqs:eu-west-1:111122223333:failed" }]
  }
}

resource "aws_cloudwatch_event_target" "queue" {
  skip  = true
  attrs = { arn = aws_lambda_function.queue.attrs.arn }
}

resource "aws_lambda_function" "destination" {
  attrs = {
    arn           = "arn:aws:lambda:eu-west-1:111122223333:function:destination"
    function_name = "destination"
  }
}

resource "aws_sns_topic_subscription" "destination" {
  skip  = true
  attrs = { endpoint = aws_lambda_function.destination.attrs.arn }
}

resource "aws_lambda_function_event_invoke_config" "destination" {
  skip = true
  attrs = {
    function_name      = "destination"
    destination_config = [{ on_failure = [{ destination = "arn:aws:sqs:eu-west-1:111122223333:failed" }] }]
  }
}

resource "aws_lambda_function" "event" {
  expect_failure = true
  attrs = {
    arn                = "arn:aws:lambda:eu-west-1:111122223333:function:event"
    function_name      = "event"
    dead_letter_config = []
  }
}

resource "aws_cloudwatch_event_target" "event" {
  skip  = true
  attrs = { arn = aws_lambda_function.event.attrs.arn }
}

resource "aws_lambda_function" "topic" {
  expect_failure = true
  attrs = {
    arn           = "arn:aws:lambda:eu-west-1:111122223333:function:topic"
    function_name = "topic"
  }
}

resource "aws_sns_topic_subscription" "topic" {
  skip  = true
  attrs = { endpoint = aws_lambda_function.topic.attrs.arn }
}

resource "aws_lambda_function" "bucket" {
  expect_failure = true
  attrs = {
    arn           = "arn:aws:lambda:eu-west-1:111122223333:function:bucket"
    function_name = "bucket"
  }
}

resource "aws_s3_bucket_notification" "bucket" {
  skip  = true
  attrs = { lambda_function = [{ lambda_function_arn = aws_lambda_function.bucket.attrs.arn }] }
}

resource "aws_lambda_function_event_invoke_config" "bucket" {
  skip = true
  attrs = {
    function_name      = aws_lambda_function.bucket.attrs.arn
    destination_config = [{ on_success = [{ destination = "arn:aws:sqs:eu-west-1:111122223333:done" }] }]
  }
}

resource "aws_lambda_function" "waited_for" {
  attrs = {
    arn           = "arn:aws:lambda:eu-west-1:111122223333:function:waited-for"
    function_name = "waited-for"
  }
}

# iaclint-unknown: dead_letter_config
# iaclint-expect: undetermined
resource "aws_lambda_function" "unknown" {
  skip = true
  attrs = {
    arn           = "arn:aws:lambda:eu-west-1:111122223333:function:unknown"
    function_name = "unknown"
  }
}

resource "aws_cloudwatch_event_target" "unknown" {
  skip  = true
  attrs = { arn = aws_lambda_function.unknown.attrs.arn }
}
