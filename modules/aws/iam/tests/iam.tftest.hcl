# Offline: the provider is a mock, so these tests need no account.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
  }

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::123456789012:policy/shop-workload-boundary" }
  }
}

variables {
  name              = "shop"
  environment       = "prod"
  github_repository = "acme/shop"
  state_bucket      = "acme-prod-terraform-state"
}

run "each_role_is_for_one_repository_and_occasion" {
  assert {
    condition = {
      for role, document in data.aws_iam_policy_document.trust :
      role => join(" ", sort(one([for condition in document.statement[0].condition : condition.values if endswith(condition.variable, ":sub")])))
      } == {
      plan  = "repo:acme/shop:pull_request repo:acme/shop:ref:refs/heads/main"
      push  = "repo:acme/shop:ref:refs/heads/main"
      apply = "repo:acme/shop:environment:prod"
    }
    error_message = "A pull request may plan; only a job of the environment may apply."
  }

  assert {
    condition     = alltrue(flatten([for document in data.aws_iam_policy_document.trust : [for condition in document.statement[0].condition : condition.test == "StringEquals" && !strcontains(join(",", condition.values), "*")]]))
    error_message = "Subjects are compared whole."
  }

  assert {
    condition     = alltrue([for document in data.aws_iam_policy_document.trust : contains([for condition in document.statement[0].condition : condition.variable], "token.actions.githubusercontent.com:aud")])
    error_message = "Tokens for another audience are refused."
  }
}

run "a_plan_changes_nothing_and_reads_no_secret" {
  assert {
    condition     = aws_iam_role_policy_attachment.plan_read.policy_arn == "arn:aws:iam::aws:policy/ReadOnlyAccess" && aws_iam_role_policy_attachment.plan_read.role == aws_iam_role.pipeline["plan"].name
    error_message = "The plan role reads."
  }

  assert {
    condition = [for statement in data.aws_iam_policy_document.plan.statement : statement.resources if statement.effect != "Deny"] == [
      toset(["arn:aws:s3:::acme-prod-terraform-state/live/prod/*.tflock"]),
    ]
    error_message = "All that it writes is the state's lock."
  }

  assert {
    condition     = contains(one([for statement in data.aws_iam_policy_document.plan.statement : statement.actions if statement.sid == "NoSecretValues" && statement.effect == "Deny"]), "secretsmanager:GetSecretValue")
    error_message = "A pull request must not be able to print secrets."
  }

  assert {
    condition     = one([for statement in data.aws_iam_policy_document.plan.statement : statement.not_resources if statement.sid == "NoOtherObjects" && statement.effect == "Deny"]) == toset(["arn:aws:s3:::acme-prod-terraform-state/*"])
    error_message = "Of objects it reads the state, and no access logs."
  }

  assert {
    condition     = contains(one([for statement in data.aws_iam_policy_document.plan.statement : statement.actions if statement.sid == "NoLogLines" && statement.effect == "Deny"]), "logs:StartQuery")
    error_message = "A pull request must not be able to print what customers did."
  }
}

run "images_are_pushed_to_this_account_only" {
  assert {
    condition     = [for statement in data.aws_iam_policy_document.push.statement : statement.resources if contains(statement.actions, "ecr:PutImage")] == [toset(["arn:aws:ecr:*:123456789012:repository/*"])]
    error_message = "It pulls from elsewhere and pushes here."
  }
}

run "the_pipeline_cannot_give_itself_more" {
  assert {
    condition     = one([for statement in data.aws_iam_policy_document.apply.statement : one(one(statement.condition).values) if statement.sid == "CreateBoundedRoles"]) == "arn:aws:iam::123456789012:policy/shop-workload-boundary"
    error_message = "Roles are made under the boundary only."
  }

  assert {
    condition = one([for statement in data.aws_iam_policy_document.apply.statement : statement.resources if statement.effect == "Deny" && statement.sid == "NotItself"]) == toset([
      "arn:aws:iam::123456789012:role/shop-pipeline-*",
      "arn:aws:iam::123456789012:policy/shop-*",
    ])
    error_message = "It may change neither its own roles nor the boundary."
  }

  assert {
    condition = one([for statement in data.aws_iam_policy_document.apply.statement : statement.resources if statement.effect == "Deny" && contains(statement.actions, "s3:PutObject")]) == toset([
      "arn:aws:s3:::acme-prod-terraform-state/live/prod/global/iam/*",
      "arn:aws:s3:::acme-prod-terraform-state/live/prod/global/state/*",
    ])
    error_message = "It may not write the states of what a person applies."
  }

  assert {
    condition     = contains(one([for statement in data.aws_iam_policy_document.apply.statement : statement.resources if statement.effect == "Deny" && contains(statement.actions, "s3:DeleteObjectVersion")]), "arn:aws:s3:::acme-prod-terraform-state/*")
    error_message = "It may not take away the state's old versions."
  }

  assert {
    condition     = length([for statement in data.aws_iam_policy_document.apply.statement : statement if statement.effect == "Deny" && contains(statement.actions, "secretsmanager:GetSecretValue") && contains(statement.resources, "*")]) == 1
    error_message = "It may not read what is in a secret."
  }

  assert {
    condition     = !contains(flatten([for statement in data.aws_iam_policy_document.apply.statement : tolist(statement.actions) if statement.effect != "Deny"]), "iam:DeleteRolePermissionsBoundary")
    error_message = "It may not take a boundary off."
  }

  assert {
    condition     = aws_iam_policy.boundary.name == "shop-workload-boundary"
    error_message = "The stacks of the regions know the boundary by this name."
  }

  assert {
    condition     = alltrue(flatten([for statement in data.aws_iam_policy_document.boundary.statement : [for action in statement.actions : !strcontains(action, "*") && !startswith(action, "iam:") && !startswith(action, "sts:")]]))
    error_message = "Nothing under the boundary can reach IAM."
  }

  assert {
    condition     = [for statement in data.aws_iam_policy_document.boundary.statement : statement.sid if contains(statement.resources, "*")] == ["LogInToEcr"]
    error_message = "Everything under the boundary stays in this account and with this service's names."
  }
}

run "refuses_a_repository_with_wildcards" {
  command = plan

  variables {
    github_repository = "acme/*"
  }

  expect_failures = [var.github_repository]
}

run "refuses_a_branch_with_wildcards" {
  command = plan

  variables {
    github_branch = "release/*"
  }

  expect_failures = [var.github_branch]
}
