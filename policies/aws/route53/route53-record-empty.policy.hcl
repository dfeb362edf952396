# iaclint-summary: A record has nothing to answer with.
# iaclint-why: Terraform refuses a record with neither `records` nor `alias`, and AWS one with an empty list.
# iaclint-fix: Set `records`, or write an `alias` block.
# iaclint-groups: default, hygiene
# iaclint-peers: kics:25db74bf-fa3b-44da-934e-8c3e005c0453
resource_policy "aws_route53_record" "empty" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::length(core::try(attrs.alias, [])) > 0 || core::try(core::length(attrs.records), 0) > 0
    error_message = "The record has nothing to answer with"
  }
}
