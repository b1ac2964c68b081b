/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session-picture: a session's table for who stands in one of its states: all states from top to bottom, the present
 * one lit, and what leads from there to where; small enough to stand beside a dialogue. state-diagram draws all ways.
 */
#pragma once

#include "gui/draw/drawing.h"
#include "sim/session/session-progress.h"

/* TABLE's states as PROGRESS has them, WIDTH wide and at least HEIGHT high. What each state's box tells when it is
 * pointed at is its number + 1. */
Drawing *session_picture_new (const SessionTable *table, const SessionProgress *progress, const Palette *palette, double width, double height);
