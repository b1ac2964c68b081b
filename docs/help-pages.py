#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes pages for a browser of the documents: the help that the window opens.

usage: help-pages.py DOCS OUTPUT-FOLDER [DEPFILE]

It knows the Markdown that our documents use, and no more: headings, paragraphs, lists of one level, tables, code, links,
pictures. What it does not know it refuses, so that no page shows its marks.
"""
import html
import pathlib
import re
import shutil
import sys

STYLE = '''
:root { color-scheme: light dark; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1.2rem; font: 17px/1.5 Cantarell, "Noto Sans", "DejaVu Sans", sans-serif; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid #8888; padding: .25rem .6rem; text-align: left; vertical-align: top; }
pre { background: #8882; padding: .7rem; overflow-x: auto; line-height: 1.35; }
code { font-family: "DejaVu Sans Mono", monospace; font-size: .9em; }
img { max-width: 100%; background: #fff; }
nav { font-size: .95em; }
'''
PAGE = '''<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{nav}{body}</body>
</html>
'''
SPAN = re.compile(r'(?P<code>`+)(?P<verbatim>.+?)(?P=code)|(?P<image>!?)\[(?P<text>(?:[^\[\]`]|`[^`]*`)*)\]\((?P<target>[^)\s]+)\)'
                  r'|\*\*(?P<bold>.+?)\*\*|(?<![\w*])\*(?P<italic>[^*\s](?:[^*]*[^*\s])?)\*(?![\w*])', re.DOTALL)


class Document:
    """One file, and where its links lead: SHIPPED are the paths that there will be, below DOCS."""

    def __init__(self, path, docs):
        self.path, self.docs = path, docs

    def link(self, target, text):
        if re.match(r'https?:|#', target):
            return f'<a href="{html.escape(target)}">{text}</a>'
        name, hash_sign, part = target.partition('#')
        found = (self.path.parent / name).resolve()
        if not found.is_relative_to(self.docs) or not found.exists():
            return text  # a file of the source tree
        if found.is_dir():
            name = name.rstrip('/') + '/README.md'
            if not (self.path.parent / name).exists():
                return text
        return f'<a href="{html.escape(re.sub("[.]md$", ".html", name) + hash_sign + part)}">{text}</a>'

    def span(self, match):
        if match['verbatim']:
            return f'<code>{html.escape(match["verbatim"])}</code>'
        if match['image']:
            return f'<img src="{html.escape(match["target"])}" alt="{html.escape(match["text"])}">'
        if match['target']:
            return self.link(match['target'], self.inline(match['text']))
        if match['bold']:
            return f'<strong>{self.inline(match["bold"])}</strong>'
        return f'<em>{self.inline(match["italic"])}</em>'

    def inline(self, text):
        made, at = [], 0
        for match in SPAN.finditer(text):
            made += [html.escape(text[at:match.start()], quote=False), self.span(match)]
            at = match.end()
        return ''.join([*made, html.escape(text[at:], quote=False)])

    def cells(self, line):
        """A bar with a backslash divides no cells."""
        return [self.inline(cell.strip().replace('\\|', '|')) for cell in re.split(r'(?<!\\)\|', line.strip().strip('|'))]

    def table(self, lines):
        rows = [f'<tr>{"".join(f"<td>{cell}</td>" for cell in self.cells(line))}</tr>' for line in lines[2:]]
        head = ''.join(f'<th>{cell}</th>' for cell in self.cells(lines[0]))
        return '\n'.join(['<table>', f'<tr>{head}</tr>', *rows, '</table>'])

    def items(self, lines, mark):
        made = []
        for line in lines:
            if re.match(mark, line):
                made.append(re.sub('^' + mark, '', line))
            else:
                made[-1] += '\n' + line.strip()
        return '\n'.join(f'<li>{self.inline(item)}</li>' for item in made)

    def block(self, lines):
        first = lines[0]
        heading = re.match(r'(#{1,4}) +(.*)', first)
        if heading:
            level, text = len(heading[1]), heading[2]
            name = re.sub(r'[^\w -]', '', text.lower()).replace(' ', '-')
            return f'<h{level} id="{html.escape(name)}">{self.inline(text)}</h{level}>'
        if first.startswith('|'):
            return self.table(lines)
        if re.match(r'[-*] ', first):
            return f'<ul>\n{self.items(lines, "[-*] ")}\n</ul>'
        if re.match(r'[0-9]+[.] ', first):
            return f'<ol>\n{self.items(lines, "[0-9]+[.] ")}\n</ol>'
        if re.match(r'>|<[a-z/!]', first):
            raise ValueError(f'{self.path}: no rule for: {first}')
        return f'<p>{self.inline(chr(10).join(lines))}</p>'


def code(lines):
    return f'<pre><code>{html.escape(chr(10).join(lines).strip(chr(10)), quote=False)}</code></pre>'


def blocks(text):
    """Pairs of a kind, 'code' or 'text', and its lines."""
    lines, gathered = text.splitlines(), []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith('```'):
            end = lines.index('```', at + 1)
            yield from [('text', gathered)] if gathered else []
            yield 'code', lines[at + 1:end]
            gathered, at = [], end
        elif line.startswith('    ') and not gathered:
            end = at
            while end < len(lines) and (not lines[end].strip() or lines[end].startswith('    ')):
                end += 1
            yield 'code', [one[4:] for one in lines[at:end]]
            at = end - 1
        elif not line.strip() or (gathered and gathered[0].startswith('#')) or (gathered and line.startswith(('#', '|')) and gathered[0][0] != line[0]):
            yield from [('text', gathered)] if gathered else []
            gathered = [line] if line.strip() else []
        else:
            gathered.append(line)
        at += 1
    yield from [('text', gathered)] if gathered else []


def convert(path, docs):
    document = Document(path, docs)
    text = path.read_text()
    body = ''.join((code(lines) if kind == 'code' else document.block(lines)) + '\n' for kind, lines in blocks(text))
    title = re.search(r'^# (.*)', text, re.MULTILINE)
    home = '../' * len(path.relative_to(docs).parent.parts) + 'help.html'
    nav = '' if path == docs / 'help.md' else f'<nav><a href="{home}">Help</a></nav>\n'
    return PAGE.format(title=html.escape(title[1].replace('`', '') if title else path.stem), style=STYLE, nav=nav, body=body)


def main():
    docs, output = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    used = []
    shutil.rmtree(output, ignore_errors=True)
    for path in sorted(docs.rglob('*')):
        to = output / path.relative_to(docs)
        if path.is_dir() or output in path.parents or path.suffix not in ('.md', '.png', '.svg', '.gif', '.json'):
            continue
        used.append(str(path))
        to.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == '.md':
            to.with_suffix('.html').write_text(convert(path, docs))
        else:
            shutil.copy(path, to)
    if len(sys.argv) > 3:  # what ninja is to look at
        pathlib.Path(sys.argv[3]).write_text(f'{sys.argv[2]}: {" ".join(used)}\n')


main()
