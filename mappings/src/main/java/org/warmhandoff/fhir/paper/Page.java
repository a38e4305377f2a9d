package org.warmhandoff.fhir.paper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.content.Banner;
import org.warmhandoff.fhir.content.Section;
import org.warmhandoff.fhir.content.Section.Line;

/**
 * A record as a page to read on screen or on paper: who it is about, then what to do and whom to
 * call in large print, then the rest. Whole in itself, and well-formed XML besides, so that it can
 * be made into a PDF.
 */
final class Page {

  private static final String STYLE = style();

  private final MappingContext context;
  private final Paper paper;
  private final Numbers numbers;

  private Page(MappingContext context, Paper paper, Numbers numbers) {
    this.context = context;
    this.paper = paper;
    this.numbers = numbers;
  }

  /** For the screen: a number that is tapped is called. */
  static byte[] html(MappingContext context, Paper paper) {
    var page = new Page(context, paper, Numbers.CALLING);
    return ("<!DOCTYPE html>\n" + page.xhtml()).getBytes(StandardCharsets.UTF_8);
  }

  /** For paper: as XML, without a document type. */
  static String xhtml(MappingContext context, Paper paper) {
    return new Page(context, paper, Numbers.PRINTED).xhtml();
  }

  private String xhtml() {
    return "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>"
        + "<meta charset=\"utf-8\"/>"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
        + Markup.element("title", Markup.escaped(paper.content().banner().label()))
        + Markup.element("style", "\n" + STYLE + foot(paper))
        + "</head>\n"
        + Markup.element("body", "\n" + body())
        + "</html>\n";
  }

  private String body() {
    var content = paper.content();
    var layout = PageLayout.of(content.sections(), Numbers::holdNumber);
    return block("program", Markup.escaped(context.program().name()))
        + Markup.element("h1", Markup.escaped(content.title()))
        + banner(content.banner())
        + block("about", about(content.about()))
        + block("first", sections(layout.large()))
        + more("more", layout.beside())
        + more(layout.goesOn() ? "more next" : "more", layout.rest())
        + block("small", small());
  }

  private static String banner(Banner banner) {
    return block(
        "standing " + banner.tone().word(),
        Markup.element("p", Markup.escaped(banner.standing()))
            + Markup.element("p", Markup.escaped(banner.risk())));
  }

  /** Each whole, as far as a page has room for it. */
  private String sections(List<Section> sections) {
    return sections.stream()
        .map(section -> block("section", Markup.sections(List.of(section), numbers::markup)))
        .collect(Collectors.joining());
  }

  /** Facts side by side, as they are short. */
  private String about(Section facts) {
    var lines = facts.lines();
    return IntStream.iterate(0, index -> index < lines.size(), index -> index + 2)
        .mapToObj(index -> lines.subList(index, Math.min(index + 2, lines.size())))
        .map(pair -> pair.stream().map(this::cells).collect(Collectors.joining()))
        .map(cells -> Markup.element("tr", cells))
        .collect(Collectors.joining("\n", "<table><tbody>", "</tbody></table>"));
  }

  private String more(String style, Columns columns) {
    var left = sections(columns.left());
    var right = sections(columns.right());
    if (right.isEmpty()) {
      return left.isEmpty() ? "" : block(style, left);
    }
    return block(style + " columns", "\n" + block("left", left) + block("right", right));
  }

  private String cells(Line line) {
    return Markup.element("th", Markup.escaped(line.label().orElse("")))
        + Markup.element("td", numbers.markup(line.text()));
  }

  private String small() {
    return Markup.notice(paper.content())
        + Markup.element("p", Markup.escaped(paper.origin(context)));
  }

  /** At the foot of each printed page: ids only, as pages get separated and left lying about. */
  private static String foot(Paper paper) {
    return """
        @page { @bottom-left { content: "%s"; font: 8pt Arial, Helvetica, "Page Sans", sans-serif } }
        """
        .formatted(quoted(paper.name()));
  }

  /** In a style sheet a letter or a digit is harmless, and everything else may be a number. */
  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(
            character ->
                Character.isLetterOrDigit(character)
                    ? Character.toString(character)
                    : "\\%06x".formatted(character))
        .collect(Collectors.joining());
  }

  private static String block(String style, String inner) {
    return "<div class=\"" + style + "\">" + inner + "</div>\n";
  }

  private static String style() {
    try (var style = Page.class.getResourceAsStream("page.css")) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
