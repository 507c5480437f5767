#!/bin/sh
# Checks the built templates with cfn-lint (all regions, informational findings included) and checkov.
# Needs python3 with venv; the tools are installed once, pinned, under node_modules/.cache.
set -eu
cd "$(dirname "$0")/.."
. scripts/pythonVenv.sh

CFN_LINT=1.58.0
CHECKOV=3.3.30
venv=$(venv template-checks "cfn-lint==$CFN_LINT" "checkov==$CHECKOV")

echo "cfn-lint $CFN_LINT"
"$venv/bin/cfn-lint" --config-file infra/cfnlintrc.yaml
echo "no findings"

echo "checkov $CHECKOV"
# The readable ones alone: their comments explain what is accepted, and the packed ones make the same.
# checkov asks its maker's site for extra texts, and goes on without an answer; no need to show that.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! "$venv/bin/checkov" --config-file infra/checkov.yaml --file templates/*.yaml 2>"$log"; then
  tail -n 20 "$log" >&2
  exit 1
fi
