package org.warmhandoff.benchmarks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.warmhandoff.benchmarks.files.Checkout;
import org.warmhandoff.benchmarks.people.SamplePerson;
import org.warmhandoff.benchmarks.people.SampleRecords;

/** The HAPI FHIR JPA server of the fixtures, with a persona that takes whole graphs. */
final class RealServer extends MeasuredPartner {

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Pattern READY =
      Pattern.compile("ready " + SampleRecords.PARTNER + " (\\S+)");

  private final Child process;
  private final String baseUrl;

  private RealServer(Child process) {
    this.process = process;
    this.baseUrl = process.said(READY);
  }

  /** Starts it and admits so many people. */
  static RealServer start(Path home, int people) throws IOException, InterruptedException {
    var jar = Checkout.built("fixtures/target/partner-systems.jar");
    var server =
        new RealServer(
            Child.start(
                home.resolve("partner.log"),
                READY,
                List.of(
                    "-Xmx2g",
                    "-jar",
                    jar.toString(),
                    "--only",
                    SampleRecords.PARTNER,
                    "--no-population")));
    server.admit(people);
    return server;
  }

  private void admit(int people) throws IOException, InterruptedException {
    var bundle = new ObjectMapper().createObjectNode().put("resourceType", "Bundle");
    var entries = bundle.put("type", "transaction").putArray("entry");
    for (var one = 0; one < people; one++) {
      var person = new SamplePerson(one);
      var entry = entries.addObject();
      entry.set("resource", person.patient());
      entry.putObject("request").put("method", "PUT").put("url", "Patient/" + person.patientId());
    }
    Web.post(baseUrl, "", Web.FHIR, bundle.toString().getBytes(UTF_8));
  }

  @Override
  String baseUrl() {
    return baseUrl;
  }

  /** It does not tell who reads, so the adapter must have settled all: that is a little later. */
  @Override
  void awaitReadBack(RunningAdapter adapter, String group, int count) {
    adapter.awaitSettled(LONGEST);
  }

  @Override
  public void close() {
    process.close();
  }
}
