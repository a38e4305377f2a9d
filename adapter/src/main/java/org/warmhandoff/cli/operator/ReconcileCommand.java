package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.config.Config.Role;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares what partners hold with what they should, shows what was found, and has it repaired. */
@Command(
    name = "reconcile",
    description = {
      "Compares what a partner holds with what it should hold.",
      "It goes on in the adapter, with pauses that the partner's limits ask for. Tells ids and",
      "codes only.",
      OperatorCommand.EXIT_CODES
    },
    subcommands = {ReconcileCommand.Show.class, ReconcileCommand.Repair.class},
    mixinStandardHelpOptions = true)
public final class ReconcileCommand extends OperatorCommand {

  private static final String PATH = "/api/v1/reconciliations";
  private static final String PAGE = "1000";
  private static final long BETWEEN_LOOKS = 500;

  @Option(names = "--partner", paramLabel = "NAME", description = "The partner's name, or all.")
  private Optional<String> partner = Optional.empty();

  @Option(
      names = "--participant",
      paramLabel = "ID",
      description = "Only what is of that participant.")
  private Optional<String> participant = Optional.empty();

  @Option(names = "--wait", description = "Waits until it is over, and shows what was found.")
  private boolean wait;

  @Override
  int run(Connection to, PrintWriter out) {
    var name =
        partner.orElseThrow(
            () -> CommandFailure.wrong("say --partner NAME, or --partner all; or show, or repair"));
    var wanted = OperatorApi.JSON.createObjectNode().put("partner", name);
    participant.ifPresent(id -> wanted.put("participant", id));
    var api = to.api(Role.OPERATE);
    var begun = api.post(PATH, wanted);
    if (wait) {
      return waited(api, begun, out);
    }
    if (!printed(begun, out)) {
      begun
          .path("reconciliations")
          .forEach(
              one ->
                  out.printf(
                      "reconciliation %d with %s has begun: warm-handoff reconcile show %d%n",
                      one.path("id").asLong(),
                      one.path("partner").asText(),
                      one.path("id").asLong()));
    }
    return done();
  }

  /** Shows each when it is over. */
  private int waited(OperatorApi api, JsonNode begun, PrintWriter out) {
    var exitCode = done();
    for (var one : begun.path("reconciliations")) {
      var report = whenOver(api, one.path("id").asLong(), out);
      var whole = Show.whole(api, report.path("id").asLong());
      if (!printed(whole, out)) {
        Show.print(whole, out);
      }
      if (Show.isGivenUp(report)) {
        exitCode = CommandFailure.REFUSED;
      }
    }
    return exitCode;
  }

  private JsonNode whenOver(OperatorApi api, long id, PrintWriter out) {
    var said = "";
    while (true) {
      var report = api.get(PATH + "/" + id, Map.of("limit", "1"));
      if (report.has("endedAt")) {
        return report;
      }
      var now = Show.progress(report);
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
      throw CommandFailure.wrong("interrupted; it goes on in the adapter");
    }
  }

