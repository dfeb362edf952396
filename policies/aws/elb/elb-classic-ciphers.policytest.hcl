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

resource "aws_lb_ssl_negotiation_policy" "strong" {
  attrs = {
    attribute = [{ name = "Protocol-TLSv1.2", value = "true" }, { name = "ECDHE-RSA-AES128-GCM-SHA256", value = "true" }, { name = "AES128-SHA", value = "false" }]
  }
}

resource "aws_lb_ssl_negotiation_policy" "weak" {
  expect_failure = true
  attrs          = { attribute = [{ name = "ECDHE-RSA-AES256-SHA", value = "true" }] }
}

# iaclint-unknown: attribute[0].value
# iaclint-expect: undetermined
resource "aws_lb_ssl_negotiation_policy" "unknown" {
  skip  = true
  attrs = { attribute = [{ name = "DES-CBC3-SHA", value = "" }] }
}
