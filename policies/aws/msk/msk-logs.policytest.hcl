policytest {
  targets = ["msk-logs.policy.hcl"]
}

resource "aws_msk_cluster" "to_s3" {
  attrs = { logging_info = [{ broker_logs = [{ s3 = [{ enabled = true, bucket = "logs" }] }] }] }
}

resource "aws_msk_cluster" "to_one_of_two" {
  attrs = { logging_info = [{ broker_logs = [{ cloudwatch_logs = [{ enabled = false }], firehose = [{ enabled = true }] }] }] }
}

resource "aws_msk_cluster" "off" {
  expect_failure = true
  attrs          = { logging_info = [{ broker_logs = [{ s3 = [{ enabled = false }] }] }] }
}

resource "aws_msk_cluster" "nowhere" {
  expect_failure = true
  attrs          = { logging_info = [{ broker_logs = [{}] }] }
}

resource "aws_msk_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_name = "shop" }
}

# iaclint-unknown: logging_info[0].broker_logs[0].s3[0].enabled
# iaclint-expect: undetermined
resource "aws_msk_cluster" "unknown" {
  skip  = true
  attrs = { logging_info = [{ broker_logs = [{ s3 = [{ enabled = true }] }] }] }
}
