# iaclint-id: opensearch-default-security-group
# iaclint-summary: A domain of OpenSearch has the default security group of its VPC.
# iaclint-why: Where no group is named AWS takes that one, which lets in whatever else was given no group of its own.
# iaclint-fix: Name a security group of its own in `security_group_ids` of `vpc_options`.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_248, kics:d3e1f5a9-bb45-4c89-b97c-12d34ef56789
# iaclint-security: 3.0

resource_policy "aws_opensearch_domain" "default_security_group" {
  enforcement_level = "advisory"

  filter = core::length(core::try(attrs.vpc_options, [])) > 0

  enforce {
    condition     = core::length(core::coalesce(core::try(attrs.vpc_options[0].security_group_ids, null), [])) > 0
    error_message = "The domain has the default security group"
  }
}

resource_policy "aws_elasticsearch_domain" "default_security_group" {
  enforcement_level = "advisory"

  filter = core::length(core::try(attrs.vpc_options, [])) > 0

  enforce {
    condition     = core::length(core::coalesce(core::try(attrs.vpc_options[0].security_group_ids, null), [])) > 0
    error_message = "The domain has the default security group"
  }
}
