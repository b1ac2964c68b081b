/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/source-text.h"

#include "gui/view/theme.h"

static const char *const tag_names[] = { "client", "server", "note", "header", "new", "dim", "wait", "good", "now", "lit" };

static GdkRGBA
rgba_of (Colour colour)
{
  return (GdkRGBA){ (float) colour.red, (float) colour.green, (float) colour.blue, 1 };
}

static GtkTextTag *
find_tag (GtkWidget *text, const char *name)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));

  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);
}

GtkWidget *
source_text_new (const char *name)
{
  GtkWidget *text = g_object_new (GTK_TYPE_TEXT_VIEW, "editable", FALSE, "cursor-visible", FALSE, "monospace", TRUE, "wrap-mode", GTK_WRAP_WORD_CHAR,
                                  "left-margin", 10, "right-margin", 8, "top-margin", 6, "bottom-margin", 10, "indent", -24, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));

  for (guint i = 0; i < G_N_ELEMENTS (tag_names); i++)
    gtk_text_buffer_create_tag (buffer, tag_names[i], NULL);
  g_object_set (find_tag (text, "server"), "left-margin", 34, NULL);
  g_object_set (find_tag (text, "note"), "family", "Sans", "style", PANGO_STYLE_ITALIC, "left-margin", 10, NULL);
  g_object_set (find_tag (text, "now"), "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  source_text_set_palette (text);
  return text;
}

void
source_text_set_palette (GtkWidget *text)
{
  const Palette *palette = theme_get_palette ();
  const GdkRGBA client = rgba_of (palette->accent), server = rgba_of (palette->good), dim = rgba_of (palette->dim), wait = rgba_of (palette->wait);
  const GdkRGBA lit = rgba_of (palette->now);

  g_object_set (find_tag (text, "client"), "foreground-rgba", &client, NULL);
  g_object_set (find_tag (text, "server"), "foreground-rgba", &server, NULL);
  g_object_set (find_tag (text, "note"), "foreground-rgba", &dim, NULL);
  g_object_set (find_tag (text, "new"), "paragraph-background-rgba", &lit, NULL);
  g_object_set (find_tag (text, "now"), "paragraph-background-rgba", &lit, NULL);
  g_object_set (find_tag (text, "dim"), "foreground-rgba", &dim, NULL);
  g_object_set (find_tag (text, "wait"), "foreground-rgba", &wait, NULL);
  g_object_set (find_tag (text, "good"), "foreground-rgba", &server, NULL);
  g_object_set (find_tag (text, "lit"), "background-rgba", &lit, NULL);
  g_object_set (find_tag (text, "header"), "foreground-rgba", &client, NULL);
}
