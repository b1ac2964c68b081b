/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/intervention.h"

#include "sim/world/scenario-edit.h"

struct Intervention
{
  char *section, *label;
  GString *entry; /* NULL: an end */
  guint number;
  char *fault; /* of an end: what it ends, once that is known */
  SimTime length, at;
};

Intervention *
intervention_new (const char *section, SimTime at, const char *label)
{
  Intervention *intervention = g_new0 (Intervention, 1);
  g_autofree char *time = sim_time_format_duration (at);

  intervention->section = g_strdup (section);
  intervention->label = g_strdup (label);
  intervention->at = at;
  intervention->entry = g_string_new (NULL);
  g_string_printf (intervention->entry, "{at: %s", time);
  return intervention;
}

Intervention *
intervention_new_end (guint number, SimTime length, SimTime at, const char *label)
{
  Intervention *intervention = g_new0 (Intervention, 1);

  intervention->section = g_strdup ("faults");
  intervention->label = g_strdup (label);
  intervention->number = number;
  intervention->length = length;
  intervention->at = at;
  return intervention;
}

Intervention *
intervention_copy (const Intervention *intervention)
{
  Intervention *copy = g_new0 (Intervention, 1);

  *copy = *intervention;
  copy->section = g_strdup (intervention->section);
  copy->label = g_strdup (intervention->label);
  copy->fault = g_strdup (intervention->fault);
  copy->entry = intervention->entry == NULL ? NULL : g_string_new (intervention->entry->str);
  return copy;
}

void
intervention_free (Intervention *intervention)
{
  if (intervention->entry != NULL)
    g_string_free (intervention->entry, TRUE);
  g_free (intervention->section);
  g_free (intervention->label);
  g_free (intervention->fault);
  g_free (intervention);
}

void
intervention_add_word (Intervention *intervention, const char *key, const char *word)
{
  g_string_append_printf (intervention->entry, ", %s: %s", key, word);
}

void
intervention_add_text (Intervention *intervention, const char *key, const char *text)
{
  g_autofree char *quoted = scenario_edit_quote (text);

  intervention_add_word (intervention, key, quoted);
}

void
intervention_add_list (Intervention *intervention, const char *key, const char *const *texts)
{
  g_autofree char *list = scenario_edit_quote_list (texts);

  intervention_add_word (intervention, key, list);
}

const char *
intervention_get_label (const Intervention *intervention)
{
  return intervention->label;
}

SimTime
intervention_get_time (const Intervention *intervention)
{
  return intervention->at;
}

static char *
apply_end (Intervention *intervention, const char *file, const char *text, GError **error)
{
  guint index = intervention->number - 1;
  g_autofree char *length = sim_time_format_duration (intervention->length);

  if (intervention->fault == NULL)
    intervention->fault = scenario_edit_describe (text, intervention->section, index);
  if (intervention->fault != NULL && !scenario_edit_find (file, text, intervention->section, intervention->fault, &index, error))
    {
      g_prefix_error (error, "“%s”: ", intervention->label);
      return NULL;
    }
  return scenario_edit_set (file, text, intervention->section, index, "for", length, error);
}

char *
intervention_apply (Intervention *intervention, const char *file, const char *text, GError **error)
{
  g_autofree char *words = NULL;

  if (intervention->entry == NULL)
    return apply_end (intervention, file, text, error);
  words = g_strdup_printf ("%s}", intervention->entry->str);
  return scenario_edit_add (file, text, intervention->section, words, error);
}

SimTime
intervention_pick_time (SimTime after, SimTime before)
{
  SimTime unit = SIM_SECOND;

  for (; unit > 1; unit /= 10)
    if ((after / unit + 1) * unit < before)
      break;
  return (after / unit + 1) * unit;
}
