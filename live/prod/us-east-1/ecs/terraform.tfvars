environment  = "prod"
region       = "us-east-1"
account_id   = "222222222222"
state_bucket = "acme-prod-terraform-state"

services = {
  hello-world = {
    container_port = 80
    cpu            = 256
    memory         = 512
    takes_requests = true
    secrets        = ["session_signing_key"]

    # One in each zone: with one zone gone, two remain.
    min_capacity = 3
    max_capacity = 12
  }
}

log_retention_days = 365
