/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/export-request.h"

const ExportForm export_forms[] = {
  { "pcap", FALSE, export_capture, "every packet, as a capture file for Wireshark" },
  { "mbox", TRUE, export_mbox, "the mailboxes, as a file of each" },
  { "eml", TRUE, export_eml, "the mailboxes, as a file of each message" },
  { "log", FALSE, export_log, "what each mail server's log would say, in Postfix's and Dovecot's words" },
  { "zones", TRUE, export_zones, "the DNS zones, as RFC 1035 master files" },
  { "svg", FALSE, export_svg, "the picture, for the web and for slides" },
  { "pdf", FALSE, export_pdf, "the picture on pages of A4" },
  { "worksheet", FALSE, export_worksheet, "an exercise on pages of A4: the ladder with gaps, questions, answers" },
  { "png", FALSE, export_png, "the picture as pixels" },
  { "html", FALSE, export_html, "a page that plays the run, for any browser" },
  { "gif", FALSE, export_gif, "a film as an animated picture (by FFmpeg)" },
  { "webm", FALSE, export_webm, "a film for slides (by FFmpeg or GStreamer)" },
  { "trace", FALSE, export_trace, "every record, as JSON Lines" },
};

const guint n_export_forms = G_N_ELEMENTS (export_forms);
