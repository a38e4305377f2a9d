package org.warmhandoff.testing.ehr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;
import org.warmhandoff.testing.ehr.RawHttp.Sending;

/** What may happen to a write, whether it was done before, and what it means. */
@SuppressWarnings("ImmutableEnumChecker") // built once and never changed
public enum Trouble {
  BAD_REQUEST(refusing(400), Refused.class),
  UNAUTHORIZED(refusing(401), TryLater.class, Reach.AILING),
  FORBIDDEN(refusing(403), Refused.class),
  NOT_FOUND(refusing(404), Refused.class),
  CONFLICT(refusing(409), TryLater.class),
  GONE(refusing(410), Refused.class),
  PRECONDITION_FAILED(refusing(412), TryLater.class),
  UNPROCESSABLE(refusing(422), Refused.class),
  /** It goes on or ends there, as the partner offers ways to look for what it has. */
  DUPLICATE_AND_DONE(refusing(422, "duplicate", Map.of()), true, Refused.class, Reach.ANSWERS),
  TOO_MANY_SECONDS(refusing(429, "Retry-After", "7200"), TryLater.class, Reach.BUSY),
  TOO_MANY_DATE(
      refusing(429, "Retry-After", "Sat, 21 Nov 2026 14:00:00 GMT"), TryLater.class, Reach.BUSY),
  UNAVAILABLE(refusing(503), TryLater.class, Reach.BUSY),
  BROKEN(refusing(500), Unknown.class, Reach.AILING),
  BROKEN_AND_DONE(refusing(500), true, Reach.AILING),
  REDIRECT(refusing(307, "Location", "http://127.0.0.1:1/fhir"), Unknown.class, Reach.AILING),
  RESET_BEFORE(wire(Trouble::reset), Unknown.class, Reach.AILING),
  RESET_AFTER(wire(Trouble::reset), true, Reach.AILING),
  READ_TIMEOUT(wire(Trouble::silence), Unknown.class, Reach.AILING),
  READ_TIMEOUT_AFTER(wire(Trouble::silence), true, Reach.AILING),
  CUT_BODY(wire(Trouble::cut), true, Reach.AILING),
  NOTHING_AFTER(wire((said, socket) -> false), true, Reach.AILING),
  TRICKLE(wire(Trouble::trickle), true, Reach.AILING),
  HUGE(wire(Trouble::huge), true, Reach.AILING),
  HTML(page("text/html", "<p>Dana, please sign in</p>"), true, Reach.AILING),
  GARBAGE(page(PartnerStub.FHIR_JSON, "{\"resourceType\": \"Bun"), true, Reach.AILING);

  /** Milliseconds between the bytes of a trickle. */
  private static final Duration DRIP = Duration.ofMillis(100);

  private static final int ELEVEN_MEGABYTES = 11 * 1024 * 1024;

  private final Reaction reaction;
  private final boolean done;
  private final Class<? extends Outcome> means;
  private final Reach reach;

  Trouble(Reaction reaction, Class<? extends Outcome> means) {
    this(reaction, false, means, Reach.ANSWERS);
  }

  Trouble(Reaction reaction, Class<? extends Outcome> means, Reach reach) {
    this(reaction, false, means, reach);
  }

  Trouble(Reaction reaction, boolean done, Reach reach) {
    this(reaction, done, Unknown.class, reach);
  }

  Trouble(Reaction reaction, boolean done, Class<? extends Outcome> means, Reach reach) {
    this.reaction = reaction;
    this.done = done;
    this.means = means;
    this.reach = reach;
  }

  /** What comes back instead of, or on top of, the partner's answer. */
  public Reaction reaction(RawResponse itsOwn) {
    return new Reaction(
        reaction.said().status() == 0 ? itsOwn : reaction.said(), reaction.sending());
  }

  /** Whether the partner has done what was asked. */
  public boolean isDone() {
    return done;
  }

  /** What it means to a delivery. */
  public Class<? extends Outcome> means() {
    return means;
  }

  /** What it means of the partner. */
  public Reach reach() {
    return reach;
  }

  private static Reaction refusing(int status) {
    return refusing(status, "processing", Map.of());
  }

  private static Reaction refusing(int status, String name, String value) {
    return refusing(status, "processing", Map.of(name, value));
  }

  private static Reaction refusing(int status, String code, Map<String, String> header) {
    var headers = new HashMap<>(header);
    headers.put("Content-Type", PartnerStub.FHIR_JSON);
    var body =
        """
        {"resourceType": "OperationOutcome", "issue": [{"severity": "error",
         "code": "%s", "diagnostics": "Dana Ortiz-Báez was born on 1987-03-14"}]}
        """
            .formatted(code);
    return new Reaction(new RawResponse(status, headers, body), RawHttp::whole);
  }

  private static Reaction page(String type, String body) {
    return new Reaction(new RawResponse(200, Map.of("Content-Type", type), body), RawHttp::whole);
  }

  private static Reaction wire(Sending sending) {
    return new Reaction(new RawResponse(0, Map.of(), ""), sending);
  }

  @SuppressWarnings("UnusedVariable")
  private static boolean reset(RawResponse said, Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    return false;
  }

  private static boolean cut(RawResponse said, Socket socket) throws IOException {
    RawHttp.head(said, said.body().length() + 500L, socket.getOutputStream());
    socket.getOutputStream().write(said.body().getBytes(UTF_8));
    socket.getOutputStream().flush();
    return false;
  }

  /** Until the other side hangs up. */
  @SuppressWarnings("UnusedVariable")
  private static boolean silence(RawResponse said, Socket socket) throws IOException {
    return socket.getInputStream().read() >= 0;
  }

  private static boolean trickle(RawResponse said, Socket socket) throws IOException {
    RawHttp.head(said, 10_000, socket.getOutputStream());
    for (var i = 0; i < 10_000; i++) {
      socket.getOutputStream().write(' ');
      socket.getOutputStream().flush();
      LockSupport.parkNanos(DRIP.toNanos());
    }
    return false;
  }

  private static boolean huge(RawResponse said, Socket socket) throws IOException {
    RawHttp.head(said, ELEVEN_MEGABYTES, socket.getOutputStream());
    var many = " ".repeat(64 * 1024).getBytes(UTF_8);
    for (var sent = 0; sent < ELEVEN_MEGABYTES; sent += many.length) {
      socket.getOutputStream().write(many);
    }
    return true;
  }
}
