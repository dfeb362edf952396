policytest {
  targets = ["lambda-environment-customer-key.policy.hcl"]
}

resource "aws_lambda_function" "own_key" {
  attrs = {
    environment = [{ variables = { STAGE = "prod" } }]
    kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/0a1b"
  }
}

resource "aws_lambda_function" "key_of_aws" {
  expect_failure = true
  attrs = {
    environment = [{ variables = { STAGE = "prod" } }]
    kms_key_arn = null
  }
}

resource "aws_lambda_function" "missing" {
  expect_failure = true
  attrs          = { environment = [{ variables = { STAGE = "prod" } }] }
}

resource "aws_lambda_function" "no_variables" {
  attrs = { environment = [{ variables = {} }] }
}

resource "aws_lambda_function" "no_environment" {
  attrs = { environment = [] }
}

# iaclint-unknown: kms_key_arn
# iaclint-expect: undetermined
resource "aws_lambda_function" "unknown" {
  skip  = true
  attrs = { environment = [{ variables = { STAGE = "prod" } }] }
}
