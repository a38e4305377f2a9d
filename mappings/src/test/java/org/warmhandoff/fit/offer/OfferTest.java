package org.warmhandoff.fit.offer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.EventCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTest {

  private final CapabilityStatement statement = Offers.server();

  private Offer offer() {
    return Offer.of(statement);
  }

  @Test
  void whatIsNotDeclaredIsNotOffered() {
    Offers.type(statement, "CarePlan", TypeRestfulInteraction.READ);

    assertThat(offer().reads("CarePlan")).isTrue();
    assertThat(offer().creates("CarePlan")).isFalse();
    assertThat(offer().updates("CarePlan")).isFalse();
    assertThat(offer().patches("CarePlan")).isFalse();
    assertThat(offer().searches("CarePlan", "patient")).isFalse();
    assertThat(offer().conditionalCreates("CarePlan")).isFalse();
    assertThat(offer().reads("Flag")).isFalse();
    assertThat(offer().transactions()).isFalse();
    assertThat(offer().processesMessages()).isFalse();
  }

  @Test
  void aStatementOfAClientOffersNothing() {
    statement.getRestFirstRep().setMode(RestfulCapabilityMode.CLIENT);
    Offers.type(statement, "CarePlan", TypeRestfulInteraction.READ);

    assertThat(offer().reads("CarePlan")).isFalse();
  }

  @Test
  void aUsCoreServerThatNamesNoParametersFindsByPatientWhatUsCorePromises() {
    for (var type : List.of("Observation", "Flag", "Communication")) {
      Offers.type(statement, type, TypeRestfulInteraction.SEARCHTYPE).setSearchParam(null);
    }

    assertThat(offer().searches("Observation", "patient")).isTrue();
    assertThat(offer().searches("Observation", "identifier")).isFalse();
    assertThat(offer().finds("Observation")).isTrue();
    assertThat(offer().finds("Flag")).isFalse();
    assertThat(offer().finds("Communication")).isFalse();
  }

  @Test
  void aServerThatNamesParametersNamesThemAll() {
    var type = Offers.type(statement, "Observation", TypeRestfulInteraction.SEARCHTYPE);
    type.setSearchParam(null).addSearchParam().setName("code");

    assertThat(offer().searches("Observation", "code")).isTrue();
    assertThat(offer().finds("Observation")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"match", "$match"})
  void anOperationIsKnownByItsNameWithAndWithoutDollar(String name) {
    Offers.type(statement, "Patient").addOperation().setName(name);

    assertThat(offer().operation("Patient", "$match")).isTrue();
    assertThat(offer().operation("Patient", "match")).isTrue();
    assertThat(offer().operation("Patient", "$everything")).isFalse();
    assertThat(offer().without(List.of(new Refusal("Patient", "$match"))))
        .matches(less -> !less.operation("Patient", "match"));
  }

  @Test
  void anOperationIsKnownByItsDefinition() {
    Offers.type(statement, "Patient")
        .addOperation()
        .setName("find-people")
        .setDefinition("http://hl7.org/fhir/OperationDefinition/Patient-match|4.0.1");

    assertThat(offer().operation("Patient", "$match")).isTrue();
  }

  @Test
  void whatWasRefusedIsNotOfferedWhateverIsSaid() {
    var offer =
        Offer.of(Offers.everything())
            .without(
                List.of(
                    new Refusal("", "transaction"),
                    new Refusal("CarePlan", "create"),
                    new Refusal("Flag", "conditional-update"),
                    new Refusal("Goal", "conditional-create"),
                    new Refusal("Task", "update-create"),
                    new Refusal("Consent", "search"),
                    new Refusal("Observation", "search:identifier")));

    assertThat(offer.transactions()).isFalse();
    assertThat(offer.creates("CarePlan")).isFalse();
    assertThat(offer.conditionalCreates("CarePlan")).isFalse();
    assertThat(offer.updates("CarePlan")).isTrue();
    assertThat(offer.conditionalUpdates("Flag")).isFalse();
    assertThat(offer.conditionalCreates("Flag")).isTrue();
    assertThat(offer.conditionalCreates("Goal")).isFalse();
    assertThat(offer.updateCreates("Task")).isFalse();
    assertThat(offer.finds("Consent")).isFalse();
    assertThat(offer.searches("Observation", "identifier")).isFalse();
    assertThat(offer.searches("Observation", "patient")).isTrue();
    assertThat(offer.under(persona("{\"takes\": {\"transactions\": true}}")).transactions())
        .isFalse();
  }

  @Test
  void refusalsAddUp() {
    var offer =
        Offer.of(Offers.everything())
            .without(List.of(new Refusal("Task", "create")))
            .without(List.of(new Refusal("Flag", "create")));

    assertThat(offer.creates("Task")).isFalse();
    assertThat(offer.creates("Flag")).isFalse();
    assertThat(offer.asAdvertised().creates("Flag")).isTrue();
  }

  @Test
  void whatIsConfiguredTakesThePlaceOfWhatIsDeclared() {
    Offers.type(statement, "Task", TypeRestfulInteraction.CREATE, TypeRestfulInteraction.READ);
    Offers.type(statement, "Flag", TypeRestfulInteraction.CREATE, TypeRestfulInteraction.READ);
    statement.getRestFirstRep().addInteraction().setCode(SystemRestfulInteraction.BATCH);
    var offer =
        offer()
            .under(
                persona(
                    """
                    {
                      "takes": {
                        "types": {
                          "Task": {"interactions": ["update"]},
                          "Flag": {"never": ["create"]}
                        },
                        "conditionalWrites": ["update"],
                        "transactions": true,
                        "batches": false
                      }
                    }
                    """));

    assertThat(offer.creates("Task")).isFalse();
    assertThat(offer.updates("Task")).isTrue();
    assertThat(offer.conditionalUpdates("Task")).isTrue();
    assertThat(offer.creates("Flag")).isFalse();
    assertThat(offer.reads("Flag")).isTrue();
    assertThat(offer.transactions()).isTrue();
    assertThat(offer.batches()).isFalse();
    assertThat(Offer.of(statement).batches()).isTrue();
  }

  @Test
  void anIdentifierThatIsNotTrustedIsNoCondition() {
    var offer =
        Offer.of(Offers.everything())
            .under(persona("{\"searches\": {\"never\": {\"Flag\": [\"identifier\"]}}}"));

    assertThat(offer.conditionalCreates("Flag")).isFalse();
    assertThat(offer.conditionalUpdates("Flag")).isFalse();
    assertThat(offer.finds("Flag")).isTrue();
    assertThat(offer.conditionalCreates("Goal")).isTrue();
  }

  @Test
  void whereSearchesNeedAPatientAnIdentifierAloneFindsNothing() {
    var type = Offers.type(statement, "Flag", TypeRestfulInteraction.SEARCHTYPE);
    var rules = persona("{\"searches\": {\"needPatient\": [\"Flag\"]}}");

    assertThat(offer().under(rules).finds("Flag")).isTrue();
    type.getSearchParam().removeIf(parameter -> parameter.getName().equals("patient"));
    assertThat(offer().under(rules).finds("Flag")).isFalse();
    assertThat(offer().finds("Flag")).isTrue();
  }

  @Test
  void messagesAreTakenByThoseWhoReceiveThem() {
    var messaging = statement.addMessaging().setDocumentation("anything");
    assertThat(offer().processesMessages()).isTrue();

    var message = messaging.addSupportedMessage();
    message.setMode(EventCapabilityMode.SENDER);
    assertThat(offer().processesMessages()).isFalse();
    message.setMode(EventCapabilityMode.RECEIVER);
    assertThat(offer().processesMessages()).isTrue();
  }

  @Test
  void messagesAreTakenByThoseWhoOfferTheOperation() {
    statement.getRestFirstRep().addOperation().setName("$process-message");

    assertThat(offer().processesMessages()).isTrue();
    assertThat(offer().without(List.of(new Refusal("", "$process-message"))).processesMessages())
        .isFalse();
  }

  private static Persona persona(String json) {
    return PersonaReader.read(json.getBytes(UTF_8));
  }
}
