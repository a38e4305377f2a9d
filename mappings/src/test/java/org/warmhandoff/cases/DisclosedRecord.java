package org.warmhandoff.cases;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Supposed;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.terminology.Terminology;

/** Every record that there is for tests, and to whom it is told; for tests of other packages. */
public record DisclosedRecord(String name, Disclosed disclosed, Audience audience) {

  public static final Program PROGRAM = Programs.BRIDGEWATER;
  public static final Mappings MAPPINGS = new Mappings(PROGRAM, Terminology.shipped());

  /** Cases and shared records. */
  public static List<DisclosedRecord> all() {
    var shared =
        SharedRecords.told().stream()
            .map(
                file -> {
                  var record = SharedRecords.record(file);
                  return new DisclosedRecord(
                      file.getFileName().toString(),
                      Supposed.everything(record, SharedRecords.participant(record)),
                      Audience.ANYBODY);
                });
    return Stream.concat(cases().stream(), shared).toList();
  }

  public static List<DisclosedRecord> cases() {
    return Case.all().stream().map(DisclosedRecord::of).toList();
  }

  /** A case. */
  public static DisclosedRecord named(String name) {
    return of(Case.named(name));
  }

  /** The record, as far as it is told. */
  public ProgramRecord record() {
    return disclosed.record();
  }

  /** The participant, as far as they are told of. */
  public Participant participant() {
    return disclosed.participant();
  }

  /** As it is told where everything is taken. */
  public Graph graph() {
    return MAPPINGS.graph(disclosed, audience);
  }

  /** The same, to whom the participant is that patient. */
  public Graph graph(String patient) {
    return MAPPINGS.graph(disclosed, audience.as(patient));
  }

  /** As R4 has it, our own vocabulary with it. */
  public static void assertValid(Resource resource) {
    Validity.assertValid(resource);
  }

  @Override
  public String toString() {
    return name;
  }

  private static DisclosedRecord of(Case example) {
    return new DisclosedRecord(example.toString(), example.disclosed(), example.audience());
  }
}
