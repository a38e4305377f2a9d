package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.warmhandoff.config.Config.Credential.Token;
import org.warmhandoff.config.Config.Role;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What staff do about a referral. */
@Command(
    name = "referral",
    description = {
      "Records what partners say of a referral by telephone, fax or portal, and sends it on to the",
      "next in line."
    },
    subcommands = {
      ReferralCommand.Answer.class,
      ReferralCommand.TakeBack.class,
      ReferralCommand.SendToNext.class
    },
    mixinStandardHelpOptions = true)
public final class ReferralCommand implements Callable<Integer> {

  private static final String PATH = "/api/v1/referrals";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "answer, take-back or send-to-next must follow");
  }

  /** One that is about a referral. */
  abstract static class OfOneReferral extends OperatorCommand {

    @Parameters(paramLabel = "REFERRAL", description = "The referral's id.")
    private String referral;

    /** The address of what is done to it. */
    final String path(String... parts) {
      return PATH + OperatorApi.segments(referral) + OperatorApi.segments(parts);
    }

    /** With the first credential of staff, who are shown what was said; else with any that may. */
    final OperatorApi api(Connection to) {
      return isWithStaff(to) ? to.api(Role.STAFF) : to.api(Role.STAFF, Role.OPERATE);
    }

    private static boolean isWithStaff(Connection to) {
      return to.configuration().stream()
          .flatMap(read -> read.access().stream())
          .anyMatch(one -> one.roles().contains(Role.STAFF) && one.credential() instanceof Token);
    }

    final int print(JsonNode answer, PrintWriter out) {
      if (!printed(answer, out)) {
        new RecordTrail(out).referral(answer);
      }
      return done();
    }
  }

  /** A partner has said something. */
  @Command(
      name = "answer",
      description = {
        "Records what a partner said of a referral by telephone, fax or portal.",
        "It counts as what the partner's system says. What cannot be is refused, with what can.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  static final class Answer extends OfOneReferral {

    @Option(
        names = "--partner",
        paramLabel = "PARTNER",
        description = "Who answered; not needed where one partner alone has the referral.")
    private Optional<String> partner = Optional.empty();

    @Option(
        names = "--state",
        required = true,
        description = {
          "How it stands: received, accepted, rejected, scheduled, no-show, in-progress, on-hold,",
          "completed, failed, cancelled or entered-in-error."
        })
    private String state;

    @Option(
        names = "--by",
        required = true,
        paramLabel = "NAME",
        converter = SentText.class,
        description = "Who said so. Here and below, - takes the next line that is sent.")
    private String by;

    @Option(
        names = "--via",
        required = true,
        description = "By which way: phone, fax, portal or in-person.")
    private String via;

    @Option(
        names = "--at",
        paramLabel = "TIME",
        description = "When it was said, such as 2026-11-28T09:30:00-05:00. Default: now.")
    private Optional<String> at = Optional.empty();

    @Option(
        names = "--when",
        paramLabel = "TIME",
        description = "When the participant is seen: a time with its offset, or a day.")
    private Optional<String> when = Optional.empty();

    @Option(
        names = "--where",
        paramLabel = "PLACE",
        converter = SentText.class,
        description = "Where the participant is seen.")
    private Optional<String> where = Optional.empty();

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        converter = SentText.class,
        description = "Why; needed of rejected, on-hold, failed and cancelled.")
    private Optional<String> reason = Optional.empty();

    @Option(
        names = "--result",
        paramLabel = "TEXT",
        converter = SentText.class,
        description = "What came of it.")
    private Optional<String> result = Optional.empty();

    @Override
    int run(Connection to, PrintWriter out) {
      var body = OperatorApi.JSON.createObjectNode();
      body.put("state", state).put("by", by).put("via", via);
      partner.ifPresent(text -> body.put("partner", text));
      at.ifPresent(text -> body.put("at", text));
      when.ifPresent(text -> body.put("when", text));
      where.ifPresent(text -> body.put("where", text));
      reason.ifPresent(text -> body.put("reason", text));
      result.ifPresent(text -> body.put("result", text));
      return print(api(to).post(path("answers"), body), out);
    }
  }

  /** A partner does not take it on. */
  @Command(
      name = "send-to-next",
      description = {
        "Sends a referral to the next partner in line, and asks the one that had it to stop.",
        "Who that is says next-in-line of the configuration; by consent it must be allowed to know",
        "of it.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  static final class SendToNext extends OfOneReferral {

    @Option(
        names = "--partner",
        paramLabel = "PARTNER",
        description =
            "Who does not take it on; not needed the first time, where one partner alone has it.")
    private Optional<String> partner = Optional.empty();

    @Override
    int run(Connection to, PrintWriter out) {
      var body = OperatorApi.JSON.createObjectNode();
      partner.ifPresent(text -> body.put("partner", text));
      var answer = api(to).post(path("send-to-next"), body);
      if (answer.isEmpty()) {
        out.println("It is sent on; nothing of it had arrived where it was");
        return done();
      }
      return print(answer, out);
    }
  }

  /** What was recorded was wrong. */
  @Command(
      name = "take-back",
      description = {
        "Takes an answer back that was recorded wrongly.",
        "It stays in the trail. Whoever recorded it may, and whoever operates the adapter.",
        OperatorCommand.EXIT_CODES
      },
      mixinStandardHelpOptions = true)
  static final class TakeBack extends OfOneReferral {

    @Option(
        names = "--answer",
        required = true,
        paramLabel = "NUMBER",
        description = "Its number, as show referral/ID has it.")
    private long answer;

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        converter = SentText.class,
        description = "Why it is taken back; - takes a line that is sent.")
    private String reason;

    @Override
    int run(Connection to, PrintWriter out) {
      var body = OperatorApi.JSON.createObjectNode().put("reason", reason);
      var path = path("answers", String.valueOf(answer), "take-back");
      return print(api(to).post(path, body), out);
    }
  }
}
