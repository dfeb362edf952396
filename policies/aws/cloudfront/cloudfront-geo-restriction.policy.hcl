# iaclint-summary: A distribution answers to all countries.
# iaclint-why: Where customers are in few countries only, attackers and bots of all others are served as well.
# iaclint-fix: Set `restriction_type = "whitelist"` and `locations` in `geo_restriction`.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_374
# iaclint-security: 1.0
resource_policy "aws_cloudfront_distribution" "geo_restriction" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.restrictions[0].geo_restriction[0].restriction_type, "none") != "none"
    error_message = "The distribution answers to all countries"
  }
}
