#!/bin/sh
# Regenerates src/policy/defaults.txt: what the AWS provider makes of arguments and blocks that a resource leaves out.
# Terraform plans every resource type with nothing but what it must have, then with all blocks down to the first, second
# and third level. Nothing is made: the credentials are none, and no service is asked.
#
#   scripts/provider-defaults.sh AWS_VERSION [PLUGIN_DIR]
#
# It needs terraform, python3, and the provider: from PLUGIN_DIR (the folder that holds registry.terraform.io/), where
# one is given, else from the registry. It takes a quarter of an hour. Set VERSION in src/policy/defaults.rs to
# AWS_VERSION.
set -eu

version=$1
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/main.tf" <<TERRAFORM
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "$version"
    }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  max_retries                 = 1

  endpoints {
    ec2 = "http://127.0.0.1:1"
    sts = "http://127.0.0.1:1"
  }
}

# Its id is not known, and of a text that is not known nobody knows what it decodes to: a value of any type.
resource "terraform_data" "this" {}

locals {
  unknown = jsondecode(terraform_data.this.id)
}
TERRAFORM

export CHECKPOINT_DISABLE=1
terraform -chdir="$work" init -backend=false -input=false ${2:+-plugin-dir="$2"} > "$work/init.log" 2>&1 || {
  cat "$work/init.log" >&2
  exit 1
}
terraform -chdir="$work" providers schema -json > "$work/schema.json"
step() { python3 "$root/scripts/provider-defaults.py" "$@"; }

for depth in 0 1 2 3; do
  : > "$work/dropped"
  step generate "$work/schema.json" "$depth" "$work/dropped" > "$work/all.tf"
  terraform -chdir="$work" validate -json > "$work/validation.json" || true
  step refused "$work/validation.json" "$work/all.tf" > "$work/dropped"
  step generate "$work/schema.json" "$depth" "$work/dropped" > "$work/all.tf"
  # A type that cannot be planned is missing in the plan; the others are in it all the same.
  terraform -chdir="$work" plan -refresh=false -lock=false -out=plan > "$work/plan.log" 2>&1 || true
  terraform -chdir="$work" show -json plan > "$work/plan-$depth.json"
done

step table "$work/schema.json" 0="$work/plan-0.json" 1="$work/plan-1.json" 2="$work/plan-2.json" \
  3="$work/plan-3.json" > "$root/src/policy/defaults.txt"
