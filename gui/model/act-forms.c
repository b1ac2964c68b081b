/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/act-forms.h"

#include "gui/model/act-list.h"

#include <gio/gio.h>

#include <string.h>

/* Whoever asks for a form has seen that there is time. */
static SimTime
find_time (Player *player)
{
  SimTime t;

  act_list_find_time (player, &t);
  return t;
}

Intervention *
act_form_answer (Player *player, const ActAnswer *answer)
{
  g_autofree char *label = g_strdup_printf ("%s answers %u to %s", answer->server, answer->code, answer->command);
  g_autofree char *code = g_strdup_printf ("%u", answer->code), *times = g_strdup_printf ("%u", answer->times);
  Intervention *intervention = intervention_new ("faults", find_time (player), label);

  intervention_add_word (intervention, "kind", "reply");
  intervention_add_word (intervention, "server", answer->server);
  intervention_add_word (intervention, "on", answer->command);
  intervention_add_word (intervention, "code", code);
  if (answer->status != NULL && answer->status[0] != '\0')
    intervention_add_text (intervention, "status", answer->status);
  if (answer->text != NULL && answer->text[0] != '\0')
    intervention_add_text (intervention, "text", answer->text);
  if (answer->times > 0)
    intervention_add_word (intervention, "times", times);
  return intervention;
}

Intervention *
act_form_zone (Player *player, const char *domain, const char *text)
{
  g_autofree char *label = g_strdup_printf ("Another zone for %s", domain);
  Intervention *intervention = intervention_new ("faults", find_time (player), label);

  intervention_add_word (intervention, "kind", "zone");
  intervention_add_word (intervention, "domain", domain);
  intervention_add_text (intervention, "text", text);
  return intervention;
}

const char *
act_form_get_zone (Player *player, const char *domain)
{
  const Trace *trace = player_get_trace (player);

  for (TraceId id = player_get_position (player); id > 0; id--)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_ZONE && g_ascii_strcasecmp (trace_blob (trace, record->text, NULL), domain) == 0)
        return trace_blob (trace, record->note, NULL);
    }
  return NULL;
}

static void
add_texts (Intervention *intervention, const char *key, const char *const *texts)
{
  if (texts != NULL && texts[0] != NULL)
    intervention_add_list (intervention, key, texts);
}

static void
add_line (Intervention *intervention, const char *key, const char *text)
{
  if (text != NULL && text[0] != '\0')
    intervention_add_text (intervention, key, text);
}

/* Those beside the scenario or below it are named from there. */
static char *
name_file (const Run *run, const char *path)
{
  g_autoptr (GFile) scenario = g_file_new_for_path (run_get_file (run)), folder = g_file_get_parent (scenario), file = g_file_new_for_path (path);
  char *relative = g_file_get_relative_path (folder, file);

  return relative != NULL ? relative : g_file_get_path (file);
}

static void
add_files (Intervention *intervention, const Run *run, const char *const *paths)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    g_ptr_array_add (names, name_file (run, paths[i]));
  g_ptr_array_add (names, NULL);
  add_texts (intervention, "attach", (const char *const *) names->pdata);
}

Intervention *
act_form_mail (Player *player, const ActMail *mail)
{
  g_autofree char *label = g_strdup_printf ("Mail from %s", mail->from);
  g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, mail->attachment);
  Intervention *intervention = intervention_new ("messages", find_time (player), label);

  intervention_add_text (intervention, "from", mail->from);
  add_texts (intervention, "to", mail->to);
  add_texts (intervention, "cc", mail->cc);
  add_texts (intervention, "bcc", mail->bcc);
  add_line (intervention, "subject", mail->subject);
  add_line (intervention, "text", mail->text);
  add_files (intervention, player_get_run (player), mail->files);
  if (mail->attachment > 0)
    intervention_add_word (intervention, "attachment", size);
  return intervention;
}
