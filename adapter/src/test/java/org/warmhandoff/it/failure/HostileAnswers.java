package org.warmhandoff.it.failure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.warmhandoff.testing.ehr.RawHttp;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;

/** What a partner may answer that means harm, or has lost its mind. Each draws its measures. */
enum HostileAnswers {
  TINY_PATIENTS {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var entry = "{\"resource\": {\"resourceType\": \"Patient\", \"id\": \"1\"}}";
      return json(searchset(entry + ("," + entry).repeat(1000 + random.nextInt(150_000))));
    }
  },
  DEEP {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var opening = random.nextBoolean() ? "[" : "{\"" + CANARY + "\": ";
      return json(with(opening.repeat(50 + random.nextInt(1_000_000))));
    }
  },
  WIDE {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var items = random.nextBoolean() ? ",1" : ",{}";
      return json(with("[1" + items.repeat(1 + random.nextInt(2_000_000)) + "]"));
    }
  },
  LONG_TEXT {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      return json(with("\"" + CANARY.repeat(1 + random.nextInt(1_500_000)) + "\""));
    }
  },
  NUMBERS {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      return json(
          with(
              random.nextBoolean()
                  ? "1E" + (random.nextBoolean() ? "+" : "-") + random.nextInt(Integer.MAX_VALUE)
                  : "9".repeat(1 + random.nextInt(1_000_000))));
    }
  },
  MANY_HEADERS {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var many = 1 + random.nextInt(20_000);
      return raw("HTTP/1.1 200 OK\r\n" + ("X-" + CANARY + ": a\r\n").repeat(many) + "\r\n{}");
    }
  },
  ENDLESS_HEADER {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      return flood("HTTP/1.1 200 OK\r\nX-Endless: ", "a".repeat(64 * 1024), 400 * 16);
    }
  },
  ENDLESS_BODY {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var chunk = "10000\r\n" + "[".repeat(0x10000) + "\r\n";
      return flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk, 6400);
    }
  },
  ENDLESS_CONTINUE {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      return flood("", "HTTP/1.1 100 Continue\r\n\r\n".repeat(1000), 10_000);
    }
  },
  BOMB {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      return bytes(
          Map.of("Content-Type", FHIR, "Content-Encoding", "gzip"),
          zipped(1 + random.nextInt(400)));
    }
  },
  BILLION_LAUGHS {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var xml = new StringBuilder("<!DOCTYPE p [<!ENTITY a \"" + CANARY + "\">");
      for (var c = 'b'; c <= 'm'; c++) {
        var before = "&" + (char) (c - 1) + ";";
        xml.append("<!ENTITY ").append(c).append(" \"").append(before.repeat(10)).append("\">");
      }
      xml.append("]><Patient xmlns=\"http://hl7.org/fhir\"><id value=\"&m;\"/></Patient>");
      return said(200, Map.of("Content-Type", "application/fhir+xml"), xml.toString());
    }
  },
  NOISE {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var noise = new byte[random.nextInt(100_000)];
      random.nextBytes(noise);
      return new Reaction(
          well,
          (said, socket) -> {
            socket.getOutputStream().write(noise);
            return false;
          });
    }
  },
  BROKEN_LENGTH {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var lengths =
          new String[] {
            "-1", "99999999999999999999", "1, 2", "0x10", "", "10\r\nContent-Length: 20"
          };
      var length = lengths[random.nextInt(lengths.length)];
      return raw("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n{}");
    }
  },
  PAGES_WITHOUT_AN_END {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var next = random.nextBoolean() ? asked.target() : "/fhir?_getpages=" + random.nextLong();
      return json(
          "{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"link\":"
              + " [{\"relation\": \"next\", \"url\": \""
              + next.replace("\"", "")
              + "\"}]}");
    }
  },
  ROUND_AND_ROUND {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var status = new int[] {301, 302, 303, 307, 308, 300, 304}[random.nextInt(7)];
      return said(status, Map.of("Location", asked.target()), "");
    }
  },
  FORGED_IDS {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var forged = "7\\u001b[2J\\u0007\\nattempt 9 " + CANARY + "\\u202e";
      return said(
          201,
          Map.of(
              "Content-Type", FHIR,
              "Location", "Patient/\u001b[2J" + CANARY + "/_history/\u0007",
              "ETag", "W/\"\u001b" + CANARY + "\""),
          searchset(
              "{\"fullUrl\": \""
                  + forged
                  + "\", \"resource\": {\"resourceType\": \"Patient\","
                  + " \"id\": \""
                  + forged
                  + "\", \"meta\": {\"versionId\": \""
                  + forged
                  + "\"}},"
                  + " \"response\": {\"status\": \""
                  + forged
                  + "\", \"location\": \""
                  + forged
                  + "\", \"etag\": \""
                  + forged
                  + "\"}}"));
    }
  },
  DEEP_NARRATIVE {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var tags = (random.nextBoolean() ? "<b>" : "<p>").repeat(1 + random.nextInt(700_000));
      return json(
          searchset(
              "{\"resource\": {\"resourceType\": \"Patient\", \"id\": \"1\", \"text\":"
                  + " {\"status\": \"generated\", \"div\": \"<div>"
                  + tags
                  + "</div>\"}}}"));
    }
  },
  JSON_THAT_CALLS_ITSELF_SOMETHING_ELSE {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      return said(
          200,
          Map.of("Content-Type", random.nextBoolean() ? "text/plain" : "text/html"),
          with("[{}" + ",{}".repeat(random.nextInt(2_000_000)) + "]"));
    }
  },
  WITHOUT_VALUES {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var none = "{\"extension\": [{\"url\": \"urn:a\"}]}";
      return json(
          "{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"_total\": "
              + none
              + ", \"link\": [{\"relation\": \"next\", \"_url\": "
              + none
              + "}], \"entry\": [{\"resource\": {\"resourceType\": \"Patient\", \"id\": \"1\","
              + " \"link\": [{\"type\": \"replaced-by\", \"other\": {\"reference\":"
              + " \"Patient/%zz\"}}]}}]}");
    }
  },
  /** What it would have said, but not quite. */
  MUTATED {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      var body = well.body().getBytes(UTF_8);
      for (var change = 0; body.length > 0 && change < 1 + random.nextInt(20); change++) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      var end = random.nextInt(4) == 0 ? random.nextInt(body.length + 1) : body.length;
      var headers = Map.of("Content-Type", random.nextInt(5) == 0 ? "text/html" : FHIR);
      return new Reaction(
          new RawResponse(well.status(), headers, ""),
          (said, socket) -> {
            RawHttp.head(said, end, socket.getOutputStream());
            socket.getOutputStream().write(body, 0, end);
            return true;
          });
    }
  },
  ANY_STATUS {
    @Override
    Reaction to(RawRequest asked, RawResponse well, Random random) {
      return said(random.nextInt(1000), Map.of("Content-Type", "text/plain"), CANARY);
    }
  };

  /** Part of what is said, which must be nowhere else. */
  static final String CANARY = "Zaphira-4711 ";

  private static final String FHIR = "application/fhir+json";

  /**
   * Such an answer.
   *
   * @param well what would have been right
   */
  abstract Reaction to(RawRequest asked, RawResponse well, Random random);

  private static String with(String more) {
    return "{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"more\": " + more + "}";
  }

  private static String searchset(String entries) {
    return "{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"entry\": [" + entries + "]}";
  }

  private static Reaction json(String body) {
    return said(200, Map.of("Content-Type", FHIR), body);
  }

  private static Reaction said(int status, Map<String, String> headers, String body) {
    return new Reaction(new RawResponse(status, headers, body), RawHttp::whole);
  }

  private static Reaction bytes(Map<String, String> headers, byte[] body) {
    return new Reaction(
        new RawResponse(200, headers, ""),
        (said, socket) -> {
          RawHttp.head(said, body.length, socket.getOutputStream());
          socket.getOutputStream().write(body);
          return true;
        });
  }

  private static Reaction raw(String answer) {
    return flood(answer, "", 0);
  }

  private static Reaction flood(String first, String more, int times) {
    return new Reaction(
        new RawResponse(200, Map.of(), ""), (said, socket) -> flood(socket, first, more, times));
  }

  private static boolean flood(Socket socket, String first, String more, int times)
      throws IOException {
    var out = socket.getOutputStream();
    out.write(first.getBytes(ISO_8859_1));
    var bytes = more.getBytes(ISO_8859_1);
    for (var time = 0; time < times; time++) {
      out.write(bytes);
    }
    return false;
  }

  /** So many megabytes of blanks, in some kilobytes. */
  private static byte[] zipped(int megabytes) {
    var zipped = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(zipped)) {
      var blanks = " ".repeat(1024 * 1024).getBytes(UTF_8);
      for (var megabyte = 0; megabyte < megabytes; megabyte++) {
        zip.write(blanks);
      }
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
    return zipped.toByteArray();
  }
}
