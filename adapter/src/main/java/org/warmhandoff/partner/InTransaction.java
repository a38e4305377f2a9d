package org.warmhandoff.partner;

import static org.warmhandoff.fit.Form.GRAPH;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryResponseComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.Way;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.flow.port.Outcome.NotThere;
import org.warmhandoff.flow.port.Outcome.Unknown;
import org.warmhandoff.flow.port.Written;

/** Every resource of the record, in one transaction, each found by its business identifier. */
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
    var response = written(plan, visit);
    var mine = responses(plan, response);
    var main = readBack.written(mine.get(0).map(Told.Place::id));
    return readBack.delivered(main, named(plan, mine), superseded(plan, visit));
  }

  /** Once more where the replaced plan was changed between our reading and our writing. */
  private Bundle written(WritePlan plan, Visit visit) {
    for (var round = 1; ; round++) {
      var transaction = plan.transaction();
      var retired = retirement.replaced(visit);
      retired.map(Retirement::entry).ifPresent(transaction::addEntry);
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

  /** Where each of the plan's resources is, as far as the answer says. */
  private static List<Optional<Told.Place>> responses(WritePlan plan, Bundle response) {
    var steps = together(plan);
    var places = new ArrayList<Optional<Told.Place>>();
    for (var i = 0; i < steps.size(); i++) {
      var type = steps.get(i).type();
      places.add(place(response.getEntry().get(i)).filter(place -> place.type().equals(type)));
    }
    return places;
  }

  private static List<Step> together(WritePlan plan) {
    return plan.steps().stream().filter(step -> step.way() != Way.SUPERSEDE).toList();
  }

  private static Optional<Told.Place> place(BundleEntryComponent entry) {
    BundleEntryResponseComponent said = entry.getResponse();
    return Optional.ofNullable(said.getLocation())
        .flatMap(Told.Place::of)
        .map(
            place ->
                new Told.Place(
                    place.type(),
                    place.id(),
                    place
                        .version()
                        .or(() -> Optional.ofNullable(said.getEtag()).flatMap(Told::version))));
  }

  private static List<Written> named(WritePlan plan, List<Optional<Told.Place>> places) {
    var named = new ArrayList<Written>();
    for (var i = 0; i < places.size(); i++) {
      var identifier = Ours.token(together(plan).get(i).identifier());
      places
          .get(i)
          .map(place -> new Written(place.type(), identifier, place.id(), place.version()))
          .ifPresent(named::add);
    }
    return named;
  }

  private static List<String> superseded(WritePlan plan, Visit visit) {
    return plan.steps().stream()
        .filter(step -> step.way() == Way.SUPERSEDE)
        .flatMap(step -> Retirement.supersede(step, visit, GRAPH).stream())
        .toList();
  }
}
