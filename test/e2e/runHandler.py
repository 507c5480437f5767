"""Runs a Python Lambda function over events: `python runHandler.py INDEX_PY < EVENTS`, one JSON event a line.

Prints one JSON line for each: {"error": null}, or the type and message of what it raised or answered.
"""

import contextlib
import importlib.util
import io
import json
import sys

spec = importlib.util.spec_from_file_location("index", sys.argv[1])
index = importlib.util.module_from_spec(spec)
spec.loader.exec_module(index)

for line in sys.stdin:
    error = None
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            answer = index.lambda_handler(json.loads(line), None)
            if answer["statusCode"] != 200:
                error = answer["body"]
        except Exception as exception:
            error = f"{type(exception).__name__}: {exception}"
    print(json.dumps({"error": error}), flush=True)
