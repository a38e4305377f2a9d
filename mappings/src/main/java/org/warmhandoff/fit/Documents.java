package org.warmhandoff.fit;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fit.Tailor.Tailored;
import org.warmhandoff.fit.offer.ElementPath;

/** A record's document in the best format that a partner shows and that it takes. */
final class Documents {

  private final Sheet sheet;
  private final Tailor tailor;

  private Documents(Sheet sheet) {
    this.sheet = sheet;
    this.tailor = new Tailor(sheet.offer().persona());
  }

  /** A draft around the document, from it and what was cut of it; or why there is none. */
  static Draft draft(Sheet sheet, BiFunction<DomainResource, List<String>, Draft> around) {
    var lack = new MissingCapabilities(sheet.offer()).document();
    if (lack.isPresent()) {
      return Draft.none(lack.get());
    }
    var best = new Documents(sheet).best();
    return best.resource()
        .map(document -> around.apply(document, best.cut()))
        .orElseGet(() -> Draft.none("the document " + best.why()));
  }

  /** The document; where there is none, why. */
  private Tailored best() {
    var refused = new Tailored(Optional.empty(), List.of(), "no format that is shown there");
    for (var format : formats()) {
      var document = sheet.document(format);
      var tailored = shown(document) ? tailored(document) : refused;
      if (tailored.resource().isPresent()) {
        return tailored;
      }
      refused = tailored;
    }
    return refused;
  }

  private List<DocumentFormat> formats() {
    var shown = shown();
    return Stream.concat(sheet.handover().wished().stream().filter(shown::contains), shown.stream())
        .distinct()
        .toList();
  }

  private List<DocumentFormat> shown() {
    return sheet.offer().formats();
  }

  /** A PDF that cannot show every character becomes a page. */
  private boolean shown(DocumentReference document) {
    var contentType = document.getContentFirstRep().getAttachment().getContentType();
    return shown().stream().anyMatch(format -> format.contentType().equals(contentType));
  }

  private Tailored tailored(DocumentReference document) {
    return sheet.offer().persona().documents().required().stream()
        .map(ElementPath::of)
        .filter(path -> path.values(document).isEmpty())
        .map(path -> new Tailored(Optional.empty(), List.of(), path + " is required there"))
        .findFirst()
        .orElseGet(() -> tailor.tailored(document, false));
  }
}
