policytest {
  targets = ["iam-policy-too-long.policy.hcl"]
}

resource "aws_iam_policy" "short" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = [for at in core::range(4) : "arn:aws:s3:::the-images-of-the-shop-in-europe/the/folder/of/department/${at}/in/the/season/*"] }] })
  }
}

resource "aws_iam_policy" "many" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = [for at in core::range(60) : "arn:aws:s3:::the-images-of-the-shop-in-europe/the/folder/of/department/${at}/in/the/season/*"] }] })
  }
}

resource "aws_iam_policy" "spaces" {
  attrs = {
    policy = core::replace(core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = [for at in core::range(60) : "arn:aws:s3:::the-images-of-the-shop-in-europe/the/folder/of/department/${at}/in/the/season/*"] }] }), ",", ",                                                  ")
  }
}

resource "aws_iam_policy" "too_long" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = [for at in core::range(90) : "arn:aws:s3:::the-images-of-the-shop-in-europe/the/folder/of/department/${at}/in/the/season/*"] }] })
  }
}

resource "aws_iam_role_policy" "many" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = [for at in core::range(90) : "arn:aws:s3:::the-images-of-the-shop-in-europe/the/folder/of/department/${at}/in/the/season/*"] }] })
  }
}

resource "aws_iam_role_policy" "too_long" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = [for at in core::range(130) : "arn:aws:s3:::the-images-of-the-shop-in-europe/the/folder/of/department/${at}/in/the/season/*"] }] })
  }
}

resource "aws_iam_group_policy" "too_long" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = [for at in core::range(70) : "arn:aws:s3:::the-images-of-the-shop-in-europe/the/folder/of/department/${at}/in/the/season/*"] }] })
  }
}

resource "aws_iam_user_policy" "too_long" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = [for at in core::range(30) : "arn:aws:s3:::the-images-of-the-shop-in-europe/the/folder/of/department/${at}/in/the/season/*"] }] })
  }
}

resource "aws_iam_group_policy" "many" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = [for at in core::range(50) : "arn:aws:s3:::the-images-of-the-shop-in-europe/the/folder/of/department/${at}/in/the/season/*"] }] })
  }
}

resource "aws_iam_user_policy" "many" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = [for at in core::range(18) : "arn:aws:s3:::the-images-of-the-shop-in-europe/the/folder/of/department/${at}/in/the/season/*"] }] })
  }
}

resource "aws_iam_policy" "missing" {
  attrs = { name = "x" }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_iam_policy" "unknown" {
  skip  = true
  attrs = { name = "x" }
}
