/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/library-page.h"

#include "gui/model/lesson-list.h"
#include "gui/view/lesson-picture.h"

#include <string.h>

enum
{
  PICTURE_WIDTH = 268,
  PICTURE_HEIGHT = 160,
  MOST_LEVELS = 3,
};

static const char no_such_lesson[] = "No lesson is about that. Try a word such as queue, MX or bounce.";
static const char no_lessons[] = "The lessons did not come with this program. A scenario or a trace of your own can be opened: Open a File… (Ctrl+O), or drop it here.";

/* The lessons of one level. */
typedef struct
{
  const char *level;
  GtkWidget *heading, *cards;
} Shelf;

struct _LibraryPage
{
  GtkBox parent_instance;

  GtkWidget *search, *shelves_box, *nothing;
  Shelf shelves[MOST_LEVELS];
  guint n_shelves;
  GPtrArray *lessons;  /* Lesson * */
  GPtrArray *pictures; /* GtkPicture * of each, borrowed */
  guint drawn;         /* so many of them have theirs */
  guint drawing;       /* idle source, 0: none */
  char *wanted;        /* in small letters; NULL: all */
};

G_DEFINE_TYPE (LibraryPage, library_page, GTK_TYPE_BOX)

static void
library_page_dispose (GObject *object)
{
  g_clear_handle_id (&MAILFLOW_LIBRARY_PAGE (object)->drawing, g_source_remove);
  G_OBJECT_CLASS (library_page_parent_class)->dispose (object);
}

static void
library_page_finalize (GObject *object)
{
  LibraryPage *page = MAILFLOW_LIBRARY_PAGE (object);

  g_clear_pointer (&page->lessons, g_ptr_array_unref);
  g_ptr_array_unref (page->pictures);
  g_free (page->wanted);
  G_OBJECT_CLASS (library_page_parent_class)->finalize (object);
}

static const Lesson *
lesson_of (const LibraryPage *page, GtkFlowBoxChild *child)
{
  return g_ptr_array_index (page->lessons, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (child), "lesson")));
}

static gboolean
is_wanted (GtkFlowBoxChild *child, gpointer data)
{
  const LibraryPage *page = data;

  return page->wanted == NULL || strstr (lesson_of (page, child)->words, page->wanted) != NULL;
}

static guint
count_wanted (const LibraryPage *page, const char *level)
{
  guint count = 0;

  for (guint i = 0; i < page->lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (page->lessons, i);

      count += lesson->level == level && (page->wanted == NULL || strstr (lesson->words, page->wanted) != NULL);
    }
  return count;
}

static void
on_search (LibraryPage *page)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (page->search));
  guint all = 0;

  if (page->lessons == NULL) /* it was never seen */
    return;
  g_free (page->wanted);
  page->wanted = text[0] == '\0' ? NULL : g_utf8_strdown (text, -1);
  for (guint i = 0; i < page->n_shelves; i++)
    {
      guint count = count_wanted (page, page->shelves[i].level);

      gtk_flow_box_invalidate_filter (GTK_FLOW_BOX (page->shelves[i].cards));
      gtk_widget_set_visible (page->shelves[i].heading, count > 0);
      gtk_widget_set_visible (page->shelves[i].cards, count > 0);
      all += count;
    }
  gtk_label_set_text (GTK_LABEL (page->nothing), page->lessons->len == 0 ? no_lessons : no_such_lesson);
  gtk_widget_set_visible (page->nothing, all == 0);
}

static void
open_lesson (LibraryPage *page, const Lesson *lesson)
{
  g_autofree char *path = g_strdup (lesson->path);

  gtk_widget_activate_action (GTK_WIDGET (page), "win.open-named", "s", path);
}

/* Back to the run. */
static void
on_stop_search (LibraryPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.library", NULL);
}

static void
on_activated (LibraryPage *page, GtkFlowBoxChild *child)
{
  open_lesson (page, lesson_of (page, child));
}

/* Enter in the search opens the first lesson that is left. */
static void
on_entered (LibraryPage *page)
{
  on_search (page); /* it comes a moment after the last letter */
  for (guint i = 0; i < page->lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (page->lessons, i);

      if (page->wanted == NULL || strstr (lesson->words, page->wanted) != NULL)
        {
          open_lesson (page, lesson);
          return;
        }
    }
}

static GtkWidget *
add_words (GtkWidget *card, const char *text, const char *class, int lines)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "yalign", 0.0f, "wrap", TRUE, "lines", lines, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "max-width-chars", 20, "width-chars", 20, NULL);

  gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (card), label);
  return label;
}

static GtkWidget *
make_card (LibraryPage *page, guint index)
{
  const Lesson *lesson = g_ptr_array_index (page->lessons, index);
  GtkWidget *child = gtk_flow_box_child_new (), *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *picture = g_object_new (GTK_TYPE_PICTURE, "can-shrink", TRUE, "width-request", PICTURE_WIDTH, "height-request", PICTURE_HEIGHT, NULL);
  g_autofree char *name = g_strdup_printf ("%s (%s)", lesson->title, lesson->topics);

  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (card), picture);
  add_words (card, lesson->title, "card-title", 2);
  if (lesson->summary != NULL)
    add_words (card, lesson->summary, "card-summary", 2);
  gtk_widget_set_tooltip_text (card, lesson->summary);
  g_object_set_data (G_OBJECT (child), "lesson", GUINT_TO_POINTER (index));
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL, lesson->title, -1);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), card);
  g_ptr_array_add (page->pictures, picture);
  return child;
}

