policytest {
  targets = ["tags-required.policy.hcl"]
}

inputs {
  required_tags = ["Owner", "CostCentre"]
}

resource "aws_sqs_queue" "tagged" {
  attrs = { tags_all = { Owner = "shop", CostCentre = "42", Name = "orders" } }
}

resource "aws_sqs_queue" "one_missing" {
  expect_failure = true
  attrs          = { tags_all = { Owner = "shop" } }
}

resource "aws_vpc" "none" {
  expect_failure = true
  attrs          = { tags_all = {} }
}

resource "aws_vpc" "other_case" {
  expect_failure = true
  attrs          = { tags_all = { owner = "shop", CostCentre = "42" } }
}

resource "aws_iam_role_policy" "takes_none" {
  attrs = { role = "shop" }
}

resource "aws_sqs_queue" "nothing_asked" {
  inputs {
    required_tags = []
  }
  attrs = { tags_all = {} }
}

# iaclint-unknown: tags_all
# iaclint-expect: undetermined
resource "aws_sqs_queue" "unknown" {
  skip  = true
  attrs = { tags_all = {} }
}

# iaclint-unknown: tags_all
resource "aws_sqs_queue" "enough" {
  attrs = {
    tags     = { Owner = "shop", CostCentre = "42" }
    tags_all = {}
  }
}

resource "aws_autoscaling_group" "tagged" {
  attrs = { tag = [{ key = "Owner", value = "shop" }, { key = "CostCentre", value = "42" }] }
}

resource "aws_autoscaling_group" "one_missing" {
  expect_failure = true
  attrs          = { tag = [{ key = "Owner", value = "shop" }] }
}

resource "aws_autoscaling_group" "none" {
  expect_failure = true
  attrs          = { max_size = 1 }
}
