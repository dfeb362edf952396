policytest {
  targets = ["provider-static-keys.policy.hcl"]
}

provider "aws" "by_environment" {
  attrs = { region = "us-east-1" }
}

provider "aws" "for_localstack" {
  attrs = { access_key = "test", secret_key = "test" }
}

provider "aws" "example" {
  attrs = { access_key = "AKIAIOSFODNN7EXAMPLE", secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" }
}

provider "aws" "with_key" {
  expect_failure = true
  attrs          = { access_key = "AKIA2E0A8F3B244C9986" }
}

provider "aws" "with_secret" {
  expect_failure = true
  attrs          = { secret_key = "hJ3kLm9/QwErTyUiOpAsDfGhJkLzXcVbNm12+456" }
}

# iaclint-unknown: access_key
# iaclint-expect: undetermined
provider "aws" "unknown" {
  attrs = { access_key = "x" }
}
