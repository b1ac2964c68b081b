#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a page and a ladder diagram for each scenario of the library, and their index, from what `mailflow` tells.

usage: scenario-pages.py MAILFLOW FOLDER          writes them
       scenario-pages.py --check MAILFLOW FOLDER  says which of them are not as they would be written (TAP)
"""
import json
import pathlib
import subprocess
import sys

LEVELS = ['basic', 'intermediate', 'advanced']
MOST_LINES = 80  # of a story; the middle of a longer one is left out


def run(mailflow, *words):
    return subprocess.run([mailflow, *words], check=False, capture_output=True, text=True).stdout


def story(mailflow, name):
    lines = run(mailflow, 'run', name).splitlines()
    if len(lines) > MOST_LINES:
        left_out = len(lines) - MOST_LINES
        lines[MOST_LINES // 2:-MOST_LINES // 2] = ['', f'… {left_out} lines …', '']
    return '\n'.join(lines)


def page(mailflow, entry):
    name = entry['name']
    return f"""# {entry['title']}

*{entry['level']}* · {', '.join(entry['topics'])} · [`{name}.yaml`](../../scenarios/{name}.yaml)

**What to look for.** {entry['summary'].strip()}

**For the teacher.** {entry['teacher'].strip()}

    mailflow gui {name}
    mailflow run {name} --wire

[The whole dialogue as a ladder diagram]({name}.svg)

```text
{story(mailflow, name)}
```
"""


def index(entries):
    lines = ['# The lessons', '']
    for level in LEVELS:
        lines += [f'## {level.capitalize()}', '', '| lesson | about |', '|---|---|']
        lines += [f"| [{e['title']}]({e['name']}.md) | {', '.join(e['topics'])} |" for e in entries if e['level'] == level]
        lines.append('')
    return '\n'.join(lines)


def pages(mailflow):
    entries = json.loads(run(mailflow, 'list', '--json'))
    made = {}
    for entry in entries:
        made[f"{entry['name']}.md"] = page(mailflow, entry)
        made[f"{entry['name']}.svg"] = run(mailflow, 'export', entry['name'], '--svg', '-')
    made['README.md'] = index(entries)
    return made


def existing(folder):
    return [path for path in folder.iterdir() if path.suffix in ('.md', '.svg')]


def write(folder, made):
    folder.mkdir(parents=True, exist_ok=True)
    for old in existing(folder):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text)


def check(folder, made):
    names = sorted(set(made) | {path.name for path in existing(folder)})
    print(f'1..{len(names)}')
    failed = 0
    for number, name in enumerate(names, 1):
        path = folder / name
        good = name in made and path.exists() and path.read_text() == made[name]
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} - {name}")
    return 1 if failed else 0


def main():
    words = sys.argv[1:]
    checking = words[:1] == ['--check']
    mailflow, folder = words[checking:]
    made = pages(mailflow)
    if checking:
        return check(pathlib.Path(folder), made)
    write(pathlib.Path(folder), made)
    return 0


sys.exit(main())
