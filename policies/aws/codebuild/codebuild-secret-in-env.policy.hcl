# iaclint-id: codebuild-secret-in-env
# iaclint-summary: The environment of a build holds a secret in plain text.
# iaclint-why: Whoever may look at the project reads it, and builds print their environment into logs.
# iaclint-fix: Set `type` to `SECRETS_MANAGER` or `PARAMETER_STORE` and `value` to the secret's name; for AWS, let the
# project's service role have the rights. Change the secret: it is known.
# iaclint-controls: CodeBuild.2
# iaclint-groups: default, secrets, fsbp
# iaclint-security: 8.0

resource_policy "aws_codebuild_project" "codebuild_key_in_env" {
  enforcement_level = "mandatory"

  locals {
    all   = core::flatten(core::try(attrs.environment[*].environment_variable, []))
    plain = [for one in local.all : one if core::try(core::coalesce(one.type, "PLAINTEXT"), "PLAINTEXT") == "PLAINTEXT"]
    keys  = [for one in local.plain : core::contains(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"], one.name)]
  }

  enforce {
    condition     = !core::anytrue(local.keys)
    error_message = "The build is given an access key of AWS in plain text"
  }
}

# By its looks: it may also be a name or a placeholder.
resource_policy "aws_codebuild_project" "codebuild_secret_in_env" {
  enforcement_level = "mandatory_overridable"

  locals {
    all   = core::flatten(core::try(attrs.environment[*].environment_variable, []))
    plain = [for one in local.all : one if core::try(core::coalesce(one.type, "PLAINTEXT"), "PLAINTEXT") == "PLAINTEXT"]
    names = "(?i)(password|passwd|secret|token|api_?key|access_key(_id)?|secret_key|private_key|credentials?)$"
    secrets = [
      for one in local.plain : core::regex_match(one.name, local.names) && (
        core::regex_match(one.value, "^(AKIA|ASIA)[A-Z0-9]{16}$|^[A-Za-z0-9/+]{40}$") || (
          # Neither an address, a path or an ARN, nor a name in words, a number or a placeholder.
          core::regex_match(one.value, "^[^\\s/:{}<>$]{8,}$") && core::regex_match(one.value, "[0-9]") &&
          core::regex_match(one.value, "[A-Za-z]") && !core::regex_match(one.value, "^[A-Za-z]+([-_.][A-Za-z0-9]+)+$")
        )
      ) && !core::regex_match(one.value, "EXAMPLE")
    ]
  }

  enforce {
    condition     = !core::anytrue(local.secrets)
    error_message = "A variable of the build's environment holds what looks like a secret, in plain text"
  }
}
