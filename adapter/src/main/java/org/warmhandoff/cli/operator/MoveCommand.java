package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import org.warmhandoff.config.Config.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does something to deliveries, each by itself. */
public abstract class MoveCommand extends OperatorCommand {

  @Mixin private DeliverySelection meant;

  @Parameters(paramLabel = "DELIVERY", arity = "0..*", description = "Their numbers.")
  private List<Long> deliveries = List.of();

  @Option(names = "--dry-run", description = "Says what would come of it, and changes nothing.")
  private boolean dryRun;

  private final String move;

  private MoveCommand(String move) {
    this.move = move;
  }

  @Override
  final int run(Connection to, PrintWriter out) {
    if (deliveries.isEmpty() == meant.isEmpty()) {
      throw CommandFailure.wrong(
          "name either deliveries, or some of --partner, --state and --participant");
    }
    var body = OperatorApi.JSON.createObjectNode().put("dryRun", dryRun);
    deliveries.forEach(body.withArray("deliveries")::add);
    meant.fill(body);
    var answer = to.api(Role.OPERATE).post("/api/v1/deliveries/" + move, body);
    if (!printed(answer, out)) {
      print(answer, out);
    }
    return allMoved(answer) ? done() : CommandFailure.REFUSED;
  }

  private boolean allMoved(JsonNode answer) {
    var moved = answer.path("moved");
    return moved.size() >= deliveries.size() && moved.findValues("to").size() == moved.size();
  }

  private void print(JsonNode answer, PrintWriter out) {
    var columns = new TextTable("delivery", "partner", "record", "version", "was", "is");
    answer
        .path("moved")
        .forEach(
            one ->
                columns.row(
                    one.path("delivery").asLong(),
                    one.path("partner").asText(),
                    one.path("kind").asText() + " " + one.path("record").asText(),
                    one.path("version").asInt(),
                    one.path("from").asText(),
                    one.has("to")
                        ? one.path("to").asText()
                        : "stays: " + one.path("why").asText()));
    if (columns.isEmpty()) {
      out.println("No such delivery.");
    } else {
      columns.print(out);
    }
    if (dryRun) {
      out.println("Dry run: nothing was changed.");
    }
  }

  /** What waits for its time goes now. */
  @Command(
      name = "retry",
      description = {"Deliveries that wait for their time go now.", OperatorCommand.EXIT_CODES},
      mixinStandardHelpOptions = true)
  public static final class Retry extends MoveCommand {

    /** The command retry. */
    public Retry() {
      super("retry");
    }
  }

  /** What was set aside goes again. */
  @Command(
      name = "release",
      description = {
        "Deliveries that were set aside go again.",
        "Those that were refused, need a person, are to be brought by hand, were cancelled or were",
        "handed over by hand.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  public static final class Release extends MoveCommand {

    /** The command release. */
    public Release() {
      super("release");
    }
  }

  /** What is not to go. */
  @Command(
      name = "cancel",
      description = {
        "Deliveries do not go.",
        "What the partner has stays there. release undoes it.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  public static final class Cancel extends MoveCommand {

    /** The command cancel. */
    public Cancel() {
      super("cancel");
    }
  }

  /** What somebody brought by hand. */
  @Command(
      name = "handed-over",
      description = {
        "The printed page of deliveries was brought.",
        "See page. release undoes it.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  public static final class HandedOver extends MoveCommand {

    /** The command handedover. */
    public HandedOver() {
      super("handed-over");
    }
  }
}
