package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.config.Config.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what needs a hand. */
@Command(
    name = "attention",
    description = {
      "Lists what needs a hand, the most urgent and the oldest first.",
      OperatorCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
public final class AttentionCommand extends OperatorCommand {

  @Option(
      names = "--seen",
      paramLabel = "ITEM",
      description = "Marks that item as seen; it stays until what it is about is settled.")
  private Optional<Long> seen = Optional.empty();

  @Option(
      names = "--done",
      paramLabel = "ITEM",
      description = "Closes that item: it was settled where the adapter cannot see it.")
  private Optional<Long> done = Optional.empty();

  @Option(names = "--limit", defaultValue = "100", description = "At most so many, up to 1000.")
  private int limit;

  @Override
  int run(Connection to, PrintWriter out) {
    var api = to.api(Role.STAFF, Role.OPERATE);
    seen.ifPresent(id -> mark(api, id, "seen"));
    done.ifPresent(id -> mark(api, id, "done"));
    var answer = api.get("/api/v1/attention", Map.of("limit", String.valueOf(limit)));
    if (!printed(answer, out)) {
      print(answer, out);
    }
    return done();
  }

  private static void mark(OperatorApi api, long id, String as) {
    api.post("/api/v1/attention/" + id + "/" + as, OperatorApi.JSON.createObjectNode());
  }

  private static void print(JsonNode answer, PrintWriter out) {
    var columns =
        new TextTable(
            "item",
            "since",
            "priority",
            "reason",
            "participant",
            "partner",
            "delivery",
            "record",
            "note",
            "next",
            "seen");
    answer
        .path("items")
        .forEach(
            one ->
                columns.row(
                    one.path("id").asLong(),
                    one.path("openedAt").asText(),
                    one.path("priority").asText(),
                    one.path("reason").asText(),
                    one.path("participant").asText("-"),
                    one.path("partner").asText("-"),
                    one.path("delivery").asText("-"),
                    one.has("record")
                        ? one.path("kind").asText() + " " + one.path("record").asText()
                        : "-",
                    one.path("note").asText(),
                    one.path("next").asText(),
                    one.path("seenBy").asText("-")));
    if (columns.isEmpty()) {
      out.println("Nothing needs a hand.");
    } else {
      columns.print(out);
      out.println(answer.path("count").asLong() + " open in all");
    }
  }
}
