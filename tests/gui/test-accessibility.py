# SPDX-License-Identifier: GPL-3.0-or-later
#
# What somebody hears who cannot see the window: each view is opened, and whatever can be pressed, moved or read in it has a
# name of its own in the tree that screen readers walk.
import os
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib

PROGRAM = sys.argv[1]
VIEWS = ['map', 'library'] # all views of the run are in the tree, whichever is seen
PATIENCE = 20

# What must be told apart by name.
NAMED = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.SLIDER, Atspi.Role.ENTRY, Atspi.Role.TEXT, Atspi.Role.IMAGE, Atspi.Role.COMBO_BOX,
         Atspi.Role.CHECK_BOX, Atspi.Role.LIST, Atspi.Role.SPIN_BUTTON, Atspi.Role.SPLIT_PANE}


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def walk(node, path=()):
    yield node, path
    for child in children(node):
        yield from walk(child, path + (node.get_role_name(),))


def poll(question):
    """The answer, once there is one: the window tells when it likes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            answer = question()
        except GLib.Error:
            answer = None
        if answer:
            return answer
        time.sleep(0.05)
    return None


def find_frame(pid):
    for app in children(Atspi.get_desktop(0)):
        if app.get_process_id() == pid:
            for frame in children(app):
                if frame.get_state_set().contains(Atspi.StateType.SHOWING):
                    return frame
    return None


def has_name(node):
    name = node.get_name() or ''
    return bool(name.strip()) and not name.startswith('Gtk')


def belongs_to_named(node):
    """The parts that the toolkit makes of an entry or a drop-down speak by it."""
    parent = node.get_parent()
    while parent is not None and parent.get_role() != Atspi.Role.FRAME:
        if parent.get_role() in NAMED and has_name(parent):
            return True
        parent = parent.get_parent()
    return False


def is_decoration(node, path):
    """Minimize, maximize, close: the desktop's own."""
    return node.get_role() == Atspi.Role.PUSH_BUTTON and node.get_description() in ('Minimize', 'Maximize', 'Close', 'Restore')


def find_unnamed(frame):
    unnamed, count = [], 0
    for node, path in walk(frame):
        if node.get_role() not in NAMED:
            continue
        count += 1
        if not has_name(node) and not belongs_to_named(node) and not is_decoration(node, path):
            unnamed.append(' / '.join(path[-4:] + (node.get_role_name(),)) + f' ({node.get_description()})')
    return unnamed, count


def check_view(view):
    environment = dict(os.environ, GTK_A11Y='atspi', ASAN_OPTIONS='detect_leaks=0')
    window = subprocess.Popen([PROGRAM, 'pop3-and-imap', '--at', '7s', '--view', view], env=environment)
    try:
        frame = poll(lambda: find_frame(window.pid))
        if frame is None:
            return ['the window is not in the tree']
        found = poll(lambda: find_unnamed(frame)[1] >= (12 if view != 'library' else 5) and find_unnamed(frame))
        if not found:
            return ['too little is in the tree']
        return found[0]
    finally:
        window.terminate()
        window.wait()


def main():
    Atspi.init()
    print(f'1..{len(VIEWS)}')
    failed = False
    for number, view in enumerate(VIEWS, 1):
        faults = check_view(view)
        for fault in faults:
            print(f'# {view}: without a name: {fault}')
        print(f'{"not ok" if faults else "ok"} {number} {view}', flush=True)
        failed = failed or bool(faults)
    return 1 if failed else 0


sys.exit(main())
