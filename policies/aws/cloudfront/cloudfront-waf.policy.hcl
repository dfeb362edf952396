# iaclint-summary: No firewall looks at the requests to a distribution.
# iaclint-why: Known attacks, floods from one address and scanners reach the origin, which must stand all of them
# itself.
# iaclint-fix: Set `web_acl_id` to the ARN of an aws_wafv2_web_acl with `scope = "CLOUDFRONT"`; it must be made in
# us-east-1.
# iaclint-controls: CloudFront.6
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_68, trivy:AWS-0011, kics:1419b4c6-6d5c-4534-9cf6-6a5266085333
# iaclint-security: 4.0
resource_policy "aws_cloudfront_distribution" "waf" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.web_acl_id, null) != null && core::try(attrs.web_acl_id, null) != ""
    error_message = "No firewall looks at the requests to the distribution"
  }
}
