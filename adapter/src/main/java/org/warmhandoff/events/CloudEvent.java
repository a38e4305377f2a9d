package org.warmhandoff.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.store.Times;

/**
 * What the program is told, as <a
 * href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">CloudEvents
 * 1.0 JSON</a>. By ids only.
 *
 * @param specversion of CloudEvents
 * @param id stays the same however often it is told
 * @param subject kind and id of what it is about
 * @param sequence where it stands among all; a reader goes on after it. An <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/sequence.md">extension</a>
 * @param partitionkey within which events come in order: the participant's id. An <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/partitioning.md">extension</a>;
 *     null where it is about no participant
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloudEvent(
    @JsonProperty("specversion") String specversion,
    String id,
    String source,
    String type,
    String subject,
    String time,
    String datacontenttype,
    String sequence,
    String partitionkey,
    IdsOnly data) {

  /**
   * What it is about. What it is not about is null.
   *
   * @param attention number of the item
   * @param reason why a person should see it, such as {@code no-reply}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IdsOnly(
      String kind,
      String record,
      Integer version,
      String participant,
      String partner,
      Long delivery,
      Long attention,
      String reason) {

    private static IdsOnly of(ResultSet row) throws SQLException {
      return new IdsOnly(
          row.getString("kind"),
          row.getString("record_id"),
          row.getObject("version", Integer.class),
          row.getString("participant_id"),
          row.getString("partner"),
          row.getObject("delivery_id", Long.class),
          row.getObject("attention_id", Long.class),
          row.getString("reason"));
    }

    private String subject() {
      if (record != null) {
        return kind + "/" + record;
      }
      if (participant != null) {
        return "participant/" + participant;
      }
      return partner != null ? "partner/" + partner : "attention/" + attention;
    }
  }

  private static final int DIGITS = 19;

  static CloudEvent of(ResultSet row, String source) throws SQLException {
    var data = IdsOnly.of(row);
    return new CloudEvent(
        "1.0",
        row.getString("uid"),
        source,
        EventType.PREFIX + row.getString("type"),
        data.subject(),
        Times.instant(row, "at").toString(),
        "application/json",
        sequence(row.getLong("seq")),
        data.participant(),
        data);
  }

  /** As text in the same order: with leading zeros. */
  static String sequence(long number) {
    var digits = Long.toString(number);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }

  /** Where it stands among all. */
  long number() {
    return Long.parseLong(sequence);
  }
}
