/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * program-folder: where files lie that come with the program. A program in a build folder has those of the build, so
 * that it never takes an older version's.
 */
#pragma once

#include <glib.h>

/* BUILT where the running program lies in the folder that meson built it in; else SHARED (such as "doc/mailflow") in
 * ../share beside the program, so that an installation may be moved, or in the one that it was installed to. Caller
 * frees; nothing need be there. */
char *program_folder_find (const char *built, const char *shared);
