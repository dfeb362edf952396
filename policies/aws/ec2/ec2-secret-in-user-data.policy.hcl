# iaclint-id: ec2-secret-in-user-data
# iaclint-summary: The user data of an instance holds a key.
# iaclint-why: Whoever may describe the instance or its template reads it, and so does every program on the instance,
# without signing in.
# iaclint-fix: Give the instance a profile with the rights that it needs, and let it fetch secrets from Secrets Manager
# or Parameter Store. Delete the key: it is known.
# iaclint-groups: default, secrets
# iaclint-peers: checkov:CKV_AWS_46, trivy:AWS-0129, trivy:AWS-0029, trivy:AWS-0122,
# kics:443488f5-c734-460b-a36d-5b3f330174dc
# iaclint-security: 8.0

resource_policy "aws_launch_template" "ec2_secret_in_user_data" {
  enforcement_level = "mandatory"

  locals {
    texts = [
      core::try(core::coalesce(attrs.user_data, ""), ""),
      core::try(core::base64decode(attrs.user_data), "")
    ]
    keys = core::join("|", [
      "(?:AKIA|ASIA)[A-Z0-9]{16}",
      "(?i:secret_access_key)[\"' ]*[=:][\"' ]*[A-Za-z0-9/+]{40}",
      "-----BEGIN [A-Z ]*PRIVATE KEY-----",
    ])
    found = core::flatten([
      for text in local.texts : [
        for match in core::regexall(local.keys, text) : match if !core::regex_match(match, "EXAMPLE")
      ]
    ])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The user data holds a key"
  }
}

resource_policy "aws_instance" "ec2_secret_in_user_data" {
  enforcement_level = "mandatory"

  locals {
    texts = [
      core::try(core::coalesce(attrs.user_data, ""), ""),
      core::try(core::base64decode(attrs.user_data_base64), "")
    ]
    keys = core::join("|", [
      "(?:AKIA|ASIA)[A-Z0-9]{16}",
      "(?i:secret_access_key)[\"' ]*[=:][\"' ]*[A-Za-z0-9/+]{40}",
      "-----BEGIN [A-Z ]*PRIVATE KEY-----",
    ])
    found = core::flatten([
      for text in local.texts : [
        for match in core::regexall(local.keys, text) : match if !core::regex_match(match, "EXAMPLE")
      ]
    ])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The user data holds a key"
  }
}

resource_policy "aws_launch_configuration" "ec2_secret_in_user_data" {
  enforcement_level = "mandatory"

  locals {
    texts = [
      core::try(core::coalesce(attrs.user_data, ""), ""),
      core::try(core::base64decode(attrs.user_data_base64), "")
    ]
    keys = core::join("|", [
      "(?:AKIA|ASIA)[A-Z0-9]{16}",
      "(?i:secret_access_key)[\"' ]*[=:][\"' ]*[A-Za-z0-9/+]{40}",
      "-----BEGIN [A-Z ]*PRIVATE KEY-----",
    ])
    found = core::flatten([
      for text in local.texts : [
        for match in core::regexall(local.keys, text) : match if !core::regex_match(match, "EXAMPLE")
      ]
    ])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The user data holds a key"
  }
}
