package org.warmhandoff.fhir.paper;

import static java.util.stream.Collectors.joining;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.content.Content;
import org.warmhandoff.fhir.content.Section;
import org.warmhandoff.fhir.content.Section.Layout;
import org.warmhandoff.fhir.content.Section.Line;

/** A record as text without markup, for what shows nothing else. */
public final class PlainText {

  private static final int WIDTH = 78;

  private PlainText() {}

  /** The whole record, in lines that a terminal can show. */
  public static String of(MappingContext context, Paper paper) {
    var content = paper.content();
    return Stream.of(
                Stream.of(head(context.program(), content)),
                Stream.concat(Stream.of(content.about()), content.sections().stream())
                    .map(PlainText::section),
                Stream.of(foot(context, paper)))
            .flatMap(parts -> parts)
            .collect(joining("\n\n"))
        + "\n";
  }

  private static String head(Program program, Content content) {
    return String.join(
        "\n",
        wrapped("", program.name()),
        underlined(content.title(), "="),
        wrapped("", content.banner().standing()),
        wrapped("", content.banner().risk()));
  }

  private static String section(Section section) {
    return IntStream.range(0, section.lines().size())
        .mapToObj(index -> wrapped(mark(section.form(), index), line(section.lines().get(index))))
        .collect(joining("\n", underlined(section.heading(), "-") + "\n", ""));
  }

  private static String mark(Layout form, int index) {
    return switch (form) {
      case FACTS -> "";
      case LIST -> "- ";
      case STEPS -> index + 1 + ". ";
    };
  }

  private static String line(Line line) {
    return line.label().map(label -> label + ": " + line.text()).orElse(line.text());
  }

  private static String foot(MappingContext context, Paper paper) {
    var content = paper.content();
    var origin = wrapped("", paper.origin(context));
    return "-".repeat(WIDTH)
        + "\n"
        + content.notice().map(notice -> wrapped("", notice.text()) + "\n").orElse("")
        + origin;
  }

  private static String underlined(String text, String with) {
    var lines = wrapped("", text);
    var width = lines.lines().mapToInt(String::length).max().orElse(0);
    return lines + "\n" + with.repeat(width);
  }

  private static String wrapped(String mark, String text) {
    return Wrapping.wrapped(mark, Legible.text(text), WIDTH);
  }
}
