package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import org.warmhandoff.config.Config.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists deliveries. */
@Command(
    name = "deliveries",
    description = {
      "Lists deliveries, in the order in which they were planned.",
      OperatorCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
public final class DeliveriesCommand extends OperatorCommand {

  @Mixin private DeliverySelection meant;

  @Option(
      names = "--after",
      paramLabel = "DELIVERY",
      description = "Begins after that one; the last line of a list says where it goes on.")
  private long after;

  @Option(names = "--limit", defaultValue = "100", description = "At most so many, up to 1000.")
  private int limit;

  @Override
  int run(Connection to, PrintWriter out) {
    var query = new HashMap<>(meant.query());
    query.put("after", String.valueOf(after));
    query.put("limit", String.valueOf(limit));
    var answer = to.api(Role.STAFF, Role.OPERATE).get("/api/v1/deliveries", query);
    if (!printed(answer, out)) {
      print(answer, out);
    }
    return done();
  }

  private static void print(JsonNode answer, PrintWriter out) {
    var columns =
        new TextTable(
            "delivery", "partner", "record", "version", "priority", "state", "tries", "note");
    answer
        .path("deliveries")
        .forEach(
            one ->
                columns.row(
                    one.path("delivery").asLong(),
                    one.path("partner").asText(),
                    one.path("kind").asText() + " " + one.path("record").asText(),
                    one.path("version").asInt(),
                    one.path("priority").asText(),
                    one.path("state").asText() + (one.path("underWay").asBoolean() ? "*" : ""),
                    one.path("attempts").asInt(),
                    one.path("note").asText()));
    if (columns.isEmpty()) {
      out.println("No such delivery.");
      return;
    }
    columns.print(out);
    if (answer.has("next")) {
      out.println("More: --after " + answer.path("next").asLong());
    }
  }
}
