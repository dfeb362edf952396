policytest {
  targets = ["dynamodb-alarm-throttled.policy.hcl"]
}

resource "aws_dynamodb_table" "watched" {
  attrs = { name = "watched" }
}

resource "aws_cloudwatch_metric_alarm" "watched" {
  skip = true
  attrs = {
    metric_name = "ThrottledRequests"
    dimensions  = { TableName = aws_dynamodb_table.watched.attrs.name, Operation = "Query" }
  }
}

resource "aws_dynamodb_table" "capacity" {
  expect_failure = true
  attrs          = { name = "capacity" }
}

resource "aws_cloudwatch_metric_alarm" "capacity" {
  skip = true
  attrs = {
    metric_name = "ConsumedReadCapacityUnits"
    dimensions  = { TableName = "capacity" }
  }
}

resource "aws_dynamodb_table" "by_expression" {
  attrs = { name = "by-expression" }
}

resource "aws_cloudwatch_metric_alarm" "by_expression" {
  skip = true
  attrs = {
    metric_query = [{ id = "m", metric = [{ metric_name = "SystemErrors", dimensions = { TableName = "by-expression" } }] }]
  }
}

# iaclint-unknown: name
# iaclint-expect: undetermined
resource "aws_dynamodb_table" "unknown" {
  skip  = true
  attrs = { billing_mode = "PAY_PER_REQUEST" }
}
