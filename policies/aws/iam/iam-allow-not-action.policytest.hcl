policytest {
  targets = ["iam-allow-not-action.policy.hcl"]
}

resource "aws_iam_policy" "listed" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] })
  }
}

resource "aws_iam_policy" "all_but_iam" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotAction = ["iam:*"], Resource = "*" }] })
  }
}

resource "aws_iam_role_policy" "all_but_one" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotAction = "iam:CreateUser", Resource = ["*"] }] })
  }
}

resource "aws_iam_user_policy" "on_a_bucket" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotAction = "s3:DeleteBucket", Resource = "arn:aws:s3:::images" }] })
  }
}

resource "aws_iam_group_policy" "denied" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", NotAction = "iam:EnableMFADevice", Resource = "*" }] })
  }
}

resource "aws_iam_policy" "on_condition" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] })
  }
}

resource "aws_iam_role" "inline" {
  expect_failure = true
  attrs = {
    inline_policy = [{ policy = core::jsonencode({ Statement = { Effect = "Allow", NotAction = ["iam:*"], Resource = "*" } }) }]
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "all_but_iam" {
  expect_failure = true
  attrs = {
    inline_policy = core::jsonencode({ Statement = { Effect = "Allow", NotAction = ["iam:*"], Resource = "*" } })
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "listed" {
  attrs = {
    inline_policy = core::jsonencode({ Statement = { Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" } })
  }
}

resource "aws_iam_policy" "boundary_by_name" {
  attrs = {
    name   = "developers-boundary"
    path   = "/"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotAction = "s3:GetObject", Resource = "*" }] })
  }
}

resource "aws_iam_policy" "other_name" {
  expect_failure = true
  attrs = {
    name   = "developers"
    path   = "/"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotAction = "s3:GetObject", Resource = "*" }] })
  }
}

resource "aws_iam_user" "bounded" {
  skip  = true
  attrs = { permissions_boundary = aws_iam_policy.of_user.attrs.arn }
}

resource "aws_iam_policy" "of_user" {
  attrs = {
    arn    = "arn:aws:iam::111122223333:policy/of-user"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotAction = "s3:GetObject", Resource = "*" }] })
  }
}

resource "aws_iam_policy" "boundary" {
  attrs = {
    arn    = "arn:aws:iam::111122223333:policy/boundary"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotAction = ["iam:*"], Resource = "*" }] })
  }
}

resource "aws_iam_role" "bounded" {
  skip = true
  attrs = {
    permissions_boundary = aws_iam_policy.boundary.attrs.arn
    inline_policy        = []
  }
}

resource "aws_iam_policy" "missing" {
  attrs = { name = "empty" }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_iam_policy" "unknown" {
  skip  = true
  attrs = { name = "x" }
}
