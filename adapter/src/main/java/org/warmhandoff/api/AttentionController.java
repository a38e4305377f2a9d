package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.operate.NextStep;
import org.warmhandoff.record.RecordKey;

/** What needs a hand. */
@RestController
public final class AttentionController {

  private static final int MOST = 1000;

  private final JdbcAttention attention;

  /** Over this table. */
  public AttentionController(JdbcAttention attention) {
    this.attention = attention;
  }

  /** What is open, the most urgent and the oldest first, and how much that is in all. */
  record Open(long count, List<AttentionItem> items) {}

  /** Something that a person should see. What it is not about is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AttentionItem(
      long id,
      String reason,
      String partner,
      String participant,
      String priority,
      Long delivery,
      String kind,
      String record,
      Integer version,
      String note,
      String next,
      Instant openedAt,
      String seenBy) {

    static AttentionItem of(JdbcAttention.OpenItem item) {
      return new AttentionItem(
          item.id(),
          item.reason().word(),
          item.partner().orElse(null),
          item.participant().orElse(null),
          item.priority().word(),
          item.delivery().isPresent() ? (Long) item.delivery().getAsLong() : null,
          item.record().map(key -> key.kind().word()).orElse(null),
          item.record().map(RecordKey::id).orElse(null),
          item.record().map(RecordKey::version).orElse(null),
          item.note(),
          NextStep.of(item),
          item.openedAt(),
          item.seenBy().orElse(null));
    }
  }

  /** What is open. */
  @GetMapping("/api/v1/attention")
  ResponseEntity<Object> open(@RequestParam(defaultValue = "100") int limit) {
    if (limit < 1 || limit > MOST) {
      return Problems.invalid("limit: expected a number from 1 to " + MOST);
    }
    return ResponseEntity.ok(
        new Open(
            attention.count(), attention.open(limit).stream().map(AttentionItem::of).toList()));
  }

  /** Somebody has seen it. It stays open until what it is about is settled. */
  @PostMapping("/api/v1/attention/{id}/seen")
  ResponseEntity<Object> seen(@PathVariable long id, Authentication operator) {
    return attention.seen(id, operator.getName())
        ? ResponseEntity.noContent().build()
        : Problems.notFound("No item of that number is open.");
  }

  /** Somebody has settled it where the adapter cannot see that, such as at the partner. */
  @PostMapping("/api/v1/attention/{id}/done")
  ResponseEntity<Object> done(@PathVariable long id, Authentication operator) {
    return attention.done(id, operator.getName())
        ? ResponseEntity.noContent().build()
        : Problems.notFound("No item of that number is open.");
  }
}
