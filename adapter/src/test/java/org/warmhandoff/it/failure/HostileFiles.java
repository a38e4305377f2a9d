package org.warmhandoff.it.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** What somebody may put into the inbox who means harm. Each draws its measures. */
enum HostileFiles {
  NOISE {
    @Override
    void put(Path inbox, Random random) throws IOException {
      var noise = new byte[random.nextInt(3_000_000)];
      random.nextBytes(noise);
      Files.write(inbox.resolve(anyName(random)), noise);
    }
  },
  LINES_OF_NOTHING {
    @Override
    void put(Path inbox, Random random) throws IOException {
      var line = List.of("1\n", "\n", "{}\n", "[\n").get(random.nextInt(4));
      Files.writeString(
          inbox.resolve(number(random) + ".ndjson"), line.repeat(random.nextInt(600_000)));
    }
  },
  ONE_LONG_LINE {
    @Override
    void put(Path inbox, Random random) throws IOException {
      Files.writeString(
          inbox.resolve(number(random) + ".ndjson"),
          HostileAnswers.CANARY.repeat(random.nextInt(2_000_000)));
    }
  },
  MANY_FAULTS {
    @Override
    void put(Path inbox, Random random) throws IOException {
      Files.writeString(
          inbox.resolve(number(random) + ".json"),
          "{\"kind\":\"participant\",\"consents\":[{}"
              + ",{}".repeat(random.nextInt(340_000))
              + "]}");
    }
  },
  NAME {
    @Override
    void put(Path inbox, Random random) throws IOException {
      var name = new StringBuilder();
      while (name.toString().getBytes(UTF_8).length < 1 + random.nextInt(240)) {
        name.append(
            List.of("a", "\u001b", "\n", "\u202e", "é", " ", ".", "'").get(random.nextInt(8)));
      }
      Files.writeString(inbox.resolve(name + ".json"), "{}");
    }
  },
  LINK {
    @Override
    void put(Path inbox, Random random) throws IOException {
      var target = List.of("/dev/zero", "/etc/passwd", "/nowhere", ".").get(random.nextInt(4));
      Files.createSymbolicLink(inbox.resolve(number(random) + ".json"), Path.of(target));
    }
  },
  PIPE {
    @Override
    void put(Path inbox, Random random) throws IOException {
      var pipe = inbox.resolve(number(random) + ".json");
      new ProcessBuilder("mkfifo", pipe.toString()).start().onExit().join();
    }
  },
  DIRECTORY {
    @Override
    void put(Path inbox, Random random) throws IOException {
      Files.createDirectory(inbox.resolve(number(random) + ".json"));
    }
  },
  HOLES {
    @Override
    void put(Path inbox, Random random) throws IOException {
      var name = number(random) + (random.nextBoolean() ? ".json" : ".ndjson");
      try (var file = new RandomAccessFile(inbox.resolve(name).toFile(), "rw")) {
        file.setLength(1L << (20 + random.nextInt(20)));
      }
    }
  };

  /** Puts one there. */
  abstract void put(Path inbox, Random random) throws IOException;

  private static String anyName(Random random) {
    return number(random)
        + List.of(".json", ".ndjson", ".NDJSON", ".txt", "").get(random.nextInt(5));
  }

  private static String number(Random random) {
    return "hostile-" + Long.toHexString(random.nextLong());
  }
}
