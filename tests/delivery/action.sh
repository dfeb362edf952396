#!/usr/bin/env bash
# The script of action.yml, run as GitHub's runner would: the same shell, the same variables.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The step's script, out of the YAML: what stands indented below `run: |` of the step `check`.
awk '/^      id: check$/ { found = 1 } found && /^      run: \|$/ { body = 1; next } body && /^        |^$/ { sub(/^        /, ""); print; next } body { exit }' \
  "$root/action.yml" > "$scratch/script"
grep -q 'iaclint/bin/iaclint' "$scratch/script"

mkdir -p "$scratch/temp/iaclint/bin" "$scratch/workspace"
cp "${CARGO_TARGET_DIR:-$root/target}/release/iaclint" "$scratch/temp/iaclint/bin/"
cp -R "$root/modules" "$root/live" "$root/policies" "$root/docker" "$root/.github" "$root/iaclint.toml" "$scratch/workspace"
cd "$scratch/workspace"

run() {
  GITHUB_WORKSPACE="$scratch/workspace" GITHUB_OUTPUT="$scratch/output" RUNNER_TEMP="$scratch/temp" \
    IN_PATH="" IN_FAIL_ON="warning" IN_SARIF_FILE="$1" IN_ARGUMENTS="" \
    bash --noprofile --norc -eo pipefail "$scratch/script" > "$scratch/log" 2>&1
}

run iaclint.sarif || { echo "FAILED: the clean repository fails the step" >&2; cat "$scratch/log" >&2; exit 1; }
grep -q '"version": *"2.1.0"' iaclint.sarif
grep -qx 'sarif-file=iaclint.sarif' "$scratch/output"
if run report.json; then echo "FAILED: a report of another name was accepted" >&2; exit 1; fi

sed -i 's|us-east-1/vpc/terraform.tfstate|us-east-1/alb/terraform.tfstate|' live/prod/us-east-1/vpc/versions.tf
if run broken.sarif; then echo "FAILED: the broken repository passes the step" >&2; exit 1; fi
grep -q '^::error .*title=state-key-duplicate' "$scratch/log" || { cat "$scratch/log" >&2; exit 1; }
grep -q 'state-key-duplicate' broken.sarif
echo "passed"
