policytest {
  targets = ["elb-classic-ciphers.policy.hcl"]
}

resource "aws_load_balancer_policy" "strong" {
  attrs = {
    policy_type_name = "SSLNegotiationPolicyType"
    policy_attribute = [{ name = "Protocol-TLSv1.2", value = "true" }, { name = "Server-Defined-Cipher-Order", value = "true" }, { name = "ECDHE-RSA-AES128-GCM-SHA256", value = "true" }]
  }
}

resource "aws_load_balancer_policy" "by_policy" {
  attrs = {
    policy_type_name = "SSLNegotiationPolicyType"
    policy_attribute = [{ name = "Reference-Security-Policy", value = "ELBSecurityPolicy-TLS-1-2-2017-01" }]
  }
}

resource "aws_load_balancer_policy" "off" {
  attrs = {
    policy_type_name = "SSLNegotiationPolicyType"
    policy_attribute = [{ name = "RC4-MD5", value = "false" }]
  }
}

resource "aws_load_balancer_policy" "weak" {
  expect_failure = true
  attrs = {
    policy_type_name = "SSLNegotiationPolicyType"
    policy_attribute = [{ name = "ECDHE-RSA-AES128-GCM-SHA256", value = "true" }, { name = "DES-CBC3-SHA", value = "true" }]
  }
}

resource "aws_load_balancer_policy" "key" {
  attrs = { policy_type_name = "PublicKeyPolicyType" }
}

# iaclint-unknown: policy_attribute[0].value
# iaclint-expect: undetermined
resource "aws_load_balancer_policy" "unknown" {
  skip = true
  attrs = {
    policy_type_name = "SSLNegotiationPolicyType"
    policy_attribute = [{ name = "DES-CBC3-SHA", value = "" }]
  }
}
