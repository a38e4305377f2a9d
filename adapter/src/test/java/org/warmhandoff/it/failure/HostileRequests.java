package org.warmhandoff.it.failure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Setting;
import org.warmhandoff.testing.RecordSheets;

/** What somebody may send to the adapter who means harm. Each draws its measures. */
enum HostileRequests {
  LINES_OF_NOTHING {
    @Override
    String request(Random random) {
      var line = List.of("1\n", "\n", "{}\n", "null\n", "[\n", "\u0000\n").get(random.nextInt(6));
      return body(Caller.NDJSON, line.repeat(1 + random.nextInt(600_000)));
    }
  },
  DEEP_BODY {
    @Override
    String request(Random random) {
      var opening = random.nextBoolean() ? "[" : "{\"a\":";
      return body(Caller.JSON, opening.repeat(1 + random.nextInt(150_000)));
    }
  },
  WIDE_BODY {
    @Override
    String request(Random random) {
      return body(Caller.JSON, "[1" + ",1".repeat(random.nextInt(400_000)) + "]");
    }
  },
  MANY_FAULTS {
    @Override
    String request(Random random) {
      var kind = List.of("participant\",\"consents", "crisis-plan\",\"warningSigns");
      var what = List.of("{}", "1", "\"\"").get(random.nextInt(3));
      return body(
          Caller.JSON,
          "{\"kind\":\"%s\":[%s]}"
              .formatted(
                  kind.get(random.nextInt(2)),
                  what + ("," + what).repeat(random.nextInt(1_000_000 / (what.length() + 1)))));
    }
  },
  BODY_FOR_A_QUESTION {
    @Override
    String request(Random random) {
      return "GET /actuator/health/liveness HTTP/1.1\r\nHost: adapter\r\nContent-Length: "
          + (1 + random.nextInt(2_000_000))
          + "\r\n\r\na";
    }

    @Override
    int times(Random random) {
      return 1 + random.nextInt(200);
    }
  },
  LARGE_BODY {
    @Override
    String request(Random random) {
      return body(Caller.JSON, " ".repeat(1 + random.nextInt(8_000_000)));
    }
  },
  NOISE {
    @Override
    String request(Random random) {
      return body(Caller.JSON, noise(random, 10_000));
    }
  },
  NOISE_IN_LINES {
    @Override
    String request(Random random) {
      return body(Caller.NDJSON, noise(random, 200_000));
    }
  },
  NOISE_FOR_A_REQUEST {
    @Override
    String request(Random random) {
      return noise(random, 20_000) + "\r\n\r\n";
    }
  },
  BROKEN_RECORD {
    @Override
    String request(Random random) {
      var wrong =
          List.<Object>of(
              -1, "\u202e" + HostileAnswers.CANARY, List.of(1), "\u0000", "9".repeat(999));
      var broken =
          RecordSheets.plan()
              .with("participantId", wrong.get(random.nextInt(wrong.size())))
              .with(
                  "x" + noise(random, 20).replaceAll("[^a-z]", "") + "/".repeat(random.nextInt(9)),
                  HostileAnswers.CANARY);
      return body(Caller.JSON, new String(broken.bytes(), ISO_8859_1));
    }
  },
  ANY_PATH {
    @Override
    String request(Random random) {
      var parts =
          List.of(
              "..", "%2e%2e", "%2f", "%00", "api", "v1", "records", "actuator", ";a=b", "\\", "//");
      var path = new StringBuilder("/");
      for (var part = 0; part < random.nextInt(200); part++) {
        path.append(parts.get(random.nextInt(parts.size()))).append('/');
      }
      return head(random.nextBoolean() ? "GET" : "DELETE", path.toString()) + "\r\n";
    }
  },
  MANY_HEADERS {
    @Override
    String request(Random random) {
      return head("GET", "/api/v1/deliveries")
          + ("X-A: " + "a".repeat(random.nextInt(100)) + "\r\n").repeat(random.nextInt(20_000))
          + "\r\n";
    }
  },
  WRONG_TOKEN {
    @Override
    String request(Random random) {
      return "GET /api/v1/deliveries HTTP/1.1\r\nHost: adapter\r\nAuthorization: Bearer "
          + noise(random, 3000).replaceAll("[^!-~]", "x")
          + "\r\n\r\n";
    }
  },
  CHUNKS {
    @Override
    String request(Random random) {
      var sizes =
          List.of("0", "-1", "ffffffff", "7fffffffffffffff", "zz", "1;a=" + "b".repeat(9000));
      return head("POST", "/api/v1/records")
          + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
          + sizes.get(random.nextInt(sizes.size()))
          + "\r\n"
          + noise(random, 1000);
    }
  },
  TRICKLE {
    @Override
    String request(Random random) {
      return head("POST", "/api/v1/records")
          + "Content-Type: application/json\r\nContent-Length: "
          + (1 + random.nextInt(900_000))
          + "\r\n\r\n{";
    }

    @Override
    int times(Random random) {
      return 1 + random.nextInt(60);
    }
  };

  private static final int MILLIS = 2000;

  abstract String request(Random random);

  /** How often at once; a connection each. */
  int times(Random random) {
    return 1 + random.nextInt(8);
  }

  /** Sends it and hangs up when the first line of the answer is there, or after two seconds. */
  List<String> send(int port, Random random) throws IOException {
    var sockets = new ArrayList<Socket>();
    var answers = new ArrayList<String>();
    try {
      for (var time = times(random); time > 0; time--) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        socket.setSoTimeout(MILLIS);
        write(socket, request(random).getBytes(ISO_8859_1));
      }
      if (this != TRICKLE) {
        for (var socket : sockets) {
          answers.add(first(socket));
        }
      }
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
    return answers;
  }

  private static void write(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
    } catch (IOException hungUp) {
      // It may have had enough of it.
    }
  }

  private static String first(Socket socket) {
    try {
      return new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
    } catch (IOException silent) {
      return "";
    }
  }

  private static String head(String method, String path) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: adapter\r\nAuthorization: Bearer "
        + Setting.PROGRAM
        + "\r\n";
  }

  private static String body(String type, String body) {
    return head("POST", "/api/v1/records")
        + "Content-Type: "
        + type
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String noise(Random random, int most) {
    var noise = new byte[random.nextInt(most)];
    random.nextBytes(noise);
    return new String(noise, ISO_8859_1);
  }
}
