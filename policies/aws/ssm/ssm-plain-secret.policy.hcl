# iaclint-id: ssm-plain-secret
# iaclint-summary: A parameter that is named like a secret is not encrypted.
# iaclint-why: Whoever may read parameters sees it, in the console and in the history of its versions too; no KMS key
# keeps them from it.
# iaclint-fix: Set `type = "SecureString"`, and change the secret: the old versions keep it.
# iaclint-groups: default, secrets, encryption
# iaclint-peers: checkov:CKV2_AWS_34
# iaclint-security: 7.0

locals {
  # How names of secrets end. Written out in their cases: of a name that is known in part, only its end is looked at.
  endings = [
    "apikey", "api_key", "api-key", "credentials", "passwd", "password", "private_key", "private-key", "secret",
    "secret_key", "secret-key", "token"
  ]
  written = core::concat(
    core::flatten([for ending in local.endings : [ending, core::upper(ending), core::title(ending)]]),
    ["apiKey", "ApiKey", "privateKey", "PrivateKey", "secretKey", "SecretKey", "Api_Key", "Private_Key", "Secret_Key"]
  )
}

resource_policy "aws_ssm_parameter" "ssm_plain_secret" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition = core::try(attrs.type, null) == "SecureString" || !core::anytrue([
      for ending in local.written : core::endswith(core::try(attrs.name, ""), ending)
    ])
    error_message = "The parameter is named like a secret, and its type is ${attrs.type}"
  }
}
