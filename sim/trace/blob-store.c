/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/blob-store.h"

#include <string.h>

enum
{
  CHUNK_SIZE = 1 << 18,
  LARGE_BLOB = CHUNK_SIZE / 8, /* has a chunk of its own, so that no half-full one is given up for it */
  FIRST_BUCKETS = 1 << 10,
};

typedef struct
{
  const char *bytes;
  guint32 length;
  guint32 hash;
} Blob;

struct BlobStore
{
  GPtrArray *chunks;
  char *free_place;
  gsize free_length;
  gsize memory;
  GArray *blobs;    /* Blob by id */
  guint32 *buckets; /* open addressing: id, or 0 for free */
  guint32 n_buckets; /* a power of two */
};

BlobStore *
blob_store_new (void)
{
  BlobStore *store = g_new0 (BlobStore, 1);
  const Blob empty = { "", 0, 0 };

  store->chunks = g_ptr_array_new_with_free_func (g_free);
  store->blobs = g_array_new (FALSE, FALSE, sizeof (Blob));
  g_array_append_val (store->blobs, empty);
  store->n_buckets = FIRST_BUCKETS;
  store->buckets = g_new0 (guint32, store->n_buckets);
  return store;
}

void
blob_store_free (BlobStore *store)
{
  g_ptr_array_unref (store->chunks);
  g_array_unref (store->blobs);
  g_free (store->buckets);
  g_free (store);
}

/* Eight bytes at a time; only equality matters, no order ever follows from it. */
static guint32
hash_bytes (const char *bytes, gsize length)
{
  guint64 hash = length * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 word;

  for (; length >= 8; bytes += 8, length -= 8)
    {
      memcpy (&word, bytes, 8);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
      hash ^= hash >> 32;
    }
  word = 0;
  memcpy (&word, bytes, length);
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return (guint32) (hash ^ (hash >> 32));
}

static inline const Blob *
blob_at (const BlobStore *store, BlobId id)
{
  return &g_array_index (store->blobs, Blob, id);
}

static void
grow_buckets (BlobStore *store)
{
  g_free (store->buckets);
  store->n_buckets *= 2;
  store->buckets = g_new0 (guint32, store->n_buckets);
  for (BlobId id = 1; id < store->blobs->len; id++)
    {
      guint32 place = blob_at (store, id)->hash & (store->n_buckets - 1);

      while (store->buckets[place] != 0)
        place = (place + 1) & (store->n_buckets - 1);
      store->buckets[place] = id;
    }
}

static char *
add_chunk (BlobStore *store, gsize size)
{
  char *chunk = g_malloc (size);

  store->memory += size;
  g_ptr_array_add (store->chunks, chunk);
  return chunk;
}

static char *
take_place (BlobStore *store, gsize size)
{
  char *place;

  if (size > LARGE_BLOB)
    return add_chunk (store, size);
  if (size > store->free_length)
    {
      store->free_place = add_chunk (store, CHUNK_SIZE);
      store->free_length = CHUNK_SIZE;
    }
  place = store->free_place;
  store->free_place += size;
  store->free_length -= size;
  return place;
}

static const char *
keep_bytes (BlobStore *store, const char *bytes, gsize length)
{
  char *place = take_place (store, length + 1);

  memcpy (place, bytes, length);
  place[length] = '\0';
  return place;
}

BlobId
blob_store_add (BlobStore *store, const void *bytes, gsize length)
{
  guint32 hash, place;
  Blob blob;

  if (length == 0)
    return 0;
  g_assert (length < G_MAXUINT32);
  hash = hash_bytes (bytes, length);
  for (place = hash & (store->n_buckets - 1); store->buckets[place] != 0;
       place = (place + 1) & (store->n_buckets - 1))
    {
      const Blob *known = blob_at (store, store->buckets[place]);

      if (known->hash == hash && known->length == length && memcmp (known->bytes, bytes, length) == 0)
        return store->buckets[place];
    }
  blob = (Blob){ keep_bytes (store, bytes, length), (guint32) length, hash };
  store->buckets[place] = store->blobs->len;
  g_array_append_val (store->blobs, blob);
  if (store->blobs->len * 2 > store->n_buckets)
    grow_buckets (store);
  return store->blobs->len - 1;
}

const char *
blob_store_get (const BlobStore *store, BlobId id, gsize *length)
{
  const Blob *blob;

  g_assert (id < store->blobs->len);
  blob = blob_at (store, id);
  if (length != NULL)
    *length = blob->length;
  return blob->bytes;
}

guint
blob_store_count (const BlobStore *store)
{
  return store->blobs->len;
}

gsize
blob_store_get_memory (const BlobStore *store)
{
  return store->memory + store->blobs->len * sizeof (Blob) + store->n_buckets * sizeof (guint32);
}
