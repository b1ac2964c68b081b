/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mime-part.h"

#include <string.h>

#include "sim/codec/imap-message.h"

/* "m0-20-40/3(…)": kind, header, body, end, lines, parts. */
static void
describe (const MimePart *part, GString *out)
{
  static const char kinds[] = { [MIME_PART_LEAF] = 'l', [MIME_PART_MULTIPART] = 'm', [MIME_PART_MESSAGE] = 'r',
                                [MIME_PART_SEALED] = 's' };

  g_string_append_printf (out, "%c%zu-%zu-%zu/%u", kinds[part->kind], part->header, part->body, part->end, part->lines);
  if (part->first == NULL)
    return;
  g_string_append_c (out, '(');
  for (const MimePart *child = part->first; child != NULL; child = child->next)
    {
      g_assert_true (child->parent == part);
      g_string_append (out, child == part->first ? "" : " ");
      describe (child, out);
    }
  g_string_append_c (out, ')');
}

#define MULTI "Content-Type: multipart/mixed; boundary=b\r\n\r\n" /* 45 bytes */
#define DIGEST "Content-Type: multipart/digest; boundary=b\r\n\r\n" /* 46 */
#define RFC822 "Content-Type: message/rfc822\r\n\r\n" /* 32 */

static const struct
{
  const char *message;
  const char *parts;
} cases[] = {
  { "", "l0-0-0/0" },
  { "\r\n", "l0-2-2/0" },
  { "A: b", "l0-4-4/0" },
  { "A: b\r\n", "l0-6-6/0" },
  { "A: b\r\n\r\nx\r\ny", "l0-8-12/1" },
  { "A: b\n\nx\ny\n", "l0-6-10/2" },
  { "\r\rx", "l0-3-3/0" },
  { MULTI, "m0-45-45/0" },
  { MULTI "no boundary\r\n", "m0-45-58/1" },
  { MULTI "--b\r\n\r\nx\r\n--b--\r\n", "m0-45-62/4(l50-52-53/0)" },
  { MULTI "before\r\n--b\r\nA: b\r\n\r\nx\r\n\r\n--b\r\n\r\ny\r\n--b--\r\nafter\r\n",
    "m0-45-95/11(l58-66-69/1 l76-78-79/0)" },
  { MULTI "--b\r\n\r\nx", "m0-45-53/2(l50-52-53/0)" },
  { MULTI "--b\r\n\r\n--b--", "m0-45-57/2(l50-52-52/0)" },
  { MULTI "--b\r\n--b\r\nA: b\r\n--b--\r\n", "m0-45-68/4(l50-50-50/0 l55-61-61/0)" },
  { MULTI "--b \t\r\n\r\nx\r\n --b\r\n--b-- \r\n", "m0-45-71/5(l52-54-61/1)" },
  { MULTI "--b--\r\n--b\r\n\r\nx", "m0-45-60/3" },
  { MULTI "--b\n\nx\n--b--\n", "m0-45-58/4(l49-50-51/0)" },
  { RFC822 "A: b\r\n\r\nx\r\n", "r0-32-43/3(l32-40-43/1)" },
  { RFC822, "r0-32-32/0(l32-32-32/0)" },
  { "Content-Type: message/rfc822\r\n", "r0-30-30/0(l30-30-30/0)" },
  { RFC822 RFC822 "\r\nx", "r0-32-67/3(r32-64-67/1(l64-66-67/0))" },
  { DIGEST "--b\r\n\r\nA: b\r\n\r\nx\r\n--b\r\nContent-Type: text/plain\r\n\r\ny\r\n--b--",
    "m0-46-105/9(r51-53-62/2(l53-61-62/0) l69-97-98/0)" },
  { "Content-Type: multipart/mixed\r\n\r\n--b\r\n\r\nx", "l0-33-41/2" },
  { "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\nx", "l0-46-53/2" },
  { "Content-Type: multipart/mixed;\r\n boundary=\"a\r\n b\"\r\n\r\n--a b\r\n\r\nx\r\n--a b--",
    "m0-53-72/3(l60-62-63/0)" },
  /* An inner boundary that begins with the outer one, and an inner multipart without an end. */
  { MULTI "--b\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n\r\nx\r\n--b\r\n\r\ny\r\n--b--",
    "m0-45-122/9(m50-96-105/2(l102-104-105/0) l112-114-115/0)" },
};

static void
test_offsets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) parts = mime_part_parse (cases[i].message, strlen (cases[i].message));
      g_autoptr (GString) out = g_string_new (NULL);

      g_test_message ("%u: %s", i, cases[i].message);
      describe (g_ptr_array_index (parts, 0), out);
      g_assert_cmpstr (out->str, ==, cases[i].parts);
    }
}

