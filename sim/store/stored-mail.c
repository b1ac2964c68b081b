/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/stored-mail.h"

StoredMail *
stored_mail_new (GBytes *content, gint64 internal_date)
{
  StoredMail *mail = g_new0 (StoredMail, 1);

  mail->references = 1;
  mail->content = g_bytes_ref (content);
  mail->internal_date = internal_date;
  return mail;
}

StoredMail *
stored_mail_ref (StoredMail *mail)
{
  mail->references++;
  return mail;
}

void
stored_mail_unref (StoredMail *mail)
{
  if (--mail->references > 0)
    return;
  g_strfreev (mail->keywords);
  g_bytes_unref (mail->content);
  g_free (mail);
}

gsize
stored_mail_size (const StoredMail *mail)
{
  return g_bytes_get_size (mail->content);
}

gboolean
mail_keywords_contain (char *const *keywords, const char *keyword)
{
  for (; keywords != NULL && *keywords != NULL; keywords++)
    if (g_ascii_strcasecmp (*keywords, keyword) == 0)
      return TRUE;
  return FALSE;
}

/* Whether B holds all of A. */
static gboolean
is_within (char *const *a, char *const *b)
{
  for (; a != NULL && *a != NULL; a++)
    if (!mail_keywords_contain (b, *a))
      return FALSE;
  return TRUE;
}

gboolean
mail_keywords_equal (char *const *a, char *const *b)
{
  return is_within (a, b) && is_within (b, a);
}

static gboolean
is_in (const GPtrArray *list, const char *keyword)
{
  for (guint i = 0; i < list->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (list, i), keyword) == 0)
      return TRUE;
  return FALSE;
}

/* Appends what of FROM is neither in KNOWN nor there already. */
static void
append_new (GPtrArray *to, char *const *from, char *const *known)
{
  for (; from != NULL && *from != NULL; from++)
    if (!mail_keywords_contain (known, *from) && !is_in (to, *from))
      g_ptr_array_add (to, g_strdup (*from));
}

static char **
end_list (GPtrArray *list)
{
  if (list->len == 0)
    {
      g_ptr_array_unref (list);
      return NULL;
    }
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_free (list, FALSE);
}

char **
mail_keywords_join (char *const *a, char *const *b)
{
  GPtrArray *list = g_ptr_array_new ();

  append_new (list, a, NULL);
  append_new (list, b, NULL);
  return end_list (list);
}

char **
mail_keywords_subtract (char *const *a, char *const *b)
{
  GPtrArray *list = g_ptr_array_new ();

  append_new (list, a, b);
  return end_list (list);
}
