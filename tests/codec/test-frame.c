/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/frame.h"

#include <string.h>

/* The one's complement sum over whole packet parts must come out as all ones (RFC 1071 1). */
static guint16
sum (const guint8 *bytes, gsize length, guint32 before)
{
  for (gsize i = 0; i < length; i++)
    before += i % 2 == 0 ? (guint32) bytes[i] << 8 : bytes[i];
  while (before > 0xffff)
    before = (before & 0xffff) + (before >> 16);
  return (guint16) before;
}

static FrameEnd
end_of (guint8 number, const char *address, guint16 port)
{
  FrameEnd end = { .mac = { 2, 0, 0, 0, 0, number }, .port = port };

  g_assert_true (frame_end_set_address (&end, address));
  return end;
}

static void
assert_transport_sum (const GByteArray *frame, gsize ip, gsize addresses, gsize size, guint8 protocol)
{
  gsize start = ip + (size == 4 ? FRAME_IPV4_SIZE : FRAME_IPV6_SIZE);
  guint32 before = protocol + frame->len - (guint32) start;

  before = sum (frame->data + ip + addresses, 2 * size, before);
  g_assert_cmphex (sum (frame->data + start, frame->len - start, before), ==, 0xffff);
}

/* Byte by byte, as RFC 791 and RFC 9293 draw it. */
static void
test_syn (void)
{
  const FrameEnd from = end_of (1, "192.0.2.10", 49152), to = end_of (2, "198.51.100.11", 25);
  const FrameTcp tcp = { .seq = 0x01020304, .flags = 2, .window = 65535, .mss = 1460 };
  const guint8 expected[] = {
    2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0,
    0x45, 0, 0, 44, 0, 7, 0x40, 0, 64, 6, 0x4e, 0x7c, 192, 0, 2, 10, 198, 51, 100, 11,
    0xc0, 0, 0, 25, 1, 2, 3, 4, 0, 0, 0, 0, 0x60, 2, 0xff, 0xff, 0xe7, 0xbd, 0, 0, 2, 4, 5, 0xb4
  };
  g_autoptr (GByteArray) frame = frame_write_tcp (&from, &to, 7, &tcp, NULL, 0);

  g_assert_cmphex (sum (frame->data + 14, 20, 0), ==, 0xffff);
  assert_transport_sum (frame, 14, 12, 4, 6);
  g_assert_cmpmem (frame->data, frame->len, expected, sizeof expected);
}

/* Payloads of every length up to 100, even and odd, over both versions. */
static void
test_sums (void)
{
  const FrameEnd ends[2][2] = { { end_of (1, "192.0.2.10", 1), end_of (2, "198.51.100.11", 53) },
                                { end_of (1, "2001:db8::10", 1), end_of (2, "2001:db8::11", 53) } };
  guint8 payload[100];

  for (guint i = 0; i < sizeof payload; i++)
    payload[i] = (guint8) (i * 37 + 255);
  for (gsize length = 0; length <= sizeof payload; length++)
    for (guint version = 0; version < 2; version++)
      {
        const FrameTcp tcp = { .seq = 4294967295u, .ack = 12345678, .flags = 24, .window = 65535 };
        g_autoptr (GByteArray) segment = frame_write_tcp (&ends[version][0], &ends[version][1], 1, &tcp, payload, length);
        g_autoptr (GByteArray) datagram = frame_write_udp (&ends[version][0], &ends[version][1], 1, payload, length);

        assert_transport_sum (segment, 14, version == 0 ? 12 : 8, version == 0 ? 4 : 16, 6);
        assert_transport_sum (datagram, 14, version == 0 ? 12 : 8, version == 0 ? 4 : 16, 17);
        g_assert_cmpuint (segment->len, ==, (guint) (14 + (version == 0 ? 20 : 40) + 20 + length));
        g_assert_cmpmem (datagram->data + datagram->len - length, length, payload, length);
      }
}

/* Where the sum comes out as 0, it is sent as all ones (RFC 768). */
static void
test_no_zero_sum (void)
{
  const FrameEnd from = end_of (1, "192.0.2.10", 1), to = end_of (2, "192.0.2.11", 53);
  guint8 payload[2] = { 0 };
  g_autoptr (GByteArray) plain = frame_write_udp (&from, &to, 0, payload, 2);
  g_autoptr (GByteArray) frame = NULL;

  memcpy (payload, plain->data + 14 + 20 + 6, 2);
  frame = frame_write_udp (&from, &to, 0, payload, 2);
  g_assert_cmphex (frame->data[40], ==, 0xff);
  g_assert_cmphex (frame->data[41], ==, 0xff);
}

static void
test_addresses (void)
{
  FrameEnd end = { .is_ipv6 = TRUE };

  g_assert_true (frame_end_set_address (&end, "192.0.2.10"));
  g_assert_false (end.is_ipv6);
  g_assert_true (frame_end_set_address (&end, "2001:db8::1"));
  g_assert_true (end.is_ipv6);
  g_assert_false (frame_end_set_address (&end, "192.0.2"));
  g_assert_false (frame_end_set_address (&end, ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame/syn", test_syn);
  g_test_add_func ("/frame/sums", test_sums);
  g_test_add_func ("/frame/no-zero-sum", test_no_zero_sum);
  g_test_add_func ("/frame/addresses", test_addresses);
  return g_test_run ();
}