static Shelf *
add_shelf (LibraryPage *page, const char *level)
{
  Shelf *shelf = &page->shelves[page->n_shelves++];

  g_assert (page->n_shelves <= MOST_LEVELS);
  shelf->level = level;
  shelf->heading = g_object_new (GTK_TYPE_LABEL, "label", level, "xalign", 0.0f, NULL);
  shelf->cards = g_object_new (GTK_TYPE_FLOW_BOX, "selection-mode", GTK_SELECTION_NONE, "activate-on-single-click", TRUE, "homogeneous", TRUE, "column-spacing", 8,
                               "row-spacing", 8, "max-children-per-line", 10, "min-children-per-line", 2, "halign", GTK_ALIGN_START, NULL);
  gtk_widget_add_css_class (shelf->heading, "shelf");
  gtk_accessible_update_property (GTK_ACCESSIBLE (shelf->cards), GTK_ACCESSIBLE_PROPERTY_LABEL, level, -1);
  gtk_flow_box_set_filter_func (GTK_FLOW_BOX (shelf->cards), is_wanted, page, NULL);
  g_signal_connect_swapped (shelf->cards, "child-activated", G_CALLBACK (on_activated), page);
  gtk_box_append (GTK_BOX (page->shelves_box), shelf->heading);
  gtk_box_append (GTK_BOX (page->shelves_box), shelf->cards);
  return shelf;
}

/* Lessons come by level. */
static void
fill (LibraryPage *page)
{
  Shelf *shelf = NULL;

  page->lessons = lesson_list_new ();
  for (guint i = 0; i < page->lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (page->lessons, i);

      if (shelf == NULL || shelf->level != lesson->level)
        shelf = add_shelf (page, lesson->level);
      gtk_flow_box_append (GTK_FLOW_BOX (shelf->cards), make_card (page, i));
    }
  on_search (page);
}

/* One at a time: each is a run. */
static gboolean
draw_next (gpointer data)
{
  LibraryPage *page = data;
  const Lesson *lesson = g_ptr_array_index (page->lessons, page->drawn);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (page));
  g_autoptr (GdkTexture) texture = lesson_picture_new (lesson->path, PICTURE_WIDTH * scale, PICTURE_HEIGHT * scale);

  gtk_picture_set_paintable (GTK_PICTURE (g_ptr_array_index (page->pictures, page->drawn)), GDK_PAINTABLE (texture));
  page->drawn++;
  if (page->drawn < page->lessons->len)
    return G_SOURCE_CONTINUE;
  page->drawing = 0;
  return G_SOURCE_REMOVE;
}

static void
want_pictures (LibraryPage *page)
{
  if (page->drawing == 0 && page->drawn < page->lessons->len && gtk_widget_get_mapped (GTK_WIDGET (page)))
    page->drawing = g_idle_add_full (G_PRIORITY_LOW, draw_next, page, NULL);
}

static void
library_page_map (GtkWidget *widget)
{
  LibraryPage *page = MAILFLOW_LIBRARY_PAGE (widget);

  if (page->lessons == NULL)
    fill (page);
  GTK_WIDGET_CLASS (library_page_parent_class)->map (widget);
  want_pictures (page);
}

static void
library_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&MAILFLOW_LIBRARY_PAGE (widget)->drawing, g_source_remove);
  GTK_WIDGET_CLASS (library_page_parent_class)->unmap (widget);
}

static void
library_page_class_init (LibraryPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = library_page_dispose;
  G_OBJECT_CLASS (class)->finalize = library_page_finalize;
  GTK_WIDGET_CLASS (class)->map = library_page_map;
  GTK_WIDGET_CLASS (class)->unmap = library_page_unmap;
}

static GtkWidget *
make_bar (LibraryPage *page)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *title = gtk_label_new ("Choose a lesson");
  GtkWidget *open = g_object_new (GTK_TYPE_BUTTON, "label", "Open a File…", "action-name", "win.open", NULL);

  page->search = g_object_new (GTK_TYPE_SEARCH_ENTRY, "placeholder-text", "Search lessons", "tooltip-text", "Words of the title or the topics: queue, MX, bounce …", "hexpand", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->search), GTK_ACCESSIBLE_PROPERTY_LABEL, "Search lessons", -1);
  g_signal_connect_swapped (page->search, "search-changed", G_CALLBACK (on_search), page);
  g_signal_connect_swapped (page->search, "activate", G_CALLBACK (on_entered), page);
  g_signal_connect_swapped (page->search, "stop-search", G_CALLBACK (on_stop_search), page);
  gtk_widget_add_css_class (title, "library-title");
  gtk_widget_add_css_class (bar, "library-bar");
  gtk_box_append (GTK_BOX (bar), title);
  gtk_box_append (GTK_BOX (bar), page->search);
  gtk_box_append (GTK_BOX (bar), open);
  return bar;
}

static void
library_page_init (LibraryPage *page)
{
  GtkWidget *scrolled;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (page), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (page), "library");
  page->pictures = g_ptr_array_new ();
  page->shelves_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_add_css_class (page->shelves_box, "shelves");
  page->nothing = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "margin-top", 40, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, NULL);
  gtk_widget_add_css_class (page->nothing, "empty");
  gtk_box_append (GTK_BOX (page->shelves_box), page->nothing);
  gtk_box_append (GTK_BOX (page), make_bar (page));
  scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", page->shelves_box, "vexpand", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, "Lessons", -1);
  gtk_box_append (GTK_BOX (page), scrolled);
}

void
library_page_begin (LibraryPage *page)
{
  gtk_editable_set_text (GTK_EDITABLE (page->search), "");
  gtk_widget_grab_focus (page->search);
}

void
library_page_set_palette (LibraryPage *page)
{
  page->drawn = 0;
  if (page->lessons != NULL)
    want_pictures (page);
}
