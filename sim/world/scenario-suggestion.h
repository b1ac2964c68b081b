/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-suggestion: "did you mean …?" for a mistyped word, by edit distance.
 */
#pragma once

#include <glib.h>

/* The one of NAMES (char *) that is nearest to WORD and near enough to be meant; the first of
 * equals; NULL where none is. Borrowed from NAMES. */
const char *scenario_suggestion_find (const char *word, const GPtrArray *names);

/* "; did you mean 'title'?", else "; expected title, domains, …" where NAMES are few, else "";
 * caller frees. */
char *scenario_suggestion_format (const char *word, const GPtrArray *names);
