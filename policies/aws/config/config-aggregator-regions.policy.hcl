# iaclint-summary: An aggregator of AWS Config gathers only some regions.
# iaclint-why: What somebody makes in a region that nobody uses is in no overview, and neither is a region that AWS
# adds.
# iaclint-fix: Set `all_regions = true` instead of `regions`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_121, trivy:AWS-0019, kics:ac5a0bc0-a54c-45aa-90c3-15f7703b9132
# iaclint-security: 2.0
resource_policy "aws_config_configuration_aggregator" "aggregator_regions" {
  enforcement_level = "advisory"

  locals {
    sources = core::concat(
      core::try(attrs.account_aggregation_source, []),
      core::try(attrs.organization_aggregation_source, []),
    )
  }

  enforce {
    condition     = core::anytrue([for source in local.sources : core::try(source.all_regions, false) == true])
    error_message = "The aggregator gathers only some regions"
  }
}
