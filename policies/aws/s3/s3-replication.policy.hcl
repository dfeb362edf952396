# iaclint-summary: The objects of a bucket are in one region only.
# iaclint-why: While S3 is down in that region nobody reads them, and what an attacker deletes in this account has no
# copy in another.
# iaclint-fix: Add an aws_s3_bucket_replication_configuration with a rule that is `Enabled`, and versioning of both
# buckets. The copy is paid for.
# iaclint-controls: S3.7
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV_AWS_144
resource_policy "aws_s3_bucket" "s3_replication" {
  enforcement_level = "advisory"

  locals {
    separate = core::getresources("aws_s3_bucket_replication_configuration", { bucket = attrs.id })
    rules = core::concat(
      core::flatten([for one in local.separate : core::try(one.rule, [])]),
      core::flatten([for one in core::try(attrs.replication_configuration, []) : core::try(one.rules, [])])
    )
  }

  enforce {
    condition     = core::anytrue([for rule in local.rules : core::try(rule.status, null) == "Enabled"])
    error_message = "Nothing copies the bucket's objects to another region"
  }
}