  /** Shows one, or the newest. */
  @Command(
      name = "show",
      description = {
        "Shows how far a reconciliation has come and what was found, or the newest ones.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  static final class Show extends OperatorCommand {

    @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "Its number.")
    private Optional<Long> number = Optional.empty();

    @Option(
        names = "--finding",
        paramLabel = "N",
        description = {
          "What the program said and what the partner has now, in their words: PHI. For the role",
          "staff."
        })
    private Optional<Integer> finding = Optional.empty();

    @Option(
        names = "--after",
        defaultValue = "0",
        paramLabel = "NUMBER",
        description = "Of the list, begins after that one; its last line says where it goes on.")
    private String after;

    @Option(
        names = "--limit",
        defaultValue = "20",
        description = "Of the list, at most so many, up to 1000.")
    private String limit;

    @Override
    int run(Connection to, PrintWriter out) {
      return finding.isPresent() ? difference(to, out) : report(to, out);
    }

    private int difference(Connection to, PrintWriter out) {
      var run = number.orElseThrow(() -> CommandFailure.wrong("of which reconciliation?"));
      var path = PATH + "/" + run + "/findings/" + finding.orElseThrow() + "/difference";
      var answer = to.api(Role.STAFF).get(path);
      if (!printed(answer, out)) {
        out.println(answer.path("there").asText());
        answer.path("differences").forEach(one -> difference(one, out));
      }
      return done();
    }

    private static void difference(JsonNode one, PrintWriter out) {
      out.printf("%s: %s%n", one.path("element").asText(), one.path("what").asText());
      out.println("  the program said: " + inWords(one, "programSaid"));
      out.println("  the partner has:  " + inWords(one, "partnerHas"));
    }

    private static String inWords(JsonNode one, String side) {
      return RecordTrail.indented(one.path(side).asText("-"));
    }

    /** With all its findings, page by page. */
    static JsonNode whole(OperatorApi api, long id) {
      var path = PATH + "/" + id;
      var whole = (ObjectNode) api.get(path, Map.of("limit", PAGE));
      var findings = (ArrayNode) whole.path("findings");
      var page = (JsonNode) whole;
      while (page.has("next")) {
        page = api.get(path, Map.of("limit", PAGE, "after", page.path("next").asText()));
        page.path("findings").forEach(findings::add);
      }
      whole.remove("next");
      return whole;
    }

    private int report(Connection to, PrintWriter out) {
      var api = to.api(Role.STAFF, Role.OPERATE);
      var answer =
          number.isPresent()
              ? whole(api, number.get())
              : api.get(PATH, Map.of("after", after, "limit", limit));
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
      var columns = new TextTable("number", "partner", "participant", "began", "by", "looked at");
      answer
          .path("reconciliations")
          .forEach(
              one ->
                  columns.row(
                      one.path("id").asLong(),
                      one.path("partner").asText(),
                      one.path("participant").asText("all"),
                      one.path("beganAt").asText(),
                      one.path("by").asText(),
                      looked(one)));
      if (columns.isEmpty()) {
        out.println("Nothing was reconciled yet.");
      } else {
        columns.print(out);
      }
      if (answer.has("next")) {
        out.println("More: --after " + answer.path("next").asLong());
      }
    }

    private static String looked(JsonNode report) {
      return report.path("lookedAt").asLong()
          + " of "
          + report.path("participants").asLong()
          + (report.has("endedAt") ? ", over" : "");
    }

    static String progress(JsonNode report) {
      return "reconciliation %d with %s: participants looked at: %s; %s"
          .formatted(
              report.path("id").asLong(),
              report.path("partner").asText(),
              looked(report),
              report.path("note").asText());
    }

    static void print(JsonNode report, PrintWriter out) {
      out.println(progress(report));
      if (!report.path("notAllLookedAt").isEmpty()) {
        out.println(
            "the partner does not let us look at all of: "
                + String.join(", ", words(report.path("notAllLookedAt"))));
      }
      var columns =
          new TextTable(
              "finding", "what", "participant", "record", "there", "differences", "since");
      report.path("findings").forEach(one -> row(one, columns));
      if (columns.isEmpty()) {
        out.println(nothing(report));
      } else {
        columns.print(out);
      }
    }

    /** That nothing was found is no good news where nothing was looked at. */
    private static String nothing(JsonNode report) {
      if (!report.has("endedAt") || report.path("lookedAt").asLong() > 0) {
        return isOfAll(report)
            ? "Nothing was found."
            : "Nothing was found with those who were looked at.";
      }
      return isGivenUp(report)
          ? "Nothing was compared."
          : "Nothing was compared: %s holds nothing of %s."
              .formatted(
                  report.path("partner").asText(),
                  report.path("participant").asText("anybody who was to be looked at"));
    }

    private static boolean isOfAll(JsonNode report) {
      return report.path("lookedAt").asLong() >= report.path("participants").asLong();
    }

    /** The partner could not be asked for too long; the note says why. */
    static boolean isGivenUp(JsonNode report) {
      return report.path("note").asText().startsWith("given up");
    }

    private static void row(JsonNode one, TextTable columns) {
      columns.row(
          one.path("number").asInt(),
          one.path("finding").asText(),
          one.path("participant").asText(),
          one.has("record")
              ? one.path("kind").asText()
                  + "/"
                  + one.path("record").asText()
                  + " v"
                  + one.path("version").asText()
              : "-",
          one.path("there").asText()
              + (one.has("standsOn") ? " on " + one.path("standsOn").asText() : ""),
          one.path("differences").isEmpty()
              ? "-"
              : String.join("; ", words(one.path("differences"))),
          state(one));
    }

    private static String state(JsonNode one) {
      if (one.has("closedBy")) {
        return "over: " + one.path("closedBy").asText();
      }
      if (one.has("repairedBy")) {
        return "goes once more, by " + one.path("repairedBy").asText();
      }
      return one.has("knownSince")
          ? "known since reconciliation " + one.path("knownSince").asLong()
          : one.path("foundAt").asText();
    }

    private static List<String> words(JsonNode list) {
      var words = new ArrayList<String>();
      list.forEach(one -> words.add(one.asText()));
      return words;
    }
  }

