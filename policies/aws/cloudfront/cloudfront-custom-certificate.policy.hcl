# iaclint-summary: A distribution uses CloudFront's own certificate.
# iaclint-why: It is for names below cloudfront.net only, and with it connections of TLS 1.0 are taken whatever is
# set.
# iaclint-fix: Name the hosts in `aliases`, and set `acm_certificate_arn`, `ssl_support_method = "sni-only"` and
# `minimum_protocol_version` in `viewer_certificate`; the certificate must be in us-east-1.
# iaclint-controls: CloudFront.7
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV2_AWS_42, checkov:CKV_AWS_174, kics:3a1e94df-6847-4c0e-a3b6-6c6af4e128ef,
# kics:00e5e55e-c2ff-46b3-a757-a7a1cd802456
# iaclint-security: 3.0
resource_policy "aws_cloudfront_distribution" "custom_certificate" {
  enforcement_level = "advisory"

  enforce {
    condition = (
      core::try(attrs.viewer_certificate[0].cloudfront_default_certificate, null) != true && (
        core::try(attrs.viewer_certificate[0].cloudfront_default_certificate, null) == false ||
        core::try(attrs.viewer_certificate[0].acm_certificate_arn, null) != null ||
        core::try(attrs.viewer_certificate[0].iam_certificate_id, null) != null
      )
    )
    error_message = "The distribution uses CloudFront's own certificate"
  }
}
