policytest {
  targets = ["iam-service-star.policy.hcl"]
}

resource "aws_ssoadmin_permission_set_inline_policy" "narrow" {
  attrs = {
    inline_policy = core::jsonencode({ Statement = { Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::images/*" } })
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "bad" {
  expect_failure = true
  attrs = {
    inline_policy = core::jsonencode({ Statement = { Effect = "Allow", Action = ["s3:*"], Resource = "arn:aws:s3:::images" } })
  }
}

resource "aws_iam_policy" "listed" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:List*"], Resource = "*" }] })
  }
}

resource "aws_iam_policy" "star" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
  }
}

resource "aws_iam_role_policy" "on_one_bucket" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Action = "S3:*", Resource = "arn:aws:s3:::images/*" } })
  }
}

resource "aws_iam_user_policy" "on_condition" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "sqs:*"], Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] })
  }
}

resource "aws_iam_group_policy" "iam_of_oneself" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "arn:aws:iam::111122223333:user/me" }] })
  }
}

resource "aws_iam_policy" "denied" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] })
  }
}

# iam-full-iam-access tells it.
resource "aws_iam_policy" "all_of_iam" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
  }
}

# iam-no-admin tells it.
resource "aws_iam_policy" "everything" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
  }
}

resource "aws_iam_role" "inline" {
  expect_failure = true
  attrs = {
    inline_policy = [{ policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] }) }]
  }
}

resource "aws_iam_policy" "boundary" {
  attrs = {
    arn    = "arn:aws:iam::111122223333:policy/boundary"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
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
