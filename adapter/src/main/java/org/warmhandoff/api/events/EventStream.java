package org.warmhandoff.api.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.warmhandoff.events.EventFeed;

/**
 * Events as they come, as <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent events</a>. A
 * stream has a thread to itself, so there are few of them, and each ends after a while, when its
 * reader comes again with a credential that is looked at again.
 */
public final class EventStream implements AutoCloseable {

  private static final int MOST_STREAMS = 16;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** Sessions end, and people are disabled: whoever reads by one comes again soon. */
  private static final Duration LONGEST_OF_A_SESSION = Duration.ofSeconds(30);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int AT_ONCE = 100;

  private final EventFeed feed;
  private final Clock clock;
  private final Semaphore streams = new Semaphore(MOST_STREAMS);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final ObjectMapper json = new ObjectMapper();

  /** Streams of these. */
  public EventStream(EventFeed feed, Clock clock) {
    this.feed = feed;
    this.clock = clock;
  }

  /**
   * Writes what comes after that number until the reader goes, its credential or its time ends, or
   * the adapter stops.
   *
   * @param bySession whether the reader is let in by a session and not by a credential of its own
   * @return false where there are streams enough already; nothing is written then
   */
  boolean write(long after, Authentication reader, boolean bySession, HttpServletResponse to)
      throws IOException {
    if (!streams.tryAcquire()) {
      return false;
    }
    try {
      to.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
      to.setHeader("Cache-Control", "no-store");
      to.setHeader("X-Accel-Buffering", "no");
      write(after, end(reader, bySession), to);
      return true;
    } finally {
      streams.release();
    }
  }

  private void write(long after, Instant end, HttpServletResponse to) throws IOException {
    var last = after;
    var beat = Instant.MIN;
    while (clock.instant().isBefore(end)) {
      var now = clock.instant();
      if (beat.isAfter(now.plus(HEARTBEAT))) {
        return; // the clock was put back: whoever reads comes again, as after any end
      }
      var events = feed.after(last, AT_ONCE); // before it is asked whether some were deleted
      if (feed.deleted() > last) {
        return;
      }
      for (var event : events) {
        var line =
            "id: %s\nevent: %s\ndata: %s\n\n"
                .formatted(event.sequence(), event.type(), json.writeValueAsString(event));
        to.getOutputStream().write(line.getBytes(UTF_8));
        last = Long.parseLong(event.sequence());
      }
      if (!events.isEmpty() || !now.isBefore(beat)) {
        to.getOutputStream().write(": still here\n\n".getBytes(UTF_8));
        to.flushBuffer();
        beat = now.plus(HEARTBEAT);
      }
      if (events.size() < AT_ONCE && isStopping()) {
        return;
      }
    }
  }

  /** Waits a little; true when the adapter stops. */
  private boolean isStopping() {
    try {
      return stopping.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Instant end(Authentication reader, boolean bySession) {
    var longest = clock.instant().plus(bySession ? LONGEST_OF_A_SESSION : LONGEST);
    var expires =
        reader instanceof AbstractOAuth2TokenAuthenticationToken<?> token
            ? token.getToken().getExpiresAt()
            : null;
    return expires != null && expires.isBefore(longest) ? expires : longest;
  }

  /** Ends all streams. */
  @Override
  public void close() {
    stopping.countDown();
  }
}
