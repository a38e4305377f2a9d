package org.warmhandoff.partner.write;

import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.base.ResourceReferences;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.partner.client.PartnerAnswer;

/**
 * What of ours stands at a partner already, and is referred to: a reference leads there, and not
 * only names it. Looked at before, for a server that is strict refuses what leads to nothing, and
 * with it all of the record.
 */
final class ExistingReferences {

  private static final Set<String> OTHERS = Set.of("CarePlan", "Flag", "ServiceRequest", "Task");

  private final DeliveryAttempt attempt;
  private final Lookup lookup;
  private final String ours;

  ExistingReferences(DeliveryAttempt attempt, Program program) {
    this.attempt = attempt;
    this.lookup = new Lookup(attempt);
    this.ours = program.namespace() + "/";
  }

  /** Changes the resources of the plan, which are this attempt's alone. */
  void link(WritePlan plan) {
    plan.steps().stream()
        .flatMap(step -> ResourceReferences.in(step.resource()))
        .filter(this::isNamedOnly)
        .forEach(this::link);
  }

  private boolean isNamedOnly(Reference reference) {
    return !reference.hasReference()
        && reference.hasType()
        && OTHERS.contains(reference.getType())
        && reference.hasIdentifier()
        && reference.getIdentifier().hasSystem()
        && reference.getIdentifier().getSystem().startsWith(ours);
  }

  private void link(Reference reference) {
    there(reference).map(id -> reference.getType() + "/" + id).ifPresent(reference::setReference);
  }

  /** Written in one transaction with its request, whose id alone is known. */
  private PartnerAnswer<Optional<DomainResource>> task(Reference reference) {
    return Optional.of(reference.getIdentifier())
        .filter(id -> id.getSystem().equals(ours + "referral-task"))
        .filter(any -> attempt.offer().finds("Task"))
        .map(id -> lookup.onPatient(new Task(), id))
        .orElseGet(PartnerAnswer::none);
  }

  /** What cannot be asked for now is named, as what is not there. */
  private Optional<String> there(Reference reference) {
    return PartnerAnswer.firstOf(
            lookup.standing(reference.getType(), reference.getIdentifier()), () -> task(reference))
        .orElse(notAnswered -> Optional.empty())
        .map(found -> found.getIdElement().getIdPart());
  }
}
