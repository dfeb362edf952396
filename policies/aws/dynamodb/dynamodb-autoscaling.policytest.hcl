policytest {
  targets = ["dynamodb-autoscaling.policy.hcl"]
}

resource "aws_dynamodb_table" "on_demand" {
  attrs = { name = "orders", billing_mode = "PAY_PER_REQUEST" }
}

resource "aws_dynamodb_table" "scaled" {
  attrs = { name = "images", billing_mode = "PROVISIONED" }
}

resource "aws_appautoscaling_target" "scaled" {
  skip  = true
  attrs = { resource_id = "table/images", scalable_dimension = "dynamodb:table:ReadCapacityUnits" }
}

resource "aws_dynamodb_table" "fixed" {
  expect_failure = true
  attrs          = { name = "carts", billing_mode = "PROVISIONED" }
}

resource "aws_dynamodb_table" "unsaid" {
  expect_failure = true
  attrs          = { name = "users" }
}

# iaclint-unknown: billing_mode
# iaclint-expect: undetermined
resource "aws_dynamodb_table" "unknown" {
  skip  = true
  attrs = { name = "mystery" }
}
