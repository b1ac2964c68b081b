/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lesson-list: the scenarios that come with the program, with their titles.
 */
#pragma once

#include <glib.h>

typedef struct
{
  char *path, *title;
  char *summary;     /* NULL: none */
  const char *level; /* "Basic" */
  char *topics;      /* "queue, retry" */
  char *words;       /* all that it may be searched by, in small letters */
} Lesson;

/* Lesson *, the basic ones first; caller unrefs. Files that can't be read are left out. */
GPtrArray *lesson_list_new (void);
