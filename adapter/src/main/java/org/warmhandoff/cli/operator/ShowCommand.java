package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import org.warmhandoff.config.Config.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a delivery with all its attempts. */
@Command(
    name = "show",
    description = {
      "Shows a delivery with all its attempts.",
      "Says where it stands, and of every attempt when it was, what was done and what the partner",
      "said, in codes and our own words.",
      OperatorCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
public final class ShowCommand extends OperatorCommand {

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

  @Parameters(paramLabel = "DELIVERY", description = "Its number.")
  private long delivery;

  @Override
  int run(Connection to, PrintWriter out) {
    var answer = to.api(Role.STAFF, Role.OPERATE).get("/api/v1/deliveries/" + delivery);
    if (!printed(answer, out)) {
      print(answer, out);
    }
    return done();
  }

  private void print(JsonNode answer, PrintWriter out) {
    out.println("delivery " + delivery);
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
