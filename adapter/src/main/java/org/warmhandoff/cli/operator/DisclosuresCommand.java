package org.warmhandoff.cli.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.files.OwnerOnly;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what was disclosed of a participant, and shows what was sent. */
@Command(
    name = "disclosures",
    description = {
      "Lists what was disclosed of a participant: when, to whom, what, what for, on what ground.",
      "With a token of the role audit or operate. One line for each attempt to deliver, written down",
      "before it left: show DELIVERY says whether it arrived. It names what was withheld: it is for",
      "the participant and for auditors, and not for the recipients.",
      OperatorCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
public final class DisclosuresCommand extends OperatorCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "PARTICIPANT",
      description = "The participant's id; not needed with --content.")
  private Optional<String> participant = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description = {
        "From that day on, such as 2026-01-31, or that time, such as 2026-01-31T08:00:00-05:00;",
        "without it for six years."
      })
  private String since = "";

  @Option(
      names = "--to",
      paramLabel = "PARTNER",
      description =
          "To that partner only, with those to whom consents let an intermediary pass it on.")
  private String to = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = AccountFormat.OfWord.class,
      defaultValue = "text",
      description = "text, json, csv, or fhir: a Bundle of AuditEvents (default: text).")
  private AccountFormat format;

  @Option(
      names = "--content",
      paramLabel = "DIGEST",
      description = {
        "Shows what was sent, by its digest (--format json or csv says which). It holds PHI. With a",
        "token of the role audit-content; who read it is kept."
      })
  private Optional<String> digest = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes it there, byte for byte, into a new file that only you may read.")
  private Optional<Path> file = Optional.empty();

  @Override
  int run(Connection adapter, PrintWriter out) {
    var said = digest.isPresent() ? content(adapter, digest.get()) : account(adapter);
    if (file.isPresent()) {
      write(said, file.get());
      out.println("Written to " + file.get());
    } else {
      out.print(said);
    }
    return done();
  }

  private static String content(Connection adapter, String digest) {
    var path = "/api/v1/disclosures" + OperatorApi.segments(digest, "content");
    return new String(adapter.api(Role.AUDIT_CONTENT).bytes(path), UTF_8);
  }

  private String account(Connection adapter) {
    var id =
        participant.orElseThrow(
            () -> CommandFailure.wrong("name a PARTICIPANT, or --content DIGEST"));
    var form = isJson() ? AccountFormat.JSON : format;
    return form.print(
        adapter
            .api(Role.AUDIT, Role.OPERATE)
            .text(
                "/api/v1/participants" + OperatorApi.segments(id, "disclosures"),
                Map.of("since", since, "recipient", to),
                form.mediaType()));
  }

  private static void write(String said, Path file) {
    try {
      OwnerOnly.writeNew(file, said.getBytes(UTF_8));
    } catch (IOException cannot) {
      throw CommandFailure.wrong(
          file + " cannot be written (" + cannot.getClass().getSimpleName() + ")");
    }
  }
}
