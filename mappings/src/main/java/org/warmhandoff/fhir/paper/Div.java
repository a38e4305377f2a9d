package org.warmhandoff.fhir.paper;

import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;

/**
 * Markup of ours as the nodes that a narrative holds.
 *
 * <p>HAPI's own parser is ready for all of HTML and puts up its table of entities anew for each
 * narrative; that alone took longer than to encode the whole graph.
 */
final class Div {

  private final String markup;
  private int at;

  private Div(String markup) {
    this.markup = markup;
  }

  /**
   * A narrative's outermost element.
   *
   * @param inner what {@link Markup} makes: well-formed, and every text escaped
   */
  static XhtmlNode of(String inner) {
    var div = new XhtmlNode(NodeType.Element, "div").attribute("xmlns", XhtmlNode.XMLNS);
    new Div(inner).fill(div);
    return div;
  }

  /** Up to the end of the parent. */
  private void fill(XhtmlNode parent) {
    while (at < markup.length() && !markup.startsWith("</", at)) {
      if (markup.charAt(at) == '<') {
        element(parent);
      } else {
        parent.addText(text());
      }
    }
  }

  private void element(XhtmlNode parent) {
    var tag = upTo('>').substring(1);
    at++;
    if (tag.endsWith("/")) {
      parent.addTag(tag.substring(0, tag.length() - 1));
      return;
    }
    fill(opened(parent, tag));
    at = markup.indexOf('>', at) + 1;
  }

  /** With the one attribute it may have. */
  private static XhtmlNode opened(XhtmlNode parent, String tag) {
    var name = tag.indexOf(' ');
    if (name < 0) {
      return parent.addTag(tag);
    }
    var value = tag.indexOf("=\"", name);
    return parent
        .addTag(tag.substring(0, name))
        .attribute(tag.substring(name + 1, value), tag.substring(value + 2, tag.length() - 1));
  }

  /** The other way round than {@link Markup#escaped}. */
  private String text() {
    var text = upTo('<');
    return text.indexOf('&') < 0
        ? text
        : text.replace("&quot;", "\"")
            .replace("&gt;", ">")
            .replace("&lt;", "<")
            .replace("&amp;", "&");
  }

  private String upTo(char end) {
    var found = markup.indexOf(end, at);
    var part = markup.substring(at, found < 0 ? markup.length() : found);
    at += part.length();
    return part;
  }
}
