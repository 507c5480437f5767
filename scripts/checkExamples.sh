#!/bin/sh
# Parses examples/terraform with python-hcl2 and the statements of athena-sql with sqlglot, and synthesises examples/cdk with aws-cdk-lib: the stack must hold what the
# packed template holds. Needs python3 with venv, npm and a package index.
set -eu
cd "$(dirname "$0")/.."
. scripts/pythonVenv.sh

HCL2=8.1.4
SQLGLOT=30.30.0
venv=$(venv examples "python-hcl2==$HCL2" pyyaml "sqlglot==$SQLGLOT")

"$venv/bin/python" - <<'PY'
import glob, hcl2
for name in sorted(glob.glob('examples/terraform/*.tf')):
    with open(name) as file:
        parsed = hcl2.load(file)
    assert parsed, name
    print(f'{name}: {", ".join(sorted(key for key in parsed if not key.startswith("__")))}')
PY

node_modules/node/bin/node bin/loginbell.mjs athena-sql s3://trail-logs --account 111122223333 --events AllSignIns |
  "$venv/bin/python" -c "
import sys, sqlglot
kinds = [type(one).__name__ for one in sqlglot.parse(sys.stdin.read(), dialect='athena') if one]
assert kinds == ['Create', 'Select'], kinds
print('athena-sql: parsed in the dialect of Athena')"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp examples/cdk/package.json examples/cdk/app.mjs "$folder"
(cd "$folder" && npm install --no-audit --no-fund --silent)
LOGINBELL_TEMPLATES="$PWD/templates/packed" CDK_OUTDIR="$folder/out" node_modules/node/bin/node "$folder/app.mjs" >"$folder/log" 2>&1 || {
  cat "$folder/log" >&2
  exit 1
}
"$venv/bin/python" - "$folder/out/loginbell.template.json" <<'PY'
import json, sys, yaml
class Loader(yaml.SafeLoader):
    pass
Loader.add_multi_constructor('!', lambda loader, suffix, node: None)
with open('templates/packed/console-login-notification.yaml') as file:
    packed = set(yaml.load(file, Loader)['Resources'])
with open(sys.argv[1]) as file:
    made = set(json.load(file)['Resources']) - {'CDKMetadata'}
assert made == packed, made ^ packed
print(f'examples/cdk: {len(made)} resources, those of the packed template')
PY
