package org.warmhandoff.partner;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;

/** What a partner takes, as its CapabilityStatement says. */
record Takes(boolean transactions, Map<String, OfType> types) {

  /** What it does with resources of one type. */
  record OfType(
      Set<String> interactions,
      Set<String> searchParameters,
      boolean conditionalCreate,
      boolean conditionalUpdate,
      boolean updateCreate) {

    static final OfType NOTHING = new OfType(Set.of(), Set.of(), false, false, false);
  }

  static Takes of(CapabilityStatement statement) {
    var server =
        statement.getRest().stream()
            .filter(rest -> rest.getMode() == RestfulCapabilityMode.SERVER)
            .findFirst()
            .orElseGet(CapabilityStatementRestComponent::new);
    return new Takes(
        server.getInteraction().stream()
            .anyMatch(one -> one.getCode() == SystemRestfulInteraction.TRANSACTION),
        server.getResource().stream()
            .collect(
                toMap(
                    CapabilityStatementRestResourceComponent::getType,
                    Takes::ofType,
                    (one, other) -> one)));
  }

  private static OfType ofType(CapabilityStatementRestResourceComponent type) {
    return new OfType(
        type.getInteraction().stream()
            .map(one -> one.getCode() == null ? "" : one.getCode().toCode())
            .collect(toUnmodifiableSet()),
        type.getSearchParam().stream()
            .map(CapabilityStatementRestResourceSearchParamComponent::getName)
            .collect(toUnmodifiableSet()),
        type.getConditionalCreate(),
        type.getConditionalUpdate(),
        type.getUpdateCreate());
  }

  /** Whether all of these types can travel together in one transaction, found by identifier. */
  boolean graphOf(Collection<String> resourceTypes) {
    return transactions
        && resourceTypes.stream()
            .map(this::type)
            .allMatch(
                type ->
                    type.interactions().contains(TypeRestfulInteraction.CREATE.toCode())
                        && type.interactions().contains(TypeRestfulInteraction.UPDATE.toCode())
                        && type.conditionalCreate()
                        && type.conditionalUpdate());
  }

  /** Whether documents can be filed and found again. */
  boolean documents() {
    var documents = type("DocumentReference").interactions();
    return documents.contains(TypeRestfulInteraction.CREATE.toCode())
        && documents.contains(TypeRestfulInteraction.SEARCHTYPE.toCode());
  }

  /** Whether somebody else may name the ids of such resources. */
  boolean createsAtGivenId(String resourceType) {
    return updates(resourceType) && type(resourceType).updateCreate();
  }

  boolean updates(String resourceType) {
    return type(resourceType).interactions().contains(TypeRestfulInteraction.UPDATE.toCode());
  }

  boolean searches(String resourceType, String parameter) {
    return type(resourceType).searchParameters().contains(parameter);
  }

  OfType type(String resourceType) {
    return types.getOrDefault(resourceType, OfType.NOTHING);
  }
}
