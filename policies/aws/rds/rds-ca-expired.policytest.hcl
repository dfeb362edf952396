policytest {
  targets = ["rds-ca-expired.policy.hcl"]
}

resource "aws_db_instance" "current" {
  attrs = { ca_cert_identifier = "rds-ca-rsa2048-g1" }
}

resource "aws_db_instance" "unsaid" {
  attrs = { engine = "mysql" }
}

resource "aws_db_instance" "expired" {
  expect_failure = true
  attrs          = { ca_cert_identifier = "rds-ca-2019" }
}

resource "aws_db_instance" "long_ago" {
  expect_failure = true
  attrs          = { ca_cert_identifier = "rds-ca-2015" }
}

# iaclint-unknown: ca_cert_identifier
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster_instance" "current" {
  attrs = { ca_cert_identifier = "rds-ca-rsa2048-g1" }
}

resource "aws_rds_cluster_instance" "unsaid" {
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster_instance" "expired" {
  expect_failure = true
  attrs          = { ca_cert_identifier = "rds-ca-2019" }
}

resource "aws_rds_cluster_instance" "long_ago" {
  expect_failure = true
  attrs          = { ca_cert_identifier = "rds-ca-2015" }
}

# iaclint-unknown: ca_cert_identifier
# iaclint-expect: undetermined
resource "aws_rds_cluster_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "current" {
  attrs = { ca_certificate_identifier = "rds-ca-rsa2048-g1" }
}

resource "aws_rds_cluster" "unsaid" {
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster" "expired" {
  expect_failure = true
  attrs          = { ca_certificate_identifier = "rds-ca-2019" }
}

resource "aws_rds_cluster" "long_ago" {
  expect_failure = true
  attrs          = { ca_certificate_identifier = "rds-ca-2015" }
}

# iaclint-unknown: ca_certificate_identifier
# iaclint-expect: undetermined
resource "aws_rds_cluster" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_certificate" "current" {
  attrs = { certificate_identifier = "rds-ca-rsa2048-g1" }
}

resource "aws_rds_certificate" "unsaid" {
  attrs = {}
}

resource "aws_rds_certificate" "expired" {
  expect_failure = true
  attrs          = { certificate_identifier = "rds-ca-2019" }
}

resource "aws_rds_certificate" "long_ago" {
  expect_failure = true
  attrs          = { certificate_identifier = "rds-ca-2015" }
}

# iaclint-unknown: certificate_identifier
# iaclint-expect: undetermined
resource "aws_rds_certificate" "unknown" {
  skip  = true
  attrs = {}
}
