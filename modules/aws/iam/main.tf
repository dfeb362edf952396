data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  issuer = "token.actions.githubusercontent.com"

  # Patterns and not other stacks' outputs: this stack is applied before any region has anything.
  project_roles    = "arn:${local.partition}:iam::${local.account_id}:role/${var.name}-*"
  project_policies = "arn:${local.partition}:iam::${local.account_id}:policy/${var.name}-*"
  pipeline_roles   = "arn:${local.partition}:iam::${local.account_id}:role/${var.name}-pipeline-*"
  boundary_arn     = "arn:${local.partition}:iam::${local.account_id}:policy/${var.name}-workload-boundary"
  state_arn        = "arn:${local.partition}:s3:::${var.state_bucket}"

  # Who may assume which role. A job that names an environment has that environment as its subject and
  # no longer its branch.
  subjects = {
    plan  = ["repo:${var.github_repository}:pull_request", "repo:${var.github_repository}:ref:refs/heads/${var.github_branch}"]
    push  = ["repo:${var.github_repository}:ref:refs/heads/${var.github_branch}"]
    apply = ["repo:${var.github_repository}:environment:${var.environment}"]
  }

  descriptions = {
    plan  = "Reads everything and changes nothing: plans of pull requests and the nightly look for drift"
    push  = "Pushes images to ECR"
    apply = "Applies the stacks of ${var.environment}"
  }
}

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://${local.issuer}"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "trust" {
  for_each = local.subjects

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }

    # StringEquals and not StringLike: no pattern that somebody's branch name could match.
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = each.value
    }
  }
}

resource "aws_iam_role" "pipeline" {
  for_each = local.subjects

  name                 = "${var.name}-pipeline-${each.key}"
  description          = local.descriptions[each.key]
  assume_role_policy   = data.aws_iam_policy_document.trust[each.key].json
  max_session_duration = 3600
}

# --- plan ---

resource "aws_iam_role_policy_attachment" "plan_read" {
  role       = aws_iam_role.pipeline["plan"].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/ReadOnlyAccess"
}

data "aws_iam_policy_document" "plan" {
  # A plan takes the lock too, so that it does not read a state that is being written.
  statement {
    sid       = "LockState"
    actions   = ["s3:PutObject", "s3:DeleteObject"]
    resources = ["${local.state_arn}/live/${var.environment}/*.tflock"]
  }

  # ReadOnlyAccess would let every pull request read the secrets' values.
  statement {
    sid       = "NoSecretValues"
    effect    = "Deny"
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue", "ssm:GetParameter*"]
    resources = ["*"]
  }

  # Nor what customers did: a plan reads how things are set, and of objects only the state.
  statement {
    sid       = "NoLogLines"
    effect    = "Deny"
    actions   = ["logs:FilterLogEvents", "logs:GetLogEvents", "logs:GetLogRecord", "logs:GetQueryResults", "logs:StartLiveTail", "logs:StartQuery"]
    resources = ["*"]
  }

  statement {
    sid           = "NoOtherObjects"
    effect        = "Deny"
    actions       = ["s3:GetObject", "s3:GetObjectVersion"]
    not_resources = ["${local.state_arn}/*"]
  }
}

resource "aws_iam_role_policy" "plan" {
  name   = "plan"
  role   = aws_iam_role.pipeline["plan"].id
  policy = data.aws_iam_policy_document.plan.json
}

# --- push ---

data "aws_iam_policy_document" "push" {
  statement {
    sid       = "LogIn"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"] # the action knows no resource
  }

  # Of every account, because prod copies from test's; there the repository policy decides.
  statement {
    sid       = "Pull"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"]
    resources = ["arn:${local.partition}:ecr:*:*:repository/*"]
  }

  statement {
    sid       = "Push"
    actions   = ["ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"]
    resources = ["arn:${local.partition}:ecr:*:${local.account_id}:repository/*"]
  }
}

resource "aws_iam_role_policy" "push" {
  name   = "push-images"
  role   = aws_iam_role.pipeline["push"].id
  policy = data.aws_iam_policy_document.push.json
}

# --- apply ---

