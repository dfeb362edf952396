# iaclint-id: ec2-imdsv2-said
# iaclint-summary: The configuration does not itself demand a token of whoever asks the metadata service of an
# instance.
# iaclint-why: Where nothing is said the image decides, and the next one may decide otherwise. ec2-imdsv2, which is on
# without being asked for, does not tell of an image that demands a token by itself, or that nobody here knows.
# iaclint-fix: Add `metadata_options` with `http_tokens = "required"`, or an aws_ec2_instance_metadata_defaults for the
# account.
# iaclint-controls: EC2.8, EC2.170, AutoScaling.3, CIS 5.6
# iaclint-groups: strict
# iaclint-peers: checkov:CKV_AWS_79, trivy:AWS-0130, trivy:AWS-0028, kics:f1g2h3i4-j5k6-7lmn-8opq-9012rstuvwxy
# iaclint-security: 6.0

resource_policy "aws_launch_template" "imdsv2_said" {
  enforcement_level = "mandatory_overridable"

  locals {
    tokens   = core::try(attrs.metadata_options[0].http_tokens, null)
    endpoint = core::try(attrs.metadata_options[0].http_endpoint, null)
    account  = core::getresources("aws_ec2_instance_metadata_defaults", {})
  }

  enforce {
    condition = (
      local.tokens == "required" || local.endpoint == "disabled" ||
      local.tokens == null && core::anytrue([for one in local.account : core::try(one.http_tokens, null) == "required"])
    )
    error_message = "The configuration does not demand a token of whoever asks the metadata service"
  }
}

resource_policy "aws_launch_configuration" "imdsv2_said" {
  enforcement_level = "mandatory_overridable"

  locals {
    tokens   = core::try(attrs.metadata_options[0].http_tokens, null)
    endpoint = core::try(attrs.metadata_options[0].http_endpoint, null)
    account  = core::getresources("aws_ec2_instance_metadata_defaults", {})
  }

  enforce {
    condition = (
      local.tokens == "required" || local.endpoint == "disabled" ||
      local.tokens == null && core::anytrue([for one in local.account : core::try(one.http_tokens, null) == "required"])
    )
    error_message = "The configuration does not demand a token of whoever asks the metadata service"
  }
}

resource_policy "aws_instance" "imdsv2_said" {
  enforcement_level = "mandatory_overridable"

  # What its launch template says holds where it says nothing itself.
  filter = core::length(core::try(attrs.launch_template, [])) == 0 || core::length(core::try(attrs.metadata_options, [])) > 0

  locals {
    tokens   = core::try(attrs.metadata_options[0].http_tokens, null)
    endpoint = core::try(attrs.metadata_options[0].http_endpoint, null)
    account  = core::getresources("aws_ec2_instance_metadata_defaults", {})
  }

  enforce {
    condition = (
      local.tokens == "required" || local.endpoint == "disabled" ||
      local.tokens == null && core::anytrue([for one in local.account : core::try(one.http_tokens, null) == "required"])
    )
    error_message = "The configuration does not demand a token of whoever asks the metadata service"
  }
}
