# iaclint-summary: The calls of a function are not traced.
# iaclint-why: Where the time of a request goes, and which call behind the function fails, must be guessed from logs.
# iaclint-fix: Add `tracing_config { mode = "Active" }`.
# iaclint-controls: Lambda.7
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_50, trivy:AWS-0066, kics:8152e0cf-d2f0-47ad-96d5-d003a76eabd1
resource_policy "aws_lambda_function" "tracing" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.tracing_config[0].mode, null) == "Active"
    error_message = "The function does not trace its calls"
  }
}
