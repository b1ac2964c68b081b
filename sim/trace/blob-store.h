/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * blob-store: every run of bytes that the records speak of, kept once. Equal bytes have one number,
 * so that a record holds four bytes for a line, a name or a whole message.
 */
#pragma once

#include <glib.h>

/* Numbers blobs in order of first use; 0 is the empty blob. */
typedef guint32 BlobId;

typedef struct BlobStore BlobStore;

BlobStore *blob_store_new (void);
void blob_store_free (BlobStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BlobStore, blob_store_free)

/* The number of these bytes; they are copied where they are new. */
BlobId blob_store_add (BlobStore *store, const void *bytes, gsize length);

/* Valid as long as the store; a NUL that does not count stands behind the bytes. */
const char *blob_store_get (const BlobStore *store, BlobId id, gsize *length);
guint blob_store_count (const BlobStore *store);

/* Bytes of memory in use, for the benchmarks. */
gsize blob_store_get_memory (const BlobStore *store);
