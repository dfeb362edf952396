policytest {
  targets = ["lambda-outside-vpc.policy.hcl"]
}

resource "aws_lambda_function" "inside" {
  attrs = { vpc_config = [{ subnet_ids = ["subnet-0a"], security_group_ids = ["sg-0a"] }] }
}

resource "aws_lambda_function" "without_subnets" {
  expect_failure = true
  attrs          = { vpc_config = [{ subnet_ids = [], security_group_ids = [] }] }
}

resource "aws_lambda_function" "outside" {
  expect_failure = true
  attrs          = { vpc_config = [] }
}

resource "aws_lambda_function" "missing" {
  expect_failure = true
  attrs          = { function_name = "x" }
}

# iaclint-unknown: vpc_config[0].subnet_ids
# iaclint-expect: undetermined
resource "aws_lambda_function" "unknown" {
  skip  = true
  attrs = { vpc_config = [{ subnet_ids = [] }] }
}
