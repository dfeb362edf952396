# iaclint-id: apigateway-tls
# iaclint-summary: The domain of an API takes connections with old versions of TLS.
# iaclint-why: TLS 1.0 and 1.1 have known holes and are given up by browsers; rules such as those of PCI forbid them.
# iaclint-fix: Set `security_policy = "TLS_1_2"`, which also takes TLS 1.3.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_206, trivy:AWS-0005, kics:4e1cc5d3-2811-4fb2-861c-ee9b3cb7f90b
# iaclint-security: 5.0

resource_policy "aws_api_gateway_domain_name" "tls" {
  enforcement_level = "mandatory_overridable"

  locals {
    # Where nothing is said API Gateway takes TLS 1.2, in all kinds of domains.
    said = core::try(attrs.security_policy == null ? "TLS_1_2" : attrs.security_policy, "TLS_1_2")
  }

  enforce {
    condition     = core::regex_match(local.said, "^(TLS_1_2|SecurityPolicy_TLS1[23]_.*)$")
    error_message = "The domain does not demand TLS 1.2"
  }
}

resource_policy "aws_apigatewayv2_domain_name" "tls" {
  enforcement_level = "mandatory_overridable"

  locals {
    said = core::try(attrs.domain_name_configuration[0].security_policy, "")
  }

  enforce {
    condition     = core::regex_match(local.said, "^(TLS_1_2|SecurityPolicy_TLS1[23]_.*)$")
    error_message = "The domain does not demand TLS 1.2"
  }
}
