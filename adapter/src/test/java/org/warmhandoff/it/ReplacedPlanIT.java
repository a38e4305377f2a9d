package org.warmhandoff.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;

/** At a partner that has both a plan and the one that takes its place, one holds. */
class ReplacedPlanIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();

  @Test
  void thePlanThatIsReplacedIsRetiredThoughTheProgramSaysNothingMoreOfIt()
      throws IOException, InterruptedException {
    var setting = Setting.with(partners, home);
    try (var adapter = Adapter.start(setting.config())) {
      var program = Caller.program(adapter.port());
      program.submit(Fixtures.bytes("participants/P-1008.v1.json"));
      arrives(program, "CP-2008");
      var before = plan(setting, "CP-2008");

      arrives(program, "CP-2009");

      var retired = plan(setting, "CP-2008");
      assertThat(before.path("status").asText()).isEqualTo("active");
      assertThat(retired.path("status").asText()).isEqualTo("completed");
      assertThat(retired.at("/meta/versionId").asText()).isEqualTo("2");
      assertThat(retired.at("/text/div").asText())
          .startsWith(
              "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p><b>REPLACED by another plan: do not"
                  + " use</b></p>");
      assertThat(retired.path("period").path("end").asText()).isEqualTo("2026-09-22");
      assertThat(retired.findValuesAsText("status")).contains("stopped").doesNotContain("active");
      for (var same : new String[] {"identifier", "contained", "subject", "careTeam", "goal"}) {
        assertThat(retired.path(same)).isEqualTo(before.path(same));
      }
      assertThat(retired.at("/meta/security")).isEqualTo(before.at("/meta/security"));
      assertThat(plan(setting, "CP-2009").path("status").asText()).isEqualTo("active");
    }
  }

  private static void arrives(Caller program, String id) throws IOException, InterruptedException {
    program.submit(Fixtures.bytes("plans/" + id + ".v1.json"));
    await(id + " arrives")
        .atMost(PATIENCE)
        .until(() -> program.state("crisis-plan", id).path("state").asText().equals("settled"));
  }

  private JsonNode plan(Setting setting, String id) throws IOException, InterruptedException {
    var found =
        partners
            .chart(SharedPartners.PSYCHIATRY)
            .byIdentifier("CarePlan", setting.namespace + "/crisis-plan", id);
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
