# iaclint-id: bedrock-agent-customer-key
# iaclint-summary: An agent of Bedrock is encrypted with a key of AWS.
# iaclint-why: Its instructions and the conversations of its sessions are then open to whoever may use the agent's
# interfaces; no key policy stands in between, and the key cannot be withdrawn.
# iaclint-fix: Set `customer_encryption_key_arn` to the ARN of an aws_kms_key that the agent's role may use.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_373
# iaclint-security: 2.0

resource_policy "aws_bedrockagent_agent" "bedrock_agent_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.customer_encryption_key_arn, null)
  }

  enforce {
    condition     = local.key != null && local.key != ""
    error_message = "The agent is encrypted with a key of AWS"
  }
}
