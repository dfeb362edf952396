# iaclint-summary: A policy of response headers does not send the whole of Strict-Transport-Security.
# iaclint-why: Without it the first request of each visit may go out in plain text, where it can be read and led
# elsewhere; without `preload` and subdomains, the first of all and those to names below.
# iaclint-fix: Add `strict_transport_security` to `security_headers_config` with `access_control_max_age_sec =
# 31536000`, `include_subdomains`, `preload` and `override`, once every subdomain answers by HTTPS.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_259
# iaclint-security: 3.0
resource_policy "aws_cloudfront_response_headers_policy" "hsts" {
  enforcement_level = "advisory"

  locals {
    said = core::try(attrs.security_headers_config[0].strict_transport_security[0], null)
  }

  enforce {
    condition = (
      core::try(local.said.access_control_max_age_sec >= 31536000, false) &&
      core::try(local.said.include_subdomains, false) == true &&
      core::try(local.said.preload, false) == true &&
      core::try(local.said.override, false) == true
    )
    error_message = "Strict-Transport-Security is missing, or lacks a whole year, subdomains, preload or override"
  }
}
