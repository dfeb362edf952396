policytest {
  targets = ["tags-provider-default.policy.hcl"]
}

provider "aws" "tagging" {
  attrs = { default_tags = [{ tags = { Owner = "shop" } }] }
}

provider "aws" "plain" {
  expect_failure = true
  attrs          = { region = "eu-west-1" }
}

provider "aws" "empty" {
  expect_failure = true
  attrs          = { default_tags = [{ tags = {} }] }
}

provider "aws" "block_only" {
  expect_failure = true
  attrs          = { default_tags = [{}] }
}

# iaclint-unknown: default_tags[0].tags
# iaclint-expect: undetermined
provider "aws" "unknown" {
  attrs = { default_tags = [{ tags = {} }] }
}
