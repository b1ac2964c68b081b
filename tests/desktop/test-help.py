#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the help: each document has one, every link on them leads somewhere, and no mark of Markdown is left.

usage: test-help.py SOURCE-TREE HELP

Prints TAP.
"""
import html.parser
import pathlib
import re
import subprocess
import sys

import tap

DOCS, HELP = pathlib.Path(sys.argv[1], 'docs'), pathlib.Path(sys.argv[2])


class Page(html.parser.HTMLParser):
    """What stands on a page beside code, where it leads, and whether what is opened is closed."""

    def __init__(self, path):
        super().__init__()
        self.text, self.targets, self.names, self.open = '', [], set(), []
        self.feed(path.read_text())

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.targets += [attributes[name] for name in ('href', 'src') if name in attributes]
        self.names |= {attributes['id']} if 'id' in attributes else set()
        if tag not in ('meta', 'img', 'br'):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        if not {'code', 'style'} & set(self.open):
            self.text += data


PAGES = {path: Page(path) for path in sorted(HELP.rglob('*.html'))}


def test_every_document(_):
    wanted = {path.relative_to(DOCS).with_suffix('.html') for path in DOCS.rglob('*.md')}
    assert {path.relative_to(HELP) for path in PAGES} == wanted and len(wanted) > 60


def test_well_formed(_):
    for path, page in PAGES.items():
        assert not page.open, (path, page.open)


def test_links(_):
    for path, page in PAGES.items():
        for target in page.targets:
            name, _, part = target.partition('#')
            if re.match('https?:', name):
                continue
            found = (path.parent / name).resolve() if name else path
            assert found.is_file(), (path, target)
            assert not part or part in PAGES[found].names, (path, target)


def test_no_marks(_):
    for path, page in PAGES.items():
        left = re.findall(r'.*(?:\*\*|\]\(|`|^\s*\||^#).*', page.text, re.MULTILINE)
        assert not left, (path, left)


def test_unknown_marks_are_refused(folder):
    (folder / 'a.md').write_text('# A\n\n> quoted\n')
    done = subprocess.run([sys.executable, DOCS / 'help-pages.py', folder, folder / 'out'], capture_output=True, text=True, check=False)
    assert done.returncode != 0 and 'no rule for: > quoted' in done.stderr, done


tap.run(test_every_document, test_well_formed, test_links, test_no_marks, test_unknown_marks_are_refused)
