package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a record stands with its partners, and what became of a referral, in lines for people. */
public final class RecordTrail {

  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  /** Deeper than any line of ours. */
  private static final String FURTHER = "\n        | ";

  private final PrintWriter out;

  /** Prints there. */
  public RecordTrail(PrintWriter out) {
    this.out = out;
  }

  /** How the record stands, as the API says it. */
  public void print(JsonNode record) {
    out.printf(
        "%s/%s v%d of %s: %s%n",
        text(record, "kind"),
        text(record, "id"),
        record.path("version").asInt(),
        text(record, "participant"),
        text(record, "state"));
    record.path("deliveries").forEach(this::delivery);
    record.path("referral").forEach(this::referral);
  }

  private void delivery(JsonNode one) {
    out.printf(
        "  v%d to %s: %s, delivery %d: %s%n",
        one.path("version").asInt(),
        text(one, "partner"),
        text(one, "state"),
        one.path("delivery").asLong(),
        text(one, "note"));
  }

  /** How it stands with one partner. */
  void referral(JsonNode one) {
    out.printf(
        "at %s: %s since %s%n", text(one, "partner"), text(one, "state"), text(one, "since"));
    if (one.has("trail")) {
      one.path("trail").forEach(this::said);
    } else {
      out.println("  what was said is for the roles staff and read");
    }
    out.printf("  last look %s: %s%n", text(one, "lookedAt"), text(one, "note"));
    line("next look ", one.path("looksAgainAt"));
  }

  private void said(JsonNode one) {
    out.printf("  %s  the %s: %s%n", text(one, "at"), text(one, "who"), what(one));
    recorded(one.path("recorded"));
    line("    as it says since ", one.path("since"));
    line("    why: ", one.path("reason"));
    appointment(one.path("appointment"));
    one.path("results").forEach(result -> line("    result: ", result));
  }

  /** What the program did is in its note; how it stood at the partner by then is not its word. */
  private static String what(JsonNode one) {
    return one.path("who").asText().equals("program") && one.has("note")
        ? text(one, "note")
        : text(one, "state")
            + (one.path("applied").asBoolean() ? "" : " (not taken over)")
            + (one.has("note") ? "; " + text(one, "note") : "");
  }

  private void recorded(JsonNode one) {
    if (one.has("takesBack")) {
      out.printf(
          "    answer %d is taken back by %s%n", one.path("takesBack").asLong(), text(one, "by"));
    } else if (!one.isMissingNode()) {
      out.printf(
          "    said by %s (%s); recorded by %s as answer %d%s%n",
          text(one, "saidBy"),
          text(one, "via").replace('-', ' '),
          text(one, "by"),
          one.path("number").asLong(),
          one.path("takenBack").asBoolean() ? ", taken back later" : "");
    }
  }

  private void appointment(JsonNode one) {
    if (!one.isMissingNode()) {
      var words =
          Stream.of(one.has("at") ? one.path("at") : one.path("day"), one.path("where"))
              .filter(node -> !node.isMissingNode())
              .map(node -> indented(node.asText()))
              .toList();
      out.println("    appointment: " + String.join(", ", words));
    }
  }

  private void line(String before, JsonNode value) {
    if (!value.isMissingNode()) {
      out.println(before + indented(value.asText()));
    }
  }

  private static String text(JsonNode of, String name) {
    return indented(of.path(name).asText("-"));
  }

  /** What others wrote in several lines; none of these looks like a line of ours. */
  static String indented(String text) {
    return LINE_BREAK.matcher(text).replaceAll(FURTHER);
  }
}
