package org.warmhandoff.cli.operator;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An accounting of disclosures, as the API tells it, in rows for people. */
final class AccountTables {

  private AccountTables() {}

  private static Stream<JsonNode> disclosures(JsonNode account) {
    return each(account.path("disclosures"));
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static String words(JsonNode list, String between) {
    return each(list).map(JsonNode::asText).collect(joining(between));
  }

  /** As a table with a line for each disclosure. */
  static String text(JsonNode account) {
    var rows =
        new TextTable("when", "recipient", "disclosed", "for", "ground", "delivery", "writes");
    disclosures(account)
        .forEach(
            one ->
                rows.row(
                    one.path("at").asText(),
                    recipient(one.path("recipient")),
                    one.at("/disclosed/description").asText(),
                    words(one.path("purposes"), ", "),
                    ground(one.path("ground")),
                    one.path("delivery").asText(),
                    one.path("writes").size()));
    var text = new StringWriter();
    var out = new PrintWriter(text);
    if (rows.isEmpty()) {
      out.println("Nothing was disclosed since " + account.path("since").asText() + ".");
    } else {
      rows.print(out);
    }
    out.flush();
    return text.toString();
  }

  private static String recipient(JsonNode to) {
    var members = words(to.path("members"), ", ");
    return to.path("name").asText()
        + (to.has("address") ? ", " + to.path("address").asText() : "")
        + (members.isEmpty() ? "" : ", for " + members);
  }

  /** Also where the law allows it without consent part of it may go by consent. */
  private static String ground(JsonNode ground) {
    var declared =
        ground.has("discloser")
            ? ", declared by %s at %s: %s"
                .formatted(
                    ground.path("discloser").asText(),
                    ground.path("declaredAt").asText(),
                    ground.path("nature").asText())
            : "";
    return (ground.path("basis").asText() + " " + words(ground.path("consents"), ", ")).strip()
        + declared;
  }

  /** As CSV with everything that is told of each. */
  static String csv(JsonNode account) {
    var rows =
        new CsvTable(
            "when",
            "recipient",
            "address",
            "partner",
            "members",
            "disclosed",
            "for",
            "ground",
            "consents",
            "declared by",
            "declared at",
            "nature",
            "delivery",
            "attempt",
            "digests of what was sent");
    disclosures(account).forEach(one -> row(rows, one));
    return rows.toString();
  }

  private static void row(CsvTable rows, JsonNode one) {
    var to = one.path("recipient");
    var ground = one.path("ground");
    rows.row(
        one.path("at").asText(),
        to.path("name").asText(),
        to.path("address").asText(),
        to.path("partner").asText(),
        words(to.path("members"), "; "),
        one.at("/disclosed/description").asText(),
        words(one.path("purposes"), "; "),
        ground.path("basis").asText(),
        words(ground.path("consents"), "; "),
        ground.path("discloser").asText(),
        ground.path("declaredAt").asText(),
        ground.path("nature").asText(),
        one.path("delivery").asText(),
        one.path("attempt").asText(),
        each(one.path("writes"))
            .map(write -> write.path("digest").asText())
            .collect(joining("; ")));
  }
}
