/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/message-pages.h"

#include "gui/draw/header-growth.h"
#include "gui/draw/message-words.h"
#include "gui/view/fact-list.h"
#include "gui/view/source-text.h"

#include <string.h>

struct _MessagePages
{
  GtkWidget parent_instance;

  GtkWidget *box, *stack, *empty, *report_page;
  GtkWidget *fields, *text, *attachments; /* rendered */
  GtkWidget *source, *growth, *report;
  char *wanted; /* a page that there isn't yet; NULL: none */
  TraceId record;
};

G_DEFINE_TYPE (MessagePages, message_pages, GTK_TYPE_WIDGET)

static void
message_pages_dispose (GObject *object)
{
  MessagePages *pages = MAILFLOW_MESSAGE_PAGES (object);

  g_clear_pointer (&pages->box, gtk_widget_unparent);
  g_clear_pointer (&pages->wanted, g_free);
  G_OBJECT_CLASS (message_pages_parent_class)->dispose (object);
}

static void
message_pages_class_init (MessagePagesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = message_pages_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

/* In a box of its own a text asks for all its height before a frame is painted. */
static GtkWidget *
add_page (MessagePages *pages, const char *name, const char *title, GtkWidget *const *children, guint n_children)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", box, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (guint i = 0; i < n_children; i++)
    gtk_box_append (GTK_BOX (box), children[i]);
  gtk_stack_add_titled (GTK_STACK (pages->stack), page, name, title);
  return page;
}

static GtkWidget *
make_facts (void)
{
  return g_object_new (FACT_LIST_TYPE, "margin-start", 12, "margin-end", 12, NULL);
}

static void
message_pages_init (MessagePages *pages)
{
  GtkWidget *tabs;

  pages->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  pages->stack = g_object_new (GTK_TYPE_STACK, "vexpand", TRUE, "hhomogeneous", FALSE, "vhomogeneous", FALSE, NULL);
  pages->fields = make_facts ();
  pages->attachments = make_facts ();
  pages->report = make_facts ();
  pages->text = source_text_new ("Text of the message");
  pages->source = source_text_new ("Source of the message");
  pages->growth = source_text_new ("The header, hop by hop");
  add_page (pages, "rendered", "Rendered", (GtkWidget *const[]){ pages->fields, pages->text, pages->attachments }, 3);
  add_page (pages, "source", "Source", &pages->source, 1);
  add_page (pages, "header", "Header, Hop by Hop", &pages->growth, 1);
  pages->report_page = add_page (pages, "report", "Report Explained", &pages->report, 1);
  tabs = g_object_new (GTK_TYPE_STACK_SWITCHER, "stack", pages->stack, "halign", GTK_ALIGN_START, NULL);
  gtk_widget_add_css_class (tabs, "message-tabs");
  pages->empty = g_object_new (GTK_TYPE_LABEL, "label", "No message yet. The first one that comes will stand here.", "wrap", TRUE, NULL);
  gtk_widget_add_css_class (pages->empty, "stage-empty");
  gtk_box_append (GTK_BOX (pages->box), tabs);
  gtk_box_append (GTK_BOX (pages->box), pages->stack);
  gtk_stack_add_named (GTK_STACK (pages->stack), pages->empty, "empty");
  gtk_widget_set_parent (pages->box, GTK_WIDGET (pages));
  gtk_widget_add_css_class (GTK_WIDGET (pages), "message-pages");
}

static void
append (GtkWidget *text, const char *words, const char *tag)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert_with_tags_by_name (buffer, &end, words, -1, tag, NULL);
}

static void
clear (GtkWidget *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "", 0);
}

static void
append_field (GString *out, const char *name, const char *value)
{
  if (value[0] != '\0')
    g_string_append_printf (out, "%s%s: %s", out->len > 0 ? "\n" : "", name, value);
}

static void
show_fields (MessagePages *pages, const MailRendering *rendering)
{
  g_autoptr (GString) fields = g_string_new (NULL);
  FactList *list = MAILFLOW_FACT_LIST (pages->fields);

  append_field (fields, "From", rendering->from);
  append_field (fields, "To", rendering->to);
  append_field (fields, "Cc", rendering->cc);
  append_field (fields, "Date", rendering->date);
  fact_list_begin (list);
  fact_list_add (list, FACT_PLAIN, rendering->subject[0] == '\0' ? "(no subject)" : rendering->subject, fields->str);
  fact_list_end (list);
}

static void
show_rendered (MessagePages *pages, const char *bytes, gsize length)
{
  g_autoptr (MailRendering) rendering = mail_rendering_new (bytes, length);
  g_autofree char *attachments = message_words_attachments (rendering), *text = message_words_source (rendering->text, strlen (rendering->text));
  FactList *parts = MAILFLOW_FACT_LIST (pages->attachments);

  show_fields (pages, rendering);
  clear (pages->text);
  append (pages->text, text, NULL);
  fact_list_begin (parts);
  if (rendering->is_html)
    fact_list_add (parts, FACT_PLAIN, "This is HTML, shown as it stands", "Nothing that it names is fetched from anywhere.");
  if (rendering->attachments->len > 0)
    fact_list_add (parts, FACT_PLAIN, rendering->attachments->len == 1 ? "1 attachment" : "Attachments", attachments);
  fact_list_end (parts);
}

