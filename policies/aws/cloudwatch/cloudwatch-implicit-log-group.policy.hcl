# iaclint-id: cloudwatch-implicit-log-group
# iaclint-summary: The log group of a function or a build is left to AWS to make.
# iaclint-why: Lambda and CodeBuild make it when they first write: it keeps everything for ever, nobody's key encrypts
# it, and it stays when the function is removed.
# iaclint-fix: Add an aws_cloudwatch_log_group named `/aws/lambda/NAME` or `/aws/codebuild/NAME` with
# `retention_in_days`.
# iaclint-groups: logging, cost

resource_policy "aws_lambda_function" "cloudwatch_implicit_log_group" {
  enforcement_level = "advisory"

  locals {
    said   = core::try(attrs.logging_config[0].log_group, null)
    name   = local.said == null ? "/aws/lambda/${attrs.function_name}" : local.said
    groups = core::getresources("aws_cloudwatch_log_group", { name = local.name })
  }

  enforce {
    condition     = core::length(local.groups) > 0
    error_message = "Nothing declares the function's log group ${local.name}"
  }
}

resource_policy "aws_codebuild_project" "cloudwatch_implicit_log_group" {
  enforcement_level = "advisory"

  # Then it writes none.
  filter = core::try(attrs.logs_config[0].cloudwatch_logs[0].status, null) != "DISABLED"

  locals {
    said   = core::try(attrs.logs_config[0].cloudwatch_logs[0].group_name, null)
    name   = local.said == null ? "/aws/codebuild/${attrs.name}" : local.said
    groups = core::getresources("aws_cloudwatch_log_group", { name = local.name })
  }

  enforce {
    condition     = core::length(local.groups) > 0
    error_message = "Nothing declares the project's log group ${local.name}"
  }
}
