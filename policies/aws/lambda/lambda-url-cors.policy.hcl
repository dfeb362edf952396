# iaclint-summary: Scripts of any website may use a function's URL in every way.
# iaclint-why: A page that somebody visits calls the function from their browser, with their network and, where
# credentials are allowed, with their cookies.
# iaclint-fix: List the origins of your own pages in `allow_origins`.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV2_AWS_75
# iaclint-security: 3.0
resource_policy "aws_lambda_function_url" "url_cors" {
  enforcement_level = "advisory"

  enforce {
    condition = !core::anytrue([
      for one in core::try(attrs.cors, []) : core::try(core::contains(one.allow_origins, "*"), false) &&
      (core::try(core::contains(one.allow_methods, "*"), false) || core::try(one.allow_credentials, false) == true)
    ])
    error_message = "The function's URL answers scripts of every website"
  }
}
