#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents against the tree: links lead somewhere, every kind of record and its members are described.

usage: check-docs.py SOURCE-TREE

Prints TAP.
"""
import pathlib
import re
import sys

LINK = re.compile(r'\]\((?!https?:)([^)#\s]+)')
ROW = re.compile(r'^\s*\[TRACE_\w+\] = \{ "([a-z0-9-]+)", TRACE_\w+, (.*?) \},?$', re.MULTILINE)
MACRO = re.compile(r'"([a-z_]+)"')


def broken_links(top):
    for document in [top / 'README.md', *sorted((top / 'docs').rglob('*.md'))]:
        for target in LINK.findall(document.read_text()):
            if not (document.parent / target).exists():
                yield f'{document.relative_to(top)}: nothing at {target}'


def described(text, kind):
    """What the rows of the table that name KIND say."""
    return ' '.join(line for line in text.splitlines() if line.startswith('|') and f'`{kind}`' in line.split('|')[1])


def undescribed_kinds(top):
    kinds = ROW.findall((top / 'sim/trace/trace-kind.c').read_text())
    text = (top / 'docs/trace-format.md').read_text()
    if len(kinds) < 30:
        yield f'only {len(kinds)} kinds were found in trace-kind.c'
    for kind, fields in kinds:
        if kind == 'none':
            continue
        row = described(text, kind)
        if not row:
            yield f'docs/trace-format.md: no kind `{kind}`'
        for name in MACRO.findall(fields):
            alike = 'as `deferred`' in row or 'likewise' in row
            if f'`{name}`' not in row and f'`{name}_base64`' not in row and not alike:
                yield f'docs/trace-format.md: `{kind}` without `{name}`'


def missing_scenarios(top):
    text = (top / 'README.md').read_text()
    for name in re.findall(r'^    ([a-z][a-z-]+)  +(?:basic|intermediate|advanced)', text, re.MULTILINE):
        if not (top / 'scenarios' / f'{name}.yaml').exists():
            yield f'README.md: no scenario {name}'


def main():
    top = pathlib.Path(sys.argv[1])
    checks = [('links lead somewhere', broken_links), ('every kind of record is described', undescribed_kinds),
              ('scenarios of the README are there', missing_scenarios)]
    failed = 0
    print(f'1..{len(checks)}')
    for number, (name, check) in enumerate(checks, 1):
        faults = list(check(top))
        failed += bool(faults)
        print(f'{"not ok" if faults else "ok"} {number} {name}')
        for fault in faults:
            print(f'# {fault}')
    return 1 if failed else 0


sys.exit(main())
