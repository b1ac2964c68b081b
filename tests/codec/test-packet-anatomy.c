/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/packet-anatomy.h"

#include <string.h>

#include "sim/codec/dns-message.h"
#include "sim/codec/frame.h"

typedef struct
{
  const char *name, *value;
  const char *meaning; /* a part of it, or NULL */
  gsize offset, length;
} Expected;

static FrameEnd
make_end (const char *address, guint8 mac, guint16 port)
{
  FrameEnd end = { { 2, 0, 0, 0, 0, mac }, { 0 }, FALSE, port };

  g_assert_true (frame_end_set_address (&end, address));
  return end;
}

static const PacketField *
field_at (const PacketAnatomy *anatomy, guint index)
{
  g_assert_cmpuint (index, <, anatomy->fields->len);
  return &g_array_index (anatomy->fields, PacketField, index);
}

static void
check (const PacketAnatomy *anatomy, const Expected *expected, guint n_expected)
{
  for (guint i = 0; i < n_expected; i++)
    {
      const PacketField *field = field_at (anatomy, i);

      g_assert_cmpstr (field->name, ==, expected[i].name);
      g_assert_cmpstr (field->value, ==, expected[i].value);
      g_assert_cmpuint (field->offset, ==, expected[i].offset);
      g_assert_cmpuint (field->length, ==, expected[i].length);
      if (expected[i].meaning != NULL && strstr (field->meaning, expected[i].meaning) == NULL)
        g_error ("%s: %s", field->name, field->meaning);
    }
  g_assert_cmpuint (anatomy->fields->len, ==, n_expected);
}

/* All fields of a SYN, where RFC 791 3.1 and RFC 9293 3.1 have them. */
static void
test_syn (void)
{
  static const Expected expected[] = {
    { "Destination", "02:00:00:00:00:02", NULL, 0, 6 },
    { "Source", "02:00:00:00:00:01", NULL, 6, 6 },
    { "Type", "0x0800", "IPv4", 12, 2 },
    { "Version", "4", NULL, 14, 1 },
    { "Header length", "5", "20 bytes", 14, 1 },
    { "Differentiated services", "0", NULL, 15, 1 },
    { "Total length", "44", NULL, 16, 2 },
    { "Identification", "7", NULL, 18, 2 },
    { "Flags and fragment", "0x4000", "don't fragment", 20, 2 },
    { "Time to live", "64", "routers", 22, 1 },
    { "Protocol", "6", "TCP", 23, 1 },
    { "Header checksum", "0xb6c1", "right", 24, 2 },
    { "Source address", "192.0.2.1", NULL, 26, 4 },
    { "Destination address", "192.0.2.2", NULL, 30, 4 },
    { "Source port", "49152", "only", 34, 2 },
    { "Destination port", "25", "SMTP", 36, 2 },
    { "Sequence number", "4000000000", "begins to count", 38, 4 },
    { "Acknowledgment number", "0", "does not count", 42, 4 },
    { "Data offset", "6", "24 bytes", 46, 1 },
    { "Flags", "SYN", "open a connection", 47, 1 },
    { "Window", "65535", NULL, 48, 2 },
    { "Checksum", "0x3d9d", "right", 50, 2 },
    { "Urgent pointer", "0", NULL, 52, 2 },
    { "Maximum segment size", "1460", NULL, 54, 4 },
  };
  FrameEnd from = make_end ("192.0.2.1", 1, 49152), to = make_end ("192.0.2.2", 2, 25);
  const FrameTcp tcp = { 4000000000u, 0, 2, 65535, 1460 };
  g_autoptr (GByteArray) frame = frame_write_tcp (&from, &to, 7, &tcp, "", 0);
  g_autoptr (PacketAnatomy) anatomy = packet_anatomy_new (frame->data, frame->len, PACKET_SAYS_ANYTHING);

  check (anatomy, expected, G_N_ELEMENTS (expected));
  g_assert_cmpstr (anatomy->layers[PACKET_TRANSPORT], ==, "TCP (RFC 9293)");
  g_assert_null (anatomy->layers[PACKET_APPLICATION]);
  g_assert_cmpstr (field_at (anatomy, (guint) packet_anatomy_find (anatomy, 22))->name, ==, "Time to live");
  g_assert_cmpint (packet_anatomy_find (anatomy, frame->len), ==, -1);
}

