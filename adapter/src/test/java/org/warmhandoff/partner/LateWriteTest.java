package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesOneByOne;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CarePlan;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.Superseded;
import org.warmhandoff.flow.port.WriteAhead.Late;
import org.warmhandoff.testing.AtEhr;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;

/** A gateway gave up, and the system behind it carries the write out after a newer one. */
class LateWriteTest extends AtEhr {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final List<String> EVENT =
      List.of("DocumentReference", "Encounter", "Flag", "Location", "Observation", "Provenance");

  private int versionThere() {
    assertThat(ehr.shelf().all("CarePlan")).hasSize(1);
    var there = (CarePlan) ehr.shelf().all("CarePlan").get(0);
    return Integer.parseInt(there.getIdentifier().get(1).getValue().replaceFirst(".*-v", ""));
  }

  private void versionIsWritten(int version) {
    toEhr.record(plan().version(version));
    assertThat(toEhr.write()).isInstanceOf(Delivered.class);
  }

  /** What was sent once is carried out now. */
  private int again(RawRequest late) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(ehr.base()).resolve(late.target()))
            .method(late.method(), BodyPublishers.ofString(late.body()));
    late.header("If-Match").ifPresent(over -> request.header("If-Match", over));
    late.header("Content-Type").ifPresent(type -> request.header("Content-Type", type));
    return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private RawRequest lastWriteOf(String target) {
    return ehr.written().stream()
        .filter(one -> one.target().startsWith(target))
        .reduce((one, later) -> later)
        .orElseThrow();
  }

  private void aLateSecondVersionFailsOverTheThird(CapabilityStatement takes, String target)
      throws IOException, InterruptedException {
    known(takes);
    versionIsWritten(1);
    versionIsWritten(2);
    var second = lastWriteOf(target);
    versionIsWritten(3);

    var answered = again(second);

    assertThat(answered).isEqualTo(409);
    assertThat(versionThere()).isEqualTo(3);
  }

  @Test
  void aTransactionThatIsCarriedOutAfterTheNextVersionFailsAsAWhole()
      throws IOException, InterruptedException {
    aLateSecondVersionFailsOverTheThird(takesGraphsOf(graphTypes()), "/fhir");

    assertThat(toEhr.setOutFor()).containsExactly(Late.DONE, Late.FAILS, Late.FAILS);
  }

  @Test
  void soDoesAnUpdateByItself() throws IOException, InterruptedException {
    aLateSecondVersionFailsOverTheThird(takesOneByOne(graphTypes()), "/fhir/CarePlan/");
  }

  @Test
  void whereSomebodyElseChangedTheMainResourceItIsWrittenOverWhatIsThereThen() {
    known(takesGraphsOf(graphTypes()));
    versionIsWritten(1);
    var there = (CarePlan) ehr.shelf().all("CarePlan").get(0).copy();
    ehr.shelf().put(there.setTitle("as the partner calls it"));

    versionIsWritten(2);

    assertThat(versionThere()).isEqualTo(2);
  }

  @Test
  void whereTheMainResourceIsGoneItIsCreatedAnew() {
    known(takesGraphsOf(graphTypes()));
    versionIsWritten(1);
    var there = ehr.shelf().all("CarePlan").get(0);
    ehr.shelf().remove("CarePlan/" + there.getIdElement().getIdPart());

    versionIsWritten(2);

    assertThat(versionThere()).isEqualTo(2);
  }

  /** As an emergency does that was written over an earlier version of which nothing was heard. */
  @Test
  void whatStandsBesideAnEmergencyFollowsWhenNoEarlierVersionCanComeAnyMore() {
    known(takesOneByOne(EVENT));
    toEhr.record(event());
    toEhr.earlierMayStillCome();

    var atOnce = (Delivered) toEhr.write();

    assertThat(ehr.shelf().all("Flag")).hasSize(1);
    assertThat(ehr.shelf().all("Observation")).isEmpty();
    assertThat(atOnce.receipt().leftOut())
        .anyMatch(line -> line.startsWith("Observation: follows"));

    clock.pass(PlanHandover.DOUBT);
    toEhr.inDoubt(true);
    var whole = (Delivered) toEhr.write();

    assertThat(ehr.shelf().all("Flag")).hasSize(1);
    assertThat(ehr.shelf().all("Observation")).isNotEmpty();
    assertThat(whole.receipt().leftOut()).noneMatch(line -> line.contains("follows"));
  }

  @Test
  void whatTheEarlierVersionLeftBesideItIsWrittenOverAtOnce() {
    known(takesOneByOne(EVENT));
    toEhr.record(event());
    assertThat(toEhr.write()).isInstanceOf(Delivered.class);
    var before = ehr.shelf().names();

    toEhr.record(event().version(2));
    toEhr.earlierMayStillCome();
    toEhr.write();

    assertThat(ehr.shelf().names()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void whatMayStillComeIsNotWaitedForWhereANewerVersionGoesInstead() {
    known(takesOneByOne(graphTypes()));
    toEhr.inDoubtSince(java.time.Duration.ofSeconds(5));
    toEhr.newerIsPlanned();

    assertThat(toEhr.write()).isEqualTo(new Superseded());
    assertThat(ehr.written()).isEmpty();
  }
}
