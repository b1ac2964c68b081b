/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * file-watch: tells when somebody has written a file anew, once it has been left alone for a moment.
 */
#pragma once

#include <gio/gio.h>

typedef struct FileWatch FileWatch;

typedef void (*FileWatchFunc) (gpointer user);

/* Where files can't be watched, nothing is ever told. */
FileWatch *file_watch_new (const char *path, FileWatchFunc changed, gpointer user);
void file_watch_free (FileWatch *watch);
