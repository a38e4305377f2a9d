package org.warmhandoff.fit;

import java.util.List;
import org.hl7.fhir.r4.model.DomainResource;

/** One document, a new one for each version. */
final class DocumentAlone implements Shape {

  @Override
  public Draft draft(Sheet sheet) {
    return Documents.draft(sheet, (document, cut) -> filed(sheet, document, cut));
  }

  private static Draft filed(Sheet sheet, DomainResource document, List<String> cut) {
    var selection = new Selection(sheet.items());
    selection.leaveOut(item -> true, "");
    selection.leftOut().elements(cut);
    var step = new Steps(sheet.offer()).perVersion(document, sheet.ofEdition("document"), true);
    return new SupersededResources(sheet).after(List.of(step), selection.leftOut());
  }
}
