policytest {
  targets = ["iam-kms-decrypt-everywhere.policy.hcl"]
}

resource "aws_iam_policy" "narrow" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "arn:aws:kms:eu-west-1:111122223333:key/0a1b" }] })
  }
}

resource "aws_iam_policy" "other_action" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:ListKeys", Resource = "*" }] })
  }
}

resource "aws_iam_policy" "everywhere" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Action = "kms:Decrypt", Resource = "*" } })
  }
}

resource "aws_iam_role_policy" "wildcard_within" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["kms:ListKeys", "kms:De*"], Resource = ["*"] }] })
  }
}

resource "aws_iam_user_policy" "other_letters" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:decrypt", Resource = "*" }] })
  }
}

resource "aws_iam_group_policy" "second_statement" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({
      Statement = [
        { Effect = "Allow", Action = "kms:ListKeys", Resource = "*" },
        { Effect = "Allow", Action = "kms:Decrypt", Resource = "*" },
      ]
    })
  }
}

resource "aws_iam_role" "inline" {
  expect_failure = true
  attrs = {
    inline_policy = [{ policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }] }) }]
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "everywhere" {
  expect_failure = true
  attrs = {
    inline_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }] })
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "narrow" {
  attrs = {
    inline_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "arn:aws:kms:eu-west-1:111122223333:key/0a1b" }] })
  }
}

resource "aws_iam_role" "without_inline" {
  attrs = { inline_policy = [] }
}

resource "aws_iam_policy" "on_condition" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } } }] })
  }
}

resource "aws_iam_policy" "only_denied" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Action = "kms:Decrypt", Resource = "*" }] })
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
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }] })
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

resource "aws_iam_policy" "keys_of_the_account" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:*", Resource = ["arn:aws:kms:*:111122223333:key/*"] }] })
  }
}

resource "aws_iam_policy" "reencrypt" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["kms:ReEncrypt*"], Resource = "*" }] })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_iam_policy" "unknown" {
  skip  = true
  attrs = { name = "x" }
}