static GByteArray *
make_segment (const char *text, guint16 port, gboolean to_server)
{
  FrameEnd client = make_end ("2001:db8::1", 1, 49152), server = make_end ("2001:db8::2", 2, port);
  const FrameTcp tcp = { 1, 1, 24, 65535, 0 };

  return to_server ? frame_write_tcp (&client, &server, 0, &tcp, text, strlen (text)) : frame_write_tcp (&server, &client, 0, &tcp, text, strlen (text));
}

/* The fields of the protocol that is spoken on PORT. */
static void
check_lines (guint16 port, gboolean to_server, PacketSpeech speech, const char *text, const char *const *expected)
{
  g_autoptr (GByteArray) frame = make_segment (text, port, to_server);
  g_autoptr (PacketAnatomy) anatomy = packet_anatomy_new (frame->data, frame->len, speech);

  for (guint i = 0; i < anatomy->fields->len; i++)
    {
      const PacketField *field = field_at (anatomy, i);

      if (field->layer != PACKET_APPLICATION)
        continue;
      g_assert_nonnull (*expected);
      g_assert_cmpstr (field->name, ==, expected[0]);
      g_assert_cmpstr (field->value, ==, expected[1]);
      if (strstr (field->meaning, expected[2]) == NULL)
        g_error ("%s: %s", field->value, field->meaning);
      expected += 3;
    }
  g_assert_null (*expected);
}

static void
test_lines (void)
{
  check_lines (25, TRUE, PACKET_SAYS_ANYTHING, "EHLO a\r\nmail FROM:<>\r\n", (const char *const[]){ "Command", "EHLO a", "extensions", "Command", "mail FROM:<>", "new mail", NULL });
  check_lines (25, FALSE, PACKET_SAYS_ANYTHING, "250-a\r\n250 HELP\r\n", (const char *const[]){ "Reply", "250-a", "next line", "Reply", "250 HELP", "2yz", NULL });
  check_lines (587, TRUE, PACKET_SAYS_ANYTHING, "A: b\r\n\r\nQUITE so\r\n.\r\n", (const char *const[]){ "Content", "4 lines", "", NULL });
  check_lines (25, TRUE, PACKET_SAYS_CONTENT, "DATA\r\nQUIT\r\n", (const char *const[]){ "Content", "2 lines", "", NULL });
  check_lines (110, TRUE, PACKET_SAYS_ANYTHING, "DELE 1\r\n", (const char *const[]){ "Command", "DELE 1", "QUIT", NULL });
  check_lines (110, FALSE, PACKET_SAYS_ANYTHING, "+OK\r\n1 20\r\n.\r\n", (const char *const[]){ "Reply", "+OK", "yes", "Content", "1 line", "", "Reply", ".", "end", NULL });
  check_lines (143, TRUE, PACKET_SAYS_ANYTHING, "A1 UID STORE 1 +FLAGS (x)\r\nDONE\r\n", (const char *const[]){ "Command", "A1 UID STORE 1 +FLAGS (x)", "never change", "Command", "DONE", "idle", NULL });
  check_lines (143, FALSE, PACKET_SAYS_ANYTHING, "* 1 EXISTS\r\nA1 NO x\r\n+ go\r\n", (const char *const[]){ "Reply", "* 1 EXISTS", "untagged", "Reply", "A1 NO x", "failed", "Reply", "+ go", "waits", NULL });
  check_lines (4000, TRUE, PACKET_SAYS_ANYTHING, "xyz", (const char *const[]){ "Data", "3 bytes", "", NULL });
}

