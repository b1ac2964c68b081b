#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The films of every scenario of the library, as FFmpeg sees them; and without FFmpeg.

usage: test-films.py MAILFLOW SCENARIOS

Prints TAP.
"""
import json
import pathlib
import shutil
import subprocess
import sys

import tap

FILMS = {'gif': ('gif', 960, 540), 'webm': ('vp9', 1280, 720)}


def probe(path):
    done = subprocess.run(['ffprobe', '-v', 'error', '-count_packets', '-show_streams', '-of', 'json', path], check=True, capture_output=True)
    assert not done.stderr, done.stderr
    stream, = json.loads(done.stdout)['streams']
    return stream


def picture(path, seconds):
    """A picture of the film, small and grey."""
    words = ['ffmpeg', '-v', 'error', '-ss', str(seconds), '-i', path, '-frames:v', '1', '-vf', 'scale=96:54', '-f', 'rawvideo', '-pix_fmt', 'gray', '-']
    return subprocess.run(words, check=True, capture_output=True).stdout


def export(scenario, path, *words, **how):
    return subprocess.run([tap.MAILFLOW, 'export', scenario, '--' + path.suffix[1:], path, *words], check=False, capture_output=True, text=True, **{'env': tap.ENVIRONMENT, **how})


def check(folder, scenario):
    """The forms in turn: every lesson is filmed, and each form by half of them."""
    turn = tap.library().index(scenario) % len(FILMS)
    for form, (codec, width, height) in list(FILMS.items())[turn:turn + 1]:
        path = pathlib.Path(folder, f'{scenario}.{form}')
        done = export(scenario, path, '--pace', '1000')
        assert done.returncode == 0 and not done.stderr, done.stderr
        stream = probe(path)
        assert (stream['codec_name'], stream['width'], stream['height']) == (codec, width, height), stream
        assert int(stream['nb_read_packets']) >= 10, stream['nb_read_packets']
        path.unlink()


def it_moves(folder):
    """At the usual pace: it is as long as it should be, and moves."""
    path = pathlib.Path(folder, 'moves.gif')
    assert export('first-delivery', path, '--at', '1200ms').returncode == 0
    count = int(probe(path)['nb_read_packets'])
    assert 80 <= count <= 400, count
    assert len({picture(path, second) for second in (0, 2, 3, 4, 5)}) >= 4


def gstreamer_makes_it_too(folder):
    programs = pathlib.Path(folder, 'programs')
    programs.mkdir()
    (programs / 'gst-launch-1.0').symlink_to(shutil.which('gst-launch-1.0'))
    path = pathlib.Path(folder, 'gst.webm')
    done = export('first-delivery', path, '--pace', '60', env={**tap.ENVIRONMENT, 'PATH': str(programs)})
    assert done.returncode == 0, done.stderr
    stream = probe(path)
    assert (stream['codec_name'], stream['width']) == ('vp8', 1280), stream


def without_either_a_package_is_named(folder):
    empty = pathlib.Path(folder, 'empty')
    empty.mkdir()
    for form in FILMS:
        path = pathlib.Path(folder, 'none.' + form)
        done = export('first-delivery', path, env={**tap.ENVIRONMENT, 'PATH': str(empty)})
        assert done.returncode == 2 and 'install the package ffmpeg' in done.stderr, done.stderr
        assert not path.exists()


def what_the_encoder_complains_of_is_heard(folder):
    """An encoder that fails in the midst of it is heard."""
    programs = pathlib.Path(folder, 'broken')
    programs.mkdir()
    (programs / 'ffmpeg').write_text('#!/bin/sh\nhead -c 100000 >/dev/null\necho "no codec of this name" >&2\nexit 1\n')
    (programs / 'ffmpeg').chmod(0o755)
    path = pathlib.Path(folder, 'broken.webm')
    done = export('first-delivery', path, env={**tap.ENVIRONMENT, 'PATH': f'{programs}:/usr/bin:/bin'})
    assert done.returncode == 2 and 'no codec of this name' in done.stderr, done.stderr
    assert not path.exists()


sys.exit(tap.run(check, it_moves, gstreamer_makes_it_too, without_either_a_package_is_named, what_the_encoder_complains_of_is_heard))
