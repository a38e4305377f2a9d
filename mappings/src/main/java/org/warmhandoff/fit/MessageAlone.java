package org.warmhandoff.fit;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DomainResource;
import org.warmhandoff.fit.Tailor.Tailored;

/** One Communication, a new one for each version. */
final class MessageAlone implements Shape {

  private static final int WHOLE_TEXT = 1;
  private static final int PAGE = 2;

  @Override
  public Draft draft(Sheet sheet) {
    var lack = new MissingCapabilities(sheet.offer()).message();
    if (lack.isPresent()) {
      return Draft.none(lack.get());
    }
    var message = small(sheet.message(), new Tailor(sheet.offer().persona()));
    return message
        .resource()
        .map(found -> sent(sheet, found, message.cut()))
        .orElseGet(() -> Draft.none("the message: " + message.why()));
  }

  /** The whole message; where that is not taken, with the whole text as a page or as words only. */
  private static Tailored small(Communication message, Tailor tailor) {
    var whole = tailor.tailored(message, false);
    return Stream.of(PAGE, WHOLE_TEXT)
        .filter(place -> whole.resource().isEmpty())
        .map(place -> without(message, place))
        .map(less -> tailor.tailored(less, false))
        .filter(less -> less.resource().isPresent())
        .map(less -> new Tailored(less.resource(), List.of("Communication.payload"), ""))
        .findFirst()
        .orElse(whole);
  }

  private static Communication without(Communication message, int payload) {
    var less = message.copy();
    less.getPayload().remove(payload);
    return less;
  }

  private static Draft sent(Sheet sheet, DomainResource message, List<String> cut) {
    var selection = new Selection(sheet.items());
    selection.leaveOut(item -> true, "");
    selection.leftOut().elements(cut);
    var step = new Steps(sheet.offer()).perVersion(message, sheet.ofEdition("message"), true);
    return new SupersededResources(sheet).after(List.of(step), selection.leftOut());
  }
}