/* Over UDP; or N times in one segment of TCP, each with its length before it, without the last CUT bytes. */
static GByteArray *
make_answer (guint n, guint cut)
{
  GByteArray *frame;
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  g_autoptr (DnsMessage) query = dns_message_new_query (0x1234, "example.org", DNS_MX, TRUE);
  g_autoptr (DnsMessage) answer = dns_message_new_answer (query, DNS_NOERROR);
  g_autoptr (GBytes) wire = NULL;
  FrameEnd from = make_end ("192.0.2.1", 1, 53), to = make_end ("192.0.2.2", 2, 49152);

  answer->authoritative = TRUE;
  g_ptr_array_add (answer->answers, dns_record_new ("example.org", DNS_MX, 3600, 10, "mx.example.org"));
  g_ptr_array_add (answer->additional, dns_record_new ("mx.example.org", DNS_A, 300, 0, "198.51.100.1"));
  wire = dns_message_write (answer);
  if (n == 0)
    return frame_write_udp (&from, &to, 1, g_bytes_get_data (wire, NULL), g_bytes_get_size (wire));
  for (guint i = 0; i < n; i++)
    {
      g_byte_array_append (stream, (guint8[]){ 0, (guint8) g_bytes_get_size (wire) }, 2);
      g_byte_array_append (stream, g_bytes_get_data (wire, NULL), (guint) g_bytes_get_size (wire));
    }
  frame = frame_write_tcp (&from, &to, 1, &(FrameTcp){ .flags = 24, .window = 100 }, stream->data, stream->len - cut);
  return frame;
}

static const PacketField *
find_field (const PacketAnatomy *anatomy, const char *name, guint count)
{
  for (guint i = 0; i < anatomy->fields->len; i++)
    if (field_at (anatomy, i)->layer == PACKET_APPLICATION && strcmp (field_at (anatomy, i)->name, name) == 0 && count-- == 0)
      return field_at (anatomy, i);
  g_error ("no field %s", name);
}

static void
test_dns (void)
{
  g_autoptr (GByteArray) frame = make_answer (0, 0);
  g_autoptr (PacketAnatomy) anatomy = packet_anatomy_new (frame->data, frame->len, PACKET_SAYS_ANYTHING);

  g_assert_cmpstr (find_field (anatomy, "Transaction ID", 0)->value, ==, "0x1234");
  g_assert_cmpstr (find_field (anatomy, "QR", 0)->meaning, ==, "an answer");
  g_assert_cmpstr (find_field (anatomy, "AA: authoritative answer", 0)->value, ==, "1");
  g_assert_cmpstr (find_field (anatomy, "RCODE", 0)->value, ==, "0 NOERROR");
  g_assert_cmpstr (find_field (anatomy, "Question", 0)->value, ==, "example.org");
  g_assert_cmpuint (find_field (anatomy, "Question", 0)->length, ==, 13);
  g_assert_cmpstr (find_field (anatomy, "Type", 1)->value, ==, "MX");
  g_assert_cmpstr (find_field (anatomy, "Time to live", 0)->value, ==, "3600");
  g_assert_cmpstr (find_field (anatomy, "Preference", 0)->value, ==, "10");
  g_assert_cmpstr (find_field (anatomy, "Exchange", 0)->value, ==, "mx.example.org");
  g_assert_cmpstr (find_field (anatomy, "Address", 0)->value, ==, "198.51.100.1");
  g_assert_nonnull (strstr (find_field (anatomy, "Answer", 0)->meaning, "point to"));
}

