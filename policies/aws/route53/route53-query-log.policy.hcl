# iaclint-summary: The queries to a public zone are not logged.
# iaclint-why: Nobody can tell afterwards which names were asked for from where, such as those by which data is
# carried out.
# iaclint-fix: Add an aws_route53_query_log for the zone. Its log group must be in us-east-1.
# iaclint-controls: Route53.2
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV2_AWS_39, kics:7dbba512-e244-42dc-98bb-422339827967
resource_policy "aws_route53_zone" "query_log" {
  enforcement_level = "advisory"

  filter = core::length(core::try(attrs.vpc, [])) == 0

  enforce {
    condition     = core::length(core::getresources("aws_route53_query_log", { zone_id = attrs.zone_id })) > 0
    error_message = "The queries to the zone are not logged"
  }
}
