package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.warmhandoff.config.Config.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rehearses: test records through a real partner, timed, and taken back. */
@Command(
    name = "drill",
    description = {
      "Sends a plan, an event and a referral, all marked as a test (HTEST), for a participant who",
      "is nobody, to a partner, waits until they can be read there, says how long each took and in",
      "which form, and takes them back.",
      "Exit code: 0 all was there in time and was taken back, 1 a target was missed, something did",
      "not get there, does not show there that it is a test, or may still stand there, one was",
      "under way at a partner already, or the adapter said no, 2 wrong usage or no adapter to talk",
      "to. Where only the words show it, and the partner drops the label, that is a warning."
    },
    subcommands = {DrillCommand.DrillShow.class},
    mixinStandardHelpOptions = true)
public final class DrillCommand extends OperatorCommand {

  private static final String PATH = "/api/v1/drills";
  private static final String NOT_BEGUN = "notBegun";
  private static final long BETWEEN_LOOKS = 500;

  @Option(names = "--partner", paramLabel = "NAME", description = "The partner's name, or all.")
  private Optional<String> partner = Optional.empty();

  @Option(
      names = "--no-wait",
      description = "Begins it alone; it goes on in the adapter, and drill show tells how it went.")
  private boolean noWait;

  @Override
  int run(Connection to, PrintWriter out) {
    var name =
        partner.orElseThrow(
            () -> CommandFailure.wrong("say --partner NAME, or --partner all; or show"));
    var api = to.api(Role.OPERATE);
    var begun = api.post(PATH, OperatorApi.JSON.createObjectNode().put("partner", name));
    return noWait ? alone(begun, out) : waited(api, begun, out);
  }

  private int alone(JsonNode begun, PrintWriter out) {
    if (!printed(begun, out)) {
      begun
          .path("drills")
          .forEach(
              one ->
                  out.printf(
                      "drill %d at %s has begun: warm-handoff drill show %d%n",
                      one.path("id").asLong(),
                      one.path("partner").asText(),
                      one.path("id").asLong()));
      tellNotBegun(begun, out);
    }
    return exitCode(begun);
  }

  /** Of all partners, those where one is under way already. */
  private static void tellNotBegun(JsonNode begun, PrintWriter out) {
    for (var name : begun.path(NOT_BEGUN)) {
      out.printf("%s: a drill is under way there%n", name.asText());
    }
  }

  private static int exitCode(JsonNode begun) {
    return begun.path(NOT_BEGUN).isEmpty() ? done() : CommandFailure.REFUSED;
  }

  /** Shows each when it is over. */
  private int waited(OperatorApi api, JsonNode begun, PrintWriter out) {
    var exitCode = exitCode(begun);
    if (!isJson()) {
      tellNotBegun(begun, out);
      out.flush();
    }
    for (var one : begun.path("drills")) {
      var report = whenOver(api, one.path("id").asLong(), out);
      if (!printed(report, out)) {
        DrillShow.print(report, out);
      }
      if (!report.path("passed").asBoolean()) {
        exitCode = CommandFailure.REFUSED;
      }
    }
    return exitCode;
  }

  private JsonNode whenOver(OperatorApi api, long id, PrintWriter out) {
    var said = "";
    while (true) {
      var report = api.get(PATH + "/" + id);
      if (report.has("endedAt")) {
        return report;
      }
      var now = DrillShow.progress(report);
      if (!now.equals(said) && !isJson()) {
        out.println(now);
        out.flush();
      }
      said = now;
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw CommandFailure.wrong("interrupted; it goes on in the adapter, and cleans up");
    }
  }

  /** Shows one, or the newest. */
  @Command(
      name = "show",
      description = {"Shows how a drill went, or the newest ones.", OperatorCommand.EXIT_CODES},
      mixinStandardHelpOptions = true)
  static final class DrillShow extends OperatorCommand {

    private static final String NONE = "-";
    private static final String WARNINGS = "warnings";

    @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "Its number.")
    private Optional<Long> number = Optional.empty();

    @Override
    int run(Connection to, PrintWriter out) {
      var api = to.api(Role.STAFF, Role.OPERATE);
      var answer = api.get(PATH + number.map(id -> "/" + id).orElse(""));
      if (!printed(answer, out)) {
        if (number.isPresent()) {
          print(answer, out);
        } else {
          list(answer, out);
        }
      }
      return done();
    }

