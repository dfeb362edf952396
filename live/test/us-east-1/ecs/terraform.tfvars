environment  = "test"
region       = "us-east-1"
account_id   = "111111111111"
state_bucket = "acme-test-terraform-state"

services = {
  hello-world = {
    container_port = 80
    cpu            = 256
    memory         = 512
    takes_requests = true
    secrets        = ["session_signing_key"]

    # Enough to be tested. The second is there to see that scaling works.
    min_capacity = 1
    max_capacity = 2
  }
}

log_retention_days = 30
