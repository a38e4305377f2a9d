package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.Simulated;
import org.warmhandoff.testing.RecordSheet;

/** Without memory the process ends and says so; whoever starts it again finds nothing lost. */
class OutOfMemoryIT {

  private static final String NAMESPACE = "https://id.out-of-memory.example";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int PEOPLE = 8;

  @TempDir private Path home;

  private Simulated partners;
  private InventedRecords load;
  private Path config;

  @BeforeEach
  void threePartnersThatTakeEverything() throws IOException {
    partners =
        Simulated.start(PEOPLE, "psychiatry=whole", "primary-care=whole", "crisis-center=whole");
    load = new InventedRecords(partners, 1);
    config = Files.writeString(home.resolve("warm-handoff.yaml"), config());
  }

  @AfterEach
  void stop() {
    partners.close();
  }

  private String config() {
    var yaml = new StringBuilder();
    yaml.append(
        """
        program: {namespace: %s, name: Bridgewater Virtual IOP}
        server: {port: 0}
        access:
          - {name: program, token: %s, roles: [submit, read]}
          - {name: desk, token: %s, roles: [operate]}
        store: {directory: data}
        delivery: {poll: 200ms, lease: 8s, doubt: 2s, first-pause: 200ms, longest-pause: 2s}
        partners:
        """
            .formatted(NAMESPACE, Setting.PROGRAM, Setting.DESK));
    for (var name : InventedRecords.PARTNERS) {
      yaml.append(
          """
            - name: %s
              roles: [%s]
              base-url: %s
              identifier-systems: ["https://%s.example/mrn"]
              timeouts: {connect: 1s, answer: 3s}
          """
              .formatted(name, name, partners.base(name), name));
    }
    return yaml.toString();
  }

  @Test
  void itEndsByItselfAndWhatWasAcceptedArrivesAfterTheNextStart()
      throws IOException, InterruptedException {
    var left = new ArrayDeque<>(load.records());
    var trigger = home.resolve("trigger");
    try (var served =
        Served.start(home, config, "-Xmx224m", "-XX:+ExitOnOutOfMemoryError", agent(trigger))) {
      submit(left, left.size() / 2, served);
      Files.createFile(trigger);
      submitUntilItIsGone(left, served);

      assertThat(served.exitWithin(PATIENCE)).isEqualTo(3);
      assertThat(served.out()).contains("Terminating due to java.lang.OutOfMemoryError");
      try (var files = Files.list(home)) {
        assertThat(files.map(Path::toString)).noneMatch(file -> file.contains(".hprof"));
      }
    }
    try (var served = Served.start(home, config, "-Xmx224m", "-XX:+ExitOnOutOfMemoryError")) {
      submit(left, 0, served);
      await("nothing waits")
          .atMost(PATIENCE)
          .during(Duration.ofSeconds(4))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> waiting(served) == 0);
    }
    var there = new InTheEnd(partners, NAMESPACE);
    there.everythingIsThereInItsLastVersion(load.expected());
    there.nothingWentWrongOnTheWay();
  }

  private String agent(Path trigger) throws IOException {
    var jar = home.resolve("hog.jar");
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", MemoryHog.class.getName());
    var file = MemoryHog.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var bytes = MemoryHog.class.getClassLoader().getResourceAsStream(file)) {
      out.putNextEntry(new JarEntry(file));
      bytes.transferTo(out);
    }
    return "-javaagent:" + jar + "=" + trigger;
  }

  private static void submit(Queue<RecordSheet> left, int until, Served served)
      throws IOException, InterruptedException {
    var program = Caller.program(served.port());
    while (left.size() > until) {
      assertThat(program.submit(left.element().bytes()).statusCode()).isEqualTo(202);
      left.remove();
    }
  }

  private static void submitUntilItIsGone(Queue<RecordSheet> left, Served served)
      throws InterruptedException {
    try {
      submit(left, 0, served);
    } catch (IOException gone) {
      // What was not answered is submitted again after the next start.
    }
  }

  private static int waiting(Served served) throws IOException, InterruptedException {
    var desk = Caller.with(served.port(), Setting.DESK);
    var answer = desk.get("/api/v1/deliveries?state=waiting&limit=10");
    return Fixtures.json(answer.body()).path("deliveries").size();
  }
}
