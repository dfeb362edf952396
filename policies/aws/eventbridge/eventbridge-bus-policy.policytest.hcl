policytest {
  targets = ["eventbridge-bus-policy.policy.hcl"]
}

resource "aws_cloudwatch_event_bus" "orders" {
  attrs = { name = "orders" }
}

resource "aws_cloudwatch_event_bus_policy" "orders" {
  skip  = true
  attrs = { event_bus_name = aws_cloudwatch_event_bus.orders.attrs.name, policy = "{}" }
}

resource "aws_cloudwatch_event_bus" "parcels" {
  attrs = { name = "parcels" }
}

resource "aws_cloudwatch_event_permission" "parcels" {
  skip  = true
  attrs = { event_bus_name = "parcels", principal = "111122223333", statement_id = "a" }
}

resource "aws_cloudwatch_event_bus" "open" {
  expect_failure = true
  attrs          = { name = "open" }
}

resource "aws_cloudwatch_event_bus" "partner" {
  attrs = { name = "partner", event_source_name = "aws.partner/example.com/1" }
}

# iaclint-unknown: name
# iaclint-expect: undetermined
resource "aws_cloudwatch_event_bus" "unknown" {
  skip  = true
  attrs = { description = "x" }
}
