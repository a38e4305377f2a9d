package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import org.warmhandoff.config.Config.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a delivery with all its attempts, or how a record stands with its partners. */
@Command(
    name = "show",
    description = {
      "Shows a delivery with all its attempts, or how a record stands.",
      "Says where the delivery stands, and of every attempt when it was, what was done and what the",
      "partner said, in codes and our own words. Of a record, such as referral/RF-1, it says who has",
      "it, and of a referral all that either side said, in the partner's words: these may be PHI.",
      OperatorCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
public final class ShowCommand extends OperatorCommand {

  private static final Pattern RECORD = Pattern.compile("[a-z-]{1,20}/[A-Za-z0-9\\-.]{1,64}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private static final List<String> LINES =
      List.of(
          "partner",
          "kind",
          "record",
          "version",
          "participant",
          "priority",
          "state",
          "note",
          "inDoubt",
          "plannedAt",
          "dueAt",
          "settledAt",
          "form",
          "patient",
          "matchedBy",
          "remote",
          "remoteVersion",
          "disclosed",
          "basis");

  @Parameters(
      paramLabel = "DELIVERY",
      description = "Its number; or a record as KIND/ID, such as referral/RF-1.")
  private String shown;

  @Override
  int run(Connection to, PrintWriter out) {
    return RECORD.matcher(shown).matches() ? record(to, out) : delivery(to, out);
  }

  private int record(Connection to, PrintWriter out) {
    var answer = to.api(Role.STAFF, Role.READ).get("/api/v1/records/" + shown);
    if (!printed(answer, out)) {
      new RecordTrail(out).print(answer);
    }
    return done();
  }

  private int delivery(Connection to, PrintWriter out) {
    if (!NUMBER.matcher(shown).matches()) {
      throw CommandFailure.wrong("expected the number of a delivery, or a record as KIND/ID");
    }
    var answer = to.api(Role.STAFF, Role.OPERATE).get("/api/v1/deliveries/" + shown);
    if (!printed(answer, out)) {
      print(answer, out);
    }
    return done();
  }

  private void print(JsonNode answer, PrintWriter out) {
    out.println("delivery " + shown);
    LINES.stream()
        .filter(answer::has)
        .forEach(name -> out.printf("  %-14s %s%n", name, answer.path(name).asText()));
    for (var list : List.of("leftOut", "withheld")) {
      answer.path(list).forEach(one -> out.printf("  %-14s %s%n", list, one.asText()));
    }
    answer.path("attempts").forEach(attempt -> attempt(attempt, out));
  }

  private static void attempt(JsonNode attempt, PrintWriter out) {
    out.printf(
        "attempt %d, %s, by node %s: %s%n",
        attempt.path("number").asInt(),
        attempt.path("startedAt").asText(),
        attempt.path("node").asText(),
        attempt.has("state")
            ? attempt.path("state").asText() + ", " + attempt.path("note").asText()
            : "goes on, or its node died");
    attempt
        .path("requests")
        .forEach(
            one ->
                out.printf(
                    "  %s  %s: %s (%d ms)%n",
                    one.path("at").asText(),
                    one.path("did").asText(),
                    one.path("said").asText(),
                    one.path("millis").asLong()));
  }
}