/* Every part lies within its parent, after its elder sibling. */
static void
assert_nested (const MimePart *part, gsize from, gsize to)
{
  gsize at = part->body;

  g_assert_cmpuint (from, <=, part->header);
  g_assert_cmpuint (part->header, <=, part->body);
  g_assert_cmpuint (part->body, <=, part->end);
  g_assert_cmpuint (part->end, <=, to);
  for (const MimePart *child = part->first; child != NULL; child = child->next)
    {
      assert_nested (child, at, part->end);
      at = child->end;
    }
}

/* The bytes of a case cut off anywhere. */
static void
test_cut_off (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize length = 0; length <= strlen (cases[i].message); length++)
      {
        g_autofree char *bytes = g_memdup2 (cases[i].message, length);
        g_autoptr (GPtrArray) parts = mime_part_parse (length > 0 ? bytes : "", length);

        assert_nested (g_ptr_array_index (parts, 0), 0, length);
      }
}

static guint
measure_depth (const MimePart *part)
{
  guint depth = 1;

  for (; part->first != NULL; part = part->first)
    depth++;
  return depth;
}

static void
test_deep_multiparts (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) parts = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "Content-Type: multipart/mixed; boundary=b%u\r\n\r\n--b%u\r\n", i, i);
  parts = mime_part_parse (text->str, text->len);
  g_assert_cmpuint (measure_depth (g_ptr_array_index (parts, 0)), ==, MIME_PART_DEEPEST + 1);
}

static void
test_deep_messages (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) parts = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, RFC822);
  parts = mime_part_parse (text->str, text->len);
  g_assert_cmpuint (measure_depth (g_ptr_array_index (parts, 0)), ==, MIME_PART_DEEPEST + 1);
  g_assert_cmpint (((MimePart *) g_ptr_array_index (parts, MIME_PART_DEEPEST))->kind, ==, MIME_PART_SEALED);
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new (MULTI);
  g_autoptr (GPtrArray) parts = NULL;

  for (guint i = 0; i < 5 * MIME_PART_MOST; i++)
    g_string_append (text, "--b\r\n\r\nx\r\n");
  parts = mime_part_parse (text->str, text->len);
  g_assert_cmpuint (parts->len, ==, MIME_PART_MOST);
  assert_nested (g_ptr_array_index (parts, 0), 0, text->len);
}

/* 25 MB under a hundred boundaries take no time that would be noticed. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) parts = NULL;

  for (guint i = 0; i < MIME_PART_DEEPEST; i++)
    g_string_append_printf (text, "Content-Type: multipart/mixed; boundary=b%u\r\n\r\n--b%u\r\n", i, i);
  g_string_append (text, "\r\n");
  while (text->len < 25 * 1000 * 1000)
    g_string_append (text, "--bb The quick brown fox jumps over the lazy dog, and then once more.\r\n");
  parts = mime_part_parse (text->str, text->len);
  g_assert_cmpuint (((MimePart *) g_ptr_array_index (parts, MIME_PART_DEEPEST))->end, ==, text->len);
}

/* The outline says where things are, as the parts do. */
static void
test_outline (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].message, strlen (cases[i].message));
      g_autoptr (ImapMessage) message = imap_message_new (bytes);

      g_assert_cmpuint (imap_message_outline (message)->header, ==, imap_message_root (message)->header);
      g_assert_cmpuint (imap_message_outline (message)->body, ==, imap_message_root (message)->body);
      g_assert_cmpuint (imap_message_outline (message)->end, ==, imap_message_root (message)->end);
    }
}

static void
test_find (void)
{
  static const char text[] = MULTI "--b\r\n" RFC822 MULTI "--b\r\n\r\nx\r\n--b--";
  static const struct
  {
    guint32 path[4];
    guint depth;
    gsize header;
    gboolean found;
  } wanted[] = {
    { { 0 }, 0, 0, TRUE },        { { 1 }, 1, 50, TRUE },      { { 2 }, 1, 0, FALSE },
    { { 1, 1 }, 2, 132, TRUE },   { { 1, 2 }, 2, 0, FALSE },   { { 1, 1, 1 }, 3, 0, FALSE },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (ImapMessage) message = imap_message_new (bytes);

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const MimePart *part = imap_message_find (message, wanted[i].path, wanted[i].depth);

      g_test_message ("%u", i);
      g_assert_cmpint (part != NULL, ==, wanted[i].found);
      if (part != NULL)
        g_assert_cmpuint (part->header, ==, wanted[i].header);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mime-part/offsets", test_offsets);
  g_test_add_func ("/mime-part/cut-off", test_cut_off);
  g_test_add_func ("/mime-part/deep-multiparts", test_deep_multiparts);
  g_test_add_func ("/mime-part/deep-messages", test_deep_messages);
  g_test_add_func ("/mime-part/many", test_many);
  g_test_add_func ("/mime-part/large", test_large);
  g_test_add_func ("/mime-part/outline", test_outline);
  g_test_add_func ("/mime-part/find", test_find);
  return g_test_run ();
}
