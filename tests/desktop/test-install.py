#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What meson installs: a tree that may be moved, in which both programs work, and that a desktop understands.

usage: test-install.py BUILD-FOLDER PREFIX SCENARIOS

To be run with a display. Prints TAP.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import tap

BUILD, PREFIX, SCENARIOS = sys.argv[1], sys.argv[2].lstrip('/'), pathlib.Path(sys.argv[3])
ID = 'org.mailflow.Mailflow'
STAGE = tempfile.TemporaryDirectory(prefix='mailflow-install-')
TREE = pathlib.Path(STAGE.name, 'moved')

FILES = ['bin/mailflow', 'bin/mailflow-gtk', f'share/applications/{ID}.desktop', f'share/metainfo/{ID}.metainfo.xml',
         f'share/mime/packages/{ID}.xml', f'share/glib-2.0/schemas/{ID}.gschema.xml',
         f'share/icons/hicolor/scalable/apps/{ID}.svg', f'share/icons/hicolor/symbolic/apps/{ID}-symbolic.svg',
         'share/mailflow/scenarios/first-delivery.yaml', 'share/bash-completion/completions/mailflow',
         'share/bash-completion/completions/mailflow-gtk', 'share/fish/vendor_completions.d/mailflow.fish',
         'share/fish/vendor_completions.d/mailflow-gtk.fish', 'share/zsh/site-functions/_mailflow', 'share/doc/mailflow/help/help.html', 'share/man/man1/mailflow.1', 'share/man/man1/mailflow-gtk.1',
         'share/man/man5/mailflow-scenario.5']


def here(home):
    """The environment of somebody whose desktop knows that tree."""
    variables = tap.environment(XDG_DATA_DIRS=f'{TREE / "share"}:/usr/local/share:/usr/share', XDG_DATA_HOME=home, XDG_CONFIG_HOME=home,
                                XDG_RUNTIME_DIR=home, PATH=f'{TREE / "bin"}:{os.environ["PATH"]}', ASAN_OPTIONS='detect_leaks=0')
    for name in ('MAILFLOW_SCENARIOS', 'GSETTINGS_BACKEND', 'GTK_A11Y'):
        variables.pop(name, None)
    return variables


def test_tree(folder):
    tap.call('meson', 'install', '-C', BUILD, '--no-rebuild', '--destdir', folder)
    shutil.move(folder / PREFIX, TREE)
    missing = [name for name in FILES if not (TREE / name).exists()]
    assert not missing, missing
    assert sorted(path.name for path in (TREE / 'share/mailflow/scenarios').iterdir()) == sorted(path.name for path in SCENARIOS.glob('*.yaml'))


def test_command_line(folder):
    said = tap.call(TREE / 'bin/mailflow', 'list', env=here(folder), cwd=folder)
    assert len(said.splitlines()) >= len(list(SCENARIOS.glob('*.yaml')))
    tap.call(TREE / 'bin/mailflow', 'run', 'first-delivery', env=here(folder), cwd=folder)


def test_menu_entry(folder):
    """Who opens a scenario from the file manager gets the program."""
    tap.call('update-mime-database', TREE / 'share/mime')
    tap.call('update-desktop-database', TREE / 'share/applications')
    said = tap.call('gio', 'mime', 'application/vnd.mailflow-scenario+yaml', env=here(folder))
    assert f'{ID}.desktop' in said, said


def open_window(folder):
    """Starts the window, and ends it when it has opened its file: the desktop then knows it as a recent one."""
    lesson = TREE / 'share/mailflow/scenarios/first-delivery.yaml'
    recent, complaints = folder / 'recently-used.xbel', folder / 'complaints'
    with complaints.open('w') as errors, subprocess.Popen([TREE / 'bin/mailflow-gtk', lesson], env=here(folder), stderr=errors) as window:
        end = time.monotonic() + 60
        while not (recent.exists() and str(lesson) in recent.read_text()):
            assert window.poll() is None and time.monotonic() < end, complaints.read_text()
            time.sleep(0.05)
        window.terminate()
    assert complaints.read_text() == '', complaints.read_text()


def test_window_without_settings(folder):
    assert not (TREE / 'share/glib-2.0/schemas/gschemas.compiled').exists()
    open_window(folder)


def test_window(folder):
    tap.call('glib-compile-schemas', '--strict', TREE / 'share/glib-2.0/schemas')
    said = tap.call('gsettings', 'get', ID, 'text-scale', env={**here(folder), 'GSETTINGS_BACKEND': 'memory'})
    assert said.strip() == '1.0'
    open_window(folder)
    picture = folder / 'window.png'
    tap.call(TREE / 'bin/mailflow-gtk', '--screenshot', picture, 'first-delivery', env=here(folder))
    assert picture.stat().st_size > 20000


if 'DISPLAY' not in os.environ:
    print('1..0 # SKIP there is no display')
    sys.exit(0)
tap.run(test_tree, test_command_line, test_menu_entry, test_window_without_settings, test_window)
