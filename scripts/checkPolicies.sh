#!/bin/sh
# Checks the policies that iam-policy prints with parliament: actions that do not exist, or that know no resource of the kind they
# are allowed on. Needs python3 with venv; the tool is installed once, pinned, under node_modules/.cache.
set -eu
cd "$(dirname "$0")/.."

PARLIAMENT=1.6.4
venv="node_modules/.cache/policy-checks/parliament-$PARLIAMENT"

if [ ! -e "$venv/installed" ]; then
  echo "Installing parliament $PARLIAMENT into $venv" >&2
  rm -rf "$venv"
  if ! python3 -m venv "$venv"; then
    echo "python3 cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2
    exit 2
  fi
  "$venv/bin/pip" install --quiet --disable-pip-version-check "parliament==$PARLIAMENT" "setuptools<81"
  touch "$venv/installed"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for verb in deploy uninstall confirm doctor test history backfill watch redrive scan report; do
  npx --no-install node src/cli/main.ts iam-policy "$verb" --account 111122223333 --region us-east-1 >"$folder/$verb.json"
done
# The policy of deploy allows whole services on resources of its own, among them actions that know no such resource.
mkdir "$folder/wide"
mv "$folder/deploy.json" "$folder/wide"

echo "parliament $PARLIAMENT"
# By --directory: with --file it insists on a terminal. It ends with 1 where it finds anything.
"$venv/bin/parliament" --directory "$folder" --exclude_pattern '.*/wide/.*' --minimum_severity MEDIUM
"$venv/bin/parliament" --directory "$folder/wide" --minimum_severity HIGH
echo "no findings"
