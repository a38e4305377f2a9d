package org.warmhandoff.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;
import org.warmhandoff.terminology.Terminology;

/** A paper, who tells it, and what a reader finds in each of its forms. */
record Papers(Telling telling, Paper paper) {

  static Papers of(Case example) {
    return of(example.record(), example.participant(), example.audience());
  }

  static Papers of(ProgramRecord whole, Participant participant, Audience audience) {
    var telling =
        Telling.of(whole, Programs.BRIDGEWATER, Terminology.shipped(), participant, audience);
    return new Papers(telling, mapping(whole, telling).paper());
  }

  /** One that says only this. */
  static Papers saying(String text) {
    return saying(Section.list("text", "A heading", List.of("before", text, "after")));
  }

  static Papers saying(Section... sections) {
    var example = Case.named("crisis-plan/one-section");
    var telling =
        Telling.of(
            example.record(),
            Programs.BRIDGEWATER,
            Terminology.shipped(),
            example.participant(),
            Audience.ofAll());
    var paper = mapping(example.record(), telling).paper();
    var content =
        new Content(
            "A title",
            Banner.of(Banner.Tone.CURRENT, "A standing", "A risk"),
            People.facts(telling, paper.record()),
            List.of(sections),
            true);
    return new Papers(
        telling, new Paper(paper.record(), paper.type(), content, paper.author(), paper.status()));
  }

  /** Everything that must be found, whatever the form. */
  Stream<String> texts() {
    var content = paper.content();
    var sections = content.everything().stream();
    return Stream.of(
            Stream.of(
                content.title(),
                content.banner().standing(),
                content.banner().risk(),
                paper.origin(telling)),
            Stream.of(Content.NOTICE).filter(notice -> content.substanceUse()),
            content.sections().stream().map(Section::heading),
            sections
                .flatMap(section -> section.lines().stream())
                .flatMap(line -> Stream.concat(line.label().stream(), Stream.of(line.text()))))
        .flatMap(texts -> texts);
  }

  String html() {
    return new String(Page.html(telling, paper), UTF_8);
  }

  String text() {
    return PlainText.of(telling, paper);
  }

  byte[] pdf() {
    return Pdf.of(telling, paper).orElseThrow();
  }

  String pdfText() {
    return text(pdf());
  }

  /** What stands in a PDF to be read. */
  static String text(byte[] pdf) {
    try (var document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** With each letter and its accents as one character, as a PDF has them. */
  static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  String format(DocumentFormat wanted) {
    return Rendition.of(telling, paper, wanted).attachment().getContentType();
  }

  private static Mapping mapping(ProgramRecord whole, Telling telling) {
    var record = telling.tellable(whole);
    if (record instanceof CrisisPlan plan) {
      return new CrisisPlanMapping(telling, plan, plan);
    }
    if (record instanceof CrisisEvent event) {
      return new CrisisEventMapping(telling, event, event);
    }
    return new ReferralMapping(telling, (Referral) record);
  }
}
