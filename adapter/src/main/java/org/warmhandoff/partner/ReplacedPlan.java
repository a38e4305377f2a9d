package org.warmhandoff.partner;

import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CarePlan;
import org.warmhandoff.fhir.CarePlanRetirement;
import org.warmhandoff.fhir.Program;
import org.warmhandoff.flow.port.Matched;
import org.warmhandoff.record.CrisisPlan;

/**
 * The plan that another one takes the place of, as the partner has it. It is retired in the
 * transaction that brings the other, so that never two of them hold, nor none.
 */
final class ReplacedPlan {

  private final Program program;

  ReplacedPlan(Program program) {
    this.program = program;
  }

  /**
   * What to write over the plan there; nothing where there is none, or it is over already. Written
   * only if nobody changed it since it was read.
   */
  Optional<BundleEntryComponent> retired(Matched matched, Charts charts, Takes takes) {
    return matched.permitted().opened().record() instanceof CrisisPlan plan
        ? CarePlanRetirement.replaced(plan, program)
            .flatMap(id -> charts.findOn(matched.link().patient(), CarePlan.class, id, takes))
            .flatMap(there -> CarePlanRetirement.retire(there, plan, program))
            .map(ReplacedPlan::entry)
        : Optional.empty();
  }

  private static BundleEntryComponent entry(CarePlan retired) {
    var id = retired.getIdElement().getIdPart();
    var version = retired.getMeta().getVersionId();
    retired.setId(id);
    var request =
        new BundleEntryRequestComponent().setMethod(HTTPVerb.PUT).setUrl("CarePlan/" + id);
    if (version != null) {
      request.setIfMatch("W/\"" + version + "\"");
    }
    return new BundleEntryComponent().setResource(retired).setRequest(request);
  }
}
