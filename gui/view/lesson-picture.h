/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lesson-picture: a lesson as a small picture: its map at a moment that says what it is about.
 */
#pragma once

#include <gtk/gtk.h>

/* Of WIDTH × HEIGHT, in pixels, in the theme's colours. NULL where the lesson at PATH can't be run. */
GdkTexture *lesson_picture_new (const char *path, int width, int height);
