/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * packet-anatomy: a packet taken apart: which bytes are which field of which layer, what they say, and what that means
 * in words. It takes any bytes: what is cut short or not known ends in a field that says so. It knows no trace.
 */
#pragma once

#include <glib.h>

typedef enum
{
  PACKET_ETHERNET,
  PACKET_INTERNET,    /* IPv4, IPv6 */
  PACKET_TRANSPORT,   /* TCP, UDP */
  PACKET_APPLICATION, /* SMTP, POP3, IMAP, DNS */
  N_PACKET_LAYERS,
} PacketLayer;

typedef struct
{
  PacketLayer layer;
  gsize offset, length; /* bytes; fields that share a byte both have it */
  char *name;           /* "Time to live" */
  char *value;          /* "64" */
  char *meaning;        /* "how many routers it may still pass" */
} PacketField;

typedef struct
{
  GArray *fields; /* PacketField, in the order of their layers and their places */
  /* "IPv4 (RFC 791)"; NULL where the packet has no such layer. Static. */
  const char *layers[N_PACKET_LAYERS];
} PacketAnatomy;

/* What is known about the payload from elsewhere. */
typedef enum
{
  PACKET_SAYS_ANYTHING,
  PACKET_SAYS_CONTENT, /* part of a message, however much its lines look like commands */
} PacketSpeech;

/* BYTES is an Ethernet II frame. */
PacketAnatomy *packet_anatomy_new (const guint8 *bytes, gsize length, PacketSpeech speech);
void packet_anatomy_free (PacketAnatomy *anatomy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PacketAnatomy, packet_anatomy_free)

/* The shortest field that has byte OFFSET, as an index; -1 where there is none. */
int packet_anatomy_find (const PacketAnatomy *anatomy, gsize offset);
