/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/blob-store.h"

#include <string.h>

enum
{
  MANY = 100000,
};

static void
test_equal_bytes (void)
{
  g_autoptr (BlobStore) store = blob_store_new ();
  BlobId first = blob_store_add (store, "EHLO", 4);
  gsize length = 0;

  g_assert_cmpuint (first, ==, 1);
  g_assert_cmpuint (blob_store_add (store, "HELO", 4), ==, 2);
  g_assert_cmpuint (blob_store_add (store, "EHLO x", 4), ==, first);
  g_assert_cmpuint (blob_store_add (store, "EHLO x", 6), ==, 3);
  g_assert_cmpuint (blob_store_count (store), ==, 4);
  g_assert_cmpstr (blob_store_get (store, first, &length), ==, "EHLO");
  g_assert_cmpuint (length, ==, 4);
}

static void
test_empty (void)
{
  g_autoptr (BlobStore) store = blob_store_new ();
  gsize length = 1;

  g_assert_cmpuint (blob_store_add (store, NULL, 0), ==, 0);
  g_assert_cmpuint (blob_store_add (store, "x", 0), ==, 0);
  g_assert_cmpstr (blob_store_get (store, 0, &length), ==, "");
  g_assert_cmpuint (length, ==, 0);
  g_assert_cmpstr (blob_store_get (store, 0, NULL), ==, "");
}

/* NULs count; lengths make a difference even where all bytes are NUL. */
static void
test_nul_bytes (void)
{
  static const char zeros[32] = { 0 };
  g_autoptr (BlobStore) store = blob_store_new ();
  gsize found;

  for (gsize length = 1; length <= sizeof zeros; length++)
    g_assert_cmpuint (blob_store_add (store, zeros, length), ==, length);
  for (gsize length = 1; length <= sizeof zeros; length++)
    {
      const char *bytes = blob_store_get (store, (BlobId) length, &found);

      g_assert_cmpmem (bytes, found, zeros, length);
      g_assert_cmpint (bytes[length], ==, '\0');
    }
}

/* The caller's buffer may change afterwards; blobs never move. */
static void
test_growth (void)
{
  g_autoptr (BlobStore) store = blob_store_new ();
  g_autofree const char **places = g_new (const char *, MANY + 1);
  char line[32];

  for (guint i = 1; i <= MANY; i++)
    {
      g_snprintf (line, sizeof line, "line number %u", i);
      g_assert_cmpuint (blob_store_add (store, line, strlen (line)), ==, i);
      places[i] = blob_store_get (store, i, NULL);
    }
  for (guint i = 1; i <= MANY; i++)
    {
      g_snprintf (line, sizeof line, "line number %u", i);
      g_assert_cmpuint (blob_store_add (store, line, strlen (line)), ==, i);
      g_assert_cmpstr (places[i], ==, line);
      g_assert_true (blob_store_get (store, i, NULL) == places[i]);
    }
  g_assert_cmpuint (blob_store_count (store), ==, MANY + 1);
}

/* Large messages between small lines: what is used stays close to what is kept. */
static void
test_large (void)
{
  g_autoptr (BlobStore) store = blob_store_new ();
  g_autofree char *large = g_strnfill (1000 * 1000, 'x');
  gsize kept = 0, length;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *line = g_strdup_printf ("line %u", i);

      large[0] = (char) ('A' + i);
      blob_store_add (store, large, 100 * 1000 + i);
      blob_store_add (store, line, strlen (line));
      kept += 100 * 1000 + i + strlen (line);
    }
  g_assert_cmpuint (blob_store_add (store, large, 1000 * 1000), ==, 101);
  g_assert_cmpmem (blob_store_get (store, 101, &length), length, large, 1000 * 1000);
  g_assert_cmpuint (blob_store_get_memory (store), <, kept + 1000 * 1000 + 300 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blob-store/equal-bytes", test_equal_bytes);
  g_test_add_func ("/blob-store/empty", test_empty);
  g_test_add_func ("/blob-store/nul-bytes", test_nul_bytes);
  g_test_add_func ("/blob-store/growth", test_growth);
  g_test_add_func ("/blob-store/large", test_large);
  return g_test_run ();
}
