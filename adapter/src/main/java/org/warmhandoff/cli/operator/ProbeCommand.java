package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import org.warmhandoff.api.Probed;
import org.warmhandoff.cli.tools.Quiet;
import org.warmhandoff.config.Config.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a partner whether it can be reached and what it takes. */
@Command(
    name = "probe",
    description = {
      "Asks a partner whether it answers, and what it takes.",
      "Reaches it, signs on, reads what it takes, and says for each kind of record in which form it",
      "will go there and why. Writes nothing. With --direct it works without a running adapter.",
      "Exit code: 0 the partner answers, 1 it does not, 2 wrong usage or no adapter to talk to."
    },
    mixinStandardHelpOptions = true)
public final class ProbeCommand extends OperatorCommand {

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  @Parameters(paramLabel = "PARTNER", description = "Its name in the configuration.")
  private String partner;

  @Option(
      names = "--direct",
      description = "Asks from here, with the configuration of --config, not from the adapter.")
  private boolean direct;

  @Override
  int run(Connection to, PrintWriter out) {
    var answer = direct ? fromHere(to) : fromTheAdapter(to.api(Role.OPERATE));
    if (!printed(answer, out)) {
      print(answer, out);
    }
    return answer.path("up").asBoolean() ? done() : CommandFailure.REFUSED;
  }

  private JsonNode fromTheAdapter(OperatorApi api) {
    return api.post(
        "/api/v1/partners" + OperatorApi.segments(partner, "probe"),
        OperatorApi.JSON.createObjectNode());
  }

  private JsonNode fromHere(Connection to) {
    var config =
        to.configuration().orElseThrow(() -> CommandFailure.wrong("--direct needs --config FILE"));
    Quiet.libraries();
    return JSON.valueToTree(Probed.of(partner, new DirectProbe(config).of(partner)));
  }

  private void print(JsonNode answer, PrintWriter out) {
    out.println(partner + ": " + answer.path("said").asText());
    answer
        .path("requests")
        .forEach(
            one ->
                out.printf(
                    "  %s: %s (%d ms)%n",
                    one.path("did").asText(),
                    one.path("said").asText(),
                    one.path("millis").asLong()));
    if (!answer.path("signOn").isEmpty()) {
      out.println("signing on:");
      answer.path("signOn").forEach(step -> out.println("  " + step.asText()));
    }
    answer.path("forms").forEach(one -> form(one, out));
  }

  private static void form(JsonNode taken, PrintWriter out) {
    out.println(taken.path("kind").asText() + ": " + taken.path("form").asText());
    taken.path("why").forEach(line -> out.println("  " + line.asText()));
  }
}
