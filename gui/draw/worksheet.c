/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/worksheet.h"

#include "gui/draw/text-width.h"

#include <string.h>

#define GAP "____________________"

static const double title_size = 22, text_size = 14, line_height = 19, writing_height = 30, number_width = 34, after_item = 12;

enum
{
  MOST_LINES = 12,
  MOST_ITEMS = 60, /* of a long run, the rest can be read */
};

typedef struct
{
  Worksheet *worksheet;
  GHashTable *numbers; /* the text that is left out → its number */
} Making;

static gboolean
is_answer (const LadderRow *row)
{
  if (row->kind != LADDER_ARROW || row->lost)
    return FALSE;
  switch (row->style)
    {
    case LADDER_ANSWER:
    case LADDER_GOOD:
    case LADDER_MORE:
    case LADDER_WAIT:
    case LADDER_BAD:
      return TRUE;
    case LADDER_CONTROL:
    case LADDER_QUESTION:
    case LADDER_COMMAND:
    case LADDER_MAIL:
      break;
    }
  return FALSE;
}

static gboolean
goes_wrong (const LadderRow *row)
{
  return row->kind == LADDER_NOTE && row->from >= 0 && (row->tone == STORY_TONE_WAIT || row->tone == STORY_TONE_BAD);
}

static const char *
host_name (const Ladder *ladder, int column)
{
  return trace_host_name (ladder->trace, ladder_get_host (ladder, (guint) column)->host);
}

/* Whether RECORD is something that the client of CONN says, or, of a look-up, asks. */
static gboolean
is_asked (const TraceRecord *record, const TraceRecord *answer)
{
  if (record->host != answer->peer)
    return FALSE;
  return record->kind == TRACE_DNS_QUERY || record->kind == TRACE_CONNECT || (trace_kind_is_dialogue (record->kind) && !trace_kind_is_answer (record->kind));
}

/* The record that ID answers, or 0. A client may have said more since then (RFC 2920), but answers keep its order: the
 * third one is for the third command, and the first for the connection. IMAP says several things about a command. */
static TraceId
find_asked (const Trace *trace, TraceId id)
{
  const TraceRecord *answer = trace_get (trace, id);
  gboolean in_order = answer->kind == TRACE_SMTP_REPLY || answer->kind == TRACE_POP3_REPLY;
  g_autoptr (GQueue) asked = g_queue_new ();
  TraceId last = 0;

  for (TraceId i = 1; i < id; i++)
    {
      const TraceRecord *record = trace_get (trace, i);

      if (record->conn != answer->conn)
        continue;
      if (is_asked (record, answer))
        g_queue_push_tail (asked, GUINT_TO_POINTER (last = i));
      else if (record->kind == answer->kind && record->host == answer->host)
        g_queue_pop_head (asked);
    }
  return in_order ? GPOINTER_TO_UINT (g_queue_peek_head (asked)) : last;
}

/* The row of RECORD, or NULL. */
static const LadderRow *
find_row (const Ladder *ladder, TraceId record)
{
  for (guint i = 0; i < ladder->rows->len && record != 0; i++)
    if (g_array_index (ladder->rows, LadderRow, i).record == record)
      return &g_array_index (ladder->rows, LadderRow, i);
  return NULL;
}

/* All of the line that the row shows the beginning of, and how many follow it. */
static char *
make_answer (const Ladder *ladder, const LadderRow *row)
{
  const TraceRecord *record = trace_get (ladder->trace, row->record);
  const char *more = strstr (row->label, " … + ");
  g_auto (GStrv) lines = NULL;
  g_autofree char *line = NULL;

  if (row->kind != LADDER_ARROW || !trace_kind_is_dialogue (record->kind))
    return g_strdup (row->label);
  lines = g_strsplit (trace_blob (ladder->trace, record->text, NULL), "\n", 2);
  line = g_utf8_make_valid (lines[0] == NULL ? "" : g_strchomp (lines[0]), -1);
  return g_strconcat (line, more, NULL);
}

static char *
make_question (const Ladder *ladder, guint place)
{
  const LadderRow *row = &g_array_index (ladder->rows, LadderRow, place), *asked = is_answer (row) ? find_row (ladder, find_asked (ladder->trace, row->record)) : NULL;
  const char *host = host_name (ladder, row->from);

  if (!is_answer (row))
    return g_strdup_printf ("What does %s make of this, and why?", host);
  if (asked == NULL || asked->style == LADDER_CONTROL)
    return g_strdup_printf ("What does %s say first, when somebody connects to it?", host);
  return g_strdup_printf ("What does %s answer to “%s”?", host, asked->label);
}

static guint
number_of (Making *making, guint place)
{
  GArray *items = making->worksheet->items;
  const LadderRow *row = &g_array_index (making->worksheet->ladder->rows, LadderRow, place);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (making->numbers, row->label));
  WorksheetItem item;

  if (number > 0 || making->worksheet->items->len == MOST_ITEMS)
    return number;
  item = (WorksheetItem){ make_question (making->worksheet->ladder, place), make_answer (making->worksheet->ladder, row) };
  g_array_append_val (items, item);
  g_hash_table_insert (making->numbers, g_strdup (row->label), GUINT_TO_POINTER (items->len));
  return items->len;
}

/* Colours and signs would tell the answer, too. */
static void
leave_out (LadderRow *row, guint number)
{
  g_free (row->label);
  row->label = g_strdup_printf ("(%u) " GAP, number);
  row->style = LADDER_COMMAND;
  row->tone = STORY_TONE_PLAIN;
}

