# iaclint-id: sso-session-duration
# iaclint-summary: A session of IAM Identity Center lasts too long.
# iaclint-why: Credentials that were taken from a notebook work until the session ends.
# iaclint-fix: Remove `session_duration`, which makes it one hour, or set it to less. The input `sso_session_minutes`
# asks for another length.
# iaclint-groups: identity
# iaclint-peers: kics:ce9dfce0-5fc8-433b-944a-3b16153111a8
# iaclint-security: 2.0

input "sso_session_minutes" {
  type        = number
  default     = 60
  description = "How many minutes at most a session of a permission set lasts."
}

resource_policy "aws_ssoadmin_permission_set" "session_duration" {
  enforcement_level = "advisory"

  filter = core::try(attrs.session_duration, null) != null

  locals {
    hours   = core::try(core::tonumber(core::regex("([0-9]+)H", attrs.session_duration)[0]), 0)
    minutes = core::try(core::tonumber(core::regex("([0-9]+)M", attrs.session_duration)[0]), 0)
    seconds = core::try(core::tonumber(core::regex("([0-9]+)S", attrs.session_duration)[0]), 0)
  }

  enforce {
    condition     = local.hours * 60 + local.minutes + local.seconds / 60 <= input.sso_session_minutes
    error_message = "A session lasts ${attrs.session_duration}, longer than ${input.sso_session_minutes} minutes"
  }
}