    private static void list(JsonNode answer, PrintWriter out) {
      var columns = new TextTable("drill", "partner", "began", "by", "came of it", "cleaned up");
      answer
          .path("drills")
          .forEach(
              one ->
                  columns.row(
                      one.path("id").asLong(),
                      one.path("partner").asText(),
                      one.path("beganAt").asText(),
                      one.path("by").asText(),
                      one.has("verdict") ? verdict(one) : one.path("note").asText(),
                      one.has("cleanedUp") ? yesOrNo(one.path("cleanedUp")) : NONE));
      if (columns.isEmpty()) {
        out.println("Nothing was drilled yet.");
      } else {
        columns.print(out);
      }
    }

    /** In one line, how it goes. */
    static String progress(JsonNode report) {
      var line = new StringBuilder();
      line.append("drill ").append(report.path("id").asLong()).append(" at ");
      line.append(report.path("partner").asText()).append(": ");
      line.append(report.path("note").asText());
      for (var step : report.path("steps")) {
        if (!step.path("outcome").asText().equals("not-sent")) {
          line.append("; ").append(step.path("step").asText()).append(' ').append(how(step));
        }
      }
      return line.toString();
    }

    private static String how(JsonNode step) {
      return switch (step.path("cleared").asText()) {
        case "done" -> "taken back";
        case "not-needed" -> "never there";
        case "left" -> "NOT taken back";
        case "waiting" -> "being taken back";
        default -> outcome(step.path("outcome").asText());
      };
    }

    static void print(JsonNode report, PrintWriter out) {
      out.printf(
          "drill %d at %s, begun %s by %s: %s%n",
          report.path("id").asLong(),
          report.path("partner").asText(),
          report.path("beganAt").asText(),
          report.path("by").asText(),
          report.has("verdict") ? verdict(report) : report.path("note").asText());
      var columns = new TextTable("step", "form", "took", "target", "came of it", "taken back");
      report
          .path("steps")
          .forEach(
              step ->
                  columns.row(
                      step.path("step").asText(),
                      step.path("form").asText(NONE),
                      step.has("seconds") ? seconds(step.path("seconds").asDouble()) : NONE,
                      step.has("targetSeconds")
                          ? seconds(step.path("targetSeconds").asDouble())
                          : NONE,
                      outcome(step.path("outcome").asText()) + note(step.path("note").asText()),
                      step.has("cleared")
                          ? cleared(step) + note(step.path("clearedNote").asText())
                          : NONE));
      columns.print(out);
      report.path(WARNINGS).forEach(warning -> out.println("warning: " + warning.asText()));
    }

    private static String verdict(JsonNode report) {
      var came =
          switch (report.path("verdict").asText()) {
            case "met" -> "all was there in time";
            case "missed" -> "a target was MISSED";
            case "failed" -> "something did NOT get there";
            case "unmarked" -> "something does NOT show there that it is a test";
            default -> "nothing is timed at this partner";
          };
      return came
          + (report.path("cleanedUp").asBoolean()
              ? ", and all was taken back"
              : ", and NOT all was taken back yet")
          + (report.has(WARNINGS) ? ", with a warning" : "");
    }

    private static String outcome(String word) {
      return switch (word) {
        case "met" -> "there";
        case "missed" -> "MISSED";
        case "failed" -> "FAILED";
        case "unmarked" -> "NOT MARKED";
        case "by-hand" -> "by hand";
        case "not-sent" -> "not sent";
        case "no-answer" -> "no answer";
        default -> word;
      };
    }

    private static String cleared(JsonNode step) {
      return switch (step.path("cleared").asText()) {
        case "done" -> "yes";
        case "not-needed" -> "not needed";
        case "left" -> "NO";
        default -> "not yet";
      };
    }

    private static String note(String text) {
      return text.isEmpty() ? "" : ": " + text;
    }

    private static String yesOrNo(JsonNode answer) {
      return answer.asBoolean() ? "yes" : "NO";
    }

    private static String seconds(double time) {
      return String.format(Locale.ROOT, "%.1f s", time);
    }
  }
}
