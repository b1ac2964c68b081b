/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * file-watch: tells when somebody has written one of some files anew, once all have been left alone for a moment.
 */
#pragma once

#include <gio/gio.h>

typedef struct FileWatch FileWatch;

typedef void (*FileWatchFunc) (gpointer user);

/* PATHS, one at least, ends with NULL. Where files can't be watched, nothing is ever told; nor while the first of them is not there. */
FileWatch *file_watch_new (const char *const *paths, FileWatchFunc changed, gpointer user);
void file_watch_free (FileWatch *watch);
