package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;

/** The disk of the store is full, and has room again: nothing is accepted meanwhile, or lost. */
class FullDiskIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration AWHILE = Duration.ofSeconds(4);

  @TempDir private Path home;

  private Path disk;

  @BeforeEach
  void aSmallDisk() throws IOException, InterruptedException {
    disk = Files.createDirectory(home.resolve("data"));
    var mounted = run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString());
    assumeThat(mounted).as("a small file system can be mounted, which only root may").isZero();
  }

  @AfterEach
  void takeItAway() throws IOException, InterruptedException {
    run("umount", "-l", disk.toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor();
  }

  @Test
  void theStoreOpensAgainByItselfAndWhatWasAcceptedIsThere()
      throws IOException, InterruptedException {
    try (var served = Served.start(Setting.alone(home))) {
      var program = Caller.program(served.port());
      assertThat(submit(program, "participants/P-1001.v1.json")).isEqualTo(202);

      var filler = fill();
      await("nothing is accepted any more")
          .atMost(SOON)
          .until(() -> submit(program, "participants/P-1002.v1.json") == 503);
      assertThat(health(served)).isEqualTo(503);
      var lines = errors(served);
      for (var time = 0; time < 20; time++) {
        assertThat(submit(program, "participants/P-1002.v1.json")).isEqualTo(503);
      }
      assertThat(errors(served) - lines).as("lines of errors").isLessThan(20);

      Files.delete(filler);
      await("it is accepted again")
          .atMost(SOON)
          .until(() -> submit(program, "participants/P-1003.v1.json") == 202);
      await("the health is up").atMost(SOON).until(() -> health(served) == 200);
      assertThat(program.state("participant", "P-1001").path("versions")).hasSize(1);
      assertThat(submit(program, "participants/P-1002.v1.json")).isEqualTo(202);
    }
  }

  @Test
  void whatIsAnsweredWith202WhileTheDiskIsFullOutlastsAKill()
      throws IOException, InterruptedException {
    var accepted = new ConcurrentLinkedQueue<String>();
    Path filler;
    try (var served = Served.start(Setting.alone(home))) {
      var program = Caller.program(served.port());
      assertThat(submit(program, "participants/P-1001.v1.json")).isEqualTo(202);
      filler = fill();
      var hands = new ArrayList<CompletableFuture<Void>>();
      for (var hand = 1; hand <= 4; hand++) {
        var first = hand * 10_000;
        hands.add(CompletableFuture.runAsync(() -> submitMany(program, first, accepted)));
      }
      hands.forEach(CompletableFuture::join);
      served.kill();
    }
    Files.delete(filler);

    try (var served = Served.start(Setting.alone(home))) {
      var program = Caller.program(served.port());
      for (var id : accepted) {
        assertThat(program.get("/api/v1/records/participant/" + id).statusCode())
            .as(id)
            .isEqualTo(200);
      }
    }
  }

  private static void submitMany(Caller program, int first, Queue<String> accepted) {
    try {
      // Where the store is away, each answer may take as long as a connection is waited for.
      var until = System.nanoTime() + AWHILE.toNanos();
      for (var number = first; System.nanoTime() < until; number++) {
        var participant = Fixtures.tree("participants/P-1001.v1.json").put("id", "P-" + number);
        if (program.submit(Fixtures.bytes(participant)).statusCode() == 202) {
          accepted.add("P-" + number);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static int submit(Caller program, String file) throws IOException, InterruptedException {
    return program.submit(Fixtures.bytes(file)).statusCode();
  }

  private static int health(Served served) throws IOException, InterruptedException {
    return Caller.stranger(served.port()).get("/actuator/health").statusCode();
  }

  private static long errors(Served served) {
    return served.out().lines().filter(line -> line.contains("\"level\":\"ERROR\"")).count();
  }

  private Path fill() throws IOException {
    var filler = disk.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      var block = new byte[4096];
      for (var all = 0; all < 24 * 256; all++) {
        out.write(block);
      }
    } catch (IOException full) {
      return filler;
    }
    throw new IOException("the disk is larger than it should be");
  }
}
