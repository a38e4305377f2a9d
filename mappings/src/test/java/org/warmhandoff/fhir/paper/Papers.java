package org.warmhandoff.fhir.paper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.RedisclosureNotice;
import org.warmhandoff.fhir.RecordPaper;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.content.Banner;
import org.warmhandoff.fhir.content.Content;
import org.warmhandoff.fhir.content.People;
import org.warmhandoff.fhir.content.Section;
import org.warmhandoff.terminology.Terminology;

/** A paper, who tells it, and what a reader finds in each of its forms. */
public record Papers(MappingContext context, Paper paper) {

  public static Papers of(Case example) {
    return of(example.disclosed(), example.audience());
  }

  public static Papers of(Disclosed disclosed, Audience audience) {
    var context =
        MappingContext.of(
            disclosed,
            Programs.BRIDGEWATER,
            Terminology.shipped(),
            RedisclosureNotice.shortOne(),
            audience);
    return new Papers(context, RecordPaper.of(context));
  }

  /** One that says only this. */
  public static Papers saying(String text) {
    return saying(
        new Section(
            "text",
            "A heading",
            Section.Layout.LIST,
            Stream.of("before", text, "after").map(Section::line).toList()));
  }

  public static Papers saying(Section... sections) {
    var example = Case.named("crisis-plan/one-section");
    var context =
        MappingContext.of(
            example.disclosed(),
            Programs.BRIDGEWATER,
            Terminology.shipped(),
            RedisclosureNotice.shortOne(),
            Audience.ANYBODY);
    var paper = RecordPaper.of(context);
    var content =
        new Content(
            "A title",
            new Banner(Banner.Tone.CURRENT, "A standing", "A risk", "A standing"),
            People.facts(context),
            List.of(sections),
            Optional.of(RedisclosureNotice.shortOne()));
    return new Papers(
        context, new Paper(paper.record(), paper.type(), content, paper.author(), paper.status()));
  }

  /** Everything that must be found, whatever the form. */
  public Stream<String> texts() {
    var content = paper.content();
    var sections = content.everything().stream();
    return Stream.of(
            Stream.of(
                content.title(),
                content.banner().standing(),
                content.banner().risk(),
                paper.origin(context)),
            content.notice().stream().map(RedisclosureNotice::text),
            content.sections().stream().map(Section::heading),
            sections
                .flatMap(section -> section.lines().stream())
                .flatMap(line -> Stream.concat(line.label().stream(), Stream.of(line.text()))))
        .flatMap(texts -> texts);
  }

  public String html() {
    return new String(Page.html(context, paper), UTF_8);
  }

  public String text() {
    return PlainText.of(context, paper);
  }

  public byte[] pdf() {
    return Pdf.of(context, paper).orElseThrow();
  }

  public String pdfText() {
    return text(pdf());
  }

  /** What stands in a PDF to be read. */
  public static String text(byte[] pdf) {
    try (var document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** As it stands in the markup of a page. */
  public static String escaped(String text) {
    return Markup.escaped(text);
  }

  /** With each letter and its accents as one character, as a PDF has them. */
  public static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  public String format(DocumentFormat wanted) {
    return Rendition.of(context, paper, wanted).attachment().getContentType();
  }
}
