package org.warmhandoff.benchmarks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.warmhandoff.benchmarks.files.Checkout;
import org.warmhandoff.benchmarks.people.SamplePerson;
import org.warmhandoff.benchmarks.people.SampleRecords;

/** The adapter as it is shipped, in a process of its own, with an H2 store of its own. */
final class RunningAdapter implements AutoCloseable {

  static final String NAMESPACE = "https://id.bridgewater-iop.example";

  private static final String TOKEN = "token-of-the-program-1234567890";
  private static final String WATCHER = "token-of-the-monitoring-1234567";
  private static final Pattern LISTENING = Pattern.compile("listening on \\S+ port (\\d+)");
  private static final Pattern REFUSED = Pattern.compile("\"status\":(?!202)\\d+");
  private static final Pattern WAITING =
      Pattern.compile("(?m)^warmhandoff_deliveries\\{[^}]*state=\"waiting\"[^}]*} (\\S+)$");
  private static final int BATCH = 500;
  private final Child process;
  private final String url;

  private RunningAdapter(Child process) {
    this.process = process;
    this.url = "http://127.0.0.1:" + process.said(LISTENING);
  }

  /**
   * Starts it in that directory, which is empty.
   *
   * @param partner base URL
   * @param parallel deliveries at a time
   * @param java options of the JVM
   */
  static RunningAdapter start(Path home, String partner, int parallel, List<String> java)
      throws IOException {
    var jar = Checkout.built("adapter/target/warm-handoff.jar");
    var yaml = configuration(partner, parallel);
    var config = Files.writeString(home.resolve("warm-handoff.yaml"), yaml);
    var arguments = new ArrayList<>(java);
    arguments.addAll(List.of("-jar", jar.toString(), "serve", "--config", config.toString()));
    return new RunningAdapter(Child.start(home.resolve("adapter.log"), LISTENING, arguments));
  }

  private static String configuration(String partner, int parallel) {
    return String.join(
        "\n",
        "program: { namespace: '" + NAMESPACE + "', name: Bridgewater Virtual IOP }",
        "server: { port: 0 }",
        "access:",
        "  - { name: program, token: " + TOKEN + ", roles: [submit, read] }",
        "  - { name: monitoring, token: " + WATCHER + ", roles: [observe] }",
        "store: { directory: data }",
        "partners:",
        "  - name: " + SampleRecords.PARTNER,
        "    roles: [psychiatry, higher-level-of-care, aftercare]",
        "    base-url: " + partner,
        "    identifier-systems: ['" + SamplePerson.MRN + "']",
        "    limits: {parallel: " + parallel + "}",
        "");
  }

  /**
   * Posts one record and returns when it is accepted.
   *
   * @throws IOException where it is not
   */
  void submit(byte[] record) throws IOException, InterruptedException {
    Web.post(url + "/api/v1/records", TOKEN, Web.JSON, record);
  }

  /** Posts so many records in batches and returns when all are accepted. */
  void submitAll(int count, IntFunction<byte[]> record) throws IOException, InterruptedException {
    for (var first = 0; first < count; first += BATCH) {
      var body = new ByteArrayOutputStream();
      for (var one = first; one < Math.min(count, first + BATCH); one++) {
        body.write(record.apply(one));
        body.write('\n');
      }
      var answers = Web.post(url + "/api/v1/records", TOKEN, Web.NDJSON, body.toByteArray());
      if (REFUSED.matcher(answers).find()) {
        throw new IOException("a record of the benchmark was not accepted");
      }
    }
  }

  /** How many deliveries are not settled. */
  int waiting() throws IOException, InterruptedException {
    var said = WAITING.matcher(Web.get(url + "/actuator/prometheus", WATCHER));
    return said.find() ? (int) Double.parseDouble(said.group(1)) : 0;
  }

  /** Returns when every delivery is settled. */
  void awaitSettled(Duration longest) {
    Wait.until("every delivery is settled", longest, () -> waiting() == 0);
  }

  /** Processor time that it has used. */
  Duration processor() {
    return process.processor();
  }

  /**
   * A line of what the system knows of its memory, in MiB: {@code VmRSS} now, {@code VmHWM} ever.
   */
  double memory(String line) throws IOException {
    var status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"), UTF_8);
    var found = Pattern.compile(line + ":\\s+(\\d+) kB").matcher(status);
    if (!found.find()) {
      throw new IOException("the system does not say " + line);
    }
    return Long.parseLong(found.group(1)) / 1024.0;
  }

  @Override
  public void close() {
    process.close();
  }
}
