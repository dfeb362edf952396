# iaclint-summary: An endpoint service takes every connection without asking.
# iaclint-why: Whoever is among its allowed principals, which may be every account of AWS, reaches the service from a
# VPC that nobody here knows of.
# iaclint-fix: Set `acceptance_required = true`, and accept connections one by one.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_123
# iaclint-security: 4.0
resource_policy "aws_vpc_endpoint_service" "acceptance" {
  enforcement_level = "advisory"

  enforce {
    condition     = attrs.acceptance_required == true
    error_message = "The endpoint service takes every connection without asking"
  }
}
