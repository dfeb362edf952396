policytest {
  targets = ["iam-no-admin.policy.hcl"]
}

resource "aws_iam_policy" "narrow" {
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Action = "s3:GetObject", Resource = "*" } })
  }
}

resource "aws_iam_policy" "admin" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["*"], Resource = ["*"] }] })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_iam_policy" "unknown" {
  skip  = true
  attrs = { name = "x" }
}
