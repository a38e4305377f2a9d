package org.warmhandoff.fhir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.warmhandoff.fhir.Section.Line;

/**
 * A record as a page to read on screen or on paper: who it is about, then what to do and whom to
 * call in large print, then the rest. Whole in itself, and well-formed XML besides, so that it can
 * be made into a PDF.
 */
final class Page {

  private static final String STYLE = style();

  /** Numbers as {@link Wording#phone} has them, and the short ones that everybody knows. */
  private static final Pattern PHONE =
      Pattern.compile("[+]\\d[\\d-]*(?: [\\d-]+)*|\\b(?:988|911)\\b");

  private Page() {}

  static byte[] html(Telling telling, Paper paper) {
    return ("<!DOCTYPE html>\n" + xhtml(telling, paper)).getBytes(StandardCharsets.UTF_8);
  }

  /** The same as XML, without a document type. */
  static String xhtml(Telling telling, Paper paper) {
    return "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>"
        + "<meta charset=\"utf-8\"/>"
        + Markup.element("title", Markup.escaped(paper.content().title()))
        + Markup.element("style", "\n" + STYLE + foot(paper))
        + "</head>\n"
        + Markup.element("body", "\n" + body(telling, paper))
        + "</html>\n";
  }

  private static String body(Telling telling, Paper paper) {
    var content = paper.content();
    var layout = PageLayout.of(content.sections(), Page::holdsPhone);
    return block("program", Markup.escaped(telling.program().name()))
        + Markup.element("h1", Markup.escaped(content.title()))
        + block("standing", Markup.escaped(content.standing()))
        + block("about", about(People.facts(telling.participant())))
        + block("first", Markup.sections(layout.large(), Page::words))
        + more(layout.rest())
        + block("small", small(telling, paper));
  }

  /** Facts side by side, as they are short. */
  private static String about(Section facts) {
    var lines = facts.lines();
    return IntStream.iterate(0, index -> index < lines.size(), index -> index + 2)
        .mapToObj(index -> lines.subList(index, Math.min(index + 2, lines.size())))
        .map(pair -> pair.stream().map(Page::cells).collect(Collectors.joining()))
        .map(cells -> Markup.element("tr", cells))
        .collect(Collectors.joining("\n", "<table><tbody>", "</tbody></table>"));
  }

  private static String more(Columns columns) {
    var left = Markup.sections(columns.left(), Page::words);
    var right = Markup.sections(columns.right(), Page::words);
    return right.isEmpty()
        ? block("more", left)
        : block("more columns", "\n" + block("left", left) + block("right", right));
  }

  private static String cells(Line line) {
    return Markup.element("th", Markup.escaped(line.label().orElse("")))
        + Markup.element("td", words(line.text()));
  }

  /** Every run is an element: else what reads a PDF aloud reads the numbers after the rest. */
  private static String words(String text) {
    return mayHoldPhone(text) ? runs(text) : run("", text);
  }

  private static boolean holdsPhone(String text) {
    return mayHoldPhone(text) && PHONE.matcher(text).find();
  }

  /** Most texts do not, and the pattern would be tried at each of their characters. */
  private static boolean mayHoldPhone(String text) {
    return text.indexOf('+') >= 0 || text.contains("988") || text.contains("911");
  }

  private static String runs(String text) {
    var runs = new StringBuilder();
    var phone = PHONE.matcher(text);
    var end = 0;
    while (phone.find()) {
      runs.append(run("", text.substring(end, phone.start())));
      runs.append(run(" class=\"phone\"", phone.group()));
      end = phone.end();
    }
    return runs.append(run("", text.substring(end))).toString();
  }

  private static String run(String attributes, String text) {
    return text.isEmpty() ? "" : "<span" + attributes + ">" + Markup.escaped(text) + "</span>";
  }

  private static String small(Telling telling, Paper paper) {
    return Markup.notice(paper.content())
        + Markup.element("p", Markup.escaped(paper.origin(telling)));
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
