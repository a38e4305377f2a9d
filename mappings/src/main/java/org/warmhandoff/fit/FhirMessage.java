package org.warmhandoff.fit;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.UriType;
import org.warmhandoff.terminology.Family;

/** Every resource in one message, which its header leads. */
final class FhirMessage implements Shape {

  private static final String URN = "urn:uuid:";

  @Override
  public Draft draft(Sheet sheet) {
    var lack = new MissingCapabilities(sheet.offer()).fhirMessage();
    return lack.map(Draft::none).orElseGet(() -> message(sheet));
  }

  private static Draft message(Sheet sheet) {
    var tailor = new Tailor(sheet.offer().persona());
    var selection = new Selection(sheet.items());
    selection.tailor(tailor, false);
    selection.unlink();
    if (!selection.hasMain()) {
      return EveryResource.withoutMain(selection);
    }
    var steps = new ArrayList<Step>();
    steps.add(header(sheet));
    selection
        .kept()
        .forEach(
            item ->
                steps.add(
                    new Step(item.resource(), item.identifier(), Way.IN_MESSAGE, item.main())));
    var plan = new WritePlan(Form.FHIR_MESSAGE, steps, List.of(), List.of(), List.of());
    return tailor.fits(plan.message())
        ? new SupersededResources(sheet).after(steps, selection.leftOut())
        : Draft.none("the message is larger than what is taken there");
  }

  /** The id is the same when it is sent again: by that the receiver knows it for the same. */
  private static Step header(Sheet sheet) {
    var identifier = sheet.ofEdition("message");
    var program = sheet.program();
    var kind = sheet.handover().record().kind().word();
    var header = new MessageHeader();
    header.setText(narrative("Message of the kind " + kind));
    header
        .setEvent(new UriType(Family.BASE + "message/" + kind))
        .addFocus(new Reference(sheet.items().get(0).fullUrl()))
        .getSource()
        .setName(program.name())
        .setEndpoint(program.namespace());
    var step = new Step(header, identifier, Way.IN_MESSAGE, false);
    header.setId(step.fullUrl().substring(URN.length()));
    return step;
  }

  private static Narrative narrative(String text) {
    var narrative = new Narrative().setStatus(NarrativeStatus.GENERATED);
    narrative.setDivAsString("<div xmlns=\"http://www.w3.org/1999/xhtml\">" + text + "</div>");
    return narrative;
  }
}
