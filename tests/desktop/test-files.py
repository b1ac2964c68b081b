#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tells a desktop of the program: its entry in the menu, its description, its icons, its types of files, its settings.

usage: test-files.py SOURCE-TREE VERSION MAILFLOW

Prints TAP.
"""
import configparser
import json
import pathlib
import re
import shutil
import sys
import xml.etree.ElementTree as ElementTree

import tap

TOP, VERSION, MAILFLOW = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
DATA = TOP / 'gui' / 'data'
ID = 'org.mailflow.Mailflow'
MIME = '{http://www.freedesktop.org/standards/shared-mime-info}'


def entry():
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read(DATA / f'{ID}.desktop')
    return parser['Desktop Entry']


def metainfo():
    return ElementTree.parse(DATA / f'{ID}.metainfo.xml').getroot()


def test_desktop_entry(_):
    tap.call('desktop-file-validate', DATA / f'{ID}.desktop')
    assert entry()['Exec'] == 'mailflow-gtk %f' and entry()['Icon'] == ID


def test_description(_):
    tap.call('appstreamcli', 'validate', '--no-net', '--explain', DATA / f'{ID}.metainfo.xml')
    assert metainfo().find('id').text == ID
    assert metainfo().find('launchable').text == f'{ID}.desktop'
    assert metainfo().find('releases/release').get('version') == VERSION
    assert metainfo().find('content_rating') is not None
    assert all(shot.find('caption').text for shot in metainfo().findall('screenshots/screenshot'))


def test_screenshots_are_there(_):
    for image in metainfo().findall('screenshots/screenshot/image'):
        assert (TOP / 'docs' / 'images' / image.text.rsplit('/', 1)[1]).exists(), image.text


def test_types_agree(_):
    declared = {one.get('type') for one in ElementTree.parse(DATA / f'{ID}.mime.xml').getroot().findall(f'{MIME}mime-type')}
    assert len(declared) == 2
    assert declared == set(entry()['MimeType'].rstrip(';').split(';'))
    assert declared == {one.text for one in metainfo().findall('provides/mediatype')}


def test_settings(folder):
    tap.call('glib-compile-schemas', '--strict', '--dry-run', DATA)
    shutil.copy(DATA / f'{ID}.gschema.xml', folder)
    tap.call('glib-compile-schemas', '--strict', folder)
    for key in ElementTree.parse(DATA / f'{ID}.gschema.xml').getroot().iter('key'):
        assert key.find('summary').text.strip(), key.get('name')


def type_of(home, file):
    said = tap.call('gio', 'info', '-a', 'standard::content-type', file, env=tap.environment(XDG_DATA_HOME=home))
    return re.search(r'content-type: (\S+)', said).group(1)


def test_types_of_files(folder):
    """By the name, and by what stands in the file; other files of the kind keep their type."""
    packages = folder / 'mime' / 'packages'
    packages.mkdir(parents=True)
    shutil.copy(DATA / f'{ID}.mime.xml', packages / f'{ID}.xml')
    tap.call('update-mime-database', folder / 'mime')
    lesson = (TOP / 'scenarios' / 'first-delivery.yaml').read_text()
    trace = folder / 'run.jsonl'
    tap.call(MAILFLOW, 'run', TOP / 'scenarios' / 'first-delivery.yaml', '--trace', trace, env=tap.environment(ASAN_OPTIONS='detect_leaks=0'))
    files = {'a.mailflow.yaml': 'x: 1\n', 'lesson': lesson, 'other.yaml': 'x: 1\n', 'lines.jsonl': '{"a": 1}\n'}
    for name, text in files.items():
        (folder / name).write_text(text)
    assert type_of(folder, folder / 'a.mailflow.yaml') == 'application/vnd.mailflow-scenario+yaml'
    assert type_of(folder, folder / 'lesson') == 'application/vnd.mailflow-scenario+yaml'
    assert type_of(folder, trace) == 'application/vnd.mailflow-trace+jsonl'
    assert 'mailflow' not in type_of(folder, folder / 'other.yaml')
    assert 'mailflow' not in type_of(folder, folder / 'lines.jsonl')


def test_icons(folder):
    """Each is drawn in the sizes that a desktop asks for, and is no blank."""
    for name, sizes in ((ID, (16, 48, 256)), (f'{ID}-symbolic', (16, 32))):
        for size in sizes:
            picture = folder / f'{name}-{size}.png'
            tap.call('rsvg-convert', '-w', size, '-h', size, DATA / 'icons' / f'{name}.svg', '-o', picture)
            width, height = (int.from_bytes(picture.read_bytes()[at:at + 4], 'big') for at in (16, 20))
            assert (width, height) == (size, size)
            assert picture.stat().st_size > 8 * size, picture.name


def test_flatpak(_):
    manifest = json.loads((DATA / f'{ID}.json').read_text())
    assert manifest['id'] == ID and manifest['command'] == entry()['Exec'].split()[0]
    own = [one for one in manifest['modules'] if one['name'] == 'mailflow'][0]
    assert (DATA / own['sources'][0]['path'] / 'meson.build').resolve() == (TOP / 'meson.build').resolve()
    assert all(source.get('tag') or source['type'] == 'dir' for one in manifest['modules'] for source in one['sources'])
    options = re.findall(r"^option\('(\w+)'", (TOP / 'meson_options.txt').read_text(), re.MULTILINE)
    assert all(re.match(r'-D(\w+)=', word).group(1) in options for word in own['config-opts'])


def test_text_follows_the_desktop(_):
    """A font in pixels would stay small where the desktop's text is large."""
    found = [f'{file.name}: {line}' for file in sorted((TOP / 'gui' / 'view').glob('*.css')) for line in file.read_text().splitlines()
             if re.search(r'font(-size)?:[^;]*\dpx', line)]
    assert not found, '\n'.join(found)


tap.run(test_desktop_entry, test_description, test_screenshots_are_there, test_types_agree, test_settings, test_types_of_files,
        test_icons, test_flatpak, test_text_follows_the_desktop)
