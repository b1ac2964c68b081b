/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/gui/shot-faults.h"

#include <string.h>

static const float least_pane = 90, slack = 1.5f;

/* Where a widget is looked at. */
typedef struct
{
  GtkWidget *top, *edge; /* what it must not stick out of, across; NULL: it can be scrolled to */
  gboolean has_tip;      /* one of those that it is in says all of its words when it is pointed at */
} Place;

static char *find (GtkWidget *widget, Place place);

static gboolean
is_ellipsized (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)));
  return FALSE;
}

/* Its least size is that of its longest word, where it may be broken between them. */
static gboolean
is_cut (GtkWidget *widget, GtkOrientation orientation, int across)
{
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;
  int least, size = horizontal ? gtk_widget_get_allocated_width (widget) + gtk_widget_get_margin_start (widget) + gtk_widget_get_margin_end (widget)
                               : gtk_widget_get_allocated_height (widget) + gtk_widget_get_margin_top (widget) + gtk_widget_get_margin_bottom (widget);

  gtk_widget_measure (widget, orientation, across, &least, NULL, NULL, NULL);
  return size < least;
}

static char *
find_in_label (GtkWidget *widget, const Place *place)
{
  const char *text = gtk_label_get_text (GTK_LABEL (widget));

  if (text[0] == '\0')
    return NULL;
  if (is_ellipsized (widget) && !place->has_tip)
    return g_strdup_printf ("“%s” is cut, and no tooltip says the rest", text);
  if (gtk_label_get_ellipsize (GTK_LABEL (widget)) != PANGO_ELLIPSIZE_NONE)
    return NULL;
  if (is_cut (widget, GTK_ORIENTATION_HORIZONTAL, -1))
    return g_strdup_printf ("“%s” is cut", text);
  if (is_cut (widget, GTK_ORIENTATION_VERTICAL, gtk_widget_get_allocated_width (widget) + gtk_widget_get_margin_start (widget) + gtk_widget_get_margin_end (widget)))
    return g_strdup_printf ("“%s” is cut at its foot", text);
  return NULL;
}

static gboolean
sticks_out (GtkWidget *widget, GtkWidget *edge)
{
  graphene_rect_t bounds;

  return edge != NULL && edge != widget && gtk_widget_compute_bounds (widget, edge, &bounds)
         && (bounds.origin.x < -slack || bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (edge) + slack);
}

/* Something to be read or looked at, or a place to write in. */
static gboolean
has_words (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget))[0] != '\0';
  if (GTK_IS_TEXT_VIEW (widget))
    return gtk_text_view_get_editable (GTK_TEXT_VIEW (widget)) || gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget))) > 0;
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget)) != NULL;
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_LABEL && gtk_widget_get_height (widget) > 1)
    return TRUE; /* it paints its words itself */
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_IMG && gtk_widget_get_height (widget) > 1)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_words (child))
      return TRUE;
  return FALSE;
}

static gboolean
is_pane (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget) && gtk_widget_get_width (widget) >= least_pane && gtk_widget_get_height (widget) >= least_pane;
}

/* What is scrolled lies below its bars; what is on a map, above it. */
static gboolean
may_overlap (GtkWidget *parent)
{
  return GTK_IS_SCROLLED_WINDOW (parent) || GTK_IS_OVERLAY (parent) || GTK_IS_PANED (parent) || GTK_IS_TEXT_VIEW (parent) || GTK_IS_STACK (parent) || GTK_IS_SWITCH (parent)
         || strcmp (gtk_widget_get_css_name (parent), "map") == 0 || strcmp (gtk_widget_get_css_name (parent), "trough") == 0;
}

static gboolean
overlaps (GtkWidget *a, GtkWidget *b, GtkWidget *parent)
{
  graphene_rect_t one, other, both;

  if (GTK_IS_NATIVE (a) || GTK_IS_NATIVE (b) || !gtk_widget_compute_bounds (a, parent, &one) || !gtk_widget_compute_bounds (b, parent, &other))
    return FALSE;
  return graphene_rect_intersection (&one, &other, &both) && both.size.width > 2 && both.size.height > 2;
}

static char *
find_overlap (GtkWidget *parent)
{
  for (GtkWidget *a = gtk_widget_get_first_child (parent); a != NULL && !may_overlap (parent); a = gtk_widget_get_next_sibling (a))
    for (GtkWidget *b = gtk_widget_get_next_sibling (a); b != NULL; b = gtk_widget_get_next_sibling (b))
      if (gtk_widget_get_mapped (a) && gtk_widget_get_mapped (b) && gtk_widget_get_child_visible (a) && gtk_widget_get_child_visible (b) && overlaps (a, b, parent))
        return g_strdup_printf ("in %s, %s and %s lie on each other", G_OBJECT_TYPE_NAME (parent), G_OBJECT_TYPE_NAME (a), G_OBJECT_TYPE_NAME (b));
  return NULL;
}

static char *
find_below (GtkWidget *widget, Place place)
{
  char *fault = find_overlap (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && fault == NULL; child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      fault = find (child, place);
  return fault;
}

/* Rows beyond its edge are there, but not to be seen. */
static gboolean
is_out_of_sight (GtkWidget *widget, GtkWidget *top)
{
  graphene_rect_t bounds;

  return gtk_widget_get_width (widget) == 0 || !gtk_widget_compute_bounds (widget, top, &bounds) || bounds.origin.y + bounds.size.height < 0
         || bounds.origin.y > (float) gtk_widget_get_height (top);
}

static char *
find (GtkWidget *widget, Place place)
{
  GtkPolicyType across;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget) || is_out_of_sight (widget, place.top))
    return NULL;
  if (sticks_out (widget, place.edge))
    return g_strdup_printf ("%s “%s” sticks out", G_OBJECT_TYPE_NAME (widget), GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "");
  place.has_tip = place.has_tip || gtk_widget_get_has_tooltip (widget);
  if (is_pane (widget) && !has_words (widget))
    return g_strdup ("a pane is empty, and doesn't say what will be there");
  if (GTK_IS_LABEL (widget))
    return find_in_label (widget, &place);
  if (GTK_IS_SCROLLED_WINDOW (widget))
    {
      gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &across, NULL);
      place.edge = across == GTK_POLICY_NEVER ? widget : NULL;
    }
  return find_below (widget, place);
}

char *
shot_faults_find (GtkWidget *top)
{
  return find (top, (Place){ top, top, FALSE });
}
