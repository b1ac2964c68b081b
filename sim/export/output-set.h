/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * output-set: the files that one command writes. They are made beside their places under names of their own, and
 * all put there together at the end, or none: what was there before stays whole until then. It knows nothing of
 * what they hold.
 */
#pragma once

#include <gio/gio.h>

typedef struct OutputSet OutputSet;

/* Told of now and then while a long file is made: PART of it, 0 … 1, is there. */
typedef void (*OutputProgress) (gpointer user, const char *path, double part);

/* One set at a time: the program's end by a signal takes its files with it, as output_set_free does.
 * Where FORCE, files that are there are replaced; else they are errors. */
OutputSet *output_set_new (gboolean force);
/* What was not put in its place is gone. */
void output_set_free (OutputSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutputSet, output_set_free)

void output_set_on_progress (OutputSet *set, OutputProgress progress, gpointer user);
void output_set_tell_progress (OutputSet *set, const char *path, double part);

/* Whether PATH may become a file or, where FOLDER, the place of several: to be asked before any work is done. A
 * file that is there and a folder that isn't empty need FORCE; two forms may not share a file. "-" is standard
 * output. G_FILE_ERROR. */
gboolean output_set_claim (OutputSet *set, const char *path, gboolean folder, GError **error);

/* The name under which to make the file that will be PATH; its folder must be there. The set's own; NULL and an
 * error where there can be none. */
const char *output_set_stage (OutputSet *set, const char *path, GError **error);

/* PATH will hold BYTES. FALSE and an error where it can't be. */
gboolean output_set_add (OutputSet *set, const char *path, const void *bytes, gsize length, GError **error);

/* PATH will be a folder; it is made now where it isn't there. */
gboolean output_set_add_folder (OutputSet *set, const char *path, GError **error);

/* Puts everything in its place. At an error, which names the file, what was put there already stays. */
gboolean output_set_commit (OutputSet *set, GError **error);
