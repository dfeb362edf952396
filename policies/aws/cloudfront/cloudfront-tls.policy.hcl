# iaclint-summary: A distribution takes connections with old versions of TLS.
# iaclint-why: TLS 1.0 and 1.1 have known holes and are given up by browsers; rules such as those of PCI forbid them.
# iaclint-fix: Set `minimum_protocol_version = "TLSv1.2_2021"` in `viewer_certificate`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_174, trivy:AWS-0013, kics:00e5e55e-c2ff-46b3-a757-a7a1cd802456,
# kics:5c0003fb-9aa0-42c1-9da3-eb0e332bef21, kics:3a1e94df-6847-4c0e-a3b6-6c6af4e128ef
# iaclint-security: 5.0
resource_policy "aws_cloudfront_distribution" "tls" {
  enforcement_level = "mandatory_overridable"

  # With CloudFront's own certificate nobody can choose; cloudfront-custom-certificate tells of it.
  filter = core::try(attrs.viewer_certificate[0].cloudfront_default_certificate, null) != true

  locals {
    said = core::try(attrs.viewer_certificate[0].minimum_protocol_version, "TLSv1")
  }

  enforce {
    condition     = core::regex_match(local.said, "^TLSv1[.][23]_")
    error_message = "The distribution takes TLS 1.0 or 1.1"
  }
}
