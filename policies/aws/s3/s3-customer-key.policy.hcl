# iaclint-summary: The objects of a bucket are not encrypted with a key of one's own.
# iaclint-why: S3 encrypts them with a key that AWS has and that everybody who may read the object uses without being
# asked: no key policy can keep them from it, and no key can be revoked.
# iaclint-fix: Add an aws_s3_bucket_server_side_encryption_configuration with `sse_algorithm = "aws:kms"` and the ARN
# of an aws_kms_key as `kms_master_key_id`. Buckets for access logs of S3 and of load balancers are not judged: AWS
# supports no such key there.
# iaclint-controls: S3.17
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_145, trivy:AWS-0132
# iaclint-security: 3.0
resource_policy "aws_s3_bucket" "s3_customer_key" {
  enforcement_level = "advisory"

  locals {
    # Where AWS delivers logs, it takes no key.
    targets  = core::getresources("aws_s3_bucket_logging", { target_bucket = attrs.id })
    acls     = core::getresources("aws_s3_bucket_acl", { bucket = attrs.id })
    policies = core::getresources("aws_s3_bucket_policy", { bucket = attrs.id })
    services = core::flatten([
      for policy in local.policies : [
        for one in core::flatten([core::try(core::jsondecode(policy.policy).Statement, [])]) :
        core::try(one.Principal.Service, [])
      ]
    ])
    grants = core::flatten([
      for acl in local.acls : [for policy in core::try(acl.access_control_policy, []) : core::try(policy.grant, [])]
    ])
    logs = (
      core::length(local.targets) > 0 || core::try(attrs.acl, null) == "log-delivery-write" ||
      core::anytrue([for acl in local.acls : core::try(acl.acl, null) == "log-delivery-write"]) ||
      core::anytrue([
        for grant in local.grants : core::try(core::endswith(grant.grantee[0].uri, "/s3/LogDelivery"), false)
      ]) ||
      core::contains(local.services, "logging.s3.amazonaws.com") ||
      core::contains(local.services, "logdelivery.elasticloadbalancing.amazonaws.com")
    )
    separate = core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = attrs.id })
    inline   = core::flatten(core::try(attrs.server_side_encryption_configuration[*].rule, []))
    rules    = core::flatten(core::concat([for one in local.separate : core::try(one.rule, [])], local.inline))
    keys = core::flatten([
      for rule in local.rules : [
        for one in core::try(rule.apply_server_side_encryption_by_default, []) : core::try(one.kms_master_key_id, null)
        if core::try(core::contains(["aws:kms", "aws:kms:dsse"], one.sse_algorithm), false)
      ]
    ])
    own = core::anytrue([
      for key in local.keys : (key != null && (
        core::try(!core::startswith(key, "alias/aws/") && key != "", false) ||
        core::length(core::getresources("aws_kms_key", { arn = key })) > 0 ||
        core::length(core::getresources("aws_kms_key", { key_id = key })) > 0 ||
        core::length(core::getresources("aws_kms_key", { id = key })) > 0
      ))
    ])
  }

  filter = !local.logs

  enforce {
    condition     = local.own
    error_message = "The bucket's objects are not encrypted with a key of your own"
  }
}
