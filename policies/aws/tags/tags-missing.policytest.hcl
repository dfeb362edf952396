policytest {
  targets = ["tags-missing.policy.hcl"]
}

resource "aws_sqs_queue" "tagged" {
  attrs = { tags_all = { Owner = "shop" } }
}

resource "aws_sqs_queue" "none" {
  expect_failure = true
  attrs          = { tags_all = {} }
}

resource "aws_vpc" "name_only" {
  expect_failure = true
  attrs          = { tags_all = { Name = "main" } }
}

resource "aws_iam_role_policy" "takes_none" {
  attrs = { role = "shop" }
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
    tags     = { Owner = "shop" }
    tags_all = {}
  }
}
