package org.warmhandoff.fhir.reading;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.record.ReferralStatus;

/** What a partner sends, read as the adapter reads it. */
final class Heard {

  private static final FhirContext R4 = FhirContext.forR4();

  /** What was written where, at this partner. */
  private static final Map<String, String> KNOWN =
      Map.of("ServiceRequest/77", "R-4001", "Task/88", "R-4001", "ServiceRequest/99", "R-4099");

  private static final ReferralStatusMapping MAPPING =
      new ReferralStatusMapping(
          Programs.BRIDGEWATER, address -> Optional.ofNullable(KNOWN.get(address)));

  private Heard() {}

  static Resource resource(String json) {
    var lenient = new LenientErrorHandler(false);
    lenient.setErrorOnInvalidValue(false);
    return (Resource) R4.newJsonParser().setParserErrorHandler(lenient).parseResource(json);
  }

  static ReferralStatus status(String... json) {
    return MAPPING.status(Arrays.stream(json).map(Heard::resource).toList());
  }

  static ReferralStatus status(List<Resource> resources) {
    return MAPPING.status(resources);
  }

  /** A Task that answers our referral, with these elements. */
  static String task(String elements) {
    return """
    {"resourceType": "Task", "id": "88", "meta": {"versionId": "4"},
     "identifier": [{"system": "https://id.bridgewater-iop.example/referral-task",
                     "value": "R-4001"}],
     "intent": "order", "focus": {"reference": "ServiceRequest/77"}, %s}
    """
        .formatted(elements);
  }

  /** Our request, as a partner without Tasks has it. */
  static String request(String elements) {
    return """
    {"resourceType": "ServiceRequest", "id": "77",
     "identifier": [{"system": "https://id.bridgewater-iop.example/referral",
                     "value": "R-4001"}],
     "meta": {"versionId": "3", "lastUpdated": "2026-10-05T08:00:00Z"},
     "intent": "order", "subject": {"reference": "Patient/5"}, %s}
    """
        .formatted(elements);
  }

  /** An appointment that comes of our request. */
  static String appointment(String elements) {
    return """
    {"resourceType": "Appointment", "id": "12",
     "meta": {"lastUpdated": "2026-10-06T08:00:00Z"},
     "basedOn": [{"reference": "ServiceRequest/77"}],
     "participant": [{"actor": {"reference": "Patient/5"}, "status": "accepted"},
                     {"actor": {"reference": "Location/3", "display": "North Street Clinic"},
                      "status": "accepted"}], %s}
    """
        .formatted(elements);
  }
}
