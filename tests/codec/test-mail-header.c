/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mail-message.h"

#include <string.h>

typedef struct
{
  const char *message;
  const char *name;
  const char *value; /* NULL: not there */
  guint count;
  gsize header;
} Case;

static const Case cases[] = {
  { "A: b\r\n\r\nbody", "A", "b", 1, 8 },
  { "A: b\r\n\r\nA: c\r\n", "A", "b", 1, 8 },
  { "a:b\r\n\r\n", "A", "b", 1, 7 },
  { "A : b\r\n\r\n", "A", "b", 1, 9 },
  { "A:\r\n\r\n", "A", "", 1, 6 },
  { "A: b\r\nA: c\r\nAA: d\r\n\r\n", "A", "b", 2, 21 },
  { "A: b\r\n c\r\n\td\r\nB: e\r\n\r\n", "A", "b c\td", 1, 22 },
  { "B: A: x\r\n\r\n", "A", NULL, 0, 11 },
  { "B: x\r\n A: y\r\n\r\n", "A", NULL, 0, 15 },
  { "\r\nA: b\r\n", "A", NULL, 0, 2 },
  { "", "A", NULL, 0, 0 },
  { "A: b", "A", "b", 1, 4 },
  { "A: b\r\n", "A", "b", 1, 6 },
  { "A: b\n\nbody", "A", "b", 1, 6 },
  { "no colon\r\nA: b\r\n\r\n", "A", "b", 1, 18 },
  { "From x\r\n\r\nA: b", "A", NULL, 0, 10 },
  { "A", "A", NULL, 0, 1 },
  { ": x\r\n\r\n", "A", NULL, 0, 7 },
  { "A: b\r\r\n\r\n", "A", "b", 1, 9 },
  { "Received: 1\r\nReceived: 2\r\nReceived: 3\r\n\r\n", "received", "1", 3, 41 },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].message);
      g_autofree char *exact = g_memdup2 (cases[i].message, length), *value = NULL;
      const char *bytes = exact != NULL ? exact : "";

      g_test_message ("%u", i);
      value = mail_message_dup_field (bytes, length, cases[i].name);
      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_cmpuint (mail_message_count_field (bytes, length, cases[i].name), ==, cases[i].count);
      g_assert_cmpuint (mail_message_header_length (bytes, length), ==, cases[i].header);
    }
}

/* Any beginning of a message can be asked. */
static void
test_every_cut (void)
{
  static const char message[] = "From: a\r\n b\r\nTo : c\r\n\td\r\nX\r\n\r\nbody\r\n";

  for (gsize cut = 1; cut < sizeof message; cut++)
    {
      g_autofree char *part = g_memdup2 (message, cut);
      g_autofree char *value = mail_message_dup_field (part, cut, "To");

      g_assert_cmpuint (mail_message_header_length (part, cut), <=, cut);
      g_assert_cmpuint (mail_message_count_field (part, cut, "From"), <=, 1);
      g_assert_true (value == NULL || strlen (value) <= 3);
    }
}

static void
test_nul (void)
{
  g_autofree char *value = mail_message_dup_field ("A: b\0c\r\n\r\n", 10, "A");

  g_assert_cmpstr (value, ==, "bc");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-header/cases", test_cases);
  g_test_add_func ("/mail-header/every-cut", test_every_cut);
  g_test_add_func ("/mail-header/nul", test_nul);
  return g_test_run ();
}
