# SPDX-License-Identifier: GPL-3.0-or-later
#
# What somebody hears who cannot see the window: each view is opened, a popover and the forms, and whatever can be pressed,
# moved, focused or read in them has a name of its own in the tree that screen readers walk; each picture is described.
import os
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib

PROGRAM = sys.argv[1]
VIEWS = ['Map', 'Ladder', 'Dialogue', 'Queue', 'Mailbox', 'DNS']
PAGES = {'Queue': ['Entries', 'Schedules'], 'DNS': ['Lookup', 'Caches', 'Zones']}
PATIENCE = 20

# What must be told apart by name.
NAMED = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.SLIDER, Atspi.Role.ENTRY, Atspi.Role.TEXT, Atspi.Role.IMAGE, Atspi.Role.COMBO_BOX,
         Atspi.Role.CHECK_BOX, Atspi.Role.LIST, Atspi.Role.SPIN_BUTTON, Atspi.Role.SPLIT_PANE, Atspi.Role.PAGE_TAB, Atspi.Role.MENU_ITEM}


ROWS = 8 # of a list, which are all made alike


def children(node):
    count = node.get_child_count()
    for index in range(min(count, ROWS) if node.get_role() in (Atspi.Role.LIST, Atspi.Role.LIST_BOX) else count):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def walk(node, path=()):
    yield node, path
    for child in children(node):
        yield from walk(child, path + (f'{node.get_role_name()} {node.get_name()}'.strip(),))


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


def says_something(node):
    """A scrolled pane, or a row of a list, speaks by what is in it."""
    return any(has_name(below) or below.get_role() in NAMED for below, _ in walk(node))


def must_be_named(node):
    return node.get_role() in NAMED or (node.get_state_set().contains(Atspi.StateType.FOCUSABLE) and not says_something(node))


def find_unnamed(top):
    """What has no name, and how much should have one."""
    unnamed, count = [], 0
    for node, path in walk(top):
        if not must_be_named(node):
            continue
        count += 1
        if not has_name(node) and not belongs_to_named(node) and not is_decoration(node, path):
            unnamed.append('without a name: ' + ' / '.join(path[-5:] + (node.get_role_name(),)) + f' ({node.get_description()})')
    return unnamed, count


def find_settled(top, least):
    """Likewise, once all that there is to be is there."""
    def find():
        found = find_unnamed(top)
        return found if found[1] >= least else None

    found = poll(find)
    return found[0] if found else ['too little is in the tree']


UNTIL = 'Until'  # the button, which has its popover below it


def find_node(top, name):
    return next((node for node, _ in walk(top) if node.get_name() == name), None)


def do(frame, name):
    for index in range(Atspi.Action.get_n_actions(frame)):
        if Atspi.Action.get_action_name(frame, index) == name:
            return Atspi.Action.do_action(frame, index)
    return False


def find_undescribed(frame):
    return [node.get_name() for node, _ in walk(frame) if node.get_role() == Atspi.Role.IMAGE and not (node.get_description() or '').strip()]


def find_window(pid, title):
    """Another one of the program than that of the run."""
    for app in children(Atspi.get_desktop(0)):
        if app.get_process_id() == pid:
            return next((top for top in children(app) if (top.get_name() or '').startswith(title)), None)
    return None


def look_at_views(frame, pid):
    """Each view and page is seen once, until its pictures have been drawn: before, there is nothing in them."""
    nodes = [node for node, _ in walk(frame)]
    tabs = {node.get_name(): node for node in nodes if node.get_role() == Atspi.Role.PAGE_TAB}
    panels = {node.get_name(): node for node in nodes if node.get_role() == Atspi.Role.PANEL}
    for view in VIEWS:
        for page in [view] + PAGES.get(view, []):
            panel = panels.get(page)
            if page not in tabs or panel is None or not Atspi.Action.do_action(tabs[page], 0):
                yield f'{page} cannot be opened'
            elif page != view or view not in PAGES:
                poll(lambda: not find_undescribed(panel))
                yield from (f'without a description: {name}' for name in find_undescribed(panel))
    yield from find_settled(frame, 60)


def look_at_popover(frame, pid):
    if not do(frame, 'win.until'):
        yield 'it cannot be opened'
    elif not poll(lambda: find_node(find_node(frame, UNTIL), 'Time to go to')):
        yield 'the time cannot be found'
    yield from find_settled(find_node(frame, UNTIL), 9)


def look_at_form(frame, pid):
    if not do(frame, 'win.compose'):
        yield 'it cannot be opened'
    form = poll(lambda: find_window(pid, 'Send a Mail'))
    yield from find_settled(form, 8) if form else ['the form is not in the tree']


def look_at_library(frame, pid):
    yield from find_settled(frame, 60)


# What is looked at, how the program is called for it, and what is to be found.
SIGHTS = [
    (['pop3-and-imap', '--at', '7s'], [('views', look_at_views), ('until', look_at_popover), ('composer', look_at_form)]),
    (['--view', 'library'], [('library', look_at_library)]),
]


def look(arguments, sights):
    """Name and faults of each of SIGHTS."""
    environment = dict(os.environ, GTK_A11Y='atspi', ASAN_OPTIONS='detect_leaks=0')
    window = subprocess.Popen([PROGRAM, *arguments], env=environment)
    try:
        frame = poll(lambda: find_frame(window.pid))
        for name, sight in sights:
            yield name, list(sight(frame, window.pid)) if frame else ['the window is not in the tree']
    finally:
        window.terminate()
        window.wait()


def main():
    Atspi.init()
    print(f'1..{sum(len(sights) for _, sights in SIGHTS)}')
    number = failed = 0
    for arguments, sights in SIGHTS:
        for name, faults in look(arguments, sights):
            number += 1
            for fault in faults:
                print(f'# {name}: {fault}')
            print(f'{"not ok" if faults else "ok"} {number} {name}', flush=True)
            failed = failed or bool(faults)
    return 1 if failed else 0


sys.exit(main())
