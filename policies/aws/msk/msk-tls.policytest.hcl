policytest {
  targets = ["msk-tls.policy.hcl"]
}

resource "aws_msk_cluster" "tls" {
  attrs = { encryption_info = [{ encryption_in_transit = [{ client_broker = "TLS", in_cluster = true }] }] }
}

resource "aws_msk_cluster" "unsaid" {
  attrs = { cluster_name = "shop" }
}

resource "aws_msk_cluster" "both" {
  expect_failure = true
  attrs          = { encryption_info = [{ encryption_in_transit = [{ client_broker = "TLS_PLAINTEXT" }] }] }
}

resource "aws_msk_cluster" "plain" {
  expect_failure = true
  attrs          = { encryption_info = [{ encryption_in_transit = [{ client_broker = "PLAINTEXT" }] }] }
}

resource "aws_msk_cluster" "plain_inside" {
  expect_failure = true
  attrs          = { encryption_info = [{ encryption_in_transit = [{ in_cluster = false }] }] }
}

# iaclint-unknown: encryption_info[0].encryption_in_transit[0].client_broker
# iaclint-expect: undetermined
resource "aws_msk_cluster" "unknown" {
  skip  = true
  attrs = { encryption_info = [{ encryption_in_transit = [{ client_broker = "TLS" }] }] }
}
