# iaclint-id: lambda-secret-in-env
# iaclint-summary: The environment of a function holds a secret.
# iaclint-why: Whoever may look at the function's configuration reads it, in each of its versions, and so does whoever
# reads the state; a literal is in the repository besides.
# iaclint-fix: Keep it in Secrets Manager or a `SecureString` parameter, give the function its name, and let its role
# read it. Change the secret: it is known.
# iaclint-groups: default, secrets
# iaclint-peers: checkov:CKV_AWS_45, kics:1402afd8-a95c-4e84-8b0b-6fb43758e6ce
# iaclint-security: 8.0

locals {
  names = "(?i)(password|passwd|secret|token|api_?key|access_key(_id)?|secret_key|private_key|credentials?)$"
  # An access key of AWS and what belongs to it.
  keys = "^(AKIA|ASIA)[A-Z0-9]{16}$|^[A-Za-z0-9/+]{40}$"
}

resource_policy "aws_lambda_function" "lambda_key_in_env" {
  enforcement_level = "mandatory"

  locals {
    variables = core::merge(core::try(attrs.environment[0].variables, {}), {})
    found = [
      for name, value in local.variables : core::regex_match(name, local.names) &&
      core::regex_match(value, local.keys) && !core::regex_match(value, "EXAMPLE")
    ]
  }

  enforce {
    condition     = !core::anytrue(local.found)
    error_message = "A variable of the function's environment holds an access key of AWS"
  }
}

# By its looks: it may also be a name or a placeholder.
resource_policy "aws_lambda_function" "lambda_secret_in_env" {
  enforcement_level = "mandatory_overridable"

  locals {
    variables = core::merge(core::try(attrs.environment[0].variables, {}), {})
    found = [
      for name, value in local.variables : core::regex_match(name, local.names) &&
      # Neither an address, a path or an ARN, nor a name in words, a number or a placeholder.
      core::regex_match(value, "^[^\\s/:{}<>$]{8,}$") && core::regex_match(value, "[0-9]") &&
      core::regex_match(value, "[A-Za-z]") && !core::regex_match(value, "^[A-Za-z]+([-_.][A-Za-z0-9]+)+$") &&
      !core::regex_match(value, local.keys) && !core::regex_match(value, "EXAMPLE")
    ]
  }

  enforce {
    condition     = !core::anytrue(local.found)
    error_message = "A variable of the function's environment holds what looks like a secret"
  }
}
