policytest {
  targets = ["lambda-two-zones.policy.hcl"]
}

resource "aws_subnet" "a" {
  skip  = true
  attrs = { id = "subnet-1", availability_zone = "eu-west-1a" }
}

resource "aws_subnet" "a_too" {
  skip  = true
  attrs = { id = "subnet-2", availability_zone = "eu-west-1a" }
}

resource "aws_subnet" "b" {
  skip  = true
  attrs = { id = "subnet-3", availability_zone = "eu-west-1b" }
}

resource "aws_lambda_function" "two" {
  attrs = { vpc_config = [{ subnet_ids = ["subnet-1", "subnet-3"] }] }
}

resource "aws_lambda_function" "elsewhere" {
  attrs = { vpc_config = [{ subnet_ids = ["subnet-elsewhere", "subnet-elsewhere-too"] }] }
}

resource "aws_lambda_function" "no_vpc" {
  attrs = { vpc_config = [] }
}

resource "aws_lambda_function" "emptied" {
  attrs = { vpc_config = [{ subnet_ids = [] }] }
}

resource "aws_lambda_function" "same_zone" {
  expect_failure = true
  attrs          = { vpc_config = [{ subnet_ids = ["subnet-1", "subnet-2"] }] }
}

resource "aws_lambda_function" "one" {
  expect_failure = true
  attrs          = { vpc_config = [{ subnet_ids = ["subnet-elsewhere"] }] }
}

# iaclint-unknown: vpc_config[0].subnet_ids
# iaclint-expect: undetermined
resource "aws_lambda_function" "unknown" {
  skip  = true
  attrs = { vpc_config = [{ subnet_ids = [] }] }
}
