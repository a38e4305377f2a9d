package org.warmhandoff.partner.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Task;
import org.warmhandoff.disclosure.FormerDisclosure;
import org.warmhandoff.fhir.ReferralWithdrawal;
import org.warmhandoff.fhir.base.Edition;
import org.warmhandoff.fhir.base.Work;
import org.warmhandoff.fit.Fitting;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.HeldEdition;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.Way;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Retired;
import org.warmhandoff.flow.message.Withdrawn;
import org.warmhandoff.partner.client.ConversationEnded;
import org.warmhandoff.partner.client.PartnerFailure;

/**
 * Takes back what a partner holds of a record of which nothing may be disclosed any more. Each
 * resource is looked for and written over where it is; done once more, it changes nothing.
 */
final class Withdrawal {

  private final Fitting fitting;

  Withdrawal(Fitting fitting) {
    this.fitting = fitting;
  }

  /**
   * What became of it; what stays there all the same is said.
   *
   * @param held what the partner holds or may hold
   * @throws ConversationEnded where it cannot be looked for or written
   */
  Outcome carryOut(Withdrawn withdrawn, List<HeldEdition> held, DeliveryAttempt attempt) {
    var staying = new ArrayList<String>();
    for (var earlier : all(withdrawn, held)) {
      former(withdrawn, earlier)
          .map(was -> fitting.withdraw(was, earlier, attempt.patient(), attempt.offer()))
          .ifPresent(
              plan -> {
                carryOut(plan, attempt);
                staying.addAll(plan.stale());
              });
    }
    return mayStillCome(withdrawn, attempt).orElseGet(() -> retired(withdrawn, staying, attempt));
  }

  /** Then it would be there again: it is looked for once more when that can hardly be. */
  private static Optional<Outcome> mayStillCome(Withdrawn withdrawn, DeliveryAttempt attempt) {
    return Stream.concat(
            attempt.mayStillCome().stream(),
            withdrawn.opened().unheard().stream()
                .flatMap(earlier -> attempt.mayStillCome(earlier).stream()))
        .reduce((one, other) -> other);
  }

  private static Retired retired(
      Withdrawn withdrawn, List<String> staying, DeliveryAttempt attempt) {
    var all = Stream.concat(staying.stream(), attempt.staying().stream());
    return new Retired(withdrawn.ground(), all.distinct().sorted().toList());
  }

  /** And this version itself, where an attempt to tell it may have written. */
  private static List<HeldEdition> all(Withdrawn withdrawn, List<HeldEdition> held) {
    var opened = withdrawn.opened();
    var version = opened.record().version();
    var edition = new Edition(version, withdrawn.delivery().edition());
    var itself =
        withdrawn
            .delivery()
            .doubt()
            .filter(any -> held.stream().noneMatch(one -> one.edition().equals(edition)))
            .map(
                doubt ->
                    new HeldEdition(
                        opened.record(),
                        edition,
                        Optional.empty(),
                        doubt.form().orElse(Form.GRAPH),
                        Optional.empty()));
    return Stream.concat(held.stream(), itself.stream()).toList();
  }

  /** How far the work has come that a referral asked for; from then on it is the recipient's. */
  private static Optional<Work> work(Step step, DeliveryAttempt attempt) {
    return step.resource() instanceof Task
        ? new Lookup(attempt)
            .find(step)
            .orElseThrow()
            .map(there -> ReferralWithdrawal.work((Task) there))
        : Optional.empty();
  }

  private static Optional<FormerDisclosure> former(Withdrawn withdrawn, HeldEdition held) {
    return withdrawn.former().stream()
        .filter(was -> was.version().version() == held.record().version())
        .findFirst();
  }

  private static void carryOut(WritePlan plan, DeliveryAttempt attempt) {
    var single = new ResourceWrite(attempt, plan.form());
    for (var step : plan.steps()) {
      if (step.way() == Way.SUPERSEDE) {
        ConversationEnded.ifAny(Retirement.supersede(step, attempt, plan.form()));
      } else {
        takeBack(step, single, attempt);
      }
    }
  }

  private static void takeBack(Step step, ResourceWrite single, DeliveryAttempt attempt) {
    var work = work(step, attempt).orElse(Work.OPEN);
    if (work == Work.TAKEN || work == Work.NOT_KNOWN) {
      attempt.remarkStale(step.type() + ": somebody there has taken it, stays as it was");
    }
    if (work == Work.OPEN) {
      writeOver(step, single, attempt);
    }
  }

  private static void writeOver(Step step, ResourceWrite single, DeliveryAttempt attempt) {
    var answer = single.write(step, Map.of());
    if (answer.failure().filter(PartnerFailure::isRefusal).isPresent()) {
      attempt.remarkStale(step.type() + ": refused there, stays as it was");
    } else {
      ConversationEnded.ifAny(answer.failure());
    }
  }
}
