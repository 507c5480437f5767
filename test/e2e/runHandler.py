"""Runs a Python Lambda function over events: `python runHandler.py INDEX_PY < EVENTS`, one JSON event a line.

Prints one JSON line for each: {"error": null}, or the type and message of what it raised or answered; beside it
the time that the function took ("wallMs"), what its process used since it began ("cpuMs", "peakKb") and used before
this event ("cpuBeforeMs").
"""

import contextlib
import importlib.util
import io
import json
import sys
import time

spec = importlib.util.spec_from_file_location("index", sys.argv[1])
index = importlib.util.module_from_spec(spec)
spec.loader.exec_module(index)


def peak_kb():
    """VmHWM, since Linux's ru_maxrss also counts what the parent held before it started Python."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except OSError:
        return None


for line in sys.stdin:
    error = None
    started, used = time.perf_counter(), time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            answer = index.lambda_handler(json.loads(line), None)
            if answer["statusCode"] != 200:
                error = answer["body"]
        except Exception as exception:
            error = f"{type(exception).__name__}: {exception}"
    ended, used_after = time.perf_counter(), time.process_time()
    figures = {
        "wallMs": (ended - started) * 1000,
        "cpuBeforeMs": used * 1000,
        "cpuMs": used_after * 1000,
        "peakKb": peak_kb(),
    }
    print(json.dumps({"error": error, **figures}), flush=True)
