package org.warmhandoff.partner.write;

import static org.warmhandoff.partner.client.OwnResources.has;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DomainResource;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.Way;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.NotThere;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.client.ConversationEnded;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerFailure;

/**
 * The steps of a plan one by one: all of a record, parts of it, a document or a message. Each is
 * found again by its identifier, so that an attempt that ended half way is gone on with.
 */
final class SequentialWrites {

  private static final Set<Way> WRITTEN_NEW_WHEN_NOT_FOUND =
      EnumSet.of(Way.SEARCH_THEN_CREATE, Way.SEARCH_THEN_WRITE);

  /** A plan takes the place of another; a referral that is over ends its task. */
  private static final Set<String> MAY_END_ANOTHER = Set.of("CarePlan", "ServiceRequest");

  private final Retirement retirement;

  SequentialWrites(Retirement retirement) {
    this.retirement = retirement;
  }

  /**
   * Writes them, or finds what an earlier attempt wrote.
   *
   * @throws ConversationEnded where they cannot be written or read
   */
  Outcome carryOut(WritePlan plan, DeliveryAttempt attempt) {
    if (attempt.delivery().inDoubt() && !isAnyThere(plan, attempt)) {
      return notThere(plan, attempt);
    }
    var written = written(plan, attempt);
    var readBack = new ReadBack(attempt, plan);
    var main = readBack.written(id(plan, written)).orElseThrow();
    for (var step : plan.steps()) {
      if (step.way() == Way.SUPERSEDE) {
        ConversationEnded.ifAny(Retirement.supersede(step, attempt, plan.form()));
      }
    }
    if (mayEndAnother(plan)) {
      ConversationEnded.ifAny(retirement.retire(attempt, plan.form()));
    }
    return readBack.delivered(main, written);
  }

  private static List<Written> written(WritePlan plan, DeliveryAttempt attempt) {
    var single = new ResourceWrite(attempt, plan.form());
    var references = new HashMap<String, String>();
    var written = new ArrayList<Written>();
    for (var step : plan.steps()) {
      var answer = single.write(step, references);
      if (answer.failure().filter(failure -> isBesideDocument(step, plan, failure)).isPresent()) {
        attempt.remark(step.type() + ": refused there");
        continue;
      }
      answer
          .orElseThrow()
          .ifPresent(
              there -> {
                written.add(there);
                references.put(step.fullUrl(), there.reference());
              });
    }
    return written;
  }

  /** What a partner does not take of the parts is in the document all the same. */
  private static boolean isBesideDocument(Step step, WritePlan plan, PartnerFailure failure) {
    return plan.form() == Form.PARTS
        && !step.main()
        && !step.type().equals("DocumentReference")
        && failure.isRefusal()
        && failure.refusal().isEmpty();
  }

  private static Optional<String> id(WritePlan plan, List<Written> written) {
    var main = OwnResources.token(plan.main().orElseThrow().identifier());
    return written.stream()
        .filter(one -> one.identifier().equals(main))
        .map(Written::id)
        .findFirst();
  }

  private static boolean mayEndAnother(WritePlan plan) {
    return plan.steps().stream().map(Step::type).anyMatch(MAY_END_ANOTHER::contains);
  }

  private static boolean isAnyThere(WritePlan plan, DeliveryAttempt attempt) {
    var lookup = new Lookup(attempt);
    return plan.steps().stream()
        .filter(step -> step.way() != Way.SUPERSEDE && step.way() != Way.AT_OWN_ID)
        .filter(step -> attempt.offer().finds(step.type()))
        .anyMatch(
            step -> lookup.find(step).orElseThrow().filter(found -> is(step, found)).isPresent());
  }

  /** What carries every identifier that we gave it is of this version, where that shows at all. */
  private static boolean is(Step step, DomainResource found) {
    return OwnResources.identifiers(step.resource()).stream()
        .allMatch(identifier -> has(found, identifier));
  }

  private static Outcome notThere(WritePlan plan, DeliveryAttempt attempt) {
    var main = plan.main().orElseThrow();
    if (!attempt.offer().finds(main.type())) {
      return new Refused("the answer to it was lost, and it cannot be asked for there");
    }
    var mayCome =
        plan.steps().stream().anyMatch(step -> WRITTEN_NEW_WHEN_NOT_FOUND.contains(step.way()));
    return attempt.mayStillCome().filter(later -> mayCome).orElseGet(NotThere::new);
  }
}
