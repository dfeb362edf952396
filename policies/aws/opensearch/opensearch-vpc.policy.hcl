# iaclint-id: opensearch-vpc
# iaclint-summary: A domain of OpenSearch has a public endpoint.
# iaclint-why: Everybody on the internet reaches it: nothing but its access policy and its own users stand between them
# and the data.
# iaclint-fix: Add `vpc_options` with private subnets and a security group. A domain that exists is replaced by that.
# iaclint-controls: Opensearch.2, ES.2
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_137
# iaclint-security: 5.0

resource_policy "aws_opensearch_domain" "vpc" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::try(attrs.vpc_options, [])) > 0
    error_message = "The domain is not in a VPC"
  }
}

resource_policy "aws_elasticsearch_domain" "vpc" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::try(attrs.vpc_options, [])) > 0
    error_message = "The domain is not in a VPC"
  }
}
