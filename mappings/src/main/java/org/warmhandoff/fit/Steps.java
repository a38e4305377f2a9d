package org.warmhandoff.fit;

import java.util.List;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.fhir.base.Write;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Persona.IfMatch;

/** Steps in the way that a partner lets them be taken. */
final class Steps {

  private final Offer offer;

  Steps(Offer offer) {
    this.offer = offer;
  }

  /** All of them in one transaction. */
  static List<Step> together(List<Item> items) {
    return items.stream().map(item -> step(item, together(item.write()), item.main())).toList();
  }

  /** Each by itself. */
  List<Step> alone(List<Item> items) {
    return items.stream().map(item -> step(item, alone(item), item.main())).toList();
  }

  /** A document or a message: a new one for each version. */
  Step perVersion(DomainResource resource, Identifier identifier, boolean main) {
    return new Step(resource, identifier, createdOnce(resource.fhirType()), main);
  }

  private static Step step(Item item, Way way, boolean main) {
    return new Step(item.resource(), item.identifier(), way, main);
  }

  private static Way together(Write write) {
    return switch (write) {
      case UPDATE -> Way.CONDITIONAL_UPDATE;
      case CREATE_ONCE -> Way.CONDITIONAL_CREATE;
      case AT_OWN_ID -> Way.AT_OWN_ID;
    };
  }

  private Way alone(Item item) {
    if (item.takenBack()) {
      return Way.UPDATE_IF_THERE;
    }
    return switch (item.write()) {
      case UPDATE -> writtenOver(item.type());
      case CREATE_ONCE -> createdOnce(item.type());
      case AT_OWN_ID -> Way.AT_OWN_ID;
    };
  }

  /** A conditional update cannot say which version it is written over. */
  private Way writtenOver(String type) {
    return offer.conditionalUpdates(type) && offer.persona().wire().ifMatch() != IfMatch.REQUIRED
        ? Way.CONDITIONAL_UPDATE
        : Way.SEARCH_THEN_WRITE;
  }

  private Way createdOnce(String type) {
    return offer.conditionalCreates(type) ? Way.CONDITIONAL_CREATE : Way.SEARCH_THEN_CREATE;
  }
}
