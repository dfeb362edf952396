# iaclint-id: ec2-static-keys
# iaclint-summary: The user data of an instance gives it keys of AWS.
# iaclint-why: Keys of a user do not expire, and whoever may describe the instance, or is on it, reads them there. A
# role hands out keys that last for hours and lie nowhere.
# iaclint-fix: Remove the keys, and give the instance an `iam_instance_profile` whose role allows what it needs.
# iaclint-groups: identity, secrets
# iaclint-peers: kics:0b93729a-d882-4803-bdc3-ac429a21f158
# iaclint-security: 5.0

resource_policy "aws_instance" "ec2_static_keys" {
  enforcement_level = "advisory"

  locals {
    texts = [
      core::try(core::coalesce(attrs.user_data, ""), ""),
      core::try(core::base64decode(attrs.user_data_base64), "")
    ]
    # What is asked for while the instance runs, as in `=$(...)` or `= keys["id"]`, is no key of a user.
    keys = "(?i)(?:^|[^\\w{$])aws_(?:access_key_id|secret_access_key)[ \"']*=[ \"']*[\\w/+-]+(?:[\\s\"'`;&|]|$)"
  }

  enforce {
    condition     = !core::anytrue([for text in local.texts : core::regex_match(text, local.keys)])
    error_message = "The user data gives the instance keys of AWS"
  }
}

resource_policy "aws_launch_configuration" "ec2_static_keys" {
  enforcement_level = "advisory"

  locals {
    texts = [
      core::try(core::coalesce(attrs.user_data, ""), ""),
      core::try(core::base64decode(attrs.user_data_base64), "")
    ]
    # What is asked for while the instance runs, as in `=$(...)` or `= keys["id"]`, is no key of a user.
    keys = "(?i)(?:^|[^\\w{$])aws_(?:access_key_id|secret_access_key)[ \"']*=[ \"']*[\\w/+-]+(?:[\\s\"'`;&|]|$)"
  }

  enforce {
    condition     = !core::anytrue([for text in local.texts : core::regex_match(text, local.keys)])
    error_message = "The user data gives the instance keys of AWS"
  }
}

resource_policy "aws_launch_template" "ec2_static_keys" {
  enforcement_level = "advisory"

  locals {
    texts = [
      core::try(core::coalesce(attrs.user_data, ""), ""),
      core::try(core::base64decode(attrs.user_data), "")
    ]
    # What is asked for while the instance runs, as in `=$(...)` or `= keys["id"]`, is no key of a user.
    keys = "(?i)(?:^|[^\\w{$])aws_(?:access_key_id|secret_access_key)[ \"']*=[ \"']*[\\w/+-]+(?:[\\s\"'`;&|]|$)"
  }

  enforce {
    condition     = !core::anytrue([for text in local.texts : core::regex_match(text, local.keys)])
    error_message = "The user data gives the instance keys of AWS"
  }
}
