policytest {
  targets = ["redshift-logging.policy.hcl"]
}

resource "aws_redshift_cluster" "separate" {
  attrs = {
    id                 = "sales"
    cluster_identifier = "sales"
  }
}

resource "aws_redshift_logging" "separate" {
  skip  = true
  attrs = { cluster_identifier = aws_redshift_cluster.separate.attrs.id }
}

resource "aws_redshift_cluster" "inline" {
  attrs = {
    id                 = "stock"
    cluster_identifier = "stock"
    logging            = [{ enable = true }]
  }
}

resource "aws_redshift_cluster" "off" {
  expect_failure = true
  attrs = {
    id                 = "costs"
    cluster_identifier = "costs"
    logging            = [{ enable = false }]
  }
}

resource "aws_redshift_cluster" "unsaid" {
  expect_failure = true
  attrs = {
    id                 = "staff"
    cluster_identifier = "staff"
  }
}

# iaclint-unknown: logging[0].enable
# iaclint-expect: undetermined
resource "aws_redshift_cluster" "unknown" {
  skip = true
  attrs = {
    id                 = "visits"
    cluster_identifier = "visits"
    logging            = [{ enable = true }]
  }
}
