package org.warmhandoff.partner;

import static org.warmhandoff.fit.Form.GRAPH;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.warmhandoff.fit.Way;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.flow.port.Outcome.NotThere;
import org.warmhandoff.flow.port.Outcome.Unknown;
import org.warmhandoff.partner.Told.Place;

/**
 * Every resource of the record, in one transaction, each found by its business identifier: so no
 * more than the main one need be known by the partner's own id.
 */
final class InTransaction {

  private static final int ROUNDS = 3;

  private final Retirement retirement;

  InTransaction(Retirement retirement) {
    this.retirement = retirement;
  }

  Outcome carryOut(WritePlan plan, Visit visit) {
    var readBack = new ReadBack(visit, plan);
    if (visit.delivery().inDoubt()) {
      // Whatever may still come is on condition, and so cannot be there twice.
      return readBack
          .find()
          .<Outcome>map(found -> readBack.delivered(found, List.of(), superseded(plan, visit)))
          .orElseGet(NotThere::new);
    }
    var main = readBack.written(main(plan, written(plan, visit)));
    return readBack.delivered(main, List.of(), superseded(plan, visit));
  }

  /** Once more where the replaced plan was changed between our reading and our writing. */
  private Bundle written(WritePlan plan, Visit visit) {
    for (var round = 1; ; round++) {
      var transaction = plan.transaction();
      var retired = retirement.over(visit);
      if (retired.isEmpty()) {
        Retirement.isStillAsPlanned(visit, round);
      }
      retired.map(one -> Retirement.entry(one, visit)).ifPresent(transaction::addEntry);
      try {
        var told = visit.write(GRAPH, visit.requests().transaction(transaction));
        return told.as(Bundle.class)
            .filter(response -> isWhole(response, transaction))
            .orElseThrow(
                () -> new Said(new Unknown("an answer that does not say what was written")));
      } catch (Said said) {
        if (!said.means(Said.Meaning.CONFLICT) || retired.isEmpty() || round == ROUNDS) {
          throw said;
        }
      }
    }
  }

  private static boolean isWhole(Bundle response, Bundle transaction) {
    return response.getType() == BundleType.TRANSACTIONRESPONSE
        && response.getEntry().size() == transaction.getEntry().size()
        && response.getEntry().stream()
            .map(entry -> entry.getResponse().getStatus())
            .allMatch(status -> status != null && status.startsWith("2"));
  }

  /** The id of the main resource, as far as the answer says. */
  private static Optional<String> main(WritePlan plan, Bundle response) {
    var main = plan.main().orElseThrow();
    var sent = plan.steps().stream().filter(step -> step.way() != Way.SUPERSEDE).toList();
    var said = response.getEntry().get(sent.indexOf(main)).getResponse();
    return Optional.ofNullable(said.getLocation())
        .flatMap(Place::of)
        .filter(place -> place.type().equals(main.type()))
        .map(Place::id);
  }

  private static List<String> superseded(WritePlan plan, Visit visit) {
    return plan.steps().stream()
        .filter(step -> step.way() == Way.SUPERSEDE)
        .flatMap(step -> Retirement.supersede(step, visit, GRAPH).stream())
        .toList();
  }
}
