package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  /** In bytes; less than a tenth of the disk. */
  private static final int ROOM_FOR_AN_ITEM = 2_000_000;

  @TempDir private Path home;

  private Path disk;
  private int submitted;

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
      var accepted = new ArrayList<String>();
      submitUntilRefused(program, 1, accepted);
      await("the health is down")
          .atMost(SOON)
          .until(() -> Files.exists(fill()) && health(served) == 503);
      var lines = errors(served);
      submitUntilRefused(program, 20, accepted);
      assertThat(errors(served) - lines).as("lines of errors").isLessThan(20);

      Files.delete(filler);
      await("it is accepted again")
          .atMost(SOON)
          .until(() -> submit(program, "participants/P-1003.v1.json") == 202);
      await("the health is up").atMost(SOON).until(() -> health(served) == 200);
      assertThat(program.state("participant", "P-1001").path("versions")).hasSize(1);
      for (var id : accepted) {
        assertThat(program.state("participant", id).path("versions")).as(id).hasSize(1);
      }
      assertThat(submit(program, "participants/P-1002.v1.json")).isEqualTo(202);
    }
  }

  @Test
  void whileThereIsStillRoomSomebodyIsToldThatLittleIsLeft()
      throws IOException, InterruptedException {
    try (var served = Served.start(Setting.alone(home))) {
      var staff = Caller.with(served.port(), Setting.STAFF);
      var filler = fill();
      try (var shorter = FileChannel.open(filler, StandardOpenOption.WRITE)) {
        shorter.truncate(shorter.size() - ROOM_FOR_AN_ITEM);
      }

      await("somebody is told").atMost(SOON).until(() -> attention(staff).contains("disk-space"));
      assertThat(attention(staff)).contains("MB are left where the store is");

      Files.delete(filler);
      await("there is room").atMost(SOON).until(() -> !attention(staff).contains("disk-space"));
    }
  }

  private static String attention(Caller staff) throws IOException, InterruptedException {
    return staff.get("/api/v1/attention").body();
  }

  /**
   * Submits others, on a disk that is filled anew before each, until so many were refused: a store
   * that opens again may give room back, and may use it.
   */
  private void submitUntilRefused(Caller program, int times, List<String> accepted)
      throws IOException, InterruptedException {
    var until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    for (var refused = 0; refused < times; ) {
      assertThat(System.nanoTime()).as("it is refused, %s times", times).isLessThan(until);
      fill();
      var id = "P-" + (20_000 + submitted++);
      var answer = program.submit(Fixtures.bytes(participant(id))).statusCode();
      assertThat(answer).isIn(202, 503);
      if (answer == 202) {
        accepted.add(id);
      } else {
        refused++;
      }
    }
  }

  private static ObjectNode participant(String id) throws IOException {
    return Fixtures.tree("participants/P-1001.v1.json").put("id", id);
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
        if (program.submit(Fixtures.bytes(participant("P-" + number))).statusCode() == 202) {
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

  /** Fills the disk, whatever room is there. */
  private Path fill() throws IOException {
    var filler = disk.resolve("filler");
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
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
