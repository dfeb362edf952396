# iaclint-summary: A web ACL does not log what it decides.
# iaclint-why: Nobody can tell which requests were blocked, and why: neither after an attack nor when customers are
# kept out.
# iaclint-fix: Add an aws_wafv2_web_acl_logging_configuration with the web ACL's ARN. The destination's name must
# begin with `aws-waf-logs-`.
# iaclint-controls: WAF.11
# iaclint-groups: logging
# iaclint-peers: checkov:CKV2_AWS_31
resource_policy "aws_wafv2_web_acl" "logging" {
  enforcement_level = "advisory"

  locals {
    logs = core::getresources("aws_wafv2_web_acl_logging_configuration", { resource_arn = attrs.arn })
  }

  enforce {
    condition     = core::length(local.logs) > 0
    error_message = "The web ACL does not log what it decides"
  }
}
