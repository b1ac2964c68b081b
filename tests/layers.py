#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the table of rooms: who may include whom; the length of files; licence lines.

usage: layers.py SOURCE-TREE

Prints TAP. It first plants every fault in a tree of its own and looks whether it finds it.
"""
import pathlib
import re
import sys
import tempfile

ENGINE_TO_NET = ['sim/engine', 'sim/codec', 'sim/session', 'sim/store', 'sim/trace', 'sim/net']

# Room: the rooms, or single headers, that it may include beside its own.
ROOMS = {
    'sim/engine': [],
    'sim/codec': [],
    'sim/session': ['sim/codec', 'sim/store'],
    'sim/store': ['sim/codec', 'sim/engine/sim-time.h'],
    'sim/trace': ['sim/engine'],
    'sim/net': ['sim/engine', 'sim/trace'],
    'sim/node': ENGINE_TO_NET,
    'sim/world': [*ENGINE_TO_NET, 'sim/node'],
    'sim/export': ['sim/trace', 'sim/codec', 'gui/draw'],
    'sim/live': ['sim/world'],
    'sim/bench': ['sim/engine', 'sim/session', 'sim/trace', 'sim/world'],
    'sim/cli': ['sim/session/session-tables.h', 'sim/world', 'sim/trace', 'sim/bench', 'sim/export', 'sim/live', 'gui/draw'],
    'gui/draw': ['sim/trace', 'sim/codec', 'sim/session'],
    'gui/model': ['sim/world', 'sim/trace', 'sim/live'],
    'gui/view': ['gui/model', 'gui/draw'],
}
WITH_GTK = {'gui/model', 'gui/view'}
# Tests may see everything that the room under test sees and any more.
MOST_LINES = 500
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
GTK = re.compile(r'^(gtk|gdk|gsk|adwaita)\b')


def room_of(path):
    """'sim/codec' for 'sim/codec/smtp-reply.c'; None outside the rooms."""
    parts = path.split('/')
    return '/'.join(parts[:2]) if parts[0] in ('sim', 'gui') else None


def may_include(room, header):
    allowed = [room, *ROOMS.get(room, [])]
    return any(header == entry or header.startswith(entry + '/') for entry in allowed)


def check_include(path, sign, header, folder):
    room = room_of(path)
    if sign == '<':
        if GTK.match(header) and room is not None and room not in WITH_GTK:
            yield f'{path}: includes <{header}>; GTK belongs into {" and ".join(sorted(WITH_GTK))}'
    elif header.startswith(('sim/', 'gui/')):
        if room is not None and not may_include(room, header):
            yield f'{path}: includes "{header}"; {room} may include {", ".join(ROOMS[room]) or "nothing else"}'
    elif (folder / header).exists() and not header.startswith('tests/'):
        yield f'{path}: includes "{header}"; expected its path from the top of the tree'


def check_file(top, file):
    path = file.relative_to(top).as_posix()
    text = file.read_text(errors='replace')
    room = room_of(path)
    if 'SPDX-License-Identifier: GPL-3.0-or-later' not in '\n'.join(text.split('\n', 2)[:2]):
        yield f'{path}: expected an SPDX line at the top'
    if text.count('\n') > MOST_LINES:
        yield f'{path}: {text.count(chr(10))} lines; expected {MOST_LINES} at most'
    if file.suffix not in ('.c', '.h'):
        return
    if room is not None and room not in ROOMS:
        yield f'{path}: {room} is no room; expected {", ".join(ROOMS)}'
        return
    for sign, header in INCLUDE.findall(text):
        yield from check_include(path, sign, header, file.parent)


def check_tree(top):
    """All that is wrong in the tree, one line each."""
    problems = []
    for folder in ('sim', 'gui', 'tests'):
        for file in sorted((top / folder).rglob('*')):
            if file.suffix in ('.c', '.h', '.py', '.sh') and file.is_file():
                problems.extend(check_file(top, file))
    return problems


C = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'

# Name, path, text, whether it is refused.
PLANTS = [
    ('own room', 'sim/codec/a.c', C + '#include "sim/codec/a.h"\n#include <glib.h>\n', False),
    ('allowed room', 'sim/session/a.c', C + '#include "sim/codec/a.h"\n', False),
    ('single header', 'sim/store/a.h', C + '#include "sim/engine/sim-time.h"\n', False),
    ('other header', 'sim/store/a.h', C + '#include "sim/engine/engine.h"\n', True),
    ('upward include', 'sim/codec/a.c', C + '#include "sim/node/a.h"\n', True),
    ('spaced include', 'sim/engine/a.c', C + '  #  include "sim/trace/a.h"\n', True),
    ('sim to gui', 'sim/world/a.c', C + '#include "gui/draw/a.h"\n', True),
    ('view to world', 'gui/view/a.c', C + '#include "sim/world/a.h"\n', True),
    ('name that begins alike', 'gui/view/a.c', C + '#include "gui/drawing/a.h"\n', True),
    ('GTK in sim', 'sim/cli/a.c', C + '#include <gtk/gtk.h>\n', True),
    ('GTK in draw', 'gui/draw/a.c', C + '#include <gdk/gdk.h>\n', True),
    ('GTK in view', 'gui/view/a.c', C + '#include <gtk/gtk.h>\n', False),
    ('short include', 'sim/net/a.h', C + '#include "a.h"\n', True),
    ('unknown room', 'sim/other/a.c', C, True),
    ('no licence', 'tests/net/a.c', '#include <glib.h>\n', True),
    ('500 lines', 'sim/net/a.c', C + 'x\n' * 499, False),
    ('501 lines', 'sim/net/a.c', C + 'x\n' * 500, True),
    ('test of a room', 'tests/codec/a.c', C + '#include "sim/world/a.h"\n', False),
]


def finds(path, text):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, path)
        file.parent.mkdir(parents=True)
        file.write_text(text)
        return len(check_tree(pathlib.Path(folder))) > 0


def main():
    results = [(f'planted: {name}', finds(path, text) == refused) for name, path, text, refused in PLANTS]
    problems = check_tree(pathlib.Path(sys.argv[1]).resolve())
    results.append(('the source tree', not problems))
    print(f'1..{len(results)}')
    for number, (name, fine) in enumerate(results, 1):
        print(f'{"ok" if fine else "not ok"} {number} {name}')
    for problem in problems:
        print(f'# {problem}')
        print(problem, file=sys.stderr)
    return 0 if all(fine for _, fine in results) else 1


if __name__ == '__main__':
    sys.exit(main())
