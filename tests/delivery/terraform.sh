#!/usr/bin/env bash
# What Terraform itself says of live/ and modules/: format, validity, and the modules' own tests.
# Exit status 77 where terraform is missing.
#
# TF_PLUGIN_DIR names a folder with the AWS provider (the one that holds registry.terraform.io/), for machines
# without a way to the registry.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

if ! command -v terraform > /dev/null; then
  echo "SKIPPED tests/delivery/terraform.sh: terraform is not installed. This is not a pass." >&2
  exit 77
fi
export TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1 TF_INPUT=0 TF_IN_AUTOMATION=1 NO_COLOR=1
export AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_EC2_METADATA_DISABLED=true

plugins=()
for folder in ${TF_PLUGIN_DIR:+"$TF_PLUGIN_DIR"} "$HOME/.terraform.d/plugins" /usr/share/terraform/plugins /opt/*; do
  if [ -d "$folder/registry.terraform.io/hashicorp/aws" ]; then
    plugins=(-plugin-dir="$folder")
    break
  fi
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -R "$root/live" "$root/modules" "$scratch"
find "$scratch" -name .terraform -type d -prune -exec rm -rf {} +
cd "$scratch"

terraform fmt -check -recursive -diff

check() {
  local folder=$1
  terraform -chdir="$folder" init -backend=false -input=false "${plugins[@]}" > "$scratch/log" 2>&1 &&
    terraform -chdir="$folder" validate > "$scratch/log" 2>&1 &&
    { [ ! -d "$folder/tests" ] || terraform -chdir="$folder" test > "$scratch/log" 2>&1; } ||
    { echo "FAILED: $folder" >&2; cat "$scratch/log" >&2; return 1; }
  echo "$folder: $(tail -n 1 "$scratch/log")"
  rm -rf "$folder/.terraform"
}

for folder in modules/*/*/ live/*/*/*/; do
  check "${folder%/}"
done
echo "passed"
