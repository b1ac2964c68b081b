#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Debian packages: made of what this build installs, judged by lintian, and unpacked they work. And the source archive.

usage: test-package.py SOURCE-TREE BUILD-FOLDER PREFIX VERSION

'./dev package' builds everything anew instead, as Debian would. Prints TAP.
"""
import pathlib
import re
import shutil
import sys
import tempfile

import tap

TOP, BUILD, PREFIX, VERSION = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3], sys.argv[4]
SPACE = tempfile.TemporaryDirectory(prefix='mailflow-package-')
MADE = pathlib.Path(SPACE.name)


def test_built(_):
    tree = MADE / 'mailflow'
    tree.mkdir()
    shutil.copytree(TOP / 'gui' / 'data' / 'debian', tree / 'debian')
    variables = tap.environment(MAILFLOW_BUILT=BUILD, MAILFLOW_PREFIX=PREFIX, DEB_BUILD_OPTIONS='noautodbgsym')
    tap.call('dpkg-buildpackage', '--build=binary', '--no-sign', cwd=tree, env=variables)
    assert len(packages()) == 2, packages()


def packages():
    return sorted(MADE.glob('*.deb'))


def test_version(_):
    assert re.match(r'mailflow \(([^)]+)\)', (TOP / 'gui/data/debian/changelog').read_text()).group(1) == VERSION


def test_lintian(_):
    assert packages()
    said = tap.call('lintian', '--allow-root', '--fail-on', 'error,warning', *MADE.glob('*.changes'))
    assert not re.search(r'^[EW]:', said, re.MULTILINE), said


def test_nothing_left_out(folder):
    """What meson installs is in one of the packages, what is zsh's where Debian wants it; what dh_missing is told to leave is a by-product."""
    tap.call('meson', 'install', '-C', BUILD, '--no-rebuild', '--destdir', folder)
    there = folder / PREFIX.lstrip('/')
    wanted = {path.relative_to(there).as_posix() for path in there.rglob('*') if path.is_file() or path.is_symlink()}
    assert len(wanted) > 60, wanted
    unpacked = MADE / 'unpacked'
    for package in packages():
        tap.call('dpkg-deb', '--extract', package, unpacked)
    found = {path.relative_to(unpacked / 'usr').as_posix().removesuffix('.gz') for path in unpacked.rglob('*')}
    found |= {name.replace('zsh/vendor-completions', 'zsh/site-functions') for name in found}
    assert not wanted - found, wanted - found


def test_works(folder):
    program = MADE / 'unpacked' / 'usr' / 'bin' / 'mailflow'
    variables = tap.environment(ASAN_OPTIONS='detect_leaks=0', HOME=folder)
    variables.pop('MAILFLOW_SCENARIOS', None)
    assert 'delivered' in tap.call(program, 'run', 'first-delivery', '--quiet', env=variables, cwd=folder)


if not (BUILD / 'mailflow-gtk').exists():
    print('1..0 # SKIP this build has no window')
    sys.exit(0)
for word in ('dpkg-buildpackage', 'dh', 'lintian'):
    if shutil.which(word) is None:
        print(f'1..0 # SKIP there is no {word}')
        sys.exit(0)
def test_dist(folder):
    """What 'meson dist' packs is all that is in the repository, and can be set up somewhere else."""
    if not (TOP / '.git').exists():
        raise tap.Lacking('this is no repository')
    tap.call('meson', 'dist', '-C', BUILD, '--no-tests', '--allow-dirty', '--formats', 'gztar')
    tap.call('tar', '-xzf', BUILD / 'meson-dist' / f'mailflow-{VERSION}.tar.gz', cwd=folder)
    tree = folder / f'mailflow-{VERSION}'
    packed = {path.relative_to(tree).as_posix() for path in tree.rglob('*') if path.is_file() or path.is_symlink()}
    committed = set(tap.call('git', '-C', TOP, 'ls-tree', '-r', '--name-only', '-z', 'HEAD').split('\0')) - {''}
    assert packed == committed, packed ^ committed
    tap.call('meson', 'setup', '-Dgui=disabled', folder / 'build', tree)


tap.run(test_built, test_version, test_lintian, test_nothing_left_out, test_works, test_dist)
