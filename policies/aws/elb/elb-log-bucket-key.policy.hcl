# iaclint-id: elb-log-bucket-key
# iaclint-summary: A load balancer writes its logs to a bucket that is encrypted with a KMS key.
# iaclint-why: AWS supports no other encryption than `AES256` for what application and classic load balancers write:
# the setting is refused, or no log arrives.
# iaclint-fix: Set `sse_algorithm = "AES256"` in the aws_s3_bucket_server_side_encryption_configuration of that bucket.
# iaclint-groups: logging

resource_policy "aws_lb" "elb_log_bucket_key" {
  enforcement_level = "mandatory_overridable"

  filter = core::contains(["", "application"], core::try(attrs.load_balancer_type == null ? "" : attrs.load_balancer_type, ""))

  locals {
    buckets    = [core::try(attrs.access_logs[0].enabled, false) == true ? core::try(attrs.access_logs[0].bucket, null) : null, core::try(attrs.connection_logs[0].enabled, false) == true ? core::try(attrs.connection_logs[0].bucket, null) : null]
    separate   = core::flatten([for bucket in local.buckets : core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = bucket }) if bucket != null])
    defaults   = core::flatten([for one in local.separate : core::try(one.rule[*].apply_server_side_encryption_by_default, [])])
    algorithms = [for one in local.defaults : core::try(one.sse_algorithm, null)]
  }

  enforce {
    condition     = !core::anytrue([for one in local.algorithms : core::try(core::startswith(one, "aws:kms"), false)])
    error_message = "The bucket for the load balancer's logs is encrypted with a KMS key, which AWS does not support"
  }
}

resource_policy "aws_alb" "elb_log_bucket_key" {
  enforcement_level = "mandatory_overridable"

  filter = core::contains(["", "application"], core::try(attrs.load_balancer_type == null ? "" : attrs.load_balancer_type, ""))

  locals {
    buckets    = [core::try(attrs.access_logs[0].enabled, false) == true ? core::try(attrs.access_logs[0].bucket, null) : null, core::try(attrs.connection_logs[0].enabled, false) == true ? core::try(attrs.connection_logs[0].bucket, null) : null]
    separate   = core::flatten([for bucket in local.buckets : core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = bucket }) if bucket != null])
    defaults   = core::flatten([for one in local.separate : core::try(one.rule[*].apply_server_side_encryption_by_default, [])])
    algorithms = [for one in local.defaults : core::try(one.sse_algorithm, null)]
  }

  enforce {
    condition     = !core::anytrue([for one in local.algorithms : core::try(core::startswith(one, "aws:kms"), false)])
    error_message = "The bucket for the load balancer's logs is encrypted with a KMS key, which AWS does not support"
  }
}

resource_policy "aws_elb" "elb_log_bucket_key" {
  enforcement_level = "mandatory_overridable"

  filter = core::length(core::try(attrs.access_logs, [])) > 0

  locals {
    buckets    = [core::try(attrs.access_logs[0].enabled == null ? true : attrs.access_logs[0].enabled, true) ? core::try(attrs.access_logs[0].bucket, null) : null]
    separate   = core::flatten([for bucket in local.buckets : core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = bucket }) if bucket != null])
    defaults   = core::flatten([for one in local.separate : core::try(one.rule[*].apply_server_side_encryption_by_default, [])])
    algorithms = [for one in local.defaults : core::try(one.sse_algorithm, null)]
  }

  enforce {
    condition     = !core::anytrue([for one in local.algorithms : core::try(core::startswith(one, "aws:kms"), false)])
    error_message = "The bucket for the load balancer's logs is encrypted with a KMS key, which AWS does not support"
  }
}
