/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-edit: changes to the text of a scenario's file that leave everything else in it as it stands, comments
 * too. It knows YAML, but not what the keys mean: whoever uses it reads the new text with scenario-reader.
 */
#pragma once

#include <glib.h>

/* TEXT with ENTRY, a map in one line ("{kind: down, …}"), as the last of the top level's list SECTION, which is made
 * where there is none. FILE is for messages. Caller frees; NULL and an error where TEXT is not YAML, or is written so
 * that nothing can be added (its list ends in an alias, say). */
char *scenario_edit_add (const char *file, const char *text, const char *section, const char *entry, GError **error);

/* TEXT with VALUE for KEY in item INDEX, from 0, of SECTION. VALUE is one line of YAML. Errors likewise, where there
 * is no such item, and where anything else would be changed by it. */
char *scenario_edit_set (const char *file, const char *text, const char *section, guint index, const char *key, const char *value, GError **error);

/* What item INDEX of SECTION says, in words of no language: alike for items that say the same, however they are written.
 * NULL where there is no such item. Caller frees. */
char *scenario_edit_describe (const char *text, const char *section, guint index);

/* The item of SECTION that says WORDS, which scenario_edit_describe() gave: INDEX itself, else the first other. FALSE and an
 * error where there is none. */
gboolean scenario_edit_find (const char *file, const char *text, const char *section, const char *words, guint *index, GError **error);

/* TEXT as one line of YAML, in double quotes (YAML 1.1 5.6, 9.1.1). */
char *scenario_edit_quote (const char *text);
/* TEXTS, up to a NULL, as a list in one line. */
char *scenario_edit_quote_list (const char *const *texts);
