/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/packet-parts.h"

#include <netinet/in.h>
#include <stdarg.h>

static void
clear_field (gpointer data)
{
  PacketField *field = data;

  g_free (field->name);
  g_free (field->value);
  g_free (field->meaning);
}

gboolean
packet_has (const PacketCursor *cursor, gsize count)
{
  return cursor->end - cursor->at >= count;
}

guint32
packet_peek (const PacketCursor *cursor, gsize offset, gsize count)
{
  guint32 number = 0;

  for (gsize i = 0; i < count; i++)
    number = number << 8 | cursor->bytes[cursor->at + offset + i];
  return number;
}

void
packet_add (PacketCursor *cursor, gsize offset, gsize count, const char *name, char *value, const char *meaning, ...)
{
  PacketField field = { cursor->layer, cursor->at + offset, count, g_strdup (name), value, NULL };
  va_list arguments;

  va_start (arguments, meaning);
  field.meaning = g_strdup_vprintf (meaning, arguments);
  va_end (arguments);
  g_array_append_val (cursor->anatomy->fields, field);
}

guint32
packet_add_number (PacketCursor *cursor, gsize offset, gsize count, const char *name, const char *meaning)
{
  guint32 number = packet_peek (cursor, offset, count);

  packet_add (cursor, offset, count, name, g_strdup_printf ("%u", number), "%s", meaning);
  return number;
}

void
packet_add_rest (PacketCursor *cursor, const char *name, const char *meaning)
{
  gsize count = cursor->end - cursor->at;

  if (count > 0)
    packet_add (cursor, 0, count, name, g_strdup_printf ("%" G_GSIZE_FORMAT " bytes", count), "%s", meaning);
  cursor->at = cursor->end;
}

static void
add_mac (PacketCursor *cursor, gsize offset, const char *name, const char *meaning)
{
  const guint8 *mac = cursor->bytes + cursor->at + offset;

  packet_add (cursor, offset, 6, name, g_strdup_printf ("%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]), "%s", meaning);
}

static const char *
describe_type (guint16 type)
{
  switch (type)
    {
    case 0x0800:
      return "what follows is IPv4";
    case 0x86dd:
      return "what follows is IPv6";
    default:
      return "a protocol that is not known here";
    }
}

static gboolean
take_ethernet (PacketCursor *cursor, guint16 *type)
{
  cursor->anatomy->layers[PACKET_ETHERNET] = "Ethernet II";
  if (!packet_has (cursor, 14))
    {
      packet_add_rest (cursor, "Cut short", "an Ethernet header has 14 bytes");
      return FALSE;
    }
  *type = (guint16) packet_peek (cursor, 12, 2);
  add_mac (cursor, 0, "Destination", "the network card that is to take it");
  add_mac (cursor, 6, "Source", "the network card that sent it");
  packet_add (cursor, 12, 2, "Type", g_strdup_printf ("0x%04x", *type), "%s", describe_type (*type));
  cursor->at += 14;
  return TRUE;
}

static void
take_application (PacketCursor *cursor, guint8 protocol, const guint16 ports[2])
{
  static const guint16 known[] = { 25, 587, 110, 143 };

  cursor->layer = PACKET_APPLICATION;
  if (!packet_has (cursor, 1))
    return;
  if (ports[0] == 53 || ports[1] == 53)
    {
      packet_take_dns (cursor, protocol == IPPROTO_TCP);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (ports[0] == known[i] || ports[1] == known[i])
      {
        packet_take_lines (cursor, known[i], ports[1] == known[i]);
        return;
      }
  cursor->anatomy->layers[PACKET_APPLICATION] = "Payload";
  packet_add_rest (cursor, "Data", "of a protocol that is not known by this port");
}

static void
take_all (PacketCursor *cursor)
{
  PacketDatagram datagram = { 0 };
  guint16 type, ports[2];

  if (!take_ethernet (cursor, &type))
    return;
  cursor->layer = PACKET_INTERNET;
  if (!packet_take_internet (cursor, type, &datagram))
    return;
  cursor->layer = PACKET_TRANSPORT;
  if (packet_take_transport (cursor, &datagram, ports))
    take_application (cursor, datagram.protocol, ports);
}

PacketAnatomy *
packet_anatomy_new (const guint8 *bytes, gsize length, PacketSpeech speech)
{
  PacketAnatomy *anatomy = g_new0 (PacketAnatomy, 1);
  PacketCursor cursor = { anatomy, bytes, 0, length, PACKET_ETHERNET, speech };

  anatomy->fields = g_array_new (FALSE, FALSE, sizeof (PacketField));
  g_array_set_clear_func (anatomy->fields, clear_field);
  take_all (&cursor);
  return anatomy;
}

void
packet_anatomy_free (PacketAnatomy *anatomy)
{
  g_array_unref (anatomy->fields);
  g_free (anatomy);
}

int
packet_anatomy_find (const PacketAnatomy *anatomy, gsize offset)
{
  int found = -1;
  gsize least = G_MAXSIZE;

  for (guint i = 0; i < anatomy->fields->len; i++)
    {
      const PacketField *field = &g_array_index (anatomy->fields, PacketField, i);

      if (offset < field->offset || offset - field->offset >= field->length || field->length >= least)
        continue;
      found = (int) i;
      least = field->length;
    }
  return found;
}
