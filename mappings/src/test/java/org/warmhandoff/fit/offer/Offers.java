package org.warmhandoff.fit.offer;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.EventCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.warmhandoff.fhir.OutsideFacts;

/** What partners take, of all sorts. */
public final class Offers {

  public static final Set<String> TYPES =
      Set.of(
          "CarePlan",
          "CareTeam",
          "Communication",
          "Condition",
          "Consent",
          "DocumentReference",
          "Encounter",
          "Flag",
          "Goal",
          "Location",
          "Observation",
          "Procedure",
          "Provenance",
          "RelatedPerson",
          "ServiceRequest",
          "Task");

  /** The real ones, and the persona that is meant for each. */
  public static final List<List<String>> REAL =
      List.of(
          List.of("epic-r4", "epic-like"),
          List.of("oracle-health-r4-secure", "oracle-like"),
          List.of("athenahealth-r4", "plain"),
          List.of("meditech-r4", "plain"));

  /** An offer and what it is called. */
  public record Named(String name, Offer offer) {

    @Override
    public String toString() {
      return name;
    }
  }

  private Offers() {}

  /** Everything, of every type. */
  public static CapabilityStatement everything() {
    var statement = transactions();
    TYPES.forEach(type -> conditional(type(statement, type, TypeRestfulInteraction.values())));
    return statement;
  }

  /** Every type, but nothing conditional, no ids of others and no transaction. */
  public static CapabilityStatement oneByOne() {
    var statement = server();
    TYPES.forEach(type -> type(statement, type, TypeRestfulInteraction.values()));
    return statement;
  }

  public static CapabilityStatement documents() {
    var statement = server();
    type(
        statement,
        "DocumentReference",
        TypeRestfulInteraction.CREATE,
        TypeRestfulInteraction.READ,
        TypeRestfulInteraction.SEARCHTYPE);
    return statement;
  }

  public static CapabilityStatement messages() {
    var statement = server();
    type(statement, "Communication", TypeRestfulInteraction.CREATE, TypeRestfulInteraction.READ);
    return statement;
  }

  public static CapabilityStatement fhirMessages() {
    var statement = server();
    statement.addMessaging().addSupportedMessage().setMode(EventCapabilityMode.RECEIVER);
    return statement;
  }

  public static CapabilityStatement nothing() {
    return server();
  }

  public static List<Named> all() {
    var all = new ArrayList<Named>();
    for (var persona : PersonaReader.names()) {
      var rules = PersonaReader.shipped(persona);
      add(all, "everything", everything(), persona, rules);
      add(all, "one-by-one", oneByOne(), persona, rules);
    }
    var plain = PersonaReader.plain();
    add(all, "documents", documents(), "plain", plain);
    add(all, "messages", messages(), "plain", plain);
    add(all, "fhir-messages", fhirMessages(), "plain", plain);
    add(all, "nothing", nothing(), "plain", plain);
    REAL.stream()
        .filter(real -> isThere(real.get(0)))
        .forEach(
            real ->
                add(
                    all,
                    real.get(0),
                    real(real.get(0)),
                    real.get(1),
                    PersonaReader.shipped(real.get(1))));
    return all;
  }

  public static boolean isThere(String name) {
    return OutsideFacts.find("partners", name + ".json").isPresent();
  }

  public static CapabilityStatement real(String name) {
    try {
      var file = OutsideFacts.find("partners", name + ".json").orElseThrow();
      return FhirContext.forR4Cached()
          .newJsonParser()
          .parseResource(CapabilityStatement.class, Files.readString(file, UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static CapabilityStatementRestResourceComponent type(
      CapabilityStatement statement, String type, TypeRestfulInteraction... interactions) {
    var resource = statement.getRestFirstRep().addResource().setType(type);
    Arrays.stream(interactions)
        .filter(one -> one != TypeRestfulInteraction.NULL)
        .forEach(one -> resource.addInteraction().setCode(one));
    resource.addSearchParam().setName("identifier");
    resource.addSearchParam().setName("patient");
    return resource;
  }

  public static CapabilityStatement server() {
    var statement = new CapabilityStatement();
    statement.addRest().setMode(RestfulCapabilityMode.SERVER);
    return statement;
  }

  private static CapabilityStatement transactions() {
    var statement = server();
    statement.getRestFirstRep().addInteraction().setCode(SystemRestfulInteraction.TRANSACTION);
    return statement;
  }

  private static void conditional(CapabilityStatementRestResourceComponent type) {
    type.setConditionalCreate(true).setConditionalUpdate(true).setUpdateCreate(true);
  }

  private static void add(
      List<Named> all, String name, CapabilityStatement statement, String persona, Persona rules) {
    all.add(new Named(name + " under " + persona, Offer.of(statement).under(rules)));
  }
}
