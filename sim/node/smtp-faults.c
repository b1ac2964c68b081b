/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/smtp-faults.h"

#include <string.h>

typedef struct
{
  gconstpointer key;
  SmtpFault fault;
  guint seen;
} Rule;

struct SmtpFaults
{
  GArray *rules; /* Rule, by age */
};

SmtpFaults *
smtp_faults_new (void)
{
  SmtpFaults *faults = g_new0 (SmtpFaults, 1);

  faults->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  return faults;
}

void
smtp_faults_free (SmtpFaults *faults)
{
  g_array_unref (faults->rules);
  g_free (faults);
}

void
smtp_faults_add (SmtpFaults *faults, gconstpointer key, const SmtpFault *fault)
{
  const Rule rule = { key, *fault, 0 };

  g_array_append_val (faults->rules, rule);
}

void
smtp_faults_remove (SmtpFaults *faults, gconstpointer key)
{
  for (guint i = faults->rules->len; i > 0; i--)
    if (g_array_index (faults->rules, Rule, i - 1).key == key)
      g_array_remove_index (faults->rules, i - 1);
}

/* Of those that it meets, a rule lets SKIP pass and strikes TIMES. */
static gboolean
counts (Rule *rule)
{
  guint number = rule->seen++;

  return number >= rule->fault.skip && (rule->fault.times == 0 || number - rule->fault.skip < rule->fault.times);
}

static gboolean
matches (const SmtpFault *fault, const char *argument)
{
  g_autofree char *wanted = NULL, *given = NULL;

  if (fault->match == NULL)
    return TRUE;
  if (argument == NULL)
    return FALSE;
  wanted = g_ascii_strdown (fault->match, -1);
  given = g_ascii_strdown (argument, -1);
  return strstr (given, wanted) != NULL;
}

static gboolean
is_transaction (const char *verb)
{
  static const char *const verbs[] = { "MAIL", "RCPT", "DATA", "END-OF-DATA", NULL };

  return g_strv_contains (verbs, verb);
}

static gboolean
is_about (const SmtpFault *fault, const char *verb)
{
  return fault->verb == NULL ? fault->after == 0 && is_transaction (verb) : strcmp (fault->verb, verb) == 0;
}

const SmtpFault *
smtp_faults_strike (SmtpFaults *faults, const char *verb, const char *argument)
{
  for (guint i = 0; i < faults->rules->len; i++)
    {
      Rule *rule = &g_array_index (faults->rules, Rule, i);

      if (is_about (&rule->fault, verb) && matches (&rule->fault, argument) && counts (rule))
        return &rule->fault;
    }
  return NULL;
}

const SmtpFault *
smtp_faults_strike_bytes (SmtpFaults *faults, guint64 before, guint64 now)
{
  for (guint i = 0; i < faults->rules->len; i++)
    {
      Rule *rule = &g_array_index (faults->rules, Rule, i);

      if (rule->fault.after > 0 && before < rule->fault.after && rule->fault.after <= now && counts (rule))
        return &rule->fault;
    }
  return NULL;
}

SmtpReply *
smtp_fault_make_reply (const SmtpFault *fault)
{
  return smtp_reply_new (fault->code, fault->status, fault->text);
}
