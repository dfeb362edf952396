# iaclint-summary: Everybody on the internet can call a function by its URL.
# iaclint-why: Nothing but the function's own code stands between anybody and what its role may do, and each call is
# paid for.
# iaclint-fix: Set `authorization_type = "AWS_IAM"`, with CloudFront in front of it where browsers call it.
# iaclint-groups: default, exposure
# iaclint-peers: checkov:CKV_AWS_258
# iaclint-security: 6.0
resource_policy "aws_lambda_function_url" "url_public" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.authorization_type, null) != "NONE"
    error_message = "The function's URL asks nobody who they are"
  }
}
