package org.warmhandoff.partner.client;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came back over the wire, or that nothing did. */
public sealed interface Reply {

  /**
   * A whole answer of HTTP.
   *
   * @param headers by their names in small letters
   * @param readable whether the body can be read to its end as what it says that it is
   */
  @SuppressWarnings("ArrayRecordComponent") // travels once from the wire to the parser
  record HttpReply(int status, Map<String, String> headers, byte[] body, boolean readable)
      implements Reply {

    HttpReply(int status, Map<String, String> headers, byte[] body) {
      this(status, headers, body, true);
    }

    HttpReply readable(boolean is) {
      return new HttpReply(status, headers, body, is);
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean isJson() {
      return header("content-type").filter(type -> type.contains("json")).isPresent();
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** No answer, or no whole one. */
  record Lost(LossReason why) implements Reply {}

  /** Why there is no answer. */
  enum LossReason {
    /** Nothing of the request left: whatever it was, it was not done. */
    NEVER_LEFT("could not be reached"),
    /** The connection ended before the answer did: the request may have been carried out. */
    CUT_OFF("no whole answer"),
    /** So did the time: the request may have been carried out, or be still. */
    TIME_UP("no answer in time"),
    /** More bytes, elements, depth or headers than are taken in. */
    TOO_LARGE("an answer that is too large");

    private final String words;

    LossReason(String words) {
      this.words = words;
    }

    /** The same in words. */
    public String words() {
      return words;
    }
  }
}
