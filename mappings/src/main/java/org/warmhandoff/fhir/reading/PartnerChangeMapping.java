package org.warmhandoff.fhir.reading;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.record.PartnerChange;
import org.warmhandoff.record.PartnerChange.Difference;

/**
 * What has become, at a partner, of something that the program wrote there. Pure, and never fails.
 *
 * <p>What servers do to every resource is no difference: ids, versions and tags, extensions, other
 * identifiers, narratives that they generate, references made literal or absolute, times in another
 * zone, the order of lists.
 */
public final class PartnerChangeMapping {

  private final OwnNames names;

  /** A mapping for what that program wrote. */
  public PartnerChangeMapping(Program program) {
    this.names = new OwnNames(requireNonNull(program));
  }

  /**
   * The differences between the two.
   *
   * @param written as the program wrote it, with the patient that it was written for
   * @param there as the partner gave it back
   */
  public PartnerChange change(Resource written, Resource there) {
    var doubts = new Doubts();
    var differences = differences(written, there, doubts);
    return new PartnerChange(
        names.kind(written).or(() -> names.kind(there)),
        names.recordId(written).or(() -> names.recordId(there)),
        names.version(there),
        FromFhir.resource(there),
        differences,
        doubts.all());
  }

  /** What of it the partner keeps otherwise, and by what that is known again. */
  public KeptContent kept(Resource written, Resource there) {
    return KeptContent.of(change(written, there).ofWhatWasWritten(), there);
  }

  /** The same differences as a person reads them, with what stands in either. */
  public List<DifferenceInWords> inWords(Resource written, Resource there) {
    return change(written, there).differences().stream()
        .map(one -> DifferenceInWords.of(one, written, there))
        .toList();
  }

  /** Whose it is, by the program's own names on it; nothing is compared. */
  public PartnerChange standing(Resource there) {
    return new PartnerChange(
        names.kind(there),
        names.recordId(there),
        names.version(there),
        FromFhir.resource(there),
        List.of(),
        List.of());
  }

  private List<Difference> differences(Resource written, Resource there, Doubts doubts) {
    if (!written.fhirType().equals(there.fhirType())) {
      doubts.add(there.fhirType(), "stands where " + written.fhirType() + " was written");
      return List.of();
    }
    return new Comparison(names, written, there, doubts).differences();
  }
}
