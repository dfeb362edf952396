policytest {
  targets = ["iam-read-data-everywhere.policy.hcl"]
}

resource "aws_iam_policy" "narrow" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop" }] })
  }
}

resource "aws_iam_policy" "other_action" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }] })
  }
}

resource "aws_iam_policy" "everywhere" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" } })
  }
}

resource "aws_iam_role_policy" "wildcard_within" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:ListAllMyBuckets", "secretsmanager:Get*"], Resource = ["*"] }] })
  }
}

resource "aws_iam_user_policy" "other_letters" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "secretsmanager:getsecretvalue", Resource = "*" }] })
  }
}

resource "aws_iam_group_policy" "second_statement" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({
      Statement = [
        { Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" },
        { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" },
      ]
    })
  }
}

resource "aws_iam_role" "inline" {
  expect_failure = true
  attrs = {
    inline_policy = [{ policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" }] }) }]
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "everywhere" {
  expect_failure = true
  attrs = {
    inline_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" }] })
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "narrow" {
  attrs = {
    inline_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop" }] })
  }
}

resource "aws_iam_role" "without_inline" {
  attrs = { inline_policy = [] }
}

resource "aws_iam_policy" "on_condition" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] })
  }
}

resource "aws_iam_policy" "denied" {
  attrs = {
    policy = core::jsonencode({
      Statement = [
        { Effect = "Allow", Action = "secretsmanager:Get*", Resource = "*" },
        { Effect = "Deny", Action = "secretsmanager:*", Resource = "*" },
      ]
    })
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
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" }] })
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
