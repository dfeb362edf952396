# iaclint-summary: A certificate is kept out of the public logs of certificates.
# iaclint-why: Browsers refuse a public certificate that is in no log, and nobody notices one that was made for the
# domain by somebody else.
# iaclint-fix: Remove `certificate_transparency_logging_preference`, or set it to "ENABLED".
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_234
# iaclint-security: 3.0
resource_policy "aws_acm_certificate" "transparency_log" {
  enforcement_level = "mandatory_overridable"

  # Private authorities log nowhere.
  filter = core::try(attrs.certificate_authority_arn, null) == null

  enforce {
    condition     = core::try(attrs.options[0].certificate_transparency_logging_preference, "ENABLED") != "DISABLED"
    error_message = "The certificate is kept out of the public logs"
  }
}
