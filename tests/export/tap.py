# SPDX-License-Identifier: GPL-3.0-or-later
"""For the tests of exports: each runs the program, many at once, and says in TAP what it found."""
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

MAILFLOW, SCENARIOS = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
ENVIRONMENT = {**os.environ, 'LC_ALL': 'C.UTF-8', 'MAILFLOW_SCENARIOS': str(SCENARIOS)}


def library():
    names = sorted(path.stem for path in SCENARIOS.glob('*.yaml'))
    assert len(names) >= 36, names
    return names


def call(*words, status=0, **more):
    """What the program WORDS[0] says; its exit status has to be STATUS."""
    done = subprocess.run([str(word) for word in words], env=ENVIRONMENT, capture_output=True, timeout=300, check=False, **more)
    assert done.returncode == status, (words, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout.decode(errors='replace')


def mailflow(*words, status=0):
    return call(MAILFLOW, *words, status=status)


def attempt(check, *arguments):
    """None, or what was wrong."""
    try:
        with tempfile.TemporaryDirectory(prefix='mailflow-') as folder:
            check(pathlib.Path(folder), *arguments)
    except Exception:  # pylint: disable=broad-except
        return traceback.format_exc()
    return None


def run(each, *others, pool_of=concurrent.futures.ThreadPoolExecutor):
    """EACH (folder, scenario) for every scenario of the library, and OTHERS (folder), each with a folder of its own.
    Where the work is Python's own, POOL_OF has to be of processes."""
    checks = [(name, (each, name)) for name in library()] + [(other.__name__, (other,)) for other in others]
    failed = 0
    print(f'1..{len(checks)}')
    with pool_of(os.cpu_count()) as pool:
        runs = [pool.submit(attempt, *check) for _, check in checks]
        for number, ((name, _), fault) in enumerate(zip(checks, (run.result() for run in runs)), 1):
            failed += fault is not None
            print(f'{"ok" if fault is None else "not ok"} {number} - {name}', flush=True)
            for line in (fault or '').splitlines():
                print(f'# {line}')
    return 1 if failed else 0
