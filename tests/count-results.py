#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the test cases of meson's last runs and prints "N passed, N failed, N skipped".

usage: count-results.py LOGFOLDER...

A program that speaks TAP counts by its cases, any other as one. A program that fails beside its
cases (a leak, a crash, a time-out) is one failure more. Exit status 1 where a case failed or none ran.
"""
import json
import pathlib
import re
import sys

FINE = {'OK', 'SKIP', 'EXPECTEDFAIL'}
CASE = re.compile(r'^(not )?ok\b([^#]*)(?:#\s*(\w+))?', re.IGNORECASE)


def count_cases(output):
    """(passed, failed, skipped) of the TAP lines in OUTPUT."""
    passed = failed = skipped = 0
    for line in output.splitlines():
        case = CASE.match(line)
        if case is None:
            continue
        directive = (case.group(3) or '').lower()
        if directive == 'skip':
            skipped += 1
        elif case.group(1) and directive != 'todo':
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def count_test(test):
    """(passed, failed, skipped) of one line of meson's testlog.json."""
    passed, failed, skipped = count_cases(test.get('stdout') or '')
    if passed + failed + skipped == 0:
        if test['result'] == 'SKIP':
            return 0, 0, 1
        return (1, 0, 0) if test['result'] in FINE else (0, 1, 0)
    if failed == 0 and test['result'] not in FINE:
        failed = 1
    return passed, failed, skipped


def main():
    logs = [pathlib.Path(folder, 'testlog.json') for folder in sys.argv[1:]]
    lines = [line for log in logs if log.exists() for line in log.read_text(errors='replace').splitlines()]
    counts = [count_test(json.loads(line)) for line in lines]
    passed, failed, skipped = (sum(column) for column in zip(*counts)) if counts else (0, 0, 0)
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed > 0 or passed == 0 else 0


if __name__ == '__main__':
    sys.exit(main())