/* All numbers first: a question finds what was said before it in the rows. */
static void
make_gaps (Making *making)
{
  GArray *rows = making->worksheet->ladder->rows;
  g_autofree guint *numbers = g_new0 (guint, rows->len + 1);

  for (guint i = 0; i < rows->len; i++)
    if (is_answer (&g_array_index (rows, LadderRow, i)) || goes_wrong (&g_array_index (rows, LadderRow, i)))
      numbers[i] = number_of (making, i);
  for (guint i = 0; i < rows->len; i++)
    if (numbers[i] > 0)
      leave_out (&g_array_index (rows, LadderRow, i), numbers[i]);
}

static void
clear_item (gpointer data)
{
  g_free (((WorksheetItem *) data)->question);
  g_free (((WorksheetItem *) data)->answer);
}

Worksheet *
worksheet_new (const Trace *trace, guint position, MessageId message)
{
  Worksheet *worksheet = g_new (Worksheet, 1);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  worksheet->ladder = ladder_new (trace, position, message);
  worksheet->items = g_array_new (FALSE, FALSE, sizeof (WorksheetItem));
  g_array_set_clear_func (worksheet->items, clear_item);
  make_gaps (&(Making){ worksheet, numbers });
  return worksheet;
}

void
worksheet_free (Worksheet *worksheet)
{
  g_array_unref (worksheet->items);
  ladder_free (worksheet->ladder);
  g_free (worksheet);
}

typedef struct
{
  GPtrArray *pages; /* Drawing * */
  Drawing *page;
  const Palette *palette;
  double width, height, y;
} Handout;

static void
begin_page (Handout *sheet)
{
  sheet->page = drawing_new (sheet->width, sheet->height, sheet->palette->card);
  g_ptr_array_add (sheet->pages, sheet->page);
  sheet->y = 0;
}

static void
add_lines (Handout *sheet, char **lines, double x, double size, gboolean bold, double line)
{
  const DrawingFont font = { size, bold, 0, sheet->palette->ink };

  for (guint i = 0; lines[i] != NULL; i++, sheet->y += line)
    drawing_add_text (sheet->page, lines[i], x, sheet->y + size, &font);
}

static void
add_text (Handout *sheet, const char *text, double size, gboolean bold)
{
  g_auto (GStrv) lines = text_width_wrap (text, size, bold, sheet->width, MOST_LINES);

  add_lines (sheet, lines, 0, size, bold, size * 1.35);
}

/* WORD, and a line from there to RIGHT. */
static void
add_field (Handout *sheet, const char *word, double left, double right)
{
  const DrawingFont font = { text_size, FALSE, 0, sheet->palette->ink };

  drawing_add_text (sheet->page, word, left, sheet->y + text_size, &font);
  drawing_add_line (sheet->page, left + text_width (word, text_size, FALSE) + 8, sheet->y + text_size + 3, right, sheet->y + text_size + 3, 1, DRAWING_SOLID, sheet->palette->dim);
}

static void
add_item (Handout *sheet, guint number, const char *text, double below)
{
  const DrawingFont bold = { text_size, TRUE, 0, sheet->palette->ink };
  g_auto (GStrv) lines = text_width_wrap (text, text_size, FALSE, sheet->width - number_width, MOST_LINES);
  g_autofree char *word = g_strdup_printf ("%u", number);

  if (sheet->y + g_strv_length (lines) * line_height + below + after_item > sheet->height)
    begin_page (sheet);
  drawing_add_text (sheet->page, word, 0, sheet->y + text_size, &bold);
  add_lines (sheet, lines, number_width, text_size, FALSE, line_height);
  sheet->y += below;
  if (below > 0)
    drawing_add_line (sheet->page, number_width, sheet->y, sheet->width, sheet->y, 1, DRAWING_SOLID, sheet->palette->link);
  sheet->y += after_item;
}

static const char *
title_of (const Worksheet *worksheet)
{
  const Trace *trace = worksheet->ladder->trace;
  const char *title = trace_blob (trace, trace_get (trace, 1)->note, NULL);

  return *title != '\0' ? title : trace_blob (trace, trace_get (trace, 1)->text, NULL);
}

static void
begin_sheet (Handout *sheet, double width, double height)
{
  *sheet = (Handout){ .pages = g_ptr_array_new_with_free_func ((GDestroyNotify) drawing_free), .palette = palette_get (FALSE), .width = width, .height = height };
  begin_page (sheet);
}

GPtrArray *
worksheet_question_pages (const Worksheet *worksheet, double width, double height)
{
  Handout sheet;

  begin_sheet (&sheet, width, height);
  add_text (&sheet, title_of (worksheet), title_size, TRUE);
  sheet.y += 16;
  add_field (&sheet, "Name", 0, width * 0.62);
  add_field (&sheet, "Date", width * 0.66, width);
  sheet.y += 44;
  add_text (&sheet, "The pages that follow show who says what to whom. Some of it is missing: fill in the gaps that have the numbers of these questions.", text_size, FALSE);
  sheet.y += 18;
  for (guint i = 0; i < worksheet->items->len; i++)
    add_item (&sheet, i + 1, g_array_index (worksheet->items, WorksheetItem, i).question, writing_height);
  return sheet.pages;
}

GPtrArray *
worksheet_answer_pages (const Worksheet *worksheet, double width, double height)
{
  Handout sheet;
  g_autofree char *title = g_strdup_printf ("Answers: %s", title_of (worksheet));

  begin_sheet (&sheet, width, height);
  add_text (&sheet, title, title_size, TRUE);
  sheet.y += 18;
  for (guint i = 0; i < worksheet->items->len; i++)
    add_item (&sheet, i + 1, g_array_index (worksheet->items, WorksheetItem, i).answer, 0);
  return sheet.pages;
}
