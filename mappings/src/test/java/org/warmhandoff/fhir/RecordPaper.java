package org.warmhandoff.fhir;

import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.paper.Paper;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Referral;

/** What the documents of a record are made of; for tests of other packages. */
public final class RecordPaper {

  private RecordPaper() {}

  public static Paper of(MappingContext context) {
    var record = context.disclosed().record();
    if (record instanceof CrisisPlan plan) {
      return new CrisisPlanMapping(context, plan).paper();
    }
    if (record instanceof CrisisEvent event) {
      return new CrisisEventMapping(context, event).paper();
    }
    return new ReferralMapping(context, (Referral) record).paper();
  }
}
