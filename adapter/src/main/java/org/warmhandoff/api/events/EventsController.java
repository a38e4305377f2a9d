package org.warmhandoff.api.events;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.api.Problems;
import org.warmhandoff.events.CloudEvent;
import org.warmhandoff.events.EventFeed;

/** What the program is told, for whoever asks. */
@RestController
public final class EventsController {

  private static final int MOST = 1000;

  private static final MediaType BATCH =
      MediaType.parseMediaType("application/cloudevents-batch+json");

  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final int MOST_DIGITS = 19;

  private final EventFeed feed;
  private final EventStream stream;

  /** Over these. */
  public EventsController(EventFeed feed, EventStream stream) {
    this.feed = feed;
    this.stream = stream;
  }

  /**
   * What comes after that number; from the oldest that is kept, where none is said. As a stream
   * where that is asked for.
   */
  @GetMapping("/api/v1/events")
  ResponseEntity<Object> after(
      @RequestParam(required = false) Long after,
      @RequestParam(defaultValue = "100") int limit,
      Authentication reader,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (limit < 1 || limit > MOST) {
      return Problems.invalid("limit: expected a number from 1 to " + MOST);
    }
    if (after != null && after < 0) {
      return Problems.invalid("after: expected the `sequence` of an event, or 0");
    }
    if (isForStream(request)) {
      return stream(
          lastKnown(request).orElse(after), reader, request.getSession(false) != null, response);
    }
    if (after == null) {
      return events(feed.after(feed.deleted(), limit));
    }
    var events = feed.after(after, limit); // before it is asked whether some were deleted
    return notThere(after).orElseGet(() -> events(events));
  }

  private ResponseEntity<Object> stream(
      Long after, Authentication reader, boolean bySession, HttpServletResponse response)
      throws IOException {
    var from = after == null ? feed.deleted() : after;
    var not = notThere(from);
    if (not.isPresent()) {
      return not.get();
    }
    return stream.write(from, reader, bySession, response)
        ? null
        : Problems.busy("As many streams are open as there may be. Come again, or pull.");
  }

  /** HEAD comes here as well, and has nobody who reads on. */
  private static boolean isForStream(HttpServletRequest request) {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    return HttpMethod.GET.matches(request.getMethod())
        && accept != null
        && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
  }

  /** What a browser says by itself when it comes again. */
  private static Optional<Long> lastKnown(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(LAST_EVENT_ID))
        .filter(said -> said.matches("[0-9]{1," + MOST_DIGITS + "}"))
        .filter(said -> said.length() < MOST_DIGITS || said.startsWith("0"))
        .map(Long::valueOf);
  }

  private Optional<ResponseEntity<Object>> notThere(long after) {
    return switch (feed.place(after)) {
      case THERE -> Optional.empty();
      case TOO_OLD ->
          Optional.of(
              Problems.gone(
                  "Events after that number were deleted, for they were old. Read how the records"
                      + " stand, and go on without `after` from the oldest event that is kept."));
      case NOT_YET ->
          Optional.of(
              Problems.invalid(
                  "after: no event has that number yet; was it read from another store, or from"
                      + " this one before a backup was put back? Without `after` the oldest that is"
                      + " kept comes first"));
    };
  }

  private static ResponseEntity<Object> events(List<CloudEvent> events) {
    return ResponseEntity.ok().contentType(BATCH).body(events);
  }
}
