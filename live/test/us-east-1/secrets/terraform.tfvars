environment = "test"
region      = "us-east-1"
account_id  = "111111111111"

# Deleted at once, or test could not be made anew under the same names.
recovery_window_days = 0
