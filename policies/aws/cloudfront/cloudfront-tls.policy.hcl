# iaclint-summary: A distribution takes connections with old versions of TLS.
# iaclint-why: TLS 1.0 and 1.1 have known holes and are given up by browsers; rules such as those of PCI forbid them.
# With the certificate of CloudFront nobody can choose, and TLS 1.0 is taken.
# iaclint-fix: Set `minimum_protocol_version = "TLSv1.2_2021"` in `viewer_certificate`, which takes a certificate of
# your own.
# iaclint-controls: CloudFront.15
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_174, trivy:AWS-0013, kics:00e5e55e-c2ff-46b3-a757-a7a1cd802456,
# kics:5c0003fb-9aa0-42c1-9da3-eb0e332bef21
# iaclint-security: 5.0
resource_policy "aws_cloudfront_distribution" "tls" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition = (
      core::try(attrs.viewer_certificate[0].cloudfront_default_certificate, null) != true &&
      core::regex_match(core::try(attrs.viewer_certificate[0].minimum_protocol_version, "TLSv1"), "^TLSv1[.][23]_")
    )
    error_message = "The distribution takes TLS 1.0 or 1.1"
  }
}
