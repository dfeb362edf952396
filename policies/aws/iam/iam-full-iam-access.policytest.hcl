policytest {
  targets = ["iam-full-iam-access.policy.hcl"]
}

resource "aws_iam_policy" "narrow" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "arn:aws:iam::111122223333:user/me" }] })
  }
}

resource "aws_iam_policy" "other_action" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:List*", Resource = "*" }] })
  }
}

resource "aws_iam_policy" "everywhere" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Action = "iam:*", Resource = "*" } })
  }
}

resource "aws_iam_role_policy" "wildcard_within" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["iam:List*", "IAM:*"], Resource = ["*"] }] })
  }
}

resource "aws_iam_user_policy" "other_letters" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
  }
}

resource "aws_iam_group_policy" "second_statement" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({
      Statement = [
        { Effect = "Allow", Action = "iam:List*", Resource = "*" },
        { Effect = "Allow", Action = "iam:*", Resource = "*" },
      ]
    })
  }
}

resource "aws_iam_role" "inline" {
  expect_failure = true
  attrs = {
    inline_policy = [{ policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] }) }]
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "everywhere" {
  expect_failure = true
  attrs = {
    inline_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "narrow" {
  attrs = {
    inline_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "arn:aws:iam::111122223333:user/me" }] })
  }
}

resource "aws_iam_role" "without_inline" {
  attrs = { inline_policy = [] }
}

resource "aws_iam_policy" "on_condition" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] })
  }
}

resource "aws_iam_policy" "only_denied" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Action = "iam:*", Resource = "*" }] })
  }
}

# iam-no-admin tells it.
resource "aws_iam_policy" "everything" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
  }
}

resource "aws_iam_policy" "boundary_by_name" {
  attrs = {
    name   = "developers-boundary"
    path   = "/"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
  }
}

resource "aws_iam_policy" "other_name" {
  expect_failure = true
  attrs = {
    name   = "developers"
    path   = "/"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
  }
}

resource "aws_iam_user" "bounded" {
  skip  = true
  attrs = { permissions_boundary = aws_iam_policy.of_user.attrs.arn }
}

resource "aws_iam_policy" "of_user" {
  attrs = {
    arn    = "arn:aws:iam::111122223333:policy/of-user"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
  }
}

resource "aws_iam_policy" "boundary" {
  attrs = {
    arn    = "arn:aws:iam::111122223333:policy/boundary"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
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
