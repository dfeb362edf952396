# iaclint-id: glue-security-configuration
# iaclint-summary: A job, crawler or development endpoint of Glue has no security configuration.
# iaclint-why: Its bookmarks are not encrypted, and its logs and what it writes to S3 not with a key of one's own.
# iaclint-fix: Add an aws_glue_security_configuration, and name it in `security_configuration`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_195
# iaclint-security: 2.5

resource_policy "aws_glue_job" "security_configuration" {
  enforcement_level = "advisory"

  locals {
    configuration = core::try(attrs.security_configuration, null)
  }

  enforce {
    condition     = local.configuration != null && local.configuration != ""
    error_message = "The job has no security configuration"
  }
}

resource_policy "aws_glue_crawler" "security_configuration" {
  enforcement_level = "advisory"

  locals {
    configuration = core::try(attrs.security_configuration, null)
  }

  enforce {
    condition     = local.configuration != null && local.configuration != ""
    error_message = "The crawler has no security configuration"
  }
}

resource_policy "aws_glue_dev_endpoint" "security_configuration" {
  enforcement_level = "advisory"

  locals {
    configuration = core::try(attrs.security_configuration, null)
  }

  enforce {
    condition     = local.configuration != null && local.configuration != ""
    error_message = "The development endpoint has no security configuration"
  }
}
