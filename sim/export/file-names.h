/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * file-names: names for the files of one folder, made of addresses and domains, so that every system takes them and
 * no two are the same, also where capitals don't count. It touches no disk.
 */
#pragma once

#include <glib.h>

typedef struct FileNames FileNames;

FileNames *file_names_new (void);
void file_names_free (FileNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FileNames, file_names_free)

/* TEXT as a name, SUFFIX (".mbox") behind it: letters, digits and "._+-=" as they are, all else as ~XX, so that it may stand in a URL too; never empty,
 * hidden, a device of Windows, or longer than 200 bytes. Where that name was taken before, the next free one of "TEXT_2",
 * "TEXT_3", …. Caller frees. */
char *file_names_take (FileNames *names, const char *text, const char *suffix);
