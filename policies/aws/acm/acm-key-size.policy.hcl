# iaclint-summary: A certificate is asked for with an RSA key of 1024 bits.
# iaclint-why: Such keys can be broken, browsers refuse them, and AWS makes no certificate with one.
# iaclint-fix: Remove `key_algorithm`, which is RSA_2048 then, or set it to "EC_prime256v1".
# iaclint-controls: ACM.2
# iaclint-groups: default, encryption, fsbp
# iaclint-security: 7.0
resource_policy "aws_acm_certificate" "key_size" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::try(attrs.key_algorithm, null) != "RSA_1024"
    error_message = "The certificate is asked for with an RSA key of 1024 bits"
  }
}
