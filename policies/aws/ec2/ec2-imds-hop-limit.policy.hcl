# iaclint-id: ec2-imds-hop-limit
# iaclint-summary: What runs behind an instance reaches its metadata service.
# iaclint-why: A container, proxy or VPN on the instance can then fetch the keys of the instance's role, which are
# seldom meant for it.
# iaclint-fix: Set `http_put_response_hop_limit = 1`, and give containers roles of their own.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV_AWS_341
# iaclint-security: 3.0

resource_policy "aws_launch_template" "hop_limit" {
  enforcement_level = "advisory"

  locals {
    limit    = core::try(attrs.metadata_options[0].http_put_response_hop_limit, null)
    endpoint = core::try(attrs.metadata_options[0].http_endpoint, null)
  }

  enforce {
    # Not said, it is 1, and 2 with images that demand tokens, such as Amazon Linux 2023.
    condition     = local.limit == null || local.limit == 1 || local.endpoint == "disabled"
    error_message = "What runs behind the instances reaches their metadata service"
  }
}

resource_policy "aws_launch_configuration" "hop_limit" {
  enforcement_level = "advisory"

  locals {
    limit    = core::try(attrs.metadata_options[0].http_put_response_hop_limit, null)
    endpoint = core::try(attrs.metadata_options[0].http_endpoint, null)
  }

  enforce {
    # Not said, it is 1, and 2 with images that demand tokens, such as Amazon Linux 2023.
    condition     = local.limit == null || local.limit == 1 || local.endpoint == "disabled"
    error_message = "What runs behind the instances reaches their metadata service"
  }
}

resource_policy "aws_instance" "hop_limit" {
  enforcement_level = "advisory"

  locals {
    limit    = core::try(attrs.metadata_options[0].http_put_response_hop_limit, null)
    endpoint = core::try(attrs.metadata_options[0].http_endpoint, null)
  }

  enforce {
    # Not said, it is 1, and 2 with images that demand tokens, such as Amazon Linux 2023.
    condition     = local.limit == null || local.limit == 1 || local.endpoint == "disabled"
    error_message = "What runs behind the instances reaches their metadata service"
  }
}
