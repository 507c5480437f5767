#!/bin/sh
# Checks the policies that iam-policy prints with parliament: actions that do not exist, or that know no resource of the kind they
# are allowed on. Needs python3 with venv; the tool is installed once, pinned, under node_modules/.cache.
set -eu
cd "$(dirname "$0")/.."
. scripts/pythonVenv.sh

PARLIAMENT=1.6.4
venv=$(venv policy-checks "parliament==$PARLIAMENT" "setuptools<81")

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
verbs=$(npx --no-install node -e "import('./src/installation/iamPolicy.ts').then(({ POLICY_VERBS }) => console.log(POLICY_VERBS.join(' ')))")
for verb in $verbs; do
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
