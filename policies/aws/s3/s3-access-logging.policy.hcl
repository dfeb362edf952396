# iaclint-id: s3-access-logging
# iaclint-summary: Requests to a bucket are not recorded.
# iaclint-why: After a leak nobody can say who read which object, and when. S3 keeps no record of requests unless it is
# told where to write it.
# iaclint-fix: Add an aws_s3_bucket_logging with a bucket for logs as its `target_bucket`.
# iaclint-controls: S3.9
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_18, trivy:AWS-0089, trivy:AWS-0163, kics:f861041c-8c9f-4156-acfc-5e6e524f5884,
# kics:ee9e50e8-b2ed-4176-ad42-8fc0cf7593f4
# iaclint-security: 4.0

locals {
  # Of all buckets once, as most say nothing of it.
  inline_targets = [
    for one in core::getresources("aws_s3_bucket") : core::try(one.logging[0].target_bucket, null)
    if core::length(core::try(one.logging, [])) > 0
  ]
}

resource_policy "aws_s3_bucket" "s3_access_logging" {
  enforcement_level = "advisory"

  locals {
    separate = core::getresources("aws_s3_bucket_logging", { bucket = attrs.id })
    # Logs of a bucket for logs would be logged in turn.
    targets = core::getresources("aws_s3_bucket_logging", { target_bucket = attrs.id })
    inline  = core::anytrue([for target in local.inline_targets : target == attrs.id])
    acls    = core::getresources("aws_s3_bucket_acl", { bucket = attrs.id })
    grants = core::flatten([
      for acl in local.acls : [for policy in core::try(acl.access_control_policy, []) : core::try(policy.grant, [])]
    ])
    delivered = (
      core::try(attrs.acl, null) == "log-delivery-write" ||
      core::anytrue([for acl in local.acls : core::try(acl.acl, null) == "log-delivery-write"]) ||
      core::anytrue([
        for grant in local.grants : core::try(core::endswith(grant.grantee[0].uri, "/s3/LogDelivery"), false)
      ])
    )
  }

  filter = core::length(local.targets) == 0 && !local.inline && !local.delivered

  enforce {
    condition     = core::length(local.separate) > 0 || core::length(core::try(attrs.logging, [])) > 0
    error_message = "Nothing records who reads and writes the bucket's objects"
  }
}