# Everything but IAM; that comes below, in small pieces. Of IAM it lets in service-linked roles only, which
# AWS makes for itself at the first use of ECS, autoscaling and load balancers.
resource "aws_iam_role_policy_attachment" "apply_power" {
  role       = aws_iam_role.pipeline["apply"].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/PowerUserAccess"
}

data "aws_iam_policy_document" "apply" {
  # Roles may be made only under the boundary. Otherwise "may create roles" means "may do anything".
  statement {
    sid       = "CreateBoundedRoles"
    actions   = ["iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy", "iam:DeleteRolePolicy", "iam:AttachRolePolicy", "iam:DetachRolePolicy"]
    resources = [local.project_roles]

    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = [local.boundary_arn]
    }
  }

  statement {
    sid = "ManageProjectRoles"
    actions = [
      "iam:DeleteRole",
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:ListAttachedRolePolicies",
      "iam:ListInstanceProfilesForRole",
      "iam:ListRolePolicies",
      "iam:TagRole",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
      "iam:UpdateRoleDescription",
    ]
    resources = [local.project_roles]
  }

  statement {
    sid       = "PassRolesToTheirServices"
    actions   = ["iam:PassRole"]
    resources = [local.project_roles]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com", "vpc-flow-logs.amazonaws.com"]
    }
  }

  # The pipeline cannot give itself more: these roles and the boundary are changed by a person.
  statement {
    sid       = "NotItself"
    effect    = "Deny"
    actions   = ["iam:Create*", "iam:Delete*", "iam:Put*", "iam:Attach*", "iam:Detach*", "iam:Update*", "iam:Set*", "iam:Tag*", "iam:Untag*", "iam:PassRole"]
    resources = [local.pipeline_roles, local.project_policies]
  }

  # Whoever could write these two states could have the next person who applies them do it instead.
  statement {
    sid       = "NotTheStatesOfAPerson"
    effect    = "Deny"
    actions   = ["s3:PutObject", "s3:DeleteObject"]
    resources = ["${local.state_arn}/live/${var.environment}/global/iam/*", "${local.state_arn}/live/${var.environment}/global/state/*"]
  }

  # The way back from a broken state: neither old versions nor what keeps them.
  statement {
    sid       = "NotTheStatesHistory"
    effect    = "Deny"
    actions   = ["s3:DeleteBucket*", "s3:DeleteObjectVersion", "s3:PutBucket*", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration"]
    resources = [local.state_arn, "${local.state_arn}/*"]
  }

  # Terraform makes places for secrets and never reads what is in them.
  statement {
    sid       = "NoSecretValues"
    effect    = "Deny"
    actions   = ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "apply" {
  name   = "manage-roles"
  role   = aws_iam_role.pipeline["apply"].id
  policy = data.aws_iam_policy_document.apply.json
}

# --- the boundary of everything that the pipeline makes ---

# The most that any role of a workload can ever do, whatever its own policy says. It grants nothing by
# itself: each role's own policy must allow the same, and names its resources more narrowly.
data "aws_iam_policy_document" "boundary" {
  statement {
    sid       = "LogInToEcr"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"] # the action knows no resource
  }

  statement {
    sid       = "PullImages"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = ["arn:${local.partition}:ecr:*:${local.account_id}:repository/*"]
  }

  statement {
    sid     = "WriteLogs"
    actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = [
      "arn:${local.partition}:logs:*:${local.account_id}:log-group:/ecs/${var.name}/*",
      "arn:${local.partition}:logs:*:${local.account_id}:log-group:/vpc/${var.name}/*",
    ]
  }

  statement {
    sid       = "ReadSecrets"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["arn:${local.partition}:secretsmanager:*:${local.account_id}:secret:${var.name}/*"]
  }

  statement {
    sid       = "DecryptSecrets"
    actions   = ["kms:Decrypt"]
    resources = ["arn:${local.partition}:kms:*:${local.account_id}:key/*"]

    condition {
      test     = "StringLike"
      variable = "kms:ViaService"
      values   = ["secretsmanager.*.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "boundary" {
  name        = "${var.name}-workload-boundary"
  description = "Upper limit of every role that the pipeline creates"
  policy      = data.aws_iam_policy_document.boundary.json
}
