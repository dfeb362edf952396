#!/usr/bin/env bash
# The hook as a user meets it: a fresh repository, the hook installed from this one, one commit that is refused
# and one that is accepted. Exit status 77 where pre-commit is missing.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

if ! command -v pre-commit > /dev/null; then
  echo "SKIPPED tests/delivery/pre_commit.sh: pre-commit is not installed. This is not a pass." >&2
  exit 77
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PRE_COMMIT_HOME="$scratch/cache" GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@example.com
export GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@example.com
# The hook builds in release mode; the build that is here already is taken up instead of a second one.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"

# What is committed here is what users get, so the hook comes from a clone.
git clone --quiet "$root" "$scratch/iaclint"
revision=$(git -C "$scratch/iaclint" rev-parse HEAD)

git init --quiet "$scratch/shop"
cd "$scratch/shop"
mkdir -p live/prod/us-east-1/vpc
cp -R "$root/modules" "$root/live" "$root/policies" "$root/docker" "$root/.github" "$root/iaclint.toml" .
find . -name .terraform -type d -prune -exec rm -rf {} +
cat > .pre-commit-config.yaml << CONFIG
repos:
  - repo: $scratch/iaclint
    rev: $revision
    hooks:
      - id: iaclint
CONFIG
pre-commit install > /dev/null
git add --all

echo "a good commit is accepted"
git commit --quiet --message "Good" || { echo "FAILED: the good commit was refused" >&2; exit 1; }

echo "a broken commit is refused"
sed -i 's|us-east-1/vpc/terraform.tfstate|us-east-1/alb/terraform.tfstate|' live/prod/us-east-1/vpc/versions.tf
git add --all
if git commit --quiet --message "Broken" > "$scratch/out" 2>&1; then
  echo "FAILED: the broken commit was accepted" >&2
  exit 1
fi
grep -q 'error\[state-key-duplicate\]' "$scratch/out" || { cat "$scratch/out" >&2; exit 1; }
echo "passed"
