/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fact-list: headings and cards of a few lines each, refilled again and again: rows are kept and only
 * their words change.
 */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  FACT_PLAIN,
  FACT_GOOD,
  FACT_WAIT,
  FACT_BAD,
  FACT_NOW,
} FactTone;

#define FACT_LIST_TYPE (fact_list_get_type ())
G_DECLARE_FINAL_TYPE (FactList, fact_list, MAILFLOW, FACT_LIST, GtkBox)

/* Between begin and end the whole list is told anew. */
void fact_list_begin (FactList *list);
void fact_list_add_heading (FactList *list, const char *text);
/* DETAIL may be NULL. */
void fact_list_add (FactList *list, FactTone tone, const char *title, const char *detail);
void fact_list_end (FactList *list);
