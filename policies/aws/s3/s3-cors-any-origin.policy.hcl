# iaclint-id: s3-cors-any-origin
# iaclint-summary: Scripts of any website may send a bucket requests that write.
# iaclint-why: A browser then lets a page of anybody's use a signed address or credentials that it got hold of; the one
# check that the browser makes for the bucket is switched off.
# iaclint-fix: Name the origins of your own site in `allowed_origins`, or allow `GET` and `HEAD` alone.
# iaclint-groups: exposure
# iaclint-peers: kics:98a8f708-121b-455b-ae2f-da3fb59d17e1
# iaclint-security: 4.0

resource_policy "aws_s3_bucket_cors_configuration" "s3_cors_any_origin" {
  enforcement_level = "advisory"

  enforce {
    condition = !core::anytrue([
      for rule in core::try(attrs.cors_rule, []) : core::contains(core::try(rule.allowed_origins, []), "*") &&
      core::anytrue([
        for method in core::try(rule.allowed_methods, []) : core::contains(["DELETE", "POST", "PUT"], method)
      ])
    ])
    error_message = "Scripts of any website may write to the bucket"
  }
}

resource_policy "aws_s3_bucket" "s3_cors_any_origin" {
  enforcement_level = "advisory"

  enforce {
    condition = !core::anytrue([
      for rule in core::try(attrs.cors_rule, []) : core::contains(core::try(rule.allowed_origins, []), "*") &&
      core::anytrue([
        for method in core::try(rule.allowed_methods, []) : core::contains(["DELETE", "POST", "PUT"], method)
      ])
    ])
    error_message = "Scripts of any website may write to the bucket"
  }
}
