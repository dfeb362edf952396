# iaclint-id: ec2-imdsv2
# iaclint-summary: Nothing demands a token of whoever asks the metadata service of an instance.
# iaclint-why: One hole that lets an attacker make the application fetch an address of theirs is then enough to read
# the keys of the instance's role. Where nothing is said, the image decides: Amazon Linux 2023 demands one, older ones do
# not.
# iaclint-fix: Add `metadata_options` with `http_tokens = "required"`, or an aws_ec2_instance_metadata_defaults for
# the account.
# iaclint-controls: EC2.8, EC2.170, AutoScaling.3, CIS 5.6
# iaclint-groups: default, identity, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_79, trivy:AWS-0130, trivy:AWS-0028, kics:f1g2h3i4-j5k6-7lmn-8opq-9012rstuvwxy
# iaclint-security: 7.0

resource_policy "aws_launch_template" "imdsv2" {
  enforcement_level = "mandatory_overridable"

  locals {
    tokens   = core::try(attrs.metadata_options[0].http_tokens, null)
    endpoint = core::try(attrs.metadata_options[0].http_endpoint, null)
    account  = core::getresources("aws_ec2_instance_metadata_defaults", {})
    # What finds the image tells its name.
    image = core::try(attrs.image_id, null)
    is_by_image = local.image != null && (
      core::anytrue([
        for name in core::flatten([core::try(core::getdatasource("aws_ami", { id = local.image }).filter[*].values, [])]) :
        core::contains_substring(name, "al2023")
      ]) ||
      core::try(core::contains_substring(
        core::getdatasource("aws_ssm_parameter", { value = local.image }).name, "al2023"
      ), false)
    )
  }

  enforce {
    condition = (
      local.tokens == "required" || local.endpoint == "disabled" ||
      local.tokens == null && (
        local.is_by_image ||
        core::anytrue([for one in local.account : core::try(one.http_tokens, null) == "required"])
      )
    )
    error_message = "Nothing demands a token of whoever asks the metadata service"
  }
}

resource_policy "aws_launch_configuration" "imdsv2" {
  enforcement_level = "mandatory_overridable"

  locals {
    tokens   = core::try(attrs.metadata_options[0].http_tokens, null)
    endpoint = core::try(attrs.metadata_options[0].http_endpoint, null)
    account  = core::getresources("aws_ec2_instance_metadata_defaults", {})
    # What finds the image tells its name.
    image = core::try(attrs.image_id, null)
    is_by_image = local.image != null && (
      core::anytrue([
        for name in core::flatten([core::try(core::getdatasource("aws_ami", { id = local.image }).filter[*].values, [])]) :
        core::contains_substring(name, "al2023")
      ]) ||
      core::try(core::contains_substring(
        core::getdatasource("aws_ssm_parameter", { value = local.image }).name, "al2023"
      ), false)
    )
  }

  enforce {
    condition = (
      local.tokens == "required" || local.endpoint == "disabled" ||
      local.tokens == null && (
        local.is_by_image ||
        core::anytrue([for one in local.account : core::try(one.http_tokens, null) == "required"])
      )
    )
    error_message = "Nothing demands a token of whoever asks the metadata service"
  }
}

resource_policy "aws_instance" "imdsv2" {
  enforcement_level = "mandatory_overridable"

  # What its launch template says holds where it says nothing itself.
  filter = core::length(core::try(attrs.launch_template, [])) == 0 || core::length(core::try(attrs.metadata_options, [])) > 0

  locals {
    tokens   = core::try(attrs.metadata_options[0].http_tokens, null)
    endpoint = core::try(attrs.metadata_options[0].http_endpoint, null)
    account  = core::getresources("aws_ec2_instance_metadata_defaults", {})
    # What finds the image tells its name.
    image = core::try(attrs.ami, null)
    is_by_image = local.image != null && (
      core::anytrue([
        for name in core::flatten([core::try(core::getdatasource("aws_ami", { id = local.image }).filter[*].values, [])]) :
        core::contains_substring(name, "al2023")
      ]) ||
      core::try(core::contains_substring(
        core::getdatasource("aws_ssm_parameter", { value = local.image }).name, "al2023"
      ), false)
    )
  }

  enforce {
    condition = (
      local.tokens == "required" || local.endpoint == "disabled" ||
      local.tokens == null && (
        local.is_by_image ||
        core::anytrue([for one in local.account : core::try(one.http_tokens, null) == "required"])
      )
    )
    error_message = "Nothing demands a token of whoever asks the metadata service"
  }
}
