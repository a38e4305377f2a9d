package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Optional;
import org.warmhandoff.config.Config.Role;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and decides which of a partner's patients a participant is. */
@Command(
    name = "match",
    description = {
      "Shows and decides which of a partner's patients a participant is.",
      "Or who may be meant and why. Every decision is kept with who made it.",
      OperatorCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
public final class MatchCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "PARTNER", description = "The partner's name.")
  private String partner;

  @Parameters(index = "1", paramLabel = "PARTICIPANT", description = "The participant's id.")
  private String participant;

  @ArgGroup private Decision decision;

  /** What is decided. */
  private static final class Decision {

    @Option(
        names = "--patient",
        paramLabel = "Patient/ID",
        description = "Decides: it is this one. What waited for that goes on.")
    private Optional<String> patient = Optional.empty();

    @Option(
        names = "--undo",
        description = "Undoes the decision: the participant is looked for anew.")
    private boolean undo;
  }

  @Override
  int run(Connection to, PrintWriter out) {
    var answer =
        answer(
            to.api(Role.STAFF, Role.OPERATE),
            "/api/v1/matches" + OperatorApi.segments(partner, participant));
    if (!printed(answer, out)) {
      print(answer, out);
    }
    return done();
  }

  private JsonNode answer(OperatorApi api, String path) {
    if (decision == null) {
      return api.get(path);
    }
    return decision.undo
        ? api.delete(path)
        : api.put(
            path, OperatorApi.JSON.createObjectNode().put("patient", decision.patient.orElse("")));
  }

  private void print(JsonNode answer, PrintWriter out) {
    out.println(
        answer.has("patient")
            ? "%s is %s at %s, by %s"
                .formatted(
                    participant,
                    answer.path("patient").asText(),
                    partner,
                    answer.path("matchedBy").asText())
            : "Not decided who " + participant + " is at " + partner + ".");
    var columns = new TextTable("candidate", "score", "agrees", "differs");
    answer
        .path("candidates")
        .forEach(
            one ->
                columns.row(
                    one.path("patient").asText(),
                    "%.2f".formatted(one.path("score").asDouble()),
                    words(one.path("agrees")),
                    words(one.path("differs"))));
    if (!columns.isEmpty()) {
      columns.print(out);
    }
    answer
        .path("decisions")
        .forEach(
            one ->
                out.printf(
                    "%s %s %s (%s) by %s%n",
                    one.path("at").asText(),
                    one.path("what").asText(),
                    one.path("patient").asText(),
                    one.path("matchedBy").asText(),
                    one.path("by").asText()));
  }

  private static String words(JsonNode list) {
    var words = new StringBuilder();
    list.forEach(one -> words.append(words.isEmpty() ? "" : ", ").append(one.asText()));
    return words.isEmpty() ? "-" : words.toString();
  }
}
