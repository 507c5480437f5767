#!/bin/sh
# Checks the built templates with cfn-lint (all regions, informational findings included) and checkov.
# Needs python3 with venv; the tools are installed once, pinned, under node_modules/.cache.
set -eu
cd "$(dirname "$0")/.."

CFN_LINT=1.58.0
CHECKOV=3.3.30
venv="node_modules/.cache/template-checks/cfn-lint-$CFN_LINT-checkov-$CHECKOV"

if [ ! -e "$venv/installed" ]; then
  echo "Installing cfn-lint $CFN_LINT and checkov $CHECKOV into $venv" >&2
  rm -rf "$venv"
  if ! python3 -m venv "$venv"; then
    echo "python3 cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2
    exit 2
  fi
  "$venv/bin/pip" install --quiet --disable-pip-version-check "cfn-lint==$CFN_LINT" "checkov==$CHECKOV"
  touch "$venv/installed"
fi

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