static void
show_source (MessagePages *pages, const char *bytes, gsize length)
{
  gsize header = header_growth_measure_header (bytes, length);
  g_autofree char *head = message_words_source (bytes, header), *body = message_words_source (bytes + header, length - header);

  clear (pages->source);
  append (pages->source, head, "header");
  append (pages->source, body, NULL);
}

/* The first step writes, the others add. */
static void
add_step (MessagePages *pages, const Trace *trace, const GrowthStep *step, gboolean first, gboolean last)
{
  const TraceRecord *record = trace_get (trace, step->record);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (trace), record->t, FALSE);
  g_autofree char *added = message_words_source (trace_blob (trace, step->content, NULL), step->added);
  g_autofree char *what = g_strdup_printf ("%s%s  %s %s\n", last ? "" : "\n", clock, trace_host_name (trace, record->host),
                                           first ? "began it:" : step->added == 0 ? "added nothing."
                                                                                  : "put above:");

  append (pages->growth, what, "note");
  append (pages->growth, added, last && !first ? "new" : NULL);
}

/* As a header stands: the newest above. */
static void
show_growth (MessagePages *pages, const Trace *trace, TraceId record)
{
  g_autoptr (GArray) steps = header_growth_new (trace, record);

  clear (pages->growth);
  for (guint i = steps->len; i > 0; i--)
    add_step (pages, trace, &g_array_index (steps, GrowthStep, i - 1), i == 1, i == steps->len);
}

static void
add_part (FactList *list, const ReportPart *part)
{
  g_autofree char *text = message_words_source (part->text, strlen (part->text));

  fact_list_add_heading (list, message_words_part (part));
  if (part->fields->len == 0)
    fact_list_add (list, FACT_PLAIN, part->type, text);
  for (guint i = 0; i < part->fields->len; i++)
    {
      const ReportField *field = &g_array_index (part->fields, ReportField, i);
      g_autofree char *title = g_strdup_printf ("%s: %s", field->name, field->value);

      if (field->name[0] == '\0')
        fact_list_add_heading (list, field->meaning);
      else
        fact_list_add (list, FACT_PLAIN, title, field->meaning);
    }
}

static void
show_report (MessagePages *pages, const char *bytes, gsize length)
{
  g_autoptr (GPtrArray) parts = report_anatomy_new (bytes, length);
  FactList *list = MAILFLOW_FACT_LIST (pages->report);
  gboolean there = parts != NULL;

  if (!there && gtk_stack_get_visible_child (GTK_STACK (pages->stack)) == pages->report_page)
    gtk_stack_set_visible_child_name (GTK_STACK (pages->stack), "rendered");
  gtk_stack_page_set_visible (gtk_stack_get_page (GTK_STACK (pages->stack), pages->report_page), there);
  fact_list_begin (list);
  for (guint i = 0; there && i < parts->len; i++)
    add_part (list, g_ptr_array_index (parts, i));
  fact_list_end (list);
}

static void
fill (MessagePages *pages, const Trace *trace, TraceId record)
{
  gsize length;
  const char *bytes = trace_blob (trace, trace_record_get_content (trace_get (trace, record)), &length);

  show_rendered (pages, bytes, length);
  show_source (pages, bytes, length);
  show_growth (pages, trace, record);
  show_report (pages, bytes, length);
}

static void
show_wanted (MessagePages *pages)
{
  GtkWidget *page = pages->wanted == NULL ? NULL : gtk_stack_get_child_by_name (GTK_STACK (pages->stack), pages->wanted);

  if (page != NULL && !gtk_stack_page_get_visible (gtk_stack_get_page (GTK_STACK (pages->stack), page)))
    return;
  if (page != NULL && page != pages->empty)
    gtk_stack_set_visible_child (GTK_STACK (pages->stack), page);
  g_clear_pointer (&pages->wanted, g_free);
}

void
message_pages_show (MessagePages *pages, Player *player, TraceId record)
{
  const char *page = gtk_stack_get_visible_child_name (GTK_STACK (pages->stack));
  gboolean was_empty = g_strcmp0 (page, "empty") == 0;

  if (record == pages->record && !(record == 0 && !was_empty))
    return;
  pages->record = record;
  gtk_widget_set_visible (gtk_widget_get_first_child (pages->box), record != 0);
  if (record != 0)
    fill (pages, player_get_trace (player), record);
  if (record == 0 && !was_empty && pages->wanted == NULL)
    pages->wanted = g_strdup (page); /* the next message is shown like the last one */
  if (record == 0)
    gtk_stack_set_visible_child (GTK_STACK (pages->stack), pages->empty);
  else if (was_empty)
    gtk_stack_set_visible_child_name (GTK_STACK (pages->stack), "rendered");
  if (record != 0)
    show_wanted (pages);
}

void
message_pages_set_page (MessagePages *pages, const char *name)
{
  g_free (pages->wanted);
  pages->wanted = g_strdup (name);
  if (pages->record != 0)
    show_wanted (pages);
}

const char *
message_pages_get_page (MessagePages *pages)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (pages->stack));
}

void
message_pages_forget (MessagePages *pages)
{
  pages->record = 0;
}

void
message_pages_set_palette (MessagePages *pages)
{
  source_text_set_palette (pages->text);
  source_text_set_palette (pages->source);
  source_text_set_palette (pages->growth);
}
