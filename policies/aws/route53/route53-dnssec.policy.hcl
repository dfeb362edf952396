# iaclint-summary: A public zone is not signed.
# iaclint-why: A resolver cannot tell an answer of the zone from one that somebody on the way made up, who sends
# visitors where they like.
# iaclint-fix: Add an aws_route53_key_signing_key and an aws_route53_hosted_zone_dnssec, and the DS record at the
# registrar.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV2_AWS_38
# iaclint-security: 3.0
resource_policy "aws_route53_zone" "dnssec" {
  enforcement_level = "advisory"

  # Private zones cannot be signed.
  filter = core::length(core::try(attrs.vpc, [])) == 0

  locals {
    # The key is a resource of its own; nobody makes one without signing.
    keys    = core::getresources("aws_route53_key_signing_key", { hosted_zone_id = attrs.zone_id })
    signing = core::getresources("aws_route53_hosted_zone_dnssec", { hosted_zone_id = attrs.zone_id })
  }

  enforce {
    condition = core::length(local.keys) > 0 || core::anytrue([
      for one in local.signing : core::try(one.signing_status, "SIGNING") == "SIGNING"
    ])
    error_message = "The zone is not signed"
  }
}
