policytest {
  targets = ["codebuild-secret-in-env.policy.hcl"]
}

resource "aws_codebuild_project" "without" {
  attrs = { environment = [{ compute_type = "BUILD_GENERAL1_SMALL" }] }
}

resource "aws_codebuild_project" "stored" {
  attrs = {
    environment = [{
      environment_variable = [
        { name = "AWS_ACCESS_KEY_ID", value = "ci/key", type = "PARAMETER_STORE" },
        { name = "DB_PASSWORD", value = "shop-db-2024xyz9", type = "SECRETS_MANAGER" },
        { name = "GITHUB_TOKEN", value = "ci-token", type = "PLAINTEXT" },
        { name = "STAGE", value = "prod", type = null },
      ]
    }]
  }
}

resource "aws_codebuild_project" "keys" {
  expect_failure = true
  attrs          = { environment = [{ environment_variable = [{ name = "AWS_SECRET_ACCESS_KEY", value = "x", type = "PLAINTEXT" }] }] }
}

resource "aws_codebuild_project" "type_unsaid" {
  expect_failure = true
  attrs          = { environment = [{ environment_variable = [{ name = "AWS_ACCESS_KEY_ID", value = "x" }] }] }
}

resource "aws_codebuild_project" "password" {
  expect_failure = true
  attrs          = { environment = [{ environment_variable = [{ name = "DB_PASSWORD", value = "kR8-vv2mQz1x", type = "PLAINTEXT" }] }] }
}

# iaclint-unknown: environment[0].environment_variable[0].value
# iaclint-expect: undetermined
resource "aws_codebuild_project" "unknown" {
  skip  = true
  attrs = { environment = [{ environment_variable = [{ name = "DB_PASSWORD", value = "x", type = "PLAINTEXT" }] }] }
}
