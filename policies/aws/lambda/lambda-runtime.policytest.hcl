policytest {
  targets = ["lambda-runtime.policy.hcl"]
}

resource "aws_lambda_function" "supported" {
  attrs = { runtime = "python3.14" }
}

resource "aws_lambda_function" "newer_than_the_table" {
  attrs = { runtime = "python4.0" }
}

resource "aws_lambda_function" "ended" {
  expect_failure = true
  attrs          = { runtime = "nodejs18.x" }
}

resource "aws_lambda_function" "ends_later" {
  attrs = { runtime = "nodejs22.x" }
}

resource "aws_lambda_function" "ended_by_another_day" {
  expect_failure = true
  attrs          = { runtime = "nodejs22.x" }

  inputs {
    lambda_runtime_date = "2027-04-30"
  }
}

resource "aws_lambda_function" "not_yet_ended" {
  attrs = { runtime = "nodejs18.x" }

  inputs {
    lambda_runtime_date = "2025-08-31"
  }
}

resource "aws_lambda_function" "image" {
  attrs = { package_type = "Image", runtime = null }
}

resource "aws_lambda_function" "missing" {
  attrs = { function_name = "x" }
}

# iaclint-unknown: runtime
# iaclint-expect: undetermined
resource "aws_lambda_function" "unknown" {
  skip  = true
  attrs = { function_name = "x" }
}
