package org.warmhandoff.testing.ehr;

import java.util.Collection;
import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.EventCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/** What a partner may say that it takes; patients can be searched at each. */
public final class StatedCapabilities {

  private StatedCapabilities() {}

  /** Transactions of these types, written on condition or at a given id, found by identifier. */
  public static CapabilityStatement takesGraphsOf(Collection<String> types) {
    var statement = new CapabilityStatement().setFhirVersion(FHIRVersion._4_0_1);
    var server = server(statement);
    server.addInteraction().setCode(SystemRestfulInteraction.TRANSACTION);
    for (var type : types) {
      var resource =
          server
              .addResource()
              .setType(type)
              .setConditionalCreate(true)
              .setConditionalUpdate(true)
              .setUpdateCreate(true);
      for (var interaction :
          List.of(
              TypeRestfulInteraction.CREATE,
              TypeRestfulInteraction.UPDATE,
              TypeRestfulInteraction.READ,
              TypeRestfulInteraction.SEARCHTYPE)) {
        resource.addInteraction().setCode(interaction);
      }
      resource.addSearchParam().setName("identifier").setType(SearchParamType.TOKEN);
    }
    return withPatients(statement);
  }

  /** These types one by one, found by identifier; no conditions, no transactions. */
  public static CapabilityStatement takesOneByOne(Collection<String> types) {
    var statement = takesGraphsOf(types);
    statement.getRestFirstRep().getInteraction().clear();
    statement
        .getRestFirstRep()
        .getResource()
        .forEach(
            type ->
                type.setConditionalCreate(false)
                    .setConditionalUpdate(false)
                    .setUpdateCreate(false));
    return statement;
  }

  /** Messages of FHIR messaging, and nothing else. */
  public static CapabilityStatement takesMessages() {
    var statement = new CapabilityStatement().setFhirVersion(FHIRVersion._4_0_1);
    server(statement);
    statement
        .addMessaging()
        .addSupportedMessage()
        .setMode(EventCapabilityMode.RECEIVER)
        .setDefinition("https://partner.example/message");
    return withPatients(statement);
  }

  /** Documents, filed and found by identifier; more interactions on top where given. */
  public static CapabilityStatement takesDocuments(TypeRestfulInteraction... more) {
    var statement = new CapabilityStatement().setFhirVersion(FHIRVersion._4_0_1);
    var resource = server(statement).addResource().setType("DocumentReference");
    resource.addInteraction().setCode(TypeRestfulInteraction.CREATE);
    resource.addInteraction().setCode(TypeRestfulInteraction.READ);
    resource.addInteraction().setCode(TypeRestfulInteraction.SEARCHTYPE);
    for (var interaction : more) {
      resource.addInteraction().setCode(interaction);
    }
    resource.addSearchParam().setName("patient").setType(SearchParamType.REFERENCE);
    resource.addSearchParam().setName("identifier").setType(SearchParamType.TOKEN);
    return withPatients(statement);
  }

  /** Documents as before, and its own operation to match patients. */
  public static CapabilityStatement takesDocumentsAndMatches() {
    var statement = takesDocuments();
    statement.getRestFirstRep().getResource().stream()
        .filter(type -> type.getType().equals("Patient"))
        .findFirst()
        .orElseThrow()
        .addOperation()
        .setName("match")
        .setDefinition("http://hl7.org/fhir/OperationDefinition/Patient-match");
    return statement;
  }

  private static CapabilityStatementRestComponent server(CapabilityStatement statement) {
    return statement.addRest().setMode(RestfulCapabilityMode.SERVER);
  }

  /** After all else, so that what a test is about stands first. */
  private static CapabilityStatement withPatients(CapabilityStatement statement) {
    var patients = statement.getRestFirstRep().addResource().setType("Patient");
    patients.addInteraction().setCode(TypeRestfulInteraction.READ);
    patients.addInteraction().setCode(TypeRestfulInteraction.SEARCHTYPE);
    for (var parameter : List.of("identifier", "family", "given", "birthdate", "gender")) {
      patients.addSearchParam().setName(parameter).setType(SearchParamType.STRING);
    }
    return statement;
  }
}