/* RFC 1035 4.2.2 */
static void
test_dns_in_stream (void)
{
  g_autoptr (GByteArray) frame = make_answer (2, 0);
  g_autoptr (PacketAnatomy) anatomy = packet_anatomy_new (frame->data, frame->len, PACKET_SAYS_ANYTHING);
  const PacketField *first = find_field (anatomy, "Length", 0), *second = find_field (anatomy, "Length", 1);

  g_assert_cmpstr (find_field (anatomy, "Transaction ID", 0)->value, ==, "0x1234");
  g_assert_cmpuint (find_field (anatomy, "Transaction ID", 0)->offset, ==, first->offset + 2);
  g_assert_cmpuint (find_field (anatomy, "Transaction ID", 1)->offset, ==, second->offset + 2);
  g_assert_cmpuint (second->offset - first->offset - 2, ==, (gsize) g_ascii_strtoll (first->value, NULL, 10));
  g_assert_cmpstr (find_field (anatomy, "Exchange", 1)->value, ==, "mx.example.org");
}

/* The second message does not end in this packet. */
static void
test_dns_goes_on (void)
{
  g_autoptr (GByteArray) frame = make_answer (2, 5);
  g_autoptr (PacketAnatomy) anatomy = packet_anatomy_new (frame->data, frame->len, PACKET_SAYS_ANYTHING);

  g_assert_cmpstr (find_field (anatomy, "Exchange", 0)->value, ==, "mx.example.org");
  g_assert_nonnull (strstr (find_field (anatomy, "To be continued", 0)->meaning, "next packet"));
}

static gboolean
is_covered (const PacketAnatomy *anatomy, gsize offset)
{
  return packet_anatomy_find (anatomy, offset) >= 0;
}

/* However short it is cut, every byte that is left belongs to a field, and no field passes the end. */
static void
check_all_cuts (const GByteArray *frame)
{
  for (gsize length = 0; length <= frame->len; length++)
    {
      g_autofree guint8 *cut = g_memdup2 (frame->data, length);
      g_autoptr (PacketAnatomy) anatomy = packet_anatomy_new (cut, length, PACKET_SAYS_ANYTHING);

      for (gsize i = 0; i < length; i++)
        if (!is_covered (anatomy, i))
          g_error ("of %" G_GSIZE_FORMAT " bytes, %" G_GSIZE_FORMAT " is in no field", length, i);
      for (guint i = 0; i < anatomy->fields->len; i++)
        g_assert_cmpuint (field_at (anatomy, i)->offset + field_at (anatomy, i)->length, <=, length);
    }
}

static void
test_cuts (void)
{
  g_autoptr (GByteArray) answer = make_answer (0, 0), stream = make_answer (2, 0);
  g_autoptr (GByteArray) command = make_segment ("EHLO a\r\n", 25, TRUE);

  check_all_cuts (answer);
  check_all_cuts (stream);
  check_all_cuts (command);
}

/* A damaged byte is noticed by one of the checksums; and no byte, whatever it is, does harm. */
static void
test_damage (void)
{
  g_autoptr (GByteArray) frame = make_answer (0, 0);

  for (guint i = FRAME_ETHERNET_SIZE; i < frame->len; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autoptr (PacketAnatomy) anatomy = NULL;
        gboolean noticed = FALSE;

        frame->data[i] ^= (guint8) (1 << bit);
        anatomy = packet_anatomy_new (frame->data, frame->len, PACKET_SAYS_ANYTHING);
        for (guint j = 0; j < anatomy->fields->len; j++)
          noticed = noticed || g_str_has_prefix (field_at (anatomy, j)->meaning, "WRONG") || strcmp (field_at (anatomy, j)->name, "Not readable") == 0 || strcmp (field_at (anatomy, j)->name, "Data") == 0;
        g_assert_true (noticed);
        frame->data[i] ^= (guint8) (1 << bit);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/packet-anatomy/syn", test_syn);
  g_test_add_func ("/packet-anatomy/lines", test_lines);
  g_test_add_func ("/packet-anatomy/dns", test_dns);
  g_test_add_func ("/packet-anatomy/dns-in-stream", test_dns_in_stream);
  g_test_add_func ("/packet-anatomy/dns-goes-on", test_dns_goes_on);
  g_test_add_func ("/packet-anatomy/cuts", test_cuts);
  g_test_add_func ("/packet-anatomy/damage", test_damage);
  return g_test_run ();
}
