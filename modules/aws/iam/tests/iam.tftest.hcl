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
    condition     = contains(one([for statement in data.aws_iam_policy_document.plan.statement : statement.actions if statement.effect == "Deny"]), "secretsmanager:GetSecretValue")
    error_message = "A pull request must not be able to print secrets."
  }
}

run "the_pipeline_cannot_give_itself_more" {
  assert {
    condition     = one([for statement in data.aws_iam_policy_document.apply.statement : one(one(statement.condition).values) if statement.sid == "CreateBoundedRoles"]) == "arn:aws:iam::123456789012:policy/shop-workload-boundary"
    error_message = "Roles are made under the boundary only."
  }

  assert {
    condition = one([for statement in data.aws_iam_policy_document.apply.statement : statement.resources if statement.effect == "Deny"]) == toset([
      "arn:aws:iam::123456789012:role/shop-pipeline-*",
      "arn:aws:iam::123456789012:policy/shop-*",
    ])
    error_message = "It may change neither its own roles nor the boundary."
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
