# SPDX-License-Identifier: GPL-3.0-or-later
"""For the tests of what a desktop is given: runs functions, and says in TAP what came of them."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback


class Lacking(Exception):
    """A program that is not here: the check is skipped."""


def call(*words, status=0, **how):
    """What the program WORDS[0] says on standard output; its exit status has to be STATUS."""
    words = [str(word) for word in words]
    if shutil.which(words[0]) is None:
        raise Lacking(f'{words[0]} is not installed')
    done = subprocess.run(words, capture_output=True, text=True, timeout=240, check=False, **how)
    assert done.returncode == status, f'{" ".join(words)}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}'
    return done.stdout


def attempt(check):
    """The rest of the line of TAP, and what was wrong."""
    try:
        with tempfile.TemporaryDirectory(prefix='mailflow-') as folder:
            check(pathlib.Path(folder))
    except Lacking as lacking:
        return 'ok', f' # SKIP {lacking}', ''
    except Exception:  # pylint: disable=broad-except
        return 'not ok', '', traceback.format_exc()
    return 'ok', '', ''


def run(*checks):
    """Each gets an empty folder of its own."""
    failed = False
    print(f'1..{len(checks)}')
    for number, check in enumerate(checks, 1):
        said, note, fault = attempt(check)
        failed |= bool(fault)
        print(f'{said} {number} - {check.__name__}{note}', flush=True)
        for line in fault.splitlines():
            print(f'# {line}')
    sys.exit(1 if failed else 0)


def environment(**more):
    return {**os.environ, 'LC_ALL': 'C.UTF-8', **{name: str(value) for name, value in more.items()}}
