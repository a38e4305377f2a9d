package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceAgentComponent;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityComponent;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.base.Write;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Staff;
import org.warmhandoff.terminology.Code;

/**
 * Who wrote a version of a record and who sends it, as R4 Provenance, in the order of the FHIR
 * page. One for each version: it is never changed, and no identifier can find it.
 */
final class ProvenanceMapping {

  private static final Code AUTHOR =
      new Code(
          "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "author", "Author");
  private static final Code TRANSMITTER =
      new Code(
          "http://hl7.org/fhir/us/core/CodeSystem/us-core-provenance-participant-type",
          "transmitter",
          "Transmitter");

  private final MappingContext context;
  private final ProgramRecord record;

  ProvenanceMapping(MappingContext context, ProgramRecord record) {
    this.context = context;
    this.record = record;
  }

  /**
   * The graph with its provenance at the end.
   *
   * @param author empty: the program as a whole
   */
  Graph with(List<Entry> entries, Optional<Staff> author) {
    var version = context.ofEdition("version");
    var provenance = provenance(entries, author);
    provenance.setId(Entry.uuid(version));
    return new Graph(
        Stream.concat(entries.stream(), Stream.of(new Entry(provenance, Write.AT_OWN_ID, version)))
            .toList());
  }

  private Provenance provenance(List<Entry> entries, Optional<Staff> author) {
    var provenance = new Provenance();
    provenance.setMeta(Profiles.meta(Profiles.PROVENANCE, Labels.of(context.sensitivities())));
    provenance.setText(
        Narratives.of(
            "Written by",
            Stream.of(line(author.map(Wording::person).orElse(context.program().name()))),
            Stream.of(
                line("On behalf of", context.program().name()),
                line("When", context.time(record.recordedAt())))));
    entries.stream()
        .map(entry -> Fhir.within(entry.resource().fhirType(), entry.identifier()))
        .forEach(provenance::addTarget);
    provenance
        .setRecordedElement(Fhir.instant(record.recordedAt()))
        .addAgent(author(author))
        .addAgent(
            new ProvenanceAgentComponent()
                .setType(TRANSMITTER.concept())
                .setWho(Fhir.program(context.program())))
        .addEntity(
            new ProvenanceEntityComponent()
                .setRole(ProvenanceEntityRole.SOURCE)
                .setWhat(new Reference().setIdentifier(context.ofEdition("version"))));
    return provenance;
  }

  private ProvenanceAgentComponent author(Optional<Staff> author) {
    var program = Fhir.program(context.program());
    return new ProvenanceAgentComponent()
        .setType(AUTHOR.concept())
        .setWho(author.map(staff -> context.staff(staff)).orElse(program))
        .setOnBehalfOf(program);
  }
}
