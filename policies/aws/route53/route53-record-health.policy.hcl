# iaclint-summary: One of several records for a name is given out whether or not what it leads to works.
# iaclint-why: When that region or server fails, its share of the visitors is still sent there, although another
# record could serve them.
# iaclint-fix: Set `evaluate_target_health = true` in `alias`, or `health_check_id` at the record.
# iaclint-groups: resilience
resource_policy "aws_route53_record" "health" {
  enforcement_level = "advisory"

  # A single record for a name is given out in any case, and so is the last of a failover.
  filter = (
    core::try(attrs.set_identifier, null) != null &&
    core::try(attrs.failover_routing_policy[0].type, "") != "SECONDARY"
  )

  enforce {
    condition = (
      core::try(attrs.health_check_id, null) != null ||
      core::try(attrs.alias[0].evaluate_target_health, false) == true ||
      # AWS knows no health of CloudFront.
      core::try(core::endswith(attrs.alias[0].name, ".cloudfront.net"), false)
    )
    error_message = "The record is given out whether or not what it leads to works"
  }
}
