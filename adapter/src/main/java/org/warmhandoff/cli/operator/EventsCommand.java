package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.warmhandoff.config.Config.Role;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the program is told of, and to whom. */
@Command(
    name = "events",
    description = "Shows what the program is told of, and tells it once more.",
    subcommands = {
      EventsCommand.EventList.class,
      EventsCommand.WebhookTable.class,
      EventsCommand.Replay.class,
      EventsCommand.Resume.class,
      EventsCommand.Skip.class
    },
    mixinStandardHelpOptions = true)
public final class EventsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "list, webhooks, replay, resume or skip must follow");
  }

  /** Lists events. */
  @Command(
      name = "list",
      description = {
        "Lists what the program is told of, in order, by ids only.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  static final class EventList extends OperatorCommand {

    @Option(
        names = "--after",
        paramLabel = "SEQUENCE",
        description = "After that event; without it from the oldest that is kept.")
    private String after = "";

    @Option(names = "--limit", defaultValue = "100", description = "At most so many, up to 1000.")
    private int limit;

    @Override
    int run(Connection to, PrintWriter out) {
      var answer =
          to.api(Role.READ, Role.STAFF, Role.OPERATE)
              .get("/api/v1/events", Map.of("after", after, "limit", String.valueOf(limit)));
      if (!printed(answer, out)) {
        print(answer, out);
      }
      return done();
    }

    private static void print(JsonNode events, PrintWriter out) {
      var columns =
          new TextTable("sequence", "time", "type", "subject", "version", "partner", "reason");
      events.forEach(
          one ->
              columns.row(
                  one.path("sequence").asLong(),
                  one.path("time").asText(),
                  one.path("type").asText(),
                  one.path("subject").asText(),
                  one.at("/data/version").asText("-"),
                  one.at("/data/partner").asText("-"),
                  one.at("/data/reason").asText("-")));
      if (columns.isEmpty()) {
        out.println("No events come after that.");
      } else {
        columns.print(out);
      }
    }
  }

  /** Lists webhooks. */
  @Command(
      name = "webhooks",
      description = {"Shows how the webhooks stand.", OperatorCommand.EXIT_CODES},
      mixinStandardHelpOptions = true)
  static final class WebhookTable extends OperatorCommand {

    @Override
    int run(Connection to, PrintWriter out) {
      var answer = to.api(Role.OPERATE).get("/api/v1/webhooks");
      if (!printed(answer, out)) {
        print(answer, out);
      }
      return done();
    }

    private static void print(JsonNode answer, PrintWriter out) {
      var columns =
          new TextTable("webhook", "host", "state", "waiting", "since", "first", "failures");
      answer
          .path("webhooks")
          .forEach(
              one ->
                  columns.row(
                      one.path("name").asText(),
                      one.path("host").asText(),
                      one.path("state").asText(),
                      one.path("waiting").asLong(),
                      one.path("waitingSince").asText("-"),
                      one.path("waitingFirst").asText("-"),
                      one.path("failures").asLong()));
      if (columns.isEmpty()) {
        out.println("No webhook is configured.");
      } else {
        columns.print(out);
      }
    }
  }

  /** Tells a webhook once more. */
  @Command(
      name = "replay",
      description = {
        "Tells a webhook once more what happened from a time on, in order, with the same ids.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  static final class Replay extends OperatorCommand {

    @Option(
        names = "--webhook",
        required = true,
        paramLabel = "NAME",
        description = "The webhook's name in the configuration.")
    private String webhook;

    @Option(
        names = "--since",
        required = true,
        paramLabel = "TIME",
        description = {
          "From that time on, such as 2026-01-31T08:00:00-05:00, or that day, such as 2026-01-31,",
          "which begins in UTC."
        })
    private String since;

    @Override
    int run(Connection to, PrintWriter out) {
      var answer =
          to.api(Role.OPERATE)
              .post(
                  "/api/v1/webhooks" + OperatorApi.segments(webhook, "replay"),
                  OperatorApi.JSON.createObjectNode().put("since", since));
      if (!printed(answer, out)) {
        out.println(
            "At most "
                + answer.path("events").asLong()
                + " events are told once more to "
                + webhook);
      }
      return done();
    }
  }

  /** Tells a webhook again. */
  @Command(
      name = "resume",
      description = {
        "Tells a webhook again, from where it was: one that answered 410, or that is to be tried"
            + " now.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  static final class Resume extends OperatorCommand {

    @Parameters(paramLabel = "NAME", description = "The webhook's name in the configuration.")
    private String webhook;

    @Override
    int run(Connection to, PrintWriter out) {
      var answer =
          to.api(Role.OPERATE)
              .post(
                  "/api/v1/webhooks" + OperatorApi.segments(webhook, "resume"),
                  OperatorApi.JSON.createObjectNode());
      if (!printed(answer, out)) {
        out.println(webhook + " is told again");
      }
      return done();
    }
  }

  /** Does not tell a webhook of an event. */
  @Command(
      name = "skip",
      description = {
        "Does not tell a webhook of an event that it does not take, so that later ones of the same"
            + " participant go on.",
        "It can be told after all with replay.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  static final class Skip extends OperatorCommand {

    @Parameters(paramLabel = "NAME", description = "The webhook's name in the configuration.")
    private String webhook;

    @Option(
        names = "--sequence",
        required = true,
        paramLabel = "SEQUENCE",
        description = "The event's, as events list and, of the first, events webhooks show it.")
    private long sequence;

    @Override
    int run(Connection to, PrintWriter out) {
      var answer =
          to.api(Role.OPERATE)
              .post(
                  "/api/v1/webhooks" + OperatorApi.segments(webhook, "skip"),
                  OperatorApi.JSON.createObjectNode().put("sequence", sequence));
      if (!printed(answer, out)) {
        out.println(webhook + " is not told of event " + sequence);
      }
      return done();
    }
  }
}
