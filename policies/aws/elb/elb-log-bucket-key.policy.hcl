# iaclint-id: elb-log-bucket-key
# iaclint-summary: A load balancer writes its logs to a bucket that is encrypted with a KMS key.
# iaclint-why: AWS supports no other encryption than `AES256` for what application and classic load balancers write:
# the setting is refused, or no log arrives.
# iaclint-fix: Set `sse_algorithm = "AES256"` in the aws_s3_bucket_server_side_encryption_configuration of that bucket.
# iaclint-groups: logging

resource_policy "aws_lb" "elb_log_bucket_key" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(core::coalesce(attrs.load_balancer_type, "application"), "application") == "application"

  locals {
    logs    = core::concat(core::try(attrs.access_logs, []), core::try(attrs.connection_logs, []))
    buckets = [for one in local.logs : one.bucket if core::try(core::coalesce(one.enabled, false), false)]
    configurations = core::flatten([
      for bucket in local.buckets :
      core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = bucket })
    ])
    defaults = core::flatten([
      for one in local.configurations : core::try(one.rule[*].apply_server_side_encryption_by_default, [])
    ])
  }

  enforce {
    condition = !core::anytrue([
      for one in local.defaults : core::try(core::startswith(one.sse_algorithm, "aws:kms"), false)
    ])
    error_message = "The bucket for the load balancer's logs is encrypted with a KMS key, which AWS does not support"
  }
}

resource_policy "aws_alb" "elb_log_bucket_key" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(core::coalesce(attrs.load_balancer_type, "application"), "application") == "application"

  locals {
    logs    = core::concat(core::try(attrs.access_logs, []), core::try(attrs.connection_logs, []))
    buckets = [for one in local.logs : one.bucket if core::try(core::coalesce(one.enabled, false), false)]
    configurations = core::flatten([
      for bucket in local.buckets :
      core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = bucket })
    ])
    defaults = core::flatten([
      for one in local.configurations : core::try(one.rule[*].apply_server_side_encryption_by_default, [])
    ])
  }

  enforce {
    condition = !core::anytrue([
      for one in local.defaults : core::try(core::startswith(one.sse_algorithm, "aws:kms"), false)
    ])
    error_message = "The bucket for the load balancer's logs is encrypted with a KMS key, which AWS does not support"
  }
}

resource_policy "aws_elb" "elb_log_bucket_key" {
  enforcement_level = "mandatory_overridable"

  filter = core::length(core::try(attrs.access_logs, [])) > 0

  locals {
    logs    = core::concat(core::try(attrs.access_logs, []))
    buckets = [for one in local.logs : one.bucket if core::try(core::coalesce(one.enabled, true), true)]
    configurations = core::flatten([
      for bucket in local.buckets :
      core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = bucket })
    ])
    defaults = core::flatten([
      for one in local.configurations : core::try(one.rule[*].apply_server_side_encryption_by_default, [])
    ])
  }

  enforce {
    condition = !core::anytrue([
      for one in local.defaults : core::try(core::startswith(one.sse_algorithm, "aws:kms"), false)
    ])
    error_message = "The bucket for the load balancer's logs is encrypted with a KMS key, which AWS does not support"
  }
}
