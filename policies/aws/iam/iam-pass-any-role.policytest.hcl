policytest {
  targets = ["iam-pass-any-role.policy.hcl"]
}

resource "aws_iam_policy" "narrow" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::111122223333:role/task" }] })
  }
}

resource "aws_iam_policy" "other_action" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:GetRole", Resource = "*" }] })
  }
}

resource "aws_iam_policy" "everywhere" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Action = "iam:PassRole", Resource = "*" } })
  }
}

resource "aws_iam_role_policy" "wildcard_within" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["iam:GetRole", "iam:Pass*"], Resource = ["*"] }] })
  }
}

resource "aws_iam_user_policy" "other_letters" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:passrole", Resource = "*" }] })
  }
}

resource "aws_iam_group_policy" "second_statement" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({
      Statement = [
        { Effect = "Allow", Action = "iam:GetRole", Resource = "*" },
        { Effect = "Allow", Action = "iam:PassRole", Resource = "*" },
      ]
    })
  }
}

resource "aws_iam_role" "inline" {
  expect_failure = true
  attrs = {
    inline_policy = [{ policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }] }) }]
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "everywhere" {
  expect_failure = true
  attrs = {
    inline_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }] })
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "narrow" {
  attrs = {
    inline_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::111122223333:role/task" }] })
  }
}

resource "aws_iam_role" "without_inline" {
  attrs = { inline_policy = [] }
}

resource "aws_iam_policy" "on_condition" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "*", Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } } }] })
  }
}

resource "aws_iam_policy" "only_denied" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Action = "iam:PassRole", Resource = "*" }] })
  }
}

# iam-no-admin tells it.
resource "aws_iam_policy" "everything" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
  }
}

resource "aws_iam_policy" "boundary" {
  attrs = {
    arn    = "arn:aws:iam::111122223333:policy/boundary"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }] })
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

resource "aws_iam_policy" "all_of_the_account" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = ["arn:aws:iam::111122223333:role/*"] }] })
  }
}

# iam-full-iam-access tells it.
resource "aws_iam_policy" "all_of_iam" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_iam_policy" "unknown" {
  skip  = true
  attrs = { name = "x" }
}
