# iaclint-summary: DMS talks to a database without TLS.
# iaclint-why: The password and everything that is copied cross the network readable.
# iaclint-fix: Set `ssl_mode` to one that the engine knows: `require`, or with a certificate `verify-ca` or
# `verify-full`.
# iaclint-controls: DMS.9
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV2_AWS_49, kics:e6f7g8h9-i0j1-4klm-56no-7890pqrstu12
# iaclint-security: 5.0

locals {
  # Services of AWS and others that DMS talks to with TLS in another way, or not by this argument.
  others = [
    "azuredb", "dynamodb", "elasticsearch", "kafka", "kinesis", "neptune", "opensearch", "redis", "redshift",
    "redshift-serverless", "s3"
  ]
}

resource_policy "aws_dms_endpoint" "endpoint_tls" {
  enforcement_level = "mandatory_overridable"

  filter = (
    core::contains(["source", "target"], core::coalesce(core::try(attrs.endpoint_type, null), "-")) &&
    !core::contains(local.others, core::coalesce(core::try(attrs.engine_name, null), "-"))
  )

  enforce {
    condition     = core::coalesce(core::try(attrs.ssl_mode, null), "none") != "none"
    error_message = "DMS talks to the database without TLS"
  }
}
