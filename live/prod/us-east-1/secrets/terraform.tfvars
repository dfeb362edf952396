environment = "prod"
region      = "us-east-1"
account_id  = "222222222222"

recovery_window_days = 30
