package org.warmhandoff.it.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;

/** A participant whom nobody among the partner's patients may be, where patients may be created. */
class NewPatientIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();

  /** Nobody of that name or day is in the population of any partner. */
  private static ObjectNode stranger() {
    var stranger = Fixtures.tree("participants/P-1001.v1.json");
    stranger.putObject("name").put("family", "Quillfeather").putArray("given").add("Odalys");
    stranger.put("birthDate", "1959-11-30").remove("identifiers");
    return stranger;
  }

  @Test
  void becomesAPatientOnceAndIsFoundAgainByWhoeverKnowsNothingOfThat()
      throws IOException, InterruptedException {
    var setting = Setting.with(partners, home.resolve("first")).creatingPatients();
    planArrives(setting);

    assertThat(patients(setting))
        .singleElement()
        .satisfies(
            patient -> {
              assertThat(patient.at("/name/0/family").asText()).isEqualTo("Quillfeather");
              assertThat(patient.path("birthDate").asText()).isEqualTo("1959-11-30");
            });
    assertThat(subject(setting)).isEqualTo(reference(patients(setting).get(0)));

    planArrives(setting.home(home.resolve("second")));

    assertThat(patients(setting)).hasSize(1);
    assertThat(subject(setting)).isEqualTo(reference(patients(setting).get(0)));
  }

  private static void planArrives(Setting setting) throws IOException, InterruptedException {
    try (var adapter = Adapter.start(setting.config())) {
      var program = Caller.program(adapter.port());
      submit(program);
      await("the plan arrives")
          .atMost(PATIENCE)
          .until(() -> stateAtPsychiatry(program).equals("delivered"));
    }
  }

  private static void submit(Caller program) throws IOException, InterruptedException {
    assertThat(program.submit(Fixtures.bytes(stranger())).statusCode()).isEqualTo(202);
    assertThat(program.submit(Fixtures.bytes("plans/CP-2001.v1.json")).statusCode()).isEqualTo(202);
  }

  private static String stateAtPsychiatry(Caller program) throws IOException, InterruptedException {
    for (var delivery : program.state("crisis-plan", "CP-2001").path("deliveries")) {
      if (delivery.path("partner").asText().equals(SharedPartners.PSYCHIATRY)) {
        return delivery.path("state").asText();
      }
    }
    return "";
  }

  private List<JsonNode> patients(Setting setting) throws IOException, InterruptedException {
    return there("Patient", setting.namespace + "/participant", "P-1001");
  }

  private String subject(Setting setting) throws IOException, InterruptedException {
    var plans = there("CarePlan", setting.namespace + "/crisis-plan", "CP-2001");
    assertThat(plans).hasSize(1);
    return plans.get(0).at("/subject/reference").asText();
  }

  private List<JsonNode> there(String type, String system, String value)
      throws IOException, InterruptedException {
    return partners.chart(SharedPartners.PSYCHIATRY).byIdentifier(type, system, value);
  }

  private static String reference(JsonNode patient) {
    return "Patient/" + patient.path("id").asText();
  }
}