  /** Has findings repaired. */
  @Command(
      name = "repair",
      description = {
        "Has what should be there written there once more, by the normal line.",
        "Consent is decided anew, and so is who the participant is there. Where a person must look",
        "first, it says so and does nothing.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  static final class Repair extends OperatorCommand {

    @Parameters(paramLabel = "NUMBER", description = "The reconciliation's number.")
    private long number;

    @ArgGroup(multiplicity = "1")
    private Which which;

    /** Which findings. */
    private static final class Which {

      @Option(names = "--finding", paramLabel = "N", description = "That finding; may be repeated.")
      private List<Integer> findings = List.of();

      @Option(names = "--all", description = "All of its findings.")
      private boolean all;
    }

    @Override
    int run(Connection to, PrintWriter out) {
      var meant = OperatorApi.JSON.createObjectNode().put("all", which.all);
      which.findings.forEach(meant.putArray("findings")::add);
      var answer = repaired(to.api(Role.OPERATE), meant);
      if (!printed(answer, out)) {
        print(answer, out);
      }
      return allGo(answer) ? done() : CommandFailure.REFUSED;
    }

    /** All that are meant, some at a time. */
    private JsonNode repaired(OperatorApi api, ObjectNode meant) {
      var path = PATH + "/" + number + "/repair";
      var whole = (ObjectNode) api.post(path, meant);
      var repairs = (ArrayNode) whole.path("repairs");
      var some = (JsonNode) whole;
      while (some.has("next")) {
        some = api.post(path, meant.put("after", some.path("next").asLong()));
        some.path("repairs").forEach(repairs::add);
      }
      whole.remove("next");
      return whole;
    }

    /** Whether each finding that is meant is there and goes once more. */
    private boolean allGo(JsonNode answer) {
      var going = new HashSet<Integer>();
      for (var one : answer.path("repairs")) {
        if (!one.path("goes").asBoolean()) {
          return false;
        }
        going.add(one.path("number").asInt());
      }
      return going.containsAll(which.findings);
    }

    private static void print(JsonNode answer, PrintWriter out) {
      var columns = new TextTable("finding", "what", "delivery", "comes of it");
      answer
          .path("repairs")
          .forEach(
              one ->
                  columns.row(
                      one.path("number").asInt(),
                      one.path("finding").asText(),
                      one.path("delivery").asText("-"),
                      one.path("goes").asBoolean()
                          ? "goes once more"
                          : "not repaired: " + one.path("why").asText()));
      if (columns.isEmpty()) {
        out.println("There is no such finding.");
      } else {
        columns.print(out);
      }
    }
  }
}
