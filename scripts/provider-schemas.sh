#!/bin/sh
# Regenerates the provider schemas that the program brings along, in src/schema/embedded.
#
#   scripts/provider-schemas.sh AWS_VERSION [PLUGIN_DIR]
#
# It needs terraform, and the provider: from PLUGIN_DIR (the folder that holds registry.terraform.io/), where one is
# given, else from the registry. The tests in src/schema/tests/embedded.rs hold facts about one version: measure them
# anew when the version changes.
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

# Without a resource of its own, Terraform leaves its own provider out.
resource "terraform_data" "this" {}
TERRAFORM

export CHECKPOINT_DISABLE=1
terraform -chdir="$work" init -backend=false -input=false ${2:+-plugin-dir="$2"} > "$work/init.log" 2>&1 || {
  cat "$work/init.log" >&2
  exit 1
}
terraform -chdir="$work" providers schema -json > "$work/schema.json"
terraform=$(terraform version -json | sed -n 's/.*"terraform_version": *"\([^"]*\)".*/\1/p')

cd "$root"
cargo run --quiet -- schema import "$work/schema.json" --output src/schema/embedded \
  --provider-version "aws=$version" --provider-version "terraform=$terraform"
