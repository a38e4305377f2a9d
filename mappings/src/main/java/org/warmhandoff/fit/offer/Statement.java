package org.warmhandoff.fit.offer;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementMessagingComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceOperationComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.EventCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.StringType;

/** What a CapabilityStatement says, as far as it matters here. */
record Statement(
    Optional<String> fhirVersion,
    Set<String> interactions,
    boolean messages,
    Set<String> topics,
    Set<String> searchParametersOfAll,
    Map<String, OfType> types) {

  /**
   * By which a server names topics of subscriptions (R5 Backport 1.1, CapabilityStatement
   * SubscriptionTopic Canonical).
   */
  private static final String TOPIC =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"
          + "capabilitystatement-subscriptiontopic-canonical";

  /**
   * What every US Core server SHALL be able to search by, as far as resources are found by it.
   * Other types that we write (Flag, Task, Consent, Communication, Procedure, ...) are not
   * promised. From the CapabilityStatement us-core-server 8.0.0.
   */
  private static final Map<String, Set<String>> US_CORE =
      Map.of(
          "CarePlan", Set.of("patient"),
          "CareTeam", Set.of("patient"),
          "DocumentReference", Set.of("patient"),
          "Encounter", Set.of("patient"),
          "Goal", Set.of("patient"),
          "Observation", Set.of("patient"),
          "Patient", Set.of("identifier", "name", "birthdate"),
          "ServiceRequest", Set.of("patient"));

  private static final OfType NOTHING =
      new OfType(Set.of(), Set.of(), Set.of(), Set.of(), false, false, false);

  /** What is said of one type. */
  record OfType(
      Set<String> interactions,
      Set<String> searchParameters,
      Set<String> includes,
      Set<String> operations,
      boolean conditionalCreate,
      boolean conditionalUpdate,
      boolean updateCreate) {

    boolean searches(String type, String parameter) {
      return (searchParameters.isEmpty()
              ? US_CORE.getOrDefault(type, Set.<String>of())
              : searchParameters)
          .contains(parameter);
    }
  }

  static Statement of(CapabilityStatement statement) {
    var server =
        statement.getRest().stream()
            .filter(rest -> rest.getMode() == RestfulCapabilityMode.SERVER)
            .findFirst()
            .orElseGet(CapabilityStatementRestComponent::new);
    return new Statement(
        Optional.ofNullable(statement.getFhirVersionElement().getValueAsString()),
        server.getInteraction().stream()
            .filter(one -> one.getCode() != null)
            .map(one -> one.getCode().toCode())
            .collect(toUnmodifiableSet()),
        isReceiver(statement, server),
        topics(server),
        names(server.getSearchParam()),
        server.getResource().stream()
            .filter(CapabilityStatementRestResourceComponent::hasType)
            .collect(
                toUnmodifiableMap(
                    CapabilityStatementRestResourceComponent::getType,
                    Statement::ofType,
                    (one, other) -> one)));
  }

  boolean does(String interaction) {
    return interactions.contains(interaction);
  }

  /** Whether resources of that type can be searched for by that, or those of all types can. */
  boolean searches(String type, String parameter) {
    return type(type).searches(type, parameter) || searchParametersOfAll.contains(parameter);
  }

  OfType type(String type) {
    return types.getOrDefault(type, NOTHING);
  }

  private static Set<String> topics(CapabilityStatementRestComponent server) {
    return server.getResource().stream()
        .flatMap(type -> type.getExtensionsByUrl(TOPIC).stream())
        .filter(one -> one.hasValue() && one.getValue().isPrimitive())
        .map(one -> one.getValue().primitiveValue().replaceFirst("[|].*$", ""))
        .collect(toUnmodifiableSet());
  }

  private static Set<String> names(
      List<CapabilityStatementRestResourceSearchParamComponent> parameters) {
    return parameters.stream()
        .filter(CapabilityStatementRestResourceSearchParamComponent::hasName)
        .map(CapabilityStatementRestResourceSearchParamComponent::getName)
        .collect(toUnmodifiableSet());
  }

  private static boolean isReceiver(
      CapabilityStatement statement, CapabilityStatementRestComponent server) {
    return statement.getMessaging().stream()
            .flatMap(messaging -> modes(messaging))
            .anyMatch(mode -> mode == EventCapabilityMode.RECEIVER)
        || server.getOperation().stream()
            .flatMap(Statement::names)
            .anyMatch(name -> name.equals("process-message"));
  }

  private static Stream<EventCapabilityMode> modes(
      CapabilityStatementMessagingComponent messaging) {
    return messaging.hasSupportedMessage()
        ? messaging.getSupportedMessage().stream().map(message -> message.getMode())
        : Stream.of(EventCapabilityMode.RECEIVER);
  }

  private static OfType ofType(CapabilityStatementRestResourceComponent type) {
    return new OfType(
        type.getInteraction().stream()
            .filter(one -> one.getCode() != null)
            .map(one -> one.getCode().toCode())
            .collect(toUnmodifiableSet()),
        names(type.getSearchParam()),
        type.getSearchInclude().stream()
            .map(StringType::getValue)
            .filter(Objects::nonNull)
            .collect(toUnmodifiableSet()),
        type.getOperation().stream().flatMap(Statement::names).collect(toUnmodifiableSet()),
        type.getConditionalCreate(),
        type.getConditionalUpdate(),
        type.getUpdateCreate());
  }

  /** Some servers name an operation with its dollar, some in their own way beside its canonical. */
  private static Stream<String> names(CapabilityStatementRestResourceOperationComponent one) {
    var name = one.hasName() ? one.getName().replaceFirst("^[$]", "") : "";
    var canonical = one.hasDefinition() ? one.getDefinition().replaceFirst("[|].*$", "") : "";
    return Stream.of(name, canonical.replaceFirst("^.*[/-](?=[a-z]+$)", ""))
        .filter(text -> !text.isEmpty());
  }
}
