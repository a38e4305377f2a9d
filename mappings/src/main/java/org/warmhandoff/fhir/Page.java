package org.warmhandoff.fhir;

import java.nio.charset.StandardCharsets;
import org.warmhandoff.record.ProgramRecord;

/**
 * A record as a page to read on screen or on paper. Whole in itself, and well-formed XML besides,
 * so that it can be made into a PDF.
 */
final class Page {

  private static final String STYLE =
      """
      body { font: 11pt/1.4 Arial, Helvetica, sans-serif; color: #111; max-width: 48em; margin: 1em auto; padding: 0 1em }
      h1 { font-size: 1.5em; margin: 0 }
      h2 { font-size: 1.05em; margin: 1.1em 0 .2em; border-bottom: 1px solid #999 }
      table { border-collapse: collapse } th { text-align: left; vertical-align: top; padding: .1em 1em .1em 0; font-weight: bold }
      td { vertical-align: top } ul, ol { margin: .2em 0; padding-left: 1.5em } p { margin: .3em 0 }
      .standing { font-weight: bold; border: 2px solid #111; padding: .3em .6em; margin: .6em 0 }
      .small { font-size: .85em; color: #333; border-top: 1px solid #999; margin-top: 1.5em; padding-top: .4em }
      @media print { body { max-width: none; margin: 0 } h2 { page-break-after: avoid } }
      """;

  private Page() {}

  static byte[] html(Telling telling, Paper paper) {
    var content = paper.content();
    var page =
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>"
            + "<meta charset=\"utf-8\"/>"
            + Markup.element("title", Markup.escaped(content.title()))
            + Markup.element("style", "\n" + STYLE)
            + "</head>\n"
            + Markup.element("body", body(telling, paper))
            + "</html>\n";
    return page.getBytes(StandardCharsets.UTF_8);
  }

  private static String body(Telling telling, Paper paper) {
    var program = telling.program();
    var content = paper.content().startingWith(People.facts(telling.participant()));
    return Markup.element("p", Markup.escaped(program.name()))
        + Markup.element("h1", Markup.escaped(content.title()))
        + "<p class=\"standing\">"
        + Markup.escaped(content.standing())
        + "</p>"
        + Markup.sections(content)
        + footer(telling, paper);
  }

  private static String footer(Telling telling, Paper paper) {
    return "<div class=\"small\">"
        + Markup.notice(paper.content())
        + Markup.element("p", Markup.escaped(origin(telling, paper.record())))
        + "</div>";
  }

  private static String origin(Telling telling, ProgramRecord record) {
    var program = telling.program();
    return "Written by %s on %s. Record %s, version %d. A newer version takes its place."
        .formatted(
            program.name(), telling.time(record.recordedAt()), record.id(), record.version());
  }
}
